"""Statements of a sentence whose verbs come last: each predicate takes its instrument, its date and its parties from before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from foedus.intake.reading.amounts import Amount
from foedus.intake.reading.described import described, exported
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.finalparties import Before, find_who
from foedus.intake.reading.finalwords import FinalWords, final_words
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.mentions import Mention, find_mentions
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.predicates import Predicate, find_predicates
from foedus.intake.reading.relating import Who
from foedus.intake.reading.roles import Part, alone, find_parts
from foedus.intake.reading.sentences import Bracket, Sentence
from foedus.intake.reading.staging import fits_type
from foedus.intake.reading.textdates import TextDate
from foedus.model.vocabulary import load_vocabulary

__all__ = ["entitle", "final_mentions", "overhear", "read_final"]

_FOLLOWS: Final = 34
_ZERO: Final = frozenset(
    {"signed", "in_force", "approved", "negotiating", "agreed_in_principle", "denounced", "contracted", "delivered"}
)
_LISTED = re.compile(r"[\s」』)]*(?:や|と|、|・|及び|および|並びに|ならびに|に加え|、および|、及び)?[「『\s]*")
_AFTER = re.compile(r"(?:日|日付)?は[、\s]*")
_ZERO_AGE: Final = 4


@dataclass(slots=True)
class _Story:
    """What a sentence has said so far."""

    dates: set[int] = field(default_factory=set)
    last: tuple[Mention, ...] = ()
    who: tuple[Who, ...] = ()
    has_said: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """A predicate with the instruments it speaks of, each with the meaning that fits."""

    predicate: Predicate
    targets: tuple[tuple[Mention, Token], ...]


def final_mentions(
    folded: str,
    tokens: Sequence[Token],
    groups: Sequence[PartyGroup],
    brackets: Sequence[Bracket],
    sentence: Sentence,
    lexicon: Lexicon,
    known: str = "",
) -> list[Mention]:
    """Mentions by name, by act, by what the instrument does, by equipment that changes hands, and as another of a known type."""
    named = [t for t in tokens if t.kind not in ("equipment", "transfer")]
    ends = {g.end for g in groups}
    found = [m for m in find_mentions(folded, named, groups, brackets) if m.how != "listed" or m.end not in ends]
    found = [_whole(folded, sentence, m, final_words(lexicon)) for m in found]
    found += described(folded, (sentence.start, sentence.end), found, tokens, final_words(lexicon))
    found += exported(tokens, found)
    found += _same_again(folded, tokens, groups, found, known)
    return sorted(found, key=lambda m: m.start)


def _same_again(
    folded: str, tokens: Sequence[Token], groups: Sequence[PartyGroup], found: Sequence[Mention], known: str
) -> Iterator[Mention]:
    """The same kind of instrument with another partner: 英国との同協定, 日豪の協定."""
    for token in (t for t in tokens if t.kind == "anaphor" and t.value == "instrument"):
        before = [m.type for m in found if m.end <= token.start and load_vocabulary().type(m.type).family == "treaty"]
        before = before or ([known] if known else [])
        owned = any(
            g.end < token.start and re.fullmatch(r"[^、。はがをに]{0,8}(?:との|の)", folded[g.end : token.start])
            for g in groups
        )
        if before and owned and not any(m.start < token.end and token.start < m.end for m in found):
            yield Mention(type=before[-1], start=token.start, end=token.end, how="another")


def _whole(folded: str, sentence: Sentence, mention: Mention, words: FinalWords) -> Mention:
    """A formal title goes on to its head: 防衛装備品及び技術の移転に関する日本国政府と…との間の協定."""
    if not folded[mention.start : mention.end].endswith("に関する"):
        return mention
    head = words.head.search(folded, mention.end, min(sentence.end, mention.end + 60))
    return replace(mention, end=head.end()) if head else mention


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
    said = _heard(frame, discourse)
    story = _Story(has_said=bool(said))
    for one in said:
        for mention, token in one.targets:
            yield from _stated(frame, one.predicate, mention, token, parts, discourse, story)
    yield from _dated(frame, said, parts, discourse, story)
    yield from _verbless(frame, said, parts, discourse)
    _remember(frame, parts, discourse, story)


_HEADED: Final = frozenset({"treaty", "arrangement"})


def _dated(
    frame: Frame, said: Sequence[_Said], parts: Sequence[Part], discourse: Discourse, story: _Story
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


def _verbless(frame: Frame, said: Sequence[_Said], parts: Sequence[Part], discourse: Discourse) -> Iterator[Reading]:
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


def _heard(frame: Frame, discourse: Discourse) -> list[_Said]:
    said: list[_Said] = []
    for predicate in find_predicates(frame):
        targets = _targets(frame, predicate, said, discourse)
        if targets:
            said.append(_Said(predicate, targets))
    kept = []
    for i, one in enumerate(said):
        if _is_absorbed(frame, one, said[i + 1 :], said[max(0, i - 1) : i]):
            continue
        after = said[i + 1 : i + 2]
        if after and one.predicate.modality == "planned" and _is_settled_by(frame, one, after[0]):
            later = after[0].predicate
            one = _Said(replace(one.predicate, modality=later.modality, high=later.start), one.targets)
        kept.append(one)
    return kept


def _targets(
    frame: Frame, predicate: Predicate, said: Sequence[_Said], discourse: Discourse
) -> tuple[tuple[Mention, Token], ...]:
    if predicate.is_descriptive:
        return ()
    own = [m for m in frame.mentions if m.implied is not None and m.start <= predicate.start < m.end]
    if own:
        return ((own[0], own[0].implied),) if own[0].implied is not None else ()
    mentions = _named(frame, predicate) or _carried(frame, predicate, said, discourse)
    paired = []
    for mention in mentions:
        token = next((t for t in predicate.options if fits_type(t, mention)), None)
        if token is not None and token.detail.get("nominal") and not predicate.is_nominal:
            continue
        if token is not None and _is_adjacent(frame, predicate, mention, token):
            paired.append((mention, token))
    return tuple(paired)


def _is_adjacent(frame: Frame, predicate: Predicate, mention: Mention, token: Token) -> bool:
    if not token.detail.get("adjacent"):
        return True
    if mention.how in ("anaphor", "another"):
        return False
    return frame.folded[mention.end : predicate.start].strip("」』) ") == "" and mention.bracket is None


def _fitting(frame: Frame, predicate: Predicate, low: int, high: int) -> list[Mention]:
    return [
        m
        for m in frame.mentions
        if low <= m.start < high
        and m.implied is None
        and (m.in_bracket is None or m.in_bracket == predicate.bracket)
        and any(fits_type(t, m) for t in predicate.options)
    ]


def _named(frame: Frame, predicate: Predicate) -> list[Mention]:
    """The instruments a predicate names itself: in its bracket's owner, behind it as what it describes, or before it."""
    if predicate.bracket is not None:
        owners = [
            m
            for m in frame.mentions
            if m.bracket == predicate.bracket or predicate.bracket.start <= m.start < predicate.start
        ]
        return owners[-1:] or _fitting(frame, predicate, frame.sentence.start, predicate.start)[-1:]
    if predicate.follows >= 0:
        behind = _fitting(frame, predicate, predicate.follows - 1, predicate.follows + _FOLLOWS)
        if behind and not re.search("[、。]", frame.folded[predicate.follows : behind[0].start]):
            return behind[:1]
    fitting = _fitting(frame, predicate, predicate.low, predicate.start)
    chosen = fitting[-1:]
    for mention in reversed(fitting[:-1]):
        if not _is_listed(frame, mention, chosen[0]) and not _is_gapped(frame, mention, chosen[0]):
            break
        chosen.insert(0, mention)
    return chosen


