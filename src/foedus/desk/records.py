"""Instruments, stages, claims, conflicts and sources as plain mappings, in the shapes of the contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from foedus.analysis.network.snapshot import Tie
from foedus.desk.asking import View
from foedus.model.actors import load_actors
from foedus.model.claims import Evidence, Source
from foedus.model.instruments import Instrument, Sought, StageView
from foedus.model.resources import load_yaml
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution.conflicts import Conflict
from foedus.resolution.perspectives import Perspective

__all__ = [
    "actor_records",
    "claim_record",
    "conflict_record",
    "instrument_record",
    "publisher_name",
    "source_record",
    "source_records",
    "title_of",
]


def publisher_name(code: str) -> str:
    """The publisher's name as it is printed; its id where the vocabulary has none."""
    return _publisher_names().get(code, code)


@cache
def _publisher_names() -> Mapping[str, str]:
    # Straight from the data: the module that recognises publishers in texts takes 10 ms to import.
    return {code: row["name"] for code, row in load_yaml("publishers").items()}


def title_of(instrument: Instrument) -> str:
    """English title, else its label, else any title, else type and parties."""
    if "en" in instrument.title:
        return instrument.title["en"]
    kind = f"{instrument.dyad} {load_vocabulary().type(instrument.type).label}"
    if instrument.label:
        return f"{kind}: {instrument.label}"
    return next(iter(instrument.title.values()), kind)


def claim_record(item: Evidence) -> dict[str, Any]:
    """What one source says, where, and since when the ledger knows it."""
    claim = item.claim
    locator = claim.locator.to_record()
    quote = locator.pop("quote", None)
    locator.pop("context", None)
    return {
        "id": claim.id,
        "source": claim.source,
        "publisher": item.source.publisher,
        "date": claim.date,
        "date_of": claim.date_of,
        "locator": locator,
        "quote": quote,
        "modality": claim.modality,
        "negated": claim.negated,
        "per_whom": claim.per_whom,
        "party": claim.party,
        "value": claim.value,
        "unit": claim.unit,
        "confidence": claim.confidence,
        "standing": item.standing,
        "recorded_at": item.recorded_at,
        "recorded_by": item.recorded_by,
    }


def _stage_record(view: StageView) -> dict[str, Any]:
    return {
        "stage": view.stage,
        "date": view.date,
        "dates": list(view.dates),
        "date_of": _words_for(view),
        "party": view.party,
        "status": view.status,
        "holds": view.holds.value,
        "claims": [claim_record(item) for item in view.evidence],
    }


def _words_for(view: StageView) -> str:
    """What the date is of, in the words of the source that settles it where these say the same."""
    own = (item.claim.date_of for item in view.evidence)
    return next((words for words in own if words and words.casefold() == view.date_of), view.date_of)


def instrument_record(tie: Tie, view: View, sought: Iterable[Sought] = ()) -> dict[str, Any]:
    """An instrument with its life cycle on the day asked about; claims that give no stage stand apart."""
    instrument = tie.instrument
    counted = [item for item in instrument.evidence if view.counts(item)]
    reached = tie.reached
    again = [s.date for s in tie.stages if reached and s.stage == reached.stage and s.holds is reached.holds and s.date]
    return {
        "id": instrument.id,
        "type": instrument.type,
        "parties": list(instrument.parties),
        "roles": {role: list(who) for role, who in instrument.roles},
        "title": title_of(instrument),
        "titles": dict(instrument.title),
        "label": instrument.label,
        "replaces": instrument.replaces,
        "answer": tie.answer.value,
        "since": tie.since,
        "status": tie.status,
        "reached": None if reached is None else reached.stage,
        "reached_on": again[-1] if again else None,
        "stages": [_stage_record(stage) for stage in tie.stages],
        "without_stage": [claim_record(item) for item in counted if item.claim.stage is None],
        "not_found": _not_found(tie, sought),
    }


def _not_found(tie: Tie, sought: Iterable[Sought]) -> list[dict[str, str]]:
    """Stages looked for in vain, unless a claim of this ledger gives them by now."""
    names = {tie.instrument.id} | {item.claim.instrument for item in tie.instrument.evidence}
    given = {stage.stage for stage in tie.stages if stage.dates}
    return [
        {"stage": each.stage, "as_of": each.as_of}
        for each in sought
        if each.instrument in names and each.stage not in given
    ]


def conflict_record(conflict: Conflict, perspective: Perspective) -> dict[str, Any]:
    """Where sources differ: one entry of `sides` for each source, and what the perspective settles on."""
    items = [item for side in conflict.sides for item in side.evidence]
    counted = {item.claim.id for item in perspective.deciding(items)}
    deciding = {side.date for side in conflict.sides if any(item.claim.id in counted for item in side.evidence)}
    return {
        "instrument": conflict.instrument.id,
        "title": title_of(conflict.instrument),
        "type": conflict.instrument.type,
        "parties": list(conflict.instrument.parties),
        "stage": conflict.stage,
        "date_of": conflict.date_of,
        "kind": conflict.kind,
        "sides": [_side(item) | {"agrees_with": side.date} for side in conflict.sides for item in side.evidence],
        "settled_on": sorted(deciding),
        "hangs_on_it": list(conflict.hangs_on_it),
    }


def _side(item: Evidence) -> dict[str, Any]:
    locator = item.claim.locator.to_record()
    quote = locator.pop("quote", None)
    locator.pop("context", None)
    return {
        "date": item.claim.date,
        "source": item.claim.source,
        "publisher": item.source.publisher,
        "publisher_name": publisher_name(item.source.publisher),
        "title": item.source.title,
        "published": item.source.published,
        "address": item.source.address or item.source.file_name,
        "claim": item.claim.id,
        "stage": item.claim.stage,
        "locator": locator,
        "quote": quote,
    }


def source_record(source: Source) -> dict[str, Any]:
    """A source with the printed name of its publisher."""
    return source.to_record() | {"publisher_name": publisher_name(source.publisher)}


def source_records(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Every source of the evidence once, sorted by id."""
    sources = {item.source.id: item.source for item in evidence}
    return [source_record(sources[key]) for key in sorted(sources)]


def actor_records(codes: Iterable[str]) -> list[dict[str, Any]]:
    """Code and English name of each actor once, sorted by code."""
    actors = load_actors()
    return [{"code": code, "name": actors.get(code).name} for code in sorted(set(codes))]
