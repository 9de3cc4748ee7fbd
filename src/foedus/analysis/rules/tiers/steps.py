"""What would meet a criterion that is not met: instruments, memberships, surveys, the smallest sets of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from typing import Literal as OneOf

from foedus.analysis.network.snapshot import Tie
from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.facts import quoted
from foedus.analysis.rules.program import Case
from foedus.analysis.rules.tiers.alliances import ALLIES
from foedus.analysis.rules.tiers.asked import DEFENCE, Asked
from foedus.analysis.rules.tiers.definitions import Criterion
from foedus.analysis.rules.tiers.standing import Standing, new_instrument
from foedus.model.actors import State, load_actors
from foedus.model.answers import Answer
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Effects", "Step", "apply_steps", "possible_steps", "smallest_steps", "steps_to_settle"]

_NEW: Final = "new:"
_SOMEONE: Final = "new:third"
_MOST_THIRDS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that would have to be otherwise.

    Attributes
    ----------
    kind : str
        `instrument`: it is in force; `end`: it is over; `membership`; `settle`: what is disputed or uncertain, decided;
        `survey`: somebody has looked.
    about : str or None
        The id of an instrument on record, or a group.
    add, remove : frozenset of Atom
        What that does to the facts.
    """

    kind: OneOf["instrument", "end", "membership", "settle", "survey"]
    words: str
    about: str | None = None
    type: str | None = None
    parties: tuple[str, ...] = ()
    add: frozenset[Atom] = frozenset()
    remove: frozenset[Atom] = frozenset()


Effects = list[tuple[tuple[Step, ...], frozenset[str]]]
"""Sets of steps, each with the criteria that are met once they are made."""


def apply_steps(case: Case, steps: Iterable[Step]) -> Case:
    """The case with these steps made."""
    facts = set(case.facts)
    for step in steps:
        facts = (facts - step.remove) | step.add
    return Case(frozenset(facts), case.valid)


def steps_to_settle(criterion: Criterion, standing: Standing, answer: Answer) -> tuple[tuple[Step, ...], ...]:
    """It is met in some world: what has to be found out."""
    asked = criterion.asked
    if answer is Answer.NOT_OBSERVED:
        kinds = [k for k in standing.unseen if k in asked.types or (asked.allies and k in (DEFENCE, ALLIES))]
        pair = " and ".join(standing.dyad)
        words = [
            f"a survey of the alliances of {pair}" if k == ALLIES else f"a survey that shows no {k} between {pair}"
            for k in kinds
        ]
        return tuple((Step(kind="survey", words=each, type=k),) for k, each in zip(kinds, words, strict=True))
    return tuple(
        (Step(kind="settle", words=f"to be settled: {left.words}", about=left.about),)
        for left in standing.opens
        if any(atom[0] in asked.predicates for atom in left.yes)
        and (
            left.about not in standing.ties
            or asked.anything
            or standing.ties[left.about].instrument.type in asked.types
        )
    )


def smallest_steps(criterion: Criterion, effects: Effects) -> tuple[tuple[Step, ...], ...]:
    """The sets of steps that meet a criterion, none of which holds another."""
    asked = criterion.asked
    found: list[tuple[Step, ...]] = []
    for steps, met in effects:
        fitting = all(_fits(step, asked) for step in steps)
        if criterion.name in met and fitting and not any(set(small) <= set(steps) for small in found):
            found.append(steps)
    return tuple(found)


def _fits(step: Step, asked: Asked) -> bool:
    """Is it a step of the kind the criterion speaks of? Any instrument makes relations; a defence treaty is not the way to them."""
    if step.kind == "membership":
        return step.about in asked.words
    if asked.allies and any(atom[0] == "ally" for atom in step.add | step.remove):
        return True
    return step.type in asked.types or (asked.anything and (step.about is not None or step.type == "other_treaty"))


def possible_steps(standing: Standing, asked: Asked) -> Iterator[Step]:
    """Every single thing that could be otherwise for a dyad, of what the rules ask for."""
    pending = set()
    for tie in standing.ties.values():
        if not asked.anything and tie.instrument.type not in asked.types:
            continue
        if tie.answer is Answer.YES:
            yield _ending(tie, standing)
        else:
            if not tie.superseded_by and not _has_begun(tie):
                pending.add(tie.instrument.type)
            yield _entering(tie, standing)
    types = set(asked.types) | ({"other_treaty"} if asked.anything else set()) | ({DEFENCE} if asked.allies else set())
    for kind in sorted(types - pending):
        if load_vocabulary().types[kind].arity != "single":
            yield _new(kind, standing.dyad)
    if "party" in asked.predicates or asked.allies:
        yield from _with_thirds(standing, asked)
    yield from _joinings(standing, asked)