def _is_listed(frame: Frame, left: Mention, right: Mention) -> bool:
    begin = left.bracket.end if left.bracket is not None else left.end
    return begin <= right.start and _LISTED.fullmatch(frame.folded[begin : right.start]) is not None


def _is_gapped(frame: Frame, left: Mention, right: Mention) -> bool:
    """Do two instruments share the verb behind the second: 甲との協定は5月に、乙との同協定は6月に発効した?"""
    return _own_date(frame, left, right) is not None


def _own_date(frame: Frame, left: Mention, right: Mention) -> TextDate | None:
    begin = left.bracket.end if left.bracket is not None else left.end
    date = next((d for d in frame.dates if begin <= d.start < right.start), None)
    if date is None or not re.fullmatch(r"[」』)]*(?:は|が|も|を|に)?、?", frame.folded[begin : date.start]):
        return None
    return date if re.match(r"(?:に|付で|から)?、", frame.folded[date.end : date.end + 4]) else None


def _carried(frame: Frame, predicate: Predicate, said: Sequence[_Said], discourse: Discourse) -> list[Mention]:
    """The instrument spoken of before: in the sentence, or by the last one."""
    anaphors = _anaphors(frame, predicate)
    if "another" in anaphors and discourse.memory.treaty is not None:
        return [_again(discourse.memory.treaty[0], (), anaphors["another"], "another")]
    for one in reversed(said):
        same = [m for m, _ in one.targets if any(fits_type(t, m) for t in predicate.options)]
        if same and not anaphors and _has_other_object(frame, predicate):
            return []  # 条約に署名する予定だったが、共同声明への署名にとどまった
        if same and predicate.bracket is None:
            return [replace(m, implied=None) for m in same]
    earlier = _fitting(frame, predicate, frame.sentence.start, predicate.start)
    if earlier:
        return earlier[-1:]
    known = discourse.memory.treaty if anaphors else discourse.memory.instrument
    if known is None or (not anaphors and not _may_omit(frame, predicate, discourse)):
        return []
    at = next(iter(anaphors.values()), None)
    return [_again(known[0], known[1], at or predicate.options[0], "anaphor")]


