"""What documents say about the network as a whole, beyond single instruments: firsts, onlys, counts, ratios, members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from foedus.model.resources import load_yaml

__all__ = ["Region", "Remark", "RemarkKind", "load_regions"]

RemarkKind = Literal["nth", "only", "count", "ratio", "membership", "meeting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One such statement.

    Attributes
    ----------
    types : tuple of str
        Instrument types it ranges over: one, or all that a generic word such as "military agreement" stands for.
    actors : tuple of str
        Of whom it is said ("Japan's third"): one code, or the candidates where the text does not tell.
    partners : tuple of str
        With whom: those that are the nth or the only one; the members named, for a membership.
    number : float or None
        The rank, the count, or the ratio claimed.
    bound : {"exact", "at_least", "about"}
        How a count or ratio is meant.
    region : str or None
        Code of the region it is confined to.
    of : str or None
        Type of the very instrument that is called the nth, where the rank is one among several types.
    stage : str or None
        The stage counted: signed, in force; None for any.
    act : {"is", "joined", "left", "lists", ""}
        Of a membership: that they are members, became or ceased to be, or that the group's members are named.
    negated : bool
        Of a membership: that they are none.
    date : str or None
        EDTF; of a membership when it began or ended, of a meeting when it was held.
    values : tuple of (str, str)
        Before and after, for a ratio.
    """

    doc: str
    start: int
    end: int
    quote: str
    kind: RemarkKind
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    number: float | None = None
    bound: str = "exact"
    region: str | None = None
    stage: str | None = None
    date: str | None = None
    of: str | None = None
    group: str | None = None
    act: str = ""
    negated: bool = False
    values: tuple[str, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the world and the states in it; see `regions.yaml`."""

    code: str
    name: str
    names: Mapping[str, tuple[str, ...]]
    members: frozenset[str]


@cache
def load_regions() -> Mapping[str, Region]:
    """All regions by code, read once per process."""
    return MappingProxyType(
        {
            row["code"]: Region(
                code=row["code"],
                name=row["name"],
                names=MappingProxyType({language: tuple(words) for language, words in row["names"].items()}),
                members=frozenset(row["members"]),
            )
            for row in load_yaml("regions")["regions"]
        }
    )
