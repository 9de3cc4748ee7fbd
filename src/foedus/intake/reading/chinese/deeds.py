"""Things done that Chinese tells without naming an instrument: 在甲国设有基地, 派兵进驻, 军舰停靠, 三国防长会晤."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from foedus.intake.reading.frames import Frame
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.mentions import Mention
from foedus.model.vocabulary import load_vocabulary

__all__ = ["deeds"]

_HINTS: Final = frozenset({"hint", "equipment", "instrument", "group"})


@dataclass(frozen=True, slots=True)
class _Row:
    type: str
    stage: str
    date_of: str
    words: re.Pattern[str]
    without: re.Pattern[str]


@cache
def _rows(lexicon: Lexicon) -> tuple[_Row, ...]:
    return tuple(
        _Row(
            row["type"],
            row["stage"],
            row["date_of"],
            re.compile(row["re"]),
            re.compile(row.get("not", "(?!)")),
        )
        for row in lexicon.grammar["deeds"]
    )


def deeds(frame: Frame, low: int, high: int, mentions: Sequence[Mention]) -> list[Mention]:
    """What a clause says was done, where no mention in it says so by name; at most one."""
    if any(_says_itself(m) for m in mentions) or not any(t.kind in _HINTS for t in frame.tokens):
        return []
    for row in _rows(frame.lexicon):
        found = row.words.search(frame.folded, low, high)
        if found is None or row.without.search(frame.folded, low, high) or any(m.type == row.type for m in mentions):
            continue
        detail = {"stage": row.stage, "date_of": row.date_of}
        token = Token(kind="stage", value=row.stage, start=found.start(), end=found.end(), detail=detail)
        return [Mention(type=row.type, start=found.start(), end=found.end(), how="deed", implied=token)]
    return []


def _says_itself(mention: Mention) -> bool:
    """Is a mention one of an agreement, a programme or an exercise, which words for its stage speak of?"""
    kind = load_vocabulary().type(mention.type)
    return mention.how not in ("relation", "listed") and (not kind.is_instant or mention.type == "exercise")
