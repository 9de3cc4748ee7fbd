"""Steps told in the wrong order: a level reached before its foundation was laid, what may come though it has come."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.intake.reading.remarks.patterns import pattern_of
from foedus.intake.reading.remarks.prose import Prose
from foedus.model.sayings import Saying

__all__ = ["find_steps"]


def find_steps(prose: Prose) -> Iterator[Saying]:
    """Sayings that a pair reached a level, that its foundation was laid, that something may come, that it has come."""
    for line in prose.lines:
        if not line.states:
            continue
        pair = next((tuple(sorted(set(g.codes))) for g in line.groups if len(set(g.codes)) > 1), ())
        date = next((edtf for _, edtf in line.dates if edtf), None)
        for idea in ("level", "base_laid"):
            for hit in pattern_of(line.language, idea).finditer(line.words):
                if pair and date:
                    yield prose.saying(
                        "step", line, hit.span(), topic=hit["of"].lower(), side=idea, actors=pair, date=date
                    )
        for idea in ("possible", "actual"):
            for hit in pattern_of(line.language, idea).finditer(line.words):
                yield prose.saying("coming", line, hit.span(), topic=hit["name"].lower(), side=idea, says=hit["name"])
