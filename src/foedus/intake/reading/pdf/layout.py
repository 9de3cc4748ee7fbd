"""In which order the lines of a page are read: columns, heads and feet, upright text.

Coordinates are points from the lower left corner of the page. A page whose lines stand in one column keeps the
order it came in; only a page with columns is put in order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from foedus.intake.reading.pdf.footnotes import begins_notes, notes_last
from foedus.intake.reading.pdf.pagelines import BLANK, Box, Line, Rule, around

__all__ = ["arrange"]

_LEAST_LINES = 4
_MOST_COLUMNS = 9


def arrange(
    lines: Sequence[Line], parts: Sequence[Line], *, size: float, rules: Sequence[Rule] = ()
) -> tuple[Line, ...]:
    """Lines of one page in the order they are read.

    Parameters
    ----------
    lines : sequence of Line
        As the file gives them.
    parts : sequence of Line
        The same cut at every wide gap.
    size : float
        Size of the document's letters [points].
    rules : sequence of Rule
        Lines drawn across the page.

    Returns
    -------
    tuple of Line
        Heads, text column by column, notes, feet. Where the page has one column: every line in the order it came, but for notes.

    Notes
    -----
    A title over several columns comes before the columns below it; what follows a line over all columns comes after the
    columns above it. O(n log n).
    """
    if _is_upright(lines):
        return tuple(_from_right(lines))
    gutters = _gutters(parts, size)
    if not gutters:
        return notes_last([list(lines)], size, rules)
    edges = _edge_rows(parts, size)
    inner = [part for part in parts if part.row not in edges]
    top, bottom = _heads_and_feet([part for part in parts if part.row in edges], inner)
    columns, last = _columns(inner, gutters, size)
    return (*_spaced(top), BLANK, *notes_last(columns, size, rules, last=last), BLANK, *_spaced(bottom))


def _mended(parts: Iterable[Line]) -> list[Line]:
    """Parts of one line put together again, where they follow each other."""
    lines: list[Line] = []
    for part in parts:
        if lines and lines[-1].row == part.row:
            last = lines.pop()
            text = f"{last.text}{part.text}" if _is_broken(last.text) else f"{last.text} {part.text}"
            size = max(last, part, key=lambda one: len(one.text)).size
            lines.append(replace(part, text=text, box=around((last.box, part.box)), size=size))
        else:
            lines.append(part)
    return lines


def _is_broken(text: str) -> bool:
    return text[-1:] in {"\ufffe", "\x02"}


# --- upright text ---------------------------------------------------------------------------------------------------


def _is_upright(lines: Sequence[Line]) -> bool:
    """Are most letters of a page set from top to bottom?"""
    upright = sum(len(line.text) for line in lines if line.box and len(line.text) > 3 and _is_tall(line.box))
    return upright > 0.6 * sum(len(line.text.strip()) for line in lines)


def _is_tall(box: Box) -> bool:
    return box[3] - box[1] > 2 * (box[2] - box[0])


def _from_right(lines: Sequence[Line]) -> Iterator[Line]:
    """Upright lines tier by tier, in each from right to left."""
    tier: list[Line] = []
    lowest = 0.0
    for line in sorted(lines, key=lambda line: -line.box[3] if line.box else 0.0):
        if tier and line.box is not None and line.box[3] <= lowest:
            yield from sorted(tier, key=lambda one: -one.box[2] if one.box else 0.0)
            tier = []
        if line.box is not None and line.text.strip():
            lowest = min(lowest, line.box[1]) if tier else line.box[1]
            tier.append(line)
    yield from sorted(tier, key=lambda one: -one.box[2] if one.box else 0.0)


# --- columns --------------------------------------------------------------------------------------------------------


def _gutters(parts: Sequence[Line], size: float) -> list[tuple[float, float]]:
    """Empty strips that stand between columns of text, from left to right."""
    placed = [(part.row, part.box) for part in parts if part.box is not None]
    if len(placed) < 2 * _LEAST_LINES or not size:
        return []
    left, right = min(box[0] for _, box in placed), max(box[2] for _, box in placed)
    narrow = [(row, box) for row, box in placed if box[2] - box[0] <= 0.6 * (right - left)]
    if len(narrow) < 2 * _LEAST_LINES or right - left > 20_000:
        return []
    strips = [
        strip
        for strip in _empty_strips([box for _, box in narrow], int(left), int(right) + 1)
        if strip[1] - strip[0] >= max(0.6 * size, 4) and strip[0] > left + 8 * size and strip[1] < right - 8 * size
    ]
    # Gutters of a page are about equally wide; spaces that happen to stand below each other are narrower.
    widest = max((high - low for low, high in strips), default=0.0)
    strips = [(low, high) for low, high in strips if high - low >= 0.4 * widest]
    while 0 < len(strips) < _MOST_COLUMNS:
        edges = [left, *(edge for strip in strips for edge in strip), right]
        columns = [_inside(narrow, edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
        bad = [i for i, column in enumerate(columns) if not _is_prose(column, size)] or [
            i for i in range(len(columns) - 1) if _is_table(columns[i], columns[i + 1], size)
        ]
        if not bad:
            return strips
        del strips[min(bad[0], len(strips) - 1)]
    return []


def _empty_strips(boxes: Sequence[Box], left: int, right: int) -> list[tuple[float, float]]:
    changes = [0] * (right - left + 2)
    for box in boxes:
        changes[int(box[0]) - left] += 1
        changes[min(int(box[2]), right) - left + 1] -= 1
    few, depth = 0.04 * len(boxes), 0
    strips, begun = list[tuple[float, float]](), -1
    for x, change in enumerate(changes):
        depth += change
        if depth <= few:
            begun = x if begun < 0 else begun
        elif begun >= 0:
            if begun:
                strips.append((float(left + begun), float(left + x)))
            begun = -1
    return strips


def _inside(placed: Iterable[tuple[int, Box]], left: float, right: float) -> list[Box]:
    """Boxes of the lines between two edges; parts of one line are one, however wide its spaces."""
    lines: dict[tuple[int, int], Box] = {}
    for row, box in placed:
        if box[0] >= left - 1 and box[2] <= right + 1:
            key = row, round(box[3])
            lines[key] = around((lines.get(key), box)) or box
    return list(lines.values())


def _is_prose(column: Sequence[Box], size: float) -> bool:
    """Do the lines of a column fill it, as those of a text do and the cells of a table do not?"""
    if len(column) < _LEAST_LINES:
        return False
    widths = sorted(box[2] - box[0] for box in column)
    full = widths[int(0.9 * (len(widths) - 1))]
    fills = full >= 8 * size and sum(width >= 0.6 * full for width in widths) >= 0.5 * len(widths)
    return fills and _longest_run(column, size) >= _LEAST_LINES


def _longest_run(column: Sequence[Box], size: float) -> int:
    """Number of lines that follow each other without a gap."""
    longest, run = 1, 1
    for below, above in pairwise(sorted({round(box[3]) for box in column})):
        run = run + 1 if above - below <= 2.4 * size else 1
        longest = max(longest, run)
    return longest


def _is_table(left: Sequence[Box], right: Sequence[Box], size: float) -> bool:
    """Do two columns break at the same heights, as the rows of a table do, or stand one above the other?"""
    low, high = (
        max(min(box[1] for box in c) for c in (left, right)),
        min(max(box[3] for box in c) for c in (left, right)),
    )
    beside = [[box for box in column if low <= box[1] + 1 and box[3] <= high + 1] for column in (left, right)]
    if min(map(len, beside)) < _LEAST_LINES:
        return True
    ours, theirs = map(_breaks, beside)
    shared = sum(any(abs(a - b) < 0.5 * size for b in theirs[bisect_left(theirs, a - size) :][:8]) for a in ours)
    return shared >= 2 and shared >= 0.6 * max(len(ours), len(theirs))


def _breaks(column: Sequence[Box]) -> list[float]:
    """Heights at which a column leaves more room than between most of its lines, in rising order."""
    tops = sorted({round(box[3], 1) for box in column})
    steps = [above - below for below, above in pairwise(tops)]
    if not steps:
        return []
    usual = median(steps)
    return [above for above, step in zip(tops[1:], steps, strict=True) if step > 1.25 * usual]


def _edge_rows(parts: Sequence[Line], size: float) -> set[int]:
    """Up to two rows at the top and at the bottom that stand apart: heads, feet, page numbers."""
    spans: dict[int, Box] = {}
    for part in parts:
        if part.box is not None:
            spans[part.row] = around((spans.get(part.row), part.box)) or part.box
    length: dict[int, int] = {}
    for part in parts:
        length[part.row] = length.get(part.row, 0) + len(part.text)
    low = sorted(spans, key=lambda row: spans[row][1])[:2]
    notes = {
        part.row for part in parts if part.row in low and length[part.row] <= 150 and begins_notes(part, parts, size)
    }
    found: set[int] = set()
    for rows, sign in (
        (sorted(spans, key=lambda row: -spans[row][3]), 1),
        (sorted(spans, key=lambda row: spans[row][1]), -1),
    ):
        for n in (1, 2):
            edge, rest = rows[:n], rows[n:]
            if not rest or any(length[row] > 150 or (sign < 0 and row in notes) for row in edge):
                break
            gap = (
                min(spans[row][1] for row in edge) - spans[rest[0]][3]
                if sign > 0
                else spans[rest[0]][1] - max(spans[row][3] for row in edge)
            )
            if gap > 0.8 * size:
                found.update(edge)
    return found


def _heads_and_feet(edges: Sequence[Line], inner: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    extent = around(part.box for part in inner)
    middle = (extent[1] + extent[3]) / 2 if extent else 0.0
    lines = [replace(line, role="edge") for line in _mended(edges)]
    top = [line for line in lines if line.box is not None and line.box[1] > middle]
    return top, [line for line in lines if line not in top]


def _columns(
    parts: Sequence[Line], gutters: Sequence[tuple[float, float]], size: float
) -> tuple[list[list[Line]], int]:
    """Lines band by band and in each band column by column, and where the last band begins; a line across the gutters ends a band."""
    columns: dict[int, list[Line]] = {}
    across: list[Line] = []
    for part in parts:
        place = _column(part, gutters)
        across.append(part) if place is None else columns.setdefault(place, []).append(part)
    across, beside = _apart(across, [line for lines in columns.values() for line in lines])
    for part in beside:
        columns.setdefault(0, []).append(part)
    across.sort(key=lambda part: -_middle(part))
    bars = [-_middle(part) for part in across]
    bands: list[list[list[Line]]] = [[[] for _ in range(len(gutters) + 1)] for _ in range(len(across) + 1)]
    for place in sorted(columns):
        band = 0
        for part in columns[place]:
            band = band if part.box is None else bisect_right(bars, -_middle(part))
            bands[band][place].append(part)
    ordered: list[list[Line]] = []
    last = 0
    for index, band_columns in enumerate(bands):
        filled = [_mended(_downwards(column, size)) for column in band_columns if column]
        if filled:
            last = len(ordered)
            ordered += filled if not index else [[BLANK, *filled[0]], *filled[1:]]
        if index < len(across):
            is_new = not ordered or filled or _differ(across[index - 1], across[index])
            if is_new:
                ordered.append([BLANK])
            ordered[-1].append(across[index])
    return ordered, last


def _spaced(lines: Sequence[Line]) -> Iterator[Line]:
    for index, line in enumerate(lines):
        if index and _differ(lines[index - 1], line):
            yield BLANK
        yield line


def _differ(above: Line, below: Line) -> bool:
    """Are two lines set in letters of different size?"""
    return abs(above.size - below.size) > 0.12 * below.size


def _column(part: Line, gutters: Sequence[tuple[float, float]]) -> int | None:
    """Number of the column a line stands in; None for a line across a gutter or in one."""
    if part.box is None:
        return 0
    left, _, right, _ = part.box
    for place, gutter in enumerate(gutters):
        middle = sum(gutter) / 2  # Punctuation may hang over the edge of a column.
        if right <= middle:
            return place
        if left < middle:
            # A line over some of the columns opens the first of them.
            return None if place == 0 and right > sum(gutters[-1]) / 2 else place
    return len(gutters)


def _apart(across: Sequence[Line], others: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Lines across the columns that stand alone at their height, and those that others stand beside (labels of figures)."""
    heights = sorted(_middle(line) for line in others if line.box is not None)
    alone, beside = list[Line](), list[Line]()
    for line in across:
        box = line.box or (0.0, 0.0, 0.0, 0.0)
        inset = 0.2 * (box[3] - box[1])
        is_beside = bisect_left(heights, box[1] + inset) < bisect_right(heights, box[3] - inset)
        (beside if is_beside else alone).append(line)
    return alone, beside


def _middle(part: Line) -> float:
    return 0.0 if part.box is None else (part.box[1] + part.box[3]) / 2


def _downwards(column: list[Line], size: float) -> list[Line]:
    """A column in the order the file gives, unless that jumps about; then from top to bottom."""
    jumps = sum(_middle(below) > _middle(above) + 0.5 * size for above, below in pairwise(column))
    if jumps <= max(1, 0.1 * len(column)):
        return column
    return sorted(
        column, key=lambda part: (-round(_middle(part) / max(0.4 * size, 1)), part.box[0] if part.box else 0.0)
    )
