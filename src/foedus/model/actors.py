"""Who acts: states past and present, organisations, and groups with dated membership.

What is known about them is data (`vocabulary/states.yaml`, `organisations.yaml`, `groups.yaml`); this
module answers questions of it. A code is the identity of an actor; COW and Gleditsch-Ward numbers are dated attributes.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from foedus.model._actor_records import (
    Actor,
    ByLanguage,
    CodeSpell,
    Group,
    Membership,
    Organisation,
    State,
    by_language,
    group_of,
    organisation_of,
    state_of,
)
from foedus.model.dates import Truth
from foedus.model.problems import UnknownActorError
from foedus.model.resources import load_yaml

__all__ = [
    "Actor",
    "Actors",
    "CodeSpell",
    "Group",
    "Members",
    "Membership",
    "Organisation",
    "State",
    "SurfaceForm",
    "load_actors",
]

CodeSystem: TypeAlias = Literal["cow", "gw"]
FormKind: TypeAlias = Literal["name", "short", "demonym", "capital", "group", "organisation"]

_NUMBER = re.compile(r"(cow|gw)[ -]?0*(\d{1,3})\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Members on a day: ``certain`` on every reading of the dates, ``possible`` on at least one.

    Where ``is_complete`` is False an actor in neither set is *not observed*, not absent.
    """

    certain: frozenset[str]
    possible: frozenset[str]
    is_complete: bool


class SurfaceForm(NamedTuple):
    """One way prose writes an actor. `short` forms count only beside another short form."""

    form: str
    language: str
    kind: FormKind
    code: str


class Actors:
    """All actors by code, immutable. Unknown codes and names are loud.

    Examples
    --------
    >>> from foedus.model.dates import day
    >>> actors = load_actors()
    >>> actors.resolve("Côte d’Ivoire"), actors.resolve("比国"), actors.resolve("cow740")
    ('CIV', 'PHL', 'JPN')
    >>> sorted(actors.members("AUKUS", day("2024-08-07")).certain)
    ['AUS', 'GBR', 'USA']
    """

    __slots__ = ("_actors", "_lookalikes", "_readings")

    def __init__(self, actors: Iterable[Actor], *, lookalikes: ByLanguage) -> None:
        self._actors: Mapping[str, Actor] = MappingProxyType({actor.code: actor for actor in actors})
        self._lookalikes = lookalikes
        readings: dict[str, dict[str, str]] = {}
        for actor in self._actors.values():
            names = (name for names in actor.names.values() for name in names)
            for form in (actor.code, actor.name, *names):
                readings.setdefault(_key(form), {}).setdefault(actor.code, form)
        self._readings = readings

    def __len__(self) -> int:
        return len(self._actors)

    def __iter__(self) -> Iterator[str]:
        return iter(self._actors)

    def __contains__(self, code: object) -> bool:
        return code in self._actors

    def __getitem__(self, code: str) -> Actor:
        return self.get(code)

    @property
    def states(self) -> tuple[State, ...]:
        """States, present ones first."""
        return tuple(actor for actor in self._actors.values() if isinstance(actor, State))

    def get(self, code: str, *, where: str = "actor") -> Actor:
        """The actor with exactly this code.

        Raises
        ------
        UnknownActorError
            If there is none; names the nearest ones.
        """
        if code not in self._actors:
            raise UnknownActorError(code, where=where, nearest=self._nearest(code))
        return self._actors[code]

    def resolve(self, text: str, *, where: str = "actor") -> str:
        """The code a user means: a code, `COW740` or `GW740`, or a name in any language, case and accents aside.

        Raises
        ------
        UnknownActorError
            If ``text`` names no actor, or several.
        """
        codes = self._readings.get(_key(text), {})
        if len(codes) == 1:
            return next(iter(codes))
        number = _NUMBER.match(text.strip())
        if number is not None:
            return self.numbered(_system(number[1]), int(number[2]), where=where)
        raise UnknownActorError(text, where=where, nearest=tuple(codes) or self._nearest(text))

    def numbered(self, system: CodeSystem, number: int, *, on: int | None = None, where: str = "actor") -> str:
        """The state that bears a number, on day ``on`` [ordinal day] where several did in turn.

        A number of one state only is that state's on every day: datasets use it outside the spells too.

        Raises
        ------
        UnknownActorError
            If no state bears it, or ``on`` does not tell which of several.
        """
        spells = [(s, x) for s in self.states for x in _spells(s, system) if x.number == number]
        bearers = list({state.code: state for state, _ in spells}.values())
        if len(bearers) > 1 and on is not None:
            bearers = [state for state, spell in spells if spell.holds(on)]
        if len(bearers) != 1:
            nearest = [_shown(state.name, state.code) for state in bearers]
            raise UnknownActorError(f"{system.upper()}{number}", where=where, nearest=nearest)
        return bearers[0].code

    def members(self, code: str, on: int | None = None) -> Members:
        """Members of a group or organisation.

        Parameters
        ----------
        code : str
            Of a group or organisation.
        on : int or None
            Ordinal day. None asks for no day: ``certain`` are then those listed without an end, ``possible`` all ever listed.

        Raises
        ------
        UnknownActorError
            If ``code`` is no group or organisation.
        """
        actor = self.get(code, where="group")
        if isinstance(actor, State):
            raise UnknownActorError(code, where="group")
        spells = [(m.actor, _standing(m, on)) for m in actor.members]
        return Members(
            certain=frozenset(who for who, truth in spells if truth == "yes"),
            possible=frozenset(who for who, truth in spells if truth != "no"),
            is_complete=actor.is_complete,
        )

    def names(self, code: str, language: str) -> tuple[str, ...]:
        """Names of an actor in `en`, `ja`, `ko` or `zh`, the usual one first.

        Raises
        ------
        UnknownActorError
            If ``code`` is unknown.
        """
        return self.get(code).names.get(language, ())

    def forms(self) -> Iterator[SurfaceForm]:
        """Every surface form, for a reader's lexicon; one form may stand for several actors."""
        for actor in self._actors.values():
            for kind, forms_by in _kinds(actor):
                for language, forms in forms_by.items():
                    for form in forms:
                        yield SurfaceForm(form, language, kind, actor.code)

    def lookalikes(self, language: str) -> tuple[str, ...]:
        """Phrases that contain a surface form and name no actor, such as *Indian Ocean* or 西日本."""
        return self._lookalikes.get(language, ())

    def _nearest(self, text: str) -> list[str]:
        key = _key(text)
        close = difflib.get_close_matches(key, self._readings, n=3, cutoff=0.6 if len(key) <= 3 else 0.7)
        shown = [_shown(form, code) for key in close for code, form in self._readings[key].items()]
        return list(dict.fromkeys(shown))


