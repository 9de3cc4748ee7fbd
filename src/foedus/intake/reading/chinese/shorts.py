"""One-character names of states in Chinese (日, 菲, 亚): which state, and whether a state at all.

They stand in compounds (美菲, 日美澳), before what belongs to a state (日方, 美军, 韩制) and after what is directed at one (对日, 驻菲).
Whether a state is meant, and which of two, the rest of the document tells by naming it in full.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from foedus.intake.reading.lexicon import Lexicon, Token

__all__ = ["settle_shorts"]

_QUOTE = re.compile('["“「『][^"“”「」『』]*$')
_QUOTED = re.compile('[^"“”「」『』,。]{0,8}["”」』][号级型舰]')
_FULL = frozenset({"name", "capital"})


def settle_shorts(folded: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Tokens of a document without short names that name nobody there; those that stand alone count as names.

    Parameters
    ----------
    folded : str
        The text the tokens were found in.
    tokens : sequence of Token
        All tokens of the document, in order.
    """
    grammar = lexicon.grammar
    if "short_names" not in grammar:
        return list(tokens)
    named = {t.value for t in tokens if t.kind == "actor" and t.detail.get("form") in _FULL}
    usual = frozenset(grammar["short_names"]["usual"])
    kept: list[Token] = []
    for token in tokens:
        if token.kind == "actor" and _is_ship(folded, token):
            continue
        if token.kind != "actor" or token.detail.get("form") != "short":
            kept.append(token)
        elif (
            token.value in named
            or folded[token.start : token.end] in usual
            or _is_counted(folded, token, lexicon)
            or _is_paired(folded, token, lexicon)
        ):
            alone = _stands_alone(folded, token, lexicon)
            kept.append(replace(token, detail={"form": "name"}) if alone else token)
    return kept


def _is_ship(folded: str, token: Token) -> bool:
    """“巴登-符腾堡”号: what stands in quotes before 号, 级 or 型 is the name of a ship or a make."""
    return (
        _QUOTED.match(folded, token.end) is not None
        and _QUOTE.search(folded, max(0, token.start - 8), token.start) is not None
    )


def _is_counted(folded: str, token: Token, lexicon: Lexicon) -> bool:
    """日英意三国: a compound that says how many states it names, shared names aside."""
    if folded[token.start : token.end] not in lexicon.grammar["short_names"]["clear"]:
        return False
    return _counting(lexicon).match(folded, token.end) is not None


def _is_paired(folded: str, token: Token, lexicon: Lexicon) -> bool:
    """日泰协定, 塞、匈战略合作: one of two or more names beside each other that something belongs to."""
    if folded[token.start : token.end] not in _PAIRABLE:
        return False
    before, beside, after = _pairing(lexicon)
    low = max(0, token.start - 4)
    ends = after.match(folded, token.end) is not None
    return (ends and before.search(folded, low, token.start) is not None) or beside.match(folded, token.end) is not None


_PAIRABLE = frozenset("塔哈缅蒙斐叙黎沙卡匈捷罗葡智秘墨肯坦孟汤瑙索意泰荷波芬丹挪乌柬帛西瑞塞埃伊")


@cache
def _pairing(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = lexicon.grammar["short_names"]
    names = "|".join(map(re.escape, sorted({*words["usual"], *_PAIRABLE}, key=len, reverse=True)))
    owned = "|".join(map(re.escape, [*words["paired"], *words["counted"]]))
    one = rf"[、·/-]?(?:{names})"
    return (
        re.compile(rf"(?:{names})[、·/-]?\Z"),
        re.compile(rf"(?:{one}){{1,4}}(?:{owned})"),
        re.compile(rf"(?:{one}){{0,4}}(?:{owned})"),
    )


@cache
def _counting(lexicon: Lexicon) -> re.Pattern[str]:
    words = lexicon.grammar["short_names"]
    names = "|".join(map(re.escape, [*words["usual"], *words["clear"]]))
    return re.compile(rf"(?:{names}){{0,4}}(?:{'|'.join(words['counted'])})")


def _stands_alone(folded: str, token: Token, lexicon: Lexicon) -> bool:
    before, after = _edges(lexicon)
    return bool(after.match(folded, token.end) or before.search(folded[max(0, token.start - 2) : token.start]))


@cache
def _edges(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon.grammar["short_names"]
    before, after = (
        "|".join(map(re.escape, sorted(words[side], key=len, reverse=True))) for side in ("after", "before")
    )
    return re.compile(rf"(?:{before})\Z"), re.compile(after)
