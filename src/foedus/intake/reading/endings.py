"""Sentences whose predicate comes last, clause by clause: what a predicate says of which mention, of whom, when, and how meant.

A Korean predicate is a stem (체결, 발효) and what follows it: an ending that denies (-지 않-), plans (-ㄹ 예정), or turns it to the
noun behind (체결한 협정). Stems are stage words of the lexicon; the endings are its `predicates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.lexicon import Token, load_lexicon
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.staging import fits_type
from foedus.intake.reading.textdates import TextDate
from foedus.intake.reading.endingsmentions import own_mentions
from foedus.intake.reading.endingsparties import PROVIDERS, Cast, Who, bracketed_partners, find_cast
from foedus.model.vocabulary import load_vocabulary

__all__ = ["read_by_endings", "untangled"]

_TAIL = 30
_REACH = 45
_ELIDED_AGE = 3
_JOINED: Final = re.compile(r"(?:\([^()]*\))?[\"'’”」]?\s?(?:와|과|및|,|·|은 물론|뿐 아니라)\s?(?:[가-힣·]{0,8}\s)?")
_CHAINED: Final = re.compile(
    r"(?:식|안|서|문)?(?:을|를|이|가|의|에|도)?(?:하는|할|하기 위한|을 위한|를 위한| 위한|하기로)?"
    r"(?: (?:관련|방안|여부|가능성|절차|문제|계획|안|목표|준비|후속)(?:을|를|도|로|의)?)?(?: [가-힣]{1,4})? ?"
)
_GAPPED: Final = re.compile(r"(?:에|에는|까지|자로)?\s?(?:각각\s?)?[,、]\s?")
_LACKS: Final = re.compile(r"(?:\([^()]*\))?[\"'’”」]?(?:은|는|이|가|도|조차)? ?(?:아직 |현재 |여전히 |아예 )?(?:없(?!이)|부재)|(?:\([^()]*\))?[을를] (?:지|갖)지 않")
_HAS: Final = re.compile(r"(?:\([^()]*\))?[\"'’”」]?(?:이|가|도|은|는)? ?(?:이미 |현재 )?있(?:다|으며|고|지만|습니다)")
_RESOLVED: Final = re.compile(r"[하되]?기로 ?(?:하고|하며|한|했|하였|결정|합의|발표)")
_DECISIONS: Final = frozenset({"announced", "denounced", "suspended", "terminated", "agreed", "decided", "selected"})
"""Stages that are decisions themselves: to resolve on them is to reach them."""
_NAME_GOES_ON: Final = re.compile(r"(?:는|은|가|이|와|과|의|에|에서|도|로|산|군|·|-|,|\s(?:정부|국방|외교|해군|육군|공군|의회|총리|해안|측))")
_PRESENT: Final = re.compile(r"(?:[한된]다|합니다|됩니다|할 것)(?![고면])|(?:한|된)다고")
_DONE: Final = frozenset({"held", "signed", "delivered", "contracted"})
_SPEECH: Final = re.compile(r"[다라]고 ")
_SPEECH_REACH: Final = 24
_WORD: Final = re.compile(r"[가-힣]*")
_ELIDED: Final = frozenset(
    {"signed", "in_force", "approved", "negotiating", "denounced", "terminated", "suspended", "delivered", "contracted",
     "agreed_in_principle", "agreed"}
)  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class _Said:
    """A predicate said of a mention, in the part of the clause that begins at `low`, with its dates."""

    predicate: Predicate
    token: Token
    mention: Mention
    low: int
    high: int
    dates: tuple[TextDate, ...]


@dataclass(frozen=True, slots=True)
class _Endings:
    background: re.Pattern[str]
    meanings: tuple[tuple[str, re.Pattern[str]], ...]
    attributive: re.Pattern[str]
    bound: re.Pattern[str]


@cache
def _endings(language: str) -> _Endings:
    grammar: Mapping[str, Any] = load_lexicon(language).grammar
    nouns = "|".join(map(re.escape, grammar["bound_nouns"]))
    return _Endings(
        re.compile("|".join(grammar["background"])),
        tuple((name, re.compile("|".join(forms))) for name, forms in grammar["predicates"].items()),
        re.compile(grammar["attributive"]),
        re.compile(rf"(?:{nouns})(?=[이은는도을를에의로,.]|\s|$)"),
    )


def read_by_endings(frame: Frame, discourse: Discourse) -> Iterator[Reading]:
    """All statements of one sentence."""
    frame = replace(frame, mentions=own_mentions(frame, discourse))
    predicates = _predicates(frame)
    bound: dict[str, tuple[str, ...]] = {}
    spoken: set[int] = set()
    previous: Reading | None = None
    taken: set[int] = set()
    regular: set[int] = set()
    for index, predicate in enumerate(predicates):
        following = predicates[index + 1] if index + 1 < len(predicates) else None
        for said in _said(frame, predicate, following, discourse, taken):
            who = find_cast(frame, said.mention, Cast(said.low, said.high, predicate.start, bound), discourse)
            spoken.add(said.mention.start)
            if said.mention.start in regular and said.token.value == "held" and not said.dates:
                continue  # 해마다 훈련을 하고: held every year, not once
            regular |= {said.mention.start} if said.token.value == "regular" else set()
            for reading in _readings(frame, said, who, previous):
                bound[reading.type] = reading.parties
                yield reading
                previous = reading if reading.date is not None or previous is None else previous
    yield from bracketed_readings(frame, discourse, bound)
    yield from _recipients(frame, discourse)
    yield from _unsaid(frame, discourse, spoken, bound)


def _recipients(frame: Frame, discourse: Discourse) -> Iterator[Reading]:
    """Who receives what the text is about: 첫해 수혜국은 피지와 통가였다."""
    words = frame.of("recipients", frame.sentence.start, frame.sentence.end)
    kind = next((m.type for m in frame.mentions if m.type in PROVIDERS), discourse.kind)
    if not words or kind not in PROVIDERS:
        return
    date = next((d for d in frame.dates if d.start < words[-1].end), None)
    for group in frame.groups:
        if group.case in ("other_than", "made") or frame.in_bracket(group.start):
            continue
        for code in dict.fromkeys(group.codes):
            if code != PROVIDERS[kind]:
                yield Reading(
                    type=kind, parties=(PROVIDERS[kind], code), subject=PROVIDERS[kind],
                    start=min(group.start, words[0].start), end=max(group.end, words[-1].end), date=date,
                    inherits_date=date is None, date_of="unspecified" if date else None, confidence=0.8,
                    cues=(f"type: {kind}", "recipients named"),
                )  # fmt: skip


def untangled(folded: str, tokens: Sequence[Token]) -> list[Token]:
    """Tell the state from the verb where both are written alike: 인도는, 물량 인도."""
    names = {t.start: t for t in tokens if t.kind == "actor"}
    both = {t.start for t in tokens if t.kind == "stage" and t.start in names and t.end == names[t.start].end}
    states = {at for at in both if _NAME_GOES_ON.match(folded, names[at].end)}
    return [
        t for t in tokens if t.start not in both or (t.kind == "actor") == (t.start in states)
        or t.kind not in ("actor", "stage")
    ]  # fmt: skip


def _predicates(frame: Frame) -> list[Predicate]:
    cues = [t for t in frame.tokens if t.kind == "stage" and not frame.in_bracket(t.start)]
    places = sorted({t.start for t in cues})
    found: list[Predicate] = []
    for i, at in enumerate(places):
        options = tuple(t for t in cues if t.start == at)
        end = max(t.end for t in options)
        stop = places[i + 1] if i + 1 < len(places) else frame.sentence.end
        tail = frame.folded[end : min(frame.sentence.end, end + _TAIL)]
        if _endings(frame.lexicon.language).background.match(tail) and not _chains_on(frame, end, places[i + 1 : i + 2]):
            continue
        if any(t.detail.get("date_of") == "announcement" for t in options) and _SPEECH.search(frame.folded, low_of(frame, at), at):
            continue
        modality, negated = _modality(frame, options, tail[: max(0, stop - end)] if stop > end else tail, tail)
        low = max(frame.clause(at)[0], _begins(frame, found[-1], at) if found else frame.sentence.start)
        found.append(
            Predicate(
                options=options, start=at, end=end, low=low, tail=tail, modality=modality, negated=negated,
                is_attributive=_is_attributive(frame, tail),
            )
        )  # fmt: skip
    return found


def low_of(frame: Frame, at: int) -> int:
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
    if not values & {t.value for t in frame.of("stage", at, at + 1)} or frame.clause(previous.start) != frame.clause(at):
        return False
    return not any(previous.end <= d.start < at for d in frame.dates)


def _undated(frame: Frame, low: int, high: int) -> str:
    """The words between two places without their dates."""
    text, position = "", low
    for date in (d for d in frame.dates if low <= d.start < high):
        text, position = text + frame.folded[position : date.start], date.end
    words = text + frame.folded[position:high]
    return re.sub(r"(을|를|이|가) ?(?:에|경|께)? ?$", r"\1 ", words) if position > low else words


def _modality(frame: Frame, options: Sequence[Token], near: str, tail: str) -> tuple[str, bool]:
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


def _said(
    frame: Frame, predicate: Predicate, following: Predicate | None, discourse: Discourse, taken: set[int]
) -> Iterator[_Said]:
    for mention in _targets(frame, predicate, discourse):
        token = predicate.option(mention)
        if token is None or (following is not None and _is_chained(frame, predicate, following, mention)):
            continue
        parts = _parts(frame, predicate, mention)
        for low, high, dates in parts:
            own = dates or _after(frame, predicate)
            fresh = tuple(d for d in own if d.start not in taken)
            taken.update(d.start for d in fresh)
            there = _mention_in(frame, mention, low, high) if len(parts) > 1 else mention
            yield _Said(predicate, token, there, low, high, fresh)


def _mention_in(frame: Frame, mention: Mention, low: int, high: int) -> Mention:
    """What one part of a row calls the thing: its own mention, a pronoun, or nothing."""
    own = next((m for m in frame.mentions if low <= m.start < high and m.type == mention.type), None)
    pronouns = [t for t in frame.of("anaphor", low, high) if t.value == "instrument"]
    if own is not None or not pronouns:
        return own or replace(mention, parties=(), bracket=None)
    return Mention(type=mention.type, start=pronouns[-1].start, end=pronouns[-1].end, how="anaphor")


def _is_chained(frame: Frame, predicate: Predicate, following: Predicate, mention: Mention) -> bool:
    """체결 협상을 시작, 체결을 검토, 실시하는 방안을 제안: the later word says how far it has come."""
    if any(predicate.end <= c <= following.start for c in frame.clauses):
        return False
    if predicate.is_attributive and predicate.start < mention.start < following.start:
        return _same_act(frame, predicate, following.start) and following.option(mention) is not None
    gap = _undated(frame, predicate.end, following.start)
    return len(gap) <= 16 and _CHAINED.fullmatch(gap) is not None and following.option(mention) is not None


def _targets(frame: Frame, predicate: Predicate, discourse: Discourse) -> list[Mention]:
    fitting = [m for m in frame.mentions if predicate.option(m) is not None and m.in_bracket is None]
    if predicate.options[0].detail.get("where") == "before":
        return [m for m in fitting if 0 <= m.start - predicate.end <= _REACH][:1]
    if predicate.is_attributive:
        after = [m for m in fitting if 0 <= m.start - predicate.end <= _REACH]
        stages = [t.start for t in frame.of("stage", predicate.end, frame.sentence.end) if not frame.in_bracket(t.start)]
        if after and not any(predicate.end <= c <= after[0].start for c in frame.clauses):
            if not any(predicate.end <= at < after[0].start for at in stages):
                return after[:1]
    low, _ = frame.clause(predicate.start)
    before = [m for m in fitting if m.start < predicate.start]
    own = [m for m in before if m.start >= low]
    if own:
        return _joined(frame, own)
    overlapping = [m for m in fitting if m.start < predicate.end and predicate.start < m.end]
    if not overlapping and any(t.value == "considered" for t in predicate.options):
        return []  # weak words speak only of what stands beside them
    if overlapping or before:
        return overlapping or before[-1:]
    return _elided(frame, predicate, discourse)


def _joined(frame: Frame, own: Sequence[Mention]) -> list[Mention]:
    """The last mention and those listed with it: ACSA와 GSOMIA를 체결."""
    kept = [own[-1]]
    for mention in reversed(own[:-1]):
        if not _JOINED.fullmatch(frame.folded[mention.end : kept[0].start]):
            break
        kept.insert(0, mention)
    return kept


def _elided(frame: Frame, predicate: Predicate, discourse: Discourse) -> list[Mention]:
    """What the text is about, where the sentence names it by a pronoun or not at all."""
    if not discourse.kind or discourse.kind_age > _ELIDED_AGE:
        return []
    pronouns = [t for t in frame.of("anaphor", predicate.low, predicate.start) if t.value == "instrument"]
    if not pronouns and not (frame.groups and any(t.value in _ELIDED for t in predicate.options)):
        return []
    at = pronouns[-1] if pronouns else predicate
    mention = Mention(type=discourse.kind, start=at.start, end=at.end, how="anaphor" if pronouns else "elided")
    return [mention] if predicate.option(mention) is not None else []


def _parts(frame: Frame, predicate: Predicate, mention: Mention) -> list[tuple[int, int, tuple[TextDate, ...]]]:
    """One part, or several where one predicate serves a row: A와는 3월, B와는 5월 서명했다."""
    dates = [d for d in frame.dates if predicate.low <= d.start < predicate.start and not frame.in_bracket(d.start)]
    cuts = []
    for left, right in zip(dates, dates[1:], strict=False):
        mark = _GAPPED.match(frame.folded, left.end, right.start)
        named = [g for g in frame.groups if left.end <= g.start < right.start]
        if mark and named and not any(g.start < left.start and g.end > left.end for g in frame.groups):
            cuts.append(mark.end())
    if not cuts:
        return [(predicate.low, predicate.start, _run(frame, dates))]
    edges = [predicate.low, *cuts, predicate.start]
    return [
        (low, high, tuple(d for d in dates if low <= d.start < high)[-1:])
        for low, high in zip(edges, edges[1:], strict=False)
    ]


def _run(frame: Frame, dates: Sequence[TextDate]) -> tuple[TextDate, ...]:
    """The last date, with those listed before it: 2020년과 2021년에."""
    run = list(dates[-1:])
    for date in reversed(dates[:-1]):
        if not re.fullmatch(r"\s?(?:과|와|및|·|,)\s?", frame.folded[date.end : run[0].start]):
            break
        run.insert(0, date)
    return tuple(run)


def _after(frame: Frame, predicate: Predicate) -> tuple[TextDate, ...]:
    """A date in the predicate's own bracket or right behind it: 서명(2019.3), 서명 2019년."""
    for date in frame.dates:
        gap = frame.folded[predicate.end : date.start] if 0 <= date.start - predicate.end <= 6 else None
        if gap is not None and re.fullmatch(r"[가-힣]{0,2}\s?[(:]\s?", gap):
            return (date,)
    return ()


