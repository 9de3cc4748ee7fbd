"""How two actors stand on a day: the facts definitions ask for, what is open, and of what nobody has looked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain
from types import MappingProxyType

from foedus.analysis.network.snapshot import Tie
from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.facts import Open, quoted, state_facts
from foedus.analysis.rules.tiers.alliances import ALLIES, UNSEEN, Alliances, Surveys, Unsure, pair_of, unsure_allies
from foedus.analysis.rules.tiers.asked import DEFENCE, Asked
from foedus.model.actors import State, load_actors
from foedus.model.answers import Answer
from foedus.model.instruments import Coverage
from foedus.model.vocabulary import load_vocabulary

__all__ = [
    "Seen",
    "Standing",
    "has_thirds",
    "memberships",
    "new_instrument",
    "standing_from",
    "standing_of",
    "unseen_instrument",
]


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
        return {pair_of(who, whom): bonds for who, whose in each for whom, bonds in whose.items()}


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
    return standing_from(dyad, [Seen(tie) for tie in ties], alliances, asked, on=on, surveys=Surveys(coverage))


def standing_from(
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
    return Open(about=group, words=said, kind="uncertain", yes=frozenset({("member", quoted(who), quoted(group))}))


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
