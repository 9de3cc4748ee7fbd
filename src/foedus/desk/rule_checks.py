"""How the rules that authors state are worked out on the record: one function for each kind of check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

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
from foedus.desk.asking import View
from foedus.desk.ledgers import Opened
from foedus.desk.may import Ask, may
from foedus.desk.records import title_of
from foedus.desk.sequences import Course, sequences
from foedus.desk.subjects import parse_dyad
from foedus.desk.viewing import Viewing
from foedus.model.answers import Answer
from foedus.model.claims import Evidence
from foedus.model.problems import UsageError

__all__ = ["KINDS", "Asked", "Result"]

_YES: Final = ("permitted", "permitted_if")


@dataclass(slots=True)
class Result:
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
class Asked:
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


def _next_step(asked: Asked) -> Result:
    order = load_orders()[asked.parameters["order"]]
    data = sequences(Course(what="-".join(asked.pair), order=",".join(order.types)), **asked.where).data
    if not data["dyads"]:
        return Result("not_observed", "nothing is recorded between the two")
    test = data["dyads"][0]["tests"]["signed"]
    result = Result(_ORDER_ANSWERS[test["answer"]], f"next step: {test['next'] or 'none, all are taken'}")
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


def _order(asked: Asked) -> Result:
    course = Course(what=asked.actor, order=",".join(asked.parameters["types"]))
    rows = sequences(course, **asked.where).data["dyads"]
    told = [row for row in rows if row["tests"]["signed"]["answer"] != "not_begun"]
    answers = [_ORDER_ANSWERS[row["tests"]["signed"]["answer"]] for row in told]
    broken = [row["dyad"] for row, answer in zip(told, answers, strict=True) if answer == "no"]
    answer = "no" if broken else "uncertain" if "uncertain" in answers else "yes" if answers else "not_observed"
    words = (
        f"departed from it: {', '.join(broken)}" if broken else f"kept by {answers.count('yes')} of {len(told)} dyads"
    )
    result = Result(answer, words)
    for row in told:
        test = row["tests"]["signed"]
        seen = ", ".join(f"{each['type']} {each['date']}" for each in row["observed"])
        result.find(row["dyad"], _ORDER_ANSWERS[test["answer"]], "; ".join([*test["deviations"], seen]))
    return result


def _tier(asked: Asked) -> Result:
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
    result = Result(verdict.answer.value, goal.record["title"])
    for name, answer in verdict.criteria.items():
        result.find(name, answer.value, "")
    return result


def _may(asked: Asked) -> Result:
    result = Result(None, "what law and instruments say, question by question")
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


def _amendment(asked: Asked) -> Result:
    numbers = [_votes(text) for text in asked.what]
    if len(numbers) != 3:
        raise UsageError(
            f"rules check R13: found {len(numbers)} votes; expected those of two Houses and of the people.",
            hint="foedus rules check R13 310/465 166/248 51/100",
        )
    passes = amendment_passes(numbers[:2], numbers[2])
    result = Result("yes" if passes else "no", "the amendment passes" if passes else "the amendment fails")
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


def _partners_in_turn(asked: Asked) -> Result:
    found = partners_in_turn(asked.network(), asked.actor, asked.parameters["type"])
    names = ", ".join(other for other, _, _ in found)
    result = Result("yes" if found else "not_observed", f"in this order: {names}" if found else "none on record")
    for number, (other, first, tie) in enumerate(found, start=1):
        result.find(other, None, f"partner {number}, first on {first}", [tie])
    return result


def _concentration(asked: Asked) -> Result:
    network = asked.network()
    shares, groups = shares_of(network, asked.actor), groups_of(network, asked.actor)
    first = shares.first_share
    if first is None:
        return Result("not_observed", "no two-party instruments in force on record")
    spread = first < float(asked.parameters["most"]) and len(groups) >= int(asked.parameters["groups"])
    top = shares.counts[0]
    result = Result(
        "yes" if spread else "no",
        f"{float(first):.0%} of {shares.total} standing two-party instruments are with {top[0]}; {len(groups)} groups",
    )
    for other, count in shares.counts:
        result.find(other, None, f"{count} in force")
    return result


def _lattice(asked: Asked) -> Result:
    found = lattice_of(asked.network(), asked.actor)
    if found.density is None:
        return Result("not_observed", f"{asked.actor} has fewer than two allies by treaties of two on record")
    high = (len(found.tied) + len(found.open)) / found.pairs
    words = (
        f"{len(found.tied)} of {found.pairs} pairs of {asked.actor}'s {len(found.spokes)} allies have an instrument of "
        f"their own in force: {float(found.density):.2f}, up to {high:.2f} with what is open"
    )
    result = Result(None, words)
    for pair in found.tied:
        result.find("-".join(pair), "yes", "tied")
    return result


def _surface(asked: Asked) -> Result:
    found = surfaces_of(asked.network(), asked.pair)
    result = Result("yes" if found else "not_observed", "a surface" if found else "a line, as far as the record goes")
    for tie in found:
        result.find("-".join(tie.instrument.parties), "yes", title_of(tie.instrument), [tie])
    return result


def _always_with(asked: Asked) -> Result:
    leader = asked.parameters["with"]
    groups = groups_of(asked.network(), asked.actor)
    without = groups_without(groups, leader)
    words = (
        f"{len(without)} of {len(groups)} groups and agreements of three to six with {asked.actor} are without {leader}"
    )
    result = Result("no" if without else "yes" if groups else "not_observed", words)
    for tie in without:
        result.find("-".join(tie.instrument.parties), "no", title_of(tie.instrument), [tie])
    return result


def _preconditions(asked: Asked) -> Result:
    checked = check_preconditions(load_preconditions(), asked.network(), asked.pair, asked.opened.coverage)
    states = [each.state for each in checked]
    answer = "no" if "missing" in states else "not_observed" if "not_observed" in states else "yes"
    counts = ", ".join(f"{states.count(s)} {s.replace('_', ' ')}" for s in ("ready", "missing", "not_observed"))
    result = Result(answer, counts)
    kinds = {"ready": "yes", "missing": "no", "not_observed": "not_observed"}
    for each in checked:
        result.find(each.item.words, kinds[each.state], each.note, each.evidence)
    return result


def _at_stake(asked: Asked) -> Result:
    ties = [tie for tie in asked.network().of(*asked.pair) if not tie.type.is_instant]
    standing = [tie for tie in ties if tie.answer is Answer.YES]
    result = Result("not_observed", f"the trigger is not on record; {len(standing)} standing instruments are at stake")
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


def _attribution(asked: Asked) -> Result:
    ties = [tie for tie in asked.network().of(*asked.pair) if len(tie.instrument.parties) == 2]
    result = Result(None, f"{len(ties)} instruments of the two")
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


def _gaps(asked: Asked) -> Result:
    like = parse_dyad(asked.like or asked.parameters["like"], where="--like")
    gaps = find_gaps(asked.network(), asked.pair, like, asked.opened.coverage)
    result = Result("yes" if gaps else "no", f"{len(gaps)} types in force for {'-'.join(like)} and not here")
    for gap in gaps:
        far = [tie.reached for tie in gap.here if tie.reached is not None]
        words = ", ".join(f"{view.stage.replace('_', ' ')} {view.date or ''}".strip() for view in far)
        result.find(gap.type, gap.answer.value, words or "nothing on record", [*gap.here, *gap.there])
    return result


KINDS: Final[Mapping[str, Callable[[Asked], Result]]] = {
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
"""The kinds of check by name, as `record/rules/named.yaml` calls them."""