def _readings(frame: Frame, said: _Said, who: Sequence[Who], previous: Reading | None) -> Iterator[Reading]:
    kind = load_vocabulary().type(said.mention.type)
    predicate = said.predicate
    code = str(said.token.value)
    if predicate.modality == "planned" and code == "held":
        code = "scheduled"
    if code == "considered" and kind.is_instant:
        code = "proposed"
    if predicate.modality in ("recommended", "hypothetical"):
        code = "considered"
    if code not in kind.stages:
        return
    if code in _DECISIONS and predicate.modality == "planned" and _RESOLVED.match(predicate.tail):
        said = replace(said, predicate=replace(predicate, modality="asserted"))
    for one in who:
        if kind.code == "minilateral" and len(set(one.parties)) < 3 and not one.has_group:
            continue
        dates: Sequence[TextDate | None] = [one.date] if one.date else said.dates or [None]
        for date in dates:
            yield _reading(frame, said, one, code, _shared(frame, said, date, previous, code), explicit=date)


def _shared(
    frame: Frame, said: _Said, date: TextDate | None, previous: Reading | None, code: str
) -> TextDate | None:
    """Events told in one breath share the day: 8일 회의를 열고 협정에 서명했다."""
    if date is not None or previous is None or said.predicate.negated or said.predicate.modality == "planned":
        return date
    if said.predicate.is_attributive or previous.date is None or previous.type == said.mention.type:
        return date
    occasion = previous.stage == "held" or code in ("held", "announced", "agreed_in_principle", "signed")
    return previous.date if occasion and said.predicate.low >= previous.date.end else date


