"""From a set of steps to a sequence: the order, what has to be there before, which parliaments act, how long others took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

from foedus.analysis.network.snapshot import NetworkSnapshot, Tie
from foedus.analysis.roadmaps.steps import Step, stage_in_force
from foedus.model.answers import Answer
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Act", "Before", "ParliamentRule", "Parliaments", "Prerequisite", "acts_for", "in_order", "missing_before"]

Force = OneOf["required", "advised", "assumed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite:
    """A type of `step` presupposes one of `needs`. `parties`: only where one of these is party; empty for all."""

    id: str
    step: frozenset[str]
    needs: tuple[str, ...]
    force: Force
    gloss: str
    parties: frozenset[str] = frozenset()
    reference: str | None = None
    address: str | None = None

    def concerns(self, step: Step) -> bool:
        """Does it apply to the step?"""
        return step.type in self.step and (not self.parties or bool(self.parties & set(step.parties)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What a step presupposes: there already (`by` names the instrument), among the steps, or missing."""

    step: Step
    prerequisite: Prerequisite
    state: OneOf["there", "in_sequence", "missing"]
    by: str | None = None

    @property
    def missing(self) -> Step | None:
        """The step that would fill what is missing: the first type that would do."""
        if self.state != "missing":
            return None
        kind = load_vocabulary().type(self.prerequisite.needs[0])
        return Step(type=kind.code, parties=self.step.parties, stage=stage_in_force(kind))


def missing_before(
    steps: Sequence[Step], snapshot: NetworkSnapshot, prerequisites: Iterable[Prerequisite]
) -> tuple[Before, ...]:
    """What every step presupposes, and whether it is there on the day or among the steps.

    Of several prerequisites that need the same for the same step, the one of the greatest force is told.
    """
    rank: Mapping[Force, int] = {"required": 0, "advised": 1, "assumed": 2}
    found: dict[tuple[Step, tuple[str, ...]], Before] = {}
    for each in sorted(prerequisites, key=lambda p: rank[p.force]):
        for step in steps:
            if each.concerns(step) and (step, each.needs) not in found:
                found[step, each.needs] = _before(step, each, steps, snapshot)
    return tuple(found.values())


def _before(step: Step, each: Prerequisite, steps: Sequence[Step], snapshot: NetworkSnapshot) -> Before:
    there = [
        tie.instrument.id
        for tie in snapshot.of(*step.parties)
        if tie.instrument.type in each.needs and tie.answer is Answer.YES
    ]
    if there:
        return Before(step=step, prerequisite=each, state="there", by=there[0])
    own = any(other.type in each.needs and set(step.parties) <= set(other.parties) for other in steps)
    return Before(step=step, prerequisite=each, state="in_sequence" if own else "missing")


def in_order(steps: Iterable[Step], prerequisites: Iterable[Prerequisite], ladder: Sequence[str]) -> tuple[Step, ...]:
    """The steps so that each comes after what it presupposes; where that leaves a choice, as the ladder of types goes."""
    known = list(prerequisites)
    place = {kind: number for number, kind in enumerate(ladder)}
    left = sorted(steps, key=lambda s: (place.get(s.type, len(place)), s))
    done: list[Step] = []
    while left:
        free = [step for step in left if not any(_waits(step, other, known) for other in left if other is not step)]
        chosen = (free or left)[0]
        left.remove(chosen)
        done.append(chosen)
    return tuple(done)


def _waits(step: Step, other: Step, prerequisites: Iterable[Prerequisite]) -> bool:
    return any(each.concerns(step) and other.type in each.needs for each in prerequisites)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParliamentRule:
    """What one state's parliament has to do with instruments of these types; of all treaties where `types` is empty."""

    state: str
    types: frozenset[str]
    answer: OneOf["required", "laid", "depends", "disputed"]
    body: str
    gloss: str
    reference: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parliaments:
    """Rules, and the words by which an act of a parliament is told from one of a government in the record's reports."""

    rules: tuple[ParliamentRule, ...]
    words: tuple[str, ...]
    other_words: tuple[str, ...] = ()

    def rule_for(self, state: str, kind: str) -> ParliamentRule | None:
        """The rule that names the type, else the one for every treaty."""
        own = [rule for rule in self.rules if rule.state == state and (not rule.types or kind in rule.types)]
        return max(own, key=lambda rule: bool(rule.types), default=None)

    def is_act(self, words: str) -> bool:
        """Is it a parliament's act that the date is of?"""
        folded = words.casefold()
        return any(w in folded for w in self.words) and not any(w in folded for w in self.other_words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one party's parliament has to do for a step, by law and as observed.

    Attributes
    ----------
    answer : str
        `required`, `laid`, `depends`, `disputed`, or `unknown` where no rule is on file.
    approved, of : int
        Instruments of the type with this party that its parliament approved, of all that were signed [count].
    examples : tuple of str
        Ids of those approved.
    """

    state: str
    answer: OneOf["required", "laid", "depends", "disputed", "unknown"]
    rule: ParliamentRule | None
    approved: int
    of: int
    examples: tuple[str, ...] = ()

    @property
    def must_act(self) -> bool | None:
        """Yes by law; yes where law leaves it open and it has acted on half of them or more; None if that is unknown."""
        if self.answer in ("required", "laid"):
            return True
        if self.of and 2 * self.approved >= self.of:
            return True
        return None


def acts_for(step: Step, ties: Iterable[Tie], parliaments: Parliaments) -> tuple[Act, ...]:
    """What the parliament of each party has to do; nothing for what is no treaty, and for a signature."""
    if load_vocabulary().type(step.type).family != "treaty" or step.stage == "signed":
        return ()
    concluded = [tie for tie in ties if tie.instrument.type == step.type and _is_signed(tie)]
    found = []
    for state in step.parties:
        own = [tie for tie in concluded if state in tie.instrument.parties]
        approved = tuple(tie.instrument.id for tie in own if _approved(tie, state, parliaments))
        rule = parliaments.rule_for(state, step.type)
        found.append(
            Act(
                state=state,
                answer="unknown" if rule is None else rule.answer,
                rule=rule,
                approved=len(approved),
                of=len(own),
                examples=approved,
            )
        )
    return tuple(found)


def _is_signed(tie: Tie) -> bool:
    signed = tie.type.stages["signed"].rank if "signed" in tie.type.stages else 0
    return any(view.holds is Answer.YES and tie.type.stages[view.stage].rank >= signed for view in tie.stages)


def _approved(tie: Tie, state: str, parliaments: Parliaments) -> bool:
    return any(
        view.stage == "approved" and view.party == state and parliaments.is_act(view.date_of) for view in tie.stages
    )
