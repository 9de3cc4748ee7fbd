"""The vocabulary: instrument types, life cycles, activities and situations, read from YAML."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from foedus.model.problems import UnknownTermError
from foedus.model.resources import load_yaml

__all__ = ["InstrumentType", "StageTerm", "Vocabulary", "load_vocabulary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTerm:
    """One stage of a life cycle; `effect` is begins, ends, pauses or none."""

    code: str
    rank: int
    effect: str
    coarse: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentType:
    """One type of instrument; see `instrument_types.yaml` for the meaning of the fields."""

    code: str
    labels: Mapping[str, str]
    family: str
    layer: str
    arity: str
    track: str
    roles: tuple[str, ...]
    stages: Mapping[str, StageTerm]
    single: bool = False

    @property
    def label(self) -> str:
        """English label."""
        return self.labels["en"]

    @property
    def is_instant(self) -> bool:
        """True for events: they happen on days and do not last."""
        return self.family == "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All terms the model knows. Lookups of unknown codes are loud. `hosted` activities happen on the partner's soil."""

    types: Mapping[str, InstrumentType]
    stages: frozenset[str]
    activities: Mapping[str, str]
    situations: Mapping[str, str]
    hosted: frozenset[str] = frozenset()

    def type(self, code: str, *, where: str = "instrument type") -> InstrumentType:
        """The type with this code, in any case.

        Raises
        ------
        UnknownTermError
            If no type has this code; names the nearest ones.
        """
        found = self.types.get(code) or next((t for c, t in self.types.items() if c.lower() == code.lower()), None)
        if found is None:
            raise _unknown("instrument type", code, self.types, where)
        return found

    def stage(self, instrument_type: str, code: str, *, where: str = "stage") -> StageTerm:
        """The stage with this code on the type's track.

        Raises
        ------
        UnknownTermError
            If the type's life cycle has no such stage.
        """
        stages = self.type(instrument_type, where=where).stages
        if code not in stages:
            raise _unknown(f"stage of {instrument_type}", code, stages, where)
        return stages[code]

    def activity(self, code: str, *, where: str = "activity") -> str:
        """The code as it is listed, of one given in any case, with hyphens or underscores.

        Raises
        ------
        UnknownTermError
            If there is no such activity.
        """
        return _listed("activity", code, self.activities, where)

    def situation(self, code: str, *, where: str = "situation") -> str:
        """The code as it is listed, of one given in any case, with hyphens or underscores.

        Raises
        ------
        UnknownTermError
            If there is no such situation.
        """
        return _listed("situation", code, self.situations, where)


def _listed(kind: str, code: str, known: Mapping[str, str], where: str) -> str:
    plain = code.strip().lower().replace("_", "-").replace(" ", "-")
    if plain not in known:
        raise _unknown(kind, code, known, where)
    return plain


def _unknown(kind: str, code: str, known: Iterable[str], where: str) -> UnknownTermError:
    names = list(known)
    return UnknownTermError(kind, code, where=where, known=names, nearest=difflib.get_close_matches(code, names, n=2))


@cache
def load_vocabulary() -> Vocabulary:
    """Read the packaged vocabulary; once per process."""
    tracks = {
        name: MappingProxyType(
            {
                code: StageTerm(
                    code=code, rank=int(row["rank"]), effect=row["effect"], coarse=row.get("coarse") or code
                )
                for code, row in stages.items()
            }
        )
        for name, stages in load_yaml("stages")["tracks"].items()
    }
    types = {
        code: InstrumentType(
            code=code,
            labels=MappingProxyType(row["labels"]),
            family=row["family"],
            layer=row["layer"],
            arity=row["arity"],
            track=row["track"],
            roles=tuple(row.get("roles", ())),
            stages=tracks[row["track"]],
            single=row.get("single", False),
        )
        for code, row in load_yaml("instrument_types")["types"].items()
    }
    doing = load_yaml("activities")
    return Vocabulary(
        types=MappingProxyType(types),
        stages=frozenset(code for track in tracks.values() for code in track),
        activities=MappingProxyType({code: row["label"] for code, row in doing["activities"].items()}),
        situations=MappingProxyType({code: row["label"] for code, row in doing["situations"].items()}),
        hosted=frozenset(code for code, row in doing["activities"].items() if row.get("soil") == "partner"),
    )
