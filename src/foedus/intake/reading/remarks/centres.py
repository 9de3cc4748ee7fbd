"""Centres and targets: round whom a network is said to be built, and against whom a grouping is said to be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.remarks.patterns import pattern_of
from foedus.intake.reading.remarks.prose import Line, Prose
from foedus.model.sayings import Saying

__all__ = ["find_centres"]

_NEAR: Final = 24
_BACK: Final = 6
_MANY: Final = 3


def find_centres(prose: Prose) -> Iterator[Saying]:
    """A saying for each centre and each target that is named."""
    for line in prose.lines:
        if not line.states or not line.groups:
            continue
        for hit in pattern_of(line.language, "centre").finditer(line.words):
            group = _beside(line, hit)
            if group is not None:
                # "advanced by Japan, the US assumes the lead": the last name is the subject
                one = hit.groupdict().get("before3") is not None and group.link == "list"
                actors = tuple(sorted(set(group.codes[-1:] if one else group.codes)))
                span = (min(hit.start(), group.start - line.start), max(hit.end(), group.end - line.start))
                yield prose.saying("centre", line, span, topic="centre", side=",".join(actors), actors=actors)
        subject = _subject(prose, line)
        for hit in pattern_of(line.language, "target").finditer(line.words):
            at = next(hit.start(name) for name, value in hit.groupdict().items() if value is not None)
            group = _at(line, at)
            if subject and group is not None and len(group.codes) == 1 and group.codes[0] not in subject:
                span = (min(hit.start(), group.start - line.start), max(hit.end(), group.end - line.start))
                yield prose.saying("target", line, span, topic="target", side=group.codes[0], actors=subject)


def _beside(line: Line, hit: re.Match[str]) -> PartyGroup | None:
    """The names on the side where the words look for them."""
    name = next(name for name, value in hit.groupdict().items() if value is not None)
    at = line.start + hit.start(name)
    if name.startswith("before"):
        return next((g for g in reversed(line.groups) if g.start < at and at - g.end <= _NEAR), None)
    return next((g for g in line.groups if -2 <= g.start - at <= _NEAR), None)


def _at(line: Line, offset: int) -> PartyGroup | None:
    at = line.start + offset
    return next((g for g in line.groups if g.start - 2 <= at <= g.end + 1), None)


def _subject(prose: Prose, line: Line) -> tuple[str, ...]:
    """The grouping spoken of: the last one of three or more named in the sentence or not far before it."""
    for other in reversed(prose.lines[max(0, line.number - _BACK) : line.number + 1]):
        for group in other.groups:
            if len(set(group.codes)) >= _MANY and group.link == "compound":
                return tuple(sorted(set(group.codes)))
    return ()
