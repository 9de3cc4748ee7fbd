"""What a brief holds: plain, frozen values that any writer (HTML, PDF, DOCX, Markdown) can set."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.desk._brief_entries import (
    ClaimEntry,
    InstrumentEntry,
    MatrixRow,
    NetworkTie,
    SourceEntry,
    TypeColumn,
)
from foedus.model.answers import Answer

__all__ = [
    "BriefData",
    "Change",
    "ConflictEntry",
    "ConflictSide",
    "Counts",
    "DocumentEntry",
    "Header",
    "OpenEntry",
    "OvertakenEntry",
    "StatementEntry",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictSide:
    """One date of a conflict and everyone who gives it."""

    date: str
    claims: tuple[ClaimEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictEntry:
    """Dates that cannot both hold, who gives which, and which answers hang on it."""

    anchor: str
    title: str
    parties: tuple[str, ...]
    stage: str
    date_of: str
    kind: str
    sides: tuple[ConflictSide, ...]
    settled_on: str | None
    hangs_on_it: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OvertakenEntry:
    """A claim that gave an earlier stage as the present one; `when_made` if it was out of date on the day it appeared."""

    anchor: str
    title: str
    parties: tuple[str, ...]
    stage: str
    claim: ClaimEntry
    by_stage: str
    by: ClaimEntry
    when_made: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEntry:
    """A statement read from a document, and how it compares: supports, contradicts, alone, or not_compared."""

    claim: ClaimEntry
    type_label: str
    parties: tuple[str, ...]
    stage: str | None
    standing: str
    verdict: str
    anchor: str | None
    against: tuple[ClaimEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """A document that was read, with its statements on the subject."""

    source: SourceEntry
    statements: tuple[StatementEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One dated stage, for the lists of what changed last and what follows; `is_planned` if sources only announce it."""

    date: str
    anchor: str
    title: str
    parties: tuple[str, ...]
    stage: str
    date_of: str
    is_planned: bool
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEntry:
    """Something left open: `answer` says in which way, `why` in words, after the stage reached and its date."""

    answer: Answer
    subject: str
    what: str
    why: str
    reached: str | None
    dates: tuple[str, ...]
    anchor: str | None
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the brief rests on."""

    partners: int
    instruments: int
    by_answer: tuple[tuple[Answer, int], ...]
    claims: int
    sources: int
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The question: whom, on which day, as known when, as whom, from which record."""

    subject: tuple[str, ...]
    names: tuple[str, ...]
    on: str
    known: str | None
    perspective: str
    ledger_digest: str
    counts: Counts

    @property
    def is_dyad(self) -> bool:
        """Two subjects."""
        return len(self.subject) == 2


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefData:
    """The whole brief. Every statement in it carries the number of its source."""

    header: Header
    actors: tuple[tuple[str, str], ...]
    columns: tuple[TypeColumn, ...]
    matrix: tuple[MatrixRow, ...]
    recent: tuple[Change, ...]
    later: tuple[Change, ...]
    network: tuple[NetworkTie, ...]
    instruments: tuple[InstrumentEntry, ...]
    conflicts: tuple[ConflictEntry, ...]
    overtaken: tuple[OvertakenEntry, ...]
    documents: tuple[DocumentEntry, ...]
    open: tuple[OpenEntry, ...]
    bibliography: tuple[SourceEntry, ...]

    def name(self, code: str) -> str:
        """English name of an actor in the brief."""
        return dict(self.actors).get(code, code)
