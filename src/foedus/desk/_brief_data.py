"""What a brief holds: plain, frozen values that any writer (HTML, PDF, DOCX, Markdown) can set."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.answers import Answer

__all__ = [
    "BriefData",
    "Cell",
    "Change",
    "ClaimEntry",
    "ConflictEntry",
    "ConflictSide",
    "Counts",
    "DocumentEntry",
    "Header",
    "InstrumentEntry",
    "MatrixRow",
    "NetworkTie",
    "OpenEntry",
    "OvertakenEntry",
    "SourceEntry",
    "StageEntry",
    "StatementEntry",
    "TypeColumn",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A line of the bibliography. `number` is what superscripts point to."""

    number: int
    id: str
    publisher: str
    title: str
    kind: str
    published: str | None
    language: str | None
    address: str | None
    author: str | None
    seen: str | None
    digest: str | None
    n_claims: int
    locators: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry:
    """What one source says about one stage, and where; `decides` where it settles the stage."""

    source: int
    publisher: str
    source_title: str
    published: str | None
    kind: str
    language: str | None
    locator: str
    quote: str | None
    date: str | None
    modality: str
    negated: bool
    value: str | None
    unit: str | None
    per_whom: str | None
    decides: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEntry:
    """One stage of an instrument. `effect` says whether reaching it begins, ends or pauses the instrument."""

    stage: str
    effect: str
    date_of: str
    date: str | None
    dates: tuple[str, ...]
    status: str
    holds: Answer
    party: str | None
    claims: tuple[ClaimEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentEntry:
    """One instrument with its life cycle. `reached` is the highest stage reached on the day, `reached_on` its date."""

    id: str
    anchor: str
    type: str
    type_label: str
    layer: str
    title: str
    title_language: str
    other_titles: tuple[tuple[str, str], ...]
    parties: tuple[str, ...]
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    partners: tuple[str, ...]
    answer: Answer
    since: str | None
    reached: str | None
    reached_on: str | None
    status: str
    is_instant: bool
    replaces: tuple[str, str] | None
    stages: tuple[StageEntry, ...]

    @property
    def sources(self) -> tuple[int, ...]:
        """Numbers of all its sources, sorted."""
        return tuple(sorted({claim.source for stage in self.stages for claim in stage.claims}))


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeColumn:
    """A column of the matrix."""

    type: str
    label: str
    layer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Do the two have an instrument of this type on the day? `mark` is its stage, `dates` when that was reached, several if disputed."""

    type: str
    answer: Answer
    mark: str | None
    status: str | None
    dates: tuple[str, ...]
    anchors: tuple[str, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """All types for one pair of actors."""

    actor: str
    partner: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkTie:
    """All instruments of one layer among exactly these members: a dyad, or a hyperedge kept whole."""

    members: tuple[str, ...]
    layer: str
    answer: Answer
    instruments: tuple[str, ...]
    sources: tuple[int, ...]

    @property
    def is_hyperedge(self) -> bool:
        """Three or more members."""
        return len(self.members) > 2


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
