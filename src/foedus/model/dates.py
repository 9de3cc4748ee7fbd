"""Dates as sources give them: EDTF level 1, each an interval of days, compared in three values.

A date is what a source says at the precision it says it. `2023` is not 1 January 2023: it is some day of that
year, and a question about 30 June 2023 has the answer *uncertain*.

References
----------
Library of Congress, *Extended Date/Time Format (EDTF) Specification*, 2019 (also ISO 8601-2:2019, annex A).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from foedus.model.problems import UnparsableDateError

__all__ = ["EdtfDate", "Truth", "both", "day", "either", "has_begun", "has_ended", "is_before", "negate", "overlap"]

Truth = Literal["yes", "no", "uncertain"]
"""Three-valued answer: `yes` holds for every day the dates can mean, `no` for none, else `uncertain`."""

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX|\dXXX|XXXX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<mark>[?~%])?\Z",
    re.ASCII,
)
# Meteorological seasons of the northern hemisphere; EDTF leaves the months open.
_SEASONS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
_LAST_DAY: Final = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """One EDTF level-1 date.

    Attributes
    ----------
    text : str
        As written; two dates are equal exactly when their texts are.
    earliest, latest : int or None
        First and last day the dated event can have happened on [proleptic Gregorian ordinal day]; None when unbounded.
        For an interval with an open end (`2015/..`) the event is the *beginning*.
    is_open : bool
        True for `…/..`: what began then goes on.
    mark : {"", "?", "~", "%"}
        Uncertain, approximate, or both. Each widens the days by one unit of the date's own precision, both by two:
        the interval alone then never makes a doubted date certain.
    ends_by : int or None
        For an interval, the last day of its end; None when open, unknown, or not an interval.
    """

    text: str
    earliest: int | None
    latest: int | None
    is_open: bool = False
    mark: str = ""
    ends_by: int | None = None

    @classmethod
    def parse(cls, text: str, *, where: str = "date") -> EdtfDate:
        """Read an EDTF level-1 string.

        Parameters
        ----------
        text : str
            Such as `2023`, `2022-01`, `2024-23`, `1971~`, `199X`, `2015/..`, `2023/2024`, `/2024`.
        where : str
            The place named in the error.

        Raises
        ------
        UnparsableDateError
            If ``text`` is no EDTF level-1 date, or names a day that does not exist.

        Examples
        --------
        >>> d = EdtfDate.parse("2022-01")
        >>> date.fromordinal(d.earliest).isoformat(), date.fromordinal(d.latest).isoformat()
        ('2022-01-01', '2022-01-31')
        """
        try:
            return _parse(text)
        except ValueError as problem:
            raise UnparsableDateError(text, where=where, why=str(problem)) from None

    def __str__(self) -> str:
        return self.text

    @property
    def is_day(self) -> bool:
        """True when the date is one certain day."""
        return self.earliest is not None and self.earliest == self.latest and not self.mark


def day(text: str, *, where: str = "date") -> int:
    """One calendar day `YYYY-MM-DD` as an ordinal [day].

    Raises
    ------
    UnparsableDateError
        If ``text`` is not one day.
    """
    parsed = EdtfDate.parse(text, where=where)
    if parsed.earliest is None or not parsed.is_day:
        raise UnparsableDateError(text, where=where, why="is not one calendar day (YYYY-MM-DD)")
    return parsed.earliest


@lru_cache(maxsize=65_536)
def _parse(text: str) -> EdtfDate:
    if not text:
        raise ValueError("is empty")
    if "/" not in text:
        begin, until, mark = _point(text)
        return EdtfDate(text, begin, until, mark=mark)
    start, _, end = text.partition("/")
    if "/" in end:
        raise ValueError("has more than one '/'")
    if start in ("", "..") and end in ("", ".."):
        raise ValueError("is an interval without any date")
    first: int | None = None
    start_last: int | None = None
    mark = ""
    if start not in ("", ".."):
        first, start_last, mark = _point(start)
    if end in ("", ".."):
        return EdtfDate(text, first, start_last, is_open=end == "..", mark=mark)
    end_first, last, end_mark = _point(end)
    if first is not None and end_first < first:
        raise ValueError("ends before it begins")
    return EdtfDate(text, first, last, mark=mark or end_mark, ends_by=last)


def _point(text: str) -> tuple[int, int, str]:
    found = _POINT.match(text)
    if found is None:
        raise ValueError("is not an EDTF level-1 date")
    mark = found["mark"] or ""
    years, month, month_day = _digits(found["year"]), found["month"], found["day"]
    if month is not None and month != "XX" and "X" in found["year"]:
        raise ValueError("has an unspecified year before a month")
    if month == "XX" and month_day not in (None, "XX"):
        raise ValueError("has an unspecified month before a day")
    if month in (None, "XX"):
        first, last, unit = (years[0], 1, 1), (years[1], 12, 31), _years_unit(found["year"])
    else:
        first, last, unit = _within_year(years[0], int(month), month_day)
    low, high = date(*first).toordinal(), date(*last).toordinal()
    margin = {"": 0, "?": 1, "~": 1, "%": 2}[mark] * unit
    return max(1, low - margin), min(_LAST_DAY, high + margin), mark


def _digits(year: str) -> tuple[int, int]:
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if high == 0:
        raise ValueError("has year 0000, which this calendar lacks")
    return max(low, 1), high


def _years_unit(year: str) -> int:
    return int(365.25 * 10 ** year.count("X"))


def _within_year(
    year: int, month: int, month_day: str | None
) -> tuple[tuple[int, int, int], tuple[int, int, int], int]:
    if month in _SEASONS:
        if month_day is not None:
            raise ValueError("has a day in a season")
        begin, end = _SEASONS[month]
        end_year, end_month = (year, end) if end <= 12 else (year + 1, end - 12)
        if end_year > date.max.year:
            raise ValueError("is beyond the calendar's last year")
        return (year, begin, 1), (end_year, end_month, monthrange(end_year, end_month)[1]), 91
    if not 1 <= month <= 12:
        raise ValueError(f"has month {month:02d}; expected 01 to 12, or a season 21 to 24")
    length = monthrange(year, month)[1]
    if month_day in (None, "XX"):
        return (year, month, 1), (year, month, length), 30
    if not 1 <= int(month_day) <= length:
        raise ValueError(f"has day {month_day}; that month has {length} days")
    return (year, month, int(month_day)), (year, month, int(month_day)), 1


def negate(truth: Truth) -> Truth:
    """Three-valued *not*."""
    return {"yes": "no", "no": "yes", "uncertain": "uncertain"}[truth]  # type: ignore[return-value]  # literal keys


def both(left: Truth, right: Truth) -> Truth:
    """Three-valued *and* (Kleene)."""
    if "no" in (left, right):
        return "no"
    return "uncertain" if "uncertain" in (left, right) else "yes"


def either(left: Truth, right: Truth) -> Truth:
    """Three-valued *or* (Kleene)."""
    return negate(both(negate(left), negate(right)))


def has_begun(event: EdtfDate, on: int) -> Truth:
    """Had the dated event happened, or begun, by the end of day ``on`` (that day included)?"""
    if event.latest is not None and event.latest <= on:
        return "yes"
    if event.earliest is not None and event.earliest > on:
        return "no"
    return "uncertain"


def has_ended(span: EdtfDate, on: int) -> Truth:
    """Was an interval over before day ``on``? A single date, or an open end, never is; an unknown end may be."""
    if span.is_open or "/" not in span.text:
        return "no"
    if span.ends_by is None:
        return "no" if has_begun(span, on) == "no" else "uncertain"
    return "yes" if span.ends_by < on else "no" if span.earliest is not None and on <= span.earliest else "uncertain"


def is_before(left: EdtfDate, right: EdtfDate) -> Truth:
    """Did ``left`` happen on an earlier day than ``right``?

    Examples
    --------
    >>> is_before(EdtfDate.parse("2022-01"), EdtfDate.parse("2023"))
    'yes'
    >>> is_before(EdtfDate.parse("2023-08-13"), EdtfDate.parse("2023"))
    'uncertain'
    """
    if left.latest is not None and right.earliest is not None and left.latest < right.earliest:
        return "yes"
    if left.earliest is not None and right.latest is not None and left.earliest >= right.latest:
        return "no"
    return "uncertain"


def overlap(left: EdtfDate, right: EdtfDate) -> bool:
    """Can both dates mean the same day?"""
    return not (
        (left.latest is not None and right.earliest is not None and left.latest < right.earliest)
        or (right.latest is not None and left.earliest is not None and right.latest < left.earliest)
    )
