"""What a question is about: an actor, a dyad in either order and any language, or one instrument."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from foedus.model.actors import Actors, load_actors
from foedus.model.problems import NotFoundError, UnknownActorError, UsageError
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Subject", "parse_actor", "parse_dyad", "parse_subject"]

_SEPARATOR = re.compile(r"\s*(?:[-‐‑–—−/,+&＝=・]|\band\b|と|와|과|和)\s*")
_RESOLVED = "i1:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom or what is asked about. `parties` are sorted codes; `instrument` is an id, None for actors."""

    kind: Literal["actor", "dyad", "instrument"]
    parties: tuple[str, ...] = ()
    instrument: str | None = None

    @property
    def name(self) -> str:
        """As a user would write it again."""
        return self.instrument or "-".join(self.parties)


def parse_actor(text: str, *, where: str = "actor") -> str:
    """The code of one actor.

    Raises
    ------
    UnknownActorError
        If there is none.
    """
    return load_actors().resolve(text, where=where)


def parse_subject(text: str, *, is_instrument: Callable[[str], bool], ids: Callable[[], Iterable[str]]) -> Subject:
    """Read `ACTOR`, `DYAD` or `INSTRUMENT`.

    Parameters
    ----------
    text : str
        Such as `JPN`, `Japan`, `AUS-JPN`, `日本-韓国`, `QUAD`, `raa-aus-jpn`.
    is_instrument : callable
        Does the ledger hold an instrument with this id?
    ids : callable
        All ids of instruments; asked for only to name the nearest in an error.

    Raises
    ------
    UnknownActorError, NotFoundError, UsageError
        If nothing bears the name.
    """
    actors = load_actors()
    wanted = text.strip()
    codes = wanted.split("-")
    if len(codes) == 2 and codes[0] != codes[1] and all(code in actors for code in codes):
        return Subject(kind="dyad", parties=tuple(sorted(codes)))
    try:
        return Subject(kind="actor", parties=(actors.resolve(wanted, where="subject"),))
    except UnknownActorError as problem:
        unknown = problem
    parties = _parties(actors, wanted)
    if parties is not None:
        if len(set(parties)) < len(parties):
            raise UsageError(
                f"subject: {text!r} names {parties[0]} twice; expected two different actors.",
                hint=f"Ask for the actor alone: {parties[0]}.",
            )
        return Subject(kind="dyad", parties=tuple(sorted(parties)))
    for candidate in (wanted, wanted.casefold()):
        if candidate.startswith(_RESOLVED) or is_instrument(candidate):
            return Subject(kind="instrument", instrument=candidate)
    raise _nothing_called(actors, wanted, unknown, ids)


def parse_dyad(text: str, *, where: str = "dyad") -> tuple[str, str]:
    """Codes of two actors, in the order they are written in.

    Raises
    ------
    UnknownActorError, UsageError
        If one of them is unknown, or there are not two different ones.
    """
    actors = load_actors()
    wanted = text.strip()
    codes = wanted.split("-")
    named = codes if len(codes) == 2 and all(code in actors for code in codes) else _parties(actors, wanted)
    if named is None:
        parts = [part for part in _SEPARATOR.split(wanted) if part]
        for part in parts or [wanted]:
            actors.resolve(part, where=f"{where} {text!r}")
        named = [actors.resolve(part) for part in parts]
    if len(named) != 2 or named[0] == named[1]:
        found = f"names {named[0]} twice" if len(named) == 2 else f"names {len(named)} actor{'s' * (len(named) != 1)}"
        raise UsageError(f"{where}: {text!r} {found}; expected two different actors.", hint="Write it as JPN-KOR.")
    return named[0], named[1]


def _parties(actors: Actors, text: str) -> list[str] | None:
    """Codes, if the text is two or more actors joined in some way; names may contain the joints themselves."""
    for joint in _SEPARATOR.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        try:
            first = actors.resolve(left)
        except UnknownActorError:
            continue
        try:
            return [first, actors.resolve(right)]
        except UnknownActorError:
            rest = _parties(actors, right)
            if rest is not None:
                return [first, *rest]
    return None


def _nothing_called(
    actors: Actors, text: str, unknown: UnknownActorError, ids: Callable[[], Iterable[str]]
) -> UnknownActorError | NotFoundError:
    parts = [part for part in _SEPARATOR.split(text) if part]
    types = {code.casefold().replace("_", "-").replace("+", "plus") for code in load_vocabulary().types}
    if any(text.casefold().startswith(f"{code}-") for code in types):
        near = difflib.get_close_matches(text.casefold(), list(ids()), n=3)
        hint = f"Did you mean {', '.join(near)}?" if near else "`foedus show ACTOR` lists instruments with their ids."
        return NotFoundError(f"subject: no instrument has the id {text!r}.", hint=hint)
    if len(parts) > 1:
        for part in parts:
            try:
                actors.resolve(part, where=f"subject {text!r}")
            except UnknownActorError as problem:
                return problem
    return unknown
