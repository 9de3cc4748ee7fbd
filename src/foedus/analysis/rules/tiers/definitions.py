"""Definitions of tiers: a rule file each, with named criteria; and several of them made ready to run together."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from foedus.analysis.rules.clauses import Clause, Rule, RuleFile
from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.problems import BadRulesError
from foedus.analysis.rules.program import Program
from foedus.analysis.rules.tiers.asked import Asked, asked_by, closure_of, name_of, signs_of
from foedus.model.dates import EdtfDate
from foedus.model.problems import Issue

__all__ = ["Criterion", "Definition", "Rulebook", "define"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One named criterion: the clauses that say it is needed or met, and what they ask for."""

    name: str
    needed: bool
    clauses: tuple[Clause, ...]
    asked: Asked
    signs: frozenset[bool]

    @property
    def is_mixed(self) -> bool:
        """May one more instrument or alliance both meet it and undo it?"""
        return len(self.signs) > 1

    def may_exclude(self, other: Criterion) -> bool:
        """Can what meets one of the two undo the other?"""
        common = self.asked.types & other.asked.types or self.asked.anything or other.asked.anything
        return bool(common or (self.asked.allies and other.asked.allies)) and self.signs != other.signs


@dataclass(frozen=True, eq=False)
class Definition:
    """One definition of a tier; two are the same only if they are one object."""

    name: str
    file: RuleFile
    law: Law

    @property
    def title(self) -> str:
        """In words."""
        return self.file.title

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """In the order in which the file names them."""
        names = dict.fromkeys(name_of(rule.head) for rule in self.file.rules if rule.head[0] in ("needed", "met"))
        return tuple(self._criterion(name) for name in names)

    def rules_of(self, name: str) -> list[Rule]:
        """Every rule a criterion hangs on."""
        own = [r for r in self.file.rules if len(r.head) == 2 and name_of(r.head) == name and r.head[0] != "excepted"]
        return [rule for rule, _ in closure_of(own, self.file.rules)]

    def _criterion(self, name: str) -> Criterion:
        own = [r for r in self.file.rules if len(r.head) == 2 and name_of(r.head) == name and r.head[0] != "excepted"]
        needed = any(rule.head[0] == "needed" for rule in own)
        closure = closure_of(own, self.file.rules)
        clauses = dict.fromkeys(rule.clause for rule in own)
        return Criterion(
            name=name,
            needed=needed,
            clauses=tuple(self.law.clauses[clause] for clause in clauses),
            asked=asked_by(closure),
            signs=signs_of(closure),
        )

    @cached_property
    def clause_ids(self) -> frozenset[str]:
        """Ids of its clauses."""
        return frozenset(clause.id for clause in self.file.clauses)

    @cached_property
    def asked(self) -> Asked:
        """What its rules together ask for."""
        return asked_by((rule, frozenset({False})) for rule in self.file.rules)

    @cached_property
    def is_mixed(self) -> bool:
        """Does some criterion want one thing present and another absent, or has the tier a rule of its own?"""
        return self.has_own_rule or any(criterion.is_mixed for criterion in self.criteria)

    @cached_property
    def has_own_rule(self) -> bool:
        """Does the file say when the tier holds? Else it holds where every needed criterion is met."""
        return any(rule.head[0] == "tier" for rule in self.file.rules)

    @cached_property
    def always_needed(self) -> frozenset[str]:
        """Criteria needed whatever the dyad."""
        return frozenset(name_of(r.head) for r in self.file.rules if r.head[0] == "needed" and not r.body)


def define(file: RuleFile) -> Definition:
    """A definition from its rule file.

    Raises
    ------
    BadRulesError
        If it names no criterion, needs one that nothing meets, or meets itself in a circle.
    """
    law = Law.of([file], dialect=TIERS)
    definition = Definition(PurePath(file.name).stem, file, law)
    issues = list(_hollow(definition))
    if issues:
        raise BadRulesError(issues)
    return definition


