"""All sayings of a document, whatever their kind; one finder for each idea."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from foedus.intake.reading.documents import Document
from foedus.intake.reading.remarks.positions import find_positions
from foedus.intake.reading.remarks.prose import Prose, prose_of
from foedus.model.sayings import Saying

__all__ = ["find_sayings"]

_FINDERS: Final[tuple[Callable[[Prose], Iterator[Saying]], ...]] = (find_positions,)


def find_sayings(document: Document) -> tuple[Saying, ...]:
    """What a document says of things that are no instruments, in the order of its text."""
    prose = prose_of(document)
    found = (saying for find in _FINDERS for saying in find(prose))
    return tuple(sorted(found, key=lambda saying: (saying.start, saying.end, saying.kind, saying.topic)))
