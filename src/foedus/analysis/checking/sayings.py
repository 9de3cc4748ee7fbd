"""All checks of sayings: of one document, and of several against each other; one module for each idea."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.centres import check_centres, compare_centres
from foedus.analysis.checking.deals import check_firsts, check_numbers, compare_deals
from foedus.analysis.checking.doubts import check_doubts, compare_seekers
from foedus.analysis.checking.findings import Finding
from foedus.analysis.checking.hearsay import check_hearsay
from foedus.analysis.checking.loose import check_loose
from foedus.analysis.checking.papers import check_papers
from foedus.analysis.checking.positions import check_positions, compare_positions
from foedus.analysis.checking.renaming import check_names, compare_names
from foedus.analysis.checking.scopes import check_scopes
from foedus.analysis.checking.terms import check_terms, compare_terms
from foedus.analysis.checking.texts import check_texts
from foedus.model.claims import Evidence
from foedus.model.sayings import Saying

__all__ = ["check_sayings", "compare_sayings"]

_Check = Callable[[Sequence[Saying]], Iterator[Finding]]

_WITHIN: Final[tuple[_Check, ...]] = (
    check_texts,
    check_positions,
    check_terms,
    check_names,
    check_loose,
    check_firsts,
    check_centres,
)
_BETWEEN: Final[tuple[_Check, ...]] = (
    compare_positions,
    compare_centres,
    compare_terms,
    compare_names,
    compare_seekers,
    compare_deals,
)


def check_sayings(sayings: Sequence[Saying], said: Sequence[Evidence], catalogue: Catalogue) -> Iterator[Finding]:
    """Findings on the sayings of one document.

    Parameters
    ----------
    said : sequence of Evidence
        What the document states of instruments.
    catalogue : Catalogue
        The record's instruments.
    """
    for check in _WITHIN:
        yield from check(sayings)
    yield from check_hearsay(sayings, said)
    yield from check_papers(sayings, catalogue)
    yield from check_numbers(sayings, said, catalogue)
    yield from check_scopes(sayings, catalogue)
    yield from check_doubts(sayings, catalogue)


def compare_sayings(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """Findings on the sayings of several documents."""
    for compare in _BETWEEN:
        yield from compare(sayings)
