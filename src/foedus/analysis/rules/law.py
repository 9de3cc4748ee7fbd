"""Rule files put together: the law a question is asked of."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from foedus.analysis.rules.checking import find_circles
from foedus.analysis.rules.clauses import Clause, Rule, RuleFile, Survey, applies
from foedus.analysis.rules.dialect import ENTITLEMENTS, Dialect
from foedus.analysis.rules.problems import BadRulesError
from foedus.model.problems import Issue

__all__ = ["Law"]


@dataclass(frozen=True, eq=False)
class Law:
    """All rule files together; two are the same only if they are one object. Ids of clauses are unique; a hypothetical clause takes the place of its namesake."""

    files: tuple[RuleFile, ...]

    @classmethod
    def of(cls, files: Iterable[RuleFile], *, instead: Iterable[RuleFile] = (), dialect: Dialect = ENTITLEMENTS) -> Law:
        """Put files together; clauses of ``instead`` replace those of the same id, or are added, and are hypothetical.

        Raises
        ------
        BadRulesError
            If two clauses bear one id, an exception names a clause that is not there, or a conclusion hangs on its absence.
        """
        newer = [_supposed(file) for file in instead]
        replaced = {clause.id for file in newer for clause in file.clauses}
        law = cls((*(_without(file, replaced) for file in files), *newer))
        issues = [*_namesakes(law), *_exceptions_to_nothing(law), *find_circles(law.rules, dialect)]
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
            first = seen.get(clause.id)
            seen.setdefault(clause.id, clause)
            if first is not None:
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
