"""An instrument is what was agreed or done: resolved from claims, never typed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from types import MappingProxyType
from typing import Any

from foedus.model.answers import Answer
from foedus.model.claims import Evidence
from foedus.model.resources import load_yaml

__all__ = ["Coverage", "Instrument", "Sought", "StageView", "date_terms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """All evidence about one agreement, programme, event series or law.

    `parties` are sorted codes; `roles` say who gives and who receives; `evidence` is ordered by claim id.
    """

    id: str
    type: str
    parties: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    label: str | None = None
    title: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    replaces: str | None = None

    @property
    def dyad(self) -> str:
        """Parties joined as `AUS-JPN`."""
        return "-".join(self.parties)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """One stage of an instrument under one perspective.

    Attributes
    ----------
    date : str or None
        The settled date, EDTF; None while it is disputed or nobody gives one.
    dates : tuple of str
        Every date that counts under the perspective, earliest first.
    status : {"settled", "disputed", "uncertain", "hypothetical"}
    holds : Answer
        Had this stage been reached on the day asked about?
    evidence : tuple of Evidence
        All claims to this stage, those that settle it first.
    """

    stage: str
    date_of: str
    date: str | None
    dates: tuple[str, ...]
    status: str
    holds: Answer
    evidence: tuple[Evidence, ...]
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The record claims to be complete for this actor and type between two days [ordinal]: there, absence is `no`."""

    actor: str
    instrument_type: str
    earliest: int
    latest: int

    def holds_for(self, parties: tuple[str, ...], instrument_type: str, on: int) -> bool:
        """Does the window cover an instrument of this type with these parties on that day?"""
        return self.actor in parties and self.instrument_type == instrument_type and self.earliest <= on <= self.latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A stage looked for in public sources and not found by that day (ISO): unknown, which is not `no`."""

    instrument: str
    stage: str
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateTerms:
    """What dates can be the date of; see `date_of.yaml`."""

    default: Mapping[str, str]
    same: Mapping[str, str]
    once: tuple[str, ...]
    order: Mapping[str, tuple[str, ...]]

    def canonical(self, stage: str | None, date_of: str | None) -> str:
        """One word for one thing: `effective` and `entry into force` are the same."""
        if not date_of or date_of.startswith("unspecified"):
            return self.default.get(stage or "", stage or "unspecified")
        return self.same.get(date_of.casefold(), date_of.casefold())

    def is_once(self, term: str) -> bool:
        """Can the thing happen only once, so that two dates contradict each other?"""
        return any(fnmatchcase(term, pattern) for pattern in self.once)


@cache
def date_terms() -> DateTerms:
    """Read `date_of.yaml`; once per process."""
    data: dict[str, Any] = load_yaml("date_of")
    same = {word.casefold(): term for term, words in data["same"].items() for word in [term, *words]}
    return DateTerms(
        default=MappingProxyType(data["default"]),
        same=MappingProxyType(same),
        once=tuple(data["once"]),
        order=MappingProxyType({track: tuple(stages) for track, stages in data["order"].items()}),
    )
