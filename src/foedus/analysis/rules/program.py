"""Runs rules: many cases in one program, each case with facts and clauses of its own.

Every atom carries its case as first argument, so that one grounding answers all worlds of a question, all days of a
timeline or all signatures of a table. Rules have no circle through `not`: grounding alone yields all that follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from foedus.analysis.rules.clauses import Atom, Rule
from foedus.analysis.rules.dialect import ENTITLEMENTS, Dialect
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.parsing import CASE, predicate_in_program, require_clingo
from foedus.analysis.rules.problems import BadRulesError
from foedus.model.problems import Issue

if TYPE_CHECKING:
    import clingo

__all__ = ["Case", "Fired", "Outcome", "Program", "run"]

_DAY: Final = "Day__"


class Case(NamedTuple):
    """What one answer hangs on: the facts, and the clauses that are law."""

    facts: frozenset[Atom]
    valid: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fired:
    """One rule met in one way: what its variables stand for."""

    rule: Rule
    values: Mapping[str, str]

    def ground(self, atom: Atom) -> Atom:
        """The atom with its variables replaced."""
        return (atom[0], *(self.values.get(term, term) for term in atom[1:]))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows in one case; with `fired` and `lifted` only where a trace was asked for.

    `lifted` are rules whose conditions are met, but whose clause an exception lifts.
    """

    conclusions: frozenset[Atom]
    fired: tuple[Fired, ...] = ()
    lifted: tuple[Fired, ...] = ()


class Program:
    """Rules made ready for clingo."""

    def __init__(self, law: Law, rules: Sequence[Rule], *, dialect: Dialect = ENTITLEMENTS, traced: bool = False):
        self.rules = tuple(rules)
        self.dialect = dialect
        self._law = law
        self._numbers = {name: number for number, name in enumerate(law.clauses)}
        lines: list[str] = []
        self._of_line: list[Rule] = []
        for number, rule in enumerate(self.rules):
            for line in self._lines(number, rule, traced=traced):
                lines.append(line)
                self._of_line.append(rule)
        self.text = "\n".join(lines)

    def _lines(self, number: int, rule: Rule, *, traced: bool) -> Iterator[str]:
        head = self._head(rule)
        standing = f"case__({CASE},{_DAY}),valid__({_DAY},{self._numbers[rule.clause]})"
        body = "".join(f",{condition.text}" for condition in rule.body)
        lift = self._law.excepted.get(rule.clause)
        guard = "" if lift is None else f",not lifted__{lift}({CASE})"
        if not traced:
            yield f"{head} :- {standing}{guard}{body}."
            return
        values = f"t({','.join(rule.variables)})" if rule.variables else "t"
        yield f"fired__({CASE},{number},{values}) :- {standing}{guard}{body}."
        yield f"{head} :- fired__({CASE},{number},{values})."
        if lift is not None:
            yield f"blocked__({CASE},{number},{values}) :- {standing},lifted__{lift}({CASE}){body}."

    def _head(self, rule: Rule) -> str:
        if rule.head[0] == "excepted":
            return f"lifted__{self._law.excepted[rule.head[1].strip(chr(34))]}({CASE})"
        name = predicate_in_program(rule.head[0], rule.file, self.dialect)
        return f"{name}({','.join((CASE, *rule.head[1:]))})"

    def number(self, clause: str) -> int:
        """How the program calls a clause."""
        return self._numbers[clause]

    def case_lines(self, cases: Sequence[Case]) -> Iterator[str]:
        """Facts and valid clauses of the cases: one line for all cases in a row that share a fact, so that little is parsed."""
        days: dict[frozenset[str], int] = {}
        holding: dict[Atom, list[int]] = {}
        for number, case in enumerate(cases):
            day = days.setdefault(case.valid, len(days))
            holding.setdefault(("case__", str(day)), []).append(number)
            for atom in case.facts:
                holding.setdefault(atom, []).append(number)
        for atom, numbers in holding.items():
            yield f"{atom[0]}({','.join((_pool(numbers), *atom[1:]))})."
        for valid, day in days.items():
            for name in valid:
                if name in self._numbers:
                    yield f"valid__({day},{self._numbers[name]})."

    def control(self, lines: Iterable[str], options: Sequence[str] = ()) -> clingo.Control:
        """A control with the rules and these lines, grounded.

        Raises
        ------
        BadRulesError
            If clingo finds what the checks before did not.
        """
        require_clingo()
        import clingo

        said: list[str] = []
        control = clingo.Control(["--warn=none", *options], logger=lambda _, message: said.append(message))
        try:
            control.add("base", [], self.text + "\n" + "\n".join(lines))
            control.ground([("base", [])])
        except RuntimeError:
            raise BadRulesError([self._issue(message) for message in said] or [self._issue("error")]) from None
        return control

    def _issue(self, message: str) -> Issue:
        parts = message.split(":", 4)
        line = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
        rule = self._of_line[line - 1] if 0 < line <= len(self._of_line) else None
        where = "rules" if rule is None else f"{rule.file}:{rule.line} (clause {rule.clause})"
        got = "error" if rule is None else f"`{rule.shown}`"
        return Issue(code="rules-form", where=where, got=got, expected="a rule that runs", hint=message.strip())


def _pool(numbers: Sequence[int]) -> str:
    """Rising numbers as clingo writes them together: `(1..3;7)`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = ";".join(str(low) if low == high else f"{low}..{high}" for low, high in runs)
    return told if len(runs) == 1 else f"({told})"


def run(program: Program, cases: Sequence[Case], *, traced: bool = False) -> list[Outcome]:
    """All that follows in each case, in the order of ``cases``."""
    control = program.control(program.case_lines(cases))
    found: list[set[Atom]] = [set() for _ in cases]
    for name, arity in program.dialect.conclusions.items():
        if name != "excepted":
            for symbol in _facts(control, name, arity + 1):
                first, *rest = symbol.arguments
                found[first.number].add((name, *(str(each) for each in rest)))
    if not traced:
        return [Outcome(frozenset(atoms)) for atoms in found]
    fired, lifted = (_uses(control, program, name, len(cases)) for name in ("fired__", "blocked__"))
    return [
        Outcome(frozenset(atoms), tuple(fired[number]), tuple(lifted[number])) for number, atoms in enumerate(found)
    ]


def _facts(control: clingo.Control, name: str, arity: int) -> Iterator[Any]:
    for atom in control.symbolic_atoms.by_signature(name, arity):
        if atom.is_fact:
            yield atom.symbol


def _uses(control: clingo.Control, program: Program, name: str, count: int) -> list[list[Fired]]:
    found: list[list[tuple[int, Fired]]] = [[] for _ in range(count)]
    for symbol in _facts(control, name, 3):
        case, number, values = symbol.arguments
        rule = program.rules[number.number]
        bound = dict(zip(rule.variables, (str(each) for each in values.arguments), strict=True))
        found[case.number].append((number.number, Fired(rule, bound)))
    return [[use for _, use in sorted(uses, key=lambda u: (u[0], sorted(u[1].values.items())))] for uses in found]
