"""A figure is a table, a specification and a caption with sources; what all figures share in look lies here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from foedus.model.vocabulary import load_vocabulary

__all__ = [
    "INK",
    "LAYERS",
    "MUTED",
    "NOW",
    "PAPER",
    "RULE",
    "WIDTH",
    "Figure",
    "Record",
    "frame",
    "layer_scale",
    "mark",
    "points",
    "rules",
    "short_type",
    "spans_of",
    "texts",
]

Record: TypeAlias = dict[str, Any]

WIDTH: Final = 860
INK, MUTED, RULE, PAPER, NOW = "#1c2330", "#586170", "#cfd4dc", "#ffffff", "#b3261e"

# Fixed for every figure, so that a colour always means the same layer; each has a contrast of at least 4.5 to paper.
LAYERS: Final[Mapping[str, str]] = {
    "defence": "#9b2226",
    "access": "#0b6a88",
    "logistics": "#a8530a",
    "information": "#5b3fa0",
    "industry": "#3b6b1d",
    "consultation": "#4a5a73",
    "aid": "#a1176c",
    "exercises": "#7d6200",
    "domestic": "#454545",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawn table.

    Attributes
    ----------
    table : tuple of dict
        What is drawn, one row a mark: the data of the figure, and what its tests compare.
    spec : dict
        Vega-Lite 5, complete: the table's rows and fixed colour domains inside.
    caption : str
        What is to be seen, and what was left out.
    alt : str
        The same for those who cannot see it.
    sources : tuple of int
        Numbers in the brief's bibliography.
    """

    name: str
    title: str
    table: tuple[Record, ...]
    spec: Record = field(repr=False)
    caption: str
    alt: str
    sources: tuple[int, ...]


def short_type(code: str) -> str:
    """The code where it is an abbreviation (`ACSA`, `2+2`), else the label."""
    return code if code != code.lower() or code[0].isdigit() else load_vocabulary().type(code).label


def spans_of(numbers: Iterable[int]) -> str:
    """Numbers as spans.

    Examples
    --------
    >>> spans_of([3, 1, 2, 7])
    '1–3, 7'
    """
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in spans)


def layer_scale() -> Record:
    """The colour scale of layers: always all of them, in the same order."""
    return {"domain": list(LAYERS), "range": list(LAYERS.values())}


def frame(layers: Sequence[Record], *, height: int, margins: tuple[int, int, int, int]) -> Record:
    """A specification whose units are pixels: no automatic layout, so nothing depends on the fonts of the machine."""
    top, right, bottom, left = margins
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH - left - right,
        "height": height,
        "padding": {"top": top, "right": right, "bottom": bottom, "left": left},
        "autosize": {"type": "none"},
        "background": "transparent",
        "config": {
            "view": {"stroke": None},
            "aria": False,
            "font": "Arial, Helvetica, sans-serif",
        },
        "layer": [layer for layer in layers if layer["data"]["values"]],
    }


def mark(rows: Sequence[Record], style: Record, **encoding: Record) -> Record:
    """One layer; `x`, `y`, `x2`, `y2` are pixels unless the encoding says otherwise."""
    length = 2000
    axes: Record = {
        axis: {
            "field": axis,
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [-length, length], "range": [-length, length], "nice": False},
        }
        for axis in ("x", "y")
    }
    both = {axis: {"field": axis} for axis in ("x2", "y2") if rows and axis in rows[0]}
    return {"data": {"values": list(rows)}, "mark": style, "encoding": axes | both | encoding}


def _colour(by_layer: bool, plain: str) -> Record:
    if not by_layer:
        return {"value": plain}
    return {"field": "layer", "type": "nominal", "scale": layer_scale(), "legend": None}


def rules(
    rows: Sequence[Record], *, width: float, dash: Sequence[float] = (), by_layer: bool = False, plain: str = RULE
) -> Record:
    """Straight lines."""
    style: Record = {"type": "rule", "strokeWidth": width, "strokeDash": list(dash)}
    return mark(rows, style, color=_colour(by_layer, plain))


def points(
    rows: Sequence[Record], *, shape: str, size: int, filled: bool = True, by_layer: bool = True, plain: str = INK
) -> Record:
    """Marks of one shape; hollow ones are filled with paper so that lines do not run through them."""
    style: Record = {"type": "point", "shape": shape, "size": size, "opacity": 1, "strokeWidth": 1.4}
    colour = _colour(by_layer, plain)
    inside: Record = colour if filled else {"value": PAPER}
    return mark(rows, style, stroke=colour, fill=inside)


def texts(
    rows: Sequence[Record], *, size: float = 11, align: str = "left", bold: bool = False, plain: str = INK
) -> Record:
    """Words from the field `text`; always upright."""
    style: Record = {
        "type": "text", "align": align, "baseline": "middle", "fontSize": size,
        "fontWeight": "bold" if bold else "normal",
    }  # fmt: skip
    return mark(rows, style, text={"field": "text", "type": "nominal"}, color={"value": plain})
