"""Use case: the rules that authors state, by name: what each says, how it runs, and what the record answers."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Unpack

from foedus.desk.asking import Answered
from foedus.desk.records import source_records
from foedus.desk.rule_checks import KINDS, Asked, Result
from foedus.desk.subjects import parse_actor, parse_dyad
from foedus.desk.viewing import Viewing, viewed
from foedus.model.problems import NotFoundError, UsageError
from foedus.model.resources import load_file

__all__ = ["Check", "check_rule", "list_named_rules"]

_FILE: Final = Path(__file__).parent.parent / "record" / "rules" / "named.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A rule, and of what it is asked: a dyad, an actor, votes, or nothing; `like` is a dyad to compare with."""

    rule: str
    what: Sequence[str] = ()
    like: str | None = None


@cache
def _rules() -> Mapping[str, Mapping[str, Any]]:
    rules: dict[str, Mapping[str, Any]] = load_file(_FILE)
    return rules


def list_named_rules() -> Answered:
    """Every named rule with how it runs.

    Returns
    -------
    Answered
        `data`: a list of `{rule, title, by, about, runs, cannot}`.
    """
    return Answered(data=[_head(name) for name in _rules()])


def _head(name: str) -> dict[str, Any]:
    rule = _rules()[name]
    return {
        "rule": name,
        "title": rule["title"],
        "by": list(rule["by"]),
        "about": rule["about"],
        "checked": "check" in rule,
        "runs": list(rule.get("runs", ())),
        "cannot": rule.get("cannot"),
    }


def check_rule(
    check: Check,
    **where: Unpack[Viewing],
) -> Answered:
    """Hold one rule against the record.

    Returns
    -------
    Answered
        `data`: the rule with `subject`, `answer` (None without a verdict), `words`, `findings`, `sources`.

    Raises
    ------
    FoedusError
        If there is no such rule, or what it is asked of cannot be read.
    """
    name = check.rule.strip().upper()
    name = f"R{int(name[1:]):02}" if name[:1] == "R" and name[1:].isdecimal() else name
    if name not in _rules():
        near = difflib.get_close_matches(name, _rules(), n=3)
        raise NotFoundError(
            f"rules: there is no named rule {check.rule!r}.",
            hint=f"Did you mean {', '.join(near)}?" if near else "`foedus rules check` lists them.",
        )
    rule = _rules()[name]
    what = _subject(name, rule, check.what)
    with viewed(where) as (opened, view):
        parameters = rule.get("check", {})
        asked = Asked(
            parameters=parameters,
            about=rule["about"],
            what=what,
            like=check.like,
            where=where,
            opened=opened,
            view=view,
        )
        result = KINDS[parameters["kind"]](asked) if parameters else Result(None, rule["cannot"])
        data = _head(name) | {
            "subject": "-".join(what) if rule["about"] in ("dyad", "actor") else " ".join(what) or None,
            "answer": result.answer,
            "words": result.words,
            "findings": result.findings,
            "sources": source_records(item for item in result.used if view.counts(item)),
        }
        return Answered(data=data, view=view, ledger=opened.ledger.head())


def _subject(name: str, rule: Mapping[str, Any], what: Sequence[str]) -> tuple[str, ...]:
    """Whom the rule is asked of, as codes.

    Raises
    ------
    FoedusError
        If it is not what the rule is about.
    """
    about = rule["about"]
    given = list(what) or ([rule["default"]] if "default" in rule else [])
    most = {"dyad": 1, "actor": 1, "votes": 3}.get(about, 0)
    if len(given) > most or (most and not given):
        wanted = {"dyad": "one dyad, such as JPN-KOR", "actor": "one actor, such as JPN"}
        expected = wanted.get(about, "310/465 166/248 51/100" if about == "votes" else "nothing beside its name")
        raise UsageError(
            f"rules check {name}: found {' '.join(given) or 'nothing'!r}; expected {expected}.",
            hint=f"foedus rules check {name}{' JPN-KOR' if about == 'dyad' else ' JPN' if about == 'actor' else ''}",
        )
    if about == "dyad":
        return parse_dyad(given[0])
    return (parse_actor(given[0]),) if about == "actor" else tuple(given)
