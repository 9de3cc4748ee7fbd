"""Loose numbers: a change in per cent without a base, most of a whole nobody lists, partners nobody names."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.intake.reading.remarks.patterns import pattern_of
from foedus.intake.reading.remarks.prose import Line, Prose
from foedus.model.sayings import Saying

__all__ = ["find_loose"]

_MARKS = frozenset({"instrument", "named", "equipment", "transfer", "group", "relation"})


def find_loose(prose: Prose) -> Iterator[Saying]:
    """Sayings of sentences in which something of the field is named."""
    for line in prose.lines:
        if line.states:
            yield from _others(prose, line)
        if not line.states or not any(token.kind in _MARKS for token in line.tokens):
            if line.states:
                yield from _shares(prose, line)
            continue
        if pattern_of(line.language, "base").search(line.words) is None:
            for hit in pattern_of(line.language, "percent").finditer(line.words):
                yield prose.saying("loose", line, hit.span(), topic="percent", side=hit["n"])
        for hit in pattern_of(line.language, "unnamed").finditer(line.words):
            yield prose.saying("loose", line, hit.span(), topic="unnamed", side=hit["who"])
        yield from _shares(prose, line)


def _others(prose: Prose, line: Line) -> Iterator[Saying]:
    for hit in pattern_of(line.language, "place").finditer(line.words):
        yield prose.saying("loose", line, hit.span(), topic="place", side=hit["where"])
    for hit in pattern_of(line.language, "procedure").finditer(line.words):
        yield prose.saying("loose", line, hit.span(), topic="procedure")


def _shares(prose: Prose, line: Line) -> Iterator[Saying]:
    for hit in pattern_of(line.language, "share").finditer(line.words):
        yield prose.saying("loose", line, hit.span(), topic="share", side=hit["part"].lower(), says=hit["noun"])
