"""Where nodes stand: subjects in the centre, partners on an oval at even heights, so that no label can meet another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Final

__all__ = ["bow", "oval"]

Point = tuple[float, float]
_PITCH: Final = 25
_HALF_WIDTH: Final = 210


def oval(subjects: Sequence[str], partners: Sequence[str]) -> tuple[Mapping[str, Point], int]:
    """Places of all nodes, the centre at (0, 0), and the height they take [pixels].

    Partners come strongest first: they go left and right in turn, the strongest where the oval is widest.
    """
    sides = [list(partners[0::2]), list(partners[1::2])]
    rows = max((len(side) for side in sides), default=1)
    height = max(rows * _PITCH, 150 if len(subjects) == 1 else 230)
    places: dict[str, Point] = {}
    for side, sign in zip(sides, (-1, 1), strict=True):
        pitch = height / max(len(side), 1)
        for place, partner in zip(_from_middle(len(side)), side, strict=True):
            y = (place - (len(side) - 1) / 2) * pitch
            reach = _HALF_WIDTH * sqrt(1 - (1.7 * y / height) ** 2)
            places[partner] = (round(sign * reach, 1), round(y, 1))
    gap = 0 if len(subjects) == 1 else height / 5
    for subject, sign in zip(subjects, (-1, 1), strict=False):
        places[subject] = (0.0, round(sign * gap, 1))
    return places, round(height)


def _from_middle(count: int) -> list[int]:
    """Places of a column, the middle one first.

    Examples
    --------
    >>> _from_middle(5)
    [2, 1, 3, 0, 4]
    """
    return sorted(range(count), key=lambda place: (abs(place - (count - 1) / 2), place))


def bow(start: Point, end: Point, *, bend: float = 0.32, steps: int = 12) -> list[Point]:
    """A curve between two points, drawn towards the centre so that it does not run along the oval."""
    (x0, y0), (x1, y1) = start, end
    middle = ((x0 + x1) / 2 * (1 - bend), (y0 + y1) / 2 * (1 - bend))
    curve = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        curve.append((round(a * x0 + b * middle[0] + c * x1, 1), round(a * y0 + b * middle[1] + c * y1, 1)))
    return curve
