"""What law is made of: clauses with reference and validity, the rules each one states, and the files they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal as OneOf

from foedus.analysis.rules.problems import BadRulesError
from foedus.model.dates import EdtfDate, Truth, both, has_begun, negate
from foedus.model.problems import Issue

__all__ = ["Atom", "Clause", "Condition", "Law", "Rule", "RuleFile", "Survey", "applies"]

Atom = tuple[str, ...]
"""A predicate and its arguments as they stand in a rule: `("type", "I", '"ACSA"')`."""


def applies(span: EdtfDate, on: int) -> Truth:
    """Is day ``on`` [ordinal] inside the interval, its last day included? An imprecise edge leaves it `uncertain`.

    Examples
    --------
    >>> from foedus.model.dates import day
    >>> span = EdtfDate.parse("2013-01-31/2017-09")
    >>> [applies(span, day(on)) for on in ("2013-01-30", "2013-01-31", "2017-09-15", "2017-10-01")]
    ['no', 'yes', 'uncertain', 'no']
    """
    start, _, end = span.text.partition("/")
    begun: Truth = "yes" if start == ".." else "uncertain" if start == "" else has_begun(EdtfDate.parse(start), on)
    # The last day is some day of the date that ends it: what ends in 2017-09 may be over from the 2nd on.
    over: Truth = "no" if end == ".." else "uncertain" if end == "" else has_begun(EdtfDate.parse(end), on - 1)
    return both(begun, negate(over))


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Whose whole law somebody has looked at: for these activities, from when to when.

    There, silence means *no authority*; elsewhere it means that nobody looked. `role` is `actor` or `host` where only
    the law on going abroad, or only the law on receiving, was looked at; else `both`.
    """

    actor: str
    activities: frozenset[str]
    span: EdtfDate
    role: OneOf["actor", "host", "both"] = "both"

    def covers(self, actor: str, activity: str, on: int, *, role: str) -> bool:
        """Was this actor's law on the activity looked at for that day?"""
        return (
            self.actor == actor
            and activity in self.activities
            and self.role in ("both", role)
            and applies(self.span, on) == "yes"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One provision of one version of a law or instrument.

    Attributes
    ----------
    reference : str
        Article and paragraph, as a lawyer cites it.
    valid : EdtfDate
        From the first day in force to the last.
    gloss : str
        What it says, in our own words.
    seen : str
        What exactly the author of the clause has seen.
    hypothetical : bool
        Comes from a file given for one question only.
    """

    id: str
    file: str
    line: int
    reference: str
    valid: EdtfDate
    gloss: str
    address: str = ""
    seen: str = ""
    actor: str | None = None
    hypothetical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a rule.

    Attributes
    ----------
    text : str
        As the engine runs it; the marks of `program.py` stand where the case goes.
    shown : str
        As the author wrote it.
    atom : Atom or None
        None for comparisons, counts and the like.
    negated : bool
    within : tuple of Atom
        Atoms inside a count or a conditional.
    """

    text: str
    shown: str
    atom: Atom | None = None
    negated: bool = False
    within: tuple[Atom, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a clause: `head` follows where every condition of `body` holds."""

    clause: str
    file: str
    line: int
    head: Atom
    body: tuple[Condition, ...]
    variables: tuple[str, ...]
    shown: str

    @property
    def asks(self) -> Iterator[Atom]:
        """Every atom its conditions ask for, those inside counts included."""
        for condition in self.body:
            yield from (condition.atom,) if condition.atom else condition.within

    def fits(self, asked: Mapping[str, str]) -> bool:
        """Can it apply where these predicates (`actor`, `activity` …) hold of one thing each?"""
        for condition in self.body:
            atom = condition.atom
            if atom is not None and not condition.negated and len(atom) == 2 and atom[0] in asked:
                constant = not atom[1][0].isupper() and atom[1][0] != "_"
                if constant and atom[1] != asked[atom[0]]:
                    return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """One file of rules as read."""

    name: str
    title: str
    actor: str | None
    surveys: tuple[Survey, ...]
    clauses: tuple[Clause, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, eq=False)
class Law:
    """All rule files together; two are the same only if they are one object. Ids of clauses are unique; a hypothetical clause takes the place of its namesake."""

    files: tuple[RuleFile, ...]

    @classmethod
    def of(cls, files: Iterable[RuleFile], *, instead: Iterable[RuleFile] = ()) -> Law:
        """Put files together; clauses of ``instead`` replace those of the same id, or are added, and are hypothetical.

        Raises
        ------
        BadRulesError
            If two clauses bear one id, or an exception names a clause that is not there.
        """
        newer = [_supposed(file) for file in instead]
        replaced = {clause.id for file in newer for clause in file.clauses}
        law = cls((*(_without(file, replaced) for file in files), *newer))
        issues = [*_namesakes(law), *_exceptions_to_nothing(law)]
        if issues:
            raise BadRulesError(issues)
        return law

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Every clause by id."""
        return MappingProxyType({clause.id: clause for file in self.files for clause in file.clauses})

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, file by file."""
        return tuple(rule for file in self.files for rule in file.rules)

    @cached_property
    def surveys(self) -> tuple[Survey, ...]:
        """Every survey."""
        return tuple(survey for file in self.files for survey in file.surveys)

    @cached_property
    def excepted(self) -> Mapping[str, int]:
        """Clauses that another one lifts, numbered."""
        names = sorted({rule.head[1].strip('"') for rule in self.rules if rule.head[0] == "excepted"})
        return MappingProxyType({name: number for number, name in enumerate(names)})

    @cached_property
    def words(self) -> frozenset[str]:
        """Every constant the rules name: codes, types, ids of instruments."""
        return frozenset(term.strip('"') for rule in self.rules for atom in rule.asks for term in atom[1:])

    def standing(self, on: int, among: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Of these clauses, those in force on day ``on`` [ordinal], and those of which an imprecise date leaves it open."""
        truths = [(name, applies(self.clauses[name].valid, on)) for name in among]
        return frozenset(i for i, t in truths if t == "yes"), frozenset(i for i, t in truths if t == "uncertain")


def _supposed(file: RuleFile) -> RuleFile:
    return replace(file, clauses=tuple(replace(clause, hypothetical=True) for clause in file.clauses))


def _without(file: RuleFile, replaced: set[str]) -> RuleFile:
    if not any(clause.id in replaced for clause in file.clauses):
        return file
    return replace(
        file,
        clauses=tuple(clause for clause in file.clauses if clause.id not in replaced),
        rules=tuple(rule for rule in file.rules if rule.clause not in replaced),
    )


def _namesakes(law: Law) -> list[Issue]:
    seen: dict[str, Clause] = {}
    issues = []
    for file in law.files:
        for clause in file.clauses:
            first = seen.setdefault(clause.id, clause)
            if first is not clause:
                issues.append(
                    Issue(
                        code="rules-duplicate-clause",
                        where=f"{clause.file}:{clause.line}",
                        got=f"a second clause {clause.id}",
                        expected=f"an id of its own; the first stands in {first.file}:{first.line}",
                        hint="Give each version of a provision its own id, such as jpn.sdf.100-8@2015.",
                    )
                )
    return issues


def _exceptions_to_nothing(law: Law) -> list[Issue]:
    import difflib

    issues = []
    for rule in law.rules:
        name = rule.head[1].strip('"') if rule.head[0] == "excepted" else None
        if name is not None and name not in law.clauses:
            near = difflib.get_close_matches(name, law.clauses, n=3)
            issues.append(
                Issue(
                    code="rules-unknown-clause",
                    where=f"{rule.file}:{rule.line} (clause {rule.clause})",
                    got=f"an exception to {name!r}",
                    expected="the id of a clause",
                    hint=f"Did you mean {', '.join(near)}?" if near else "",
                )
            )
    return issues
