"""Which day, month or year a printed date means: counted from the document's own date, or from one named before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from foedus.intake.reading.dates.printed import TextDate, interval
from foedus.model.dates import EdtfDate

__all__ = ["resolve"]


def resolve(
    found: TextDate,
    published: EdtfDate | None,
    *,
    antecedent: str | None = None,
    near: str | None = None,
    direction: Literal["past", "future"] | None = None,
) -> str | None:
    """The date an expression means in its document, as EDTF; None where that would have to be invented.

    Parameters
    ----------
    found : TextDate
        From `find_dates`.
    published : EdtfDate or None
        The document's date; an undated document resolves nothing that counts from it.
    antecedent : str, optional
        EDTF of the date named before, for `the same year`, `同年8月`.
    near : str, optional
        EDTF of a date named just before, whose year a month (whose month a day) without one of its own shares.
    direction : {"past", "future"}, optional
        For `in July` without a year: the last one up to the document's date, or the first from it. Without it, the July of
        the document's year.

    Examples
    --------
    >>> from foedus.intake.reading.dates.printed import find_dates
    >>> (last_year,) = find_dates("eased last year", 0, 15, "en")
    >>> resolve(last_year, EdtfDate.parse("2024-08-07")), resolve(last_year, None)
    ('2023', None)
    """
    plain = _resolved(found, published, antecedent, near, direction)
    if plain is None or found.edtf is not None:
        return plain
    if found.until is not None:
        end = _end(found.until, plain) or _resolved(found.until, published, plain, plain, direction)
        return interval(plain, end) if end else None
    return f"{plain}/.." if found.is_open else plain


def _end(until: TextDate, begin: str) -> str | None:
    """The last day of a span that names its month only at the beginning: 6月6日から9日まで."""
    if until.month is not None or until.day is None or len(begin) != len("2024-01-01"):
        return None
    year, month = int(begin[:4]), int(begin[5:7])
    if until.day < int(begin[8:]):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return _composed(year, replace(until, month=month))


def _resolved(
    found: TextDate, published: EdtfDate | None, antecedent: str | None, near: str | None, direction: str | None
) -> str | None:
    if found.edtf is not None:
        return found.edtf
    if found.kind == "anaphoric":
        return _from_antecedent(found, antecedent)
    low, high = _days(published)
    if found.kind == "partial" and (joined := _beside(found, near, high, direction)) is not None:
        return joined
    if low is None or high is None:
        return None
    return _from_document(found, low, high, direction)


def _from_document(found: TextDate, low: date, high: date, direction: str | None) -> str | None:
    """Count from the document's own date."""
    if found.kind == "partial":
        return _nearest(found, low, high, direction)
    if found.kind != "relative" or (found.offset is None and found.unit != "weekday"):
        return None
    if found.unit == "weekday":
        return _day_of_week(found, low, direction) if low == high else None
    if found.unit == "year":
        return _composed(low.year + (found.offset or 0), found) if low.year == high.year else None
    return _shifted(found, low, high)


def _days(published: EdtfDate | None) -> tuple[date, date] | tuple[None, None]:
    if published is None or published.earliest is None or published.latest is None or published.mark:
        return None, None
    return date.fromordinal(published.earliest), date.fromordinal(published.latest)


_PLAIN = re.compile(r"(?P<y>\d{4})(?:-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>\d\d))?)?(?:~|/\.\.|/.*)?")


_SEASON = re.compile(r"(?<=\d{4})-2[1-4]$")


def _from_antecedent(found: TextDate, antecedent: str | None) -> str | None:
    """Count on from the date named before, never more precisely than both say."""
    said = _PLAIN.fullmatch(antecedent) if antecedent else None
    if said is None:
        year = int(antecedent[:4]) if antecedent and antecedent[:4].isdecimal() else None
        return None if year is None or found.unit != "year" else _composed(year + (found.offset or 0), found)
    year, offset = int(said["y"]), found.offset or 0
    month, day = (int(said[part]) if said[part] else None for part in "md")
    if found.unit == "year":
        return _composed(year + offset, found)
    if found.unit == "coming":
        first = found.month or {21: 3, 22: 6, 23: 9, 24: 12}.get(found.season or 0, 1)
        return _composed(year + (month is not None and first <= month), found)
    if month is None:
        return None
    if found.unit == "month":
        on, index = divmod(year * 12 + month - 1 + offset, 12)
        return _composed(on, replace(found, month=index + 1))
    return (date(year, month, day) + timedelta(days=offset)).isoformat() if day is not None else None


