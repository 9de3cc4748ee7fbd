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
_TRIFLE = re.compile("金额|细节|内容|条款|详情|价格|数额|数据|时间表|具体")


def _is_report(event: Event) -> bool:
    return any(t.value == "announced" and t.detail.get("date_of") == "announcement" for t in event.options)


def find_events(frame: Frame, low: int, high: int, mentions: Sequence[Mention], story: Story) -> list[Event]:
    """Words for stages in ``folded[low:high]`` that tell something, each with its day."""
    tokens = [t for t in frame.of("stage", low, high) if not frame.in_bracket(t.start)]
    tokens = [t for t in tokens if not _is_part_of_name(t, mentions, frame)]
    tokens = [t for t in tokens if t.value != "considered" or frame.folded[t.start - 1 : t.start] != "的"]
    tokens = [t for t in tokens if t.value != "held" or not _ALLOWED.search(frame.folded, low, t.start)]
    if _REMARKS.match(frame.folded, low) and not any(low <= d.start < high for d in frame.dates):
        tokens = [t for t in tokens if t.value != "held"]
    if _TRIFLE.search(frame.folded, low, high):
        tokens = [t for t in tokens if t.value != "announced"]
    places = sorted({(t.start, t.end) for t in tokens})
    found: list[Event] = []
    previous = low
    for start, end in places:
        options = tuple(t for t in tokens if t.start == start)
        found.append(Event(options, start, end, _date_of(frame, previous, start, end, high)))
        previous = end
    found = _without_reports(frame, found, high)
    return [_dated(e, story) if i == 0 or _is_bare(found[:i]) else e for i, e in enumerate(_without_objects(found))]


def _is_bare(before: Sequence[Event]) -> bool:
    return all(e.date is None for e in before)


def _dated(event: Event, story: Story) -> Event:
    return event if event.date is not None or story.date is None else replace(event, date=story.date)


def _is_part_of_name(token: Token, mentions: Sequence[Mention], frame: Frame) -> bool:
    for mention in mentions:
        if mention.start <= token.start and token.end <= mention.end:
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
    """Words for stages in ``folded[low:high]`` that tell something, each with its day."""
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
