"""Small synthetic evidence for tests: sources, claims and shuffles of them."""

from __future__ import annotations

from typing import Any

from foedus.model.claims import Claim, Evidence, Locator, Source, SourceId


def source(
    name: str, *, kind: str = "official", publisher: str = "ministry", published: str | None = "2024-01-01"
) -> Source:
    """A source with an id of its own."""
    return Source(id=SourceId(name), publisher=publisher, title=name, kind=kind, published=published)


def evidence(where: Source, stage: str | None, date: str | None, **fields: Any) -> Evidence:
    """One accepted claim of that source; an RAA of Australia and Japan unless fields say otherwise."""
    base: dict[str, Any] = {
        "instrument_type": "RAA",
        "parties": ("AUS", "JPN"),
        "locator": Locator(at=f"{stage} {date}"),
    }
    claim = Claim(source=where.id, stage=stage, date=date, **(base | fields))
    return Evidence(claim=claim, source=where, recorded_at="2024-06-01T00:00:00+00:00", recorded_by="test")
