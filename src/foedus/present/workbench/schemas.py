"""The shapes of the API's answers, for `/openapi.json`: what every answer has; more keys may be added, none is renamed.

Answers are checked against these in tests. They leave as the desk made them, the same as from the command line.
"""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeAlias, TypeVar

from pydantic import BaseModel

__all__ = ["ActorsAnswer", "ConflictsAnswer", "DossierAnswer", "ExportAnswer", "MatrixAnswer", "Problem"]

AnswerKind: TypeAlias = Literal["yes", "no", "disputed", "uncertain", "not_observed"]
Status: TypeAlias = Literal["settled", "disputed", "uncertain", "hypothetical"]


class Claim(BaseModel):
    """What one source says, and where."""

    id: str
    source: str
    publisher: str
    date: str | None
    locator: dict[str, Any]
    quote: str | None
    modality: str
    negated: bool


class Stage(BaseModel):
    """A stage of an instrument's life; `holds` is the answer on the day asked about."""

    stage: str
    date: str | None
    date_of: str
    status: Status
    holds: AnswerKind
    claims: list[Claim]


class Instrument(BaseModel):
    """What was agreed or done, with its life cycle."""

    id: str
    type: str
    parties: list[str]
    title: str
    answer: AnswerKind
    since: str | None
    stages: list[Stage]


class Side(BaseModel):
    """One source's date in a conflict, and the finer date of another that it agrees with, or its own."""

    date: str | None
    agrees_with: str | None
    source: str
    publisher: str


class Conflict(BaseModel):
    """Where sources differ, and what hangs on it."""

    instrument: str
    type: str
    parties: list[str]
    stage: str
    sides: list[Side]
    hangs_on_it: list[str]


class Source(BaseModel):
    """Who published what."""

    id: str
    publisher: str
    title: str
    kind: str


class Subject(BaseModel):
    """Whom or what was asked about."""

    kind: Literal["actor", "dyad", "instrument"]
    name: str
    parties: list[str]


class Dossier(BaseModel):
    """All about an actor, a dyad or an instrument."""

    subject: Subject
    instruments: list[Instrument]
    conflicts: list[Conflict]
    tiers: list[dict[str, Any]]
    gaps: list[dict[str, Any]]
    sources: list[Source]


class Cell(BaseModel):
    """One partner, one type of instrument."""

    answer: AnswerKind
    date: str | None
    instruments: list[str]


class Row(BaseModel):
    """One partner."""

    partner: str
    cells: dict[str, Cell]


class Matrix(BaseModel):
    """Partners × instrument types."""

    rows: list[Row]


class Exported(BaseModel):
    """Everything."""

    instruments: list[Instrument]
    sources: list[Source]
    actors: list[dict[str, str]]


class FoundActor(BaseModel):
    """One actor."""

    code: str
    kind: Literal["state", "organisation", "group"]
    name: str
    names: dict[str, list[str]]


class View(BaseModel):
    """The day, the day of knowledge (null: everything), and whose word counts."""

    on: str | None
    known: str | None
    perspective: str | None


T = TypeVar("T")


class _Envelope(BaseModel, Generic[T]):
    ok: Literal[True]
    data: T
    view: View
    ledger: str | None


class DossierAnswer(_Envelope[Dossier]):
    """As `foedus show --json`."""


class MatrixAnswer(_Envelope[Matrix]):
    """As `foedus matrix --json`."""


class ConflictsAnswer(_Envelope[list[Conflict]]):
    """As `foedus conflicts --json`."""


class ExportAnswer(_Envelope[Exported]):
    """As `foedus export json --json`."""


class ActorsAnswer(_Envelope[list[FoundActor]]):
    """Actors found by name."""


class Error(BaseModel):
    """What went wrong: a stable code, a sentence, the next step."""

    code: str
    message: str
    hint: str


class Problem(BaseModel):
    """The envelope of an error."""

    ok: Literal[False]
    error: Error
