"""What each printed form of a date means: a reader for every form of `patterns.py`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from foedus.intake.reading.dates.patterns import date_pattern, start_pattern
from foedus.intake.reading.dates.words import CalendarWords, load_calendar_words

__all__ = ["DateForms", "Fields", "date_forms"]

_DIGIT = {**{c: int(c) for c in "0123456789"}, **{chr(0xFF10 + i): i for i in range(10)}, "〇": 0, "零": 0}
_DIGIT |= {c: i + 1 for i, c in enumerate("一二三四五六七八九")}


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
        value = value * 10 + _DIGIT[character]
    return value


def _edtf(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """EDTF of a calendar date, or None where there is no such day."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


_KINDS = {(False, False): "year", (True, False): "month", (True, True): "day"}


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

    def read(self, found: re.Match[str], text: str, low: int) -> Fields | None:
        """Fields of a candidate, or None where what stands around it says that it is no date."""
        before = text[found.start() - 1] if found.start() > low else " "
        if not _may_begin(before, text[found.start()]) and not (before == "=" and found[0][-1] in "月日"):
            return None
        return _READERS[str(found.lastgroup)](found, text, self.words)  # The group that closed last is the form.


def _may_begin(before: str, first: str) -> bool:
    if first.isascii() and first.isalpha():
        return not (before.isascii() and (before.isalnum() or before == "_"))
    if first == "'":
        return not before.isalnum()
    if first.isdecimal() or first in _DIGIT:
        return not (
            before.isdecimal()
            or (before in "$€£¥￥₩#/.,-–_&=" and before != ",")
            or (before.isascii() and before.isalpha())
            or before in "〇零一二三四五六七八九十第"
        )
    return True


Reader = Callable[[re.Match[str], str, CalendarWords], Fields | None]


def _day(found: re.Match[str], year: int, month: int, day: int) -> Fields | None:
    edtf = _edtf(year, month, day)
    return Fields(start=found.start(), end=found.end(), kind="day", edtf=edtf) if edtf else None


