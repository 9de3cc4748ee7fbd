"""Of which instruments a predicate that comes last speaks: those it names, those before it in the sentence, the one left unsaid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import Frame
from foedus.intake.reading.japanese.neighbours import Said, is_absorbed, is_settled_by
from foedus.intake.reading.japanese.predicates import Predicate, find_predicates
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.staging import fits_type

__all__ = ["heard", "own_date"]

_FOLLOWS: Final = 34
_ZERO: Final = frozenset(
    {"signed", "in_force", "approved", "negotiating", "agreed_in_principle", "denounced", "contracted", "delivered"}
)
_LISTED = re.compile(r"[\s」』)]*(?:や|と|、|・|及び|および|並びに|ならびに|に加え|、および|、及び)?[「『\s]*")
_ZERO_AGE: Final = 4


def heard(frame: Frame, discourse: Discourse) -> list[Said]:
    """The predicates of a sentence that say something of an instrument, without those that only lead to another."""
    said: list[Said] = []
    for predicate in find_predicates(frame):
        if said and predicate.is_descriptive and _leads_to(frame, said[-1].predicate, predicate):
            said.pop()  # 締結を検討する委員会
        targets = _targets(frame, predicate, said, discourse)
        if targets:
            said.append(Said(predicate, targets))
    kept = []
    for i, one in enumerate(said):
        if is_absorbed(frame, one, said[i + 1 :], said[max(0, i - 1) : i]):
            continue
        after = said[i + 1 : i + 2]
        if after and one.predicate.modality == "planned" and is_settled_by(frame, one, after[0]):
            later = after[0].predicate
            settled = replace(one.predicate, modality=later.modality, high=later.start)
            kept.append(Said(settled, one.targets))
        else:
            kept.append(one)
    return kept


def _leads_to(frame: Frame, one: Predicate, later: Predicate) -> bool:
    gap = frame.folded[one.end : later.start]
    return one.is_nominal and len(gap) <= 6 and "、" not in gap


def _targets(
    frame: Frame, predicate: Predicate, said: Sequence[Said], discourse: Discourse
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
    return own_date(frame, left, right) is not None


def own_date(frame: Frame, left: Mention, right: Mention) -> TextDate | None:
    """The date that the first of two instruments has for itself before the verb they share."""
    begin = left.bracket.end if left.bracket is not None else left.end
    date = next((d for d in frame.dates if begin <= d.start < right.start), None)
    if date is None or not re.fullmatch(r"[」』)]*(?:は|が|も|を|に)?、?", frame.folded[begin : date.start]):
        return None
    return date if re.match(r"(?:に|付で|から)?、", frame.folded[date.end : date.end + 4]) else None


def _carried(frame: Frame, predicate: Predicate, said: Sequence[Said], discourse: Discourse) -> list[Mention]:
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
    return {
        t.value: t
        for t in frame.of("anaphor", low, predicate.start)
        if t.value in ("instrument", "another")
        and not any(m.start <= t.start < m.end for m in frame.mentions)
        and not re.match(r"[のにへ]?[^、。はがをにとで]{0,4}(?:式|案|書|官)", frame.folded[t.end : t.end + 6])
        and not (frame.folded[t.end - 1] in "定約" and _has_modifier(frame, t))
    }


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
