"""Agreements told by what they are for instead of by a usual name: 允许两军互访的协定; 签署协议，一方可使用另一方的港口."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from foedus.intake.reading.frames import Frame
from foedus.intake.reading.lexicon import Lexicon
from foedus.intake.reading.mentions import Mention

__all__ = ["described"]

_DOES: Final = frozenset(
    {"signed", "approved", "agreed_in_principle", "revised", "suspended", "terminated", "denounced"}
)
"""Stages whose words take an agreement as their object: what it is for begins behind them."""
_MAY_DO: Final = _DOES | {"negotiating", "considered", "in_force", "announced"}
_BROAD: Final = frozenset({"SOFA", "security_treaty", "mutual_defense_treaty"})
"""Types whose names may be the end of a longer one: 来访军人地位协定, 军事信息一般安全协定."""
_TOPIC: Final = re.compile(r"(?:就|围绕|针对|关于|在)([^,。;]{2,40})")
_TALKED: Final = frozenset({"basing", "ISA", "RAA", "ACSA", "SOFA", "mutual_defense_treaty"})
_REACH: Final = 60
_LETS: Final = re.compile(
    r"\s*(?:允许|准许|让|使|规定|开放|同意|授权|以便|据此|根据|依据|依|约定|承诺|为|并|其中|内容)"
)
_HELPS: Final = re.compile("援助|协助|支援|保卫|出兵|视为|共同|相助|驰援")


@dataclass(frozen=True, slots=True)
class _Row:
    type: str
    words: re.Pattern[str]
    heads: re.Pattern[str] | None
    told: bool


@dataclass(frozen=True, slots=True)
class _Fields:
    head: re.Pattern[str]
    bare: re.Pattern[str]
    opens: re.Pattern[str]
    rows: tuple[_Row, ...]

    def type_of(self, words: str, head: str, *, told: bool = False) -> str:
        """The type whose field the words hold; empty if none."""
        for row in self.rows:
            fits = row.told if told else row.heads is None or row.heads.fullmatch(head) is not None
            if fits and row.words.search(words):
                return row.type
        return ""


@cache
def _fields(lexicon: Lexicon) -> _Fields:
    data: Mapping[str, Any] = lexicon.grammar["described"]
    rows = tuple(
        _Row(
            row["type"],
            re.compile(row["any"]),
            re.compile(row["heads"]) if "heads" in row else None,
            bool(row.get("told")),
        )
        for row in data["rows"]
    )
    return _Fields(
        head=re.compile(rf"({data['head']})[》」』”\"]*"),
        bare=re.compile(rf"(?:{data['filler']})*"),
        opens=re.compile(data["opens"]),
        rows=rows,
    )


def described(frame: Frame, low: int, high: int, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of ``folded[low:high]``, with those told by what they are for, without what only tells of these."""
    fields = _fields(frame.lexicon)
    kept, last = list(mentions), low
    for head in fields.head.finditer(frame.folded, low, high):
        begin = _begin(frame, fields, kept, last, head.start())
        last = head.end()
        named = next((m for m in kept if m.start < head.end(1) and head.start() < m.end), None)
        if frame.in_bracket(head.start()) or (named is not None and not _may_go_on(named, begin, head)):
            continue
        words, how = frame.folded[begin : head.start()], "described"
        kind = fields.type_of(words, head[1])
        if not kind and named is not None:  # 粮食安全合作协定 is none
            kept = [m for m in kept if m is not named or named.type != "security_treaty"]
        elif kind == "security_treaty":
            kind = _more_exactly(frame, fields, head, high) or kind
        elif not kind:
            kind, topic = _told(frame, fields, begin, head, high)
            how = "told" if kind and topic == begin else how
            kept = [m for m in kept if m.type != kind or not topic <= m.start < begin]
        if kind:
            kept = [m for m in kept if not (begin <= m.start and m.end <= head.end())]
            kept.append(Mention(type=kind, start=head.start() if how == "told" else begin, end=head.end(1), how=how))
    return kept or _talked_about(frame, fields, low, high)


def _talked_about(frame: Frame, fields: _Fields, low: int, high: int) -> list[Mention]:
    """What talks are about, where no agreement is named: 就基地去留进行磋商."""
    talks = next((t for t in frame.of("stage", low, high) if t.value == "negotiating"), None)
    topic = _TOPIC.search(frame.folded, low, talks.start) if talks is not None else None
    kind = fields.type_of(topic[1], "", told=True) if topic is not None else ""
    if topic is None or kind not in _TALKED:
        return []
    return [Mention(type=kind, start=topic.start(), end=topic.start() + 1, how="described")]


def _may_go_on(named: Mention, begin: int, head: re.Match[str]) -> bool:
    """May the usual name that a head has be only the end of a longer one?"""
    return named.type in _BROAD and named.how == "instrument" and begin < named.start and named.end <= head.end(1)


def _begin(frame: Frame, fields: _Fields, mentions: Sequence[Mention], low: int, head: int) -> int:
    """Where the words begin that say what an agreement is for: behind the verb, in its title, behind the names."""
    verbs = [
        t
        for t in frame.of("stage", low, head)
        if t.end <= head and not any(m.start <= t.start < m.end for m in mentions)
    ]
    begin = max([low, *(t.end for t in verbs if t.value in _DOES)])
    title = frame.folded.rfind("《", begin, head)
    if title >= 0 and "》" not in frame.folded[title:head]:
        begin = title + 1
    opening = fields.opens.search(frame.folded, begin, head)
    if opening is not None:
        return opening.start()
    names = [g.end for g in frame.groups if begin <= g.start and g.end <= head]
    dates = [d.end for d in frame.dates if begin <= d.start and d.end <= head]
    return max([begin, *names, *dates, *(t.end for t in verbs if t.value in _MAY_DO)])


def _told(frame: Frame, fields: _Fields, begin: int, head: re.Match[str], high: int) -> tuple[str, int]:
    """What the words before the verb (就…达成协议) or the clauses behind a bare head (签署协议，允许…) say it is for."""
    if not fields.bare.fullmatch(frame.folded, begin, head.start()):
        return "", begin
    topic = _TOPIC.search(frame.folded, frame.clause(begin)[0], begin)
    if topic is not None and (kind := fields.type_of(topic[1], head[1], told=True)):
        return kind, topic.start()
    return fields.type_of(_behind(frame, fields, high), head[1], told=True), begin


def _behind(frame: Frame, fields: _Fields, high: int) -> str:
    """What the sentence goes on to say, as far as the next agreement."""
    end = min(frame.sentence.end, high + _REACH)
    following = fields.head.search(frame.folded, high, end)
    return frame.folded[high : following.start() if following is not None else end]


def _more_exactly(frame: Frame, fields: _Fields, head: re.Match[str], high: int) -> str:
    """What a broadly named agreement turns out to be: 防务合作协定，允许美军使用基地; 安全条约，规定一方遭攻击时相互援助."""
    behind = _behind(frame, fields, high)
    kind = fields.type_of(behind, head[1], told=True) if _LETS.match(behind) else ""
    return kind if kind == "basing" or (kind == "mutual_defense_treaty" and _HELPS.search(behind)) else ""
