"""What one printed form of a date gives, and the numbers it is written with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from foedus.intake.reading.dates.words import CalendarWords

__all__ = ["DIGITS", "KINDS", "DateKind", "Reader", "TextDate", "calendar_date", "day_of", "number", "partial"]


DIGITS = {**{c: int(c) for c in "0123456789"}, **{chr(0xFF10 + i): i for i in range(10)}, "〇": 0, "○": 0, "零": 0}
DIGITS |= {c: i + 1 for i, c in enumerate("一二三四五六七八九")}

DateKind = Literal[
    "day",
    "month",
    "year",
    "season",
    "decade",
    "quarter",
    "fiscal_year",
    "range",
    "open",
    "partial",
    "relative",
    "anaphoric",
]
"""What was printed. `partial` lacks its year, `relative` counts from the document's date, `anaphoric` from a date named before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDate:
    """One date expression.

    Attributes
    ----------
    start, end : int
        Span in the text [characters]; `since`, `between`, `FY` belong to it.
    edtf : str or None
        The date at the precision printed; None where the text alone does not give it.
    kind : DateKind
        What was printed.
    unit, offset : str or None, int or None
        For relative and anaphoric dates: year, month, week or day, and how many of them on.
    month, day, season, quarter : int or None
        Fields printed beside a missing or relative year; the quarter also beside a year, which EDTF level 1 cannot say.
    weekday : int or None
        Of a relative day of the week, counted from Monday as 0.
    until : TextDate or None
        Where a span ends whose beginning the text alone does not give (`from April to May`, 昨年４月から５月にかけて).
    is_open : bool
        It began then and goes on (`since last May`), where the text alone does not give the date.
    """

    start: int
    end: int
    kind: DateKind
    edtf: str | None = None
    unit: str | None = None
    offset: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    quarter: int | None = None
    weekday: int | None = None
    until: TextDate | None = None
    is_open: bool = False


def number(digits: str) -> int:
    """A number in ASCII, full-width or Chinese digits, positional or up to 99 with 十.

    Examples
    --------
    >>> number("２０２４"), number("二〇二四"), number("二十八"), number("十")
    (2024, 2024, 28, 10)
    """
    if "十" in digits:
        tens, _, units = digits.partition("十")
        return (number(tens) if tens else 1) * 10 + (number(units) if units else 0)
    value = 0
    for character in digits:
        value = value * 10 + DIGITS[character]
    return value


def calendar_date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """EDTF of a calendar date, or None where there is no such day."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


KINDS: Final[dict[tuple[bool, bool], DateKind]] = {(False, False): "year", (True, False): "month", (True, True): "day"}


Reader = Callable[[re.Match[str], str, CalendarWords], TextDate | None]
"""Of a match, its text and the words of its language; None where what was matched is no date."""


def day_of(found: re.Match[str], year: int, month: int, day: int) -> TextDate | None:
    """A full date; None where there is no such day."""
    edtf = calendar_date(year, month, day)
    return TextDate(start=found.start(), end=found.end(), kind="day", edtf=edtf) if edtf else None


def partial(found: re.Match[str], month: int, day: int | None) -> TextDate | None:
    """A month, or a month and its day, whose year is not printed."""
    if calendar_date(2000, month, day) is None:
        return None
    return TextDate(start=found.start(), end=found.end(), kind="partial", month=month, day=day)
