"""Parsed rule files as plain data, so that a copy can be kept: parsing law anew takes longer than asking it."""

from __future__ import annotations

from typing import Any

from foedus.analysis.rules.clauses import Atom, Clause, Condition, Rule, RuleFile, Survey
from foedus.model.dates import EdtfDate

__all__ = ["restore_rules", "rules_record"]


def rules_record(file: RuleFile) -> dict[str, Any]:
    """Plain data; `restore_rules` reads it back to an equal file."""
    return {
        "name": file.name,
        "title": file.title,
        "actor": file.actor,
        "surveys": [[s.actor, sorted(s.activities), s.span.text, s.role] for s in file.surveys],
        "clauses": [
            [c.id, c.line, c.reference, c.valid.text, c.gloss, c.address, c.seen, c.actor] for c in file.clauses
        ],
        "rules": [
            [r.clause, r.line, r.head, [_condition_record(c) for c in r.body], r.variables, r.shown] for r in file.rules
        ],
    }


def _condition_record(condition: Condition) -> list[Any]:
    return [condition.text, condition.shown, condition.atom, condition.negated, condition.within]


def restore_rules(record: dict[str, Any]) -> RuleFile:
    """Inverse of `rules_record`.

    Raises
    ------
    KeyError, TypeError, ValueError
        If the record is another version's, or spoilt.
    """
    name = record["name"]
    return RuleFile(
        name=name,
        title=record["title"],
        actor=record["actor"],
        surveys=tuple(
            Survey(actor=actor, activities=frozenset(activities), span=EdtfDate.parse(span), role=role)
            for actor, activities, span, role in record["surveys"]
        ),
        clauses=tuple(
            Clause(
                id=id_, file=name, line=line, reference=reference, valid=EdtfDate.parse(valid), gloss=gloss,
                address=address, seen=seen, actor=actor,
            )
            for id_, line, reference, valid, gloss, address, seen, actor in record["clauses"]
        ),
        rules=tuple(
            Rule(
                clause=clause, file=name, line=line, head=tuple(head), body=tuple(map(_condition, body)),
                variables=tuple(variables), shown=shown,
            )
            for clause, line, head, body, variables, shown in record["rules"]
        ),
    )  # fmt: skip


def _condition(row: list[Any]) -> Condition:
    text, shown, atom, negated, within = row
    inside: tuple[Atom, ...] = tuple(tuple(each) for each in within)
    return Condition(text=text, shown=shown, atom=None if atom is None else tuple(atom), negated=negated, within=inside)
