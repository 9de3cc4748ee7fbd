"""Running heads and feet: what comes back at the edges of pages, on every page, on every other, or through a chapter."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from foedus.intake.reading.pdf.pagelines import Line

__all__ = ["find_running"]

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|第)\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*(?:頁|页|ページ|쪽|\|\s*page)?\W*$|[-–—\s]*[ivxlc]{1,7}[-–—\s]*$",
    re.IGNORECASE,
)
_ROMAN_CAPITALS = re.compile(r"[-–—\s]*[IVXLC]")
_EDGE_LINES = 2
_LONGEST = 150


def find_running(pages: Sequence[Sequence[Line]]) -> list[set[int]]:
    """Numbers of the lines of each page that are running heads, feet or page numbers.

    Notes
    -----
    Four signs: a first or last line whose words come back on two fifths of all pages; one that is a page number; one that
    stands apart and comes back on three pages near each other at one height; one that stands apart where other pages have
    a line already told by the first two. Linear in the number of lines.
    """
    edges = [_edge(page) for page in pages]
    rows = [_standing_apart(page) for page in pages]
    apart = [set().union(*ends) for ends in rows]
    counts = Counter(
        shape
        for page, edge, ends in zip(pages, edges, apart, strict=True)
        for shape in {_shape(page[i].text) for i in edge | ends}
    )
    needed = max(2, round(0.4 * len(pages)))
    found = list[set[int]]()
    for page, edge, ends in zip(pages, edges, rows, strict=True):
        repeated = {
            i
            for i in edge.union(*ends)
            if len(pages) > 1 and counts[_shape(page[i].text)] >= needed and len(page[i].text) <= _LONGEST
        }
        # A number beside other words, as in the last row of a table, counts no pages.
        alone = edge.union(*(row for row in ends if len(row - repeated) == 1))
        found.append(repeated | {i for i in alone if _is_page_number(page[i].text)})
    for number, index in _of_chapters(pages, apart):
        found[number].add(index)
    _add_by_place(pages, apart, found)
    return found


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line).casefold()


def _is_page_number(line: str) -> bool:
    return bool(_PAGE_NUMBER.match(line)) and not _ROMAN_CAPITALS.match(line)


def _edge(page: Sequence[Line]) -> set[int]:
    filled = [index for index, line in enumerate(page) if line.text and line.role != "note"]
    return {*filled[:_EDGE_LINES], *filled[-_EDGE_LINES:]}


def _standing_apart(page: Sequence[Line]) -> list[set[int]]:
    """The highest row and the lowest, where a gap parts them from all others."""
    placed = [(line.box, index) for index, line in enumerate(page) if line.box is not None and line.text]
    if len(placed) < 3:
        return []
    found: list[set[int]] = []
    for is_top in (True, False):
        ends = [(box[3], box[1], index) if is_top else (-box[1], -box[3], index) for box, index in placed]
        ends.sort(reverse=True)
        nearest, furthest, _ = ends[0]
        size = nearest - furthest
        outer = [index for near, _, index in ends if near > furthest + 0.3 * size]
        inner = [near for near, _, _ in ends[len(outer) :][:1]]
        if inner and furthest - inner[0] > 0.8 * size and len(outer) <= 3:
            found.append({index for index in outer if len(page[index].text) <= _LONGEST})
    return found


def _of_chapters(pages: Sequence[Sequence[Line]], apart: Sequence[set[int]]) -> Iterator[tuple[int, int]]:
    """Lines that come back on three or more pages, each at most two pages after the last, at one height."""
    places: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for number, (page, ends) in enumerate(zip(pages, apart, strict=True)):
        for index in ends:
            box = page[index].box
            if box is not None:
                places[_shape(page[index].text), round(box[1] / 3)].append((number, index))
    for found in places.values():
        chain = found[:1]
        for place in [*found[1:], (len(pages) + 9, -1)]:
            if place[0] - chain[-1][0] > 2:
                if len(chain) >= 3:
                    yield from chain
                chain = []
            chain.append(place)


def _add_by_place(pages: Sequence[Sequence[Line]], apart: Sequence[set[int]], found: Sequence[set[int]]) -> None:
    """A line that stands apart where two other pages have a running head or foot is one too."""
    known: Counter[tuple[int, int]] = Counter()
    for page, running in zip(pages, found, strict=True):
        known.update({_place(page[index]) for index in running if page[index].box is not None})
    for page, ends, running in zip(pages, apart, found, strict=True):
        running.update(index for index in ends - running if known[_place(page[index])] >= 2)


def _place(line: Line) -> tuple[int, int]:
    box = line.box or (0.0, 0.0, 0.0, 0.0)
    return round(box[1]), round(box[3])
