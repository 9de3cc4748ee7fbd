"""Instruments a Chinese clause names without a name: goods handed over, ports called at, titles, references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from foedus.intake.reading.chinese.story import Story
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import Frame
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention
from foedus.model.vocabulary import load_vocabulary

__all__ = ["anaphors", "called", "handed_over", "titled"]

_OF_GOODS: Final = frozenset({"equipment_export", "joint_development", "OSA", "ODA", "DETTA"})
_TITLE = re.compile(r"《([^《》]{2,30}?(?:条约|宣言|协定|协议|公约))》")
_DEFENDS = re.compile(
    r"遭(?:到|受|遇)?[^,。;]{0,10}?(?:攻击|侵略|入侵|袭击)|受到[^,。;]{0,8}(?:攻击|侵略)|互相防卫|相互协防|共同防御|集体防御|集体自卫"
)
_CALL = re.compile(r"(?:访问|到访|抵达|停靠|驶抵|靠泊|驶入)[^,。;]{0,14}?(?:港|海军基地|码头)")
_SERVICE = re.compile(
    "(?:了)?(?:[^,。;]{0,6})(?:护卫|防护|警护|保护|支援|支持|培训|服务|保障|护航|训练|情报|便利|掩护|补给|维修|协助)"
)
_LIKEWISE = re.compile("同样|也|亦|随后|跟进")
_SHIP = re.compile("舰|航母|编队|潜艇|巡逻船|巡视船")
_CONTRACT = re.compile("合同|合约|订单|协议")
_POINTED = re.compile("[该这此那本上前修]|议定书")


def handed_over(frame: Frame, low: int, high: int, mentions: Sequence[Mention], discourse: Discourse) -> list[Mention]:
    """A verb of transfer and a piece of equipment in one clause are a delivery or a purchase."""
    if any(m.type in _OF_GOODS for m in mentions):
        return []
    goods = frame.of("equipment", low, high)
    verbs = [t for t in frame.of("transfer", low, high) if not _SERVICE.match(frame.folded, t.end)]
    if not goods or not verbs:
        return _likewise(frame, low, verbs, discourse) if verbs else []
    begin, end = min(goods[0].start, verbs[0].start), max(goods[0].end, verbs[0].end)
    if any(m.start < end and begin < m.end for m in mentions):
        return []
    return [Mention(type="equipment_export", start=begin, end=end, how="act")]


def _likewise(frame: Frame, low: int, verbs: Sequence[Token], discourse: Discourse) -> list[Mention]:
    """The same thing bought by another: 丙国也采购了."""
    at, last = verbs[0], discourse.programme
    if last is None or last[0] != "equipment_export" or frame.of("anaphor", low, at.start):
        return []
    if not _LIKEWISE.search(frame.folded, low, at.start):
        return []
    return [Mention(type="equipment_export", start=at.start, end=at.end, how="anaphor", parties=last[1])]


def called(frame: Frame, low: int, high: int, mentions: Sequence[Mention]) -> list[Mention]:
    """A warship that goes to a port calls there: 访问海防港."""
    call = _CALL.search(frame.folded, low, high)
    if call is None or not _SHIP.search(frame.folded, frame.sentence.start, frame.sentence.end):
        return []
    if any(m.start < call.end() and call.start() < m.end for m in mentions):
        return []
    return [Mention(type="port_call", start=call.start(), end=call.end(), how="act")]


def titled(frame: Frame, low: int, high: int, mentions: Sequence[Mention]) -> list[Mention]:
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


def anaphors(
    frame: Frame, low: int, high: int, mentions: Sequence[Mention], discourse: Discourse, story: Story
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


def _referred(frame: Frame, token: Token, discourse: Discourse, story: Story) -> list[Mention]:
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
