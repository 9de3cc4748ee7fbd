"""A dossier in the order it is read in: with each partner, in groups of three or more, an actor's own law and policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedus.model.actors import load_actors
from foedus.model.claims import Locator

__all__ = ["Group", "by_date", "groups_of", "name_of", "place_in", "sort_by_name", "title_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Instruments under one heading; `dyad` is what the heading leads to, if it is a pair."""

    anchor: str
    heading: str
    dyad: str | None
    instruments: tuple[dict[str, Any], ...]


def name_of(code: str) -> str:
    """English name of an actor."""
    return load_actors().get(code).name


def title_of(subject: dict[str, Any], instruments: Sequence[dict[str, Any]]) -> str:
    """The heading of a dossier: names of the actors, or the title of the instrument."""
    if subject["kind"] == "instrument":
        return str(instruments[0]["title"]) if instruments else str(subject["name"])
    return " – ".join(name_of(code) for code in subject["parties"])


def groups_of(instruments: Sequence[dict[str, Any]], actor: str) -> list[Group]:
    """An actor's instruments by partner, in the order of the partners' names."""
    pairs: dict[str, list[dict[str, Any]]] = {}
    for item in instruments:
        if len(item["parties"]) == 2 and actor in item["parties"]:
            partner = next(code for code in item["parties"] if code != actor)
            pairs.setdefault(partner, []).append(item)
    groups = [
        Group(
            anchor=f"g-{partner.lower()}",
            heading=name_of(partner),
            dyad="-".join(sorted((actor, partner))),
            instruments=tuple(pairs[partner]),
        )
        for partner in sorted(pairs, key=name_of)
    ]
    own = tuple(item for item in instruments if item["parties"] == [actor])
    placed = {item["id"] for group in groups for item in group.instruments} | {item["id"] for item in own}
    rest = tuple(item for item in instruments if item["id"] not in placed)
    groups.append(Group(anchor="g-several", heading="Groups of three or more", dyad=None, instruments=rest))
    groups.append(Group(anchor="g-own", heading="Own law and policy", dyad=None, instruments=own))
    return [group for group in groups if group.instruments]


def by_date(sides: Sequence[dict[str, Any]]) -> list[tuple[str | None, list[dict[str, Any]]]]:
    """The sides of a conflict by the date they give or agree with, in their order."""
    found: dict[str | None, list[dict[str, Any]]] = {}
    for side in sides:
        found.setdefault(side["agrees_with"], []).append(side)
    return list(found.items())


def place_in(locator: Mapping[str, Any]) -> str:
    """Where in its source a claim stands, in words."""
    return str(Locator(**locator))


def sort_by_name(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a matrix in the order of the partners' names."""
    return sorted(rows, key=lambda row: name_of(row["partner"]))
