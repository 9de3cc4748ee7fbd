"""Export: everything the ledger holds, as instruments with their life cycles, or as one row a claim."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, Final

from foedus.analysis.network.snapshot import take_snapshot
from foedus.desk.asking import Answered
from foedus.desk.ledgers import open_for_reading
from foedus.desk.records import actor_records, instrument_record, source_records
from foedus.desk.viewing import read_view

__all__ = ["COLUMNS", "export", "to_csv"]

COLUMNS: Final = (
    "instrument", "type", "parties", "title", "answer", "since", "stage", "stage_date", "date_of", "status", "holds",
    "claim_date", "modality", "negated", "source", "publisher", "published", "address", "locator", "claim",
)  # fmt: skip
"""Columns of the CSV: one row for each claim to a stage."""


def export(
    *, ledger: str | None = None, on: str | None = None, known: str | None = None, perspective: str | None = None
) -> Answered:
    """All instruments with stages and claims, all sources, all actors named.

    Raises
    ------
    FoedusError
        If the ledger is none, or a day or perspective cannot be read.
    """
    with open_for_reading(ledger) as opened:
        view = read_view(opened, on=on, known=known, perspective=perspective)
        snapshot = take_snapshot(
            opened.instruments(),
            on=view.on,
            known=view.known,
            perspective=view.perspective,
            coverage=opened.coverage,
        )
        evidence = [item for tie in snapshot.ties for item in tie.instrument.evidence if view.counts(item)]
        data = {
            "instruments": [instrument_record(tie, view, opened.sought) for tie in snapshot.ties],
            "sources": source_records(evidence),
            "actors": actor_records(code for tie in snapshot.ties for code in tie.instrument.parties),
        }
        return Answered(data=data, view=view, ledger=opened.ledger.head())


def to_csv(data: dict[str, Any]) -> str:
    """The export as CSV (RFC 4180): one row for each claim to a stage; empty where a source is silent."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=COLUMNS)
    writer.writeheader()
    writer.writerows(_rows(data))
    return text.getvalue()


def _rows(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    sources = {source["id"]: source for source in data["sources"]}
    for item in data["instruments"]:
        for stage in item["stages"]:
            for claim in stage["claims"]:
                yield _row(item, stage, claim, sources[claim["source"]])


def _row(item: dict[str, Any], stage: dict[str, Any], claim: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    at = claim["locator"]
    return {
        "instrument": item["id"],
        "type": item["type"],
        "parties": " ".join(item["parties"]),
        "title": item["title"],
        "answer": item["answer"],
        "since": item["since"],
        "stage": stage["stage"],
        "stage_date": stage["date"],
        "date_of": stage["date_of"],
        "status": stage["status"],
        "holds": stage["holds"],
        "claim_date": claim["date"],
        "modality": claim["modality"],
        "negated": "yes" if claim["negated"] else "no",
        "source": claim["source"],
        "publisher": claim["publisher"],
        "published": source.get("published"),
        "address": source.get("address") or source.get("file_name"),
        "locator": at.get("at") or (f"{at['start']}-{at['end']}" if "start" in at else None),
        "claim": claim["id"],
    }
