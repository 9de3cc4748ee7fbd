"""A tier as the target of a roadmap: which instruments could bring it about, and the search among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from foedus.analysis.network.snapshot import NetworkSnapshot, Tie
from foedus.analysis.roadmaps.steps import Step, after, stage_in_force
from foedus.analysis.roadmaps.targets import Found
from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.facts import state_facts
from foedus.analysis.rules.parsing import predicate_in_program
from foedus.analysis.rules.program import Case
from foedus.analysis.rules.repairs import Change, smallest_sets
from foedus.analysis.rules.tiers.alliances import Alliances
from foedus.analysis.rules.tiers.asked import DEFENCE
from foedus.analysis.rules.tiers.definitions import Definition, Rulebook
from foedus.analysis.rules.tiers.standing import Standing, standing_of
from foedus.analysis.rules.tiers.verdicts import Signature, Verdict, decide_all, signature_of
from foedus.model.answers import Answer
from foedus.model.instruments import Coverage
from foedus.model.vocabulary import load_vocabulary

__all__ = ["TierTarget"]

_ANY_TYPE: Final = "other_treaty"


@dataclass(frozen=True, slots=True, kw_only=True)
class TierTarget:
    """That a definition holds of a dyad.

    Attributes
    ----------
    pair : tuple of str
        Two actors, sorted.
    as_it_seems : bool
        Suppose that what nobody has looked for is not there, and that what is open does not hold.
    """

    pair: tuple[str, str]
    definition: Definition
    rulebook: Rulebook
    coverage: Sequence[Coverage] = ()
    horizon: int | None = None
    as_it_seems: bool = False

    def standing(self, snapshot: NetworkSnapshot) -> Standing:
        """How the two stand on the day."""
        return standing_of(
            self.pair,
            snapshot.of(*self.pair),
            Alliances.of(snapshot.ties, snapshot.on),
            self.rulebook.asked,
            on=snapshot.on,
            coverage=self.coverage,
        )

    def signature(self, snapshot: NetworkSnapshot) -> Signature:
        """What the answer hangs on."""
        standing = self.standing(snapshot)
        future = self.horizon is not None and snapshot.on > self.horizon
        signature = signature_of(standing, self.rulebook, future=future)
        return signature.as_it_seems() if self.as_it_seems else signature

    def verdict(self, snapshot: NetworkSnapshot) -> Verdict:
        """The answer on the day, criterion by criterion."""
        return decide_all([self.signature(snapshot)], self.rulebook)[0][0]

    def is_reached(self, snapshot: NetworkSnapshot) -> bool:
        """Does the definition hold?"""
        return self.verdict(snapshot).answer is Answer.YES

    def candidates(self, snapshot: NetworkSnapshot) -> Found:
        """Smallest sets of instruments that meet every criterion, in the world in which nothing open holds."""
        if self.horizon is not None and snapshot.on > self.horizon:
            return Found((), why_none=("the day asked about has not come",))
        base = self._plain(snapshot)
        changes: dict[Change, Step] = {}
        for step in dict.fromkeys(self.steps(snapshot)):
            changed = self._plain(after(snapshot, [step]))
            change = Change(
                kind="instrument",
                about=step.instrument or f"new:{step.type}:{'-'.join(step.parties)}:{step.stage}",
                words=f"{step.type} {'-'.join(step.parties)} {step.stage}",
                type=step.type,
                parties=step.parties,
                add=changed.facts - base.facts,
                remove=base.facts - changed.facts,
            )
            if change.add or change.remove:
                changes[change] = step
        repairs = smallest_sets(self.rulebook.program, base, tuple(changes), self._goal())
        sets = tuple(tuple(changes[change] for change in each) for each in repairs.sets)
        return Found(_earliest_stages(sets), repairs.complete, () if sets else tuple(self._why_none(snapshot)))

    def _plain(self, snapshot: NetworkSnapshot) -> Case:
        """The world in which nothing that is open holds and nothing unseen is there, every instrument by its own name."""
        standing = self.standing(snapshot)
        valid, unsure = self.rulebook.law.standing(snapshot.on, self.rulebook.law.clauses)
        return Case(standing.facts.union(*(left.no for left in standing.opens)), valid | unsure)

    def supposing(self, snapshot: NetworkSnapshot) -> tuple[TierTarget, tuple[str, ...]] | None:
        """Would what is open not hold, and what nobody has looked for not be there: the criteria that hang on it."""
        if self.as_it_seems:
            return None
        criteria = self.verdict(snapshot).criteria
        what = tuple(f"{name}: {answer.value.replace('_', ' ')}" for name, answer in criteria.items() if answer.is_open)
        return (replace(self, as_it_seems=True), what) if what else None

    def steps(self, snapshot: NetworkSnapshot) -> Iterator[Step]:
        """Every instrument that the definition's rules could ask for and the two do not have in force."""
        asked = self.rulebook.asked
        kinds = asked.types | ({_ANY_TYPE} if asked.anything else frozenset())
        if asked.allies:
            kinds |= {DEFENCE}
        thirds = self.thirds(snapshot)
        for kind in sorted(kinds):
            yield from self._between_the_two(kind, snapshot)
            if "party" in asked.predicates and load_vocabulary().type(kind).arity == "group" and kind != DEFENCE:
                yield from (_new(kind, (*self.pair, third)) for third in thirds)
        if asked.allies:
            allied = {tie.instrument.parties for tie in snapshot.ties if tie.instrument.type == DEFENCE}
            for third in thirds:
                pairs = [(who, third) for who in self.pair]
                yield from (_new(DEFENCE, each) for each in pairs if tuple(sorted(each)) not in allied)

    def thirds(self, snapshot: NetworkSnapshot) -> tuple[str, ...]:
        """Third parties thought of: allies of both, or where there is none, those of either."""
        alliances = Alliances.of(snapshot.ties, snapshot.on)
        one, other = (alliances.of_actor(who)[0].keys() - set(self.pair) for who in self.pair)
        return tuple(sorted(one & other or one | other))

    def _between_the_two(self, kind: str, snapshot: NetworkSnapshot) -> Iterator[Step]:
        alike = [
            tie for tie in snapshot.of(*self.pair) if tie.instrument.type == kind and len(tie.instrument.parties) == 2
        ]
        if any(tie.answer is Answer.YES for tie in alike):
            return
        pending = [tie for tie in alike if not _is_over(tie)]
        known = [_known(tie) for tie in pending] or [_new(kind, self.pair)]
        yield from known
        if {"stage", "not_yet"} <= self.rulebook.asked.predicates and "signed" in self.rulebook.asked.words:
            yield from (replace(step, stage="signed") for step in known if step.stage == "in_force")

    def _goal(self) -> Iterator[str]:
        name = self.definition.file.name
        needed, met, tier = (predicate_in_program(each, name, TIERS) for each in ("needed", "met", "tier"))
        if self.definition.has_own_rule:
            yield f"so__ :- {tier}(0)."
            return
        for criterion in self.definition.always_needed:
            yield f'wanted__("{criterion}").'
        yield f"wanted__(X) :- {needed}(0,X)."
        yield f"lacking__ :- wanted__(X), not {met}(0,X)."
        yield "so__ :- not lacking__."

    def _why_none(self, snapshot: NetworkSnapshot) -> Iterator[str]:
        verdict = self.verdict(snapshot)
        unmet = [name for name, answer in verdict.criteria.items() if answer is not Answer.YES]
        everything = self.verdict(after(snapshot, self.steps(snapshot)))
        for name in unmet:
            if everything.criteria[name] is not Answer.YES:
                answer = verdict.criteria[name].value.replace("_", " ")
                yield f"{name}: {answer}, and no new instrument changes that"
        if not unmet:
            yield f"every criterion is met, and yet the definition says {verdict.answer.value.replace('_', ' ')}"


def _new(kind: str, parties: Sequence[str]) -> Step:
    of = load_vocabulary().type(kind)
    ordered = tuple(sorted(set(parties)))
    roles = tuple((role, (who,)) for role, who in zip(of.roles, parties, strict=False))
    return Step(type=kind, parties=ordered, stage=stage_in_force(of), roles=tuple(sorted(roles)))


def _known(tie: Tie) -> Step:
    return Step(
        type=tie.instrument.type,
        parties=tie.instrument.parties,
        stage=stage_in_force(tie.type),
        instrument=tie.instrument.id,
        roles=tie.instrument.roles,
    )


def _is_over(tie: Tie) -> bool:
    return any(atom[0] == "ended" for atom in state_facts(tie))


def _earliest_stages(sets: Sequence[tuple[Step, ...]]) -> tuple[tuple[Step, ...], ...]:
    """Without those in which an instrument goes further than another way has it go: to be in force it is signed first."""
    known = {frozenset(each) for each in sets}

    def goes_too_far(each: tuple[Step, ...]) -> bool:
        for step in each:
            earlier = replace(step, stage="signed")
            if step.stage == "in_force" and frozenset(each) - {step} | {earlier} in known:
                return True
        return False

    return tuple(each for each in sets if not goes_too_far(each))
