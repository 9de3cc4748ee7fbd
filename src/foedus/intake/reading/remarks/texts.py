"""The state of a text: no date, two dates, two series numbers, lost dashes and characters; what hangs on none of its statements but on all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from foedus.intake.reading.dates.printed import find_dates
from foedus.intake.reading.remarks.patterns import pattern_of
from foedus.intake.reading.remarks.prose import Line, Prose
from foedus.model.sayings import Saying

__all__ = ["find_text_states"]

_SERIES: Final = re.compile(
    r"(?:(?:Brief|Issue|Paper|Report|Series|No\.?|Vol\.?)\s?\(?(?P<a>(?:19|20)\d{2}-\d{1,3})(?![\d-])"
    r"|^\s*\(?(?P<b>(?:19|20)\d{2}-\d{1,3}\([A-Z]\))\s*$|第\s?(?P<c>\d{1,5})\s?[号號期]|제\s?(?P<d>\d{1,5})\s?호)"
)
_LOST: Final = re.compile("\ufffd|â€[™œ\u009d“”]|Ã[©¨¼¶¤]")
_WORD: Final = re.compile(r"[A-Za-z]+")
_SHORT: Final = 4
_LONG: Final = 7
_HEADS: Final = ("counter", "under", "inter", "trans", "cyber", "multi", "super")
_TAILS: Final = frozenset({"ship", "east", "west", "hood", "like", "ness", "ward", "wide", "work"})
"""Parts of which whole words are made: `partnership`, `counterterrorism`."""
_MOST: Final = 8
_HEAD: Final = 0.25
"""Part of a text in which its own date stands."""


def find_text_states(prose: Prose) -> Iterator[Saying]:
    """At most one saying for each fault of the text."""
    yield from _undated(prose)
    yield from _numbers(prose)
    yield from _days(prose)
    yield from _joins(prose)
    yield from _lost(prose)


def _undated(prose: Prose) -> Iterator[Saying]:
    if prose.document.metadata.published is not None:
        return
    hits = [(line, hit) for line in prose.lines for hit in pattern_of(line.language, "relative").finditer(line.words)]
    if hits:
        words = tuple(dict.fromkeys(hit[0].lower() for _, hit in hits))[:_MOST]
        yield prose.saying("text", hits[0][0], hits[0][1].span(), topic="undated", words=words)


def _numbers(prose: Prose) -> Iterator[Saying]:
    text, found = prose.document.text, []
    for passage in prose.document.passages:
        if passage.kind in ("metadata", "boilerplate", "title"):
            words = text[passage.start : passage.end]
            for hit in _SERIES.finditer(words):
                number = next(value for value in hit.groupdict().values() if value)
                version = pattern_of(passage.language, "version").search(words)
                if version is None and (hit["c"] or hit["d"]):
                    continue  # a file, a notice and an issue are numbered alike
                found.append((number, passage.start + hit.start(), passage.start + hit.end(), version))
    numbers = tuple(dict.fromkeys(re.sub(r"\(.*", "", number) for number, *_ in found))
    if len(numbers) > 1:
        number, start, end, _ = next(row for row in found if not row[0].startswith(numbers[0]))
        called = next((v[0].strip() for *_, v in found if v is not None), "")
        yield Saying(
            doc=prose.document.name, start=start, end=end, quote=text[start:end], kind="text", topic="numbers",
            words=numbers, says=called,
        )  # fmt: skip


def _days(prose: Prose) -> Iterator[Saying]:
    document = prose.document
    found = [
        (date.edtf, date)
        for passage in document.passages
        if passage.kind == "metadata" and passage.start < _HEAD * len(document.text)
        for date in find_dates(document.text, passage.start, passage.end, passage.language)
        if date.kind == "day" and date.edtf
    ]
    days = tuple(dict.fromkeys(day for day, _ in found))
    if len(days) > 1:
        other = next(date for day, date in found if day != days[0])
        yield Saying(
            doc=document.name, start=other.start, end=other.end, quote=document.text[other.start : other.end], kind="text",
            topic="days", words=days,
        )  # fmt: skip


def _joins(prose: Prose) -> Iterator[Saying]:
    """Names that touch each other, and, where there are such, words that are two words of the same text."""
    joined: list[tuple[Line, int, int]] = []
    for line in prose.lines:
        if line.language != "en":
            continue
        actors = [t for t in line.tokens if t.kind == "actor"]
        joined += [
            (line, a.start - line.start, b.end - line.start)
            for a, b in pairwise(actors)
            if a.end == b.start and a.end - a.start > 1 and b.end - b.start > 1 and a.value != b.value
        ]
    if not joined:
        return
    line, low, high = joined[0]
    words = dict.fromkeys(line.words[low:high] for line, low, high in joined)
    words |= dict.fromkeys(_double_words(prose))
    yield prose.saying("text", line, (low, high), topic="joins", words=tuple(words))


def _double_words(prose: Prose) -> Iterator[str]:
    counted = Counter(
        word for line in prose.lines if line.language == "en" for word in _WORD.findall(line.words.lower())
    )
    for word, n in counted.items():
        cuts = range(_LONG, len(word) - _SHORT + 1)
        if (
            n == 1
            and not word.startswith(_HEADS)
            and any(counted[word[:c]] and counted[word[c:]] and word[c:] not in _TAILS for c in cuts)
        ):
            yield word


def _lost(prose: Prose) -> Iterator[Saying]:
    hits = list(_LOST.finditer(prose.document.text))
    if hits:
        start, end = hits[0].span()
        yield Saying(
            doc=prose.document.name,
            start=start,
            end=end,
            quote=hits[0][0],
            kind="text",
            topic="lost",
            value=float(len(hits)),
        )
