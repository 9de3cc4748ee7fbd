"""What a roadmap leads to: a question whether it is reached, and the search for all smallest sets of steps that reach it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from types import MappingProxyType
from typing import Final, Protocol

from foedus.analysis.network.snapshot import NetworkSnapshot
from foedus.analysis.roadmaps.steps import Step, after, step_of
from foedus.analysis.rules.facts import Question, Scene, scene_of
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.repairs import find_repairs
from foedus.analysis.rules.verdicts import Decision, decide
from foedus.model.instruments import Coverage

__all__ = ["EntitlementTarget", "Found", "Target", "find_ways"]

_MOST_TESTED: Final = 64


@dataclass(frozen=True, slots=True)
class Found:
    """Smallest sets of steps; `complete` is False where a limit cut the search short. `why_none` says why there is none.

    `supposing` names what the record leaves open and had to be supposed.
    """

    sets: tuple[tuple[Step, ...], ...]
    complete: bool = True
    why_none: tuple[str, ...] = ()
    supposing: tuple[str, ...] = ()


class Target(Protocol):
    """Something that instruments between two actors can bring about."""

    def is_reached(self, snapshot: NetworkSnapshot) -> bool:
        """Is it so on the day of the snapshot, in every world that the record leaves open?"""
        ...

    def candidates(self, snapshot: NetworkSnapshot) -> Found:
        """All smallest sets of steps, as the rules have it."""
        ...

    def supposing(self, snapshot: NetworkSnapshot) -> tuple[Target, tuple[str, ...]] | None:
        """The same target, would what is open be as it seems, and what that is; None if nothing may be supposed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementTarget:
    """That the answer to a question is `permitted` or `permitted_if`; `waits` as `scene_of` takes it."""

    question: Question
    law: Law
    coverage: Sequence[Coverage] = ()
    waits: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    horizon: int | None = None

    def scene(self, snapshot: NetworkSnapshot) -> Scene:
        """The facts of the question on the day."""
        return scene_of(
            self.question,
            snapshot,
            self.law,
            coverage=self.coverage,
            waits=self.waits,
            horizon=self.horizon,
        )

    def decision(self, snapshot: NetworkSnapshot) -> Decision:
        """The answer on the day."""
        return decide(self.scene(snapshot), self.law)

    def is_reached(self, snapshot: NetworkSnapshot) -> bool:
        """Is it permitted, with or without conditions?"""
        return self.decision(snapshot).answer.is_yes

    def candidates(self, snapshot: NetworkSnapshot) -> Found:
        """Instruments whose entry into force opens both gates; law stays as it is."""
        scene = self.scene(snapshot)
        repairs = find_repairs(scene, self.law, only_instruments=True)
        sets = tuple(tuple(step_of(change) for change in each) for each in repairs.sets)
        return Found(sets, repairs.complete, () if sets else tuple(self._why_none(scene)))

    def supposing(self, snapshot: NetworkSnapshot) -> None:
        """Nothing: what is permitted is not supposed."""

    def _why_none(self, scene: Scene) -> Iterator[str]:
        if scene.is_future:
            yield "the day asked about has not come"
            return
        with_law = find_repairs(scene, self.law).sets
        for changes in with_law[:3]:
            law = "; ".join(change.words for change in changes)
            yield f"instruments alone do not do it; this would: {law}"
        if not with_law:
            question = self.question
            yield (
                f"no rule on file allows {question.activity} by {question.actor} to or with {question.partner} in "
                f"{question.situation}, whatever is agreed: law would have to be made"
            )


def find_ways(target: Target, snapshot: NetworkSnapshot) -> Found:
    """All smallest sets of steps, each tried on the network: with them the target is reached, without any of them not.

    The rules propose, in the world in which nothing that is open holds; what is told has been tried as claims, in every
    world. Only where no set stands that test is the record taken as it seems, and what that supposes is told.
    """
    found = _tried(target, snapshot)
    if found.sets:
        return found
    supposed = target.supposing(snapshot)
    if supposed is None:
        return found
    easier, what = supposed
    if easier.is_reached(snapshot):
        return replace(found, why_none=("it is reached already, if what is open is as it seems",), supposing=what)
    again = _tried(easier, snapshot)
    return replace(again, supposing=what) if again.sets else found


def _tried(target: Target, snapshot: NetworkSnapshot) -> Found:
    found = target.candidates(snapshot)
    tried: dict[frozenset[Step], bool] = {}

    def reaches(steps: frozenset[Step]) -> bool:
        if steps not in tried:
            tried[steps] = target.is_reached(after(snapshot, steps))
        return tried[steps]

    sets = tuple(each for each in found.sets if _is_smallest(each, reaches))
    why = found.why_none
    if found.sets and not sets:
        why = ("what is open in the record would have to be settled first: the steps reach it in some worlds only",)
    return Found(sets, found.complete and len(sets) == len(found.sets), why)


def _is_smallest(steps: Sequence[Step], reaches: Callable[[frozenset[Step]], bool]) -> bool:
    """Do they reach it, and no proper part of them? Of many steps, parts that lack one stand for all smaller ones."""
    if not reaches(frozenset(steps)):
        return False
    sizes = range(len(steps)) if 2 ** len(steps) <= _MOST_TESTED else (0, len(steps) - 1)
    return not any(reaches(frozenset(part)) for size in sizes for part in combinations(steps, size))
