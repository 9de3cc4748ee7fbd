"""Datelines: the place a report was written from, and so whose affairs it tells of without naming them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foedus.intake.reading.lexicon import Lexicon, Token

__all__ = ["dateline"]

_OPENING: Final = 900
_WESTERN: Final = re.compile(r"(?:^|(?<=\s))([A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,2})(?:,|/| \(| [-\u2013\u2014:])")
_BRACKET: Final = re.compile(r"[\[【(〔]([^\])】〕\n]{1,40})[\])】〕]")
_WIRE: Final = re.compile(r"(?:社|报|報|网|網)[^,。\n]{0,12}?\d{1,2}日(?:电|電|讯|訊)")
_PLACES: Final = frozenset({"capital", "city", "place"})


def dateline(folded: str, lexicon: Lexicon, tokens: Sequence[Token]) -> str:
    """Code of the state in which a report says at its head that it was written; empty where it does not.

    "MANILA, Sept. 2 (agency) -", "【マニラ=…】", "[마닐라=…]", "…社马尼拉9月2日电".
    """
    head = folded[:_OPENING]
    for found in _WESTERN.finditer(head):
        places = lexicon.scan(found[1].title())
        code = next((t.value for t in places if t.kind == "actor" and t.detail.get("form") in _PLACES), "")
        if code:
            return code
    opening = [t for t in tokens if t.start < _OPENING and t.kind == "actor" and t.detail.get("form") in _PLACES]
    for pattern in () if lexicon.language == "en" else (_WIRE, _BRACKET):
        for found in pattern.finditer(head):
            inside = [t for t in opening if found.start() <= t.start <= found.start() + 8 and t.end <= found.end()]
            if inside:
                return inside[0].value
    return ""
