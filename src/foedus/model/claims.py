"""Everything is a claim by somebody about something at some time: sources, locators, claims, judgements, evidence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, NewType

from foedus.model.dates import EdtfDate
from foedus.model.identity import content_id, normalise_fields

__all__ = [
    "MODALITIES",
    "SOURCE_KINDS",
    "Claim",
    "ClaimId",
    "Evidence",
    "Judged",
    "Judgement",
    "JudgementKind",
    "Locator",
    "Source",
    "SourceId",
    "Standing",
]

ClaimId = NewType("ClaimId", str)
SourceId = NewType("SourceId", str)
JudgementId = NewType("JudgementId", str)

SOURCE_KINDS: Final = ("treaty_text", "official", "dataset", "research", "press", "scenario", "simulation")
"""Kinds of source, weightiest first: the order in which the perspective `record` lets them settle."""

MODALITIES: Final = ("asserted", "attributed", "planned", "hypothetical", "recommended", "denied")
JudgementKind = Literal["accept", "reject", "same", "different"]
Standing = Literal["accepted", "proposed", "rejected"]


def _present(row: Source | Locator) -> dict[str, Any]:
    """Fields that are given, in the order declared; all of them are plain values."""
    return {name: value for name in row.__slots__ if (value := getattr(row, name)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document, page or dataset that says things. `published` is EDTF, or None when the source does not say."""

    id: SourceId
    publisher: str
    title: str
    kind: str
    published: str | None = None
    language: str | None = None
    address: str | None = None
    digest: str | None = None
    file_name: str | None = None
    author: str | None = None
    seen: str | None = None

    def __post_init__(self) -> None:
        normalise_fields(self)

    def to_record(self) -> dict[str, Any]:
        """Plain mapping; absent fields left out."""
        return _present(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Where in a source: characters `start` to `end` of the decoded text, or `at` in words (heading, page, table row).

    `digest` proves the quoted words; `quote` and `context`, the sentence round it, are kept only for documents the user
    read into a ledger of their own.
    """

    at: str | None = None
    start: int | None = None
    end: int | None = None
    digest: str | None = None
    quote: str | None = None
    context: str | None = None

    def __post_init__(self) -> None:
        normalise_fields(self)

    def to_record(self) -> dict[str, Any]:
        """Plain mapping; absent fields left out."""
        return _present(self)

    def __str__(self) -> str:
        if self.at:
            return self.at
        return f"characters {self.start}–{self.end}" if self.start is not None else "whole document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One source says one thing about one subject. Immutable; the id is a digest of the whole content.

    Attributes
    ----------
    instrument : str or None
        Id of the instrument as the curator of the source names it; None for statements read from prose.
    roles : tuple of (role, parties)
        Who gives and who receives, for directed types; sorted.
    date : str or None
        EDTF; None where the source is silent.
    date_of : str or None
        What the date is the date of.
    """

    source: SourceId
    locator: Locator
    instrument_type: str
    parties: tuple[str, ...]
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    instrument: str | None = None
    label: str | None = None
    title: tuple[tuple[str, str], ...] = ()
    replaces: str | None = None
    stage: str | None = None
    date: str | None = None
    date_of: str | None = None
    party: str | None = None
    value: str | None = None
    unit: str | None = None
    modality: str = "asserted"
    negated: bool = False
    per_whom: str | None = None
    confidence: float | None = None
    id: ClaimId = field(init=False)

    def __post_init__(self) -> None:
        normalise_fields(self)
        object.__setattr__(self, "parties", tuple(sorted(set(self.parties))))
        object.__setattr__(self, "roles", tuple(sorted((role, tuple(sorted(who))) for role, who in self.roles)))
        object.__setattr__(self, "title", tuple(sorted(self.title)))
        object.__setattr__(self, "id", ClaimId(content_id("c1", self.to_record(with_id=False))))

    @property
    def when(self) -> EdtfDate | None:
        """The date, parsed."""
        return None if self.date is None else EdtfDate.parse(self.date, where=f"claim {self.id}")

    def to_record(self, *, with_id: bool = True) -> dict[str, Any]:
        """Plain mapping; absent fields left out. `Claim.from_record` reads it back to an equal claim."""
        record: dict[str, Any] = {"id": self.id} if with_id else {}
        record |= {
            "source": self.source,
            "locator": self.locator.to_record(),
            "instrument_type": self.instrument_type,
            "parties": list(self.parties),
        }
        if self.roles:
            record["roles"] = {role: list(who) for role, who in self.roles}
        if self.title:
            record["title"] = dict(self.title)
        for name in _OPTIONAL:
            value = getattr(self, name)
            if value is not None:
                record[name] = value
        if self.modality != "asserted":
            record["modality"] = self.modality
        if self.negated:
            record["negated"] = True
        return record

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Claim:
        """Inverse of `to_record`."""
        rest = {key: value for key, value in record.items() if key != "id"}
        rest["locator"] = Locator(**rest["locator"])
        rest["parties"] = tuple(rest["parties"])
        rest["roles"] = tuple((role, tuple(who)) for role, who in rest.get("roles", {}).items())
        rest["title"] = tuple(rest.get("title", {}).items())
        return cls(**rest)

    @classmethod
    def recorded(cls, record: dict[str, Any], id_: str) -> Claim:
        """A claim as a ledger keeps it: normal already, with an id that is not worked out again.

        A tenth of the time of `from_record`; for records whose digests something else guards.
        """
        claim = object.__new__(cls)
        put = object.__setattr__
        for name, default in _DEFAULTS:
            put(claim, name, record.get(name, default))
        put(claim, "locator", Locator(**record["locator"]))
        put(claim, "parties", tuple(record["parties"]))
        put(claim, "roles", tuple(sorted((role, tuple(who)) for role, who in record.get("roles", {}).items())))
        put(claim, "title", tuple(sorted(record.get("title", {}).items())))
        put(claim, "id", ClaimId(id_))
        put(claim, "source", record["source"])
        put(claim, "instrument_type", record["instrument_type"])
        return claim

    def revised(self, **changes: Any) -> Claim:
        """A new claim that differs in ``changes``; the old one is untouched."""
        return replace(self, **changes)


_DEFAULTS: Final = (
    *(
        (name, None)
        for name in ("instrument", "label", "replaces", "stage", "date", "date_of", "party", "value", "unit")
    ),
    ("per_whom", None),
    ("modality", "asserted"),
    ("negated", False),
    ("confidence", None),
)
_OPTIONAL: Final = (
    "instrument",
    "label",
    "replaces",
    "stage",
    "date",
    "date_of",
    "party",
    "value",
    "unit",
    "per_whom",
    "confidence",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person, or a rule a person stated, on claims: accept, reject; on instruments: same, different."""

    kind: JudgementKind
    targets: tuple[str, ...]
    by: str
    reason: str = ""
    id: JudgementId = field(init=False)

    def __post_init__(self) -> None:
        normalise_fields(self)
        object.__setattr__(self, "targets", tuple(sorted(set(self.targets))))
        object.__setattr__(self, "id", JudgementId(content_id("j1", self.to_record(with_id=False))))

    def to_record(self, *, with_id: bool = True) -> dict[str, Any]:
        """Plain mapping."""
        record: dict[str, Any] = {"id": self.id} if with_id else {}
        return record | {"kind": self.kind, "targets": list(self.targets), "by": self.by, "reason": self.reason}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Judgement:
        """Inverse of `to_record`."""
        rest = {key: value for key, value in record.items() if key != "id"}
        return cls(**(rest | {"targets": tuple(rest["targets"])}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement in hand: when it was recorded, and who recorded it. `judgement.by` is that person, or a rule they stated."""

    judgement: Judgement
    recorded_at: str
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A claim in hand: with its source, when and by whom it was recorded, and its standing in the ledger."""

    claim: Claim
    source: Source
    recorded_at: str
    recorded_by: str
    standing: Standing = "accepted"

    @property
    def known_on(self) -> EdtfDate:
        """Since when it could be known: publication of the source, else the day it was recorded."""
        if self.source.published:
            return EdtfDate.parse(self.source.published, where=f"source {self.source.id}")
        return EdtfDate.parse(self.recorded_at[:10], where=f"entry of claim {self.claim.id}")
