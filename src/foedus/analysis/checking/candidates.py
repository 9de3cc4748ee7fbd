"""Which instruments of the record a statement can be about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from foedus.model.claims import Claim
from foedus.model.instruments import Instrument

__all__ = ["Catalogue"]

# Types that prose does not keep apart: a treaty called a security treaty may be on record as one of mutual defence.
_NEAR: Final = (
    frozenset({"mutual_defense_treaty", "security_treaty", "other_treaty"}),
    frozenset({"RAA", "VFA", "SOFA", "basing"}),
    frozenset({"OSA", "ODA"}),
    frozenset({"joint_development", "equipment_export", "DETTA"}),
    frozenset({"strategic_partnership", "other_treaty"}),
    frozenset({"deployment", "port_call"}),
)


class Catalogue:
    """The record's instruments by type and party, so that a statement finds its own without a search through all."""

    __slots__ = ("_by_party", "_by_type", "instruments")

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self.instruments = tuple(instruments)
        self._by_type: dict[str, list[Instrument]] = defaultdict(list)
        self._by_party: dict[tuple[str, str], list[Instrument]] = defaultdict(list)
        for instrument in self.instruments:
            self._by_type[instrument.type].append(instrument)
            for party in instrument.parties:
                self._by_party[instrument.type, party].append(instrument)

    def of_type(self, kind: str) -> Sequence[Instrument]:
        """Every instrument of a type."""
        return self._by_type.get(kind, ())

    def having(self, kind: str, party: str) -> Sequence[Instrument]:
        """Every instrument of a type that an actor is party to."""
        return self._by_party.get((kind, party), ())

    def of_claim(self, claim: Claim) -> list[Instrument]:
        """Those of the statement's type and parties; else those with further parties; else the same of a near type."""
        for kind in (claim.instrument_type, *sorted(_near(claim.instrument_type))):
            around = self.having(kind, claim.parties[0]) if claim.parties else ()
            exact = [i for i in around if i.parties == claim.parties]
            if exact:
                return _fitting(exact, claim)
            wider = [i for i in around if set(claim.parties) <= set(i.parties)]
            if wider:
                return _fitting(wider, claim)
        return []


def _near(kind: str) -> set[str]:
    return {other for group in _NEAR if kind in group for other in group} - {kind}


def _fitting(found: list[Instrument], claim: Claim) -> list[Instrument]:
    """Who gives to whom matters, where the statement says it: those with its roles, or of unknown ones, if there are any."""
    said = dict(claim.roles)
    return [i for i in found if all(set(said.get(r, who)) <= set(who) for r, who in i.roles)] or found
