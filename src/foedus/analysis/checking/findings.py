"""A finding: what a document says in one place, the verdict on it, and what of the record bears the verdict out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Literal

from foedus.model.claims import Evidence
from foedus.model.remarks import Remark

__all__ = ["Finding", "Outcome", "Prediction", "RecordLine", "Verdict", "finding_of", "lines_of"]

Outcome = Literal["came true", "early", "late", "already", "failed", "overdue", "open"]
"""What became of a plan. `already`: it had happened before the document. `failed`: its day is past, and a record that claims to be
complete here has nothing. `overdue`: its day is past, and the record has nothing. `open`: it has no day, or the day is to come."""


class Verdict(StrEnum):
    """What the record makes of a statement."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    OUTDATED = "outdated"
    """True once; something later had happened before the document appeared."""
    PREMATURE = "premature"
    """The stage had not been reached when the document said so; it was later."""
    DISPUTED = "disputed"
    """Sources of the record, or places of the document, differ on it."""
    UNSUPPORTED = "unsupported"
    """The record has nothing that speaks for it or against it."""
    UNCHECKABLE = "uncheckable"
    """An opinion, a supposition, a prediction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """One claim of the record, or of another document, that a verdict rests on."""

    instrument: str
    stage: str | None
    date: str | None
    date_of: str | None
    source: str
    publisher: str
    title: str
    address: str | None
    at: str

    def to_record(self) -> dict[str, Any]:
        """Plain mapping."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A plan or prediction with its resolution.

    Attributes
    ----------
    said_on, foretold, came_on : str or None
        EDTF: the document's own date, the date foretold, the date on record.
    off_by : int
        Days it came before or after what was foretold; 0 where the dates can both hold.
    """

    said_on: str | None
    foretold: str | None
    outcome: Outcome
    came_on: str | None
    off_by: int = 0

    def to_record(self) -> dict[str, Any]:
        """Plain mapping."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The verdict on one statement.

    Attributes
    ----------
    kind : str
        What was checked: stage, date, amount, first, only, nth, count, arithmetic, membership, internal, between documents, prediction,
        stance; position, definition, naming, unspecific, doubt; text and source, of the document itself.
    says : str
        What the document says, as understood, in a few words.
    hint : str
        One sentence in plain words: why this verdict, or what to look at.
    notable : bool
        Should a reader know of it though the verdict faults nothing?
    """

    doc: str
    start: int
    end: int
    quote: str
    kind: str
    verdict: Verdict
    says: str
    hint: str
    record: tuple[RecordLine, ...] = ()
    prediction: Prediction | None = None
    notable: bool = False

    def foretelling(self, prediction: Prediction) -> Finding:
        """The same with what became of it."""
        return replace(self, prediction=prediction)

    def noting(self, hint: str) -> Finding:
        """The same with a sentence that a reader should know of, whatever the verdict."""
        return replace(self, hint=hint, notable=True)

    def to_record(self) -> dict[str, Any]:
        """The JSON Lines row of `foedus check --json`; `prediction` is there where it is one."""
        row: dict[str, Any] = {
            "doc": self.doc,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "kind": self.kind,
            "verdict": self.verdict.value,
            "says": self.says,
            "record": [line.to_record() for line in self.record],
            "hint": self.hint,
        }
        return row if self.prediction is None else row | {"prediction": self.prediction.to_record()}


def finding_of(
    remark: Remark, kind: str, verdict: Verdict, says: str, hint: str, lines: tuple[RecordLine, ...] = ()
) -> Finding:
    """The verdict on a remark, at the words it quotes."""
    return Finding(
        doc=remark.doc,
        start=remark.start,
        end=remark.end,
        quote=remark.quote,
        kind=kind,
        verdict=verdict,
        says=says,
        hint=hint,
        record=lines,
    )


def lines_of(items: Iterable[Evidence], instrument: str) -> tuple[RecordLine, ...]:
    """Evidence of one instrument as lines, each source and date once, in the order given."""
    found = {
        (item.claim.stage, item.claim.date, item.source.id): RecordLine(
            instrument=instrument,
            stage=item.claim.stage,
            date=item.claim.date,
            date_of=item.claim.date_of,
            source=str(item.source.id),
            publisher=item.source.publisher,
            title=item.source.title,
            address=item.source.address or item.source.file_name,
            at=str(item.claim.locator),
        )
        for item in items
    }
    return tuple(found.values())
