"""Use case: the rules that authors state, by name: what each says, how it runs, and what the record answers."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, Unpack

from foedus.analysis.network.reckoning import (
    amendment_passes,
    groups_of,
    groups_without,
    lattice_of,
    partners_in_turn,
    shares_of,
    surfaces_of,
)
from foedus.analysis.network.snapshot import NetworkSnapshot, Tie
from foedus.analysis.roadmaps.preconditions import check_preconditions
from foedus.analysis.sequences.gaps import find_gaps
from foedus.desk._networks import whole_network
from foedus.desk._road_data import load_orders, load_preconditions
from foedus.desk._targets import read_goal
from foedus.desk.asking import Answered, View
from foedus.desk.ledgers import Opened
from foedus.desk.may import Ask, may
from foedus.desk.records import source_records, title_of
from foedus.desk.sequences import Course, sequences
from foedus.desk.subjects import parse_actor, parse_dyad
from foedus.desk.viewing import Viewing, viewed
from foedus.model.answers import Answer
from foedus.model.claims import Evidence
from foedus.model.problems import NotFoundError, UsageError
from foedus.model.resources import load_file

__all__ = ["Check", "check_rule", "list_named_rules"]

_FILE: Final = Path(__file__).parent.parent / "record" / "rules" / "named.yaml"
_YES: Final = ("permitted", "permitted_if")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A rule, and of what it is asked: a dyad, an actor, votes, or nothing; `like` is a dyad to compare with."""

    rule: str
    what: Sequence[str] = ()
    like: str | None = None


