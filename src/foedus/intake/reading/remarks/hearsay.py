"""Hearsay: whom a text quotes at second hand, and what its headings say of talks."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.intake.reading.remarks.patterns import pattern_of
from foedus.intake.reading.remarks.prose import Prose
from foedus.model.sayings import Saying

__all__ = ["find_hearsay"]


def find_hearsay(prose: Prose) -> Iterator[Saying]:
    """A saying for each report of a report, and for each heading or question that speaks of negotiations."""
    for line in prose.lines:
        if line.states:
            for hit in pattern_of(line.language, "hearsay").finditer(line.words):
                yield prose.saying(
                    "source", line, hit.span(), topic="hearsay", side=hit["who"].strip(), actors=prose.about(line)
                )
        elif headed := pattern_of(line.language, "negotiated").search(line.words):
            yield prose.saying("source", line, headed.span(), topic="headed", actors=prose.about(line))
