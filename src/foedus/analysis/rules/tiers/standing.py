"""How two actors stand on a day: the facts definitions ask for, what is open, and of what nobody has looked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from types import MappingProxyType
from typing import Final

from foedus.analysis.network.snapshot import Tie
from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.facts import Open, quoted, state_facts
from foedus.analysis.rules.tiers.definitions import Asked
from foedus.model.actors import State, load_actors
from foedus.model.answers import Answer
from foedus.model.instruments import Coverage
from foedus.model.vocabulary import load_vocabulary

__all__ = ["DEFENCE", "Alliances", "Standing", "new_instrument", "standing_of"]

DEFENCE: Final = "mutual_defense_treaty"
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
        Instruments of the two, by id.
    bonds : mapping
        What makes two actors allies: instruments, and organisations both belong to.
    """

    dyad: tuple[str, str]
    on: int
    facts: frozenset[Atom]
    opens: tuple[Open, ...] = ()
    unseen: Mapping[str, frozenset[Atom]] = field(default_factory=lambda: MappingProxyType({}))
    surveyed: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    ties: Mapping[str, Tie] = field(default_factory=lambda: MappingProxyType({}))
    bonds: Mapping[tuple[str, str], tuple[Tie | str, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Alliances:
    """Who is bound to defend whom on a day: pairs with what binds them; `maybe` where that is open."""

    certain: Mapping[tuple[str, str], tuple[Tie | str, ...]]
    maybe: Mapping[tuple[str, str], tuple[Tie | str, ...]]

    @classmethod
    def of(cls, ties: Iterable[Tie], on: int) -> Alliances:
        """From the defence treaties of a network: their parties, and the members of the organisations that are parties.

        A treaty of several binds two of them no longer where an instrument of just these two says that it is suspended.
        """
        treaties = [tie for tie in ties if tie.instrument.type == DEFENCE]
        broken = {tie.instrument.parties for tie in treaties if tie.answer is Answer.NO and _is_suspended(tie)}
        certain: dict[tuple[str, str], list[Tie | str]] = {}
        maybe: dict[tuple[str, str], list[Tie | str]] = {}
        organisations = set()
        for tie in treaties:
            organisations |= {p for p in tie.instrument.parties if not isinstance(load_actors()[p], State)}
            kept = {Answer.YES: certain, Answer.DISPUTED: maybe, Answer.UNCERTAIN: maybe}.get(tie.answer)
            if kept is not None:
                for pair in combinations(tie.instrument.parties, 2):
                    if len(tie.instrument.parties) == 2 or pair not in broken:
                        kept.setdefault(pair, []).append(tie)
        for name in sorted(organisations):
            members = load_actors().members(name, on)
            for pair in combinations(sorted(members.possible), 2):
                kept = certain if members.certain.issuperset(pair) else maybe
                if pair not in broken:
                    kept.setdefault(pair, []).append(name)
        return cls(
            {pair: tuple(bonds) for pair, bonds in certain.items()},
            {pair: tuple(bonds) for pair, bonds in maybe.items() if pair not in certain},
        )


def _is_suspended(tie: Tie) -> bool:
    return any(view.stage == "suspended" and view.holds is Answer.YES for view in tie.stages)


def standing_of(
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
    one, other = dyad
    facts: set[Atom] = {("one", quoted(one)), ("other", quoted(other))}
    opens: list[Open] = []
    own = {tie.instrument.id: tie for tie in ties if asked.anything or tie.instrument.type in asked.types}
    for tie in own.values():
        fixed, left = _facts_of(tie, dyad, on)
        facts |= fixed
        opens += left
    if asked.allies:
        opens += _ally_facts(dyad, alliances, facts)
    _add_memberships(dyad, asked.words, on, facts, opens)
    types = set(asked.types) | ({DEFENCE} if asked.allies else set()) | ({"other_treaty"} if asked.anything else set())
    surveyed = {kind: day for kind in types if (day := _surveyed(dyad, kind, on, coverage)) is not None}
    unseen = {
        kind: new_instrument(kind, dyad, f"{UNSEEN}{kind}")
        for kind in sorted(types - surveyed.keys())
        if not _is_settled(kind, own.values(), asked)
    }
    if asked.allies:
        perhaps = _unseen_allies(dyad, facts, on, coverage)
        unseen |= {ALLIES: perhaps} if perhaps else {}
    return Standing(
        dyad=dyad,
        on=on,
        facts=frozenset(_only(facts, asked)),
        opens=tuple(opens),
        unseen=MappingProxyType(unseen),
        surveyed=MappingProxyType(surveyed),
        ties=MappingProxyType(own),
        bonds=MappingProxyType(
            {p: b for kept in (alliances.maybe, alliances.certain) for p, b in kept.items() if set(p) & set(dyad)}
            if asked.allies
            else {}
        ),
    )


def _only(facts: Iterable[Atom], asked: Asked) -> set[Atom]:
    return {atom for atom in facts if atom[0] in asked.predicates}


def _facts_of(tie: Tie, dyad: tuple[str, str], on: int) -> tuple[set[Atom], list[Open]]:
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
        return facts | {("in_force", name)}, []
    otherwise = state_facts(tie)
    if tie.answer not in (Answer.DISPUTED, Answer.UNCERTAIN):
        return facts | otherwise, []
    yes = {("in_force", name)}
    how = "sources differ on whether" if tie.answer is Answer.DISPUTED else "it is not certain whether"
    words = f"{how} {instrument.id} was in force on {date.fromordinal(on).isoformat()}"
    kind = "disputed" if tie.answer is Answer.DISPUTED else "uncertain"
    left = Open(about=instrument.id, words=words, kind=kind, yes=frozenset(yes), no=frozenset(otherwise))  # type: ignore[arg-type]
    return facts, [left]


def _ally_facts(dyad: tuple[str, str], alliances: Alliances, facts: set[Atom]) -> list[Open]:
    """Alliances of the two, in both directions; what is open of them."""
    for pair in alliances.certain:
        facts |= _allied(pair, dyad)
    opens: dict[str, tuple[str, set[Atom]]] = {}
    for pair, bonds in alliances.maybe.items():
        atoms = _allied(pair, dyad)
        if atoms:
            disputed = [b for b in bonds if isinstance(b, Tie) and b.answer is Answer.DISPUTED]
            first = (disputed or list(bonds))[0]
            about = first if isinstance(first, str) else first.instrument.id
            opens.setdefault(about, ("disputed" if disputed else "uncertain", set()))[1].update(atoms)
    return [
        Open(
            about=about,
            words=f"it is {'disputed' if kind == 'disputed' else 'not certain'} whether {about} made allies of them",
            kind=kind,  # type: ignore[arg-type]  # one of the two
            yes=frozenset(atoms),
        )
        for about, (kind, atoms) in sorted(opens.items())
    ]


def _allied(pair: tuple[str, str], dyad: tuple[str, str]) -> set[Atom]:
    ways = (pair, (pair[1], pair[0]))
    return {("ally", quoted(who), quoted(whom)) for who, whom in ways if who in dyad}


def _unseen_allies(
    dyad: tuple[str, str], facts: set[Atom], on: int, coverage: Sequence[Coverage]
) -> frozenset[Atom]:
    """Alliances with third states that nobody has looked for: with an ally of the other one, or with someone unknown."""
    blind = [who for who in dyad if _surveyed((who, who), DEFENCE, on, coverage) is None]
    known = {who: {a[2].strip('"') for a in facts if a[0] == "ally" and a[1] == quoted(who)} for who in dyad}
    found: set[Atom] = set()
    for who in blind:
        whose = next(each for each in dyad if each != who)
        thirds = known[whose] - known[who] - set(dyad)
        found |= {
            ("ally", quoted(who), quoted(third))
            for third in thirds
            if _surveyed((third, third), DEFENCE, on, coverage) is None
        }
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


def _surveyed(dyad: tuple[str, str], kind: str, on: int, coverage: Sequence[Coverage]) -> int | None:
    """The last day covered, up to the day asked; None where nobody has looked."""
    ends = [
        min(on, each.latest)
        for each in coverage
        if each.actor in dyad and each.instrument_type == kind and each.earliest <= on
    ]
    return max(ends, default=None)


def _is_settled(kind: str, ties: Iterable[Tie], asked: Asked) -> bool:
    """Does the record know how it stands with instruments of this type?"""
    alike = [tie for tie in ties if tie.instrument.type == kind]
    return bool(alike) and all(tie.answer is not Answer.NOT_OBSERVED for tie in alike)


def new_instrument(kind: str, dyad: Sequence[str], name: str, *, parties: Sequence[str] = ()) -> frozenset[Atom]:
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


def _is_passed(stage: str, effect: str) -> bool:
    return effect == "begins" or stage in ("signed", "approved")
