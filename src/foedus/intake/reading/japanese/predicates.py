"""Predicates of a sentence whose verbs come last: the words for stages, what their endings say, and what is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from foedus.intake.reading.frames import Frame
from foedus.intake.reading.japanese.words import FinalWords, final_words
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.sentences import Bracket

__all__ = ["Predicate", "find_predicates"]

_TAIL: Final = 34
_ENDING = re.compile(
    r"(?:[しさせすわんびばっいきけえれりらぶうるた]|され|して|られ){0,3}"
    r"(?:て(?:い(?:る|た|ない|なかった|ます|ません)|おり(?:ます|ません)?|おらず)?|で(?:い(?:る|た|ない|ます)|おり|おらず)|た|だ|まし?た|ます|ません)?"
)
_CONTENT = re.compile(
    r"こと|べき|予定|方針|計画|見通し|見込|意向|考え|よう|旨|際|ため|可能性|必要|場合|段階|運び|公算|はず"
)
_CLEFT = re.compile(r"(?:する|される|ぶ|う|る|す|く)の[はが]")
_TIMELESS = re.compile(r"^(?:する|される|ぶ|う|る|す|く)$")
_STOP = re.compile(r"[、。「」『』()!?:; ]")
# Words that only carry another one: 交渉を行う, 署名が行われた, 批准を終える, 締結に至る.
_LIGHT: Final = frozenset({"held"})
_LASTING: Final = frozenset({"negotiating", "considered"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A word for a stage; `low` and `high` are where its own words begin and end, `follows` where the noun begins that it describes (or -1)."""

    options: tuple[Token, ...]
    start: int
    end: int
    low: int
    tail: str
    close: int
    modality: str
    is_nominal: bool
    is_adverbial: bool
    is_regular: bool
    is_descriptive: bool
    is_chained: bool
    follows: int
    bracket: Bracket | None
    high: int

    @property
    def stage(self) -> str:
        """The stage of its first meaning."""
        return _code(self.options[0])


def _code(token: Token) -> str:
    return str(token.detail.get("stage") if token.kind == "instrument" else token.value)


def find_predicates(frame: Frame) -> list[Predicate]:
    """All of a sentence, in order."""
    words = final_words(frame.lexicon)
    tokens = [t for t in frame.tokens if t.kind == "stage" or "stage" in t.detail]
    tokens = [t for t in tokens if not _is_carrier(frame, t, tokens) and not _is_inside(frame, t)]
    places = sorted({t.start for t in tokens})
    found: list[Predicate] = []
    hypothetical = words.tails["hypothetical_before"].search(
        frame.folded[frame.sentence.start : min(frame.sentence.end, frame.sentence.start + 80)]
    )
    for at in places:
        options = tuple(t for t in tokens if t.start == at)
        following = next(
            (t.start for t in tokens if t.start > at and _code(t) not in _LIGHT and not t.detail.get("adjacent")),
            frame.sentence.end,
        )
        low = _low(frame, found, at)
        predicate = _predicate(frame, words, options, low, following)
        if hypothetical and predicate.modality in ("asserted", "planned", "denied"):
            predicate = _with_modality(predicate, "hypothetical")
        found.append(predicate)
    return list(_inherited(found))


_CARRIED = re.compile(r"(?:の|を|は|が|も|には|こそ)?")


def _is_carrier(frame: Frame, token: Token, tokens: Sequence[Token]) -> bool:
    """Does a verb only carry the noun of action before it: 交渉は行って, 署名が行われ?"""
    if _code(token) not in _LIGHT or token.kind != "stage":
        return False
    return any(
        t.kind == "stage"
        and 0 <= token.start - t.end <= 2
        and _code(t) != "held"
        and _CARRIED.fullmatch(frame.folded[t.end : token.start])
        for t in tokens
    )


def _is_inside(frame: Frame, token: Token) -> bool:
    """Is a word for a stage only a part of an instrument's name or description?"""
    return any(m.start <= token.start and token.end <= m.end and m.implied is not token for m in frame.mentions) and (
        token.kind == "stage"
    )


def _low(frame: Frame, found: Sequence[Predicate], at: int) -> int:
    bracket = frame.in_bracket(at)
    earlier = [p for p in found if p.bracket == bracket]
    if bracket is not None:
        return max([bracket.start, *(p.end for p in earlier)])
    if not earlier:
        return frame.sentence.start
    last = earlier[-1]
    if last.follows >= 0:
        return last.end
    comma = frame.folded.find("、", last.end, at)
    return comma + 1 if comma >= 0 else last.end


