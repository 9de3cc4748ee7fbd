"""Predicates that come last: stems found by the lexicon, and what their endings make of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from foedus.intake.reading.frames import Frame
from foedus.intake.reading.lexicon import Token, load_lexicon
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.staging import fits_type

__all__ = ["NOTICE", "Predicate", "find_predicates", "is_chained", "untangled"]

_TAIL = 30
_CHAIN_REACH = 20
_CHAINED: Final = re.compile(
    r"(?:식|안|서|문)?(?:을|를|이|가|의|에|도)?(?:하는|할|하기 위한|을 위한|를 위한| 위한|하기로)?"
    r"(?: ?[가-힣·]{1,8} ?(?:측|정부|당국)?(?:와|과|에|에게|으로부터|로부터)(?= ))?"
    r"(?: (?:관련|방안|여부|가능성|절차|문제|계획|안|목표|준비|후속)(?:을|를|도|로|의)?)?(?: [가-힣]{1,4})? ?"
)
_HANDED_OVER: Final = re.compile(
    r"(?:(?:를|가|은)? ?(?:완료|시작|마[치쳤]|받|이뤄|예정|일정|지연|개시|끝)|[했됐하되될할한된돼식분받]|를 |을 )"
)
"""What follows 인도 where it is the act of handing over."""
_NAME_GOES_ON: Final = re.compile(r"(?:는|은|가|이|와|과|의|에|에서|도|로|산|군|·|-|,|\s[가-힣])")
_PRESENT: Final = re.compile(r"(?:[한된]다|합니다|됩니다|할 것)(?![고면])|(?:한|된)다고")
_DONE: Final = frozenset({"held", "signed", "delivered", "contracted"})
_ACTS: Final = frozenset({"signed", "in_force", "approved", "revised", "terminated", "suspended"})
NOTICE: Final = re.compile(
    r"(?:을|를|하겠다고|한다고|할 것을)? ?(?:[가-힣]{1,10}(?:에|에게|측에) )?"
    r"(?:공식 |정식 |일방 |일방적으로 |공식적으로 )?(?:통보|통고)(?!의)"
)
"""Notice of the end given to the other side: 종료를 상대국에 통보."""
_OBJECT: Final = re.compile(r"(?:을|를|에|이|가|도) ")
_SPEECH: Final = re.compile(r"[다라]고 ")
_SPEECH_REACH: Final = 24


@dataclass(frozen=True, slots=True)
class _Endings:
    background: re.Pattern[str]
    light: re.Pattern[str]
    meanings: tuple[tuple[str, re.Pattern[str]], ...]
    attributive: re.Pattern[str]
    bound: re.Pattern[str]


@cache
def _endings(language: str) -> _Endings:
    grammar: Mapping[str, Any] = load_lexicon(language).grammar
    nouns = "|".join(map(re.escape, grammar["bound_nouns"]))
    return _Endings(
        re.compile("|".join(grammar["background"])),
        re.compile(grammar["light"]),
        tuple((name, re.compile("|".join(forms))) for name, forms in grammar["predicates"].items()),
        re.compile(grammar["attributive"]),
        re.compile(rf"(?:{nouns})(?=[이은는도을를에의로,.]|\s|$)"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A stage word with its ending; `low` is where the words that belong to it begin."""

    options: tuple[Token, ...]
    start: int
    end: int
    low: int
    tail: str
    modality: str
    negated: bool
    is_attributive: bool

    def option(self, mention: Mention) -> Token | None:
        """The meaning that suits a mention's type."""
        return next((t for t in self.options if fits_type(t, mention)), None)


def find_predicates(frame: Frame) -> list[Predicate]:
    """The predicates of a sentence, in order, without those that only name an act or report speech."""
    cues = [t for t in _stage_words(frame) if not frame.in_bracket(t.start)]
    places = sorted({t.start for t in cues})
    found: list[Predicate] = []
    for i, at in enumerate(places):
        options = tuple(t for t in cues if t.start == at)
        end = max(t.end for t in options)
        stop = places[i + 1] if i + 1 < len(places) else frame.sentence.end
        tail = frame.folded[end : min(frame.sentence.end, end + _TAIL)]
        chains_on = _chains_on(frame, end, places[i + 1 : i + 2])
        if _is_aside(frame, options, at, tail, chains_on=chains_on):
            continue
        modality, negated = _modality(frame, options, tail[: max(0, stop - end)] if stop > end else tail)
        if modality in ("asserted", "attributed") and not chains_on and _is_only_named(frame, options, tail):
            continue
        low = max(frame.clause(at)[0], _begins(frame, found[-1], at) if found else frame.sentence.start)
        found.append(
            Predicate(
                options=options, start=at, end=end, low=low, tail=tail, modality=modality, negated=negated,
                is_attributive=_is_attributive(frame, tail),
            )
        )  # fmt: skip
    return found


