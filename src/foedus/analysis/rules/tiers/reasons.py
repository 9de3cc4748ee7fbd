"""Why a criterion is met: instruments and absences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final, NamedTuple
from typing import Literal as OneOf

from foedus.analysis.network.snapshot import Tie
from foedus.analysis.rules.clauses import Atom, Clause
from foedus.analysis.rules.facts import quoted
from foedus.analysis.rules.program import Case, Fired, run
from foedus.analysis.rules.tiers.asked import DEFENCE
from foedus.analysis.rules.tiers.canonical import facts_that_matter
from foedus.analysis.rules.tiers.definitions import Criterion, Definition, Rulebook
from foedus.analysis.rules.tiers.standing import Standing
from foedus.analysis.rules.tiers.steps import (
    Effects,
    Step,
    apply_steps,
    possible_steps,
    smallest_steps,
    steps_to_settle,
)
from foedus.analysis.rules.tiers.verdicts import Verdict, conclude_apart
from foedus.model.answers import Answer
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Ground", "Reason", "explain_all"]

_MOST_STEPS: Final = 40
_MOST_GROUNDS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a criterion rests on: an instrument as it stands, or words where there is none (absence, membership).

    `holds` is False where it falls short.
    """

    words: str
    tie: Tie | None = None
    clause: Clause | None = None
    holds: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One criterion with its answer, grounds, and every smallest set of steps that would meet it."""

    criterion: Criterion
    answer: Answer
    grounds: tuple[Ground, ...]
    missing: tuple[tuple[Step, ...], ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses on which the answer rests: those met, else all that could have met it."""
        used = {g.clause.id: g.clause for g in self.grounds if g.clause is not None and g.holds}
        return tuple(used.values()) if used and self.answer is not Answer.NO else self.criterion.clauses


def explain_all(
    standings: Sequence[Standing],
    verdicts: Sequence[tuple[Verdict, ...]],
    rulebook: Rulebook,
    *,
    effort: OneOf["grounds", "steps", "pairs"] = "steps",
) -> list[list[tuple[Reason, ...]]]:
    """Reasons of each criterion of each definition, for each dyad.

    ``effort`` says how hard to look for what is missing: not at all, for single steps, or for pairs of them as well.
    """
    definitions = rulebook.definitions
    cases = [[_extremes(standing, each, rulebook) for each in definitions] for standing in standings]
    outcomes = run(rulebook.traced, [case for row in cases for pair in row for case in pair], traced=True)
    told = iter([outcome.fired for outcome in outcomes])
    fired = [[(next(told), next(told)) for _ in definitions] for _ in standings]
    tasks = [
        _Task(
            at, low, [] if effort == "grounds" else list(possible_steps(standing, definitions[at].asked))[:_MOST_STEPS]
        )
        for standing, row in zip(standings, cases, strict=True)
        for at, (low, _) in enumerate(row)
    ]
    effects = _effects(tasks, rulebook)
    if effort == "pairs":
        every = [verdict for row in verdicts for verdict in row]
        stuck = [n for n, (verdict, each) in enumerate(zip(every, effects, strict=True)) if _is_stuck(verdict, each)]
        deep = _effects([tasks[n] for n in stuck], rulebook, deep=True)
        for number, each in zip(stuck, deep, strict=True):
            effects[number] = each
    effect = iter(effects)
    return [
        [
            _reasons(definition, standing, verdict[at], uses[at], next(effect))
            for at, definition in enumerate(definitions)
        ]
        for standing, verdict, uses in zip(standings, verdicts, fired, strict=True)
    ]


def _reasons(
    definition: Definition,
    standing: Standing,
    verdict: Verdict,
    uses: tuple[Sequence[Fired], Sequence[Fired]],
    effects: Effects,
) -> tuple[Reason, ...]:
    return tuple(_reason(criterion, definition, standing, verdict, uses, effects) for criterion in definition.criteria)


def _extremes(standing: Standing, definition: Definition, rulebook: Rulebook) -> tuple[Case, Case]:
    """What a definition sees where nothing of what is open holds, and where all of it does."""
    facts = facts_that_matter(standing, definition.asked)
    valid = rulebook.valid_on(standing.on) & definition.clause_ids
    low = facts.union(*(left.no for left in standing.opens))
    high = facts.union(*(left.yes for left in standing.opens))
    return Case(low, valid), Case(high, valid)


class _Task(NamedTuple):
    """Which of these steps would help towards the definition at this place, from the world in which nothing open holds?"""

    at: int
    low: Case
    steps: list[Step]


def _effects(tasks: Sequence[_Task], rulebook: Rulebook, *, deep: bool = False) -> list[Effects]:
    """For each task, which criteria each set of steps would meet; the smaller sets first."""
    sets = [[*((step,) for step in task.steps), *(combinations(task.steps, 2) if deep else ())] for task in tasks]
    wanted = [
        (apply_steps(task.low, chosen), task.at) for task, each in zip(tasks, sets, strict=True) for chosen in each
    ]
    worlds = iter(conclude_apart(rulebook, wanted))
    return [[(chosen, next(worlds).met) for chosen in each] for each in sets]


def _is_stuck(verdict: Verdict, effects: Effects) -> bool:
    """Is there a criterion that no single step would meet?"""
    reachable = frozenset[str]().union(*(met for _, met in effects))
    return any(answer is Answer.NO and name not in reachable for name, answer in verdict.criteria.items())


