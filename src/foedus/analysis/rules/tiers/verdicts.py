"""From facts to answers: every definition over every world, each distinct signature worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.parsing import predicate_in_program
from foedus.analysis.rules.program import Case
from foedus.analysis.rules.tiers.canonical import Form, Opened, Shape, form_of
from foedus.analysis.rules.tiers.definitions import Definition, Rulebook
from foedus.analysis.rules.tiers.standing import Standing
from foedus.analysis.rules.tiers.views import sources_of, view_of, views_of
from foedus.analysis.rules.tiers.worlds import Plan, Plans, World
from foedus.model.answers import Answer

if TYPE_CHECKING:
    import clingo

__all__ = [
    "Signature",
    "Verdict",
    "all_of",
    "conclude",
    "conclude_apart",
    "decide_all",
    "decide_jointly",
    "signature_of",
]


class Signature(NamedTuple):
    """Everything the answers of a dyad hang on: equal signatures have equal answers.

    `valid` are the clauses that apply on the day.
    """

    form: Form
    valid: frozenset[str]
    future: bool = False

    def as_it_seems(self) -> Signature:
        """Nothing that is open holds, and what nobody has looked for is not there."""
        shapes = frozenset(Shape("", shape.own | shape.no) for shape in self.form.shapes)
        return self._replace(form=Form(self.form.rest, shapes, (), frozenset()))


class Verdict(NamedTuple):
    """The answer of one definition.

    Attributes
    ----------
    criteria : mapping of str to Answer
    hangs_on : frozenset of Shape or Opened
        What of the signature is open and turns an answer.
    """

    answer: Answer
    criteria: Mapping[str, Answer]
    hangs_on: frozenset[Shape | Opened] = frozenset()


class _World(NamedTuple):
    """One definition in one world."""

    tier: bool
    met: frozenset[str]
    needed: frozenset[str]
    unobserved: frozenset[str]


def signature_of(standing: Standing, rulebook: Rulebook, *, future: bool = False) -> Signature:
    """What the answers hang on, of one dyad on one day."""
    return Signature(form_of(standing, rulebook.asked), rulebook.valid_on(standing.on), future)


def decide_all(signatures: Sequence[Signature], rulebook: Rulebook) -> list[tuple[Verdict, ...]]:
    """Under each definition of the rulebook, the answer of each signature.

    Notes
    -----
    A million dyad-years of which five hundred differ cost little more than five hundred: told first by identity, then by
    value.
    """
    ids = list(map(id, signatures))
    objects = dict(zip(ids, signatures, strict=True))
    distinct = list(dict.fromkeys(objects.values()))
    decide = _decide_apart if rulebook.is_plain else decide_jointly
    decided = dict(zip(distinct, decide(distinct, rulebook), strict=True))
    by_id = {key: decided[signature] for key, signature in objects.items()}
    return list(map(by_id.__getitem__, ids))


def _decide_apart(signatures: Sequence[Signature], rulebook: Rulebook) -> list[tuple[Verdict, ...]]:
    """Each criterion through what it alone asks for: there, much fewer dyads differ."""
    plans = Plans()
    each_asked = tuple(part.asked for part in rulebook.parts)
    own: list[list[Plan]] = [[] for _ in rulebook.parts]
    for signature in signatures:
        for planned, part, view in zip(own, rulebook.parts, views_of(signature.form, each_asked), strict=True):
            planned.append(plans.plan(view, signature.valid & part.clauses))
    control = rulebook.program.control(rulebook.program.case_lines(plans.cases))
    answers: list[list[dict[str, Answer]]] = [
        [dict.fromkeys((c.name for c in d.criteria), Answer.NO) for d in rulebook.definitions] for _ in signatures
    ]
    met, unobserved = (
        [_cases_of(control, definition, name) for definition in rulebook.definitions] for name in ("met", "unobserved")
    )
    for part, planned in zip(rulebook.parts, own, strict=True):
        ids = list(map(id, planned))
        distinct = dict(zip(ids, planned, strict=True))
        for at, name in part.criteria:
            have, blind = met[at].get(name, _NOWHERE), unobserved[at].get(name, _NOWHERE)
            decided = {key: _alone(plan, have, blind) for key, plan in distinct.items()}
            for row, key in zip(answers, ids, strict=True):
                row[at][name] = decided[key]
    found = _verdicts(signatures, answers, rulebook)
    left = [(number, at) for number, row in enumerate(found) for at, verdict in enumerate(row) if verdict is None]
    again = iter(_jointly([(signatures[number], at) for number, at in left], rulebook))
    return [tuple(next(again) if verdict is None else verdict for verdict in row) for row in found]


def _verdicts(
    signatures: Sequence[Signature], answers: Sequence[Sequence[dict[str, Answer]]], rulebook: Rulebook
) -> list[list[Verdict | None]]:
    """Of each signature, under each definition; one verdict for all equal ones."""
    kept: dict[object, Verdict | None] = {}
    found = []
    for signature, row in zip(signatures, answers, strict=True):
        verdicts = []
        for at, (definition, each) in enumerate(zip(rulebook.definitions, row, strict=True)):
            key = (at, _applies(definition, signature), *map(id, each.values()))
            if key not in kept:
                kept[key] = _verdict(definition, signature, each)
            verdicts.append(kept[key])
        found.append(verdicts)
    return found


def _alone(plan: Plan, have: Set[int], blind: Set[int]) -> Answer:
    """The answer of one criterion, met in some cases and unobserved in others."""
    if len(plan.worlds) == 1:
        number = plan.worlds[0][1]
        return _plain(number in have, number in blind)
    answer, _ = plan.answer({world: number in have for world, number in plan.worlds})
    if answer is Answer.NO and any(number in blind for _, number in plan.worlds):
        return Answer.NOT_OBSERVED
    return answer


def _verdict(definition: Definition, signature: Signature, answers: Mapping[str, Answer]) -> Verdict | None:
    """From criteria to the tier; None where only all criteria together tell."""
    if not _applies(definition, signature):
        return Verdict(Answer.NOT_OBSERVED, dict.fromkeys(answers, Answer.NOT_OBSERVED))
    answer = all_of([answers[name] for name in definition.always_needed])
    return None if answer.is_open and _may_exclude(definition, answers) else Verdict(answer, answers)


def _applies(definition: Definition, signature: Signature) -> bool:
    return not signature.future and not definition.clause_ids.isdisjoint(signature.valid)


def _may_exclude(definition: Definition, answers: Mapping[str, Answer]) -> bool:
    """Are two needed criteria open that may exclude each other?"""
    left = [c for c in definition.criteria if c.needed and answers[c.name] in (Answer.DISPUTED, Answer.UNCERTAIN)]
    return any(one.may_exclude(other) for one, other in combinations(left, 2))


def decide_jointly(signatures: Sequence[Signature], rulebook: Rulebook) -> list[tuple[Verdict, ...]]:
    """All criteria of a definition together in each world: slower, the same answers, and what they hang on."""
    count = len(rulebook.definitions)
    found = iter(_jointly([(signature, at) for signature in signatures for at in range(count)], rulebook))
    return [tuple(next(found) for _ in range(count)) for _ in signatures]


def _jointly(wanted: Sequence[tuple[Signature, int]], rulebook: Rulebook) -> list[Verdict]:
    """Each signature under one definition, given by its place, which sees nothing but what it asks for itself."""
    plans = Plans()
    planned: list[Plan | None] = []
    numbers: list[set[int]] = [set() for _ in rulebook.definitions]
    for signature, at in wanted:
        definition = rulebook.definitions[at]
        plan = None
        if _applies(definition, signature):
            form, valid = view_of(signature.form, definition.asked), signature.valid & definition.clause_ids
            plan = plans.plan(form, valid, thorough=definition.is_mixed)
            numbers[at].update(number for _, number in plan.worlds)
        planned.append(plan)
    if not plans.cases:
        return [_fold(rulebook.definitions[at], signature, None, {}) for signature, at in wanted]
    control = rulebook.program.control(rulebook.program.case_lines(plans.cases))
    worlds = [
        _of_definition(control, definition, own) if own else {}
        for definition, own in zip(rulebook.definitions, numbers, strict=True)
    ]
    return [
        _fold(rulebook.definitions[at], signature, plan, worlds[at])
        for (signature, at), plan in zip(wanted, planned, strict=True)
    ]


def conclude(rulebook: Rulebook, cases: Sequence[Case]) -> list[tuple[_World, ...]]:
    """What each definition concludes of each case."""
    control = rulebook.program.control(rulebook.program.case_lines(cases))
    every = range(len(cases))
    by_definition = [_of_definition(control, definition, every) for definition in rulebook.definitions]
    return [tuple(worlds[number] for worlds in by_definition) for number in every]


def conclude_apart(rulebook: Rulebook, wanted: Sequence[tuple[Case, int]]) -> list[_World]:
    """What one definition, given by its place, concludes of each case; a case holds the clauses of that one only."""
    if not wanted:
        return []
    control = rulebook.program.control(rulebook.program.case_lines([case for case, _ in wanted]))
    numbers: dict[int, list[int]] = {}
    for number, (_, at) in enumerate(wanted):
        numbers.setdefault(at, []).append(number)
    found: dict[int, _World] = {}
    for at, own in numbers.items():
        found |= _of_definition(control, rulebook.definitions[at], own)
    return [found[number] for number in range(len(wanted))]


def _of_definition(control: clingo.Control, definition: Definition, numbers: Iterable[int]) -> dict[int, _World]:
    met, needed, unobserved = (_named(control, definition, name) for name in ("met", "needed", "unobserved"))
    always = definition.always_needed
    tiers: set[int] = set()
    if definition.has_own_rule:
        for symbol in _symbols(control, definition, "tier", 1):
            tiers.add(symbol.arguments[0].number)
    kept: dict[tuple[frozenset[str], frozenset[str], frozenset[str], bool], _World] = {}
    worlds = {}
    for number in numbers:
        wanted = always | needed[number] if number in needed else always
        have = met.get(number, _NONE)
        holds = number in tiers if definition.has_own_rule else wanted <= have
        key = (have, wanted, unobserved.get(number, _NONE), holds)
        world = kept.get(key)
        if world is None:
            world = kept[key] = _World(holds, frozenset(have), frozenset(wanted), frozenset(key[2]))
        worlds[number] = world
    return worlds


_NONE: Final[frozenset[str]] = frozenset()
_NOWHERE: Final[frozenset[int]] = frozenset()


def _symbols(control: clingo.Control, definition: Definition, name: str, arity: int) -> Iterator[clingo.Symbol]:
    predicate = predicate_in_program(name, definition.file.name, TIERS)
    for atom in control.symbolic_atoms.by_signature(predicate, arity):
        yield atom.symbol


def _named(control: clingo.Control, definition: Definition, name: str) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for symbol in _symbols(control, definition, name, 2):
        number, criterion = symbol.arguments
        found.setdefault(number.number, set()).add(criterion.string)
    return {number: frozenset(names) for number, names in found.items()}


def _cases_of(control: clingo.Control, definition: Definition, name: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for symbol in _symbols(control, definition, name, 2):
        number, criterion = symbol.arguments
        found.setdefault(criterion.string, set()).add(number.number)
    return found


# --- folding --------------------------------------------------------------------------------------------------------


def _fold(definition: Definition, signature: Signature, plan: Plan | None, worlds_of: Mapping[int, _World]) -> Verdict:
    names = [criterion.name for criterion in definition.criteria]
    if plan is None:
        return Verdict(Answer.NOT_OBSERVED, dict.fromkeys(names, Answer.NOT_OBSERVED))
    worlds = {world: worlds_of[number] for world, number in plan.worlds}
    base = worlds[plan.base]
    answers: dict[str, Answer] = {}
    hangs: frozenset[Shape | Opened] = frozenset()
    for name in names:
        answers[name], turning = _criterion(name, worlds, plan)
        hangs |= turning
    if definition.has_own_rule:
        answer, turning = plan.answer({key: world.tier for key, world in worlds.items()})
        hangs |= turning
        if answer is Answer.NO and any(world.unobserved - world.met for world in worlds.values()):
            answer = Answer.NOT_OBSERVED
    else:
        needed = frozenset[str]().union(*(world.needed for world in worlds.values()))
        answer = all_of([answers[name] for name in needed])
        sure = not plan.has_unseen and not any(world.unobserved for world in worlds.values())
        if answer.is_open and sure and len({world.tier for world in worlds.values()}) == 1:
            answer = Answer.YES if base.tier else Answer.NO  # each is open, all together are not
    if hangs:
        sources = sources_of(signature.form, definition.asked)
        hangs = frozenset[Shape | Opened]().union(*(sources[left] for left in hangs))
    return Verdict(answer, answers, hangs)


def _criterion(name: str, worlds: Mapping[World, _World], plan: Plan) -> tuple[Answer, frozenset[Shape | Opened]]:
    answer, turning = plan.answer({key: name in world.met for key, world in worlds.items()})
    if answer is Answer.NO and any(name in world.unobserved for world in worlds.values()):
        answer = Answer.NOT_OBSERVED
    return answer, turning


def _plain(met: bool, unobserved: bool) -> Answer:
    return Answer.YES if met else Answer.NOT_OBSERVED if unobserved else Answer.NO


def all_of(answers: Iterable[Answer]) -> Answer:
    """The answer to *all of these?*: one no settles it; else what is open prevails, disputed before uncertain.

    Examples
    --------
    >>> all_of([Answer.YES, Answer.NOT_OBSERVED]).value, all_of([Answer.NO, Answer.DISPUTED]).value, all_of([]).value
    ('not_observed', 'no', 'yes')
    """
    seen = tuple(answers)
    for answer in (Answer.NO, Answer.DISPUTED, Answer.UNCERTAIN, Answer.NOT_OBSERVED):
        if answer in seen:
            return answer
    return Answer.YES
