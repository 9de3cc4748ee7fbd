"""Statements of a Chinese sentence, clause by clause: what happened, to which instrument, when, between whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from foedus.intake.reading.chinese.carrying import carried_over
from foedus.intake.reading.chinese.deeds import deeds
from foedus.intake.reading.chinese.described import described
from foedus.intake.reading.chinese.events import find_events
from foedus.intake.reading.chinese.mentions import anaphors, called, handed_over, titled
from foedus.intake.reading.chinese.parties import Cast, cast_of, find_pairs
from foedus.intake.reading.chinese.readings import ABSENT, reading_of_deed
from foedus.intake.reading.chinese.story import Deed, Event, Story
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.relating import Who
from foedus.intake.reading.sentences import Bracket
from foedus.intake.reading.staging import bare_dates, fits_type, inserted_stages
from foedus.model.vocabulary import load_vocabulary

__all__ = ["read_clausal"]

_CARRIED: Final = frozenset({"in_force", "terminated", "delivered", "suspended"})
"""Stages whose verbs need no object of their own."""
_PROGRAMMES: Final = frozenset({"OSA", "ODA"})
_JOINED = re.compile(r"[\s\"'》」』”)]*(?:、|和|与|及|以及|暨|并)?[\s\"'《「『“(]*(?:新的|一项|一份)?[\"'《「『“]*")
_OBJECT = re.compile(r"(?:了|过|完|好|的)?[\s\"]*([^,。;、!?()]*)")
_SAYS_ON = re.compile("谈判|程序|手续|仪式|延长|至|到|[尚仍还正已在]|取得|陷入|进行|进展|有望|迄今|目前|五年|十年")
_HAVING = re.compile(
    r"(?<![没未所含具设只唯仅还享如])有(?:着|[一两]?[份项个])?(?:正式|双边|现行|长期|有效|一份|类似)*的?[\"'《「『“]*$"
)
_CIVIL: Final = {
    "joint_development": re.compile(
        "油气|石油|天然气|矿|渔|旅游|疫苗|农业|农产|药|电力|铁路|高铁|资源|园区|经济|核电|汽车|电影"
    ),
    "port_call": re.compile("商船|货轮|邮轮|渔船|油轮|客轮|科考船|集装箱|渡轮|游轮|货船"),
    "exercise": re.compile("消防|桌球|足球|合唱"),
}
_LIMIT = re.compile("(?:至|到|截至|直到|直至)$")
_MEANWHILE = re.compile(r"[\s,]*(?:其间|期间|同时|当时|席间|会后|会上|当天|当日|随即)")
_SO_ON = re.compile(
    r"[\s,]*(?:其间|期间|同时|当时|席间|会后|会上|当天|当日|随即|并|又|还|也|同时|且|而|另|再|随后|双方)"
)
_IS_ONE = re.compile(r"(?:是|为|成为|系)[^,。;]{0,14}$")
_LACKING = re.compile(
    r"(?:不存在|没有|并无|尚无|从无|均无|暂无|也无|亦无|仍无|毫无|无|没)(?:任何|一项|一份|双边|正式|什么|签订|此类|这种|这类|类似)*[\"'《「『“]*$"
)


def read_clausal(frame: Frame, discourse: Discourse) -> Iterator[Reading]:
    """All statements of one sentence."""
    headed = next((m for m in frame.mentions if m.how == "heading"), None) or carried_over(frame, discourse)
    story = Story(Cast(pair=discourse.pair, company=discourse.company, subject=()), mention=headed)
    story.parties = headed.parties if headed is not None else ()
    bounds = [*frame.clauses, frame.sentence.end]
    told: list[Reading] = []
    for low, high in pairwise(bounds):
        for reading in _clause(frame, low, high, discourse, story):
            if _has_text(reading.type) and len(set(reading.parties)) >= 2:
                discourse.memory.treaty, discourse.memory.age = (reading.type, reading.parties), 0
            told.append(reading)
        conditions = frame.lexicon.grammar.get("conditions", ())
        doubts = [t for t in frame.of("modality", low, high) if not frame.in_bracket(t.start)]
        words = (frame.folded[t.start : t.end] for t in doubts)
        story.is_conditional |= any(word in conditions for word in words)
    told = _with_guests(told)
    dated = {_key(reading) for reading in told if reading.date is not None}
    yield from (reading for reading in told if reading.date is not None or _key(reading) not in dated)


def _with_guests(told: Sequence[Reading]) -> list[Reading]:
    """One exercise of all who took part: 甲国和乙国2024年举行演习，丙国参加."""
    kept: list[Reading] = []
    for reading in told:
        inner = [r for r in kept if r.type == "exercise" == reading.type and set(r.parties) < set(reading.parties)]
        inner = [r for r in inner if reading.date is None and r.stage == reading.stage == "held"]
        if inner:
            kept = [r for r in kept if r not in inner]
            first = inner[0]
            span = min(first.start, reading.start), max(first.end, reading.end)
            kept.append(replace(reading, date=first.date, start=span[0], end=span[1]))
        else:
            kept.append(reading)
    return kept


def _key(reading: Reading) -> tuple[object, ...]:
    return reading.type, frozenset(reading.parties), reading.stage, reading.modality


def _has_text(code: str) -> bool:
    """Is it an agreement that a text may call 该协定 or 这项条约?"""
    return code in ("joint_development", "strategic_partnership") or load_vocabulary().type(code).family == "treaty"


def _clause(frame: Frame, low: int, high: int, discourse: Discourse, story: Story) -> Iterator[Reading]:
    cast = story.cast = cast_of(frame, low, high, story.cast, discourse)
    if story.mention is not None and story.mention.how == "told" and _is_content(frame, low, high):
        story.mention = replace(story.mention, how="described")
        return
    mentions = [m for m in frame.mentions if low <= m.start < high and m.how != "heading"]
    mentions = [m for m in mentions if not _is_civil(frame, m, low, high)]
    mentions = described(frame, low, high, mentions)
    mentions += handed_over(frame, low, high, mentions, discourse)
    mentions += called(frame, low, high, mentions)
    mentions += titled(frame, low, high, mentions)
    mentions += anaphors(frame, low, high, mentions, discourse, story)
    mentions.sort(key=lambda m: m.start)
    events = find_events(frame, low, high, mentions, story)
    said: set[tuple[int, str, str | None]] = set()
    spoken: set[int] = set()
    for event in events:
        for mention in _targets(frame, event, events, mentions, high, story):
            if _only_describes(frame, event, events, mention, mentions):
                continue
            token = next(t for t in event.options if fits_type(t, mention))
            key = (mention.start, token.value, str(event.date))
            if key not in said:
                said.add(key)
                spoken.add(mention.start)
                yield from _told(frame, mention, token, event, discourse, story)
    untold = [m for m in mentions if m.start not in spoken]
    for mention in untold if spoken else [*untold, *deeds(frame, low, high, mentions)]:
        yield from _untold(frame, mention, discourse, story)
    _go_on(frame, low, high, mentions, events if spoken else (), story)
    if cast.subject and cast.is_named:
        discourse.subject = cast.subject[0]


def _is_content(frame: Frame, low: int, high: int) -> bool:
    """Does the clause behind a signed agreement tell what it provides, and no day of its own?"""
    return not any(low <= d.start < high for d in frame.dates if not _LIMIT.search(frame.folded[low : d.start]))


def _is_civil(frame: Frame, mention: Mention, low: int, high: int) -> bool:
    """Oil fields developed together and merchant ships in port are no matter of security."""
    words = _CIVIL.get(mention.type)
    if words is None or frame.of("equipment", low, high):
        return False
    return words.search(frame.folded, low, high) is not None


def _go_on(
    frame: Frame, low: int, high: int, mentions: Sequence[Mention], events: Sequence[Event], story: Story
) -> None:
    if mentions:
        real = [m for m in mentions if m.how not in ("relation", "listed")]
        story.mention = real[-1] if real else story.mention
    dates = [d for d in frame.dates if low <= d.start < high and not frame.in_bracket(d.start)]
    if dates and not events:  # nothing said yet: the day holds for what follows
        story.date = dates[-1]
    elif events and not _SO_ON.match(frame.folded, high):
        story.date = None
    elif events and _MEANWHILE.match(frame.folded, high):
        story.date = next((e.date for e in reversed(events) if e.date is not None), story.date)


def _targets(
    frame: Frame, event: Event, events: Sequence[Event], mentions: Sequence[Mention], high: int, story: Story
) -> list[Mention]:
    usable = [m for m in mentions if m.how != "relation" and (m.in_bracket is None or m.how == "another")]
    fitting = [m for m in usable if any(fits_type(t, m) for t in event.options)]
    own = [m for m in fitting if m.start < event.end and event.start < m.end]
    if own:
        return own[:1]
    limit = min((e.start for e in events if e.start >= event.end and not _describes(frame, e)), default=high)
    after = [m for m in fitting if event.end <= m.start < max(limit, event.end)]
    if after:
        return _with_joined(frame, after)
    before = [m for m in fitting if m.end <= event.start]
    if before:
        return _with_joined(frame, before[::-1])
    beyond = [m for m in fitting if m.start >= event.end]
    if beyond:
        return beyond[:1]
    if usable or story.mention is None or not any(fits_type(t, story.mention) for t in event.options):
        return []
    return [_carried(story)] if _needs_no_object(frame, event, story) else []


def _only_describes(
    frame: Frame, event: Event, events: Sequence[Event], mention: Mention, mentions: Sequence[Mention]
) -> bool:
    """Two states' signed agreement of which something else is told: 双方签署的协定已生效."""
    inside = mention.start <= event.start and event.end <= mention.end
    if event.date is not None or not _describes(frame, event) or not (inside or 0 <= mention.start - event.end <= 2):
        return False
    return any(e is not event and any(fits_type(t, mention) for t in e.options) for e in events) and len(mentions) == 1


