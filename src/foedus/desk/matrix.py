"""The matrix: an actor's partners by instrument type, with answer and date in each cell."""

from __future__ import annotations

from typing import Any, Unpack

from foedus.analysis.network.snapshot import NetworkSnapshot, Tie, take_snapshot
from foedus.desk.asking import Answered
from foedus.desk.ledgers import Opened
from foedus.desk.records import source_records, title_of
from foedus.desk.subjects import parse_actor
from foedus.desk.viewing import Viewing, viewed
from foedus.model.answers import Answer
from foedus.model.vocabulary import load_vocabulary

__all__ = ["matrix"]


def matrix(
    actor: str,
    **where: Unpack[Viewing],
) -> Answered:
    """Partners × instrument types of one actor.

    Returns
    -------
    Answered
        `data`: `rows` of cells for two-party instruments; `types` in the order of the vocabulary; `groups`, the
        instruments of three or more parties, which are no cell of any pair; `sources`.

    Raises
    ------
    FoedusError
        If the actor is unknown, or a day or perspective cannot be read.
    """
    with viewed(where) as (opened, view):
        code = parse_actor(actor)
        snapshot = take_snapshot(
            opened.instruments((code,)),
            on=view.on,
            known=view.known,
            perspective=view.perspective,
            coverage=opened.coverage,
        )
        pairs = [tie for tie in snapshot.ties if len(tie.instrument.parties) == 2]
        present = {tie.instrument.type for tie in pairs}
        types = [name for name in load_vocabulary().types if name in present]
        evidence = [item for tie in snapshot.ties for item in tie.instrument.evidence if view.counts(item)]
        data = {
            "actor": code,
            "types": types,
            "rows": [_row(snapshot, opened, code, partner, types) for partner in snapshot.partners(code)],
            "groups": [_group(tie) for tie in snapshot.ties if tie.is_hyperedge],
            "sources": source_records(evidence),
        }
        return Answered(data=data, view=view, ledger=opened.ledger.head())


def _row(snapshot: NetworkSnapshot, opened: Opened, actor: str, partner: str, types: list[str]) -> dict[str, Any]:
    return {"partner": partner, "cells": {name: _cell(snapshot, opened, actor, partner, name) for name in types}}


def _cell(snapshot: NetworkSnapshot, opened: Opened, actor: str, partner: str, name: str) -> dict[str, Any]:
    pair = tuple(sorted((actor, partner)))
    ties = [t for t in snapshot.ties if t.instrument.parties == pair and t.instrument.type == name]
    answer = snapshot.cell(actor, partner, name, opened.coverage)
    saying = [tie for tie in ties if tie.answer is answer] or ties
    dates = sorted(tie.since for tie in saying if tie.since and answer is Answer.YES)
    best = max(saying, key=_how_far, default=None)
    reached = None if best is None else best.reached
    return {
        "answer": answer.value,
        "date": dates[-1] if dates else None,
        "instruments": [tie.instrument.id for tie in ties],
        "stage": None if reached is None else reached.stage,
        "stage_date": None if reached is None else reached.date,
        "sources": sorted(
            {str(i.claim.source) for t in saying for s in t.stages if s is t.reached for i in s.evidence}
        ),
    }


def _how_far(tie: Tie) -> int:
    reached = tie.reached
    return -1 if reached is None else tie.type.stages[reached.stage].rank


def _group(tie: Tie) -> dict[str, Any]:
    return {
        "id": tie.instrument.id,
        "type": tie.instrument.type,
        "title": title_of(tie.instrument),
        "parties": list(tie.instrument.parties),
        "answer": tie.answer.value,
        "date": tie.since,
    }
