"""Firsts and sums: what a text calls the first of its kind, and what it says a deal is worth, so that texts can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from foedus.intake.reading.amounts import find_amounts
from foedus.intake.reading.remarks.patterns import pattern_of
from foedus.intake.reading.remarks.prose import Line, Prose
from foedus.model.sayings import Saying

__all__ = ["find_firsts"]

_GOODS: Final = frozenset({"transfer", "equipment"})
_PAIR: Final = 2


def find_firsts(prose: Prose) -> Iterator[Saying]:
    """Sayings of sentences on deals in equipment."""
    for line in prose.lines:
        topic = _topic(line)
        if not line.states or topic is None:
            continue
        date = next((edtf for _, edtf in line.dates if edtf), None)
        for hit in pattern_of(line.language, "first").finditer(line.words):
            yield prose.saying(
                "first", line, hit.span(), topic=topic, side=prose.main or "", actors=prose.about(line), date=date
            )
        parties = tuple(sorted(set(line.actors)))
        if len(parties) == _PAIR:
            for amount in find_amounts(line.words, 0, len(line.words), line.lexicon):
                if amount.is_money or amount.unit in ("ships", "aircraft"):
                    yield prose.saying(
                        "sum", line, (amount.start, amount.end), topic=topic, actors=parties, date=date,
                        value=float(amount.value), unit=amount.unit,
                    )  # fmt: skip


def _topic(line: Line) -> str | None:
    if any(token.value == "equipment_export" for token in line.tokens):
        return "equipment_export"
    kinds = {token.kind for token in line.tokens}
    return "equipment_export" if kinds >= _GOODS else None
