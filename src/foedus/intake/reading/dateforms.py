"""The forms dates are printed in: one pattern over all of them, and a reader for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from foedus.intake.reading.calendar_words import CalendarWords, load_calendar_words

__all__ = ["DateForms", "Fields", "date_forms"]

_NUMERALS = "0-9０-９〇零一二三四五六七八九十"
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


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace("\\ ", r"\s+") for word in sorted(set(words), key=lambda w: (-len(w), w)))


def _latin(words: Iterable[str]) -> str:
    """Latin words, first letter in either case: without IGNORECASE the scanner can skip to the letters that begin a date."""
    ordered = sorted({word for word in words if word.isascii()}, key=lambda w: (-len(w), w))
    return "|".join(f"[{w[0].upper()}{w[0].lower()}]" + re.escape(w[1:]).replace("\\ ", r"\s{1,3}") for w in ordered)


_YEAR = "(?:1[5-9]|20|21)[0-9]{2}"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"
_ORDINAL = "(?:st|nd|rd|th)?"


def _pattern(words: CalendarWords) -> str:
    months = "|".join(f"{w.capitalize()}|{w.upper()}" for w in sorted(words.months, key=lambda w: (-len(w), w)))
    month = f"(?:{months})"
    asian_relative = _words(w for w in (*words.relative, *words.anaphoric) if not w.isascii())
    asian_seasons = _words(w for w in words.seasons if not w.isascii())
    eras = "|".join(words.eras)
    n = f"[{_NUMERALS}]"
    tail = rf"(?:\s?(?:の|的)?\s?(?:(?P<Am>{n}{{1,3}})\s?[月월](?!\s?[間间])(?:\s?(?P<Ad>{n}{{1,3}})\s?[日일号號])?|(?P<As>{asian_seasons})))"
    quarter = rf"(?:\s?第?\s?(?P<Aq>[1-4一二三四１-４])\s?(?:四半期|季度|分期|분기|季(?!節)))"
    return "|".join([
        # 2024-08-07, 2024.8.7, 2024. 8. 7., 2024/08/07
        rf"(?P<iso>(?P<iy>{_YEAR})(?P<isep>[-./])\s?(?P<im>1[0-2]|0?[1-9])(?:(?P=isep)\s?(?P<iday>{_DAY}))(?![0-9]))",
        # 8/7/2024: which is the month is not said unless one of them is above 12
        rf"(?P<slash>(?P<sa>{_DAY})(?P<ssep>[/.])(?P<sb>{_DAY})(?P=ssep)(?P<sy>{_YEAR})(?![0-9]))",
        # 7 August 2024, 7-9 August 2024, 8th of July
        rf"(?P<dmy>(?P<dd>{_DAY}){_ORDINAL}(?:\s?[-–]\s?(?P<dd2>{_DAY}){_ORDINAL})?\s{{1,3}}(?:of\s{{1,3}})?(?P<dm>{month})\.?(?![a-z])(?:,?\s{{1,3}}(?P<dy>{_YEAR})(?![0-9]))?)",
        # 2024年8月7日, 2024년 8월 7일, 二〇二四年八月, 2024年度, 1990年代, 2024年秋, 2024年第3四半期
        rf"(?P<asian>(?:(?P<era>{eras})\s?(?P<ay>元|{n}{{1,3}})|(?P<aw>(?:{n}){{4}}))\s?[年년](?P<afy>度(?!\s?[比])|도(?![가-힣])|\s?회계연도)?(?P<adec>代|대(?![가-힣]))?(?![間间]|\s?간(?![가-힣])|前(?!後|后)){tail}?{quarter}?)",
        rf"(?P<fya>(?:{n}){{4}}\s?(?:财年|財年|会計年度|會計年度|財政年度|财政年度|회계연도))",
        rf"(?P<md>(?P<mm>{n}{{1,3}})\s?[月월](?!\s?[間间])(?:\s?(?P<mdd>{n}{{1,3}})\s?[日일号號])?)",
        rf"(?P<reiwa>[RHS]\.?(?P<ry>[0-9]{{1,2}})\.(?P<rm>1[0-2]|0?[1-9])\.(?P<rd>{_DAY})(?![0-9]))",
        # 1990s, 2023-24, 2024
        rf"(?P<decade>(?P<decy>{_YEAR})['’]?s(?![a-z]))",
        rf"(?P<fyen>(?:J?FY|[Ff]iscal\s{{1,3}}(?:[Yy]ear\s{{1,3}})?(?:\(J?FY\)\s{{1,3}})?)\s?['’]?(?P<fyy>{_YEAR}|[0-9]{{2}})(?:\s?[-–/]\s?[0-9]{{2,4}})?(?![0-9]))",
        rf"(?P<quarter>(?:Q(?P<q>[1-4])|(?P<qw>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)\s{{1,3}}quarter)(?:\s{{1,3}}of)?\s{{1,3}}(?P<qy>{_YEAR})(?![0-9]))",
        rf"(?P<half>(?P<hw>[Ff]irst|[Ss]econd)\s{{1,3}}half\s{{1,3}}of\s{{1,3}}(?P<hy>{_YEAR})(?![0-9]))",
        rf"(?P<years>(?P<yy>{_YEAR})(?:[-–/](?P<yz>[0-9]{{2}})(?![0-9]))?(?![0-9]))",
        # July 8, 2024; July 8-9, 2024; January 2022; July 8; July this year
        rf"(?P<mdy>(?P<em>{month})(?![a-z])\.?(?:\s{{1,3}}(?P<ed>{_DAY}){_ORDINAL}(?![0-9])(?:\s?[-–]\s?(?P<ed2>{_DAY})(?![0-9]))?(?:,?\s{{1,3}}(?P<ey>{_YEAR})(?![0-9]))?|,?\s{{1,3}}(?:of\s{{1,3}})?(?P<ey2>{_YEAR})(?![0-9]))?(?:,?\s{{1,3}}(?:of\s{{1,3}})?(?P<erel>{_latin([*_year_words(words), *words.anaphoric])})(?![a-z]))?)",
        rf"(?P<season>(?P<sn>{_latin(words.seasons)})(?:\s{{1,3}}of)?\s{{1,3}}(?P<sny>{_YEAR})(?:[-–/][0-9]{{2,4}})?(?![0-9]))",
        rf"(?P<srel>(?P<sw>[Ll]ast|[Tt]his|[Nn]ext)\s{{1,3}}(?:(?P<ssn>{_latin(words.seasons)})|(?P<smon>{month}))(?![a-z]))",
        rf"(?P<rel>{_latin((*words.relative, *words.anaphoric))})(?![a-z])",
        rf"(?P<arel>{asian_relative}){tail.replace('?P<A', '?P<B')}?",
    ])  # fmt: skip


def _year_words(words: CalendarWords) -> list[str]:
    return [word for word, (unit, _, _) in words.relative.items() if unit == "year" and word.isascii()]


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
    scan : re.Pattern
        Finds candidates; the last named group of the outermost level says which form.
    words : CalendarWords
        The tables the forms are read with.
    """

    scan: re.Pattern[str]
    words: CalendarWords

    def read(self, found: re.Match[str], text: str, low: int, high: int) -> Fields | None:
        """Fields of a candidate, or None where what stands around it says that it is no date."""
        form = next(name for name in _READERS if found[name] is not None)
        before = text[found.start() - 1] if found.start() > low else " "
        if not _may_begin(before, text[found.start()]):
            return None
        return _READERS[form](found, text, self.words)


