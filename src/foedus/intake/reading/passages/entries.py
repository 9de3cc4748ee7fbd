"""Time lines: which lines are entries, dated at their head, and which years and days stand over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foedus.intake.reading.dates.printed import find_dates
from foedus.intake.reading.folding import fold
from foedus.intake.reading.passages.units import Unit, is_year

__all__ = ["is_entry", "settle_entries"]

_LONGEST: Final = 600
_DATE_LEAD = re.compile(
    r"[\s■□◆◇●○◎▲△▼▽▶▪・·*-]{0,4}"
    r"(?:(?:19|20)\d\d|\d{1,2}[./]|\d{1,2}\s?[月월日일]|/\s?\d\d|[A-Z][a-z]{2,8}[\s.:]|\d{1,2}\s[A-Z][a-z]{2})"
)
_AFTER_LEAD = re.compile(r"\s*(?:[:=|]|-\s|\s-|\s{2,})\s*(?=\S.*[^\W\d])", re.DOTALL)
_SLASHED = re.compile(r"\s*/\s?\d{1,2}\s+\S")


def settle_entries(text: str, units: Sequence[Unit], kinds: list[str]) -> None:
    """Lines of a time line are entries, with or without a full stop; a year over them is a heading."""
    years = [is_year(text[unit.start : unit.end]) for unit in units]
    entries = [not years[i] and is_entry(text[unit.start : unit.end]) for i, unit in enumerate(units)]
    for index, unit in enumerate(units):
        if unit.hint:
            continue
        around = range(max(0, index - 2), min(len(units), index + 3))
        beside = any(entries[other] and abs(other - index) == 1 for other in around) or (index > 0 and years[index - 1])
        near = beside or sum(entries[other] for other in around) >= 3
        if entries[index] and near and kinds[index] in {"heading", "metadata", "rubric", "label", "byline", "date"}:
            kinds[index] = "list_item"
        elif kinds[index] == "heading" and not years[index] and _lies_between(units, entries, index):
            kinds[index] = "list_item"  # one more event of the month above
        elif years[index] and index + 1 < len(units) and kinds[index] in {"rubric", "heading", "date", "list_item"}:
            kinds[index] = "year"


def _lies_between(units: Sequence[Unit], entries: Sequence[bool], index: int) -> bool:
    if not 0 < index < len(units) - 1 or entries[index]:
        return False
    above, below = units[index - 1], units[index + 1]
    return entries[index - 1] and entries[index + 1] and above.block == units[index].block == below.block


def is_entry(piece: str) -> bool:
    """Does a line open with a date, and a mark or a gap behind it?"""
    if len(piece) > _LONGEST:
        return False
    gaps = _GAP.search(piece[:40]) is not None
    piece = fold(piece)
    if not _DATE_LEAD.match(piece):
        return False
    if _SLASHED.match(piece):
        return True
    dates = find_dates(piece, 0, min(len(piece), 40), "")
    if not dates or re.search(r"[^\W_]", piece[: dates[0].start]):
        return False
    end = dates[0].end
    figures = re.match(r"\s?[^\x00-\x7f]", piece[end:]) is not None and _IN_FIGURES.match(piece) is not None
    marked = _AFTER_LEAD.match(piece, end) is not None or (gaps and piece[end : end + 1] == " ") or figures
    return marked and (len(dates) == 1 or dates[1].start > end + 3)


_IN_FIGURES = re.compile(r"\W{0,3}(?:19|20)\d\d[./]\s?\d{1,2}")
_GAP = re.compile(r"\S[\u3000\t]+\S")
