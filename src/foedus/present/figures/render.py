"""Figures to SVG, offline; text stays text, and colours become variables that a page can set for dark paper."""

from __future__ import annotations

import json
import re
from typing import Final

from foedus.present.figures.figure import INK, LAYERS, MUTED, NOW, PAPER, RULE, Figure

__all__ = ["to_inline_svg", "to_svg"]

_VARIABLES: Final = {
    INK: "ink",
    MUTED: "muted",
    RULE: "rule",
    PAPER: "paper",
    NOW: "now",
    **{colour: f"layer-{layer}" for layer, colour in LAYERS.items()},
}
_COLOUR = re.compile(r'\b(fill|stroke)="(#[0-9a-f]{6})"')
_OPENING = re.compile(r"<svg [^>]*?width=\"(\d+)\" height=\"(\d+)\"[^>]*>")


def to_svg(figure: Figure) -> str:
    """The figure as a picture of its own, with the colours of light paper."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(json.dumps(figure.spec), vl_version="5.20"))


def to_inline_svg(figure: Figure) -> str:
    """The figure for a page: sized by the page, coloured by its variables, named by a heading the page provides."""
    svg = _COLOUR.sub(_variable, to_svg(figure))
    return _OPENING.sub(
        lambda found: (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="figure-svg" role="img" '
            f'aria-labelledby="{figure.name}-alt" viewBox="0 0 {found[1]} {found[2]}" '
            f'width="{found[1]}" height="{found[2]}">'
        ),
        svg,
        count=1,
    )


def _variable(found: re.Match[str]) -> str:
    name = _VARIABLES.get(found[2])
    return found[0] if name is None else f'{found[1]}="var(--{name},{found[2]})"'