def _may_begin(before: str, first: str) -> bool:
    if first.isascii() and first.isalpha():
        return not (before.isascii() and (before.isalnum() or before == "_"))
    if first.isdecimal() or first in _DIGIT:
        return not (before.isdecimal() or before in "$€£¥￥₩#/.,-–_&=" and before != "," or before.isascii() and before.isalpha() or before in "〇零一二三四五六七八九十第")
    return True


Reader = Callable[[re.Match[str], str, CalendarWords], Fields | None]


def _day(found: re.Match[str], year: int, month: int, day: int) -> Fields | None:
    edtf = _edtf(year, month, day)
    return Fields(start=found.start(), end=found.end(), kind="day", edtf=edtf) if edtf else None


def _iso(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    return _day(found, int(found["iy"]), int(found["im"]), int(found["iday"]))


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
        return Fields(start=found.start(), end=found.end(), kind="range", edtf=f"{edtf}/{end}") if end and end > edtf else None
    return Fields(start=found.start(), end=found.end(), kind=_KINDS[True, day is not None], edtf=edtf)


def _partial(found: re.Match[str], month: int, day: int | None) -> Fields | None:
    if _edtf(2000, month, day) is None:
        return None
    return Fields(start=found.start(), end=found.end(), kind="partial", month=month, day=day)


def _dmy(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    return _calendar(found, found["dy"], words.months[found["dm"].casefold()], (found["dd"], found["dd2"]))


_NEEDS_WORD = re.compile(r"(?:\b(?:in|of|since|until|till|by|from|during|early|late|mid|to|and|through|for|between|before|after)|\bmid-|\bEarly|\bLate|\bIn|\bBy|\bSince|\bFrom|\bDuring|[,(–-])[\s-]{0,3}$")


def _mdy(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    month, relative = words.months[found["em"].casefold()], found["erel"]
    if relative:
        base = _relative_of(relative, words)
        day = int(found["ed"]) if found["ed"] else None
        return Fields(start=found.start(), end=found.end(), kind=base[0], unit="year", offset=base[1], month=month, day=day)
    year = found["ey"] or found["ey2"]
    if year or found["ed"]:
        return _calendar(found, year, month, (found["ed"], found["ed2"]))
    if len(found["em"]) <= 4 and not _NEEDS_WORD.search(text, max(0, found.start() - 10), found.start()) or found["em"].isupper():
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
        return Fields(start=found.start(), end=found.end(), kind="season", edtf=f"{year:04d}-{words.seasons[found['As']]}")
    if found["Aq"]:
        return Fields(start=found.start(), end=found.end(), kind="quarter", edtf=f"{year:04d}", quarter=number(found["Aq"]))
    month, day = (number(found[name]) if found[name] else None for name in ("Am", "Ad"))
    edtf = _edtf(year, month, day)
    kind = _KINDS[month is not None, day is not None]
    return Fields(start=found.start(), end=found.end(), kind=kind, edtf=edtf) if edtf and month != 0 else None


def _year(found: re.Match[str], words: CalendarWords) -> int | None:
    if found["era"]:
        before, last = words.eras[found["era"]]
        count = 1 if found["ay"] == "元" else number(found["ay"])
        return before + count if 1 <= count <= (last or 200) else None
    if "十" in found["aw"]:
        return None
    year = number(found["aw"])
    return year if 1500 <= year <= 2199 else None


def _fiscal_asian(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    year = number(found[0][:4])
    return Fields(start=found.start(), end=found.end(), kind="fiscal_year", edtf=f"{year:04d}") if 1500 <= year <= 2199 else None


def _month_day(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    return _partial(found, number(found["mm"]), number(found["mdd"]) if found["mdd"] else None) if 1 <= number(found["mm"]) <= 12 else None


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
_NUMBERED_BY = re.compile(r"([^\W\d_]{1,12}\.?)[\s(]{0,2}$")


def _years(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    year, last, after = found["yy"], found["yz"], text[found.end() : found.end() + 16]
    counts = _COUNTS.match(after)
    named = _NUMBERED_BY.search(text[max(0, found.start() - 14) : found.start()])
    if counts and counts[1].casefold() in words.counted or after[:1] in {"年", "년", "%"} or after[:1].isascii() and after[:1].isalpha():
        return None
    if named and named[1].casefold() in words.number_words or after[:1] in {"-", ".", ",", "/"} and after[1:2].isdecimal():
        return None
    if last is None:
        return Fields(start=found.start(), end=found.end(), kind="year", edtf=year)
    if int(last) <= int(year[2:]):
        return None
    return Fields(start=found.start(), end=found.end(), kind="range", edtf=f"{year}/{year[:2]}{last}")


def _season(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    return Fields(start=found.start(), end=found.end(), kind="season", edtf=f"{found['sny']}-{words.seasons[found['sn'].casefold()]}")


def _relative_season(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    """`this autumn` is of the document's year; `last July`, `next spring` only point a way, which year they mean is not said."""
    offset = {"last": -1, "this": 0, "next": 1}[found["sw"].casefold()]
    season = words.seasons[found["ssn"].casefold()] if found["ssn"] else None
    month = words.months[found["smon"].casefold()] if found["smon"] else None
    start, end = found.span()
    if offset == 0:
        return Fields(start=start, end=end, kind="relative", unit="year", offset=0, season=season, month=month)
    return Fields(start=start, end=end, kind="partial", offset=offset, season=season, month=month)


def _relative(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    phrase = " ".join(found["rel"].casefold().split())
    start, end = found.span()
    if phrase in words.anaphoric:
        return Fields(start=start, end=end, kind="anaphoric", unit="year", offset=words.anaphoric[phrase])
    unit, offset, _ = words.relative[phrase]
    return Fields(start=start, end=end, kind="relative", unit=unit, offset=offset)


def _asian_relative(found: re.Match[str], text: str, words: CalendarWords) -> Fields | None:
    phrase, (start, end) = found["arel"], found.span()
    phrase = " ".join(phrase.split())
    month, day = (number(found[name]) if found[name] else None for name in ("Bm", "Bd"))
    season = words.seasons[found["Bs"]] if found["Bs"] else None
    if month is not None and _edtf(2000, month, day) is None:
        return None
    if phrase in words.anaphoric:
        return Fields(start=start, end=end, kind="anaphoric", unit="year", offset=words.anaphoric[phrase], month=month, day=day, season=season)
    unit, offset, own = words.relative[phrase]
    if unit != "year" and (month is not None or season is not None):
        return Fields(start=start, end=found.end("arel"), kind="relative", unit=unit, offset=offset)
    return Fields(start=start, end=end, kind="relative", unit=unit, offset=offset, month=month, day=day, season=season or own)


_READERS: dict[str, Reader] = {
    "iso": _iso,
    "slash": _slash,
    "dmy": _dmy,
    "asian": _asian,
    "fya": _fiscal_asian,
    "md": _month_day,
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
    "arel": _asian_relative,
}


@cache
def date_forms(language: str = "") -> DateForms:
    """The forms, compiled once per process and language."""
    words = load_calendar_words(language)
    return DateForms(re.compile(_pattern(words)), words)
