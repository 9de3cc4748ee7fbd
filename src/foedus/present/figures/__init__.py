"""Figures: each is a table, a Vega-Lite specification of it, and a caption with sources; drawn to SVG without a network."""

from foedus.present.figures.figure import Figure, spans_of
from foedus.present.figures.hyperedges import hyperedge_figure, hyperedge_table
from foedus.present.figures.network import network_figure, network_table
from foedus.present.figures.render import to_inline_svg, to_svg
from foedus.present.figures.timeline import timeline_figures, timeline_table

__all__ = [
    "Figure",
    "hyperedge_figure",
    "hyperedge_table",
    "network_figure",
    "network_table",
    "spans_of",
    "timeline_figures",
    "timeline_table",
    "to_inline_svg",
    "to_svg",
]