def _joinings(standing: Standing, asked: Asked) -> Iterator[Step]:
    actors = load_actors()
    for group in sorted(asked.words):
        if group in actors and not isinstance(actors[group], State):
            for who in standing.dyad:
                atom = ("member", quoted(who), quoted(group))
                if atom not in standing.facts:
                    words = f"{who} is a member of {group}"
                    yield Step(kind="membership", words=words, about=group, parties=(who,), add=frozenset({atom}))


def _has_begun(tie: Tie) -> bool:
    effects = tie.type.stages
    return any(view.holds is Answer.YES and effects[view.stage].effect == "begins" for view in tie.stages)


def _ending(tie: Tie, standing: Standing) -> Step:
    name = quoted(tie.instrument.id)
    remove: set[Atom] = {("in_force", name)}
    one, other = standing.dyad
    if tie.instrument.type == DEFENCE and len(standing.bonds.get((one, other), ())) == 1:
        remove |= {("ally", quoted(one), quoted(other)), ("ally", quoted(other), quoted(one))}
    return Step(
        kind="end", words=f"{tie.instrument.id} is no longer in force", about=tie.instrument.id,
        type=tie.instrument.type, parties=tie.instrument.parties,
        add=frozenset({("ended", name)}), remove=frozenset(remove),
    )  # fmt: skip


def _entering(tie: Tie, standing: Standing) -> Step:
    instrument = tie.instrument
    thirds = tuple(party for party in instrument.parties if party not in standing.dyad)
    like = new_instrument(instrument.type, standing.dyad, instrument.id, parties=thirds)
    name = quoted(instrument.id)
    return Step(
        kind="instrument", words=f"{instrument.id} is in force", about=instrument.id, type=instrument.type,
        parties=instrument.parties,
        add=frozenset(atom for atom in like if atom[0] in ("in_force", "stage", "ally")),
        remove=frozenset({("not_yet", name), ("ended", name)}),
    )  # fmt: skip


def _new(kind: str, dyad: tuple[str, str], thirds: tuple[str, ...] = ()) -> Step:
    parties = tuple(sorted((*dyad, *thirds)))
    named = [party if party != _SOMEONE else "an ally" for party in parties]
    label = load_vocabulary().types[kind].label
    return Step(
        kind="instrument", words=f"a new {label} ({kind}) between {', '.join(named[:-1])} and {named[-1]}", type=kind,
        parties=tuple(named), add=new_instrument(kind, dyad, f"{_NEW}{kind}:{'-'.join(parties)}", parties=thirds),
    )  # fmt: skip


def _with_thirds(standing: Standing, asked: Asked) -> Iterator[Step]:
    """Treaties of one of the two with an ally of the other; frameworks of both with an ally."""
    allies = {
        who: {a[2].strip('"') for a in standing.facts if a[0] == "ally" and a[1] == quoted(who)} - set(standing.dyad)
        for who in standing.dyad
    }
    one, other = standing.dyad
    both = allies[one] & allies[other]
    thirds = [*sorted(both), *sorted((allies[one] | allies[other]) - both)]
    if asked.allies:
        for who, whose in ((one, other), (other, one)):
            for third in sorted(allies[whose] - allies[who])[:_MOST_THIRDS]:
                yield _alliance({who: third}, f"a defence treaty between {who} and {third}, an ally of {whose}")
        yield _alliance(
            dict.fromkeys(standing.dyad, _SOMEONE), f"defence treaties of {one} and of {other} with one third state"
        )
    if "party" in asked.predicates:
        kinds = [
            kind for kind in sorted(asked.types) if load_vocabulary().types[kind].arity == "group" and kind != DEFENCE
        ]
        for kind in kinds:
            for third in (thirds or [_SOMEONE])[:_MOST_THIRDS]:
                yield _new(kind, standing.dyad, (third,))


def _alliance(pairs: Mapping[str, str], words: str) -> Step:
    add = frozenset(("ally", quoted(who), quoted(third)) for who, third in pairs.items())
    parties = sorted({*pairs, *(third for third in pairs.values() if third != _SOMEONE)})
    return Step(kind="instrument", words=words, type=DEFENCE, parties=tuple(parties), add=add)