def _standing(membership: Membership, on: int | None) -> Truth:
    if on is None:
        return "yes" if membership.is_open else "uncertain"
    return membership.holds(on)


def _kinds(actor: Actor) -> tuple[tuple[FormKind, ByLanguage], ...]:
    if isinstance(actor, Group):
        return (("group", actor.names),)
    if isinstance(actor, Organisation):
        return (("organisation", actor.names),)
    return (
        ("name", actor.names),
        ("short", actor.short),
        ("demonym", actor.demonyms),
        ("capital", actor.capitals),
    )


def _key(text: str) -> str:
    """What two spellings of one name share: no case, accents, full stops, apostrophes, width or leading *the*."""
    plain = re.sub("[\u0300-\u036f.'‘’ʼ]", "", unicodedata.normalize("NFKD", text))
    plain = unicodedata.normalize("NFC", plain).casefold().replace("&", " and ")
    return re.sub(r"\s+", " ", plain).strip().removeprefix("the ")


def _shown(form: str, code: str) -> str:
    return code if form == code else f"{form} ({code})"


def _system(text: str) -> CodeSystem:
    return "cow" if text.casefold() == "cow" else "gw"


def _spells(state: State, system: CodeSystem) -> tuple[CodeSpell, ...]:
    return state.cow if system == "cow" else state.gw


@cache
def load_actors() -> Actors:
    """Read the packaged actors; once per process.

    Raises
    ------
    UnparsableDateError
        If a date in the data is not EDTF level 1.
    """
    states, organisations, groups = (
        load_yaml("states"),
        load_yaml("organisations"),
        load_yaml("groups"),
    )
    return Actors(
        [
            *(state_of(row) for row in states["states"]),
            *(organisation_of(row) for row in organisations["organisations"]),
            *(group_of(row) for row in groups["groups"]),
        ],
        lookalikes=by_language(states["lookalikes"]),
    )
