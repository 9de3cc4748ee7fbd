"""May one actor do something with another, on a day, in a situation? The answer with its proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Unpack

from foedus.analysis.rules.clauses import Clause
from foedus.analysis.rules.facts import Question, Scene
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.proofs import Node, conditions_of, explain
from foedus.analysis.rules.repairs import Change, find_repairs
from foedus.analysis.rules.timeline import days_of_change, timeline
from foedus.analysis.rules.verdicts import decide
from foedus.desk._questions import Ground, ground_of, horizon, read_question, scenes_on
from foedus.desk.asking import Answered, View
from foedus.desk.law import load_law
from foedus.desk.ledgers import Opened
from foedus.desk.records import claim_record, source_records, title_of
from foedus.desk.viewing import Viewing, viewed
from foedus.model.claims import Evidence

__all__ = ["Ask", "may"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question as the user puts it: names or codes, and what is wanted beside the answer."""

    actor: str
    activity: str
    partner: str
    situation: str | None = None
    law: Sequence[str] = ()
    why_not: bool = False
    timeline: bool = False


def may(
    ask: Ask,
    **where: Unpack[Viewing],
) -> Answered:
    """The entitlement, with proof, and on request with repairs and timeline.

    Returns
    -------
    Answered
        `data`: question, answer, conditions, proof, why_not, hangs_on, timeline, sources.

    Raises
    ------
    FoedusError
        If a name, day, perspective or rule file cannot be read.
    """
    question = read_question(ask.actor, ask.activity, ask.partner, ask.situation)
    law = load_law(ask.law)
    with viewed(where) as (opened, view):
        ground = ground_of(opened.instruments(), question, law, view)
        scene = scenes_on(question, [view.on], ground, opened, view, law)[0]
        decision = decide(scene, law)
        proof = explain(scene, law, decision)
        cited: list[Evidence] = []
        repairs = find_repairs(scene, law) if ask.why_not and not decision.answer.is_yes else None
        data: dict[str, Any] = {
            "question": _question_record(question, law),
            "answer": decision.answer.value,
            "conditions": [_condition_record(node) for node in conditions_of(proof)] if decision.answer.is_yes else [],
            "proof": _node_record(proof, cited),
            "why_not": [] if repairs is None else [_repair_record(changes, law) for changes in repairs.sets],
            "why_not_complete": repairs is None or repairs.complete,
            "hangs_on": [{"about": left.about, "kind": left.kind, "words": left.words} for left in decision.hangs_on],
            "timeline": _turns(question, law, ground, opened, view) if ask.timeline else [],
        }
        data["sources"] = source_records(cited)
        return Answered(data=data, view=view, ledger=opened.ledger.head())


def _question_record(question: Question, law: Law) -> dict[str, Any]:
    return {
        "actor": question.actor,
        "activity": question.activity,
        "partner": question.partner,
        "situation": question.situation,
        "hypothetical": any(clause.hypothetical for clause in law.clauses.values()),
    }


def _clause_record(clause: Clause | None) -> dict[str, Any]:
    if clause is None:
        return {"rule": None, "reference": None}
    return {
        "rule": clause.id,
        "reference": clause.reference,
        "address": clause.address or None,
        "valid": clause.valid.text,
        "gloss": clause.gloss,
        "seen": clause.seen or None,
        "file": f"{clause.file}:{clause.line}",
    } | ({"hypothetical": True} if clause.hypothetical else {})


def _node_record(node: Node, cited: list[Evidence]) -> dict[str, Any]:
    cited += node.claims
    about: dict[str, Any] = {}
    if node.tie is not None:
        instrument = node.tie.instrument
        about = {
            "instrument": instrument.id,
            "title": title_of(instrument),
            "type": instrument.type,
            "parties": list(instrument.parties),
            "holds_on_day": node.tie.answer.value,
            "stages": [{"stage": v.stage, "date": v.date, "holds": v.holds.value} for v in node.tie.stages],
        }
        if any(item.source.kind in ("scenario", "simulation") for item in node.claims):
            about["hypothetical"] = True
    return {
        "conclusion": node.conclusion,
        "kind": node.kind,
        "gate": node.gate,
        "holds": node.holds,
        **_clause_record(node.clause),
        **about,
        "notes": list(node.notes),
        "because": [_node_record(each, cited) for each in node.because],
        "claims": [claim_record(item) for item in node.claims],
    }


def _condition_record(node: Node) -> dict[str, Any]:
    clause = node.clause
    return {
        "condition": node.conclusion,
        "rule": clause.id if clause else None,
        "reference": clause.reference if clause else None,
        "address": (clause.address or None) if clause else None,
    }


def _repair_record(changes: Sequence[Change], law: Law) -> dict[str, Any]:
    return {
        "words": "; ".join(change.words for change in changes),
        "changes": [_change_record(change, law) for change in changes],
    }


def _change_record(change: Change, law: Law) -> dict[str, Any]:
    if change.kind == "instrument":
        return {
            "kind": "instrument",
            "instrument": None if change.is_new else change.about,
            "type": change.type,
            "parties": list(change.parties),
            "stage": "in_force",
            "words": change.words,
        }
    clause = law.clauses[change.about]
    return {
        "kind": change.kind,
        "rule": clause.id,
        "reference": clause.reference,
        "valid": clause.valid.text,
        "words": change.words,
    }


def _turns(question: Question, law: Law, ground: Ground, opened: Opened, view: View) -> list[dict[str, Any]]:
    """Turns of the answer from the earliest day on record to today."""
    today = horizon()
    days = [day for day in days_of_change(question, law, ground.instruments, ground.waits) if day <= today]
    turns = timeline(law, scenes_on(question, days, ground, opened, view, law))
    return [
        {
            "on": date.fromordinal(turn.on).isoformat(),
            "answer": turn.decision.answer.value,
            "because": [{"kind": kind, "about": about, "words": words} for kind, about, words in turn.causes],
            "conditions": [_condition_record(node) for node in _conditions(turn.scene, law)]
            if turn.decision.answer.is_yes
            else [],
        }
        for turn in turns
    ]


def _conditions(scene: Scene, law: Law) -> tuple[Node, ...]:
    return conditions_of(explain(scene, law, decide(scene, law)))
