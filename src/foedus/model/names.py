"""Proper names of instruments, programmes and exercise series: the name alone says the type, and mostly the parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from foedus.model.resources import load_yaml

__all__ = ["InstrumentName", "load_names"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentName:
    """What one instrument, or one series, is called; see `names.yaml`.

    Attributes
    ----------
    parties : tuple of str
        Sorted codes; empty for a series whose parties the text has to name.
    instruments : tuple of str
        Ids of the record that bear this name: several where one version follows another.
    forms : Mapping of str to tuple of str
        The names by language.
    """

    type: str
    parties: tuple[str, ...]
    instruments: tuple[str, ...]
    forms: Mapping[str, tuple[str, ...]]


@cache
def load_names() -> tuple[InstrumentName, ...]:
    """All names, read once per process."""
    data = load_yaml("names")
    return tuple(
        InstrumentName(
            type=row["type"],
            parties=tuple(row.get("parties", ())),
            instruments=tuple(row.get("instruments", ())),
            forms=MappingProxyType({language: tuple(words) for language, words in row["forms"].items()}),
        )
        for row in (*data["named"], *data["series"])
    )
