"""Statements of a Chinese sentence, clause by clause: what happened, to which instrument, when, between whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from foedus.intake.reading.amounts import Amount
from foedus.intake.reading.clauseparties import Cast, cast_of, find_pairs
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import DIRECTED, Frame, Reading
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.relating import Who
from foedus.intake.reading.sentences import Bracket
from foedus.intake.reading.staging import bare_dates, fits_type, inserted_stages
from foedus.intake.reading.textdates import TextDate
from foedus.model.vocabulary import load_vocabulary

__all__ = ["read_clausal"]

_CARRIED: Final = frozenset({"in_force", "terminated", "delivered", "suspended"})
"""Stages whose verbs need no object of their own."""
_LEADING: Final = frozenset({"considered", "agreed_in_principle", "negotiating"})
"""Stages whose words take another verb as their object: 考虑签署, 原则同意缔结."""
_JOINED = re.compile(r"[\s\"'》」』”)]*(?:、|和|与|及|以及|暨|并)?[\s\"'《「『“(]*(?:新的|一项|一份)?[\"'《「『“]*")
_OBJECT = re.compile(r"(?:了|过|完|好|的)?[\s\"]*([^,。;、!?()]*)")
_SO_ON = re.compile(r"[\s,]*(?:并|又|还|也|同时|且|而|另|再|随后|双方)")
_OF_GOODS: Final = frozenset({"equipment_export", "joint_development", "OSA", "ODA", "DETTA"})
_TITLE = re.compile(r"《([^《》]{2,30}?(?:条约|宣言|协定|协议|公约))》")
_DEFENDS = re.compile(
    r"遭(?:到|受|遇)?[^,。;]{0,10}?(?:攻击|侵略|入侵|袭击)|受到[^,。;]{0,8}(?:攻击|侵略)|互相防卫|相互协防|共同防御|集体防御|集体自卫"
)
_CALL = re.compile(r"(?:访问|到访|抵达|停靠|驶抵|靠泊|驶入)[^,。;]{0,14}?(?:港|海军基地|码头)")
_SHIP = re.compile("舰|航母|编队|潜艇|巡逻船|巡视船")
_BY_YEAR = re.compile(r"(?:19|20)\d\d年(?:底|末|初|\d{1,2}月)?(?:以|之)?前")
_REMARKS = re.compile(r"\s*(?:这|此)(?:也|还)?(?:是|为|系)")
_ALLOWED = re.compile("允许|准许|便利|使[^,。;]{0,12}(?:能|可)|可(?:以|在|于)?$|能够?$")
_IS_ONE = re.compile(r"(?:是|为|成为|系)[^,。;]{0,14}$")
_NOTIFIED = re.compile("通知|照会|知会|决定|宣布")
_TRIFLE = re.compile("金额|细节|内容|条款|详情|价格|数额|数据|时间表|具体")
_CONTRACT = re.compile("合同|合约|订单|协议")
_POINTED = re.compile("[该这此那本上前修]|议定书")
_AS_BA = re.compile(r"将(?![于在会与同向对])")


@dataclass(slots=True)
class _Story:
    """What the sentence has said so far."""

    cast: Cast
    mention: Mention | None = None
    parties: tuple[str, ...] = ()
    date: TextDate | None = None
    is_conditional: bool = False


@dataclass(frozen=True, slots=True)
class _Event:
    """A word for a stage with the meanings it may have, and what else the clause says of it."""

    options: tuple[Token, ...]
    start: int
    end: int
    date: TextDate | None


def read_clausal(frame: Frame, discourse: Discourse) -> Iterator[Reading]:
    """All statements of one sentence."""
    headed = next((m for m in frame.mentions if m.how == "heading"), None)
    story = _Story(Cast(pair=discourse.pair, company=discourse.company, subject=()), mention=headed)
    bounds = [*frame.clauses, frame.sentence.end]
    told: list[Reading] = []
    for low, high in pairwise(bounds):
        for reading in _clause(frame, low, high, discourse, story):
            if _has_text(reading.type) and len(set(reading.parties)) >= 2:
                discourse.memory.treaty = (reading.type, reading.parties)
            told.append(reading)
        conditions = frame.lexicon.grammar.get("conditions", ())
        words = (frame.folded[t.start : t.end] for t in frame.of("modality", low, high))
        story.is_conditional |= any(word in conditions for word in words)
    dated = {_key(reading) for reading in told if reading.date is not None}
    yield from (reading for reading in told if reading.date is not None or _key(reading) not in dated)


def _key(reading: Reading) -> tuple[object, ...]:
    return reading.type, frozenset(reading.parties), reading.stage, reading.modality


def _has_text(code: str) -> bool:
    """Is it an agreement that a text may call 该协定 or 这项条约?"""
    return code == "joint_development" or load_vocabulary().type(code).family == "treaty"


def _clause(frame: Frame, low: int, high: int, discourse: Discourse, story: _Story) -> Iterator[Reading]:
    cast = story.cast = cast_of(frame, low, high, story.cast, discourse)
    mentions = [m for m in frame.mentions if low <= m.start < high and m.how != "heading"]
    mentions += _handed_over(frame, low, high, mentions)
    mentions += _called(frame, low, high, mentions)
    mentions += _titled(frame, low, high, mentions)
    mentions += _anaphors(frame, low, high, mentions, discourse, story)
    mentions.sort(key=lambda m: m.start)
    events = _events(frame, low, high, mentions, story)
    said: set[tuple[int, str, str | None]] = set()
    spoken: set[int] = set()
    for event in events:
        for mention in _targets(frame, event, events, mentions, high, story):
            token = next(t for t in event.options if fits_type(t, mention))
            key = (mention.start, token.value, str(event.date))
            if key not in said:
                said.add(key)
                spoken.add(mention.start)
                yield from _told(frame, mention, token, event, discourse, story)
    for mention in mentions:
        if mention.start not in spoken:
            yield from _untold(frame, mention, discourse, story)
    _go_on(frame, low, high, mentions, events if spoken else (), story)
    if cast.subject and cast.is_named:
        discourse.subject = cast.subject[0]


def _go_on(
    frame: Frame, low: int, high: int, mentions: Sequence[Mention], events: Sequence[_Event], story: _Story
) -> None:
    if mentions:
        real = [m for m in mentions if m.how not in ("relation", "listed")]
        story.mention = real[-1] if real else story.mention
    dates = [d for d in frame.dates if low <= d.start < high and not frame.in_bracket(d.start)]
    if dates and not events:  # nothing said yet: the day holds for what follows
        story.date = dates[-1]
    elif events and not _SO_ON.match(frame.folded, high):
        story.date = None


# Events


def _is_report(event: _Event) -> bool:
    return any(t.value == "announced" and t.detail.get("date_of") == "announcement" for t in event.options)


def _events(frame: Frame, low: int, high: int, mentions: Sequence[Mention], story: _Story) -> list[_Event]:
    tokens = [t for t in frame.of("stage", low, high) if not frame.in_bracket(t.start)]
    tokens = [t for t in tokens if not _is_part_of_name(t, mentions, frame)]
    tokens = [t for t in tokens if t.value != "considered" or frame.folded[t.start - 1 : t.start] != "的"]
    tokens = [t for t in tokens if t.value != "held" or not _ALLOWED.search(frame.folded, low, t.start)]
    if _REMARKS.match(frame.folded, low) and not any(low <= d.start < high for d in frame.dates):
        tokens = [t for t in tokens if t.value != "held"]
    if _TRIFLE.search(frame.folded, low, high):
        tokens = [t for t in tokens if t.value != "announced"]
    places = sorted({(t.start, t.end) for t in tokens})
    found: list[_Event] = []
    previous = low
    for start, end in places:
        options = tuple(t for t in tokens if t.start == start)
        found.append(_Event(options, start, end, _date_of(frame, previous, start, end, high)))
        previous = end
    found = _without_reports(frame, found, high)
    return [_dated(e, story) if i == 0 or _is_bare(found[:i]) else e for i, e in enumerate(_without_objects(found))]


def _is_bare(before: Sequence[_Event]) -> bool:
    return all(e.date is None for e in before)


def _dated(event: _Event, story: _Story) -> _Event:
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


def _without_reports(frame: Frame, events: Sequence[_Event], high: int) -> list[_Event]:
    """Who announces that something was signed tells of the signature; the day of the announcement is then the day told."""
    kept: list[_Event] = []
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


def _without_objects(events: Sequence[_Event]) -> list[_Event]:
    """Leave out a deed that is only considered, agreed on or negotiated: 考虑签署, 原则同意缔结, 谈判修订."""
    kept: list[_Event] = []
    for event in events:
        last = kept[-1] if kept else None
        led = last is not None and event.start - last.end <= 6 and {t.value for t in last.options} & _LEADING
        if (led and event.date is None) or (last is not None and led and event.date == last.date):
            continue
        kept.append(event)
    return kept


# Instruments


def _anaphors(
    frame: Frame, low: int, high: int, mentions: Sequence[Mention], discourse: Discourse, story: _Story
) -> list[Mention]:
    """What the clause calls the agreement, such an agreement, the talks with somebody."""
    found: list[Mention] = []
    for token in frame.of("anaphor", low, high):
        if token.value not in ("instrument", "kind") or any(
            m.start < token.end and token.start < m.end for m in mentions
        ):
            continue
        if frame.in_bracket(token.start) or found:
            continue
        if token.value == "kind":
            kind = story.mention.type if story.mention is not None else discourse.kind
            if kind and load_vocabulary().type(kind).family in ("treaty", "arrangement") and not mentions:
                found.append(Mention(type=kind, start=token.start, end=token.end, how="another"))
        elif (goods := _goods_before(frame, token, low)) is not None:
            found.append(Mention(type="equipment_export", start=goods.start, end=token.end, how="contract"))
        elif (not mentions or token.start < mentions[0].start - 1) and _is_definite(frame, token, low):
            found += _referred(frame, token, discourse, story)
    return found


def _handed_over(frame: Frame, low: int, high: int, mentions: Sequence[Mention]) -> list[Mention]:
    """A verb of transfer and a piece of equipment in one clause are a delivery or a purchase."""
    if any(m.type in _OF_GOODS for m in mentions):
        return []
    goods, verbs = frame.of("equipment", low, high), frame.of("transfer", low, high)
    if not goods or not verbs:
        return []
    begin, end = min(goods[0].start, verbs[0].start), max(goods[0].end, verbs[0].end)
    if any(m.start < end and begin < m.end for m in mentions):
        return []
    return [Mention(type="equipment_export", start=begin, end=end, how="act")]


def _called(frame: Frame, low: int, high: int, mentions: Sequence[Mention]) -> list[Mention]:
    """A warship that goes to a port calls there: 访问海防港."""
    call = _CALL.search(frame.folded, low, high)
    if call is None or not _SHIP.search(frame.folded, frame.sentence.start, frame.sentence.end):
        return []
    if any(m.start < call.end() and call.start() < m.end for m in mentions):
        return []
    return [Mention(type="port_call", start=call.start(), end=call.end(), how="act")]


def _titled(frame: Frame, low: int, high: int, mentions: Sequence[Mention]) -> list[Mention]:
    """A treaty by a title that does not say its kind: what the sentence says of attacks makes it one of mutual defence."""
    found = []
    for title in _TITLE.finditer(frame.folded, low, high):
        if any(m.start < title.end() and title.start() < m.end for m in mentions):
            continue
        defends = _DEFENDS.search(frame.folded, frame.sentence.start, frame.sentence.end)
        if defends or title[1].endswith("条约"):
            kind = "mutual_defense_treaty" if defends else "security_treaty"
            found.append(Mention(type=kind, start=title.start(), end=title.end(), how="titled"))
    return found


def _goods_before(frame: Frame, token: Token, low: int) -> Token | None:
    """A contract for what is named before it: 火箭炮合同."""
    if not _CONTRACT.search(frame.folded[token.start : token.end]):
        return None
    goods = [t for t in frame.of("equipment", low, token.start) if token.start - t.end <= 4]
    return goods[-1] if goods else None


def _is_definite(frame: Frame, token: Token, low: int) -> bool:
    """A bare noun means the agreement spoken of where it opens the clause; as an object only with 该, 这项 and the like."""
    if _POINTED.match(frame.folded, token.start):
        return True
    return token.start - low <= 8 and not frame.of("stage", low, token.start)


def _referred(frame: Frame, token: Token, discourse: Discourse, story: _Story) -> list[Mention]:
    words = frame.folded[token.start : token.end]
    if story.mention is not None and story.mention.how != "listed":
        if re.search("[演练训]", words) and story.mention.type != "exercise":
            return []
        return [
            replace(story.mention, start=token.start, end=token.end, how="anaphor", parties=story.parties, bracket=None)
        ]
    if re.search("[演练训]", words):
        return []
    last = (
        discourse.programme if re.search("合同|合约|订单", words) else discourse.memory.treaty or discourse.instrument
    )
    if last is None:
        return []
    return [Mention(type=last[0], start=token.start, end=token.end, how="anaphor", parties=last[1])]


def _targets(
    frame: Frame, event: _Event, events: Sequence[_Event], mentions: Sequence[Mention], high: int, story: _Story
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


def _describes(frame: Frame, event: _Event) -> bool:
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


def _carried(story: _Story) -> Mention:
    last = story.mention
    if last is None:
        raise ValueError("nothing to carry on")
    return replace(last, parties=story.parties, how="anaphor", implied=None, bracket=None, in_bracket=None)


def _needs_no_object(frame: Frame, event: _Event, story: _Story) -> bool:
    if any(t.value in _CARRIED for t in event.options):
        return True
    found = _OBJECT.match(frame.folded, event.end)
    words = found[1].strip() if found else ""
    return len(words) <= 2 or bool(re.match("谈判|程序|手续|仪式|延长|至|到", words))


# Statements


def _told(
    frame: Frame, mention: Mention, token: Token, event: _Event, discourse: Discourse, story: _Story
) -> Iterator[Reading]:
    cast = story.cast
    listed = list(_bracketed(frame, mention, token, cast, discourse))
    if listed:
        yield from listed
        story.parties = listed[-1].parties
        return
    who = find_pairs(frame, mention, cast, discourse, story.parties)
    inserted = inserted_stages(frame, mention)
    bare = bare_dates(frame, mention)
    for one in who:
        if inserted:
            for stage in inserted:
                yield _reading(frame, mention, stage.token, one, stage.date, story, span=(stage.start, stage.end))
        date = one.date or event.date or (bare[0] if bare and not inserted else None)
        yield _reading(frame, mention, token, one, date, story, span=(event.start, event.end))
        story.parties = one.parties


def _untold(frame: Frame, mention: Mention, discourse: Discourse, story: _Story) -> Iterator[Reading]:
    """A mention no verb of the clause speaks of: with stages or dates in its bracket, allies by name, or that there is none."""
    cast, (low, high) = story.cast, frame.clause(mention.start)
    who = find_pairs(frame, mention, cast, discourse, story.parties)
    if mention.how == "relation":
        for one in who:
            yield _reading(frame, mention, None, one, None, story, stage="in_force")
        return
    if mention.type == "strategic_partnership" and _IS_ONE.search(frame.folded[low : mention.start]):
        others = [g for g in cast.partners if g.case == "of" and set(g.codes) - set(cast.subject)]
        for group in others[:1] if len(cast.subject) == 1 and cast.is_named else ():
            pair = Who((cast.subject[0], group.codes[-1]), "", None, 0.85, "partner of")
            yield _reading(frame, mention, None, pair, None, story, stage="in_force")
        return
    stages = inserted_stages(frame, mention)
    if mention.implied is not None:
        dates = [d for d in frame.dates if low <= d.start < high and not frame.in_bracket(d.start)]
        date = dates[-1] if dates else story.date
        for one in who:
            yield _reading(frame, mention, mention.implied, one, date, story, stage=mention.implied.detail["stage"])
        return
    for one in who:
        for stage in stages:
            yield _reading(frame, mention, stage.token, one, stage.date, story, span=(stage.start, stage.end))
        if not stages and _is_lacking(frame, mention, low):
            yield _reading(frame, mention, None, one, None, story)
    if who and mention.how not in ("listed",):
        story.parties = who[-1].parties


_LACKING = re.compile(
    r"(?:不存在|没有|并无|尚无|从无|均无|暂无|也无|亦无|仍无|毫无|无|没)(?:任何|一项|一份|双边|正式|什么|签订|此类|这种|这类|类似)*[\"'《「『“]*$"
)
_ABSENT = re.compile(r"[\"'》」』”]*(?:也|都|并|则|仍|尚)?(?:不存在|没有|付之阙如|阙如)[,。;]?")


def _is_lacking(frame: Frame, mention: Mention, low: int) -> bool:
    if load_vocabulary().type(mention.type).is_instant:
        return False
    before = frame.folded[low : mention.start]
    return bool(_LACKING.search(before)) or bool(_ABSENT.match(frame.folded, mention.end))


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
    story = _Story(Cast(pair=(), company=(), subject=()))
    begin = bracket.start
    for cue in cues:
        own = [d for d in dates if begin <= d.start < cue.start] or [d for d in dates if cue.end <= d.start][:1]
        span = (min(group.start, cue.start), cue.end)
        yield _reading(frame, mention, cue, who, own[-1] if own else None, story, span=span, lone=True)
        begin = cue.end
    if not cues and dates:
        yield _reading(frame, mention, token, who, dates[0], story, span=(group.start, bracket.end), lone=True)


def _reading(
    frame: Frame,
    mention: Mention,
    token: Token | None,
    who: Who,
    date: TextDate | None,
    story: _Story,
    *,
    span: tuple[int, int] | None = None,
    stage: str | None = None,
    lone: bool = False,
) -> Reading:
    at = token.start if token is not None else mention.start
    modality = "asserted" if lone or frame.in_bracket(at) else _modality(frame, mention, at, token, story)
    code = stage or (token.value if token is not None else None)
    if modality == "denied" and token is not None and token.detail.get("possession"):
        code = None
    if code == "terminated" and _NOTIFIED.search(frame.folded, frame.clause(at)[0], at):
        code = "denounced"
    if modality == "planned" and code == "held":
        code = "scheduled"
    if modality in ("recommended", "hypothetical") and code:
        code = "considered"
    if code not in load_vocabulary().type(mention.type).stages:
        code = None
    if modality == "denied" and date is not None and not frame.clause(at)[0] <= date.start < frame.clause(at)[1]:
        date = None
    places = (
        [] if lone or (mention.how == "anaphor" and mention.start < frame.clause(at)[0]) else [mention.start, mention.end]
    )
    places += [*(span or ()), *((date.start, date.end) if date else ())]
    sureness = who.sureness * (0.92 if token is not None else 0.7)
    return Reading(
        type=mention.type,
        parties=who.parties,
        subject=who.subject,
        start=min(places),
        end=max(places),
        stage=code,
        date=date,
        date_of=token.detail.get("date_of") if token is not None else None,
        amount=_amount(frame, mention, at),
        modality=modality,
        negated=modality == "denied",
        confidence=round(0.95 * sureness, 2),
        cues=(f"type: {frame.folded[mention.start : mention.end]!r} ({mention.how})", f"parties: {who.how}")
        + ((f"stage: {frame.folded[token.start : token.end]!r}",) if token is not None else ()),
    )


def _amount(frame: Frame, mention: Mention, at: int) -> Amount | None:
    """How much, or how many, was bought or given: beside the verb, or in the clause after it."""
    if mention.type not in DIRECTED:
        return None
    low, high = frame.clause(at)
    reach = min((c for c in frame.clauses if c > high), default=frame.sentence.end)
    found = [a for a in frame.amounts if a.unit not in ("", "countries", "percent") and low <= a.start < reach]
    return next((a for a in found if a.start < high), found[0] if found else None)


def _modality(frame: Frame, mention: Mention, at: int, token: Token | None, story: _Story) -> str:
    low, high = frame.clause(at)
    end = token.end if token is not None else mention.end
    near = [t for t in frame.of("modality", low, end) if not frame.in_bracket(t.start)]
    near = [t for t in near if not any(d.start <= t.start < d.end for d in frame.dates)]
    near += [t for t in frame.of("modality", end, high) if t.value == "denied" and _ABSENT.match(frame.folded, end)]
    found = {t.value for t in near if not _is_object_marker(frame, t, token)}
    if _BY_YEAR.search(frame.folded, low, at):
        found.add("planned")
    if "planned" in found and re.search(r"已(?:经)?|了$", frame.folded[low : end + 1]) and "denied" not in found:
        found.discard("planned")
    if story.is_conditional and "denied" not in found:
        found.add("hypothetical")
    for modality in ("denied", "recommended", "hypothetical", "planned"):
        if modality in found:
            return modality
    return "attributed" if frame.of("attribution", frame.sentence.start, frame.sentence.end) else "asserted"


def _is_object_marker(frame: Frame, token: Token, stage: Token | None) -> bool:
    """将 may mean "will" or only mark the object: 将两国关系提升为…."""
    if stage is None or not _AS_BA.match(frame.folded, token.start):
        return False
    gap = frame.folded[token.end : stage.start]
    return stage.value in ("revised", "announced", "delivered", "terminated") and len(gap) >= 2
