"""From facts to answers: every definition over every world, each distinct signature worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING, Final, NamedTuple

from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.parsing import predicate_in_program
from foedus.analysis.rules.program import Case
from foedus.analysis.rules.tiers.canonical import canonical_of, view_of_facts
from foedus.analysis.rules.tiers.definitions import Asked, Definition, Part, Rulebook
from foedus.analysis.rules.tiers.standing import Standing
from foedus.model.answers import Answer

if TYPE_CHECKING:
    import clingo

__all__ = ["Signature", "Verdict", "all_of", "conclude", "decide_all", "decide_jointly", "signature_of", "view_of"]

_MOST_OPEN: Final = 6
_MOST_UNSEEN: Final = 12


class Signature(NamedTuple):
    """Everything the answers of a dyad hang on: equal signatures have equal answers.

    `opens` are (kind, what it adds if it holds, what it adds if not); `unseen` is what each type nobody has looked for
    would add; `valid` are the clauses that apply on the day.
    """

    facts: frozenset[Atom]
    opens: tuple[tuple[str, frozenset[Atom], frozenset[Atom]], ...]
    unseen: tuple[frozenset[Atom], ...]
    valid: frozenset[str]
    future: bool = False


class Verdict(NamedTuple):
    """The answer of one definition.

    Attributes
    ----------
    criteria : mapping of str to Answer
    hangs_on : frozenset of int
        Which of the signature's opens turn an answer.
    """

    answer: Answer
    criteria: Mapping[str, Answer]
    hangs_on: frozenset[int] = frozenset()


class _World(NamedTuple):
    """One definition in one world."""

    tier: bool
    met: frozenset[str]
    needed: frozenset[str]
    unobserved: frozenset[str]


def signature_of(standing: Standing, rulebook: Rulebook, *, future: bool = False) -> Signature:
    """What the answers hang on, of one dyad on one day."""
    form = canonical_of(standing, rulebook.asked)
    return Signature(form.facts, form.opens, form.unseen, rulebook.valid_on(standing.on), future)


def view_of(signature: Signature, asked: Asked) -> Signature:
    """The signature as one criterion sees it."""
    facts, opens, unseen = view_of_facts(signature.facts, signature.opens, signature.unseen, asked)
    return Signature(facts, opens, unseen, signature.valid)


def decide_all(signatures: Sequence[Signature], rulebook: Rulebook) -> list[tuple[Verdict, ...]]:
    """Under each definition of the rulebook, the answer of each signature.

    Notes
    -----
    A million dyad-years of which five hundred differ cost little more than five hundred: equal ones are told by hash.
    """
    distinct = dict.fromkeys(signatures)
    decide = _decide_apart if rulebook.is_plain else decide_jointly
    decided = dict(zip(distinct, decide(list(distinct), rulebook), strict=True))
    return [decided[signature] for signature in signatures]


def _decide_apart(signatures: Sequence[Signature], rulebook: Rulebook) -> list[tuple[Verdict, ...]]:
    """Each criterion through what it alone asks for: there, much fewer dyads differ."""
    answers: list[list[dict[str, Answer]]] = [
        [dict.fromkeys(c.name for c in d.criteria) for d in rulebook.definitions]  # type: ignore[misc]  # filled below
        for _ in signatures
    ]
    for part in rulebook.parts:
        views = [view_of(signature, part.asked) for signature in signatures]
        decided = _decide_part(dict.fromkeys(views), part, rulebook)
        for view, row in zip(views, answers, strict=True):
            for (at, name), answer in zip(part.criteria, decided[view], strict=True):
                row[at][name] = answer
    found = [_verdicts_of(signature, row, rulebook) for signature, row in zip(signatures, answers, strict=True)]
    left = [at for at, each in enumerate(found) if each is None]
    again = dict(zip(left, decide_jointly([signatures[at] for at in left], rulebook), strict=True)) if left else {}
    return [again[at] if each is None else each for at, each in enumerate(found)]


def _decide_part(views: Iterable[Signature], part: Part, rulebook: Rulebook) -> dict[Signature, list[Answer]]:
    """The answer of each criterion of the part, in each view."""
    numbers: dict[Case, int] = {}
    plans: dict[Signature, list[tuple[_Key, int]]] = {}
    for view in views:
        worlds = _worlds(view, thorough=False)
        plans[view] = [((opened, unseen), numbers.setdefault(case, len(numbers))) for opened, unseen, case in worlds]
    control = part.program.control(part.program.case_lines(list(numbers)))
    met: dict[tuple[int, str], set[int]] = {each: set() for each in part.criteria}
    unobserved: dict[tuple[int, str], set[int]] = {each: set() for each in part.criteria}
    for at in {at for at, _ in part.criteria}:
        for name, kept in (("met", met), ("unobserved", unobserved)):
            for symbol in _symbols(control, rulebook.definitions[at], name, 2):
                number, criterion = symbol.arguments
                kept.setdefault((at, criterion.string), set()).add(number.number)
    found = {}
    for view, plan in plans.items():
        row = []
        for each in part.criteria:
            have, blind = met[each], unobserved[each]
            answer, _ = _answer({key: number in have for key, number in plan}, view)
            unsure = answer is Answer.NO and bool(blind) and any(number in blind for _, number in plan)
            row.append(Answer.NOT_OBSERVED if unsure else answer)
        found[view] = row
    return found


def _verdicts_of(
    signature: Signature, answers: Sequence[dict[str, Answer]], rulebook: Rulebook
) -> tuple[Verdict, ...] | None:
    """From criteria to tiers; None where only all criteria together tell."""
    verdicts = []
    for definition, each in zip(rulebook.definitions, answers, strict=True):
        if signature.future or not definition.clause_ids & signature.valid:
            verdicts.append(Verdict(Answer.NOT_OBSERVED, dict.fromkeys(each, Answer.NOT_OBSERVED)))
            continue
        answer = all_of(each[name] for name in definition.always_needed)
        if answer.is_open and _may_exclude(definition, each):
            return None
        verdicts.append(Verdict(answer, each))
    return tuple(verdicts)


def _may_exclude(definition: Definition, answers: Mapping[str, Answer]) -> bool:
    """Are two needed criteria open that may exclude each other?"""
    left = [c for c in definition.criteria if c.needed and answers[c.name] in (Answer.DISPUTED, Answer.UNCERTAIN)]
    return any(one.may_exclude(other) for one, other in combinations(left, 2))


def decide_jointly(signatures: Sequence[Signature], rulebook: Rulebook) -> list[tuple[Verdict, ...]]:
    """All criteria together in each world: slower, the same answers, and what they hang on."""
    numbers: dict[Case, int] = {}
    plans = []
    for signature in signatures:
        worlds = list(_worlds(signature, thorough=rulebook.is_mixed))
        plans.append([(opened, unseen, numbers.setdefault(case, len(numbers))) for opened, unseen, case in worlds])
    outcomes = conclude(rulebook, list(numbers)) if numbers else []
    found = []
    for signature, plan in zip(signatures, plans, strict=True):
        rows = []
        for at, definition in enumerate(rulebook.definitions):
            worlds_of = {(opened, unseen): outcomes[number][at] for opened, unseen, number in plan}
            rows.append(_fold(definition, signature, worlds_of))
        found.append(tuple(rows))
    return found


def _worlds(signature: Signature, *, thorough: bool) -> Iterator[tuple[tuple[bool, ...], frozenset[int], Case]]:
    """Each thing that is open holds or not; of what nobody has looked for there is nothing, or everything.

    Where more than six things are open they are turned one at a time and all at once. Where a criterion wants one thing
    present and another absent, what nobody has looked for is turned one at a time as well.
    """
    n = len(signature.opens)
    if n <= _MOST_OPEN:
        ways = list(product((False, True), repeat=n))
    else:
        rows = [(base,) * n for base in (False, True)]
        ways = [*rows, *((*row[:at], not row[at], *row[at + 1 :]) for row in rows for at in range(n))]
    everything = frozenset(range(len(signature.unseen)))
    extents = [frozenset[int]()] + ([everything] if everything else [])
    if thorough and 1 < len(everything) <= _MOST_UNSEEN:
        extents += [frozenset({at}) for at in everything] + [everything - {at} for at in everything]
    for extent in dict.fromkeys(extents):
        added = frozenset().union(*(signature.unseen[at] for at in extent))
        for opened in ways:
            facts = signature.facts | added
            for (_, yes, no), holds in zip(signature.opens, opened, strict=True):
                facts |= yes if holds else no
            yield opened, extent, Case(facts, signature.valid)


def conclude(rulebook: Rulebook, cases: Sequence[Case]) -> list[tuple[_World, ...]]:
    """What each definition concludes of each case."""
    control = rulebook.program.control(rulebook.program.case_lines(cases))
    by_definition = [_of_definition(control, definition, len(cases)) for definition in rulebook.definitions]
    return [tuple(worlds[number] for worlds in by_definition) for number in range(len(cases))]


def _of_definition(control: clingo.Control, definition: Definition, count: int) -> list[_World]:
    met, needed, unobserved = (_named(control, definition, name, count) for name in ("met", "needed", "unobserved"))
    always = definition.always_needed
    tiers: set[int] = set()
    if definition.has_own_rule:
        for symbol in _symbols(control, definition, "tier", 1):
            tiers.add(symbol.arguments[0].number)
    kept: dict[tuple[frozenset[str], frozenset[str], frozenset[str], bool], _World] = {}
    worlds = []
    for number in range(count):
        wanted = always | needed[number] if number in needed else always
        have = met.get(number, _NONE)
        holds = number in tiers if definition.has_own_rule else wanted <= have
        key = (have, wanted, unobserved.get(number, _NONE), holds)
        world = kept.get(key)
        if world is None:
            world = kept[key] = _World(holds, frozenset(have), frozenset(wanted), frozenset(key[2]))
        worlds.append(world)
    return worlds


_NONE: Final[frozenset[str]] = frozenset()


def _symbols(control: clingo.Control, definition: Definition, name: str, arity: int) -> Iterator[clingo.Symbol]:
    predicate = predicate_in_program(name, definition.file.name, TIERS)
    for atom in control.symbolic_atoms.by_signature(predicate, arity):
        yield atom.symbol


def _named(control: clingo.Control, definition: Definition, name: str, count: int) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for symbol in _symbols(control, definition, name, 2):
        number, criterion = symbol.arguments
        found.setdefault(number.number, set()).add(criterion.string)
    return {number: frozenset(names) for number, names in found.items()}


# --- folding --------------------------------------------------------------------------------------------------------

_Key = tuple[tuple[bool, ...], frozenset[int]]


def _fold(definition: Definition, signature: Signature, worlds: Mapping[_Key, _World]) -> Verdict:
    names = [criterion.name for criterion in definition.criteria]
    if signature.future or not definition.clause_ids & signature.valid:
        return Verdict(Answer.NOT_OBSERVED, dict.fromkeys(names, Answer.NOT_OBSERVED))
    base = worlds[(False,) * len(signature.opens), frozenset()]
    if len(worlds) == 1:
        answers = {name: _plain(name in base.met, name in base.unobserved) for name in names}
        hangs: frozenset[int] = frozenset()
    else:
        answers, hangs = {}, frozenset()
        for name in names:
            answer, turning = _criterion(name, worlds, signature)
            answers[name] = answer
            hangs |= turning
    if definition.has_own_rule:
        answer, turning = _answer({key: world.tier for key, world in worlds.items()}, signature)
        if answer is Answer.NO and any(world.unobserved - world.met for world in worlds.values()):
            answer = Answer.NOT_OBSERVED
        return Verdict(answer, answers, hangs | turning)
    needed = frozenset[str]().union(*(world.needed for world in worlds.values()))
    answer = all_of(answers[name] for name in needed)
    sure = not signature.unseen and not any(world.unobserved for world in worlds.values())
    if answer.is_open and sure and len({world.tier for world in worlds.values()}) == 1:
        answer = Answer.YES if base.tier else Answer.NO  # each is open, all together are not
    return Verdict(answer, answers, hangs)


def _criterion(name: str, worlds: Mapping[_Key, _World], signature: Signature) -> tuple[Answer, frozenset[int]]:
    answer, turning = _answer({key: name in world.met for key, world in worlds.items()}, signature)
    if answer is Answer.NO and any(name in world.unobserved for world in worlds.values()):
        answer = Answer.NOT_OBSERVED
    return answer, turning


def _plain(met: bool, unobserved: bool) -> Answer:
    return Answer.YES if met else Answer.NOT_OBSERVED if unobserved else Answer.NO


def all_of(answers: Iterator[Answer] | Sequence[Answer]) -> Answer:
    """The answer to *all of these?*: one no settles it; else what is open prevails, disputed before uncertain.

    Examples
    --------
    >>> all_of([Answer.YES, Answer.NOT_OBSERVED]).value, all_of([Answer.NO, Answer.DISPUTED]).value, all_of([]).value
    ('not_observed', 'no', 'yes')
    """
    seen = set(answers)
    order = (Answer.NO, Answer.DISPUTED, Answer.UNCERTAIN, Answer.NOT_OBSERVED)
    return next((answer for answer in order if answer in seen), Answer.YES)


def _answer(holds: Mapping[_Key, bool], signature: Signature) -> tuple[Answer, frozenset[int]]:
    """The answer of all worlds, and which of the opens turn it."""
    values = set(holds.values())
    if len(values) == 1:
        return (Answer.YES if values.pop() else Answer.NO), frozenset()
    turning = frozenset(
        at
        for at in range(len(signature.opens))
        if any(
            holds.get(((*opened[:at], not opened[at], *opened[at + 1 :]), unseen), value) is not value
            for (opened, unseen), value in holds.items()
        )
    )
    kinds = {signature.opens[at][0] for at in turning}
    if "disputed" in kinds:
        return Answer.DISPUTED, turning
    return (Answer.UNCERTAIN if kinds else Answer.NOT_OBSERVED), turning
