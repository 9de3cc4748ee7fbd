"""What a model may propose: a strict schema, and the checks a proposal has to pass before it is a statement."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from foedus.intake.reading.documents import Document
from foedus.intake.reading.passages.passages import Passage
from foedus.intake.reading.statements import Statement
from foedus.model.actors import load_actors
from foedus.model.claims import MODALITIES
from foedus.model.dates import EdtfDate
from foedus.model.problems import FoedusError
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Judged", "judge", "schema"]

_SURE: Final = 0.6
"""Confidence given to what only a model proposes."""


@cache
def schema() -> Mapping[str, Any]:
    """JSON schema of an answer: a list of proposals in the fields of the contract."""
    vocabulary = load_vocabulary()
    stages = sorted(vocabulary.stages)
    text: dict[str, Any] = {"type": ["string", "null"]}
    fields: dict[str, Any] = {
        "quote": {"type": "string", "description": "words copied exactly from the passage"},
        "instrument_type": {"enum": sorted(vocabulary.types)},
        "parties": {"type": "array", "items": {"type": "string", "description": "ISO 3166 alpha-3 code"}},
        "stage": {"enum": [*stages, None]},
        "date": text | {"description": "EDTF level 1 at the precision of the text"},
        "date_of": text,
        "modality": {"enum": list(MODALITIES)},
        "negated": {"type": "boolean"},
        "per_whom": text,
    }
    proposal = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": proposal}},
        "required": ["statements"],
        "additionalProperties": False,
    }


@dataclass(frozen=True, slots=True)
class Judged:
    """Proposals that became statements, and how many were dropped, by reason."""

    statements: tuple[Statement, ...]
    dropped: Mapping[str, int]


def judge(answer: str, document: Document, passage: Passage) -> Judged:
    """Turn one answer into statements: only what quotes the passage verbatim and speaks the vocabulary."""
    dropped: dict[str, int] = {}
    found: list[Statement] = []
    for row in _rows(answer, dropped):
        statement, reason = _statement(row, document, passage)
        if statement is None:
            dropped[reason] = dropped.get(reason, 0) + 1
        else:
            found.append(statement)
    return Judged(tuple(found), dropped)


def _rows(answer: str, dropped: dict[str, int]) -> list[Mapping[str, Any]]:
    try:
        rows = json.loads(answer)["statements"]
    except (ValueError, TypeError, KeyError, RecursionError):
        dropped["answer is not of the schema"] = 1
        return []
    if not isinstance(rows, list):
        dropped["answer is not of the schema"] = 1
        return []
    good: list[Mapping[str, Any]] = [row for row in rows if isinstance(row, dict)]
    if len(good) < len(rows):
        dropped["proposal is not of the schema"] = len(rows) - len(good)
    return good


def _statement(row: Mapping[str, Any], document: Document, passage: Passage) -> tuple[Statement | None, str]:
    quote = row.get("quote")
    if not isinstance(quote, str) or not quote.strip():
        return None, "no quote"
    at = document.text.find(quote, passage.start, passage.end)
    if at < 0:
        return None, "quote is not in the passage"
    kind = load_vocabulary().types.get(str(row.get("instrument_type")))
    if kind is None:
        return None, "unknown instrument type"
    parties = row.get("parties")
    actors = load_actors()
    if not isinstance(parties, list) or not parties or not all(isinstance(p, str) and p in actors for p in parties):
        return None, "unknown party"
    stage, date, modality = row.get("stage"), row.get("date"), row.get("modality", "asserted")
    if stage is not None and stage not in kind.stages:
        return None, "stage is not of the type"
    if modality not in MODALITIES:
        return None, "unknown modality"
    try:
        if date is not None:
            EdtfDate.parse(str(date))
    except FoedusError:
        return None, "date is not EDTF"
    return (
        Statement(
            doc=document.name,
            start=at,
            end=at + len(quote),
            quote=quote,
            instrument_type=kind.code,
            parties=tuple(sorted(set(parties))),
            stage=stage,
            date=None if date is None else str(date),
            modality=modality,
            negated=row.get("negated") is True,
            confidence=_SURE,
            cues=("proposed by a language model",),
            date_of=_text(row, "date_of"),
            per_whom=_text(row, "per_whom"),
        ),
        "",
    )


def _text(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    return value if isinstance(value, str) and value else None
