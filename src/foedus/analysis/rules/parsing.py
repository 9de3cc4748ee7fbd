"""Rule files, parsed by clingo into plain rules; whatever could run without end or without bounds is refused here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from foedus.analysis.rules.checking import check_rules
from foedus.analysis.rules.clauses import Atom, Condition, Rule, RuleFile
from foedus.analysis.rules.dialect import ENTITLEMENTS, Dialect
from foedus.analysis.rules.headers import Headers, read_headers
from foedus.analysis.rules.problems import BadRulesError
from foedus.model.problems import Issue, MissingExtraError
from foedus.model.resources import digest_of

if TYPE_CHECKING:
    from clingo.ast import AST

__all__ = ["CASE", "parse_rules", "predicate_in_program", "require_clingo"]

CASE: Final = "Case__"
"""The variable that stands for the case in every atom of a program."""

_SYNTAX: Final = re.compile(r"<string>:(?P<line>\d+):(?P<column>\d+)[^:]*: error: (?P<what>.*)", re.DOTALL)
_MOST_CHARACTERS: Final = 1_000_000


def require_clingo() -> None:
    """Say how to get what rules run on, where it is missing.

    Raises
    ------
    MissingExtraError
        If clingo is not installed.
    """
    try:
        import clingo  # noqa: F401  # only whether it is there
    except ImportError:
        raise MissingExtraError("rules", "Running rules") from None


def parse_rules(text: str, name: str, *, dialect: Dialect = ENTITLEMENTS) -> RuleFile:
    """Read one rule file.

    Parameters
    ----------
    text : str
        A clingo program whose lines `%@` head its clauses.
    name : str
        The file's name, for messages.

    Returns
    -------
    RuleFile

    Raises
    ------
    BadRulesError
        With every problem found: file, line, clause, what was found, what was expected.
    """
    require_clingo()
    issues: list[Issue] = []
    if len(text) > _MOST_CHARACTERS:
        raise BadRulesError([_issue(f"{name}:1", f"{len(text)} characters", f"at most {_MOST_CHARACTERS}")])
    headers = read_headers(text, name, issues)
    reader = _Reader(name, headers, dialect, issues)
    for node in _nodes(text, name, headers, issues):
        reader.take(node)
    issues += check_rules(reader.rules, dialect)
    if issues:
        raise BadRulesError(sorted(issues, key=_place))
    return RuleFile(
        name=name,
        title=headers.title,
        actor=headers.actor,
        surveys=headers.surveys,
        clauses=headers.clauses,
        rules=tuple(reader.rules),
    )


def predicate_in_program(name: str, file: str, dialect: Dialect) -> str:
    """A helper predicate belongs to its file: two files may use the same name for two things."""
    if name in dialect.facts or (dialect.shared and name in dialect.conclusions):
        return name
    return f"{name}__{digest_of(file.encode())[:8]}"


def _place(issue: Issue) -> tuple[int, str]:
    found = re.search(r":(\d+)", issue.where)
    return (int(found[1]) if found else 0, issue.got)


def _nodes(text: str, name: str, headers: Headers, issues: list[Issue]) -> list[Any]:
    from clingo import ast

    nodes: list[Any] = []
    said: list[str] = []
    try:
        ast.parse_string(text, nodes.append, logger=lambda _, message: said.append(message))
    except RuntimeError:
        for message in said:
            found = _SYNTAX.match(message)
            line, what = (int(found["line"]), found["what"].strip()) if found else (1, message.strip())
            issues.append(_issue(_where(name, line, headers), what, "rules such as `covered(I) :- in_force(I).`"))
        return []
    return nodes


def _where(name: str, line: int, headers: Headers) -> str:
    clause = headers.clause_at(line)
    return f"{name}:{line}" + (f" (clause {clause.id})" if clause else "")


def _issue(where: str, got: str, expected: str, hint: str = "") -> Issue:
    return Issue(code="rules-form", where=where, got=got, expected=expected, hint=hint)


class _RefusedError(Exception):
    """A construct that is not part of the language of rules."""

    def __init__(self, got: str, expected: str, hint: str = "") -> None:
        super().__init__(got)
        self.got, self.expected, self.hint = got, expected, hint


class _Reader:
    """Turns the nodes of one file into rules."""

    def __init__(self, name: str, headers: Headers, dialect: Dialect, issues: list[Issue]) -> None:
        self.name, self.headers, self.dialect, self.issues = name, headers, dialect, issues
        self.rules: list[Rule] = []

    def take(self, node: Any) -> None:
        """One statement of the program."""
        from clingo.ast import ASTType

        if node.ast_type is ASTType.Comment or (node.ast_type is ASTType.Program and str(node) == "#program base."):
            return
        line = node.location.begin.line
        where = _where(self.name, line, self.headers)
        try:
            if node.ast_type is not ASTType.Rule:
                raise _RefusedError(f"`{str(node)[:60]}`", "rules and comments only")
            clause = self.headers.clause_at(line)
            if clause is None:
                raise _RefusedError("a rule before the first clause", "`%@ clause:` above it")
            _refuse_negated_pools(node)
            for each in node.unpool():
                self.rules.append(self._rule(each, clause.id, line))
        except _RefusedError as problem:
            self.issues.append(_issue(where, problem.got, problem.expected, problem.hint))

    def _rule(self, node: AST, clause: str, line: int) -> Rule:
        fresh = _fresh_names()
        shown = str(node)
        node = _with_constants(node)
        head = self._head(node.head)
        body = tuple(self._condition(each, fresh) for each in node.body)
        bound = [a for c in body if c.atom is not None and not c.negated for a in c.atom[1:]]
        variables = dict.fromkeys(term for term in (*head[1:], *bound) if term[0].isupper())
        return Rule(
            clause=clause, file=self.name, line=line, head=head, body=body, variables=tuple(variables), shown=shown
        )

    def _head(self, node: Any) -> Atom:
        from clingo.ast import ASTType

        if node.ast_type is ASTType.Aggregate:
            raise _RefusedError(f"the choice `{node}`", "one conclusion", "Law does not guess: say when it holds.")
        if node.ast_type is not ASTType.Literal or node.atom.ast_type is not ASTType.SymbolicAtom:
            what = "a rule without conclusion" if str(node) == "#false" else f"`{node}`"
            raise _RefusedError(what, "one conclusion before `:-`")
        atom = self._atom(node.atom.symbol)
        if "_" in atom[1:]:
            raise _RefusedError(f"`_` in the conclusion `{node}`", "a variable of the body")
        if atom[0] in self.dialect.facts:
            raise _RefusedError(f"the conclusion `{node}`", "no fact of the question: those are given, not concluded")
        if atom[0] == "unobserved" and self.headers.actor is not None:
            return ("law_unobserved", *atom[1:])
        return atom

    def _atom(self, symbol: Any) -> Atom:
        from clingo.ast import ASTType

        if symbol.ast_type is not ASTType.Function or symbol.external:
            raise _RefusedError(f"`{symbol}`", "a predicate such as covered(I); use `not` to negate")
        return (symbol.name, *(_term(each) for each in symbol.arguments))

    def _condition(self, node: Any, fresh: Iterator[str]) -> Condition:
        from clingo.ast import ASTType, Sign

        if node.ast_type is ASTType.Literal and node.sign == Sign.DoubleNegation:
            raise _RefusedError(f"`{node}`", "one `not` at most")
        if node.ast_type is ASTType.Literal and node.atom.ast_type is ASTType.SymbolicAtom:
            negated = node.sign == Sign.Negation
            atom = self._atom(node.atom.symbol)
            if atom[0] == "excepted":
                raise _RefusedError(f"the condition `{node}`", "the conditions of the exception themselves")
            if not negated:  # what matched is worth naming in a proof
                atom = (atom[0], *(next(fresh) if term == "_" else term for term in atom[1:]))
            return Condition(
                text=("not " if negated else "") + self._in_program(atom), shown=str(node), atom=atom, negated=negated
            )
        if node.ast_type is ASTType.Literal and node.atom.ast_type is ASTType.Comparison:
            _refuse_arithmetic(node)
            return Condition(text=str(node), shown=str(node))
        if node.ast_type is ASTType.Literal and node.atom.ast_type is ASTType.BodyAggregate:
            return self._counted(node)
        raise _RefusedError(f"`{node}`", "predicates, comparisons and #count")

    def _counted(self, node: Any) -> Condition:
        """A count: how its atoms look in a program, and which they are."""
        from clingo.ast import ASTType, Transformer

        within: list[Atom] = []
        reader = self

        class Placing(Transformer):
            def visit_SymbolicAtom(self, atom: Any) -> Any:  # noqa: N802  # clingo's own name
                from clingo.ast import Function, SymbolicAtom, Variable

                plain = reader._atom(atom.symbol)
                within.append(plain)
                place = atom.symbol.location
                name = predicate_in_program(plain[0], reader.name, reader.dialect)
                arguments = [Variable(place, CASE), *atom.symbol.arguments]
                return SymbolicAtom(Function(place, name, arguments, False))

        if node.atom.function != 0:
            raise _RefusedError(f"`{node}`", "#count, and no other sum")
        if node.atom.left_guard is None and node.atom.right_guard is None:
            raise _RefusedError(f"`{node}`", "a count that is compared with a number")
        for guard in (node.atom.left_guard, node.atom.right_guard):
            if guard is not None and guard.term.ast_type is not ASTType.SymbolicTerm:
                raise _RefusedError(f"`{node}`", "a count compared with a number, such as `#count { I : … } >= 2`")
        return Condition(text=str(Placing()(node)), shown=str(node), within=tuple(within))

    def _in_program(self, atom: Atom) -> str:
        return f"{predicate_in_program(atom[0], self.name, self.dialect)}({','.join((CASE, *atom[1:]))})"


def _with_constants(node: Any) -> Any:
    """The rule with `I = "acsa-aus-jpn"` carried out: a variable that is one thing is written as that thing."""
    from clingo.ast import ASTType, ComparisonOperator, Sign, Transformer

    known: dict[str, Any] = {}
    for each in node.body:
        if each.ast_type is ASTType.Literal and each.atom.ast_type is ASTType.Comparison and each.sign == Sign.NoSign:
            guards = each.atom.guards
            if len(guards) == 1 and guards[0].comparison == ComparisonOperator.Equal:
                for name, value in ((each.atom.term, guards[0].term), (guards[0].term, each.atom.term)):
                    if name.ast_type is ASTType.Variable and value.ast_type is ASTType.SymbolicTerm:
                        known.setdefault(name.name, value)

    class Replacing(Transformer):
        def visit_Variable(self, variable: Any) -> Any:  # noqa: N802  # clingo's own name
            return known.get(variable.name, variable)

    return Replacing()(node) if known else node


def _fresh_names() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"Any__{number}"


def _term(node: Any) -> str:
    from clingo.ast import ASTType

    if node.ast_type is ASTType.Variable:
        if "__" in node.name:
            raise _RefusedError(f"the variable {node.name}", "a name without two underscores")
        return str(node)
    if node.ast_type is ASTType.SymbolicTerm:
        return str(node)
    raise _RefusedError(
        f"the term `{node}`", "a variable, a code or a string", "Terms that build new terms could go on without end."
    )


def _refuse_arithmetic(node: Any) -> None:
    def look(each: Any) -> None:
        _term(each)

    _each_term(node.atom, look)


def _each_term(comparison: Any, look: Callable[[Any], None]) -> None:
    look(comparison.term)
    for guard in comparison.guards:
        look(guard.term)


def _refuse_negated_pools(node: Any) -> None:
    """`not situation(a; b)` means *not a, or not b*, which is always true."""
    from clingo.ast import ASTType, Sign

    for each in node.body:
        if each.ast_type is ASTType.Literal and each.sign == Sign.Negation and len(each.unpool()) > 1:
            raise _RefusedError(
                f"`{each}`", "one `not` for each alternative", "Write `not situation(a), not situation(b)`."
            )
