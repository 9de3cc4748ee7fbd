"""How two actors stand on a day: the facts definitions ask for, what is open, and of what nobody has looked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias

from foedus.analysis.network.snapshot import Tie
from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.facts import Open, quoted, state_facts
from foedus.analysis.rules.tiers.definitions import Asked
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
    "has_thirds",
    "new_instrument",
    "standing_of",
]

DEFENCE: Final = "mutual_defense_treaty"
Bonds: TypeAlias = Mapping[str, tuple["Tie | str", ...]]
_BINDING: Final = frozenset({Answer.YES, Answer.DISPUTED, Answer.UNCERTAIN})
UNSEEN: Final = "unseen:"
ALLIES: Final = "allies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A dyad on a day.

    Attributes
    ----------
    facts : frozenset of Atom
        What holds in every world.
    opens : tuple of Open
        What is disputed or uncertain.
    unseen : mapping of str to frozenset of Atom
        Types of which nobody has looked whether the two have one, with what such an instrument would add.
    surveyed : mapping of str to int
        Types that the record has looked for, with the last day [ordinal] it claims to cover.
    ties : mapping
        Instruments of the two, by id; `seen` are the same with their facts.
    rest : frozenset of Atom
        Those of the facts that are about no instrument.
    """

    dyad: tuple[str, str]
    on: int
    facts: frozenset[Atom]
    opens: tuple[Open, ...] = ()
    unseen: Mapping[str, frozenset[Atom]] = field(default_factory=lambda: MappingProxyType({}))
    surveyed: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    ties: Mapping[str, Tie] = field(default_factory=lambda: MappingProxyType({}))
    seen: tuple[Seen, ...] = ()
    rest: frozenset[Atom] = frozenset()
    alliances: Alliances | None = None

    @property
    def bonds(self) -> Mapping[tuple[str, str], tuple[Tie | str, ...]]:
        """What makes two actors allies: instruments, and organisations both belong to."""
        if self.alliances is None:
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
    _kept: dict[str, tuple[Bonds, Bonds]] = field(default_factory=dict)
    _atoms: dict[str, frozenset[Atom]] = field(default_factory=dict)

    @classmethod
    def of(cls, ties: Iterable[Tie], on: int) -> Alliances:
        """Those of a network on day ``on`` [ordinal]."""
        treaties = tuple(tie for tie in ties if tie.instrument.type == DEFENCE)
        parties = sorted({party for tie in treaties for party in tie.instrument.parties})
        organisations = [party for party in parties if not isinstance(load_actors()[party], State)]
        return cls(
            treaties=tuple(tie for tie in treaties if tie.answer in _BINDING),
            members={name: load_actors().members(name, on) for name in organisations},
            broken=frozenset(t.instrument.parties for t in treaties if t.answer is Answer.NO and _is_suspended(t)),
        )

    def of_actor(self, who: str) -> tuple[Bonds, Bonds]:
        """Its allies with what binds them: those that are certain, and those that are not."""
        if who not in self._kept:
            self._kept[who] = self._find(who)
        return self._kept[who]

    def atoms_of(self, who: str) -> frozenset[Atom]:
        """Its certain alliances as facts."""
        if who not in self._atoms:
            self._atoms[who] = frozenset(("ally", quoted(who), quoted(whom)) for whom in self.of_actor(who)[0])
        return self._atoms[who]

    def _find(self, who: str) -> tuple[Bonds, Bonds]:
        found: tuple[dict[str, list[Tie | str]], dict[str, list[Tie | str]]] = ({}, {})
        for tie in self.treaties:
            parties = tie.instrument.parties
            if who in parties:
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
    cache: dict[int, Seen] | None = None,
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
    cache : dict or None
        Facts of instruments kept from one day to the next, by the identity of the tie.

    Notes
    -----
    What holds goes on holding until the record says otherwise. So does an absence: where the record claims to have been
    complete until a day, and knows of nothing since, there still is none, as last surveyed; `surveyed` says when that was.
    """
    one, other = dyad
    facts: set[Atom] = set()
    opens: list[Open] = []
    own = {tie.instrument.id: tie for tie in ties if asked.anything or tie.instrument.type in asked.types}
    kept = {} if cache is None else cache
    seen = tuple(kept.get(id(tie)) or kept.setdefault(id(tie), Seen(tie)) for tie in own.values())
    for each in seen:
        facts |= each.facts
        opens += [each.left] if each.left is not None else []
    rest: set[Atom] = {("one", quoted(one)), ("other", quoted(other))}
    if asked.allies:
        for who in dyad:
            rest |= alliances.atoms_of(who)
        opens += _open_allies(dyad, alliances)
    _add_memberships(dyad, asked.words, on, rest, opens)
    rest = _only(rest, asked)
    windows = [window for window in coverage if window.earliest <= on]
    near = [window for window in windows if window.actor in dyad]
    types = set(asked.types) | ({DEFENCE} if asked.allies else set()) | ({"other_treaty"} if asked.anything else set())
    surveyed = {kind: day for kind in types if (day := _surveyed(kind, on, near)) is not None}
    settled = {tie.instrument.type for tie in own.values()}
    settled -= {tie.instrument.type for tie in own.values() if tie.answer is Answer.NOT_OBSERVED}
    unseen = {
        kind: _unseen(kind, dyad) | (_with_allies(kind, rest, dyad) if has_thirds(kind, asked) else frozenset())
        for kind in sorted(types - surveyed.keys())
        if kind not in settled
    }
    if asked.allies:
        perhaps = _unseen_allies(dyad, rest, windows)
        unseen |= {ALLIES: perhaps} if perhaps else {}
    return Standing(
        dyad=dyad,
        on=on,
        facts=frozenset(_only(facts, asked) | rest),
        opens=tuple(opens),
        unseen=MappingProxyType(unseen),
        surveyed=MappingProxyType(surveyed),
        ties=MappingProxyType(own),
        seen=seen,
        rest=frozenset(rest),
        alliances=alliances if asked.allies else None,
    )


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


def _open_allies(dyad: tuple[str, str], alliances: Alliances) -> list[Open]:
    """What is open of the alliances of the two."""
    opens: dict[str, tuple[str, set[Atom]]] = {}
    for who in dyad:
        for whom, binding in alliances.of_actor(who)[1].items():
            disputed = [bond for bond in binding if not isinstance(bond, str) and bond.answer is Answer.DISPUTED]
            first = disputed[0] if disputed else binding[0]
            about = first if isinstance(first, str) else first.instrument.id
            kept = opens.setdefault(about, ("disputed" if disputed else "uncertain", set()))
            kept[1].add(("ally", quoted(who), quoted(whom)))
    return [
        Open(
            about=f"allies by {about}",  # not the instrument itself, which may be open, too
            words=f"it is {'disputed' if kind == 'disputed' else 'not certain'} whether {about} made allies of them",
            kind=kind,  # type: ignore[arg-type]  # one of the two
            yes=frozenset(atoms),
        )
        for about, (kind, atoms) in sorted(opens.items())
    ]


@lru_cache(maxsize=4096)
def has_thirds(kind: str, asked: Asked) -> bool:
    """Do rules ask who else is party to an instrument of this type?"""
    return "party" in asked.of(kind) and load_vocabulary().types[kind].arity == "group"


def _with_allies(kind: str, facts: set[Atom], dyad: tuple[str, str]) -> frozenset[Atom]:
    """One that nobody has looked for may have any ally of theirs as a further party."""
    name = quoted(f"{UNSEEN}{kind}")
    own = {quoted(who) for who in dyad}
    return frozenset(("party", name, atom[2]) for atom in facts if atom[0] == "ally" and atom[2] not in own)


def _unseen_allies(dyad: tuple[str, str], facts: set[Atom], windows: Sequence[Coverage]) -> frozenset[Atom]:
    """Alliances with third states that nobody has looked for: with an ally of the other one, or with someone unknown."""
    looked = {window.actor for window in windows if window.instrument_type == DEFENCE}
    blind = [who for who in dyad if who not in looked]
    if not blind:
        return frozenset()
    known: dict[str, set[str]] = {quoted(who): set() for who in dyad}
    for atom in facts:
        if atom[0] == "ally":
            known[atom[1]].add(atom[2])
    seen = known.keys() | {quoted(who) for who in looked}
    found: set[Atom] = set()
    for who in blind:
        whose = next(each for each in dyad if each != who)
        found |= {("ally", quoted(who), third) for third in known[quoted(whose)] - known[quoted(who)] - seen}
    if len(blind) == 2:
        found |= {("ally", quoted(who), quoted(f"{UNSEEN}{ALLIES}")) for who in dyad}
    return frozenset(found)


def _add_memberships(
    dyad: tuple[str, str], words: frozenset[str], on: int, facts: set[Atom], opens: list[Open]
) -> None:
    actors = load_actors()
    for group in sorted(code for code in words if code in actors and not isinstance(actors[code], State)):
        members = actors.members(group, on)
        for who in dyad:
            atom = ("member", quoted(who), quoted(group))
            if who in members.certain:
                facts.add(atom)
            elif who in members.possible:
                when = date.fromordinal(on).isoformat()
                said = f"it is not certain whether {who} was a member of {group} on {when}"
                opens.append(Open(about=group, words=said, kind="uncertain", yes=frozenset({atom})))


def _surveyed(kind: str, on: int, windows: Sequence[Coverage]) -> int | None:
    """The last day covered, up to the day asked; None where nobody has looked."""
    ends = [min(on, each.latest) for each in windows if each.instrument_type == kind]
    return max(ends, default=None)


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
def _unseen(kind: str, dyad: tuple[str, str]) -> frozenset[Atom]:
    """What one that nobody has looked for would add: all but that it is on record."""
    name = f"{UNSEEN}{kind}"
    return new_instrument(kind, dyad, name) - {("instrument", quoted(name))}


def _is_passed(stage: str, effect: str) -> bool:
    return effect == "begins" or stage in ("signed", "approved")