def _anaphors(frame: Frame, predicate: Predicate) -> dict[str, Token]:
    low = frame.sentence.start if predicate.bracket is None else predicate.low
    found = {
        t.value: t
        for t in frame.of("anaphor", low, predicate.start)
        if t.value in ("instrument", "another")
        and not any(m.start <= t.start < m.end for m in frame.mentions)
        and not re.match(r"[のにへ]?[^、。はがをにとで]{0,4}(?:式|案|書|官)", frame.folded[t.end : t.end + 6])
        and not (frame.folded[t.end - 1] in "定約" and _has_modifier(frame, t))
    }
    return found


def _has_modifier(frame: Frame, token: Token) -> bool:
    """Is 協定 the tail of another noun, such as 貿易協定?"""
    before = frame.folded[max(0, token.start - 1) : token.start]
    return token.end - token.start == 2 and ("一" <= before <= "龥" or "ァ" <= before <= "ヶ" or before in "」・")


def _again(code: str, parties: tuple[str, ...], at: Token, how: str) -> Mention:
    return Mention(type=code, start=at.start, end=at.end, how=how, parties=parties)


_OBJECT = re.compile(r"([一-龠ァ-ヶー]{2,}|[」』])(?:への|に関する|の|に|を|が|は|も|、)?$")


_OTHER = re.compile(r"(声明|宣言|法案|法律|予算|文書|決議|議定書|覚書|メモ|書簡|計画)(?:への|に|を|の)$")


def _has_other_object(frame: Frame, predicate: Predicate) -> bool:
    return _OTHER.search(frame.folded[predicate.low : predicate.start]) is not None


def _may_omit(frame: Frame, predicate: Predicate, discourse: Discourse) -> bool:
    """May the last instrument be meant without a word for it? Not where the verb has another object."""
    if predicate.stage not in _ZERO or discourse.memory.age > _ZERO_AGE or predicate.bracket is not None:
        return False
    before = frame.folded[predicate.low : predicate.start].rstrip()
    found = _OBJECT.search(before)
    if found is None or not found[1]:
        return True
    low, high = predicate.low + found.start(), predicate.low + found.end(1)
    covered = any(d.start < high and low < d.end for d in frame.dates)
    covered = covered or any(g.start < high and low < g.end for g in frame.groups)
    covered = covered or any(t.kind in ("anaphor", "persons", "modality") and low < t.end <= high for t in frame.tokens)
    return (
        covered
        or re.search(r"(?:正式|最終|双方|現在|当局間|同日|時点|先月|間|議会|国会|政府|陣)$", found[1]) is not None
    )


def _is_absorbed(frame: Frame, one: _Said, after: Sequence[_Said], before: Sequence[_Said]) -> bool:
    """Is a predicate only part of another: 交渉の開始を発表, 供与すると表明, 締結を検討?"""
    if one.predicate.is_adverbial and not _has_date_before(frame, one.predicate):
        return True
    if any(_near(frame, one, later) and _yields(one, later, _gap(frame, one, later)) for later in after[:1]):
        return True
    if any(_outshines(one, later) for later in after):
        return True
    for earlier in before:
        if _near(frame, earlier, one) and not _yields(earlier, one, _gap(frame, earlier, one)):
            if _is_speech(one) or (_is_attitude(one) and _is_attitude(earlier)):
                return True
    return False


def _is_settled_by(frame: Frame, one: _Said, later: _Said) -> bool:
    """延長することで合意した tells that it is extended; 署名することで合意した tells of no signature."""
    return _is_speech(later) and _near(frame, one, later) and _details(one).value in _EFFECTED


_EFFECTED: Final = frozenset({"revised", "terminated", "suspended", "denounced"})


