"""Use cases on rule files themselves: list and show clauses, make a file to start from."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any, Final

from foedus.analysis.rules.clauses import Clause
from foedus.analysis.rules.law import Law
from foedus.desk.asking import Answered
from foedus.desk.law import load_law
from foedus.desk.scaffolding import new_target, write_pair
from foedus.desk.subjects import parse_actor
from foedus.model.problems import NotFoundError

__all__ = ["list_rules", "new_rules", "show_rules"]


def list_rules(word: str | None = None, *, law: Sequence[str] = ()) -> Answered:
    """Clauses file by file; those that have ``word`` in id, file, reference or gloss.

    Returns
    -------
    Answered
        `data`: a list of `{file, title, actor, surveys, clauses}`.
    """
    wanted = (word or "").casefold()
    whole = load_law(law)
    rows = []
    for file in whole.files:
        clauses = [_clause_record(clause) for clause in file.clauses if wanted in _text(clause)]
        if clauses or not wanted:
            surveys = [{"activities": sorted(s.activities), "span": s.span.text, "role": s.role} for s in file.surveys]
            rows.append(
                {
                    "file": file.name, "title": file.title, "actor": file.actor, "surveys": surveys, "clauses": clauses,
                }
            )  # fmt: skip
    return Answered(data=rows)


def _text(clause: Clause) -> str:
    return f"{clause.id} {clause.file} {clause.reference} {clause.gloss}".casefold()


def _clause_record(clause: Clause) -> dict[str, Any]:
    return {
        "rule": clause.id,
        "reference": clause.reference,
        "valid": clause.valid.text,
        "gloss": clause.gloss,
        "address": clause.address or None,
        "seen": clause.seen or None,
        "file": clause.file,
        "line": clause.line,
        "hypothetical": clause.hypothetical,
    }


def show_rules(what: str, *, law: Sequence[str] = ()) -> Answered:
    """One clause, or all of a file, with the rules as they are run and the clauses that lift them.

    Raises
    ------
    NotFoundError
        If no clause and no file is called so.
    """
    whole = load_law(law)
    clauses = [clause for clause in whole.clauses.values() if what in (clause.id, clause.file)]
    if not clauses:
        names = [*whole.clauses, *(file.name for file in whole.files)]
        near = difflib.get_close_matches(what, names, n=3) or [name for name in names if what in name][:3]
        raise NotFoundError(
            f"rules: there is no clause or file {what!r}.",
            hint=f"Did you mean {', '.join(near)}?" if near else "`foedus rules list` lists them.",
        )
    return Answered(data=[_in_full(clause, whole) for clause in clauses])


def _in_full(clause: Clause, law: Law) -> dict[str, Any]:
    own = [rule for rule in law.rules if rule.clause == clause.id]
    lifting = {r.clause for r in law.rules if r.head == ("excepted", f'"{clause.id}"')}
    lifts = {rule.head[1].strip('"') for rule in own if rule.head[0] == "excepted"}
    return _clause_record(clause) | {
        "rules": list(dict.fromkeys(rule.shown for rule in own)),
        "lifted_by": sorted(lifting),
        "lifts": sorted(lifts),
    }


_TEMPLATE: Final = """\
%@ file: {title}
{actor}%
% One clause for each version of each provision: when the law changes, write a second clause, never edit the first.
%
%@ clause: {prefix}.1
%@ reference: article and paragraph, as a lawyer cites it
%@ address: https://example.org/where-the-text-can-be-read
%@ valid: 2000-01-01/..
%@ gloss: What it says, in your own words.
%@ seen: what exactly you have seen, such as "consolidated text of 2015, in translation"
{rule}
condition("the receiving forces request it") :- {asked}.
"""

_CASES: Final = """\
# Questions with the answer you expect and why; the day before a change and the day of it are worth asking.
- {{ask: {ask}, on: 1999-12-31, situation: exercise, answer: {before}, reference: "not in force before 2000"}}
"""


def new_rules(path: str, *, actor: str | None = None) -> Answered:
    """Write a rule file to start from, and cases beside it.

    Raises
    ------
    UsageError, UnwritablePathError
        If the name does not end in `.lp`, something is there already, or the place cannot be written.
    """
    pair = new_target(path)
    stem = pair[0].stem
    code = parse_actor(actor) if actor else None
    asked = "activity(supply_goods), situation(exercise)"
    own = f'actor("{code}"), {asked}' if code else f'in_force(I), between(I), type(I, "ACSA"), {asked}'
    text = _TEMPLATE.format(
        title=f"{stem}: say what this is",
        actor=f"%@ actor: {code}\n%@ survey: supply-goods | 2000-01-01/..\n" if code else "",
        prefix=f"{code.lower()}.{stem}" if code else stem,
        rule=f"authorised :- {own}." if code else f"covered(I) :- {own}.",
        asked=own,
    )
    partner = "USA" if code != "USA" else "JPN"
    cases = _CASES.format(ask=f"{code or 'AUS'} supply-goods {partner}", before="not_observed")
    return write_pair(pair, text, cases)
