"""How two actors stand on a day: the facts definitions ask for, what is open, and of what nobody has looked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from foedus.analysis.network.snapshot import Tie
from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.facts import Open, quoted, state_facts
from foedus.analysis.rules.tiers.definitions import DEFENCE, Asked
from foedus.model.actors import Members, State, load_actors
from foedus.model.answers import Answer
from foedus.model.instruments import Coverage
from foedus.model.vocabulary import load_vocabulary

__all__ = [
    "ALLIES",
    "DEFENCE",
    "UNSEEN",
    "Alliances",
    "Seen",
    "Standing",
    "Surveys",
    "Unsure",
    "has_thirds",
    "memberships",
    "new_instrument",
    "standing_from",
    "standing_of",
    "unseen_instrument",
    "unsure_allies",
]

Bonds: TypeAlias = Mapping[str, tuple["Tie | str", ...]]
_NO_WINDOWS: Final[Mapping[str, list[tuple[int, int]]]] = MappingProxyType({})
_BINDING: Final = frozenset({Answer.YES, Answer.DISPUTED, Answer.UNCERTAIN})
UNSEEN: Final = "unseen:"
ALLIES: Final = "allies"


@dataclass(frozen=True, kw_only=True, eq=False)
class Standing:
    """A dyad on a day: what is asked for of it. Facts are written only where somebody wants them.

    Attributes
    ----------
    seen : tuple of Seen
        Instruments of the two that rules can ask for, with their facts.
    unseen_types : tuple of str
        Types of which nobody has looked whether the two have one.
    """

    dyad: tuple[str, str]
    on: int
    asked: Asked
    seen: tuple[Seen, ...]
    alliances: Alliances
    surveys: Surveys
    unseen_types: tuple[str, ...]

    @cached_property
    def facts(self) -> frozenset[Atom]:
        """What holds in every world."""
        return frozenset(_only(chain.from_iterable(each.facts for each in self.seen), self.asked)) | self.rest

    @cached_property
    def rest(self) -> frozenset[Atom]:
        """Those of the facts that are about no instrument."""
        one, other = self.dyad
        found: set[Atom] = {("one", quoted(one)), ("other", quoted(other))}
        if self.asked.allies:
            found |= {
                ("ally", quoted(who), quoted(whom)) for who in self.dyad for whom in self.alliances.certain_of(who)
            }
        certain, _ = memberships(self.dyad, self.asked, self.on)
        found |= {("member", quoted(who), quoted(group)) for who, group in certain}
        return frozenset(_only(found, self.asked))

    @cached_property
    def opens(self) -> tuple[Open, ...]:
        """What is disputed or uncertain: of instruments, of alliances, of memberships."""
        found = [each.left for each in self.seen if each.left is not None]
        if self.asked.allies:
            found += [_open_allies(left) for left in unsure_allies(self.dyad, self.alliances)]
        _, unsure = memberships(self.dyad, self.asked, self.on)
        return (*found, *(_open_membership(who, group, self.on) for who, group in unsure))

    @cached_property
    def unseen(self) -> Mapping[str, frozenset[Atom]]:
        """Types of which nobody has looked whether the two have one, with what such an instrument would add."""
        thirds = {quoted(whom) for who in self.dyad for whom in self.alliances.certain_of(who)}
        thirds -= {quoted(who) for who in self.dyad}
        found = {kind: unseen_instrument(kind, self.dyad) for kind in self.unseen_types}
        for kind in self.unseen_types:
            if self.asked.allies and has_thirds(kind, self.asked):
                found[kind] |= {("party", quoted(f"{UNSEEN}{kind}"), third) for third in thirds}
        perhaps = {
            ("ally", quoted(who), quoted(whom))
            for who, whose in zip(self.dyad, self.perhaps_allied, strict=True)
            for whom in whose
        }
        return MappingProxyType(found | ({ALLIES: frozenset(perhaps)} if perhaps else {}))

    @cached_property
    def perhaps_allied(self) -> tuple[frozenset[str], frozenset[str]]:
        """Third states, by each of the two, of which nobody has looked whether they are its allies."""
        if not self.asked.allies:
            return frozenset(), frozenset()
        return self.surveys.perhaps_allied(self.dyad, self.alliances, self.on)

    @cached_property
    def surveyed(self) -> Mapping[str, int]:
        """Types that the record has looked for, with the last day [ordinal] it claims to cover."""
        days = {kind: self.surveys.last(kind, self.dyad, self.on) for kind in self.asked.kinds}
        return MappingProxyType({kind: day for kind, day in days.items() if day is not None})

    @cached_property
    def ties(self) -> Mapping[str, Tie]:
        """Instruments of the two, by id."""
        return MappingProxyType({each.tie.instrument.id: each.tie for each in self.seen})

    @property
    def bonds(self) -> Mapping[tuple[str, str], tuple[Tie | str, ...]]:
        """What makes two actors allies: instruments, and organisations both belong to."""
        if not self.asked.allies:
            return {}
        each = ((who, whose) for who in self.dyad for whose in reversed(self.alliances.of_actor(who)))
        return {_pair(who, whom): bonds for who, whose in each for whom, bonds in whose.items()}


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
                    found.update(
                        whom for whom in parties if len(parties) == 2 or _pair(who, whom) not in self.broken
                    )
            for members in self.members.values():
                if who in members.certain:
                    found.update(whom for whom in members.certain if _pair(who, whom) not in self.broken)
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
        unsure = {whom: [b if isinstance(b, str) else id(b) for b in bonds] for whom, bonds in self.unsure_of(who).items()}
        within = tuple(
            (name, members.certain, members.possible) for name, members in self.members.items() if who in members.possible
        )
        return ties, unsure, within, frozenset(pair for pair in self.broken if who in pair)

    def _find(self, who: str) -> tuple[Bonds, Bonds]:
        found: tuple[dict[str, list[Tie | str]], dict[str, list[Tie | str]]] = ({}, {})
        for tie in self._of.get(who, ()):
            parties = tie.instrument.parties
            for whom in parties:
                if whom != who and (len(parties) == 2 or _pair(who, whom) not in self.broken):
                    found[tie.answer is not Answer.YES].setdefault(whom, []).append(tie)
        for name, members in self.members.items():
            if who in members.possible:
                for whom in members.possible - {who}:
                    if _pair(who, whom) not in self.broken:
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
        return (other - one | someone if blind[0] else frozenset()), (one - other | someone if blind[1] else frozenset())


def _pair(one: str, other: str) -> tuple[str, str]:
    return (min(one, other), max(one, other))


def _is_suspended(tie: Tie) -> bool:
    return any(view.stage == "suspended" and view.holds is Answer.YES for view in tie.stages)


def standing_of(  # noqa: PLR0913  # one argument for each thing it hangs on
    dyad: tuple[str, str],
    ties: Iterable[Tie],
    alliances: Alliances,
    asked: Asked,
    *,
    on: int,
    coverage: Sequence[Coverage] = (),
) -> Standing:
    """The facts of a dyad.

    Parameters
    ----------
    dyad : tuple of str
        Two actors, sorted.
    ties : iterable of Tie
        Instruments that both are parties to.
    asked : Asked
        Only that is gathered.

    Notes
    -----
    What holds goes on holding until the record says otherwise. So does an absence: where the record claims to have been
    complete until a day, and knows of nothing since, there still is none, as last surveyed; `surveyed` says when that was.
    """
    return standing_from(dyad, [Seen(tie) for tie in ties], alliances, asked, on=on, surveys=Surveys(coverage))


def standing_from(  # noqa: PLR0913  # one argument for each thing it hangs on
    dyad: tuple[str, str], ties: Iterable[Seen], alliances: Alliances, asked: Asked, *, on: int, surveys: Surveys
) -> Standing:
    """The same, of instruments whose facts are made already."""
    own = tuple(ties)
    seen = tuple(each for each in own if asked.anything or each.tie.instrument.type in asked.types)
    # Of all instruments, not only those asked for: what one definition sees must not hang on what others ask.
    settled = {each.tie.instrument.type for each in own if _tells(each.tie)}
    settled -= {each.tie.instrument.type for each in own if each.tie.answer is Answer.NOT_OBSERVED}
    return Standing(
        dyad=dyad,
        on=on,
        asked=asked,
        seen=seen,
        alliances=alliances,
        surveys=surveys,
        unseen_types=tuple(sorted(asked.kinds - surveys.types(dyad, on) - settled)),
    )


def _tells(tie: Tie) -> bool:
    """Does it tell that the two have no other of its type? A defence treaty that is yet to come says nothing on earlier ones."""
    effects = tie.type.stages
    begun = any(view.holds is Answer.YES and effects[view.stage].effect != "none" for view in tie.stages)
    return begun or tie.instrument.type != DEFENCE


def _only(facts: Iterable[Atom], asked: Asked) -> set[Atom]:
    return {atom for atom in facts if atom[0] in asked.predicates}


class Seen:
    """An instrument as it stands, with its facts."""

    __slots__ = ("facts", "left", "tie")

    def __init__(self, tie: Tie) -> None:
        self.tie = tie
        self.facts, self.left = _facts_of(tie)


def _facts_of(tie: Tie) -> tuple[frozenset[Atom], Open | None]:
    instrument = tie.instrument
    name = quoted(instrument.id)
    facts: set[Atom] = {
        ("instrument", name), ("between", name), ("type", name, quoted(instrument.type)),
        ("layer", name, quoted(tie.type.layer)),
    }  # fmt: skip
    if len(instrument.parties) == 2:
        facts.add(("bilateral", name))
    facts |= {("party", name, quoted(party)) for party in instrument.parties}
    facts |= {("role", name, quoted(role), quoted(who)) for role, whose in instrument.roles for who in whose}
    facts |= {("stage", name, quoted(view.stage)) for view in tie.stages if view.holds is Answer.YES}
    if tie.answer is Answer.YES:
        return frozenset(facts | {("in_force", name)}), None
    otherwise = frozenset(state_facts(tie))
    if tie.answer not in (Answer.DISPUTED, Answer.UNCERTAIN):
        return frozenset(facts | otherwise), None
    disputed = tie.answer is Answer.DISPUTED
    left = Open(
        about=instrument.id,
        words=f"{'sources differ on' if disputed else 'it is not certain'} whether {instrument.id} is in force that day",
        kind="disputed" if disputed else "uncertain",
        yes=frozenset({("in_force", name)}),
        no=otherwise,
    )
    return frozenset(facts), left


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


def _open_allies(left: Unsure) -> Open:
    return Open(
        about=f"{ALLIES} by {left.about}",  # not the instrument itself, which may be open, too
        words=f"it is {'disputed' if left.is_disputed else 'not certain'} whether {left.about} made allies of them",
        kind="disputed" if left.is_disputed else "uncertain",
        yes=frozenset(("ally", quoted(who), quoted(whom)) for who, whom in left.pairs),
    )


@lru_cache(maxsize=4096)
def has_thirds(kind: str, asked: Asked) -> bool:
    """Do rules ask who else is party to an instrument of this type?"""
    return "party" in asked.of(kind) and load_vocabulary().types[kind].arity == "group"


@lru_cache(maxsize=256)
def _groups(asked: Asked) -> tuple[str, ...]:
    actors = load_actors()
    return tuple(sorted(code for code in asked.words if code in actors and not isinstance(actors[code], State)))


_Members = tuple[tuple[str, str], ...]


def memberships(dyad: tuple[str, str], asked: Asked, on: int) -> tuple[_Members, _Members]:
    """Who of the two belongs to which group that rules name: for certain, and perhaps."""
    certain: list[tuple[str, str]] = []
    unsure: list[tuple[str, str]] = []
    for group in _groups(asked):
        members = load_actors().members(group, on)
        certain += [(who, group) for who in dyad if who in members.certain]
        unsure += [(who, group) for who in dyad if who in members.possible - members.certain]
    return tuple(certain), tuple(unsure)


def _open_membership(who: str, group: str, on: int) -> Open:
    said = f"it is not certain whether {who} was a member of {group} on {date.fromordinal(on).isoformat()}"
    return Open(
        about=group, words=said, kind="uncertain", yes=frozenset({("member", quoted(who), quoted(group))})
    )


@lru_cache(maxsize=8192)
def new_instrument(kind: str, dyad: tuple[str, str], name: str, *, parties: tuple[str, ...] = ()) -> frozenset[Atom]:
    """Facts of an instrument that is not there: of the two, or of them and further parties, in force with all it takes."""
    about = quoted(name)
    of = load_vocabulary().types[kind]
    facts: set[Atom] = {
        ("instrument", about), ("type", about, quoted(kind)), ("layer", about, quoted(of.layer)), ("between", about),
        ("in_force", about),
        *(("party", about, quoted(who)) for who in (*dyad, *parties)),
        *(("role", about, quoted(role), quoted(who)) for role in of.roles for who in dyad),
        *(("stage", about, quoted(stage)) for stage, effect in of.stages.items() if _is_passed(stage, effect.effect)),
    }  # fmt: skip
    if not parties:
        facts.add(("bilateral", about))
    if kind == DEFENCE:
        everyone = (*dyad, *parties)
        facts |= {("ally", quoted(a), quoted(b)) for a in dyad for b in everyone if a != b}
    return frozenset(facts)


@lru_cache(maxsize=8192)
def unseen_instrument(kind: str, dyad: tuple[str, str]) -> frozenset[Atom]:
    """What one that nobody has looked for would add: all but that it is on record."""
    name = f"{UNSEEN}{kind}"
    return new_instrument(kind, dyad, name) - {("instrument", quoted(name))}


def _is_passed(stage: str, effect: str) -> bool:
    return effect == "begins" or stage in ("signed", "approved")
