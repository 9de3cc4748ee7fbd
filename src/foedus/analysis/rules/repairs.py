"""Why not, and the smallest changes that would make it so: every set of them of which no part suffices."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from typing import Literal as OneOf

from foedus.analysis.network.snapshot import Tie
from foedus.analysis.rules.clauses import Atom, Rule
from foedus.analysis.rules.facts import Scene, quoted, rules_for
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.program import Case, Program
from foedus.analysis.rules.verdicts import Signature, world
from foedus.model.vocabulary import load_vocabulary

if TYPE_CHECKING:
    import clingo

__all__ = ["Change", "Repairs", "apply_changes", "find_repairs", "new_instrument", "smallest_sets"]

MOST_REPAIRS: Final = 200
SECONDS: Final = 10.0
_NEW: Final = "new:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that would have to be otherwise.

    Attributes
    ----------
    kind : str
        `instrument`: it enters into force, being known (`about` its id) or new; `clause_begins`: the clause is law;
        `clause_ends`: it is not.
    add, remove : frozenset of Atom
        What that does to the facts of the question.
    """

    kind: OneOf["instrument", "clause_begins", "clause_ends"]
    about: str
    words: str
    type: str | None = None
    parties: tuple[str, ...] = ()
    add: frozenset[Atom] = frozenset()
    remove: frozenset[Atom] = frozenset()

    @property
    def is_new(self) -> bool:
        """An instrument that nobody has agreed yet?"""
        return self.about.startswith(_NEW)


@dataclass(frozen=True, slots=True)
class Repairs:
    """Sets of changes, the smallest first; `complete` is False where a limit cut the search short."""

    sets: tuple[tuple[Change, ...], ...]
    complete: bool = True


def apply_changes(case: Case, changes: Sequence[Change]) -> Case:
    """The case with these changes made."""
    facts, valid = set(case.facts), set(case.valid)
    for change in changes:
        facts = (facts - change.remove) | change.add
        if change.kind == "clause_begins":
            valid.add(change.about)
        elif change.kind == "clause_ends":
            valid.discard(change.about)
    return Case(frozenset(facts), frozenset(valid))


def find_repairs(scene: Scene, law: Law, *, seconds: float = SECONDS, only_instruments: bool = False) -> Repairs:
    """Every smallest set of changes under which the answer would be `permitted` or `permitted_if`.

    Told of the world in which what is open does not hold. Changes offered: instruments between the two that are known
    and not in force, a new instrument of each type the rules ask for, clauses that are law on another day, and the end of
    clauses that forbid; with ``only_instruments`` no change of law.
    """
    if scene.is_future:
        return Repairs(())
    rules = rules_for(law, scene.question)
    base = world(scene, (False,) * len(scene.opens))
    changes = tuple(_changes(scene, law, rules, base))
    if only_instruments:
        changes = tuple(change for change in changes if change.kind == "instrument")
    return smallest_sets(Program(law, rules), base.case, changes, _granted(hosted=base.hosted), seconds=seconds)


def smallest_sets(
    program: Program, case: Case, changes: Sequence[Change], goal: Iterable[str], *, seconds: float = SECONDS
) -> Repairs:
    """Every smallest set of changes to a case under which `so__` follows, as the lines of ``goal`` define it.

    Notes
    -----
    Whether to make a change is a choice; answer sets are enumerated with the changes false by preference, and each one
    found rules out its supersets, so that what is found is minimal and all that is minimal is found.
    """
    options = ["--heuristic=Domain", "--enum-mode=domRec", "--models=0"]
    control = program.control(_search(program, case, changes, goal), options)
    return _models(control, changes, seconds)


def _models(control: clingo.Control, changes: Sequence[Change], seconds: float) -> Repairs:
    sets: list[tuple[Change, ...]] = []
    until = time.monotonic() + seconds
    complete = True
    with control.solve(yield_=True, async_=True) as handle:
        while True:
            handle.resume()
            if len(sets) >= MOST_REPAIRS or not handle.wait(max(0.0, until - time.monotonic())):
                handle.cancel()
                complete = False
                break
            model = handle.model()
            if model is None:
                break
            chosen = [atom.arguments[0].number for atom in model.symbols(atoms=True) if atom.name == "change__"]
            sets.append(tuple(changes[number] for number in sorted(chosen)))
    order = {"instrument": 0, "clause_begins": 1, "clause_ends": 2}
    sets.sort(key=lambda each: (len(each), [(order[c.kind], c.is_new, c.about) for c in each]))
    return Repairs(tuple(each for each in sets if each), complete)