def _describes(frame: Frame, event: Event) -> bool:
    return frame.folded[event.end : event.end + 1] == "的"


def _with_joined(frame: Frame, mentions: Sequence[Mention]) -> list[Mention]:
    """The first and what is joined to it: 《甲协定》和《乙协定》."""
    chosen = list(mentions[:1])
    for mention in mentions[1:]:
        left, right = sorted((chosen[-1], mention), key=lambda m: m.start)
        gap = frame.folded[left.end : right.start]
        if not _JOINED.fullmatch(gap) or not gap.strip("\"'《》「」 ") or left.type == right.type:
            break
        chosen.append(mention)
    return chosen


def _carried(story: Story) -> Mention:
    last = story.mention
    if last is None:
        raise ValueError("nothing to carry on")
    return replace(last, parties=story.parties, how="anaphor", implied=None, bracket=None, in_bracket=None)


def _needs_no_object(frame: Frame, event: Event, story: Story) -> bool:
    if any(t.value in _CARRIED for t in event.options):
        return True
    found = _OBJECT.match(frame.folded, event.end)
    words = found[1].strip() if found else ""
    return len(words) <= 2 or bool(_SAYS_ON.match(words))


def _told(
    frame: Frame, mention: Mention, token: Token, event: Event, discourse: Discourse, story: Story
) -> Iterator[Reading]:
    cast = story.cast
    listed = list(_bracketed(frame, mention, token, cast, discourse))
    if listed:
        yield from listed
        story.parties = listed[-1].parties
        return
    who = find_pairs(frame, mention, cast, discourse, story.parties)
    if token.detail.get("date_of") == "introduction" and mention.type in _PROGRAMMES and len(cast.subject) == 1:
        who = who or [Who(cast.subject, cast.subject[0], None, 0.85, "whose programme it is")]
    inserted = inserted_stages(frame, mention)
    bare = bare_dates(frame, mention)
    for one in who:
        if inserted:
            for stage in inserted:
                yield reading_of_deed(
                    frame, mention, one, Deed(token=stage.token, date=stage.date, span=(stage.start, stage.end)), story
                )
        date = one.date or event.date or (bare[0] if bare and not inserted else None)
        yield reading_of_deed(frame, mention, one, Deed(token=token, date=date, span=(event.start, event.end)), story)
        story.parties = one.parties
    if len(who) == 1 and len(set(story.parties)) == 2:
        story.cast = replace(story.cast, pair=story.parties)


