"""The cues of `cues.yaml`, made ready to be asked about one line or paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from foedus.model.resources import load_file

__all__ = ["EMAIL", "URL", "Cues", "fold", "load_cues"]

EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
URL = re.compile(r"(?:https?://|www\.)[^\s<>()（）]{3,400}")
_NUMBER = re.compile(r"\d[\d,.]*[kKmM万만]?")
_EDGES = " \t\xa0\u3000.:：…>»›<«‹|·•-–—[]【】()（）*#_→←▶◀↑"
_CJK = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def fold(line: str) -> str:
    """A line as cues are compared: lower case, numbers as `0`, no punctuation around, single spaces.

    Examples
    --------
    >>> fold("  12 Comments » ")
    '0 comments'
    """
    return " ".join(_NUMBER.sub("0", line).casefold().split()).strip(_EDGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """What lines and paragraphs are recognised by; see `cues.yaml` for the meaning of each field."""

    boilerplate_lines: frozenset[str]
    link_list_heads: frozenset[str]
    biography_heads: frozenset[str]
    bibliography_heads: frozenset[str]
    remark_heads: frozenset[str]
    section_heads: frozenset[str]
    boilerplate_starts: tuple[str, ...]
    self_descriptions: tuple[str, ...]
    biography_phrases: tuple[str, ...]
    labels: Mapping[str, str]
    label: re.Pattern[str]
    caption: re.Pattern[str]
    occupation: re.Pattern[str]
    is_occupied: re.Pattern[str]
    series: re.Pattern[str]
    organisation: re.Pattern[str]
    announcing: re.Pattern[str]


def _all(raw: Mapping[str, list[str]]) -> list[str]:
    return [word for words in raw.values() for word in words]


def _either(words: Iterable[str]) -> str:
    """One alternation, longest first; a Latin word must stand alone, an ideographic one need not."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_bounded(word) for word in ordered) + ")"


def _bounded(word: str) -> str:
    plain = re.escape(word)
    if _CJK.search(word):
        return plain
    return r"(?<!\w)" + plain + (r"(?!\w)" if word[-1].isalnum() else "")


def _occupied(raw: Mapping[str, list[str]]) -> str:
    """`Name is a senior research fellow …`, `…教授。`, `…연구위원이다.`: a person and what he or she is."""
    asian = _either(raw["ja"] + raw["ko"] + raw["zh"])
    return (
        r"^\W{0,3}(?:(?:the )?(?:author|writer)s?|(?:(?:Dr|Prof|Mr|Ms|Mrs)\.?\s+)?(?:[A-ZÀ-Þ][\w.'’-]*[,\s]+(?:and\s+)?){1,6})"
        r"\s*(?:is|was|are|were|serves as|served as|works as|has been)\s+(?:currently\s+|also\s+)?(?:an?\s+|the\s+)?"
        rf"(?:[\w'’.,-]+\s+){{0,6}}?{_either(raw['en'])}s?(?!\w)"
        rf"|^[^。\n]{{0,110}}{asian}(?:（[^（）]{{0,40}}）|\([^()]{{0,40}}\))?(?:이다|입니다|です|である|，|,)?[.。]?\W{{0,3}}$"
    )


@cache
def load_cues() -> Cues:
    """The shipped cues, read once per process."""
    raw = load_file(Path(__file__).with_name("cues.yaml"))

    def lines(name: str) -> frozenset[str]:
        return frozenset(map(fold, _all(raw[name])))

    def starts(name: str) -> tuple[str, ...]:
        return tuple(word.casefold() for word in _all(raw[name]))

    labels = {word.casefold(): field for field, words in raw["labels"].items() for word in _all(words)}
    verbs, subjects = raw["announcing_verbs"], raw["announcing_subjects"]
    flags = re.IGNORECASE
    return Cues(
        boilerplate_lines=lines("boilerplate_lines"),
        link_list_heads=lines("link_list_heads"),
        biography_heads=lines("biography_heads"),
        bibliography_heads=lines("bibliography_heads"),
        remark_heads=lines("remark_heads"),
        section_heads=lines("section_heads"),
        boilerplate_starts=starts("boilerplate_starts"),
        self_descriptions=starts("self_descriptions"),
        biography_phrases=starts("biography_phrases"),
        labels=labels,
        label=re.compile(_either(labels), flags),
        caption=re.compile(
            rf"\W{{0,2}}{_either(_all(raw['captions']))}\s*(?:[#\d０-９一二三四五六七八九十]|[:：=|]|[-–]\d)", flags
        ),
        occupation=re.compile(_either(_all(raw["occupations"])), flags),
        is_occupied=re.compile(_occupied(raw["occupations"])),
        series=re.compile(rf"{_either(_all(raw['series_words']))}\W*$", flags),
        organisation=re.compile(_either(_all(raw["organisation_words"])), flags),
        announcing=re.compile(
            rf"^(?:[\w ]{{2,30}},\s+)?{_either(subjects['en'])}\s+(?:(?:will|then|also|now|first|next)\s+){{0,2}}{_either(verbs['en'])}"
            rf"|^.{{0,30}}?{_either(subjects['ja'] + subjects['ko'] + subjects['zh'])}.{{0,200}}{_either(verbs['ja'] + verbs['ko'] + verbs['zh'])}",
            flags,
        ),
    )
