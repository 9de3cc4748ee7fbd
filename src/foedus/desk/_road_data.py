"""Reads what roadmaps go by: recommended orders, prerequisites, parliaments and preconditions, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from foedus.analysis.roadmaps.paths import ParliamentRule, Parliaments, Prerequisite
from foedus.analysis.roadmaps.preconditions import Precondition
from foedus.analysis.sequences.orders import Recommended
from foedus.model.resources import load_file

__all__ = ["load_orders", "load_parliaments", "load_preconditions", "load_prerequisites", "preconditions_source"]

_FOLDER: Final = Path(__file__).parent.parent / "record" / "roadmap"


def _read(name: str) -> Any:
    return load_file(_FOLDER / f"{name}.yaml")


@cache
def load_orders() -> Mapping[str, Recommended]:
    """Recommended orders by id; the first is the default."""
    return MappingProxyType(
        {
            key: Recommended(id=key, types=tuple(row["types"]), by=row["by"], words=row["words"], source=row["source"])
            for key, row in _read("orders").items()
        }
    )


@cache
def load_prerequisites() -> tuple[Prerequisite, ...]:
    """Which type presupposes which."""
    return tuple(
        Prerequisite(
            id=row["id"],
            step=frozenset(row["step"]),
            needs=tuple(row["needs"]),
            force=row["force"],
            gloss=row["gloss"],
            parties=frozenset(row.get("parties", ())),
            reference=row.get("reference"),
            address=row.get("address"),
        )
        for row in _read("prerequisites")
    )


@cache
def load_parliaments() -> Parliaments:
    """What parliaments have to do, and the words by which the record's reports of their acts are told."""
    data = _read("parliaments")
    return Parliaments(
        rules=tuple(
            ParliamentRule(
                state=row["state"],
                types=frozenset(row.get("types", ())),
                answer=row["answer"],
                body=row["body"],
                gloss=row["gloss"],
                reference=row["reference"],
                address=row["address"],
            )
            for row in data["rules"]
        ),
        words=tuple(data["words"]["parliament"]),
        other_words=tuple(data["words"]["not"]),
    )


@cache
def load_preconditions() -> tuple[Precondition, ...]:
    """The checklist, in its author's order."""
    return tuple(
        Precondition(
            id=row["id"],
            words=row["words"],
            in_force=tuple(row.get("check", {}).get("in_force", ())),
            with_ally=tuple(row.get("check", {}).get("with_ally", ())),
            cannot=row.get("cannot"),
            setbacks=bool(row.get("setbacks", False)),
        )
        for row in _read("preconditions")["items"]
    )


def preconditions_source() -> dict[str, Any]:
    """Who drew up the checklist, and where."""
    data = _read("preconditions")
    return {"rule": data["rule"], "by": data["by"], "source": dict(data["source"])}
