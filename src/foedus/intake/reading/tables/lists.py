"""Partners listed with their dates under a heading that says of what: "Germany (2017), Italy (same year)", "Chile: signed 2019"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foedus.intake.reading.dates.printed import TextDate, find_dates
from foedus.intake.reading.frames import Reading
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.tables.cells import Fact, cell_facts
from foedus.intake.reading.tables.outline import Scope
from foedus.intake.reading.tables.structured import fact_reading
from foedus.intake.reading.tables.words import load_structured_words

__all__ = ["read_list", "read_terms"]

_LETTERS: Final = re.compile(r"[^\W\d_]")
_LEFT_OVER, _AHEAD = 14, 16
_WEIGHT: Final = {"zh": 4}
"""A Chinese character says as much as several letters."""


def read_list(
    folded: str, span: tuple[int, int], tokens: Sequence[Token], scope: Scope | None, lexicon: Lexicon
) -> list[Reading]:
    """Readings of a list of partners; empty where the words between the names are a sentence of their own.

    Parameters
    ----------
    span : tuple of int
        The list, behind the label or date it opens with.
    scope : Scope, optional
        Instrument, stage and the party whose partners these are, from the headings; the date the line opens with.
    """
    if scope is None or not scope.type or not scope.parties:
        return []
    actors = [t for t in tokens if _is_name(t) and span[0] <= t.start < span[1]]
    if len(actors) < (1 if scope.is_list else 2):
        return []
    if any(t.kind in ("instrument", "named") and span[0] <= t.start < span[1] for t in tokens):
        return []
    if _letters_left(folded, span[0], actors[0].start, lexicon.language) > _AHEAD:
        return []
    if find_dates(folded, span[0], actors[0].start, lexicon.language):
        return []  # "2014年にペルーと署名": the date stands before the name; a sentence of its own
    found: list[tuple[Token, Fact]] = []
    waiting: list[Token] = []
    before: TextDate | None = None
    left = 0
    for actor, after in zip(actors, [*actors[1:], None], strict=True):
        high = after.start if after else span[1]
        left += _letters_left(folded, actor.end, high, lexicon.language)
        facts = cell_facts(
            folded,
            (actor.end, high),
            stages=(scope.stage,) if scope.stage else (),
            language=lexicon.language,
            before=before,
        )
        waiting.append(actor)
        if facts:
            before = next((f.date for f in reversed(facts) if f.date), before)
            found += [(name, fact) for name in waiting for fact in facts]
            waiting = []
    if left > _LEFT_OVER * len(actors):
        return []
    if scope.date is not None and not found:
        found = [(name, _dated(scope, name)) for name in waiting]
    readings = [
        fact_reading(folded, scope.type, parties, fact, start=name.start)
        for name, fact in found
        if (parties := scope.with_partner(name.value))
    ]
    return [reading for reading in readings if reading is not None]


def read_terms(
    folded: str, span: tuple[int, int], tokens: Sequence[Token], scope: Scope | None, lexicon: Lexicon
) -> list[Reading]:
    """Readings of a few words behind a label that names the instrument: "Frigates from Chile: ordered 2019, delivered 2022".

    Parameters
    ----------
    span : tuple of int
        What follows the label.
    scope : Scope, optional
        Instrument and both parties, from the label and the headings.
    """
    if (
        scope is None
        or span[0] >= span[1]
        or any(t.kind in ("instrument", "named") and t.start >= span[0] for t in tokens)
    ):
        return []
    facts = cell_facts(folded, span, language=lexicon.language)
    if not facts or not any(fact.date for fact in facts) or not all(fact.stage for fact in facts):
        return []
    names = [t for t in tokens if _is_name(t) and t.start >= span[0]]
    if any(not any(fact.start <= t.start < fact.end for fact in facts) for t in names):
        return []
    if _letters_left(folded, *span, lexicon.language) > _LEFT_OVER * len(facts):
        return []
    found = [fact_reading(folded, scope.type, scope.parties, fact, start=fact.start) for fact in facts]
    return [reading for reading in found if reading is not None]


def _is_name(token: Token) -> bool:
    return token.kind == "actor" and token.detail.get("form") not in ("short", "demonym", "force")


def _dated(scope: Scope, name: Token) -> Fact:
    return Fact(stage=scope.stage, date=scope.date, start=name.start, end=name.end, planned=scope.is_planned)


def _letters_left(folded: str, low: int, high: int, language: str) -> int:
    """Letters of a gap that are no date, no stage and no small word of lists."""
    words = load_structured_words()
    text = list(folded[low:high].lower())
    for date in find_dates(folded, low, high, language):
        for at in range(date.start - low, date.end - low):
            text[at] = " "
    bare = "".join(text)
    for start, end, _ in words.stages_in(bare):
        bare = bare[:start] + " " * (end - start) + bare[end:]
    left = len(_LETTERS.findall(words.between.sub(" ", bare)))
    return left * _WEIGHT.get(language, 1)
