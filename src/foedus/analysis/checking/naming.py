"""Which instrument a statement is about, where the text calls it by its own name: there, or at its last mention before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from foedus.model.claims import Evidence
from foedus.model.names import InstrumentName, load_names

__all__ = ["Named", "find_names", "named_in"]


@dataclass(frozen=True, slots=True)
class Named:
    """A name at ``text[start:end]``."""

    start: int
    end: int
    name: InstrumentName


def find_names(text: str) -> list[Named]:
    """Names of instruments on record, in the order of the text, the longest at each place. Linear in the text."""
    automaton, rows = _automaton()
    hits = automaton.find_matches_as_indexes(text)
    found = (Named(start, end, rows[index]) for index, start, end in hits)
    return [named for named in found if _is_whole(text, named)]


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[InstrumentName, ...]]:
    pairs = [
        (form, name) for name in load_names() if name.instruments for forms in name.forms.values() for form in forms
    ]
    matching = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick([form for form, _ in pairs], matchkind=matching), tuple(n for _, n in pairs)


def _is_whole(text: str, named: Named) -> bool:
    """No part of a longer word: EDCA is not in EDCAs' neighbour REDCAP."""
    before, after = text[named.start - 1 : named.start], text[named.end : named.end + 1]
    return not (_is_latin(before) and _is_latin(text[named.start])) and not (
        _is_latin(after) and _is_latin(text[named.end - 1])
    )


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def named_in(text: str, said: Sequence[Evidence]) -> Mapping[str, tuple[str, ...]]:
    """Ids of the instruments that statements of a text are about by name, by claim id.

    A name within the statement's own words counts; else the last one before it that is of its type and parties ("the treaty").
    """
    names = _Names(find_names(text))
    return {item.claim.id: ids for item in said for ids in [next(names.about(item), ())] if ids}


class _Names:
    """Names in the order of the text, and those of each type and parties, so that a statement need not look at all."""

    __slots__ = ("_alike", "_starts", "_within")

    def __init__(self, names: Sequence[Named]) -> None:
        self._within, self._starts = names, [named.start for named in names]
        self._alike: dict[tuple[str, tuple[str, ...] | None], list[Named]] = defaultdict(list)
        for named in names:
            self._alike[named.name.type, named.name.parties].append(named)

    def about(self, item: Evidence) -> Iterator[tuple[str, ...]]:
        claim, at = item.claim, item.claim.locator
        start, end = at.start or 0, at.end or 0
        inside = self._within[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        inside = [n for n in inside if set(claim.parties) <= set(n.name.parties)]
        alike = [n for n in inside if n.name.type == claim.instrument_type] or inside
        if alike:
            yield alike[0].name.instruments
        fitting = self._alike.get((claim.instrument_type, claim.parties), ())
        before = bisect_right(fitting, start, key=lambda named: named.end)
        if before:
            yield fitting[before - 1].name.instruments
