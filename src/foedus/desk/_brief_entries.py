"""Entries of a brief that other parts point at: sources, claims, stages, instruments, cells and ties."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.answers import Answer

__all__ = [
    "Cell",
    "ClaimEntry",
    "InstrumentEntry",
    "MatrixRow",
    "NetworkTie",
    "SourceEntry",
    "StageEntry",
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
    replaced_by: tuple[str, str] | None
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
