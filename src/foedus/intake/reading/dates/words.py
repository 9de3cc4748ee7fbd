"""The words of `words.yaml` as tables: months, seasons, eras, and what counts from the document's own date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from foedus.model.resources import load_file

__all__ = ["CalendarWords", "load_calendar_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWords:
    """Words of dates in all languages; Latin ones in lower case.

    Attributes
    ----------
    months, seasons : Mapping
        Word to number of the month, or to the EDTF season code.
    eras : Mapping
        Era to the year before its first, and its last year (None: still running).
    relative : Mapping
        Phrase to unit, how many units on, and season (None for all but season words).
    anaphoric : Mapping
        Phrase to how many units on from a date the text has named; `anaphoric_units` holds units other than the year.
    counts, units, ways : Mapping
        Number words, units and directions of lapses of time (`three years later`, 三年前).
    weekdays, week_ways : Mapping
        Days of the week from 0, and words that say which week.
    """

    months: Mapping[str, int]
    seasons: Mapping[str, int]
    eras: Mapping[str, tuple[int, int | None]]
    relative: Mapping[str, tuple[str, int, int | None]]
    anaphoric: Mapping[str, int]
    anaphoric_units: Mapping[str, str]
    counts: Mapping[str, int]
    units: Mapping[str, str]
    ways: Mapping[str, int]
    weekdays: Mapping[str, int]
    week_ways: Mapping[str, int]
    joints: Mapping[str, tuple[str, ...]]
    range_ends: tuple[str, ...]
    since_before: tuple[str, ...]
    since_after: tuple[str, ...]
    about_before: tuple[str, ...]
    about_after: tuple[str, ...]
    number_words: frozenset[str]
    counted: frozenset[str]

    @property
    def weekdays_latin(self) -> tuple[str, ...]:
        """English days of the week as printed."""
        return tuple(word.capitalize() for word in self.weekdays if word.isascii())


def _flat(raw: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """All languages in one table; where two use one word, the first stands."""
    table: dict[str, Any] = {}
    for words in raw.values():
        for word, value in words.items():
            table.setdefault(word.casefold(), value)
    return table


def _numbers(raw: Mapping[str, Any]) -> dict[str, int]:
    return {str(word).casefold(): int(value) for word, value in raw.items()}


@cache
def load_calendar_words(language: str = "") -> CalendarWords:
    """The shipped table, read once per process and language; ``language`` wins where two use one word for two things."""
    raw = load_file(Path(__file__).with_name("words.yaml"))

    def table(name: str) -> dict[str, Any]:
        entry = raw[name]
        return _flat({language: entry[language], **entry} if language in entry else entry)

    relative: dict[str, tuple[str, int, int | None]] = {}
    for unit in ("year", "month", "week", "day"):
        relative |= {word: (unit, int(offset), None) for word, offset in table(f"relative_{unit}s").items()}
    relative |= {word: ("year", int(pair[0]), int(pair[1])) for word, pair in table("relative_seasons").items()}
    anaphoric = {word: int(offset) for word, offset in table("anaphoric_years").items()}
    anaphoric_units: dict[str, str] = {}
    for unit in ("month", "day"):
        for word, offset in table(f"anaphoric_{unit}s").items():
            anaphoric[word], anaphoric_units[word] = int(offset), unit
    if language == "zh":  # 前年 counts from the document in Chinese, from the text in Japanese.
        anaphoric = {
            word: offset
            for word, offset in anaphoric.items()
            if word not in relative or word in raw["anaphoric_years"]["zh"] or word in anaphoric_units
        }
    else:
        relative = {word: value for word, value in relative.items() if word not in anaphoric}
    return CalendarWords(
        months={word.casefold(): int(number) for word, number in raw["months"].items()},
        seasons={word: int(code) for word, code in table("seasons").items()},
        eras={era: (int(pair[0]), int(pair[1]) if pair[1] else None) for era, pair in raw["eras"].items()},
        relative=relative,
        anaphoric=anaphoric,
        anaphoric_units=anaphoric_units,
        counts=_numbers(raw["lapse_counts"]),
        units={word: str(unit) for word, unit in raw["lapse_units"].items()},
        ways=_numbers(raw["lapse_ways"]),
        weekdays=_numbers(raw["weekdays"]),
        week_ways=_numbers(raw["week_ways"]),
        joints={opening: tuple(words) for opening, words in raw["range_joints"].items()},
        range_ends=tuple(raw["range_ends"]),
        since_before=tuple(raw["since_before"]),
        since_after=tuple(raw["since_after"]),
        about_before=tuple(raw["about_before"]),
        about_after=tuple(raw["about_after"]),
        number_words=frozenset(raw["number_words"]),
        counted=frozenset(raw["counted"]),
    )
