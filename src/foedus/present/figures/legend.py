"""Legends drawn inside a figure, so that it explains itself wherever it is pasted."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.present.figures.figure import LAYERS, MUTED, Record, points, texts

__all__ = ["layer_legend", "spread"]

_PER_LETTER = 5.4


def spread(labels: Sequence[str], *, left: float, y: float, right: float, sample: float = 16) -> list[Record]:
    """Places for samples with words behind them, in rows that break at ``right`` [pixels]."""
    rows: list[Record] = []
    x = left
    for label in labels:
        wide = sample + 6 + len(label) * _PER_LETTER
        if x > left and x + wide > right:
            x, y = left, y + 17
        rows.append({"x": round(x, 1), "y": y, "text": label})
        x += wide + 16
    return rows


def layer_legend(layers: set[str], *, left: float, y: float, right: float, lead: str = "Layers") -> list[Record]:
    """A square of its colour for each layer drawn."""
    labels = [layer for layer in LAYERS if layer in layers]
    start = left + len(lead) * _PER_LETTER + 16
    places = spread(labels, left=start, y=y, right=right, sample=10)
    squares = [{"x": p["x"] + 4, "y": p["y"], "layer": p["text"]} for p in places]
    words = [{"x": p["x"] + 14, "y": p["y"], "text": p["text"]} for p in places]
    return [
        texts([{"x": left, "y": y, "text": lead}], size=10.5, bold=True, plain=MUTED),
        points(squares, shape="square", size=70),
        texts(words, size=10.5),
    ]
