"""All checks of sayings: of one document, and of several against each other; one module for each idea."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from foedus.analysis.checking.findings import Finding
from foedus.analysis.checking.positions import check_positions, compare_positions
from foedus.model.sayings import Saying

__all__ = ["check_sayings", "compare_sayings"]

_Check = Callable[[Sequence[Saying]], Iterator[Finding]]

_WITHIN: Final[tuple[_Check, ...]] = (check_positions,)
_BETWEEN: Final[tuple[_Check, ...]] = (compare_positions,)


def check_sayings(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """Findings on the sayings of one document."""
    for check in _WITHIN:
        yield from check(sayings)


def compare_sayings(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """Findings on the sayings of several documents."""
    for compare in _BETWEEN:
        yield from compare(sayings)