def _stage_words(frame: Frame) -> list[Token]:
    """Stage words; those said of exercises alone (시작, 종료) only where one is named, so that talks keep their endings."""
    words = [t for t in frame.tokens if t.kind == "stage"]
    if any(m.type == "exercise" for m in frame.mentions):
        return words
    return [t for t in words if t.detail.get("types") != ["exercise"]]


def _is_aside(frame: Frame, options: Sequence[Token], at: int, tail: str, *, chains_on: bool) -> bool:
    """Is an act background (체결의 의의), or a verb of speech no stage (개시했다고 발표했다)?"""
    if _endings(frame.lexicon.language).background.match(tail) and not chains_on:
        return True
    is_speech = any(t.detail.get("date_of") == "announcement" for t in options)
    return is_speech and _SPEECH.search(frame.folded, _reported_from(frame, at), at) is not None


def _is_only_named(frame: Frame, options: Sequence[Token], tail: str) -> bool:
    """Is an act only the object of another verb: 체결을 촉구했다?"""
    if not any(t.value in _ACTS for t in options):
        return False
    if NOTICE.match(tail) and any(t.value == "terminated" for t in options):
        return False
    return _OBJECT.match(tail) is not None and not _endings(frame.lexicon.language).light.match(tail)


def _reported_from(frame: Frame, at: int) -> int:
    """Where to look for what a verb of speech reports."""
    return max(frame.clause(at)[0], at - _SPEECH_REACH)


def _chains_on(frame: Frame, end: int, following: Sequence[int]) -> bool:
    return any(_CHAINED.fullmatch(_undated(frame, end, at)) is not None for at in following)


def _begins(frame: Frame, previous: Predicate, at: int) -> int:
    """Two stems of one predicate share its words: 도입 계약을 11월에 체결."""
    if previous.is_attributive and _same_act(frame, previous, at):
        return previous.low
    return previous.low if _CHAINED.fullmatch(_undated(frame, previous.end, at)) else previous.end


def _same_act(frame: Frame, previous: Predicate, at: int) -> bool:
    """다섯 나라가 참가한 훈련이 열렸다: one act told by two words."""
    values = {t.value for t in previous.options}
    if not values & {t.value for t in frame.of("stage", at, at + 1)} or frame.clause(previous.start) != frame.clause(
        at
    ):
        return False
    return not any(previous.end <= d.start < at for d in frame.dates)


def _undated(frame: Frame, low: int, high: int) -> str:
    """The words between two places without their dates."""
    text, position = "", low
    for date in (d for d in frame.dates if low <= d.start < high):
        text, position = text + frame.folded[position : date.start], date.end
    words = text + frame.folded[position:high]
    words = re.sub(r" {2,}", " ", words)
    return re.sub(r"(을|를|이|가) ?(?:에|경|께)? ?$", r"\1 ", words) if position > low else words


def _modality(frame: Frame, options: Sequence[Token], near: str) -> tuple[str, bool]:
    if any(t.detail.get("denied") for t in options):
        return "denied", True
    for name, pattern in _endings(frame.lexicon.language).meanings:
        if pattern.search(near):
            return name, name == "denied"
    if _PRESENT.match(near) and any(t.value in _DONE for t in options):
        return "planned", False  # an act in the present tense is still to come
    if frame.of("attribution", frame.sentence.start, frame.sentence.end):
        return "attributed", False
    return "asserted", False


def _is_attributive(frame: Frame, tail: str) -> bool:
    endings = _endings(frame.lexicon.language)
    found = endings.attributive.match(tail)
    return found is not None and found.end() > 1 and not endings.bound.match(tail, found.end())


def is_chained(frame: Frame, predicate: Predicate, following: Predicate, mention: Mention) -> bool:
    """체결 협상을 시작, 체결을 검토, 실시하는 방안을 제안: the later word says how far it has come."""
    if any(predicate.end <= c <= following.start for c in frame.clauses):
        return False
    if predicate.is_attributive and predicate.start < mention.start < following.start:
        return _same_act(frame, predicate, following.start) and following.option(mention) is not None
    gap = _undated(frame, predicate.end, following.start)
    return len(gap) <= _CHAIN_REACH and _CHAINED.fullmatch(gap) is not None and following.option(mention) is not None


def untangled(folded: str, tokens: Sequence[Token]) -> list[Token]:
    """Tell the state from the verb where both are written alike: 인도는, 물량 인도."""
    names = {t.start: t for t in tokens if t.kind == "actor"}
    both = {t.start for t in tokens if t.kind == "stage" and t.start in names and t.end == names[t.start].end}
    ends = {at: names[at].end for at in both}
    states = {a for a, e in ends.items() if _NAME_GOES_ON.match(folded, e) and not _HANDED_OVER.match(folded, e)}
    return [
        t for t in tokens if t.start not in both or (t.kind == "actor") == (t.start in states)
        or t.kind not in ("actor", "stage")
    ]  # fmt: skip
