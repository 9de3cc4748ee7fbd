"""All sayings of a document, whatever their kind; one finder for each idea."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from foedus.intake.reading.documents import Document
from foedus.intake.reading.remarks.centres import find_centres
from foedus.intake.reading.remarks.doubts import find_doubts
from foedus.intake.reading.remarks.firsts import find_firsts
from foedus.intake.reading.remarks.hearsay import find_hearsay
from foedus.intake.reading.remarks.loose import find_loose
from foedus.intake.reading.remarks.naming import find_naming
from foedus.intake.reading.remarks.positions import find_positions
from foedus.intake.reading.remarks.prose import Prose, prose_of
from foedus.intake.reading.remarks.scopes import find_scopes
from foedus.intake.reading.remarks.steps import find_steps
from foedus.intake.reading.remarks.terms import find_terms
from foedus.intake.reading.remarks.texts import find_text_states
from foedus.model.sayings import Saying

__all__ = ["find_sayings"]

_FINDERS: Final[tuple[Callable[[Prose], Iterator[Saying]], ...]] = (
    find_text_states, find_hearsay, find_positions, find_centres, find_terms, find_naming, find_loose, find_scopes, find_steps, find_doubts, find_firsts,
)  # fmt: skip


_MOST: Final = 100
"""Sayings of one kind, topic and side: what a document says a hundred times need not be compared once more."""


def find_sayings(document: Document) -> tuple[Saying, ...]:
    """What a document says of things that are no instruments, in the order of its text."""
    prose = prose_of(document)
    found: list[Saying] = []
    counted: Counter[tuple[str, str, str]] = Counter()
    for saying in (saying for find in _FINDERS for saying in find(prose)):
        counted[saying.kind, saying.topic, saying.side] += 1
        if counted[saying.kind, saying.topic, saying.side] <= _MOST:
            found.append(saying)
    return tuple(sorted(found, key=lambda saying: (saying.start, saying.end, saying.kind, saying.topic)))
