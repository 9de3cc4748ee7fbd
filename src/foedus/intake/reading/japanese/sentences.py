"""Statements of a sentence whose verbs come last: each predicate takes its instrument, its date and its parties from before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from foedus.intake.reading.amounts import Amount
from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.japanese.neighbours import Said
from foedus.intake.reading.japanese.parties import Before, find_who
from foedus.intake.reading.japanese.predicates import Predicate
from foedus.intake.reading.japanese.roles import Part, alone, find_parts
from foedus.intake.reading.japanese.targets import heard, own_date
from foedus.intake.reading.japanese.words import final_words
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.relating import Who, reading_of
from foedus.model.vocabulary import load_vocabulary

__all__ = ["entitle", "overhear", "read_final"]

_AFTER = re.compile(r"(?:日|日付)?は[、\s]*")


@dataclass(slots=True)
class _Story:
    """What a sentence has said so far, and who stands in it."""

    parts: Sequence[Part]
    discourse: Discourse
    dates: set[int] = field(default_factory=set)
    last: tuple[Mention, ...] = ()
    who: tuple[Who, ...] = ()
    has_said: bool = False


def read_final(frame: Frame, discourse: Discourse) -> Iterator[Reading]:
    """All statements of one sentence."""
    parts = find_parts(
        frame.folded,
        (frame.sentence.start, frame.sentence.end),
        frame.groups,
        frame.mentions,
        frame.tokens,
        frame.lexicon,
    )
    said = heard(frame, discourse)
    story = _Story(parts, discourse, has_said=bool(said))
    for one in said:
        for mention, token in one.targets:
            yield from _stated(frame, one.predicate, mention, token, story)
    yield from _dated(frame, said, parts, discourse, story)
    yield from _verbless(frame, said, parts, discourse)
    _remember(frame, parts, discourse, story)


_HEADED: Final = frozenset({"treaty", "arrangement"})


def _dated(
    frame: Frame, said: Sequence[Said], parts: Sequence[Part], discourse: Discourse, story: _Story
) -> Iterator[Reading]:
    """An agreement told by its year alone: 港を開いた18年の合意, 2010年の地位協定."""
    spoken = {m.start for one in said for m, _ in one.targets}
    for mention in frame.mentions:
        kind = load_vocabulary().type(mention.type)
        if mention.start in spoken or mention.parties or "signed" not in kind.stages or mention.in_bracket:
            continue
        date = next((d for d in frame.dates if _is_year_of(frame, d, mention)), None)
        who = (
            find_who(frame, mention, None, parts, discourse, Before())
            if date is not None and kind.family in _HEADED
            else []
        )
        for one in who[:1]:
            token = Token(
                kind="stage", value="signed", start=mention.end, end=mention.end, detail={"date_of": "unspecified"}
            )
            yield _reading(frame, _bare_predicate(token), mention, token, one, date)
            story.last, story.who = (mention,), tuple(who)


def _verbless(frame: Frame, said: Sequence[Said], parts: Sequence[Part], discourse: Discourse) -> Iterator[Reading]:
    """An entry that ends with its event and needs no verb: 10月には両軍が初の共同訓練."""
    last = frame.mentions[-1] if frame.mentions else None
    if last is None or said or last.type != "exercise" or not frame.dates or last.parties:
        return
    rest = frame.folded[last.end : frame.sentence.end]
    if re.fullmatch(r"(?:[「『][^」』]*[」』])?[。)\s]*", rest) is None:
        return
    for who in find_who(frame, last, None, parts, discourse, Before())[:1]:
        token = Token(kind="stage", value="held", start=last.end, end=last.end, detail={"date_of": "exercise"})
        yield _reading(frame, _bare_predicate(token), last, token, who, frame.dates[-1])


def _is_year_of(frame: Frame, date: TextDate, mention: Mention) -> bool:
    if frame.folded[date.end : date.end + 1] != "の":
        return False
    return date.end + 1 == mention.start or (mention.how == "described" and mention.start <= date.start < mention.end)


def _bare_predicate(token: Token) -> Predicate:
    return Predicate(
        options=(token,), start=token.start, end=token.end, low=token.start, tail="", close=token.end, modality="asserted",
        is_nominal=True, is_adverbial=False, is_regular=False, is_descriptive=False, is_chained=False, follows=-1, bracket=None, high=token.start,
    )  # fmt: skip


def _setting(frame: Frame, predicate: Predicate, mention: Mention, story: _Story) -> TextDate | None:
    """A date set before all verbs of a chain: 2022年5月、甲に格上げし、あわせて乙に署名した."""
    if (
        predicate.bracket is not None
        or predicate.modality == "denied"
        or any(m.start == mention.start for m in story.last)
    ):
        return None
    before = [d for d in frame.dates if d.start < predicate.start and not frame.in_bracket(d.start)]
    if (
        not before
        or mention.start < before[-1].start
        or not re.match("(?:に)?(?:は)?、", frame.folded[before[-1].end :][:4])
    ):
        return None
    return before[-1]


def _date(frame: Frame, predicate: Predicate, mention: Mention, story: _Story) -> TextDate | None:
    after = _AFTER.match(predicate.tail)
    free = [d for d in frame.dates if frame.in_bracket(d.start) == predicate.bracket]
    if after:
        at = predicate.end + after.end()
        told = next((d for d in free if at <= d.start <= at + 3), None)
        if told is not None:
            return told
    low = predicate.bracket.start if predicate.bracket else frame.sentence.start
    open_dates = [d for d in free if low <= d.start < predicate.start and d.start not in story.dates]
    open_dates = [d for d in open_dates if not any(m.start <= d.start < m.end for m in frame.mentions)]
    near = [d for d in open_dates if d.start >= predicate.low]
    open_dates = [d for d in open_dates if frame.folded[d.end : d.end + 1] != "の"]
    if near:
        return near[-1]
    if open_dates and predicate.modality != "denied":
        return open_dates[-1]
    behind = [d for d in free if predicate.bracket and predicate.end <= d.start]
    return behind[0] if behind else _setting(frame, predicate, mention, story)


def _shared_date(frame: Frame, predicate: Predicate, mention: Mention) -> TextDate | None:
    """The date of its own that an instrument has before the next one that shares its verb."""
    later = [m for m in frame.mentions if mention.end <= m.start < predicate.start and m.type == mention.type]
    return own_date(frame, mention, later[0]) if later and predicate.low <= mention.start else None


def _stated(frame: Frame, predicate: Predicate, mention: Mention, token: Token, story: _Story) -> Iterator[Reading]:
    same = bool(story.last) and any(m.start == mention.start or mention.how == "anaphor" for m in story.last)
    who = find_who(
        frame, mention, predicate, story.parts, story.discourse, Before(story.who if same else (), story.who)
    )
    kind = load_vocabulary().type(mention.type)
    who = [w for w in who if kind.code != "minilateral" or len(set(w.parties)) >= 3 or w.has_group]
    date = _shared_date(frame, predicate, mention) or _date(frame, predicate, mention, story)
    if not who:
        if date is not None:
            story.dates.add(date.start)
        return
    for one in who:
        if not _is_talk(predicate, token, one.date or date):
            yield _reading(frame, predicate, mention, token, one, date)
    if date is not None:
        story.dates.add(date.start)
    if predicate.modality in ("asserted", "planned"):
        story.last, story.who = (mention,), tuple(who)


_DONE = re.compile(
    r"(?:[がをにはもの]|で)?(?:正式に)?(?:行|終|済|完了|実現|果た|至|こぎ|成立|なさ|交|発表|確認|達|合意|一致|通告|決|続|進|中|開始|始|後|[。、)」・]|$)"
)
_POINTS: Final = frozenset(
    {"signed", "approved", "in_force", "revised", "terminated", "suspended", "delivered", "contracted"}
)


def _is_talk(predicate: Predicate, token: Token, date: TextDate | None) -> bool:
    """Is an undated noun of action only talked of: 締結は課題だ, 署名を急ぐ声?"""
    return (
        predicate.is_nominal
        and date is None
        and predicate.modality == "asserted"
        and token.value in _POINTS
        and not token.detail.get("existing")
        and not token.detail.get("none")
        and token.kind == "stage"
        and _DONE.match(predicate.tail) is None
    )


_GOES_ON = re.compile(r"(?:ん|し|され|っ|い|り)?[てで](?:い(?:る|ます|て)|おり|お)")


def _is_past(date: TextDate | None) -> bool:
    return date is not None and date.kind != "open" and not (date.edtf or "").endswith("/..")


def _stage(predicate: Predicate, mention: Mention, token: Token, date: TextDate | None, modality: str) -> str | None:
    stages = load_vocabulary().type(mention.type).stages
    if token.detail.get("none"):
        return None
    code = str(token.detail.get("stage") or token.value)
    if modality in ("recommended", "hypothetical"):
        code = "considered"
    elif predicate.is_regular and code == "held":
        code = "regular" if mention.type == "exercise" else "in_force"
    elif mention.type == "deployment" and code == "held" and _GOES_ON.match(predicate.tail) and not _is_past(date):
        code = "in_force"
    elif (
        code == "signed"
        and date is None
        and modality == "asserted"
        and re.match(r"(?:で|して)(?:い|お)", predicate.tail)
    ):
        code = "in_force"  # 条約を結んでいる tells of what holds
    elif code == "announced" and "announced" not in stages:
        code = "considered"
    return code if code in stages else None


def _reading(
    frame: Frame, predicate: Predicate, mention: Mention, token: Token, who: Who, date: TextDate | None
) -> Reading:
    date = who.date or date
    modality = predicate.modality
    if modality.startswith("if undated "):
        modality = "asserted" if date is not None else modality.removeprefix("if undated ")
    if modality == "asserted" and date is not None and frame.folded.startswith("(予定", date.end):
        modality = "planned"
    if modality == "planned" and predicate.is_regular and date is None:
        modality = "asserted"  # 毎年…を行う
    if token.detail.get("none"):
        modality = "denied"
    is_state = "stage" in token.detail and token.detail["stage"] == "in_force"
    if modality == "planned" and is_state and date is not None and not _is_past(date) and predicate.follows < 0:
        modality = "asserted"  # 2017年から基地を置く
    if modality == "asserted" and _is_attributed(frame):
        modality = "attributed"
    if modality == "denied" and who.date is None and date is not None and date.start < predicate.low:
        date = None
    spans = [predicate.start, predicate.close] + ([date.start, date.end] if date else [])
    if mention.how != "carried" and frame.sentence.start <= mention.start < frame.sentence.end:
        spans += [mention.start, mention.end]
    amounts = _amounts(frame, mention)
    kind = load_vocabulary().type(mention.type)
    return reading_of(
        frame,
        mention,
        who,
        spans,
        (token.start, token.end),
        stage=_stage(predicate, mention, token, date, modality),
        inherits_date=kind.is_instant and date is None and modality == "asserted",
        date=date,
        date_of=token.detail.get("date_of"),
        modality=modality,
        negated=modality == "denied",
        amount=amounts[0] if amounts else None,
        confidence=round(0.95 * who.sureness * (0.95 if mention.how != "anaphor" else 0.85), 2),
    )


def _is_attributed(frame: Frame) -> bool:
    if frame.of("attribution", frame.sentence.start, frame.sentence.end):
        return True
    tail = frame.folded[max(frame.sentence.start, frame.sentence.end - 16) : frame.sentence.end]
    return final_words(frame.lexicon).tails["attributed_after"].search(tail) is not None


def _amounts(frame: Frame, mention: Mention) -> list[Amount]:
    if mention.type not in ("OSA", "ODA", "equipment_export"):
        return []
    return [a for a in frame.amounts if a.unit and a.unit not in ("countries", "percent")]


def _remember(frame: Frame, parts: Sequence[Part], discourse: Discourse, story: _Story) -> None:
    """What the next sentence may leave unsaid: the instrument, its parties, the country spoken of."""
    listen(parts, discourse)
    if story.last and story.who:
        _take(discourse, story.last[-1], story.who[-1])
        return
    if story.has_said and discourse.memory.instrument is not None:
        return  # what was only denied is not what the next sentence speaks of
    named = [
        m
        for m in frame.mentions
        if m.implied is None and load_vocabulary().type(m.type).family in ("treaty", "programme")
    ]
    if named:
        who_now = find_who(frame, named[-1], None, parts, discourse, Before())
        if who_now:
            _take(discourse, named[-1], who_now[0])


def overhear(
    folded: str,
    span: tuple[int, int],
    groups: Sequence[PartyGroup],
    tokens: Sequence[Token],
    lexicon: Lexicon,
    discourse: Discourse,
) -> None:
    """Take up whom a sentence without any statement is about."""
    if groups:
        listen(alone(folded, span, groups) or find_parts(folded, span, groups, (), tokens, lexicon), discourse)


def entitle(groups: Sequence[PartyGroup], discourse: Discourse, *, is_title: bool) -> None:
    """Whom a title names alone is whom the text is about; two are its pair."""
    named = tuple(dict.fromkeys(code for group in groups for code in group.codes))
    if is_title and len(named) == 1 and not discourse.memory.hub:
        discourse.memory.hub = named[0]
    elif len(named) == 2 and len(groups) == 1:
        discourse.pair = named


def listen(parts: Sequence[Part], discourse: Discourse) -> None:
    """Take up whom a sentence makes its topic, also one that states nothing: 存在感を増すのがトルコだ."""
    topics = [
        p for p in parts if p.role in ("topic", "focus", "alone", "label") and len(set(p.codes)) == 1 and not p.is_place
    ]
    pairs = [p for p in parts if p.role in ("topic", "subject", "between", "alone") and len(set(p.codes)) == 2]
    if topics:
        discourse.memory.topic, discourse.memory.topic_age = topics[0].codes[0], 0
    elif pairs:
        discourse.memory.topic, discourse.memory.topic_age = pairs[0].codes[0], 0
    for part in parts[:1]:
        if part.role == "alone":
            discourse.memory.recent = ()
            whole = (discourse.memory.home or discourse.memory.hub, *part.codes)
            pair = part.codes if len(part.codes) == 2 else whole if all(whole) and len(set(whole)) == 2 else ()
            discourse.pair = pair or discourse.pair
        elif part.role == "of" and len(set(part.codes)) == 2 and part.group.link == "compound":
            discourse.pair = part.codes


def _take(discourse: Discourse, mention: Mention, who: Who) -> None:
    discourse.memory.instrument, discourse.memory.age = (mention.type, who.parties), 0
    discourse.memory.lead = who.subject
    discourse.memory.recent = (*discourse.memory.recent[-1:], tuple(who.parties))
    if load_vocabulary().type(mention.type).family == "treaty" or mention.type == "basing":
        discourse.memory.treaty = discourse.memory.instrument
