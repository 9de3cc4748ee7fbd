"""Sentences whose predicate comes last, clause by clause: what a predicate says of which mention, of whom, when, and how meant.

A Korean predicate is a stem (체결, 발효) and what follows it: an ending that denies (-지 않-), plans (-ㄹ 예정), or turns it to the
noun behind (체결한 협정). Stems are stage words of the lexicon; the endings are its `predicates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import DIRECTED, Frame, Reading
from foedus.intake.reading.korean.asides import ELIDED_AGE, bracketed_readings, recipient_readings, unsaid_readings
from foedus.intake.reading.korean.mentions import own_mentions
from foedus.intake.reading.korean.parties import Cast, Who, find_cast
from foedus.intake.reading.korean.predicates import NOTICE, Predicate, find_predicates, is_chained
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.relating import reading_of
from foedus.model.vocabulary import load_vocabulary

__all__ = ["read_by_endings"]

_JOINED: Final = re.compile(r"(?:\([^()]*\))?[\"'’”」]?\s?(?:와|과|및|,|·|은 물론|뿐 아니라)\s?(?:[가-힣·]{0,8}\s)?")
_SAME_DEAL: Final = re.compile(r"[^.;]{0,40}")
_UNKNOWN: Final = re.compile(
    r"(?:[가-힣]{2,}|[가-힣]+에 관한 |협력 |교류 |지원 |보호 )(?:협정|조약|약정|각서|협약|의정서|합의서|공동성명|결의안?|법안?)(?![가-힣]{0,2}[의]?상)"
)
"""An agreement of a kind that the lexicon does not know: what is said of it is said of nothing else."""
_TALKS: Final = re.compile(r"(?:협상|논의|교섭|추진|협의|검토|훈련)[가-힣]{0,3} ?$")
_OTHER_EVENT: Final = re.compile(
    r"[가-힣]*(?:집회|시위|기자회견|간담회|토론회|설명회|행사|기념식|전시회|세미나|청문회)(?:을|를|이|가|도)? ?$"
)
_GAPPED: Final = re.compile(r"(?:에|에는|까지|자로)?\s?(?:[가-힣]{1,10}에서\s?)?(?:각각\s?)?[,、]\s?")
_RESOLVED: Final = re.compile(r"[하되]?기로 ?(?:하고|하며|한|했|하였|결정|합의|발표)")
_DECISIONS: Final = frozenset({"announced", "denounced", "suspended", "terminated", "agreed", "decided", "selected"})
"""Stages that are decisions themselves: to resolve on them is to reach them."""
_OTHER_OBJECT: Final = re.compile(r"[가-힣]*[^월일년초말 ](?:에|을|를) $")
_WORD: Final = re.compile(r"[가-힣]*")
_ELIDED: Final = frozenset(
    {"signed", "in_force", "approved", "negotiating", "denounced", "terminated", "suspended", "delivered", "contracted",
     "agreed_in_principle", "agreed"}
)  # fmt: skip
_REACH = 45
_RECEIVER = 5


@dataclass(frozen=True, slots=True)
class _Said:
    """A predicate said of a mention, in the part of the clause that begins at `low`, with its dates."""

    predicate: Predicate
    token: Token
    mention: Mention
    low: int
    high: int
    dates: tuple[TextDate, ...]


def read_by_endings(frame: Frame, discourse: Discourse) -> Iterator[Reading]:
    """All statements of one sentence."""
    frame = replace(frame, mentions=own_mentions(frame, discourse))
    predicates = find_predicates(frame)
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
    yield from recipient_readings(frame, discourse)
    yield from unsaid_readings(frame, discourse, spoken, bound)


def _said(
    frame: Frame, predicate: Predicate, following: Predicate | None, discourse: Discourse, taken: set[int]
) -> Iterator[_Said]:
    for mention in _targets(frame, predicate, discourse):
        token = predicate.option(mention)
        if token is None or (following is not None and is_chained(frame, predicate, following, mention)):
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


def _targets(frame: Frame, predicate: Predicate, discourse: Discourse) -> list[Mention]:
    fitting = [m for m in frame.mentions if predicate.option(m) is not None and m.in_bracket is None]
    if _OTHER_EVENT.search(frame.folded, max(frame.sentence.start, predicate.start - 14), predicate.start):
        return []
    if predicate.options[0].detail.get("where") == "before":
        return [m for m in fitting if 0 <= m.start - predicate.end <= _REACH][:1]
    modified = _modified(frame, predicate, fitting) if predicate.is_attributive else []
    if modified:
        return modified
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
    if any(m.start >= low and m.start < predicate.start and m.in_bracket is None for m in frame.mentions):
        return []  # it speaks of another thing
    return _elided(frame, predicate, discourse)


def _modified(frame: Frame, predicate: Predicate, fitting: Sequence[Mention]) -> list[Mention]:
    """The noun that a predicate turned to the words behind it speaks of: 체결한 협정."""
    after = [m for m in fitting if 0 <= m.start - predicate.end <= _REACH][:1]
    if not after or any(predicate.end <= c <= after[0].start for c in frame.clauses):
        return []
    others = frame.of("stage", predicate.end, after[0].start)
    return [] if any(not frame.in_bracket(t.start) for t in others) else after


def _joined(frame: Frame, own: Sequence[Mention]) -> list[Mention]:
    """The last mention and those listed with it: ACSA와 GSOMIA를 체결."""
    kept = [own[-1]]
    for mention in reversed(own[:-1]):
        gap = frame.folded[mention.end : kept[0].start]
        if mention.type == kept[0].type == "equipment_export" and _SAME_DEAL.fullmatch(gap):
            kept[0] = replace(kept[0], start=mention.start)
            continue
        if not _JOINED.fullmatch(gap):
            break
        kept.insert(0, mention)
    return kept


def _elided(frame: Frame, predicate: Predicate, discourse: Discourse) -> list[Mention]:
    """What the text is about, where the sentence names it by a pronoun or not at all."""
    if not discourse.kind or discourse.kind_age > ELIDED_AGE:
        return []
    pronouns = [t for t in frame.of("anaphor", predicate.low, predicate.start) if t.value == "instrument"]
    if not pronouns and _UNKNOWN.search(frame.folded, predicate.low, predicate.start):
        return []
    if not pronouns and (
        discourse.kind == "mutual_defense_treaty"
        or not (frame.groups or (discourse.local_pair and frame.dates))
        or not any(t.value in _ELIDED for t in predicate.options)
        or _speaks_of_another(frame, predicate, discourse)
    ):
        return []
    at = pronouns[-1] if pronouns else predicate
    kind = discourse.kind
    if pronouns and frame.folded[at.start : at.end].endswith("조약") and not kind.endswith("treaty"):
        kind = "security_treaty"
    mention = Mention(type=kind, start=at.start, end=at.end, how="anaphor" if pronouns else "elided")
    return [mention] if predicate.option(mention) is not None else []


def _speaks_of_another(frame: Frame, predicate: Predicate, discourse: Discourse) -> bool:
    """Has a predicate its own object before it? A receiver is none: 폴란드군에 인도됐다."""
    low = max(predicate.low, predicate.start - 12)
    if not _OTHER_OBJECT.search(frame.folded, low, predicate.start):
        return False
    if discourse.kind not in DIRECTED:
        return True
    return not any(g.case == "to" and 0 <= predicate.start - g.end <= _RECEIVER for g in frame.groups)


def _parts(frame: Frame, predicate: Predicate, mention: Mention) -> list[tuple[int, int, tuple[TextDate, ...]]]:
    """One part, or several where one predicate serves a row: A와는 3월, B와는 5월 서명했다."""
    dates = [d for d in frame.dates if predicate.low <= d.start < predicate.start and not frame.in_bracket(d.start)]
    cuts = []
    for left, right in pairwise(dates):
        mark = _GAPPED.match(frame.folded, left.end, right.start)
        named = [g for g in frame.groups if left.end <= g.start < right.start]
        if mark and named and not any(g.start < left.start and g.end > left.end for g in frame.groups):
            cuts.append(mark.end())
    if not cuts:
        return [(predicate.low, predicate.start, _run(frame, dates))]
    edges = [predicate.low, *cuts, predicate.start]
    return [(low, high, tuple(d for d in dates if low <= d.start < high)[-1:]) for low, high in pairwise(edges)]


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
        if gap is not None and re.fullmatch(r"[가-힣]{0,2}\s?[(:]\s?|(?:을|를|이|가)\s", gap):
            return (date,)
    return ()


def _readings(frame: Frame, said: _Said, who: Sequence[Who], previous: Reading | None) -> Iterator[Reading]:
    kind = load_vocabulary().type(said.mention.type)
    predicate = said.predicate
    code = str(said.token.value)
    if _is_no_step(frame, said, code):
        return
    if code == "terminated" and NOTICE.match(predicate.tail):
        code = "denounced"
    code = _tempered(code, predicate.modality, is_instant=kind.is_instant)
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


def _tempered(code: str, modality: str, *, is_instant: bool) -> str:
    """The stage that is left of one only planned, recommended or supposed."""
    if modality in ("recommended", "hypothetical"):
        return "considered"
    if modality == "planned" and code == "held":
        return "scheduled"
    return "proposed" if code == "considered" and is_instant else code


def _is_no_step(frame: Frame, said: _Said, code: str) -> bool:
    """Does a stage word say what a thing is like (추진하는 사업), or that talks, not an agreement, broke off?"""
    predicate = said.predicate
    if code == "considered":
        return predicate.is_attributive and not said.dates
    low = max(said.low, predicate.start - 10)
    return code == "suspended" and _TALKS.search(frame.folded, low, predicate.start) is not None


def _shared(frame: Frame, said: _Said, date: TextDate | None, previous: Reading | None, code: str) -> TextDate | None:
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
    return reading_of(
        frame,
        mention,
        who,
        spans,
        (predicate.start, predicate.end),
        stage=code,
        date=date,
        inherits_date=date is None
        and predicate.modality == "asserted"
        and not predicate.is_attributive
        and "date_of" in said.token.detail,
        date_of=said.token.detail.get("date_of"),
        modality=predicate.modality,
        negated=predicate.negated,
        confidence=round(0.92 * who.sureness, 2),
    )