def _reading(
    frame: Frame, said: _Said, who: Who, code: str, date: TextDate | None, *, explicit: TextDate | None
) -> Reading:
    predicate, mention = said.predicate, said.mention
    ended = _WORD.match(frame.folded, predicate.end, frame.sentence.end)
    spans = [mention.start, mention.end, predicate.start, ended.end() if ended else predicate.end]
    spans += [explicit.start, explicit.end] if explicit else []
    return Reading(
        type=mention.type,
        parties=who.parties,
        subject=who.subject,
        start=min(spans),
        end=max(spans),
        stage=code,
        date=date,
        inherits_date=date is None and predicate.modality == "asserted" and not predicate.is_attributive
        and "date_of" in said.token.detail,
        date_of=said.token.detail.get("date_of"),
        modality=predicate.modality,
        negated=predicate.negated,
        confidence=round(0.92 * who.sureness, 2),
        cues=(
            f"type: {frame.folded[mention.start : mention.end].strip()!r} ({mention.how})",
            f"parties: {who.how}",
            f"stage: {frame.folded[predicate.start : predicate.end]!r}",
        ),
    )


def bracketed_readings(frame: Frame, discourse: Discourse, bound: Mapping[str, tuple[str, ...]]) -> Iterator[Reading]:
    """What stands in brackets behind a mention or a name: 상호접근협정(2022년 서명), 호주(2022년 1월 서명)."""
    for bracket in frame.brackets:
        cues = frame.of("stage", bracket.start, bracket.end)
        dates = [d for d in frame.dates if bracket.start < d.start < bracket.end]
        if not cues and not dates:
            continue
        mention = next((m for m in frame.mentions if m.bracket == bracket), None)
        named = mention is None
        if named:
            mention = _kind_spoken_of(frame, bracket.start, discourse)
        if mention is None:
            continue
        who = (
            bracketed_partners(frame, mention, bracket, discourse)
            if named
            else find_cast(frame, mention, Cast(frame.clause(mention.start)[0], bracket.start, bracket.start, bound), discourse)
        )
        yield from _inside(frame, mention, who, cues, dates)


