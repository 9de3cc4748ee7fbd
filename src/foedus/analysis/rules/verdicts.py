"""From what follows to an answer: six kinds of them, the order in which they prevail, and the answers of all worlds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import Final, NamedTuple

from foedus.analysis.rules.facts import Open, Scene, rules_for
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.problems import TooMuchToDecideError
from foedus.analysis.rules.program import Case, Outcome, Program, run

__all__ = [
    "Decision",
    "Entitlement",
    "Judged",
    "Signature",
    "decide",
    "decide_all",
    "decide_scenes",
    "judge",
    "world",
]

_MOST_OPEN: Final = 8


class Entitlement(StrEnum):
    """The six kinds of answer to *may A do this with B?*."""

    PERMITTED = "permitted"
    PERMITTED_IF = "permitted_if"
    """Both gates are met, and law or instrument names conditions that the question leaves open."""
    NOT_COVERED = "not_covered"
    """Nothing forbids it; no instrument, or no authority, is in force for it."""
    PROHIBITED = "prohibited"
    CONTESTED = "contested"
    """What the law or the fact is, is disputed between serious sources."""
    NOT_OBSERVED = "not_observed"
    """Outside what the record claims to cover."""

    @property
    def is_yes(self) -> bool:
        """Permitted, with or without conditions."""
        return self in (Entitlement.PERMITTED, Entitlement.PERMITTED_IF)


@dataclass(frozen=True, slots=True)
class Judged:
    """The answer of one world, and at which point it was decided."""

    answer: Entitlement
    decided_by: str


class Signature(NamedTuple):
    """Everything an answer hangs on: equal signatures have equal answers."""

    case: Case
    looked: frozenset[str]
    hosted: bool
    future: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer of all worlds together.

    Attributes
    ----------
    decided_by : str
        At which point: `future`, `forbidden`, `contested`, `agreement`, `unobserved`, `authorised`, `host_authorised`,
        `condition`, `granted`; or `worlds` where they differ.
    hangs_on : tuple of Open
        What is open and turns the answer.
    case : Case
        The world the proof is told of: what is open holds there only if the answer supposes it.
    answers : frozenset of Entitlement
        Of all worlds.
    """

    answer: Entitlement
    decided_by: str
    hangs_on: tuple[Open, ...]
    case: Case
    answers: frozenset[Entitlement]


def judge(outcome: Outcome, signature: Signature) -> Judged:
    """The answer of one world: what forbids prevails, then what is contested, then the two gates, then conditions."""
    names = {atom[0] for atom in outcome.conclusions}
    looked = signature.looked
    agreed = bool(names & {"covered", "no_agreement_needed"})
    hosted = not signature.hosted or "host_authorised" in names
    allowed = "authorised" in names and hosted
    order = (
        (signature.future, Entitlement.NOT_OBSERVED, "future"),
        ("forbidden" in names, Entitlement.PROHIBITED, "forbidden"),
        ("contested" in names, Entitlement.CONTESTED, "contested"),
        (not agreed, _silence(bool(looked) and "unobserved" not in names), "agreement"),
        (not allowed and bool(names & {"unobserved", "law_unobserved"}), Entitlement.NOT_OBSERVED, "unobserved"),
        ("authorised" not in names, _silence("actor" in looked), "authorised"),
        (not hosted, _silence("host" in looked), "host_authorised"),
        ("condition" in names, Entitlement.PERMITTED_IF, "condition"),
        (True, Entitlement.PERMITTED, "granted"),
    )
    return next(Judged(answer, point) for holds, answer, point in order if holds)


def _silence(somebody_looked: bool) -> Entitlement:
    """What silence means: where somebody looked, that there is nothing; elsewhere, that nobody knows."""
    return Entitlement.NOT_COVERED if somebody_looked else Entitlement.NOT_OBSERVED


def world(scene: Scene, chosen: Iterable[bool]) -> Signature:
    """The signature of one world: of each thing left open, does it hold?"""
    facts, valid = set(scene.facts), set(scene.valid)
    for left, holds in zip(scene.opens, chosen, strict=True):
        facts |= left.yes if holds else left.no
        if left.clause is not None and holds:
            valid.add(left.clause)
    case = Case(frozenset(facts), frozenset(valid))
    return Signature(case, scene.looked, scene.question.is_hosted, scene.is_future)


def decide_all(signatures: Sequence[Signature], program: Program) -> list[Judged]:
    """The answer of each signature; each distinct one is worked out once.

    Notes
    -----
    Told first by identity, then by value: in a panel the years of one spell share a signature, and many dyads have equal
    ones. A million dyad-years with five hundred distinct signatures cost little more than the five hundred.
    """
    ids = list(map(id, signatures))
    objects = dict(zip(ids, signatures, strict=True))
    distinct = list(dict.fromkeys(objects.values()))
    outcomes = run(program, [signature.case for signature in distinct])
    answers = {s: judge(outcome, s) for s, outcome in zip(distinct, outcomes, strict=True)}
    by_id = {key: answers[signature] for key, signature in objects.items()}
    return list(map(by_id.__getitem__, ids))


def decide(scene: Scene, law: Law) -> Decision:
    """The answer to a question over all worlds that the record leaves open.

    Raises
    ------
    TooMuchToDecideError
        If more things are open, and matter, than all worlds can be looked at for.
    """
    return decide_scenes([scene], law)[0]


