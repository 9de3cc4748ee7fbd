"""What one printed form of a date gives, and the numbers it is written with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from foedus.intake.reading.dates.words import CalendarWords

__all__ = ["DIGITS", "KINDS", "Fields", "Reader", "calendar_date", "day_of", "number", "partial"]


DIGITS = {**{c: int(c) for c in "0123456789"}, **{chr(0xFF10 + i): i for i in range(10)}, "〇": 0, "零": 0}


DIGITS |= {c: i + 1 for i, c in enumerate("一二三四五六七八九")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What one form gave; see `TextDate` for the meaning of the fields."""

    start: int
    end: int
    kind: str
    edtf: str | None = None
    unit: str | None = None
    offset: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    quarter: int | None = None
    weekday: int | None = None


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


KINDS = {(False, False): "year", (True, False): "month", (True, True): "day"}


Reader = Callable[[re.Match[str], str, CalendarWords], Fields | None]


def day_of(found: re.Match[str], year: int, month: int, day: int) -> Fields | None:
    """A full date; None where there is no such day."""
    edtf = calendar_date(year, month, day)
    return Fields(start=found.start(), end=found.end(), kind="day", edtf=edtf) if edtf else None


def partial(found: re.Match[str], month: int, day: int | None) -> Fields | None:
    """A month, or a month and its day, whose year is not printed."""
    if calendar_date(2000, month, day) is None:
        return None
    return Fields(start=found.start(), end=found.end(), kind="partial", month=month, day=day)