def _beside(found: TextDate, near: str | None, latest: date | None, direction: str | None) -> str | None:
    """The year or month of a date just before: `in 2019 …, in March 2020 … and in July`; None where there is none to share."""
    said = _PLAIN.fullmatch(_SEASON.sub("", near)) if near else None
    if said is None or found.offset is not None or direction == "future":
        return None
    year, month = int(said["y"]), int(said["m"]) if said["m"] else None
    if found.month is None and found.season is None:
        day = _composed(year, replace(found, month=month)) if month else None
        return None if day is None or (latest is not None and day > latest.isoformat()) else day
    first = found.month or {21: 3, 22: 6, 23: 9, 24: 12}[found.season or 21]
    on = year + 1 if month is not None and first < month else year
    if on > year and latest is not None and direction == "past":
        return None  # "in March 2022 … in January": rather the last January than that of 2023
    if latest is not None and (on, first) > (latest.year, latest.month):
        return None
    return _composed(on, found)


def _nearest(found: TextDate, low: date, high: date, direction: str | None) -> str | None:
    if found.month is None and found.season is None:
        return _nearest_day(found, low, high, direction)
    if low.year != high.year:
        return None
    if found.offset:
        direction = "past" if found.offset < 0 else "future"
    month = found.month or {21: 3, 22: 6, 23: 9, 24: 12}.get(found.season or 0, low.month)
    here = (high.month, high.day) if direction == "past" else (low.month, low.day)
    key = (month, found.day or here[1])
    if found.offset == -1 and found.day is None and month == low.month == high.month:
        key = (month, 32)  # "last July" in July is a year ago
    turn = -1 if direction == "past" and key > here else 1 if direction == "future" and key < here else 0
    return _composed(low.year + turn, found)


def _nearest_day(found: TextDate, low: date, high: date, direction: str | None) -> str | None:
    """A day without its month: of the document's month, or of the one before or after where that day lies ahead or behind."""
    day = found.day or 1
    if (low.year, low.month) != (high.year, high.month):
        return None
    if found.offset:
        direction = "past" if found.offset < 0 else "future"
    turn = 0
    if low == high and direction == "future":
        turn = int(day < low.day)
    elif low == high:
        turn = -int(day > low.day)
    year, index = divmod(low.year * 12 + low.month - 1 + turn, 12)
    return _composed(year, replace(found, month=index + 1))


def _day_of_week(found: TextDate, today: date, direction: str | None) -> str:
    """The last such day up to today; with `next`, or of what is planned, the first after it; with a week, of that week."""
    ahead = ((found.weekday or 0) - today.weekday()) % 7
    if found.offset == 1 or (found.offset is None and direction == "future"):
        return (today + timedelta(days=ahead or 7)).isoformat()
    if found.offset == 0:
        return (today + timedelta(days=(found.weekday or 0) - today.weekday())).isoformat()
    back = (7 - ahead) % 7
    return (today - timedelta(days=back or (7 if found.offset == -1 else 0))).isoformat()


def _composed(year: int, found: TextDate) -> str | None:
    if not 1 <= year <= 9999:
        return None
    if found.season is not None:
        return f"{year:04d}-{found.season}"
    if found.month is None:
        return f"{year:04d}"
    if found.day is None:
        return f"{year:04d}-{found.month:02d}"
    try:
        return date(year, found.month, found.day).isoformat()
    except ValueError:
        return None


def _shifted(found: TextDate, low: date, high: date) -> str | None:
    """Months, weeks and days from the document's date; what both ends of its days agree on."""
    offset = found.offset or 0
    if found.unit == "month":
        months = {divmod(when.year * 12 + when.month - 1 + offset, 12) for when in (low, high)}
        (year, month), *rest = sorted(months)
        if found.day is not None and rest:
            return None
        return None if rest else _composed(year, replace(found, month=month + 1))
    if found.unit == "day":
        return (low + timedelta(days=offset)).isoformat() if low == high else None
    if low != high:
        return None
    monday = low - timedelta(days=low.weekday()) + timedelta(weeks=offset)
    sunday = monday + timedelta(days=6)
    if monday.year != sunday.year:
        return None
    return f"{monday.year:04d}-{monday.month:02d}" if monday.month == sunday.month else f"{monday.year:04d}"
