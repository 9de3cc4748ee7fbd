"""Forms of dates written with Latin letters or digits alone: 8 July 2024, July 2024, FY2024, 2024-07-08, last year."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from foedus.intake.reading.dates.fields import KINDS, DateKind, Reader, TextDate, calendar_date, day_of, number, partial
from foedus.intake.reading.dates.words import CalendarWords

__all__ = ["WESTERN"]


def _iso(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    return day_of(found, int(found["iy"]), int(found["im"]), int(found["iday"]))


def _year_month(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    """2021. 6., as Korean time lines print months; a bare 2009.5 before a unit is a number."""
    after = text[found.end() : found.end() + 3].strip()
    if after[:1] in {"%", "억", "만", "조"}:
        return None
    return TextDate(
        start=found.start(), end=found.end(), kind="month", edtf=f"{int(found['my']):04d}-{int(found['mm2']):02d}"
    )


def _year_then_month(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    edtf = f"{found['ysy']}-{found['ysm']}"
    return TextDate(start=found.start(), end=found.end(), kind="month", edtf=edtf)


_SENTENCE_OF = re.compile(r"(?:\b(?:[Ii]n|[Ss]ince|[Oo]f|[Bb]y|[Uu]ntil)\s|[-/])$")


def _year_first(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    """2016 Feb 29; not the "In 2016 May …" of a sentence."""
    day = int(found["yfd"]) if found["yfd"] else None
    if day is None and _SENTENCE_OF.search(text, max(0, found.start() - 6), found.start()):
        return TextDate(start=found.start(), end=found.end("yfy"), kind="year", edtf=found["yfy"])
    edtf = calendar_date(int(found["yfy"]), words.months[found["yfm"].casefold()], day)
    kind = KINDS[True, day is not None]
    return TextDate(start=found.start(), end=found.end(), kind=kind, edtf=edtf) if edtf else None


def _slash(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    first, second, year = int(found["sa"]), int(found["sb"]), int(found["sy"])
    if first > 12 >= second:
        return day_of(found, year, second, first)
    if second > 12 >= first:
        return day_of(found, year, first, second)
    if first == second:
        return day_of(found, year, first, second)
    return TextDate(start=found.start(), end=found.end(), kind="year", edtf=str(year)) if first <= 12 else None


def _calendar(
    found: re.Match[str], year: str | None, month: int, days: tuple[str | None, str | None]
) -> TextDate | None:
    day, last = (int(d) if d else None for d in days)
    if year is None:
        first = partial(found, month, day)
        until = partial(found, month, last) if last is not None and last > (day or 0) else None
        return replace(first, until=until) if first is not None and until is not None else first
    edtf = calendar_date(int(year), month, day)
    if edtf is None:
        return None
    if last is not None:
        end = calendar_date(int(year), month, last)
        return (
            TextDate(start=found.start(), end=found.end(), kind="range", edtf=f"{edtf}/{end}")
            if end and end > edtf
            else None
        )
    return TextDate(start=found.start(), end=found.end(), kind=KINDS[True, day is not None], edtf=edtf)


def _dmy(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    month, days = words.months[found["dm"].casefold()], (found["dd"], found["dd2"])
    plain = _calendar(found, found["dy"] or found["dy2"], month, days)
    if plain is None or not found["drel"]:
        return plain
    kind, offset = _relative_of(found["drel"], words)
    own = replace(plain, kind=kind, unit="year", offset=offset)
    return own if plain.until is None else replace(own, until=replace(plain.until, start=plain.until.end))


# `March: …` and `Jun – …` open a line of a time line, or a sentence on one.
_HEADS_LINE = re.compile(r"\s?[:–—]|\s-\s")
_NAMED = re.compile(r"[A-Z][a-z]+\s$")

_NEEDS_WORD = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|from|during|early|late|mid|to|and|through|for|between|before|after)|\bmid-|\bEarly|\bLate|\bIn|\bBy|\bSince|\bFrom|\bDuring|[(–-])[\s-]{0,3}$"
)


def _mdy(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    month, relative = words.months[found["em"].casefold()], found["erel"]
    if relative:
        base = _relative_of(relative, words)
        day = int(found["ed"]) if found["ed"] else None
        return TextDate(
            start=found.start(), end=found.end(), kind=base[0], unit="year", offset=base[1], month=month, day=day
        )
    year = found["ey"] or found["ey2"] or found["ey3"]
    if year or found["ed"]:
        return _calendar(found, year, month, (found["ed"], found["ed2"]))
    if _HEADS_LINE.match(text, found.end()) and not _NAMED.search(text[max(0, found.start() - 12) : found.start()]):
        return partial(found, month, None)
    if (len(found["em"]) <= 4 and not _NEEDS_WORD.search(text, max(0, found.start() - 10), found.start())) or found[
        "em"
    ].isupper():
        return None  # `May`, `Mar`, `Jun` are also words and names.
    if not found["em"].isalpha() or text[found.end() : found.end() + 1].isalpha():
        return None
    if found["em"] in {"March", "August"} and not _NEEDS_WORD.search(text, max(0, found.start() - 10), found.start()):
        return None
    return partial(found, month, None)


def _relative_of(phrase: str, words: CalendarWords) -> tuple[DateKind, int]:
    key = " ".join(phrase.casefold().split())
    return ("anaphoric", words.anaphoric[key]) if key in words.anaphoric else ("relative", words.relative[key][1])


def _ago(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    count = number(found["gn"]) if found["gn"] else words.counts[found["gw"]]
    unit, way = words.units[found["gu"]], words.ways[found["gd"]]
    after = text[found.end() : found.end() + 1]
    if not 1 <= count <= 99 or (found["gd"] in {"前", "後"} and after in {"後", "半", "倒", "期"}):
        return None
    kind: DateKind = "relative" if way < 0 else "anaphoric"
    return TextDate(start=found.start(), end=found.end(), kind=kind, unit=unit, offset=way * count)


_FULL_AFTER = re.compile(r",\s(?:in|on)\s[^.;]{3,14}(?:19|20)[0-9]{2}")


def _lapse(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    printed = found["ln"].casefold()
    count, unit, way = int(printed) if printed.isdecimal() else words.counts[printed], found["lu"], found["ld"]
    if unit == "decade" or _FULL_AFTER.match(text, found.end()):
        return None  # Nobody counts decades to the year.
    if unit == "week":
        count, unit = 7 * count, "day"
    kind: DateKind = "relative" if way == "ago" else "anaphoric"
    if unit == "day" and (kind == "relative" or found["lu"] == "week"):
        return None if kind == "anaphoric" else TextDate(
            start=found.start(), end=found.end(), kind="relative", unit="day", offset=-count
        )  # fmt: skip
    sign = -1 if way in {"ago", "earlier", "before"} else 1
    return TextDate(start=found.start(), end=found.end(), kind=kind, unit=unit, offset=sign * count)


_DATE_AFTER = re.compile(r",?\s{1,3}(?:[0-9]{1,2}(?:st|nd|rd|th)?\s|[A-Z][a-z]{2,8}\.?\s[0-9]{1,2}(?![0-9]))")


def _weekday(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    """A day of the week beside its date adds nothing."""
    if _DATE_AFTER.match(text, found.end()):
        return None
    way = found["wweek"] or found["wdir"]
    return TextDate(
        start=found.start(),
        end=found.end(),
        kind="relative",
        unit="weekday",
        offset=words.week_ways[way.split()[0].casefold()] if way else None,
        weekday=words.weekdays[found["wd"].casefold()],
    )


def _apostrophe(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    if not re.search(r"(?:\b(?:in|since|of|by|until|from|and|to|late|early|spring|summer|autumn|fall|winter)|[(]|[A-Z][a-z]{2,8}\.?)\s?$",
                     text[max(0, found.start() - 10) : found.start()]):  # fmt: skip
        return None
    year = int(found["apy"])
    return TextDate(
        start=found.start(), end=found.end(), kind="year", edtf=str(2000 + year if year < 70 else 1900 + year)
    )


def _decade(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    return TextDate(start=found.start(), end=found.end(), kind="decade", edtf=found["decy"][:3] + "X")


def _fiscal(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    year = found["fyy"] if len(found["fyy"]) == 4 else f"20{found['fyy']}"
    return TextDate(start=found.start(), end=found.end(), kind="fiscal_year", edtf=year)


def _quarter(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    quarter = int(found["q"]) if found["q"] else ["first", "second", "third", "fourth"].index(found["qw"].lower()) + 1
    return TextDate(start=found.start(), end=found.end(), kind="quarter", edtf=found["qy"], quarter=quarter)


def _half(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    return TextDate(start=found.start(), end=found.end(), kind="year", edtf=found["hy"])


_COUNTS = re.compile(r"[-\s]{0,2}([^\W\d_]{1,12}|%)")


_GROUPED = re.compile(r"(?:^|[^0-9])[0-9]{1,3},$")  # `1,2024` is a number with its thousands set off


_NUMBERED_BY = re.compile(r"([^\W\d_]{1,12}\.?)[\s(]{0,2}$")


_COUNTED_IN_EASTERN = re.compile(
    r"\s?(?:[㌔㍍㌧㌦㌫㎞㎏]|キロ|メートル|トン|ドル|ポンド|ユーロ|ウォン|ルピー|ペソ|人|名|余|多|発|両|隻|機|億|亿|万|萬|円|元|門|门|台|枚|艘|架|辆|輛|公里|海里|吨|噸|킬로|미터|톤|명|여|발|대|척|억|만|달러|원)"
)


def _years(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    year, last, after = found["yy"], found["yz"], text[found.end() : found.end() + 16]
    if last is not None and after[:1] in {"年", "년"} and len(last) == 2:
        return TextDate(start=found.start(), end=found.end() + 1, kind="range", edtf=f"{year}/{year[:2]}{last}")
    if last is not None and after[:1] in {"年", "년"} and last > year:
        return TextDate(start=found.start(), end=found.end() + 1, kind="range", edtf=f"{year}/{last}")
    counts = _COUNTS.match(after)
    named = _NUMBERED_BY.search(text[max(0, found.start() - 14) : found.start()])
    if (
        (counts and counts[1].casefold() in words.counted)
        or after[:1] in {"年", "년", "%"}
        or _COUNTED_IN_EASTERN.match(after)
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
        return TextDate(start=found.start(), end=found.end(), kind="year", edtf=year)
    until = last if len(last) == 4 else year[:2] + last
    if until <= year:
        return None
    return TextDate(start=found.start(), end=found.end(), kind="range", edtf=f"{year}/{until}")


def _season(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    return TextDate(
        start=found.start(),
        end=found.end(),
        kind="season",
        edtf=f"{found['sny']}-{words.seasons[found['sn'].casefold()]}",
    )


def _relative_season(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
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
        return TextDate(start=start, end=end, kind="anaphoric", unit=unit, offset=0, season=season, month=month)
    offset = {"last": -1, "this": 0, "next": 1}[way[0]]
    if offset == 0:
        return TextDate(start=start, end=end, kind="relative", unit="year", offset=0, season=season, month=month)
    return TextDate(start=start, end=end, kind="partial", offset=offset, season=season, month=month)


def _relative(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    phrase = " ".join(found["rel"].casefold().split())
    start, end = found.span()
    if phrase in words.anaphoric:
        unit = words.anaphoric_units.get(phrase, "year")
        return TextDate(start=start, end=end, kind="anaphoric", unit=unit, offset=words.anaphoric[phrase])
    unit, offset, _ = words.relative[phrase]
    return TextDate(start=start, end=end, kind="relative", unit=unit, offset=offset)


WESTERN: Final[dict[str, Reader]] = {
    "iso": _iso,
    "ymdot": _year_month,
    "ymslash": _year_then_month,
    "yearfirst": _year_first,
    "slash": _slash,
    "dmy": _dmy,
    "ago": _ago,
    "lapse": _lapse,
    "wday": _weekday,
    "apos": _apostrophe,
    "decade": _decade,
    "fyen": _fiscal,
    "quarter": _quarter,
    "half": _half,
    "years": _years,
    "mdy": _mdy,
    "season": _season,
    "srel": _relative_season,
    "rel": _relative,
}
