"""Use case: all smallest sequences of instruments that lead a dyad to a tier or an entitlement, with what they cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from foedus.analysis.network.snapshot import NetworkSnapshot, Tie
from foedus.analysis.roadmaps.paths import Act, Before, acts_for, in_order, missing_before
from foedus.analysis.roadmaps.preconditions import Checked, check_preconditions
from foedus.analysis.roadmaps.steps import Step
from foedus.analysis.roadmaps.targets import find_ways
from foedus.analysis.sequences.gaps import find_gaps
from foedus.desk._networks import whole_network
from foedus.desk._road_data import load_parliaments, load_preconditions, load_prerequisites, preconditions_source
from foedus.desk._targets import Goal, read_goal
from foedus.desk.asking import Answered, View
from foedus.desk.ledgers import Opened
from foedus.desk.records import source_records, title_of
from foedus.desk.sequences import durations_of, gap_record
from foedus.desk.subjects import parse_dyad
from foedus.desk.viewing import Viewing, viewed
from foedus.model.answers import Answer
from foedus.model.claims import Evidence
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Road", "roadmap"]

_LADDER = ("strategic_partnership", "2+2", "ISA", "exercise", "port_call", "deployment", "OSA", "DETTA", "ACSA", "RAA")


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """What is asked: from which dyad, whereto, under which definition or in which situation, compared with whom."""

    dyad: str
    to: str
    definition: str | None = None
    situation: str | None = None
    like: str | None = None
    law: Sequence[str] = ()


def roadmap(
    road: Road,
    **where: Unpack[Viewing],
) -> Answered:
    """All smallest sequences of steps under which the dyad would reach the target on the day.

    Returns
    -------
    Answered
        `data`: `already`, `sequences` (each with `steps`, `beforehand`, `cost`), `rivals`, `preconditions`, `target`, `gaps`,
        `durations`, `why_none`, `complete`, `sources`.

    Raises
    ------
    FoedusError
        If a name, target, definition, day or perspective cannot be read.
    """
    pair = parse_dyad(road.dyad)
    like = None if road.like is None else parse_dyad(road.like, where="--like")
    with viewed(where) as (opened, view):
        goal = read_goal(
            pair, road.to, definition=road.definition, situation=road.situation, law=road.law, opened=opened, view=view
        )
        everything = whole_network(opened, view)
        already = goal.target.is_reached(everything)
        found = None if already else find_ways(goal.target, everything)
        used: list[Evidence] = []
        durations = durations_of(everything)
        teller = _Teller(everything, durations, used)
        checked = check_preconditions(load_preconditions(), everything, pair, opened.coverage)
        data: dict[str, Any] = {
            "dyad": "-".join(pair),
            "target": goal.record,
            "already": already,
            "sequences": [] if found is None else [teller.sequence(steps) for steps in found.sets],
            "rivals": _rivals(pair, goal, everything, opened, view),
            "complete": found is None or found.complete,
            "why_none": [] if found is None else list(found.why_none),
            "supposing": [] if found is None else list(found.supposing),
            "preconditions": [_precondition_record(each, used) for each in checked],
            "preconditions_of": preconditions_source(),
            "like": None if like is None else "-".join(like),
            "gaps": []
            if like is None
            else [gap_record(g, used) for g in find_gaps(everything, pair, like, opened.coverage)],
        }
        data["sequences"].sort(key=_cheapest)
        data["sources"] = source_records(item for item in used if view.counts(item))
        return Answered(data=data, view=view, ledger=opened.ledger.head())


def _rivals(
    pair: tuple[str, str], goal: Goal, snapshot: NetworkSnapshot, opened: Opened, view: View
) -> list[dict[str, Any]]:
    """Under each rival definition of the tier: is it reached, and else how many ways lead there, with how few steps."""
    rows = []
    for name in goal.record.get("others", ()):
        rival = read_goal(pair, name, definition=None, situation=None, law=(), opened=opened, view=view)
        already = rival.target.is_reached(snapshot)
        sets = () if already else find_ways(rival.target, snapshot).sets
        fewest = min(map(len, sets), default=None)
        rows.append({"definition": name, "already": already, "ways": len(sets), "fewest_steps": fewest})
    return rows


def _cheapest(sequence: Mapping[str, Any]) -> tuple[Any, ...]:
    cost = sequence["cost"]
    names = [(step["type"], step["parties"], step["stage"]) for step in sequence["steps"]]
    return cost["steps"], cost["missing_before"], len(cost["parliaments"]), names


class _Teller:
    """Tells sequences of one network: order, prerequisites, parliaments, durations."""

    def __init__(self, snapshot: NetworkSnapshot, durations: Mapping[str, Any], used: list[Evidence]) -> None:
        self._snapshot = snapshot
        self._ties = {tie.instrument.id: tie for tie in snapshot.ties}
        self._durations = durations
        self._used = used

    def sequence(self, steps: Iterable[Step]) -> dict[str, Any]:
        """One set of steps in order, with what it costs."""
        ordered = in_order(steps, load_prerequisites(), _LADDER)
        before = missing_before(ordered, self._snapshot, load_prerequisites())
        told = [self._step(step) for step in ordered]
        return {"steps": told, "beforehand": [_before_record(each) for each in before], "cost": _cost(told, before)}

    def _step(self, step: Step) -> dict[str, Any]:
        known = self._ties.get(step.instrument or "")
        if known is not None:
            self._used += known.instrument.evidence
        acts = acts_for(step, self._snapshot.ties, load_parliaments())
        return {
            "type": step.type,
            "label": load_vocabulary().type(step.type).label,
            "parties": list(step.parties),
            "roles": {role: list(who) for role, who in step.roles},
            "stage": step.stage,
            "instrument": step.instrument,
            "title": None if known is None else title_of(known.instrument),
            "reached": None if known is None or known.reached is None else known.reached.stage,
            "reached_on": None if known is None or known.reached is None else known.reached.date,
            "sources": []
            if known is None or known.reached is None
            else sorted({item.claim.source for item in known.reached.evidence}),
            "parliaments": [_act_record(act) for act in acts],
            "takes": self._takes(step, known),
        }

    def _takes(self, step: Step, known: Tie | None) -> list[dict[str, Any]]:
        """What is left to do of the stages, with how long others took."""
        signed = known is not None and known.reached is not None and _is_signed(known)
        legs = ["signed to in_force"] if signed else ["started to signed", "signed to in_force"]
        if step.stage == "signed":
            legs = legs[:1]
        measured = ((leg, self._durations["stages"][leg].get(step.type)) for leg in legs)
        return [{"from_to": leg} | spread for leg, spread in measured if spread is not None]


def _is_signed(tie: Tie) -> bool:
    stages = tie.type.stages
    reached = tie.reached
    return reached is not None and "signed" in stages and stages[reached.stage].rank >= stages["signed"].rank


def _act_record(act: Act) -> dict[str, Any]:
    rule = act.rule
    return {
        "party": act.state,
        "answer": act.answer,
        "must_act": act.must_act,
        "body": None if rule is None else rule.body,
        "gloss": None if rule is None else rule.gloss,
        "reference": None if rule is None else rule.reference,
        "address": None if rule is None else rule.address,
        "approved": act.approved,
        "of": act.of,
    }


def _before_record(each: Before) -> dict[str, Any]:
    rule, missing = each.prerequisite, each.missing
    return {
        "for": each.step.type,
        "needs": list(rule.needs),
        "state": each.state,
        "instrument": each.by,
        "step": None
        if missing is None
        else {"type": missing.type, "parties": list(missing.parties), "stage": missing.stage},
        "force": rule.force,
        "gloss": rule.gloss,
        "reference": rule.reference or "assumption",
        "address": rule.address,
    }


def _cost(steps: Sequence[Mapping[str, Any]], before: Sequence[Before]) -> dict[str, Any]:
    acts = [act for step in steps for act in step["parliaments"]]
    medians = [sum(leg["median"] for leg in step["takes"] if leg["n"]) for step in steps]
    measured = [all(leg["n"] for leg in step["takes"]) and bool(step["takes"]) for step in steps]
    return {
        "steps": len(steps),
        "missing_before": sum(each.state == "missing" for each in before),
        "parliaments": sorted({act["party"] for act in acts if act["must_act"]}),
        "parliaments_open": sorted({act["party"] for act in acts if act["must_act"] is None}),
        "days_one_after_another": sum(medians) if all(measured) else None,
        "days_side_by_side": max(medians) if all(measured) else None,
        "steps_without_duration": measured.count(False),
    }


def _precondition_record(each: Checked, used: list[Evidence]) -> dict[str, Any]:
    for tie in each.evidence:
        used += tie.instrument.evidence
    return {
        "id": each.item.id,
        "words": each.item.words,
        "state": each.state,
        "note": each.note,
        "evidence": [_evidence_record(tie) for tie in each.evidence],
    }


def _evidence_record(tie: Tie) -> dict[str, Any]:
    reached = tie.reached
    setback = [view for view in tie.stages if view.stage in ("denounced", "suspended")]
    begins = [view for view in tie.stages if tie.type.stages[view.stage].effect == "begins"]
    telling = setback or (begins if tie.answer is Answer.YES else [reached] if reached else [])
    return {
        "instrument": tie.instrument.id,
        "title": title_of(tie.instrument),
        "type": tie.instrument.type,
        "parties": list(tie.instrument.parties),
        "holds": tie.answer.value,
        "since": tie.since,
        "stage": None if reached is None else reached.stage,
        "date": None if reached is None else reached.date,
        "setbacks": [{"stage": view.stage, "date": view.date, "party": view.party} for view in setback],
        "sources": list(dict.fromkeys(item.claim.source for view in telling for item in view.evidence)),
    }