def _kind_spoken_of(frame: Frame, at: int, discourse: Discourse) -> Mention | None:
    spoken = [m for m in frame.mentions if m.start < at and load_vocabulary().type(m.type).family == "treaty"]
    if spoken:
        return spoken[-1]
    if discourse.kind and discourse.kind_age <= _ELIDED_AGE:
        return Mention(type=discourse.kind, start=at, end=at, how="anaphor")
    return None


def _inside(
    frame: Frame, mention: Mention, who: Sequence[Who], cues: Sequence[Token], dates: Sequence[TextDate]
) -> Iterator[Reading]:
    fitting = [t for t in cues if fits_type(t, mention)]
    used: list[TextDate] = []
    for token in {t.start: t for t in reversed(fitting)}.values():
        before = [d for d in dates if d.end <= token.start and d not in used][-1:]
        behind = [d for d in dates if 0 <= d.start - token.end <= 4]
        used += before or behind
        for one in who:
            for date in before or behind or [None]:
                yield _bracketed(mention, one, token, date)
    if not fitting and not cues:
        for one in who:
            for date in dates[:1]:
                yield _bracketed(mention, one, None, date)


def _bracketed(mention: Mention, who: Who, token: Token | None, date: TextDate | None) -> Reading:
    spans = ([token.start, token.end] if token else []) + ([date.start, date.end] if date else [])
    denied = token is not None and bool(token.detail.get("denied"))
    return Reading(
        type=mention.type, parties=who.parties, subject=who.subject, start=min(spans), end=max(spans),
        stage=str(token.value) if token else None, date=date,
        date_of=token.detail.get("date_of") if token else "unspecified",
        modality="denied" if denied else "asserted", negated=denied, confidence=round(0.9 * who.sureness, 2),
        cues=(f"type: {mention.type} ({mention.how})", f"parties: {who.how}", "in brackets"),
    )  # fmt: skip


def _unsaid(
    frame: Frame, discourse: Discourse, spoken: set[int], bound: Mapping[str, tuple[str, ...]]
) -> Iterator[Reading]:
    """Mentions without a predicate of their own that are said to exist or not."""
    for mention in frame.mentions:
        lacks = _LACKS.match(frame.folded, mention.end, frame.sentence.end)
        has = _HAS.match(frame.folded, mention.end, frame.sentence.end)
        if mention.start in spoken or not (lacks or has):
            continue
        if load_vocabulary().type(mention.type).is_instant:
            continue
        low = frame.clause(mention.start)[0]
        for one in find_cast(frame, mention, Cast(low, mention.end, mention.end, bound), discourse):
            yield Reading(
                type=mention.type, parties=one.parties, subject=one.subject, start=mention.start, end=mention.end,
                stage=None if lacks else "in_force", modality="denied" if lacks else "asserted", negated=bool(lacks),
                confidence=round(0.85 * one.sureness, 2), cues=(f"type: {mention.type}", f"parties: {one.how}"),
            )  # fmt: skip
