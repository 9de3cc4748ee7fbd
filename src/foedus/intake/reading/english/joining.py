"""Which names of an English sentence belong to one list, and which only seem to."""

from __future__ import annotations

import re
from typing import Final

from foedus.intake.reading.lexicon import Token

__all__ = ["link_in_english"]

_OFFICE: Final = (
    r"(?:ministers?|secretary|secretaries|president|premier|chancellor|leaders?|chiefs?|commanders?|ambassador|envoy|officials?|counterparts?"
    r"|governments?|navy|navies|army|armies|air forces?|troops|forces|soldiers|marines|paratroopers|coast ?guards?|warships?|frigates?|destroyers?"
    r"|ships?|vessels?|submarines?|aircraft|jets|fighters|delegations?|king|emir|sultan|crown prince|militar(?:y|ies)|units?|personnel|diplomats|negotiators)"
)
# "the Italian defence minister, Guido Rossi, and his Kenyan", "Italy's navy and Kenya"
_OFFICES: Final = re.compile(
    rf"(?:'s)?(?:\s[a-z-]+){{0,3}}?\s{_OFFICE}(?:,?\s[A-Z][\w.'-]+(?:\s[A-Z][\w.'-]+){{1,2}},?)?\s(?:and|or|nor)\s(?:the\s|his\s|her\s|their\s|its\s|that of\s|those of\s)?"
)
_AGAIN: Final = re.compile(
    r"\s?,?\s(?:and|or|as well as|and also|and later|and then)\s(?:also\s)?(?:with|between|from|for)\s(?:the\s)?"
)
_COMMA: Final = re.compile(r"[^,;]*,\s(?:the\s)?")
_FRONTED: Final = re.compile(
    r"(?:^|[^a-z])(?:with|in|for|to|from|unlike|like|alongside|beyond|besides|visiting|at|of)\s(?:the\s)?$",
    re.IGNORECASE,
)
_VERB: Final = re.compile(
    r"\s(?:[a-z]+ly\s|also\s|then\s|now\s|still\s|last\s\w+\s|this\s\w+\s|on\s\w+\s)?(?:[a-z]+ed|is|was|has|had|will|are|were|have|did|does|took|held|began|sent|sold|bought|gave|chose|keeps?|maintains?|signs?)\b"
)


def link_in_english(folded: str, first: Token, left: Token, right: Token, link: str) -> str:
    """How two names are joined: office-holders and forces of two states are a list, "With Peru, Ghana has …" is none.

    Parameters
    ----------
    first : Token
        The name its group opens with.
    link : str
        How the words between the names join them, as `parties` sees it.
    """
    gap = folded[left.end : right.start]
    if link == "list":
        alone = _COMMA.fullmatch(gap) and _VERB.match(folded, right.end)
        return "" if alone and _FRONTED.search(folded, max(0, first.start - 14), first.start) else link
    if link or left.value == right.value or len(gap) > 90 or right.start < left.end:
        return link
    return "list" if _OFFICES.fullmatch(gap) or _AGAIN.fullmatch(gap) else ""
