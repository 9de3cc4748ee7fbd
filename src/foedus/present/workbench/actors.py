"""Actors by name: what a search box needs to turn a few letters in any of four languages into a code."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from foedus.desk.asking import Answered
from foedus.model.actors import Actor, load_actors

__all__ = ["find_actors"]

_LANGUAGES: Final = ("en", "ja", "ko", "zh")


def find_actors(query: str) -> Answered:
    """Actors whose code or one of whose names holds the text: exact ones first, then beginnings, then the rest.

    Returns
    -------
    Answered
        `data`: code, kind (state, organisation, group), English name and all names by language. An empty list is an answer.
    """
    wanted = _folded(query)
    ranked = [(rank, actor) for actor in _all() if (rank := _rank(actor, wanted)) is not None]
    ranked.sort(key=lambda pair: (pair[0], pair[1].code))
    return Answered(data=[_record(actor) for _, actor in ranked])


def _all() -> list[Actor]:
    actors = load_actors()
    return [actors.get(code) for code in actors]


def _rank(actor: Actor, wanted: str) -> int | None:
    forms = [_folded(form) for form in (actor.code, actor.name, *(n for names in actor.names.values() for n in names))]
    if wanted in forms:
        return 0
    if any(form.startswith(wanted) for form in forms):
        return 1
    return 2 if any(wanted in form for form in forms) else None


def _folded(text: str) -> str:
    """Case, accents and width aside."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", "".join(c for c in plain if not "\u0300" <= c <= "\u036f")).strip()


def _record(actor: Actor) -> dict[str, Any]:
    names = {language: list(actor.names.get(language, ())) for language in _LANGUAGES}
    return {"code": actor.code, "kind": type(actor).__name__.lower(), "name": actor.name, "names": names}