def _reason(
    criterion: Criterion,
    definition: Definition,
    standing: Standing,
    verdict: Verdict,
    uses: tuple[Sequence[Fired], Sequence[Fired]],
    effects: Effects,
) -> Reason:
    answer = verdict.criteria[criterion.name]
    own = [[use for use in each if use.rule.file == definition.file.name] for each in uses]
    head = ("met", quoted(criterion.name))
    low, high = ([use for use in each if use.ground(use.rule.head) == head] for each in own)
    grounds = _grounds(low, own[0], standing, definition) or _grounds(high, own[1], standing, definition)
    if answer is not Answer.YES:
        grounds += [
            g for g in _shortfalls(criterion, standing) if g.tie is None or all(g.tie is not h.tie for h in grounds)
        ]
    missing: tuple[tuple[Step, ...], ...] = ()
    if answer is not Answer.YES:
        missing = steps_to_settle(criterion, standing, answer) if low or high else smallest_steps(criterion, effects)
    return Reason(criterion=criterion, answer=answer, grounds=tuple(grounds[:_MOST_GROUNDS]), missing=missing)


# --- grounds --------------------------------------------------------------------------------------------------------


def _grounds(uses: Sequence[Fired], every: Sequence[Fired], standing: Standing, definition: Definition) -> list[Ground]:
    found: dict[tuple[str, str], Ground] = {}
    for use in uses:
        for ground in _of_use(use, every, standing, definition.law.clauses[use.rule.clause], depth=0):
            about = ground.words if ground.tie is None else ground.tie.instrument.id
            found.setdefault((about, ""), ground)
    return list(found.values())


def _of_use(use: Fired, every: Sequence[Fired], standing: Standing, clause: Clause, *, depth: int) -> Iterator[Ground]:
    for condition in use.rule.body:
        if condition.atom is None:
            continue
        atom = use.ground(condition.atom)
        said = [term.strip('"') for term in atom[1:]]
        if condition.negated:
            yield from _absent(atom, standing, clause)
        elif atom[0] == "ally":
            yield from _bonds(said[0], said[1], standing, clause)
        elif atom[0] == "member":
            yield Ground(words=f"{said[0]} is a member of {said[1]}", clause=clause)
        elif said and said[0] in standing.ties:
            tie = standing.ties[said[0]]
            yield Ground(words=state_words(tie), tie=tie, clause=clause)
        elif depth < 5:
            for each in every:
                if each.ground(each.rule.head) == atom:
                    yield from _of_use(each, every, standing, clause, depth=depth + 1)


def _absent(atom: Atom, standing: Standing, clause: Clause) -> Iterator[Ground]:
    said = [term.strip('"') for term in atom[1:]]
    if atom[0] == "ally":
        words = f"no defence treaty between {' and '.join(sorted(said))} in force"
        yield Ground(words=words + _as_surveyed(standing, DEFENCE), clause=clause)
    elif atom[0] == "member":
        yield Ground(words=f"{said[0]} is not a member of {said[1]}", clause=clause)
    elif atom[0] not in ("one", "other") and said and said[0] in standing.ties:
        tie = standing.ties[said[0]]
        yield Ground(words=state_words(tie), tie=tie, clause=clause)


def _as_surveyed(standing: Standing, kind: str) -> str:
    last = standing.surveyed.get(kind)
    if last is None:
        return " on record; nobody has looked for one"
    return "" if last == standing.on else f", as last surveyed on {date.fromordinal(last).isoformat()}"


def _bonds(who: str, whom: str, standing: Standing, clause: Clause) -> Iterator[Ground]:
    for bond in standing.bonds.get((min(who, whom), max(who, whom)), ()):
        if isinstance(bond, str):
            yield Ground(
                words=f"{who} and {whom} are members of {bond}, whose treaty binds them to defend one another",
                clause=clause,
            )
        else:
            yield Ground(words=state_words(bond), tie=bond, clause=clause)


def _shortfalls(criterion: Criterion, standing: Standing) -> Iterator[Ground]:
    """Instruments of the types asked for that do not hold; types of which there is none."""
    asked = criterion.asked
    seen = set()
    for tie in standing.ties.values():
        if (asked.anything or tie.instrument.type in asked.types) and tie.answer is not Answer.YES:
            seen.add(tie.instrument.type)
            yield Ground(words=state_words(tie), tie=tie, holds=False)
    for kind in sorted(asked.types - seen):
        if not any(tie.instrument.type == kind for tie in standing.ties.values()):
            label = load_vocabulary().types[kind].label
            words = f"no {label} of {standing.dyad[0]} and {standing.dyad[1]}{_as_surveyed(standing, kind)}"
            yield Ground(words=words, holds=False)


def state_words(tie: Tie) -> str:
    """How an instrument stands, in words."""
    label = f"{tie.instrument.type.replace('_', ' ')} {tie.instrument.dyad}"
    effects = tie.type.stages
    reached = ", ".join(
        f"{view.stage.replace('_', ' ')} {view.date or ''}".strip()
        for view in tie.stages
        if view.holds is Answer.YES and effects[view.stage].effect == "none"
    )
    if tie.answer is Answer.YES:
        verb = "held" if tie.type.is_instant else "in force"
        return f"{label}: {verb}" + (
            f" since {tie.since}" if tie.since and not tie.type.is_instant else f" {tie.since or ''}".rstrip()
        )
    if tie.answer in (Answer.DISPUTED, Answer.UNCERTAIN):
        how = "in dispute whether in force" if tie.answer is Answer.DISPUTED else "entry into force not certain"
        return f"{label}: {how}" + (f" ({reached})" if reached else "")
    if tie.superseded_by:
        return f"{label}: replaced by {tie.superseded_by}"
    begun = any(view.holds is Answer.YES and effects[view.stage].effect == "begins" for view in tie.stages)
    if begun:
        return f"{label}: no longer in force"
    return f"{label}: {reached or 'not begun'}, not in force"
