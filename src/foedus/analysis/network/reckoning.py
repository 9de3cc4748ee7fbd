"""Small reckonings on one network that named rules ask for: who came first, who leads, how much hangs on one partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Final

from foedus.analysis.network.snapshot import NetworkSnapshot, Tie
from foedus.model.answers import Answer
from foedus.model.dates import EdtfDate

__all__ = [
    "Lattice",
    "Shares",
    "amendment_passes",
    "groups_of",
    "groups_without",
    "lattice_of",
    "partners_in_turn",
    "shares_of",
    "surfaces_of",
]

_FEW: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Two-party instruments in force, events left out, by partner [count]."""

    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All of them [count]."""
        return sum(count for _, count in self.counts)

    @property
    def first_share(self) -> Fraction | None:
        """Of the partner with most; None without any."""
        return Fraction(self.counts[0][1], self.total) if self.counts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """Allies of a hub, and the pairs of them that have a two-party instrument in force."""

    spokes: tuple[str, ...]
    tied: tuple[tuple[str, str], ...]
    open: tuple[tuple[str, str], ...]

    @property
    def pairs(self) -> int:
        """Pairs of spokes there are [count]."""
        return len(self.spokes) * (len(self.spokes) - 1) // 2

    @property
    def density(self) -> Fraction | None:
        """Tied pairs of all pairs; None with fewer than two spokes. What is open may raise it."""
        return Fraction(len(self.tied), self.pairs) if self.pairs else None


def shares_of(snapshot: NetworkSnapshot, actor: str) -> Shares:
    """How the actor's standing instruments are spread over its partners, most first."""
    counts = Counter(
        other
        for tie in snapshot.of(actor)
        if len(tie.instrument.parties) == 2 and tie.answer is Answer.YES and not tie.type.is_instant
        for other in tie.instrument.parties
        if other != actor
    )
    return Shares(counts=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))))


def lattice_of(snapshot: NetworkSnapshot, hub: str) -> Lattice:
    """Ties among those bound to the hub by a defence treaty of two parties in force."""
    spokes = sorted(
        {
            other
            for tie in snapshot.of(hub)
            if tie.instrument.type == "mutual_defense_treaty" and tie.answer is Answer.YES
            for other in tie.instrument.parties
            if other != hub and len(tie.instrument.parties) == 2
        }
    )
    tied, open_ = [], []
    for pair in combinations(spokes, 2):
        answers = {t.answer for t in snapshot.of(*pair) if len(t.instrument.parties) == 2 and not t.type.is_instant}
        if Answer.YES in answers:
            tied.append(pair)
        elif answers & {Answer.DISPUTED, Answer.UNCERTAIN, Answer.NOT_OBSERVED} or not answers:
            open_.append(pair)
    return Lattice(spokes=tuple(spokes), tied=tuple(tied), open=tuple(open_))


def groups_of(snapshot: NetworkSnapshot, actor: str) -> tuple[Tie, ...]:
    """Standing groups and agreements of three to six that the actor is in; larger ones are no small groups."""
    own = [tie for tie in snapshot.hyperedges() if actor in tie.instrument.parties and not tie.type.is_instant]
    return tuple(tie for tie in own if len(tie.instrument.parties) <= _FEW)


def groups_without(ties: Iterable[Tie], leader: str) -> tuple[Tie, ...]:
    """Those in which the leader is not."""
    return tuple(tie for tie in ties if leader not in tie.instrument.parties)


def surfaces_of(snapshot: NetworkSnapshot, pair: tuple[str, str]) -> tuple[Tie, ...]:
    """Standing groups of three or more that both are in; events left out."""
    both = [tie for tie in snapshot.hyperedges() if set(pair) <= set(tie.instrument.parties)]
    return tuple(tie for tie in both if not tie.type.is_instant)


def partners_in_turn(snapshot: NetworkSnapshot, actor: str, kind: str) -> tuple[tuple[str, str, Tie], ...]:
    """Partners with whom there was an instrument of the type, with its first date, in the order of these dates."""
    found: dict[str, tuple[int, int, str, Tie]] = {}
    for tie in snapshot.of(actor):
        begins = [view for view in tie.stages if tie.type.stages[view.stage].effect == "begins"]
        dates = [date for view in begins if view.holds in (Answer.YES, Answer.DISPUTED) for date in view.dates]
        if tie.instrument.type == kind and len(tie.instrument.parties) == 2 and dates:
            other = next(party for party in tie.instrument.parties if party != actor)
            days = [(_day(date), date) for date in dates]
            (first, last), words = min(days)
            if other not in found or (first, last) < found[other][:2]:
                found[other] = (first, last, words, tie)
    ordered = sorted(found.items(), key=lambda item: (item[1][:2], item[0]))
    return tuple((other, words, tie) for other, (_, _, words, tie) in ordered)


def _day(text: str) -> tuple[int, int]:
    date = EdtfDate.parse(text)
    return date.earliest or 0, date.latest or 0


def amendment_passes(houses: Iterable[tuple[int, int]], people: tuple[int, int]) -> bool:
    """Two thirds of the members of every House, and more than half of the votes cast by the people.

    Examples
    --------
    >>> amendment_passes([(310, 465), (166, 248)], (51, 100)), amendment_passes([(309, 465), (166, 248)], (51, 100))
    (True, False)
    """
    return all(3 * votes >= 2 * members for votes, members in houses) and 2 * people[0] > people[1]