def _untold(frame: Frame, mention: Mention, discourse: Discourse, story: Story) -> Iterator[Reading]:
    """A mention no verb of the clause speaks of: what its bracket or its own words say, allies, or that there is none."""
    low, _ = frame.clause(mention.start)
    if mention.type == "strategic_partnership" and _IS_ONE.search(frame.folded[low : mention.start]):
        who, deeds = _partner_of(story.cast), [Deed(stage="in_force")]
    else:
        who, deeds = find_pairs(frame, mention, story.cast, discourse, story.parties), _own_deeds(frame, mention, story)
    for one in who:
        for deed in deeds:
            yield reading_of_deed(frame, mention, one, deed, story)
    if who and mention.how not in ("listed", "relation"):
        story.parties = who[-1].parties


def _own_deeds(frame: Frame, mention: Mention, story: Story) -> list[Deed]:
    low, high = frame.clause(mention.start)
    kind = load_vocabulary().type(mention.type)
    if mention.how == "relation":
        return [Deed(stage="in_force")]
    if mention.implied is not None:
        dates = [d for d in frame.dates if low <= d.start < high and not frame.in_bracket(d.start)]
        return [
            Deed(token=mention.implied, date=dates[-1] if dates else story.date, stage=mention.implied.detail["stage"])
        ]
    inserted = inserted_stages(frame, mention)
    if not inserted and _is_lacking(frame, mention, low):
        return [Deed()]
    if not inserted and not kind.is_instant and _HAVING.search(frame.folded[low : mention.start]):
        return [Deed(stage="in_force")]
    return [Deed(token=stage.token, date=stage.date, span=(stage.start, stage.end)) for stage in inserted]


