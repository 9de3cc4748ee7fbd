"""Who is bound to defend whom, who may be, and of whom nobody has looked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from foedus.analysis.network.snapshot import Tie
from foedus.analysis.rules.tiers.asked import DEFENCE
from foedus.model.actors import Members, State, load_actors
from foedus.model.answers import Answer
from foedus.model.instruments import Coverage

__all__ = ["ALLIES", "UNSEEN", "Alliances", "Bonds", "Surveys", "Unsure", "pair_of", "unsure_allies"]

Bonds: TypeAlias = Mapping[str, tuple["Tie | str", ...]]
_NO_WINDOWS: Final[Mapping[str, list[tuple[int, int]]]] = MappingProxyType({})
_BINDING: Final = frozenset({Answer.YES, Answer.DISPUTED, Answer.UNCERTAIN})
UNSEEN: Final = "unseen:"
ALLIES: Final = "allies"


@dataclass(frozen=True, slots=True)
class Alliances:
    """Who is bound to defend whom on a day.

    From the defence treaties of a network: their parties, and the members of the organisations that are parties. A treaty
    of several binds two of them no longer where an instrument of just these two says that it is suspended.
    """

    treaties: tuple[Tie, ...]
    members: Mapping[str, Members]
    broken: frozenset[tuple[str, ...]]
    _of: Mapping[str, Sequence[Tie]]
    _kept: dict[str, tuple[Bonds, Bonds]] = field(default_factory=dict)
    _certain: dict[str, frozenset[str]] = field(default_factory=dict)
    _unsure: dict[str, Bonds] = field(default_factory=dict)

    @classmethod
    def of(cls, ties: Iterable[Tie], on: int) -> Alliances:
        """Those of a network on day ``on`` [ordinal]."""
        treaties = tuple(tie for tie in ties if tie.instrument.type == DEFENCE)
        binding = tuple(tie for tie in treaties if tie.answer in _BINDING)
        of: dict[str, list[Tie]] = {}
        for tie in binding:
            for party in tie.instrument.parties:
                of.setdefault(party, []).append(tie)
        parties = sorted({party for tie in treaties for party in tie.instrument.parties})
        organisations = [party for party in parties if not isinstance(load_actors()[party], State)]
        return cls(
            treaties=binding,
            members={name: load_actors().members(name, on) for name in organisations},
            broken=frozenset(t.instrument.parties for t in treaties if t.answer is Answer.NO and _is_suspended(t)),
            _of=of,
        )

    def of_actor(self, who: str) -> tuple[Bonds, Bonds]:
        """Its allies with what binds them: those that are certain, and those that are not."""
        if who not in self._kept:
            self._kept[who] = self._find(who)
        return self._kept[who]

    def certain_of(self, who: str) -> frozenset[str]:
        """Its certain allies."""
        if who not in self._certain:
            found: set[str] = set()
            for tie in self._of.get(who, ()):
                if tie.answer is Answer.YES:
                    parties = tie.instrument.parties
                    found.update(whom for whom in parties if len(parties) == 2 or pair_of(who, whom) not in self.broken)
            for members in self.members.values():
                if who in members.certain:
                    found.update(whom for whom in members.certain if pair_of(who, whom) not in self.broken)
            self._certain[who] = frozenset(found - {who})
        return self._certain[who]

    def unsure_of(self, who: str) -> Bonds:
        """Those that may be its allies, with what would bind them."""
        if who not in self._unsure:
            plain = all(tie.answer is Answer.YES for tie in self._of.get(who, ())) and all(
                who not in members.possible or members.possible == members.certain for members in self.members.values()
            )
            self._unsure[who] = {} if plain else self.of_actor(who)[1]
        return self._unsure[who]

    def bonds_of(self, who: str) -> tuple[object, ...]:
        """All that its alliances hang on: equal only if they are."""
        ties = tuple(id(tie) for tie in self._of.get(who, ()) if tie.answer is Answer.YES)
        unsure = {
            whom: [b if isinstance(b, str) else id(b) for b in bonds] for whom, bonds in self.unsure_of(who).items()
        }
        within = tuple(
            (name, members.certain, members.possible)
            for name, members in self.members.items()
            if who in members.possible
        )
        return ties, unsure, within, frozenset(pair for pair in self.broken if who in pair)

    def _find(self, who: str) -> tuple[Bonds, Bonds]:
        found: tuple[dict[str, list[Tie | str]], dict[str, list[Tie | str]]] = ({}, {})
        for tie in self._of.get(who, ()):
            parties = tie.instrument.parties
            for whom in parties:
                if whom != who and (len(parties) == 2 or pair_of(who, whom) not in self.broken):
                    found[tie.answer is not Answer.YES].setdefault(whom, []).append(tie)
        for name, members in self.members.items():
            if who in members.possible:
                for whom in members.possible - {who}:
                    if pair_of(who, whom) not in self.broken:
                        is_open = not members.certain.issuperset((who, whom))
                        found[is_open].setdefault(whom, []).append(name)
        certain, maybe = ({whom: tuple(bonds) for whom, bonds in each.items()} for each in found)
        return certain, {whom: bonds for whom, bonds in maybe.items() if whom not in certain}


class Surveys:
    """Of whom and for which types the record claims to be complete, from when to when."""

    def __init__(self, coverage: Iterable[Coverage]) -> None:
        self._of: dict[str, dict[str, list[tuple[int, int]]]] = {}
        for window in coverage:
            kinds = self._of.setdefault(window.actor, {})
            kinds.setdefault(window.instrument_type, []).append((window.earliest, window.latest))
        self._defence = {who: min(kinds[DEFENCE])[0] for who, kinds in self._of.items() if DEFENCE in kinds}
        self._starts = sorted(window[0] for kinds in self._of.values() for each in kinds.values() for window in each)

    def begun(self, on: int) -> int:
        """How many have begun by day ``on`` [ordinal]."""
        return bisect_right(self._starts, on)

    def last(self, kind: str, dyad: tuple[str, str], on: int) -> int | None:
        """The last day covered, up to the day asked; None where nobody has looked."""
        windows = (w for who in dyad for w in self._of.get(who, _NO_WINDOWS).get(kind, ()))
        return max((min(on, latest) for earliest, latest in windows if earliest <= on), default=None)

    def types(self, dyad: tuple[str, str], on: int) -> set[str]:
        """Types looked for by then."""
        return {
            kind
            for who in dyad
            for kind, windows in self._of.get(who, _NO_WINDOWS).items()
            if any(earliest <= on for earliest, _ in windows)
        }

    def perhaps_allied(
        self, dyad: tuple[str, str], alliances: Alliances, on: int
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Allies of each that nobody has looked for: an ally of the other one, or, where nobody looked at either, someone."""
        looked = [who for who, earliest in self._defence.items() if earliest <= on]
        blind = [who not in looked for who in dyad]
        if not any(blind):
            return frozenset(), frozenset()
        one, other = (alliances.certain_of(who).difference(dyad, looked) for who in dyad)
        someone = frozenset({f"{UNSEEN}{ALLIES}"}) if all(blind) else frozenset[str]()
        return (other - one | someone if blind[0] else frozenset()), (
            one - other | someone if blind[1] else frozenset()
        )


def pair_of(one: str, other: str) -> tuple[str, str]:
    """The two, sorted."""
    return (min(one, other), max(one, other))


def _is_suspended(tie: Tie) -> bool:
    return any(view.stage == "suspended" and view.holds is Answer.YES for view in tie.stages)


class Unsure(NamedTuple):
    """Alliances that hang on one instrument or membership: who may be whose ally."""

    about: str
    is_disputed: bool
    pairs: frozenset[tuple[str, str]]


def unsure_allies(dyad: tuple[str, str], alliances: Alliances) -> list[Unsure]:
    """What is open of the alliances of the two."""
    found: dict[str, tuple[bool, set[tuple[str, str]]]] = {}
    for who in dyad:
        for whom, binding in alliances.unsure_of(who).items():
            disputed = [bond for bond in binding if not isinstance(bond, str) and bond.answer is Answer.DISPUTED]
            first = disputed[0] if disputed else binding[0]
            about = first if isinstance(first, str) else first.instrument.id
            found.setdefault(about, (bool(disputed), set()))[1].add((who, whom))
    return [Unsure(about, is_disputed, frozenset(pairs)) for about, (is_disputed, pairs) in sorted(found.items())]