def _changes(scene: Scene, law: Law, rules: Sequence[Rule], base: Signature) -> Iterator[Change]:
    question = scene.question
    pending: set[str] = set()
    for name, tie in scene.ties.items():
        both = {question.actor, question.partner} <= set(tie.instrument.parties)
        if both and not base.case.facts & {("in_force", quoted(name)), ("ended", quoted(name))}:
            pending.add(tie.instrument.type)
            yield _known_instrument(tie, base)
    for kind in sorted(_types_asked(rules) - pending):
        yield new_instrument(kind, question.actor, question.partner)
    needed = dict.fromkeys(rule.clause for rule in rules)
    forbidding = {rule.clause for rule in rules if rule.head[0] == "forbidden"}
    for name in needed:
        clause = law.clauses[name]
        if name not in base.case.valid:
            yield Change(kind="clause_begins", about=name, words=f"{clause.reference} is law (as it is {clause.valid})")
        elif name in forbidding:
            yield Change(kind="clause_ends", about=name, words=f"{clause.reference} is no longer law")


def _known_instrument(tie: Tie, base: Signature) -> Change:
    """It enters into force; what it replaces goes."""
    instrument = tie.instrument
    add: set[Atom] = {("in_force", quoted(instrument.id))}
    remove: set[Atom] = {("not_yet", quoted(instrument.id))}
    words = f"{instrument.id} is in force"
    if instrument.replaces and ("in_force", quoted(instrument.replaces)) in base.case.facts:
        add.add(("ended", quoted(instrument.replaces)))
        remove.add(("in_force", quoted(instrument.replaces)))
        words += f", in the place of {instrument.replaces}"
    return Change(
        kind="instrument",
        about=instrument.id,
        words=words,
        type=instrument.type,
        parties=instrument.parties,
        add=frozenset(add),
        remove=frozenset(remove),
    )


def _types_asked(rules: Sequence[Rule]) -> set[str]:
    atoms = (c.atom for rule in rules for c in rule.body if c.atom and not c.negated)
    return {atom[2].strip('"') for atom in atoms if atom[0] == "type" and atom[2][0] == '"'}


def new_instrument(kind: str, actor: str, partner: str) -> Change:
    """A new instrument of a type between the two is in force; where the type has roles, ``actor`` has the first."""
    name = quoted(f"{_NEW}{kind}")
    parties = tuple(sorted((actor, partner)))
    facts: set[Atom] = {
        ("instrument", name),
        ("type", name, quoted(kind)),
        ("between", name),
        ("in_force", name),
        *(("party", name, quoted(party)) for party in parties),
    }
    roles = load_vocabulary().type(kind).roles
    facts |= {("role", name, quoted(r), quoted(who)) for r, who in zip(roles, (actor, partner), strict=False)}
    return Change(
        kind="instrument",
        about=f"{_NEW}{kind}",
        words=f"a new {load_vocabulary().type(kind).label} ({kind}) between {' and '.join(parties)} is in force",
        type=kind,
        parties=parties,
        add=frozenset(facts),
    )


def _search(program: Program, base: Case, changes: Sequence[Change], goal: Iterable[str]) -> Iterator[str]:
    removable = frozenset(atom for change in changes for atom in change.remove)
    ending = frozenset(change.about for change in changes if change.kind == "clause_ends")
    case = Case(base.facts - removable, base.valid - ending)
    yield from program.case_lines([case])
    if changes:
        yield f"{{ change__(0..{len(changes) - 1}) }}."
        yield f"#heuristic change__(X) : X = 0..{len(changes) - 1}. [1,false]"
    for number, change in enumerate(changes):
        for atom in change.add:
            yield f"{atom[0]}(0,{','.join(atom[1:])}) :- change__({number})."
        if change.kind == "clause_begins":
            yield f"valid__(0,{program.number(change.about)}) :- change__({number})."
        elif change.kind == "clause_ends":
            yield f"valid__(0,{program.number(change.about)}) :- not change__({number})."
    for atom in removable & base.facts:
        unless = ", ".join(f"not change__({n})" for n, change in enumerate(changes) if atom in change.remove)
        yield f"{atom[0]}(0,{','.join(atom[1:])}) :- {unless}."
    yield from goal
    yield ":- not so__."


def _granted(*, hosted: bool) -> Iterator[str]:
    """Permitted, with or without conditions: agreed, authorised, and neither forbidden nor contested."""
    yield "agreed__ :- covered(0,X)."
    yield "agreed__ :- no_agreement_needed(0)."
    yield "barred__ :- forbidden(0)."
    yield "barred__ :- contested(0,X)."
    host = ", host_authorised(0)" if hosted else ""
    yield f"so__ :- agreed__, authorised(0), not barred__{host}."