def _partner_of(cast: Cast) -> list[Who]:
    """甲国是乙国的战略伙伴."""
    others = [g for g in cast.partners if g.case == "of" and set(g.codes) - set(cast.subject)]
    if len(cast.subject) != 1 or not cast.is_named or not others:
        return []
    return [Who((cast.subject[0], others[0].codes[-1]), "", None, 0.85, "partner of")]


def _is_lacking(frame: Frame, mention: Mention, low: int) -> bool:
    if load_vocabulary().type(mention.type).is_instant:
        return False
    before = frame.folded[low : mention.start]
    return bool(_LACKING.search(before)) or bool(ABSENT.match(frame.folded, mention.end))


def _bracketed(frame: Frame, mention: Mention, token: Token, cast: Cast, discourse: Discourse) -> Iterator[Reading]:
    """Partners each with a bracket of their own: 与甲国（1998年签署、次年生效）、乙国（2007年签署）订有该协定."""
    low, high = frame.clause(mention.start)
    owners = [
        (g, b) for b in frame.brackets if low <= b.start < high for g in frame.groups if 0 <= b.start - g.end <= 1
    ]
    owners = [(g, b) for g, b in owners if any(b.start < d.start < b.end for d in frame.dates)]
    if not owners or any(date is not None for group, _ in owners for date in group.dates):
        return
    inside = {code for group, _ in owners for code in group.codes}
    others = [c for g in frame.groups if low <= g.start < high and g.case != "other_than" for c in g.codes]
    lead = next((c for c in [*others, *cast.subject, *discourse.pair, discourse.subject] if c and c not in inside), "")
    if not lead:
        return
    for group, bracket in owners:
        who = Who((lead, group.codes[-1]), lead, None, 0.9, "each with its bracket")
        yield from _in_bracket(frame, mention, token, who, group, bracket)


def _in_bracket(
    frame: Frame, mention: Mention, token: Token, who: Who, group: PartyGroup, bracket: Bracket
) -> Iterator[Reading]:
    cues = [t for t in frame.of("stage", bracket.start, bracket.end) if fits_type(t, mention)]
    cues = [t for i, t in enumerate(cues) if not (i and t.start == cues[i - 1].start)]
    dates = [d for d in frame.dates if bracket.start < d.start < bracket.end]
    story = Story(Cast(pair=(), company=(), subject=()))
    begin = bracket.start
    for cue in cues:
        own = [d for d in dates if begin <= d.start < cue.start] or [d for d in dates if cue.end <= d.start][:1]
        span = (min(group.start, cue.start), cue.end)
        yield reading_of_deed(
            frame, mention, who, Deed(token=cue, date=own[-1] if own else None, span=span, is_bracketed=True), story
        )
        begin = cue.end
    if not cues and dates:
        yield reading_of_deed(
            frame,
            mention,
            who,
            Deed(token=token, date=dates[0], span=(group.start, bracket.end), is_bracketed=True),
            story,
        )
