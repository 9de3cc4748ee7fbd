"""Forms of dates in Japanese, Korean and Chinese: 令和6年7月8日, 지난 4월, 去年３月."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from foedus.intake.reading.dates.fields import DIGITS, KINDS, Reader, TextDate, calendar_date, day_of, number, partial
from foedus.intake.reading.dates.words import CalendarWords

__all__ = ["EASTERN"]


def _asian(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    year = _year(found, text, words)
    if year is None:
        return None
    if found["afy"]:
        return TextDate(start=found.start(), end=found.end("afy"), kind="fiscal_year", edtf=f"{year:04d}")
    if found["adec"]:
        return TextDate(start=found.start(), end=found.end("adec"), kind="decade", edtf=f"{year // 10:03d}X")
    if found["As"]:
        return TextDate(
            start=found.start(), end=found.end(), kind="season", edtf=f"{year:04d}-{words.seasons[found['As']]}"
        )
    if found["Aq"]:
        return TextDate(
            start=found.start(), end=found.end(), kind="quarter", edtf=f"{year:04d}", quarter=number(found["Aq"])
        )
    month, day = (number(found[name]) if found[name] else None for name in ("Am", "Ad"))
    edtf = calendar_date(year, month, day)
    kind = KINDS[month is not None, day is not None]
    return TextDate(start=found.start(), end=found.end(), kind=kind, edtf=edtf) if edtf and month != 0 else None


_NEW_SENTENCE = re.compile(r"[。！？!?]")


def _year(found: re.Match[str], text: str, words: CalendarWords) -> int | None:
    if found["era"]:
        before, last = words.eras[found["era"]]
        count = 1 if found["ay"] == "元" else number(found["ay"])
        return before + count if 1 <= count <= (last or 200) else None
    printed = found["aw"] or found["ac"] or found["ab"]
    if found["ac"] or found["ab"]:
        year = _of_same_era(found, printed, text, words)
        if year is not None:
            return year
    if "十" in printed or (found["ac"] and not _is_short_year(found, printed, text)):
        return None
    year = number(printed)
    if not found[
        "aw"
    ]:  # `22年1月`: newspapers drop the century; the month beside it shows that no span of years is meant.
        year += 2000 if year < 45 else 1900
    return year if 1500 <= year <= 2199 else None


def _is_short_year(found: re.Match[str], printed: str, text: str) -> bool:
    """〇六年, 二三年と二四年: no era, and yet no length of time."""
    beside = text[max(0, found.start() - 2) : found.start()] in ("年と", "年、")
    return len(printed) == 2 and (number(printed[0]) == 0 or beside or found["Am"] is not None)


def _of_same_era(found: re.Match[str], printed: str, text: str, words: CalendarWords) -> int | None:
    """平成11年及び16年, 同二十九年, 翌26年1月: the era is that of the year before, in the same sentence."""
    back = text[max(0, found.start() - 60) : found.start()]
    back = _NEW_SENTENCE.split(back)[-1] if found[0] and text[found.start() - 1 : found.start()] not in "同翌" else back
    eras = [(back.rfind(era), era) for era in words.eras if era in back]
    if not eras:
        return None
    at, era = max(eras)
    if _WESTERN_YEAR.search(back, at):
        return None
    before, last = words.eras[era]
    count = number(printed)
    return before + count if 1 <= count <= (last or 99) else None


_WESTERN_YEAR = re.compile(r"(?:[12１２][0-9０-９]{3}|[一二][〇○零一二三四五六七八九]{3})年")


def _fiscal_asian(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    year = number(found[0][:4])
    return (
        TextDate(start=found.start(), end=found.end(), kind="fiscal_year", edtf=f"{year:04d}")
        if 1500 <= year <= 2199
        else None
    )


_POINTS = re.compile(r"(?P<past>지난|去る)\s?$|(?P<future>오는|다가오는|来る)\s?$|(?P<now>(?<![가-힣])올)\s?$")


def _pointed(fields: TextDate | None, text: str) -> TextDate | None:
    """`지난 4월`, `오는 15일`: a word before it says which way a date without its year lies."""
    if fields is None or (found := _POINTS.search(text, max(0, fields.start - 5), fields.start)) is None:
        return fields
    if found["now"]:
        return replace(fields, kind="relative", unit="year", offset=0) if fields.month else fields
    return replace(fields, offset=-1 if found["past"] else 1)


def _month_day(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    if not 1 <= number(found["mm"]) <= 12:
        return None
    return _pointed(partial(found, number(found["mm"]), number(found["mdd"]) if found["mdd"] else None), text)


def _day_only(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    if len(found["od"]) < 2 and not found["od"].isdecimal():
        return None  # 一日 is also a day, any day.
    day = number(found["od"])
    if text[found.start() - 1 : found.start()] in {"月", "월"}:
        return None
    if not 1 <= day <= 31:
        return None
    return _pointed(TextDate(start=found.start(), end=found.end(), kind="partial", day=day), text)


def _asian_weekday(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    if text[max(0, found.start() - 1) : found.start()] in {"(", "（"}:
        return None
    way = " ".join(found["awdir"].split()) if found["awdir"] else ""
    return TextDate(
        start=found.start(),
        end=found.end(),
        kind="relative",
        unit="weekday",
        offset=words.week_ways[way] if way else None,
        weekday=words.weekdays[found["awd"]],
    )


def _abbreviated_era(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    before = {"R": 2018, "H": 1988, "S": 1925}[found[0][0]]
    return day_of(found, before + int(found["ry"]), int(found["rm"]), int(found["rd"]))


def _undotted_era(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    """6.8.28-8.30 in a text that counts in 令和."""
    if "令和" not in text[:_HEAD_OF_TEXT]:
        return None
    year, month = 2018 + int(found["edy"]), int(found["edm"])
    first = day_of(found, year, month, int(found["edd"]))
    if first is None or not found["edd2"]:
        return first
    last = calendar_date(year, int(found["edm2"] or month), int(found["edd2"]))
    return replace(first, kind="range", edtf=f"{first.edtf}/{last}") if last and last > str(first.edtf) else None


_HEAD_OF_TEXT = 2_500


def _republic(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    year = 1911 + int(found["ry1"] or found["ry2"])
    month, day = (number(found[name]) if found[name] else None for name in ("rm1", "rd1"))
    edtf = calendar_date(year, month, day)
    kind = KINDS[month is not None, day is not None]
    return TextDate(start=found.start(), end=found.end(), kind=kind, edtf=edtf) if edtf and month != 0 else None


def _apostrophe_year(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    edtf = calendar_date(2000 + int(found["zy"]), int(found["zm"]), int(found["zd"]) if found["zd"] else None)
    kind = KINDS[True, found["zd"] is not None]
    return TextDate(start=found.start(), end=found.end(), kind=kind, edtf=edtf) if edtf else None


def _asian_relative(found: re.Match[str], text: str, words: CalendarWords) -> TextDate | None:
    phrase, (start, end) = found["arel"], found.span()
    if phrase[0] == "次" and text[max(0, start - 1) : start] in {*DIGITS, *"十第两兩本首多每再"}:
        return None  # 第三次日澳… counts meetings.
    phrase = " ".join(phrase.split())
    month, day = (number(found[name]) if found[name] else None for name in ("Bm", "Bd"))
    season = words.seasons[found["Bs"]] if found["Bs"] else None
    if found["Bd2"]:
        day = number(found["Bd2"])
    if (month is not None and calendar_date(2000, month, day) is None) or (day is not None and not 1 <= day <= 31):
        return None
    if phrase in words.anaphoric:
        return TextDate(
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
        return TextDate(start=start, end=end, kind="relative", unit=unit, offset=offset, day=day)
    if unit != "year" and (month is not None or season is not None):
        return TextDate(start=start, end=found.end("arel"), kind="relative", unit=unit, offset=offset)
    return TextDate(
        start=start, end=end, kind="relative", unit=unit, offset=offset, month=month, day=day, season=season or own
    )


EASTERN: Final[dict[str, Reader]] = {
    "asian": _asian,
    "fya": _fiscal_asian,
    "md": _month_day,
    "dayonly": _day_only,
    "awday": _asian_weekday,
    "reiwa": _abbreviated_era,
    "eradot": _undotted_era,
    "roc": _republic,
    "apoymd": _apostrophe_year,
    "asianrel": _asian_relative,
}
