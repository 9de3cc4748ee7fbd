"""A line of a page: its words, its place, the size of its letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

__all__ = ["BLANK", "Box", "Line", "Rule", "around", "usual_size"]

Box = tuple[float, float, float, float]
"""Left, bottom, right, top [points]."""

Rule = tuple[float, float, float]
"""A thin level line that is drawn: left, height, right [points]."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the part of one that stands in one column.

    Attributes
    ----------
    text : str
        As printed.
    box : Box or None
        Its place; None where the file gives none that can be used.
    size : float
        Size of its letters [points].
    row : int
        Lines of one number are parts of one line of the page.
    role : {"body", "edge", "note"}
        Text, a head or foot by its place, or a note at the foot of the page.
    is_raised : bool
        True when it begins with a digit smaller than its other letters.
    """

    text: str
    box: Box | None = None
    size: float = 0.0
    row: int = 0
    role: Literal["body", "edge", "note"] = "body"
    is_raised: bool = False


BLANK = Line("")
"""Parts what stands above from what stands below."""


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box around the boxes that are known."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    lefts, bottoms, rights, tops = zip(*known, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def usual_size(lines: Iterable[Line]) -> float:
    """Size of most letters [points]; 0 where no size is known."""
    letters: dict[float, int] = {}
    for line in lines:
        if line.size:
            letters[round(line.size, 1)] = letters.get(round(line.size, 1), 0) + len(line.text)
    return max(letters, key=lambda size: letters[size]) if letters else 0.0
