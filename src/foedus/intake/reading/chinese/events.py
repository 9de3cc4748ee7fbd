"""What happens in a Chinese clause, and when: words for stages without reports, objects of other verbs and parts of names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from foedus.intake.reading.chinese.story import Event, Story
from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.frames import Frame
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.staging import fits_type
from foedus.model.vocabulary import load_vocabulary

__all__ = ["find_events"]

_LEADING: Final = frozenset({"considered", "agreed_in_principle", "negotiating"})
"""Stages whose words take another verb as their object: 考虑签署, 原则同意缔结."""
_REMARKS = re.compile(r"\s*(?:这|此)(?:也|还)?(?:是|为|系)")
_ALLOWED = re.compile("允许|准许|便利|使[^,。;]{0,12}(?:能|可)|可(?:以|在|于)?$|能够?$")
_PLANS: Final = frozenset({"计划", "希望", "拟定"})
_ABOUT: Final = frozenset({"negotiating", "agreed_in_principle", "considered"})
_CONCLUDES: Final = frozenset({"signed", "agreed", "contracted"})
_NEAR: Final = 10
_TOPIC = re.compile("就|围绕|针对|关于")
_CONCLUDING = re.compile("(?:完成|结束|敲定)了?[^,。;]*$")
_CONCLUDED = re.compile(
    r"[^,。;未没尚]{0,4}(?:于|在)?[^,。;未没尚]{0,12}(?:完成|结束|谈妥|告成|收官|达成一致|告一段落|尘埃落定|顺利收尾)"
)
_LIMIT = re.compile("(?:至|到|截至|截止|直到|直至|为止)$")
_UNTIL = re.compile("(?:到期|期满|为止|前|以前|之前|届满)")
_TRIFLE = re.compile("金额|细节|内容|条款|详情|价格|数额|数据|时间表|具体")


def _is_report(event: Event) -> bool:
    said = [t for t in event.options if t.value == "announced" and "types" not in t.detail]
    return any(t.detail.get("date_of") == "announcement" for t in said)


def find_events(frame: Frame, low: int, high: int, mentions: Sequence[Mention], story: Story) -> list[Event]:
    """Words for stages in ``folded[low:high]`` that tell something of what is spoken of, each with its day."""
    tokens = [t for t in frame.of("stage", low, high) if not frame.in_bracket(t.start)]
    tokens = [t for t in tokens if not _is_part_of_name(t, mentions, frame)]
    spoken = [*mentions, *([story.mention] if story.mention is not None else [])]
    tokens = [_with_outcome(frame, low, high, t) for t in tokens if any(fits_type(t, m) for m in spoken)]
    tokens = [t for t in tokens if _is_told(frame, low, high, t)]
    tokens = _without_topics(frame, low, tokens)
    places = sorted({(t.start, t.end) for t in tokens})
    found: list[Event] = []
    previous = low
    for start, end in places:
        options = tuple(t for t in tokens if t.start == start)
        found.append(Event(options, start, end, _date_of(frame, previous, start, end, high)))
        previous = end
    found = _without_objects(_without_reports(frame, _with_date_behind(frame, found, low, high), high))
    return [_dated(e, story) if i == 0 or _is_bare(found[:i]) else e for i, e in enumerate(found)]


def _is_told(frame: Frame, low: int, high: int, token: Token) -> bool:
    """Does a word for a stage tell of one here: not what is only allowed, remarked on, or a matter of detail?"""
    before = frame.folded[low : token.start]
    if "behind" in token.detail and not re.search(token.detail["behind"], before):
        return False
    if "ahead" in token.detail and not re.match(token.detail["ahead"], frame.folded[token.end : high]):
        return False
    if token.value == "considered":
        is_plan = frame.folded[token.start : token.end] in _PLANS and frame.of("stage", token.end, high)
        return not before.endswith("的") and not is_plan
    if token.value == "held":
        is_remark = _REMARKS.match(frame.folded, low) and not any(low <= d.start < high for d in frame.dates)
        return not _ALLOWED.search(before) and not is_remark
    return token.value != "announced" or not _TRIFLE.search(frame.folded, low, high)


def _with_outcome(frame: Frame, low: int, high: int, token: Token) -> Token:
    """Talks that are concluded are an agreement in principle: 完成…谈判, 谈判…结束."""
    if token.value != "negotiating" or not token.detail.get("talks"):
        return token
    behind = _CONCLUDED.match(frame.folded, token.end, high)
    if not behind and not _CONCLUDING.search(frame.folded[low : token.start]):
        return token
    return replace(token, value="agreed_in_principle", detail={"date_of": "agreement in principle"})


def _without_topics(frame: Frame, low: int, tokens: Sequence[Token]) -> list[Token]:
    """Leave out deeds that are only what is talked or agreed about: 就缔结…达成共识, 围绕修订…举行磋商."""
    last = max((t.start for t in tokens if t.value in _ABOUT or t.value in _CONCLUDES), default=low)
    topics = [found.start() for found in _TOPIC.finditer(frame.folded, low, last)]
    return [
        t
        for t in tokens
        if t.value in _ABOUT or t.start >= last or not any(0 <= t.start - at <= _NEAR for at in topics)
    ]


def _with_date_behind(frame: Frame, events: Sequence[Event], low: int, high: int) -> list[Event]:
    """A day that no word for a stage has belongs to the only one there is: 签署仪式2023年5月举行."""
    if len(events) != 1 or events[0].date is not None:
        return list(events)
    free = [d for d in frame.dates if low <= d.start < high and not frame.in_bracket(d.start)]
    free = [d for d in free if not _LIMIT.search(frame.folded[low : d.start]) and not _UNTIL.match(frame.folded, d.end)]
    return [replace(events[0], date=free[0])] if len(free) == 1 else list(events)


def _is_bare(before: Sequence[Event]) -> bool:
    return all(e.date is None for e in before)


def _dated(event: Event, story: Story) -> Event:
    return event if event.date is not None or story.date is None else replace(event, date=story.date)


def _is_part_of_name(token: Token, mentions: Sequence[Mention], frame: Frame) -> bool:
    for mention in mentions:
        if mention.start <= token.start and token.end <= mention.end:
            if mention.how in ("described", "told"):
                return True
            kind = load_vocabulary().type(mention.type)
            acts = mention.how == "act" or mention.implied is not None or kind.is_instant
            return not (fits_type(token, mention) and (acts or kind.code == "joint_development"))
    names = [t for t in frame.tokens if t.kind == "anaphor" and t.value in ("instrument", "kind")]
    return any(t.start <= token.start and token.end <= t.end and t.start != token.start - 1 for t in names)


def _date_of(frame: Frame, previous: int, start: int, end: int, high: int) -> TextDate | None:
    free = [d for d in frame.dates if not frame.in_bracket(d.start)]
    before = [d for d in free if previous <= d.start < start]
    if before:
        return before[-1]
    after = [d for d in free if end <= d.start <= end + 3 and d.start < high]
    return after[0] if after and re.fullmatch(r"[于在自从了]?", frame.folded[end : after[0].start]) else None


def _without_reports(frame: Frame, events: Sequence[Event], high: int) -> list[Event]:
    """Who announces that something was signed tells of the signature; the day of the announcement is then the day told."""
    kept: list[Event] = []
    for i, event in enumerate(events):
        later = any(not _is_report(e) for e in events[i + 1 :]) or frame.of("stage", high, frame.sentence.end)
        if _is_report(event) and later and event.options[0].detail.get("date_of") == "announcement":
            if event.date is not None and i + 1 < len(events) and events[i + 1].date is None:
                rest = list(events)
                rest[i + 1] = replace(rest[i + 1], date=event.date)
                return kept + _without_reports(frame, rest[i + 1 :], high)
            if i + 1 < len(events) or _tells_later(frame, high):
                continue
        kept.append(event)
    return kept


def _tells_later(frame: Frame, high: int) -> bool:
    """Does the next clause bring actors and a deed of its own?"""
    following = min((c for c in frame.clauses if c > high), default=frame.sentence.end)
    return bool(frame.of("stage", high, following)) and any(high <= g.start < following for g in frame.groups)


def _without_objects(events: Sequence[Event]) -> list[Event]:
    """Leave out a deed that is only considered, agreed on or negotiated: 考虑签署, 原则同意缔结, 谈判修订."""
    kept: list[Event] = []
    for event in events:
        last = kept[-1] if kept else None
        led = last is not None and event.start - last.end <= 6 and {t.value for t in last.options} & _LEADING
        if (led and event.date is None) or (last is not None and led and event.date == last.date):
            continue
        kept.append(event)
    return kept