def _predicate(frame: Frame, words: FinalWords, options: tuple[Token, ...], low: int, following: int) -> Predicate:
    start, end = options[0].start, options[0].end
    bracket = frame.in_bracket(start)
    limit = min(bracket.end - 1 if bracket else frame.sentence.end, end + _TAIL)
    stop = _STOP.search(frame.folded, end, limit)
    close = stop.start() if stop else limit
    whole = frame.folded[end : min(close + 1, limit)]
    tail = whole if following >= close else frame.folded[end:following]
    adnominal = words.tails["adnominal"].match(tail)
    before = frame.folded[max(frame.sentence.start, start - 12) : start]
    own = frame.folded[low:start]
    is_nominal = _is_nominal(frame.folded, options[0], end)
    beyond = frame.folded[end : min(frame.sentence.end, end + 60)]
    plain = frame.folded[end - 1] if frame.folded[end - 1] in "くぶるすう" else ""
    return Predicate(
        options=options,
        start=start,
        end=end,
        low=low,
        tail=tail,
        close=end + (found.end() if (found := _ENDING.match(tail)) else 0),
        modality=_modality(words, _Text(tail, before, plain, beyond), _code(options[0]), is_nominal=is_nominal),
        is_nominal=is_nominal,
        is_adverbial=is_nominal
        and not words.tails["negative"].match(tail)
        and words.tails["nominal_end"].match(whole) is not None,
        is_regular=words.tails["regular"].search(own) is not None,
        is_descriptive=not is_nominal
        and (
            _CLEFT.match(plain + tail) is not None
            or (
                adnominal is not None
                and _TIMELESS.search(adnominal[0]) is not None
                and not _CONTENT.match(tail, adnominal.end())
            )
        ),
        is_chained=stop is not None and frame.folded[close] == "、" and not is_nominal,
        follows=end + adnominal.end() if adnominal and not is_nominal else -1,
        bracket=bracket,
        high=start,
    )


_VERBAL = re.compile(
    r"[しさすせすわいうんびばぶっらりるれきけじたてだえ]|いた|致|を(?:し|行|終|完了)|が(?:行|完了|な)|へ(?:$|。)"
)


def _is_nominal(folded: str, token: Token, end: int) -> bool:
    """Does a noun of action stand without its verb: 署名後, 発効には?"""
    last = folded[end - 1]
    if "ぁ" <= last <= "ん":
        return False
    return _VERBAL.match(folded, end) is None and re.match(r"[。、)\s]|$", folded[end : end + 1]) is None


@dataclass(frozen=True, slots=True)
class _Text:
    """What stands around a stem: its ending, the words before, the end of a stem in its plain form, all that follows."""

    tail: str
    before: str
    plain: str
    beyond: str


def _modality(words: FinalWords, text: _Text, stage: str, *, is_nominal: bool) -> str:
    """How a predicate is meant."""
    tail, beyond = text.tail, text.beyond
    tails = words.tails
    rumour = tails["rumour"].match(beyond)
    if rumour is not None:
        return "denied" if tails["rumour_denied"].match(beyond, rumour.end()) else "attributed"
    if tails["negative"].match(tail) or text.before.endswith("未"):
        return "denied"
    for modality in ("recommended", "planned"):
        if tails[modality].match(tail) and not (modality == "planned" and stage == "considered"):
            return modality
    if tails["hypothetical"].match(tail):
        return "hypothetical"
    if not is_nominal and stage not in _LASTING and tails["nonpast"].match(text.plain + tail):
        return "planned"
    return "asserted"


def _with_modality(predicate: Predicate, modality: str) -> Predicate:
    return Predicate(
        **{name: getattr(predicate, name) for name in predicate.__slots__ if name != "modality"}, modality=modality
    )


def _inherited(found: Sequence[Predicate]) -> Iterator[Predicate]:
    """What the last verb says holds for the verbs chained to it: 会談し、署名する方針だ."""
    for index, predicate in enumerate(found):
        last = next((p for p in reversed(found[index + 1 :]) if p.bracket is None), None)
        if (
            last is not None
            and predicate.is_chained
            and predicate.modality == "asserted"
            and last.modality in ("planned", "recommended", "hypothetical")
            and last.stage not in _LIGHT
            and len(found) <= index + 2
        ):
            yield _with_modality(predicate, f"if undated {last.modality}")
        else:
            yield predicate