def decide_scenes(scenes: Sequence[Scene], law: Law) -> list[Decision]:
    """The same for several scenes of one question, in one go; scenes that differ in nothing are worked out once."""
    if not scenes:
        return []
    keys = [(scene.facts, scene.valid, scene.opens_key, scene.looked, scene.is_future) for scene in scenes]
    distinct = dict(zip(keys, scenes, strict=True))
    decided = dict(zip(distinct, _decide_each(list(distinct.values()), law), strict=True))
    return [decided[key] for key in keys]


def _decide_each(scenes: Sequence[Scene], law: Law) -> list[Decision]:
    program = Program(law, rules_for(law, scenes[0].question))
    scenes = _without_what_matters_not(scenes, program)
    choices = [list(product((False, True), repeat=len(scene.opens))) for scene in scenes]
    signatures = [world(scene, chosen) for scene, each in zip(scenes, choices, strict=True) for chosen in each]
    judged = iter(decide_all(signatures, program))
    found = []
    for scene, each in zip(scenes, choices, strict=True):
        by_choice = {chosen: next(judged) for chosen in each}
        found.append(_fold(scene, by_choice))
    return found


def _fold(scene: Scene, by_choice: Mapping[tuple[bool, ...], Judged]) -> Decision:
    answers = frozenset(judged.answer for judged in by_choice.values())
    first = by_choice[(False,) * len(scene.opens)]
    hangs = tuple(
        left
        for at, left in enumerate(scene.opens)
        if any(judged.answer is not by_choice[_flipped(chosen, at)].answer for chosen, judged in by_choice.items())
    )
    answer, decided_by, supposed = first.answer, first.decided_by, False
    if len(answers) > 1:
        decided_by = "worlds"
        unreported = tuple(left for left in hangs if left.kind == "unreported")
        supposing = {j.answer for c, j in by_choice.items() if _holds_all(scene.opens, c, unreported)}
        answer = _together(answers, {left.kind for left in hangs}, supposing)
        supposed = answer.is_yes or answer is Entitlement.PROHIBITED
        hangs = unreported if supposed and unreported else hangs
    case = world(scene, tuple(supposed and left in hangs for left in scene.opens)).case
    return Decision(answer=answer, decided_by=decided_by, hangs_on=hangs, case=case, answers=answers)


def _holds_all(opens: Sequence[Open], chosen: tuple[bool, ...], wanted: Sequence[Open]) -> bool:
    return all(holds for left, holds in zip(opens, chosen, strict=True) if left in wanted)


def _together(answers: frozenset[Entitlement], doubts: set[str], supposing: set[Entitlement]) -> Entitlement:
    """One answer for worlds that differ.

    A dispute stays one. An entry into force that nobody reports is a condition like any other, if it settles the matter
    (``supposing`` are the answers of the worlds where all such hold), and a prohibition that stands or falls with it
    prevails over silence; whatever else is open makes the answer `not_observed`.
    """
    yes = {Entitlement.PERMITTED, Entitlement.PERMITTED_IF}
    no = {Entitlement.NOT_COVERED, Entitlement.PROHIBITED}
    if answers <= yes:
        return Entitlement.PERMITTED_IF
    if "disputed" in doubts:
        return Entitlement.CONTESTED
    if "unreported" in doubts and supposing <= yes and answers - yes <= no:
        return Entitlement.PERMITTED_IF
    if (
        "unreported" in doubts
        and supposing == {Entitlement.PROHIBITED}
        and answers - supposing == {Entitlement.NOT_COVERED}
    ):
        return Entitlement.PROHIBITED
    return Entitlement.NOT_OBSERVED


def _flipped(chosen: tuple[bool, ...], at: int) -> tuple[bool, ...]:
    return (*chosen[:at], not chosen[at], *chosen[at + 1 :])


def _without_what_matters_not(scenes: Sequence[Scene], program: Program) -> list[Scene]:
    """Leave open only what changes a conclusion, alone or together with everything else that is open."""
    cases: list[Case] = []
    for scene in scenes:
        n = len(scene.opens)
        for base in (False, True):
            row = (base,) * n
            cases += [world(scene, row).case, *(world(scene, _flipped(row, at)).case for at in range(n))]
    outcomes = iter(run(program, cases))
    found = []
    for scene in scenes:
        n = len(scene.opens)
        matters = [False] * n
        for _ in (False, True):
            base_outcome, *flipped = [next(outcomes).conclusions for _ in range(n + 1)]
            matters = [m or each != base_outcome for m, each in zip(matters, flipped, strict=True)]
        if sum(matters) > _MOST_OPEN:
            names = ", ".join(left.about for left, m in zip(scene.opens, matters, strict=True) if m)
            raise TooMuchToDecideError(
                f"{sum(matters)} things are open and matter, which is more than {_MOST_OPEN}: {names}.",
                hint="Ask under one perspective, such as --perspective publisher:ID, or settle some of them first.",
            )
        facts = scene.facts.union(*(left.no for left, m in zip(scene.opens, matters, strict=True) if not m))
        kept = tuple(left for left, m in zip(scene.opens, matters, strict=True) if m)
        found.append(replace(scene, opens=kept, facts=facts))
    return found