def _gap(frame: Frame, one: _Said, later: _Said) -> str:
    return frame.folded[one.predicate.end : later.predicate.start]


def _near(frame: Frame, one: _Said, later: _Said) -> bool:
    gap = _gap(frame, one, later)
    return later.predicate.bracket == one.predicate.bracket and len(gap) <= 24 and "、" not in gap


def _outshines(one: _Said, later: _Said) -> bool:
    """A later word of the sentence says more of the same thing: 行われた演習に加わった; 合意し、署名した."""
    same = {(m.type, m.start) for m, _ in one.targets} & {(m.type, m.start) for m, _ in later.targets}
    if not same or later.predicate.modality != "asserted":
        return False
    if one.predicate.follows >= 0 and _details(one).value == _details(later).value == "held":
        return True
    return bool(_details(one).detail.get("weak")) and _details(later).value in (
        "signed",
        "contracted",
        "agreed",
        "in_force",
    )


def _is_attitude(one: _Said) -> bool:
    return bool(_details(one).detail.get("attitude"))


def _details(one: _Said) -> Token:
    return one.targets[0][1]


def _is_speech(one: _Said) -> bool:
    detail = _details(one).detail
    return bool(detail.get("speech") or detail.get("weak")) and not detail.get("nominal")


_PLANNED_GAP = re.compile(
    r"(?:する|される|を行う|し合う|る|ぶ|す|く|う)?(?:こと|と|方針|旨|計画|意向|よう)(?:で|を|に|と|も|が|について)?.{0,16}$"
)


def _yields(one: _Said, later: _Said, gap: str) -> bool:
    """Does the first of two neighbours count for nothing beside the second?"""
    first, second = _details(one), _details(later)
    if first.value == second.value or first.detail.get("nominal"):
        return one.predicate.is_nominal or not gap
    if second.detail.get("attitude") or second.value == "negotiating":
        return one.predicate.is_nominal or _PLANNED_GAP.match(gap) is not None
    if second.detail.get("speech") or second.detail.get("weak"):
        if first.value in _EFFECTED or (first.value == "negotiating" and one.predicate.is_nominal):
            return False  # 延長で合意 tells of the extension
        if one.predicate.modality == "planned" and _PLANNED_GAP.match(gap):
            return True
        begun = first.value == "in_force" and first.detail.get("date_of") != "entry into force"
        return one.predicate.is_nominal and (
            begun or first.value in ("delivered", "considered", "contracted", "agreed")
        )
    return second.value == "denounced" and one.predicate.is_nominal


def _has_date_before(frame: Frame, predicate: Predicate) -> bool:
    return any(predicate.low <= d.start and 0 <= predicate.start - d.end <= 4 for d in frame.dates)


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
    return _own_date(frame, mention, later[0]) if later and predicate.low <= mention.start else None


def _stated(
    frame: Frame,
    predicate: Predicate,
    mention: Mention,
    token: Token,
    parts: Sequence[Part],
    discourse: Discourse,
    story: _Story,
) -> Iterator[Reading]:
    same = bool(story.last) and any(m.start == mention.start or mention.how == "anaphor" for m in story.last)
    who = find_who(frame, mention, predicate, parts, discourse, Before(story.who if same else (), story.who))
    kind = load_vocabulary().type(mention.type)
    who = [w for w in who if kind.code != "minilateral" or len(set(w.parties)) >= 3 or w.has_group]
    date = _shared_date(frame, predicate, mention) or _date(frame, predicate, mention, story)
    if not who:
        if date is not None:
            story.dates.add(date.start)
        return
    for one in who:
        yield _reading(frame, predicate, mention, token, one, date)
    if date is not None:
        story.dates.add(date.start)
    if predicate.modality in ("asserted", "planned"):
        story.last, story.who = (mention,), tuple(who)


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
    return Reading(
        type=mention.type,
        parties=who.parties,
        subject=who.subject,
        start=min(spans),
        end=max(spans),
        stage=_stage(predicate, mention, token, date, modality),
        inherits_date=kind.is_instant and date is None and modality == "asserted",
        date=date,
        date_of=token.detail.get("date_of"),
        modality=modality,
        negated=modality == "denied",
        amount=amounts[0] if amounts else None,
        confidence=round(0.95 * who.sureness * (0.95 if mention.how != "anaphor" else 0.85), 2),
        cues=(
            f"type: {frame.folded[mention.start : mention.end].strip()!r} ({mention.how})",
            f"parties: {who.how}",
            f"stage: {frame.folded[token.start : token.end]!r}",
        ),
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
