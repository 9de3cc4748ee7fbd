"""Which instruments of the record a statement can be about, and how sure that is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from foedus.model.claims import SOURCE_KINDS, Claim
from foedus.model.dates import EdtfDate
from foedus.model.instruments import Instrument
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Candidate", "Catalogue", "Likeness"]

# Types that prose does not keep apart: a treaty called a security treaty may be on record as one of mutual defence.
_NEAR: Final = (
    frozenset({"mutual_defense_treaty", "security_treaty", "other_treaty"}),
    frozenset({"RAA", "VFA", "SOFA", "basing"}),
    frozenset({"security_treaty", "other_treaty", "basing"}),
    frozenset({"OSA", "ODA"}),
    frozenset({"joint_development", "equipment_export", "DETTA"}),
    frozenset({"strategic_partnership", "other_treaty", "security_treaty", "mutual_defense_treaty"}),
    frozenset({"deployment", "port_call"}),
)

_YEAR: Final = re.compile(r",? ?(?:of )?\b[12][0-9]{3}\b")
Likeness = Literal["the one", "one of many", "near"]
"""The one: named, or of a type of which the same parties have one at a time. One of many: of its type and parties, which may have
others. Near: of a type that prose does not keep apart from the statement's."""


_SEEING: Final = frozenset(SOURCE_KINDS) - {"scenario", "simulation"}
"""Kinds of source that tell of what happened."""


def _day_of(published: str | None) -> EdtfDate | None:
    when = EdtfDate.parse(published) if published else None
    return when if when is not None and when.is_day else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An instrument a statement can be about."""

    instrument: Instrument
    likeness: Likeness


class Catalogue:
    """The record's instruments by type and party, so that a statement finds its own without a search through all."""

    __slots__ = ("_by_id", "_by_party", "_by_type", "_reach", "instruments")

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self.instruments = tuple(instruments)
        self._by_type: dict[str, list[Instrument]] = defaultdict(list)
        self._by_party: dict[tuple[str, str], list[Instrument]] = defaultdict(list)
        self._reach: int | None = None
        self._by_id = {instrument.id: instrument for instrument in self.instruments}
        for instrument in self.instruments:
            self._by_type[instrument.type].append(instrument)
            for party in instrument.parties:
                self._by_party[instrument.type, party].append(instrument)

    @property
    def reach(self) -> int | None:
        """Day of the newest source that gives its day [ordinal]: how far the record can have seen."""
        if self._reach is None:
            days = {e.source.published for i in self.instruments for e in i.evidence if e.source.kind in _SEEING}
            self._reach = max((when.latest or 0 for when in map(_day_of, days) if when is not None), default=0)
        return self._reach or None

    def of_type(self, kind: str) -> Sequence[Instrument]:
        """Every instrument of a type."""
        return self._by_type.get(kind, ())

    def having(self, kind: str, party: str) -> Sequence[Instrument]:
        """Every instrument of a type that an actor is party to."""
        return self._by_party.get((kind, party), ())

    def of_party(self, party: str) -> Sequence[Instrument]:
        """Every instrument that an actor is party to."""
        return [i for kind in self._by_type for i in self.having(kind, party)]

    def candidates(self, claim: Claim, named: Sequence[str] = ()) -> list[Candidate]:
        """Those the text names; else those of the statement's type and parties (or with further parties), and those of near types.

        Parameters
        ----------
        named : sequence of str
            Ids of instruments that the text calls by name; ids not on record count for nothing.
        """
        by_name = [self._by_id[key] for key in named if key in self._by_id]
        if by_name:
            return [Candidate(instrument, "the one") for instrument in by_name]
        likeness: Likeness = "the one" if load_vocabulary().type(claim.instrument_type).single else "one of many"
        found = [Candidate(i, likeness) for i in self.of_claim(claim, claim.instrument_type)]
        near = sorted(_near(claim.instrument_type))
        found += [Candidate(i, "near") for kind in near for i in self.of_claim(claim, kind)]
        called = [c for c in found if _is_called(c.instrument, claim.locator.quote or "")]
        if len(called) == 1 and called[0].instrument.parties == claim.parties:
            return [replace(called[0], likeness="the one")]
        return found

    def of_claim(self, claim: Claim, kind: str) -> list[Instrument]:
        """Those of a type with the statement's parties; else those with further parties."""
        around = self.having(kind, claim.parties[0]) if claim.parties else ()
        exact = [i for i in around if i.parties == claim.parties]
        wider = [i for i in around if set(claim.parties) <= set(i.parties)]
        return _fitting(exact or wider, claim)


def _is_called(instrument: Instrument, quote: str) -> bool:
    """Does the text call it as the record labels it, among the instruments of the same parties: `Defense Cooperation Agreement`?"""
    label = _spelt(_YEAR.sub("", instrument.label or ""))
    return len(label.split()) > 1 and label not in _type_labels() and label in _spelt(quote)


def _spelt(words: str) -> str:
    return words.casefold().replace("defence", "defense")


@cache
def _type_labels() -> frozenset[str]:
    """`strategic partnership` names a type, not one instrument."""
    return frozenset(_spelt(kind.label) for kind in load_vocabulary().types.values())


def _near(kind: str) -> set[str]:
    return {other for group in _NEAR if kind in group for other in group} - {kind}


def _fitting(found: list[Instrument], claim: Claim) -> list[Instrument]:
    """Who gives to whom matters, where the statement says it: those with its roles, or of unknown ones, if there are any."""
    said = dict(claim.roles)
    return [i for i in found if all(set(said.get(r, who)) <= set(who) for r, who in i.roles)] or found
