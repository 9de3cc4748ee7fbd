"""Dates as texts print them, in four languages: absolute, partial, relative, spans; never more precise than printed.

Words are data (`words.yaml`); this module knows the forms (`forms.py`) and how neighbours make a span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from foedus.intake.reading.dates.fields import TextDate, calendar_date
from foedus.intake.reading.dates.forms import DateForms, date_forms
from foedus.intake.reading.dates.words import CalendarWords, load_calendar_words
from foedus.model.dates import EdtfDate
from foedus.model.problems import UnparsableDateError

__all__ = ["TextDate", "find_dates", "interval"]


def find_dates(text: str, start: int, end: int, language: str) -> list[TextDate]:
    """Date expressions of ``text[start:end]``, in order, without overlap.

    Parameters
    ----------
    text : str
        The document's text.
    start, end : int
        The part to look at [characters].
    language : {"en", "ja", "ko", "zh", ""}
        Which language's meaning wins where two share a word (前年); all forms are found in every language.

    Returns
    -------
    list of TextDate
        Spans count from the beginning of ``text``.

    Examples
    --------
    >>> [(d.edtf, d.kind) for d in find_dates("signed on July 8, 2024; in talks since 2023", 0, 43, "en")]
    [('2024-07-08', 'day'), ('2023/..', 'open')]
    >>> [d.edtf for d in find_dates("令和6年7月8日に署名", 0, 11, "ja")]
    ['2024-07-08']
    """
    forms, words = date_forms(language), load_calendar_words(language)
    atoms = list(_atoms(text, start, end, forms))
    return [_qualified(text, start, end, found, words) for found in _joined(text, start, atoms, words)]


def _atoms(text: str, start: int, end: int, forms: DateForms) -> Iterator[TextDate]:
    position = start
    while (begins := forms.starts.search(text, position, end)) is not None:
        found = forms.scan.match(text, begins.start(), end)
        fields = forms.read(found, text, start) if found is not None else None
        if fields is None:
            position = _after_failure(text, begins.start(), end)
        else:
            position = fields.end
            yield fields


def _after_failure(text: str, position: int, end: int) -> int:
    """Go on behind the number that misled, so that its tail is not read as a date of its own."""
    if not text[position].isdecimal():
        return position + 1
    while position < end and text[position].isdecimal():
        position += 1
    return position


@cache
def _joints(language_words: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, re.Pattern[str]]:
    return {
        opening: re.compile(r"\s*(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")\s*\Z")
        for opening, words in language_words
    }


def _joined(text: str, start: int, atoms: Sequence[TextDate], words: CalendarWords) -> Iterator[TextDate]:
    """Two neighbours and the word between them make one span: `between 2023 and 2024`, `2013–2015`, `2013年から2015年まで`."""
    joints = _joints(tuple(words.joints.items()))
    index = 0
    while index < len(atoms):
        span = _span(text, start, atoms[index], atoms[index + 1], joints, words) if index + 1 < len(atoms) else None
        yield span or _shared(text, atoms, index)
        index += 2 if span else 1


def _span(
    text: str, start: int, first: TextDate, last: TextDate, joints: dict[str, re.Pattern[str]], words: CalendarWords
) -> TextDate | None:
    gap = text[first.end : last.start]
    if not gap or len(gap) > 10 or first.kind not in _JOINABLE or not _may_end(first, last):
        return None
    for opening, joint in joints.items():
        if not joint.match(gap):
            continue
        before = _preceding(text, start, first.start, opening) if opening else first.start
        if before is None:
            continue
        end = last.end + next((len(word) for word in words.range_ends if text.startswith(word, last.end)), 0)
        if last.edtf is None:
            if not opening and end == last.end and gap.strip() in _NEEDS_END:
                return None  # "署名から発効まで" needs its end; a bare から only tells where something began
            if first.edtf is None:
                return replace(first, start=before, end=end, until=last)
            closed = _closed(first.edtf, last)
            return TextDate(start=before, end=end, edtf=closed, kind="range") if closed else None
        begin = _completed(first, last.edtf)
        if begin is None or begin[:4] > last.edtf[:4]:
            return None
        return TextDate(start=before, end=end, edtf=interval(begin, last.edtf), kind="range")
    return None


_AND = re.compile(r",?\s(?:and|or)\s(?:in\s)?")


def _shared(text: str, atoms: Sequence[TextDate], index: int) -> TextDate:
    """In `in August and October 2023` the year is that of both months."""
    date = atoms[index]
    if date.kind != "partial" or date.day or date.offset or date.month is None or index + 1 == len(atoms):
        return date
    after = atoms[index + 1]
    if after.kind != "month" or after.edtf is None or not _AND.fullmatch(text[date.end : after.start]):
        return date
    if date.month >= int(after.edtf[5:7]):
        return date
    return replace(date, kind="month", edtf=f"{after.edtf[:4]}-{date.month:02d}")


_JOINABLE = frozenset({"day", "month", "year", "partial", "relative", "anaphoric"})

_NEEDS_END = frozenset({"から", "에서", "부터"})


def _may_end(first: TextDate, last: TextDate) -> bool:
    if last.edtf is not None:
        return last.kind in {"day", "month", "year"} and first.kind not in {"relative", "anaphoric"}
    if _is_bare_day(last):
        return first.kind == "day" or (first.day is not None and first.weekday is None)
    if last.kind != "partial" or last.offset is not None:
        return False
    return _month_of(first) is not None and last.month is not None


def _closed(begin: str, last: TextDate) -> str | None:
    """From a date with its year to a month or a day without one: 2025年8月30日至9月2日, 2025年8月1日至5日."""
    end = calendar_date(int(begin[:4]), last.month or int(begin[5:7]), last.day)
    return interval(begin, end) if end is not None and end >= begin else None


def _month_of(date: TextDate) -> int | None:
    return int(date.edtf[5:7]) if date.kind in ("day", "month") and date.edtf else date.month


def _is_bare_day(date: TextDate) -> bool:
    """15日: the month is the one its span began in."""
    return date.kind == "partial" and date.month is None and date.day is not None and date.offset is None


def interval(begin: str, end: str) -> str | None:
    """EDTF of a span, or None where its ends make none."""
    try:
        return EdtfDate.parse(f"{begin}/{end}").text
    except UnparsableDateError:
        return None


def _completed(first: TextDate, last: str) -> str | None:
    """A beginning without its year takes the year of the end (`July 8 to August 2, 2024`)."""
    if first.kind != "partial":
        return first.edtf
    if first.month is None:
        return None
    return f"{last[:4]}-{first.month:02d}" + (f"-{first.day:02d}" if first.day else "")


def _preceding(text: str, low: int, at: int, word: str) -> int | None:
    """Where ``word`` begins if it stands directly before ``at``, else None."""
    begin = at
    while begin > low and text[begin - 1] in " \t\n\xa0":
        begin -= 1
    begin -= len(word)
    if begin < low or text[begin : begin + len(word)].casefold() != word:
        return None
    if word.isascii() and ((begin > low and text[begin - 1].isalnum()) or begin + len(word) == at):
        return None
    return begin


def _qualified(text: str, low: int, high: int, found: TextDate, words: CalendarWords) -> TextDate:
    """`since 2015` goes on (`2015/..`); `around 2015` is approximate (`2015~`)."""
    if found.edtf is None and found.kind in {"partial", "relative", "anaphoric"} and found.until is None:
        return _since(text, low, high, found, words)
    if found.edtf is None or found.kind not in {"day", "month", "year", "season"}:
        return found
    before = text[max(low, found.start - 24) : found.start].rstrip().casefold()
    if before.endswith(words.since_before):
        begin = _longest_before(text, low, found.start, words.since_before)
        if begin is not None and (begin[1].isascii() or not text.startswith(words.range_ends, found.end)):
            return replace(found, start=begin[0], edtf=f"{found.edtf}/..", kind="open")
    if (
        before.endswith(words.about_before)
        and not _ENDS_IN_PACT.search(before)
        and not _PART_OF_WORD.search(before)
        and (begin := _longest_before(text, low, found.start, words.about_before)) is not None
    ):
        return replace(found, start=begin[0], edtf=f"{found.edtf}~")
    rest = text[found.end : min(high, found.end + 12)]
    bare = rest.lstrip(" ")
    if bare.startswith(words.since_after):
        word = next(word for word in words.since_after if bare.startswith(word))
        if not word.isascii() or not bare[len(word) : len(word) + 1].isalnum():
            return replace(
                found, end=found.end + len(rest) - len(bare) + len(word), edtf=f"{found.edtf}/..", kind="open"
            )
    if bare.startswith(words.about_after):
        word = next(word for word in words.about_after if bare.startswith(word))
        return replace(found, end=found.end + len(rest) - len(bare) + len(word), edtf=f"{found.edtf}~")
    return found


_PART_OF_WORD = re.compile("[条條公契盟和密特締缔規规誓集節节制가-힣][約约약]$")  # 條約1960年 is no 約1960年.


def _since(text: str, low: int, high: int, found: TextDate, words: CalendarWords) -> TextDate:
    """`since last May`, 昨年から: what began then goes on, whenever it was."""
    begin = _longest_before(text, low, found.start, words.since_before)
    if begin is not None and begin[1] not in {"从", "從", "自"}:
        return replace(found, start=begin[0], is_open=True)
    rest = text[found.end : min(high, found.end + 6)].lstrip(" ")
    word = next((word for word in words.since_after if not word.isascii() and rest.startswith(word)), None)
    if word is None and not (begin is not None and re.match(r"以来|以來|起", rest)):
        return found
    return replace(found, is_open=True)


_ENDS_IN_PACT = re.compile(r"[条條合公盟和契签簽缔締协協续續特节節制预預][约約]$")


def _longest_before(text: str, low: int, at: int, words: Sequence[str]) -> tuple[int, str] | None:
    standing = [(begin, word) for word in words if (begin := _preceding(text, low, at, word)) is not None]
    return min(standing, default=None)
