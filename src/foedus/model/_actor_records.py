"""Records of actors, and how the rows of `states.yaml`, `organisations.yaml` and `groups.yaml` become them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from foedus.model.dates import EdtfDate, Truth, both, day, has_begun

__all__ = [
    "Actor",
    "ByLanguage",
    "CodeSpell",
    "Group",
    "Membership",
    "Organisation",
    "State",
    "by_language",
    "group_of",
    "organisation_of",
    "state_of",
]

ByLanguage: TypeAlias = Mapping[str, tuple[str, ...]]
_OPEN: Final = ".."


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSpell:
    """A state's membership of a state system under one number.

    Attributes
    ----------
    number : int
        Of the Correlates of War or of Gleditsch and Ward.
    first, last : int or None
        First and last day, both inside [ordinal day]; ``last`` is None where the list ends with the state still a member.
    """

    number: int
    first: int
    last: int | None

    def holds(self, on: int) -> bool:
        """True if ``on`` [ordinal day] is inside the spell."""
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One actor's spell in a group or organisation.

    Attributes
    ----------
    begins, ends : EdtfDate or None
        First and last day as the source gives them; None when it does not say.
    is_open : bool
        Still a member on the day the source was read.
    """

    actor: str
    begins: EdtfDate | None
    ends: EdtfDate | None
    is_open: bool
    source: str
    note: str = ""

    def holds(self, on: int) -> Truth:
        """Three-valued: a member on day ``on`` [ordinal day]."""
        begun: Truth = "uncertain" if self.begins is None else has_begun(self.begins, on)
        return both(begun, self._lasts(on))

    def _lasts(self, on: int) -> Truth:
        if self.is_open:
            return "yes"
        if self.ends is not None and self.ends.latest is not None and on > self.ends.latest:
            return "no"
        if self.ends is not None and self.ends.earliest is not None and on <= self.ends.earliest:
            return "yes"
        return "uncertain"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state: code, names in four languages, numbers with dates."""

    code: str
    iso2: str
    name: str
    names: ByLanguage
    short: ByLanguage
    demonyms: ByLanguage
    capitals: ByLanguage
    cow: tuple[CodeSpell, ...]
    gw: tuple[CodeSpell, ...]

    @property
    def is_present(self) -> bool:
        """False for a state of the past that no present state continues."""
        return not self.code.startswith("COW")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An international organisation. ``is_complete`` is False where the member list is partial or absent."""

    code: str
    name: str
    names: ByLanguage
    founded: EdtfDate | None
    dissolved: EdtfDate | None
    source: str
    members: tuple[Membership, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A minilateral: one hyperedge with dated membership."""

    code: str
    name: str
    names: ByLanguage
    kind: str
    members: tuple[Membership, ...]
    is_complete: bool = True


Actor: TypeAlias = State | Organisation | Group


def by_language(row: Mapping[str, list[str]]) -> ByLanguage:
    """Read-only: forms by language."""
    return MappingProxyType({language: tuple(forms) for language, forms in row.items()})


def state_of(row: Mapping[str, Any]) -> State:
    """A row of `states.yaml`."""
    code = row["code"]
    return State(
        code=code,
        iso2=row.get("iso2", ""),
        name=row["name"],
        names=by_language(row["names"]),
        short=by_language(row["short"]),
        demonyms=by_language(row["demonyms"]),
        capitals=by_language(row["capital"]),
        cow=tuple(_code_spell(spell, f"states: {code}, cow") for spell in row["cow"]),
        gw=tuple(_code_spell(spell, f"states: {code}, gw") for spell in row["gw"]),
    )


def _code_spell(row: Mapping[str, str], where: str) -> CodeSpell:
    last = None if row["to"] == _OPEN else day(row["to"], where=where)
    return CodeSpell(number=int(row["n"]), first=day(row["from"], where=where), last=last)


def organisation_of(row: Mapping[str, Any]) -> Organisation:
    """A row of `organisations.yaml`."""
    code = row["code"]
    return Organisation(
        code=code,
        name=row["name"],
        names=by_language(row["names"]),
        founded=_date(row.get("founded", ""), f"organisations: {code}, founded"),
        dissolved=_date(row.get("dissolved", ""), f"organisations: {code}, dissolved"),
        source=row.get("source", ""),
        members=tuple(_membership(member, f"organisations: {code}") for member in row.get("members", ())),
        is_complete=row.get("complete") == "yes",
    )


def group_of(row: Mapping[str, Any]) -> Group:
    """A row of `groups.yaml`."""
    return Group(
        code=row["code"],
        name=row["name"],
        names=by_language(row["names"]),
        kind=row["kind"],
        members=tuple(_membership(member, f"groups: {row['code']}") for member in row["members"]),
    )


def _membership(row: Mapping[str, str], where: str) -> Membership:
    place = f"{where}, {row['actor']}"
    return Membership(
        actor=row["actor"],
        begins=_date(row["from"], place),
        ends=None if row["to"] == _OPEN else _date(row["to"], place),
        is_open=row["to"] == _OPEN,
        source=row["source"],
        note=row.get("note", ""),
    )


def _date(text: str, where: str) -> EdtfDate | None:
    return EdtfDate.parse(text, where=where) if text else None