def _hollow(definition: Definition) -> Iterator[Issue]:
    rules = definition.file.rules
    concluded = {name_of(rule.head) for rule in rules if rule.head[0] in ("met", "unobserved")}
    if not concluded and not definition.has_own_rule:
        yield Issue(
            code="rules-definition",
            where=f"{definition.file.name}:1",
            got="no criterion",
            expected='a criterion that is needed and may be met: needed("…") and met("…") :- …',
            hint="`foedus rules new FILE.lp --definition` makes a file to start from.",
        )
    for rule in rules:
        if rule.head[0] in ("needed", "met", "unobserved") and rule.head[1][0] != '"':
            yield _issue(rule, f"`{rule.shown}`", "the name of one criterion in quotes")
        elif rule.head[0] == "needed" and name_of(rule.head) not in concluded:
            near = difflib.get_close_matches(name_of(rule.head), concluded, n=2)
            hint = f"Did you mean {', '.join(near)}?" if near else ""
            yield _issue(rule, f"`{rule.shown}`, which no rule meets", f'a rule met("{name_of(rule.head)}") :- …', hint)


def _issue(rule: Rule, got: str, expected: str, hint: str = "") -> Issue:
    where = f"{rule.file}:{rule.line} (clause {rule.clause})"
    return Issue(code="rules-definition", where=where, got=got, expected=expected, hint=hint)


@dataclass(frozen=True, slots=True)
class Part:
    """Criteria that ask for the same, by definition, and the clauses of their rules."""

    asked: Asked
    criteria: tuple[tuple[int, str], ...]
    clauses: frozenset[str]


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Definitions that run in one program. Ids of their clauses are unique."""

    definitions: tuple[Definition, ...]

    @cached_property
    def law(self) -> Law:
        """Their files together: each draws its conclusions for itself."""
        return Law(tuple(definition.file for definition in self.definitions))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, those left out that say no more than that a criterion is needed."""
        return tuple(rule for rule in self.law.rules if rule.head[0] != "needed" or rule.body)

    @cached_property
    def program(self) -> Program:
        """Without a trace, for many cases."""
        return Program(self.law, self.rules, dialect=TIERS)

    @cached_property
    def traced(self) -> Program:
        """With a trace of which rule was met how."""
        return Program(self.law, self.rules, dialect=TIERS, traced=True)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The criteria, those together that ask for the same."""
        found: dict[int, list[tuple[int, Criterion]]] = {}
        for at, definition in enumerate(self.definitions):
            for criterion in definition.criteria:
                found.setdefault(id(criterion.asked), []).append((at, criterion))
        parts = []
        for group in found.values():
            rules = [rule for at, criterion in group for rule in self.definitions[at].rules_of(criterion.name)]
            criteria = tuple((at, criterion.name) for at, criterion in group)
            parts.append(Part(group[0][1].asked, criteria, frozenset(rule.clause for rule in rules)))
        return tuple(parts)

    @cached_property
    def asked(self) -> Asked:
        """What all rules together ask for."""
        return asked_by([(rule, frozenset({False})) for rule in self.rules])

    @cached_property
    def is_plain(self) -> bool:
        """May each criterion be worked out apart from the others?"""
        fixed = all(not rule.body for rule in self.law.rules if rule.head[0] == "needed")
        lifted = bool(self.law.excepted)
        return (
            fixed
            and not lifted
            and not any(d.is_mixed for d in self.definitions)
            and not self.asked.negates
            and not self.asked.tells_apart
        )

    def valid_on(self, on: int) -> frozenset[str]:
        """Clauses that apply on day ``on`` [ordinal], for certain or by an imprecise date."""
        at = bisect_right(self._edges, on)
        if at not in self._valid:
            standing, unsure = self.law.standing(on, self.law.clauses)
            self._valid[at] = standing | unsure
        return self._valid[at]

    @cached_property
    def _edges(self) -> list[int]:
        days: set[int] = set()
        for clause in self.law.clauses.values():
            for part in clause.valid.text.split("/"):
                if part not in ("", ".."):
                    date = EdtfDate.parse(part)
                    days |= {day + more for day in (date.earliest, date.latest) if day is not None for more in (0, 1)}
        return sorted(days)

    @cached_property
    def _valid(self) -> dict[int, frozenset[str]]:
        return {}