def _iso(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    return _day(found, int(found["iy"]), int(found["im"]), int(found["iday"]))


def _year_month(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    """2021. 6., as Korean time lines print months; a bare 2009.5 before a unit is a number."""
    after = text[found.end() : found.end() + 3].strip()
    if after[:1] in {"%", "억", "만", "조"}:
        return None
    return Fields(
        start=found.start(), end=found.end(), kind="month", edtf=f"{int(found['my']):04d}-{int(found['mm2']):02d}"
    )


def _slash(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    first, second, year = int(found["sa"]), int(found["sb"]), int(found["sy"])
    if first > 12 >= second:
        return _day(found, year, second, first)
    if second > 12 >= first:
        return _day(found, year, first, second)
    if first == second:
        return _day(found, year, first, second)
    return Fields(start=found.start(), end=found.end(), kind="year", edtf=str(year)) if first <= 12 else None


def _calendar(found: re.Match[str], year: str | None, month: int, days: tuple[str | None, str | None]) -> Fields | None:
    day, last = (int(d) if d else None for d in days)
    if year is None:
        return _partial(found, month, day)
    edtf = _edtf(int(year), month, day)
    if edtf is None:
        return None
    if last is not None:
        end = _edtf(int(year), month, last)
        return (
            Fields(start=found.start(), end=found.end(), kind="range", edtf=f"{edtf}/{end}")
            if end and end > edtf
            else None
        )
    return Fields(start=found.start(), end=found.end(), kind=_KINDS[True, day is not None], edtf=edtf)


def _partial(found: re.Match[str], month: int, day: int | None) -> Fields | None:
    if _edtf(2000, month, day) is None:
        return None
    return Fields(start=found.start(), end=found.end(), kind="partial", month=month, day=day)


def _dmy(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    return _calendar(found, found["dy"], words.months[found["dm"].casefold()], (found["dd"], found["dd2"]))


_NEEDS_WORD = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|from|during|early|late|mid|to|and|through|for|between|before|after)|\bmid-|\bEarly|\bLate|\bIn|\bBy|\bSince|\bFrom|\bDuring|[(–-])[\s-]{0,3}$"
)


def _mdy(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    month, relative = words.months[found["em"].casefold()], found["erel"]
    if relative:
        base = _relative_of(relative, words)
        day = int(found["ed"]) if found["ed"] else None
        return Fields(
            start=found.start(), end=found.end(), kind=base[0], unit="year", offset=base[1], month=month, day=day
        )
    year = found["ey"] or found["ey2"]
    if year or found["ed"]:
        return _calendar(found, year, month, (found["ed"], found["ed2"]))
    if (len(found["em"]) <= 4 and not _NEEDS_WORD.search(text, max(0, found.start() - 10), found.start())) or found[
        "em"
    ].isupper():
        return None  # `May`, `Mar`, `Jun` are also words and names.
    if not found["em"].isalpha() or text[found.end() : found.end() + 1].isalpha():
        return None
    if found["em"] in {"March", "August"} and not _NEEDS_WORD.search(text, max(0, found.start() - 10), found.start()):
        return None
    return _partial(found, month, None)


def _relative_of(phrase: str, words: CalendarWords) -> tuple[str, int]:
    key = " ".join(phrase.casefold().split())
    return ("anaphoric", words.anaphoric[key]) if key in words.anaphoric else ("relative", words.relative[key][1])


def _asian(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    year = _year(found, words)
    if year is None:
        return None
    if found["afy"]:
        return Fields(start=found.start(), end=found.end("afy"), kind="fiscal_year", edtf=f"{year:04d}")
    if found["adec"]:
        return Fields(start=found.start(), end=found.end("adec"), kind="decade", edtf=f"{year // 10:03d}X")
    if found["As"]:
        return Fields(
            start=found.start(), end=found.end(), kind="season", edtf=f"{year:04d}-{words.seasons[found['As']]}"
        )
    if found["Aq"]:
        return Fields(
            start=found.start(), end=found.end(), kind="quarter", edtf=f"{year:04d}", quarter=number(found["Aq"])
        )
    month, day = (number(found[name]) if found[name] else None for name in ("Am", "Ad"))
    edtf = _edtf(year, month, day)
    kind = _KINDS[month is not None, day is not None]
    return Fields(start=found.start(), end=found.end(), kind=kind, edtf=edtf) if edtf and month != 0 else None


def _year(found: re.Match[str], words: CalendarWords) -> int | None:
    if found["era"]:
        before, last = words.eras[found["era"]]
        count = 1 if found["ay"] == "元" else number(found["ay"])
        return before + count if 1 <= count <= (last or 200) else None
    printed = found["aw"] or found["ab"]
    if "十" in printed:
        return None
    year = number(printed)
    if found["ab"]:  # `22年1月`: newspapers drop the century; the month beside it shows that no span of years is meant.
        year += 2000 if year < 45 else 1900
    return year if 1500 <= year <= 2199 else None


def _fiscal_asian(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    year = number(found[0][:4])
    return (
        Fields(start=found.start(), end=found.end(), kind="fiscal_year", edtf=f"{year:04d}")
        if 1500 <= year <= 2199
        else None
    )


_POINTS = re.compile(r"(?P<past>지난|去る)\s?$|(?P<future>오는|다가오는|来る)\s?$|(?P<now>(?<![가-힣])올)\s?$")


def _pointed(fields: Fields | None, text: str) -> Fields | None:
    """`지난 4월`, `오는 15일`: a word before it says which way a date without its year lies."""
    if fields is None or (found := _POINTS.search(text, max(0, fields.start - 5), fields.start)) is None:
        return fields
    if found["now"]:
        return replace(fields, kind="relative", unit="year", offset=0) if fields.month else fields
    return replace(fields, offset=-1 if found["past"] else 1)


def _month_day(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    if not 1 <= number(found["mm"]) <= 12:
        return None
    return _pointed(_partial(found, number(found["mm"]), number(found["mdd"]) if found["mdd"] else None), text)


def _day_only(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    if len(found["od"]) < 2 and not found["od"].isdecimal():
        return None  # 一日 is also a day, any day.
    day = number(found["od"])
    if text[found.start() - 1 : found.start()] in {"月", "월"}:
        return None
    if not 1 <= day <= 31:
        return None
    return _pointed(Fields(start=found.start(), end=found.end(), kind="partial", day=day), text)


def _ago(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    count = number(found["gn"]) if found["gn"] else words.counts[found["gw"]]
    unit, way = words.units[found["gu"]], words.ways[found["gd"]]
    after = text[found.end() : found.end() + 1]
    if not 1 <= count <= 99 or (found["gd"] in {"前", "後"} and after in {"後", "半", "倒", "期"}):
        return None
    kind = "relative" if way < 0 else "anaphoric"
    return Fields(start=found.start(), end=found.end(), kind=kind, unit=unit, offset=way * count)


_FULL_AFTER = re.compile(r",\s(?:in|on)\s[^.;]{3,14}(?:19|20)[0-9]{2}")


def _lapse(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    printed = found["ln"].casefold()
    count, unit, way = int(printed) if printed.isdecimal() else words.counts[printed], found["lu"], found["ld"]
    if unit == "decade" or _FULL_AFTER.match(text, found.end()):
        return None  # Nobody counts decades to the year.
    if unit == "week":
        count, unit = 7 * count, "day"
    kind = "relative" if way == "ago" else "anaphoric"
    if unit == "day" and (kind == "relative" or found["lu"] == "week"):
        return None if kind == "anaphoric" else Fields(
            start=found.start(), end=found.end(), kind="relative", unit="day", offset=-count
        )  # fmt: skip
    sign = -1 if way in {"ago", "earlier", "before"} else 1
    return Fields(start=found.start(), end=found.end(), kind=kind, unit=unit, offset=sign * count)


_DATE_AFTER = re.compile(r",?\s{1,3}(?:[0-9]{1,2}(?:st|nd|rd|th)?\s|[A-Z][a-z]{2,8}\.?\s[0-9]{1,2}(?![0-9]))")


def _weekday(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    """A day of the week beside its date adds nothing."""
    if _DATE_AFTER.match(text, found.end()):
        return None
    way = found["wweek"] or found["wdir"]
    return Fields(
        start=found.start(),
        end=found.end(),
        kind="relative",
        unit="weekday",
        offset=words.week_ways[way.split()[0].casefold()] if way else None,
        weekday=words.weekdays[found["wd"].casefold()],
    )


def _asian_weekday(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    if text[max(0, found.start() - 1) : found.start()] in {"(", "（"}:
        return None
    way = " ".join(found["awdir"].split()) if found["awdir"] else ""
    return Fields(
        start=found.start(),
        end=found.end(),
        kind="relative",
        unit="weekday",
        offset=words.week_ways[way] if way else None,
        weekday=words.weekdays[found["awd"]],
    )


def _apostrophe(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    if not re.search(r"(?:\b(?:in|since|of|by|until|from|and|to|late|early|spring|summer|autumn|fall|winter)|[(]|[A-Z][a-z]{2,8}\.?)\s?$",
                     text[max(0, found.start() - 10) : found.start()]):  # fmt: skip
        return None
    year = int(found["apy"])
    return Fields(
        start=found.start(), end=found.end(), kind="year", edtf=str(2000 + year if year < 70 else 1900 + year)
    )


def _abbreviated_era(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    before = {"R": 2018, "H": 1988, "S": 1925}[found[0][0]]
    return _day(found, before + int(found["ry"]), int(found["rm"]), int(found["rd"]))


def _decade(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    return Fields(start=found.start(), end=found.end(), kind="decade", edtf=found["decy"][:3] + "X")


def _fiscal(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    year = found["fyy"] if len(found["fyy"]) == 4 else f"20{found['fyy']}"
    return Fields(start=found.start(), end=found.end(), kind="fiscal_year", edtf=year)


def _quarter(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    quarter = int(found["q"]) if found["q"] else ["first", "second", "third", "fourth"].index(found["qw"].lower()) + 1
    return Fields(start=found.start(), end=found.end(), kind="quarter", edtf=found["qy"], quarter=quarter)


def _half(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    return Fields(start=found.start(), end=found.end(), kind="year", edtf=found["hy"])


_COUNTS = re.compile(r"[-\s]{0,2}([^\W\d_]{1,12}|%)")
_GROUPED = re.compile(r"(?:^|[^0-9])[0-9]{1,3},$")  # `1,2024` is a number with its thousands set off
_NUMBERED_BY = re.compile(r"([^\W\d_]{1,12}\.?)[\s(]{0,2}$")


def _years(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    year, last, after = found["yy"], found["yz"], text[found.end() : found.end() + 16]
    if last is not None and after[:1] in {"年", "년"} and len(last) == 2:
        return Fields(start=found.start(), end=found.end() + 1, kind="range", edtf=f"{year}/{year[:2]}{last}")
    counts = _COUNTS.match(after)
    named = _NUMBERED_BY.search(text[max(0, found.start() - 14) : found.start()])
    if (
        (counts and counts[1].casefold() in words.counted)
        or after[:1] in {"年", "년", "%"}
        or (after[:1].isascii() and after[:1].isalpha())
    ):
        return None
    if (named and named[1].casefold() in words.number_words) or (
        after[:1] in {"-", ".", ",", "/"} and after[1:2].isdecimal()
    ):
        return None
    if _GROUPED.search(text[max(0, found.start() - 4) : found.start()]):
        return None
    if last is None:
        return Fields(start=found.start(), end=found.end(), kind="year", edtf=year)
    until = last if len(last) == 4 else year[:2] + last
    if until <= year:
        return None
    return Fields(start=found.start(), end=found.end(), kind="range", edtf=f"{year}/{until}")


def _season(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    return Fields(
        start=found.start(),
        end=found.end(),
        kind="season",
        edtf=f"{found['sny']}-{words.seasons[found['sn'].casefold()]}",
    )


def _relative_season(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    """Read `this autumn` as of the document's year; `last July`, `next spring` only point a way: their year is not said."""
    way = found["sw"].casefold().split()
    season = words.seasons[found["ssn"].casefold()] if found["ssn"] else None
    month = words.months[found["smon"].casefold()] if found["smon"] else None
    start, end = found.span()
    if len(way) > 1 or way[0] in {
        "following",
        "that",
    }:  # the first such month from the date named before, or its year's
        unit = "year" if way[-1] in {"same", "that"} else "coming"
        return Fields(start=start, end=end, kind="anaphoric", unit=unit, offset=0, season=season, month=month)
    offset = {"last": -1, "this": 0, "next": 1}[way[0]]
    if offset == 0:
        return Fields(start=start, end=end, kind="relative", unit="year", offset=0, season=season, month=month)
    return Fields(start=start, end=end, kind="partial", offset=offset, season=season, month=month)


def _relative(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    phrase = " ".join(found["rel"].casefold().split())
    start, end = found.span()
    if phrase in words.anaphoric:
        unit = words.anaphoric_units.get(phrase, "year")
        return Fields(start=start, end=end, kind="anaphoric", unit=unit, offset=words.anaphoric[phrase])
    unit, offset, _ = words.relative[phrase]
    return Fields(start=start, end=end, kind="relative", unit=unit, offset=offset)


def _asian_relative(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    phrase, (start, end) = found["arel"], found.span()
    if phrase[0] == "次" and text[max(0, start - 1) : start] in {*_DIGIT, *"十第两兩本首多每再"}:
        return None  # 第三次日澳… counts meetings.
    phrase = " ".join(phrase.split())
    month, day = (number(found[name]) if found[name] else None for name in ("Bm", "Bd"))
    season = words.seasons[found["Bs"]] if found["Bs"] else None
    if found["Bd2"]:
        day = number(found["Bd2"])
    if (month is not None and _edtf(2000, month, day) is None) or (day is not None and not 1 <= day <= 31):
        return None
    if phrase in words.anaphoric:
        return Fields(
            start=start,
            end=end,
            kind="anaphoric",
            unit=words.anaphoric_units.get(phrase, "year"),
            offset=words.anaphoric[phrase],
            month=month,
            day=day,
            season=season,
        )
    unit, offset, own = words.relative[phrase]
    if unit == "month" and month is None and season is None:
        return Fields(start=start, end=end, kind="relative", unit=unit, offset=offset, day=day)
    if unit != "year" and (month is not None or season is not None):
        return Fields(start=start, end=found.end("arel"), kind="relative", unit=unit, offset=offset)
    return Fields(
        start=start, end=end, kind="relative", unit=unit, offset=offset, month=month, day=day, season=season or own
    )


_READERS: dict[str, Reader] = {
    "iso": _iso,
    "ymdot": _year_month,
    "slash": _slash,
    "dmy": _dmy,
    "asian": _asian,
    "fya": _fiscal_asian,
    "md": _month_day,
    "ago": _ago,
    "dayonly": _day_only,
    "lapse": _lapse,
    "wday": _weekday,
    "awday": _asian_weekday,
    "apos": _apostrophe,
    "reiwa": _abbreviated_era,
    "decade": _decade,
    "fyen": _fiscal,
    "quarter": _quarter,
    "half": _half,
    "years": _years,
    "mdy": _mdy,
    "season": _season,
    "srel": _relative_season,
    "rel": _relative,
    "asianrel": _asian_relative,
}


@cache
def date_forms(language: str = "") -> DateForms:
    """The forms, compiled once per process and language."""
    words = load_calendar_words(language)
    return DateForms(re.compile(start_pattern(words)), re.compile(date_pattern(words)), words)