@dataclass(slots=True)
class _Result:
    """What a rule comes to. `answer` is one of the five kinds, or None where there is no verdict."""

    answer: str | None
    words: str
    findings: list[dict[str, Any]] = field(default_factory=list)
    used: list[Evidence] = field(default_factory=list)

    def find(self, about: str, answer: str | None, words: str, ties: Sequence[Tie] = ()) -> None:
        """Add one finding with the instruments it rests on."""
        for tie in ties:
            self.used += tie.instrument.evidence
        self.findings.append(
            {"about": about, "answer": answer, "words": words, "instruments": [t.instrument.id for t in ties]}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Everything a check is worked out from."""

    parameters: Mapping[str, Any]
    about: str
    what: tuple[str, ...]
    like: str | None
    where: Viewing
    opened: Opened
    view: View

    @property
    def actor(self) -> str:
        """The one actor asked about."""
        return self.what[0]

    @property
    def pair(self) -> tuple[str, str]:
        """The two asked about, sorted."""
        return (min(self.what), max(self.what))

    def network(self) -> NetworkSnapshot:
        """Everything on the day."""
        return whole_network(self.opened, self.view)


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
        asked = _Asked(
            parameters=parameters,
            about=rule["about"],
            what=what,
            like=check.like,
            where=where,
            opened=opened,
            view=view,
        )
        result = _KINDS[parameters["kind"]](asked) if parameters else _Result(None, rule["cannot"])
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


# --- kinds of check -------------------------------------------------------------------------------------------------


def _next_step(asked: _Asked) -> _Result:
    order = load_orders()[asked.parameters["order"]]
    data = sequences(Course(what="-".join(asked.pair), order=",".join(order.types)), **asked.where).data
    if not data["dyads"]:
        return _Result("not_observed", "nothing is recorded between the two")
    test = data["dyads"][0]["tests"]["signed"]
    result = _Result(_ORDER_ANSWERS[test["answer"]], f"next step: {test['next'] or 'none, all are taken'}")
    for pair in test["pairs"]:
        result.find(f"{pair['first']} before {pair['then']}", None, pair["verdict"])
    return result


_ORDER_ANSWERS: Final = {
    "follows": "yes",
    "so_far": "yes",
    "deviates": "no",
    "undecided": "uncertain",
    "not_begun": "not_observed",
}


def _order(asked: _Asked) -> _Result:
    course = Course(what=asked.actor, order=",".join(asked.parameters["types"]))
    rows = sequences(course, **asked.where).data["dyads"]
    told = [row for row in rows if row["tests"]["signed"]["answer"] != "not_begun"]
    answers = [_ORDER_ANSWERS[row["tests"]["signed"]["answer"]] for row in told]
    broken = [row["dyad"] for row, answer in zip(told, answers, strict=True) if answer == "no"]
    answer = "no" if broken else "uncertain" if "uncertain" in answers else "yes" if answers else "not_observed"
    words = (
        f"departed from it: {', '.join(broken)}" if broken else f"kept by {answers.count('yes')} of {len(told)} dyads"
    )
    result = _Result(answer, words)
    for row in told:
        test = row["tests"]["signed"]
        seen = ", ".join(f"{each['type']} {each['date']}" for each in row["observed"])
        result.find(row["dyad"], _ORDER_ANSWERS[test["answer"]], "; ".join([*test["deviations"], seen]))
    return result


def _tier(asked: _Asked) -> _Result:
    goal = read_goal(
        asked.pair,
        asked.parameters["definition"],
        definition=None,
        situation=None,
        law=(),
        opened=asked.opened,
        view=asked.view,
    )
    verdict = goal.target.verdict(asked.network())  # type: ignore[attr-defined]  # a tier's target
    result = _Result(verdict.answer.value, goal.record["title"])
    for name, answer in verdict.criteria.items():
        result.find(name, answer.value, "")
    return result


def _may(asked: _Asked) -> _Result:
    result = _Result(None, "what law and instruments say, question by question")
    for question in asked.parameters["questions"]:
        actor, activity, partner = question["ask"].split()
        ask = Ask(actor=actor, activity=activity, partner=partner, situation=question.get("situation"))
        where = asked.where.copy()
        where["on"] = on = question.get("on", where.get("on"))
        done = may(ask, **where)
        situation = question.get("situation", "peacetime")
        told = f"{question['ask']}, {situation}{f', on {on}' if on else ''}"
        result.find(told, None, str(done.data["answer"]))
    if all(each["words"] not in _YES for each in result.findings):
        result.words = "nothing that was asked is permitted by what is on file"
    return result


def _amendment(asked: _Asked) -> _Result:
    numbers = [_votes(text) for text in asked.what]
    if len(numbers) != 3:
        raise UsageError(
            f"rules check R13: found {len(numbers)} votes; expected those of two Houses and of the people.",
            hint="foedus rules check R13 310/465 166/248 51/100",
        )
    passes = amendment_passes(numbers[:2], numbers[2])
    result = _Result("yes" if passes else "no", "the amendment passes" if passes else "the amendment fails")
    for name, (votes, members) in zip(("first House", "second House"), numbers[:2], strict=True):
        enough = 3 * votes >= 2 * members
        result.find(name, "yes" if enough else "no", f"{votes} of {members}; two thirds are {-(-2 * members // 3)}")
    votes, cast = numbers[2]
    result.find("people", "yes" if 2 * votes > cast else "no", f"{votes} of {cast}; more than half is needed")
    return result


def _votes(text: str) -> tuple[int, int]:
    part, _, whole = text.partition("/")
    if not (part.isdecimal() and whole.isdecimal() and int(whole) > 0 and int(part) <= int(whole)):
        raise UsageError(
            f"votes: {text!r} is not VOTES/ALL; expected two numbers, the first no greater.", hint="Such as 310/465."
        )
    return int(part), int(whole)


def _partners_in_turn(asked: _Asked) -> _Result:
    found = partners_in_turn(asked.network(), asked.actor, asked.parameters["type"])
    names = ", ".join(other for other, _, _ in found)
    result = _Result("yes" if found else "not_observed", f"in this order: {names}" if found else "none on record")
    for number, (other, first, tie) in enumerate(found, start=1):
        result.find(other, None, f"partner {number}, first on {first}", [tie])
    return result


def _concentration(asked: _Asked) -> _Result:
    network = asked.network()
    shares, groups = shares_of(network, asked.actor), groups_of(network, asked.actor)
    first = shares.first_share
    if first is None:
        return _Result("not_observed", "no two-party instruments in force on record")
    spread = first < float(asked.parameters["most"]) and len(groups) >= int(asked.parameters["groups"])
    top = shares.counts[0]
    result = _Result(
        "yes" if spread else "no",
        f"{float(first):.0%} of {shares.total} standing two-party instruments are with {top[0]}; {len(groups)} groups",
    )
    for other, count in shares.counts:
        result.find(other, None, f"{count} in force")
    return result


def _lattice(asked: _Asked) -> _Result:
    found = lattice_of(asked.network(), asked.actor)
    if found.density is None:
        return _Result("not_observed", f"{asked.actor} has fewer than two allies by treaties of two on record")
    high = (len(found.tied) + len(found.open)) / found.pairs
    words = (
        f"{len(found.tied)} of {found.pairs} pairs of {asked.actor}'s {len(found.spokes)} allies have an instrument of "
        f"their own in force: {float(found.density):.2f}, up to {high:.2f} with what is open"
    )
    result = _Result(None, words)
    for pair in found.tied:
        result.find("-".join(pair), "yes", "tied")
    return result


def _surface(asked: _Asked) -> _Result:
    found = surfaces_of(asked.network(), asked.pair)
    result = _Result("yes" if found else "not_observed", "a surface" if found else "a line, as far as the record goes")
    for tie in found:
        result.find("-".join(tie.instrument.parties), "yes", title_of(tie.instrument), [tie])
    return result


def _always_with(asked: _Asked) -> _Result:
    leader = asked.parameters["with"]
    groups = groups_of(asked.network(), asked.actor)
    without = groups_without(groups, leader)
    words = (
        f"{len(without)} of {len(groups)} groups and agreements of three to six with {asked.actor} are without {leader}"
    )
    result = _Result("no" if without else "yes" if groups else "not_observed", words)
    for tie in without:
        result.find("-".join(tie.instrument.parties), "no", title_of(tie.instrument), [tie])
    return result


def _preconditions(asked: _Asked) -> _Result:
    checked = check_preconditions(load_preconditions(), asked.network(), asked.pair, asked.opened.coverage)
    states = [each.state for each in checked]
    answer = "no" if "missing" in states else "not_observed" if "not_observed" in states else "yes"
    counts = ", ".join(f"{states.count(s)} {s.replace('_', ' ')}" for s in ("ready", "missing", "not_observed"))
    result = _Result(answer, counts)
    kinds = {"ready": "yes", "missing": "no", "not_observed": "not_observed"}
    for each in checked:
        result.find(each.item.words, kinds[each.state], each.note, each.evidence)
    return result


def _at_stake(asked: _Asked) -> _Result:
    ties = [tie for tie in asked.network().of(*asked.pair) if not tie.type.is_instant]
    standing = [tie for tie in ties if tie.answer is Answer.YES]
    result = _Result("not_observed", f"the trigger is not on record; {len(standing)} standing instruments are at stake")
    for tie in ties:
        setbacks = [
            v for v in tie.stages if v.stage in ("denounced", "suspended", "terminated") and v.holds is Answer.YES
        ]
        if setbacks:
            told = ", ".join(f"{view.stage} {view.date or ''} {view.party or ''}".strip() for view in setbacks)
            result.find(tie.instrument.id, tie.answer.value, f"before: {told}", [tie])
        elif tie in standing:
            result.find(tie.instrument.id, "yes", f"in force since {tie.since or 'an unknown day'}", [tie])
    return result


def _attribution(asked: _Asked) -> _Result:
    ties = [tie for tie in asked.network().of(*asked.pair) if len(tie.instrument.parties) == 2]
    result = _Result(None, f"{len(ties)} instruments of the two")
    alone = 0
    for tie in ties:
        counted = [item for item in tie.instrument.evidence if asked.view.counts(item)]
        publishers = sorted({item.source.publisher for item in counted})
        through = sorted({item.claim.per_whom for item in counted if item.claim.per_whom})
        alone += len(publishers) == 1
        named = f"; through {', '.join(through)}" if through else ""
        result.find(tie.instrument.id, None, f"{len(publishers)} publishers: {', '.join(publishers)}{named}", [tie])
    result.words += f", {alone} of them by one publisher alone"
    return result


def _gaps(asked: _Asked) -> _Result:
    like = parse_dyad(asked.like or asked.parameters["like"], where="--like")
    gaps = find_gaps(asked.network(), asked.pair, like, asked.opened.coverage)
    result = _Result("yes" if gaps else "no", f"{len(gaps)} types in force for {'-'.join(like)} and not here")
    for gap in gaps:
        far = [tie.reached for tie in gap.here if tie.reached is not None]
        words = ", ".join(f"{view.stage.replace('_', ' ')} {view.date or ''}".strip() for view in far)
        result.find(gap.type, gap.answer.value, words or "nothing on record", [*gap.here, *gap.there])
    return result


_KINDS: Final[Mapping[str, Callable[[_Asked], _Result]]] = {
    "next_step": _next_step,
    "order": _order,
    "tier": _tier,
    "may": _may,
    "amendment": _amendment,
    "partners_in_turn": _partners_in_turn,
    "concentration": _concentration,
    "lattice": _lattice,
    "surface": _surface,
    "always_with": _always_with,
    "preconditions": _preconditions,
    "at_stake": _at_stake,
    "attribution": _attribution,
    "gaps": _gaps,
}
