"""What each printed form of a date means: a reader for every form of `patterns.py`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from foedus.intake.reading.dates.eastern import EASTERN
from foedus.intake.reading.dates.fields import DIGITS, TextDate
from foedus.intake.reading.dates.patterns import date_pattern, start_pattern
from foedus.intake.reading.dates.western import WESTERN
from foedus.intake.reading.dates.words import CalendarWords, load_calendar_words

__all__ = ["DateForms", "date_forms"]


@dataclass(frozen=True, slots=True)
class DateForms:
    """The pattern of all forms and what each means.

    Attributes
    ----------
    starts : re.Pattern
        Where a date can begin: digits, and the first letters of its words. Cheap, so that text without dates costs little.
    scan : re.Pattern
        Matches a date there; the last group says which form.
    words : CalendarWords
        The tables the forms are read with.
    """

    starts: re.Pattern[str]
    scan: re.Pattern[str]
    words: CalendarWords

    def read(self, found: re.Match[str], text: str, low: int) -> TextDate | None:
        """TextDate of a candidate, or None where what stands around it says that it is no date."""
        before = text[found.start() - 1] if found.start() > low else " "
        if (
            not _may_begin(before, text[found.start()])
            and not (before in "=-" and found[0][-1] in "年月日号號년월일")
            and not (before == "/" and found.lastgroup == "asian")
        ):
            return None
        return _READERS[str(found.lastgroup)](found, text, self.words)  # The group that closed last is the form.


def _may_begin(before: str, first: str) -> bool:
    if first.isascii() and first.isalpha():
        return not (before.isascii() and (before.isalnum() or before == "_"))
    if first == "'":
        return not before.isalnum()
    if first.isdecimal() or first in DIGITS:
        return not (
            before.isdecimal()
            or (before in "$€£¥￥₩#/.,-–_&=" and before != ",")
            or (before.isascii() and before.isalpha())
            or before in "〇○零一二三四五六七八九十第"
        )
    return True


_READERS = {**WESTERN, **EASTERN}


@cache
def date_forms(language: str = "") -> DateForms:
    """The forms, compiled once per process and language."""
    words = load_calendar_words(language)
    return DateForms(re.compile(start_pattern(words)), re.compile(date_pattern(words)), words)
