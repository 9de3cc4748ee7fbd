"""Who a predicate that comes last speaks of: the pair before the name, topic and partner, what was said before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import DIRECTED, Frame
from foedus.intake.reading.japanese.predicates import Predicate
from foedus.intake.reading.japanese.roles import Part
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.relating import Who
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Before", "find_who"]

_SPEAKERS: Final = ("subject", "topic", "by", "fronted")
_JOINT: Final = frozenset({"exercise", "minilateral", "joint_development"})
_NEAR_NAME: Final = 24
_ALONE: Final = frozenset({"OSA", "ODA"})


@dataclass(frozen=True, slots=True)
class Before:
    """Whom a sentence spoke of before: of the same instrument, and last of any."""

    same: tuple[Who, ...] = ()
    last: tuple[Who, ...] = ()


def find_who(
    frame: Frame,
    mention: Mention,
    predicate: Predicate | None,
    parts: Sequence[Part],
    discourse: Discourse,
    carried: Before,
) -> list[Who]:
    """Sets of parties, surest reading first; empty where the text does not tell.

    Parameters
    ----------
    carried : Before
        Whom the same sentence spoke of before.
    """
    low, high = _reach(frame, mention, predicate, carried)
    here = [p for p in parts if low <= p.group.start < high and _is_outside(frame, p, mention)]
    before = [p for p in parts if p.group.start < low and p.role == "topic" and not frame.in_bracket(p.group.start)]
    if mention.type in _JOINT:
        return _joint(mention, here, before, discourse)
    attributes = _attributes(frame, mention, parts)
    if mention.parties and mention.how != "anaphor":
        return [_narrowed(mention, _partner(mention, here, None), here, discourse)]
    if attributes and len(set(attributes.codes)) >= 2 and attributes.role != "with":
        return [Who(attributes.codes, "", None, 0.97, "compound")]
    spoken = {c for p in here for c in p.codes if p.role != "in"}
    if mention.how == "anaphor" and len(mention.parties) > 2 and len(spoken & set(mention.parties)) == 2:
        return [Who(tuple(c for c in mention.parties if c in spoken), "", None, 0.8, "two of the parties")]
    return _acting(frame, mention, _Cast(here, before, attributes), discourse, carried)


@dataclass(frozen=True, slots=True)
class _Cast:
    """The groups of a predicate's own words, the topics before them, and the group right before the name."""

    here: Sequence[Part]
    before: Sequence[Part]
    attributes: Part | None


def _acting(frame: Frame, mention: Mention, cast: _Cast, discourse: Discourse, carried: Before) -> list[Who]:
    """Who acts with whom, by the particles."""
    here, before = cast.here, cast.before
    partner = _partner(mention, here, cast.attributes)
    several = [p for p in here if p.role == "with" and len(p.codes) == 1 and frame.folded[p.end - 1] != "の"]
    if len(several) > 1 and partner in several:
        return _each(frame, here, before, several, discourse)
    lead = _lead(here, before, partner)
    if lead is not None and len(set(lead.codes)) >= 2:
        if mention.type in DIRECTED and partner is not None:
            others = [c for c in partner.codes if c not in lead.codes]
            return [Who((code, other), code, None, 0.85, "each") for code in lead.codes for other in others]
        extra = tuple(partner.codes) if partner else ()
        codes = tuple(dict.fromkeys((*lead.codes, *extra)))
        return [Who(codes, "", None, 0.93, "subjects")]
    if partner is not None:
        return _with_partner(mention, lead, partner, discourse)
    return _without_partner(frame, mention, lead, discourse, carried)


def _each(
    frame: Frame, here: Sequence[Part], before: Sequence[Part], several: Sequence[Part], discourse: Discourse
) -> list[Who]:
    """Partners with a date each before one verb: 英国と1月に、フランスと2月に協定を結んだ."""
    lead = _lead(here, before, None)
    code = lead.codes[0] if lead is not None and len(set(lead.codes)) == 1 else ""
    code = code or _speaker([c for p in several for c in p.codes], discourse)
    found = []
    for part in several:
        date = next((d for d in frame.dates if 0 <= d.start - part.end <= 3), None)
        if code and part.codes[0] != code:
            found.append(Who((code, part.codes[0]), code, date, 0.85, "partner with a date"))
    return found


def _reach(frame: Frame, mention: Mention, predicate: Predicate | None, carried: Before) -> tuple[int, int]:
    if predicate is None:
        return frame.sentence.start, frame.sentence.end
    low = predicate.low
    if mention.start < low and not carried.same:
        low = frame.sentence.start
    high = max(predicate.high, mention.start)
    if predicate.bracket is not None:
        return frame.sentence.start, high
    topic_end = high + 30 if predicate.follows < 0 and _is_inverted(frame, predicate) else high
    return low, topic_end


def _is_inverted(frame: Frame, predicate: Predicate) -> bool:
    """A headline that names the actor behind: 署名の日豪."""
    return predicate.end == frame.sentence.end


def _is_outside(frame: Frame, part: Part, mention: Mention) -> bool:
    bracket = frame.in_bracket(part.group.start)
    return part.role != "other_than" and (bracket is None or bracket == mention.in_bracket)


def _attributes(frame: Frame, mention: Mention, parts: Sequence[Part]) -> Part | None:
    """The group right before a name: 日豪円滑化協定, フィジーとの地位協定, 米国とUAEの協定."""
    for part in reversed(parts):
        gap = mention.start - part.end
        if part.group.start >= mention.end or frame.in_bracket(part.group.start) != mention.in_bracket:
            continue
        if part.group.end > mention.start:  # inside the name: 日本国政府とモンゴル国政府との間の協定
            return part if part.role in ("between", "of", "compound") else None
        if part.role == "compound" and mention.start - part.group.end <= _NEAR_NAME:
            return part
        is_close = 0 <= gap <= 12 and "、" not in frame.folded[part.end : mention.start]
        if part.role in ("of", "between") and is_close and len(set(part.codes)) >= 2:
            return part
        return part if part.role in ("with", "of", "between") and is_close else None
    return None


def _partner(mention: Mention, here: Sequence[Part], attributes: Part | None) -> Part | None:
    marked = [p for p in here if p.role == "with" or (p.role == "between" and len(set(p.codes)) == 1)]
    if marked:
        return marked[-1]
    if mention.type in DIRECTED:
        leads = [p for p in here if p.role in ("subject", "topic", "by")]
        for roles in (("to",), ("from",), ("in",), ("object",), ("of", "compound"), ("",)):
            found = [p for p in here if p.role in roles and not (p.codes[0] in leads[-1].codes if leads else False)]
            if found:
                return found[-1]
    elif mention.type in ("basing", "2+2"):
        found = [p for p in here if p.role in ("to", "of", "object") and not p.is_place]
        if found and mention.type == "basing":
            return found[-1]
    if mention.how == "described":  # 基地を米軍が使用することを認める協定
        leads = [p for p in here if p.role == "topic"]
        inner = [p for p in here if p.group.start < mention.end and p.role in ("subject", "of", "to", "by", "compound")]
        inner += [p for p in here if mention.start <= p.group.start < mention.end and p not in inner]
        inner = [p for p in inner if leads and not p.is_place and not set(p.codes) & set(leads[-1].codes)]
        if inner and len(leads[-1].codes) == 1:
            return inner[-1]
    if attributes is not None and attributes.role in ("with", "of") and len(attributes.codes) == 1:
        return attributes if attributes.role == "with" else None
    return None


def _lead(here: Sequence[Part], before: Sequence[Part], partner: Part | None) -> Part | None:
    others = [p for p in here if p is not partner and not (partner and set(p.codes) <= set(partner.codes))]
    between = [p for p in others if p.role == "between" and len(set(p.codes)) >= 2]
    if between:
        return between[-1]
    for roles in (("subject", "topic", "by"), ("fronted",), ("label",)):
        found = [p for p in others if p.role in roles and not (p.is_place and p.role == "fronted")]
        if found:
            return found[-1]
    attributive = [p for p in others if p.role in ("of", "compound", "bare", "to", "") and len(set(p.codes)) >= 2]
    return attributive[-1] if attributive else (before[-1] if before else None)


def _narrowed(mention: Mention, partner: Part | None, here: Sequence[Part], discourse: Discourse) -> Who:
    """A named instrument, or only the part of its parties that the clause speaks of."""
    own = [p for p in here if p.role in ("with", "between")] if partner is not None else []
    if len(own) == 1 and len(mention.parties) > 2:
        member = own[0].codes
        rest = [c for c in (discourse.memory.home, discourse.memory.topic) if c in mention.parties and c not in member]
        if len(member) == 1 and rest:
            return Who((member[0], rest[0]), rest[0], None, 0.8, "one of the parties")
    return Who(mention.parties, "", None, 0.95, "named")


def _joint(mention: Mention, here: Sequence[Part], before: Sequence[Part], discourse: Discourse) -> list[Who]:
    wanted = ("subject", "topic", "with", "between", "by", "compound", "of", "fronted", "", "bare", "label")
    actors = [p for p in here if p.role in wanted and not p.is_place]
    if len({c for p in actors for c in p.codes} | set(mention.parties)) < 2:
        actors += [p for p in before if not p.is_place]
    codes = tuple(dict.fromkeys([c for p in actors for c in p.codes] + list(mention.parties)))
    if codes and not mention.parties and all(p.role in ("with", "between") for p in actors):
        speaker = _speaker(codes, discourse)
        codes = (speaker, *codes) if speaker else codes
    if len(codes) >= 2:
        return [Who(codes, "", None, 0.9, "taking part")]
    known = discourse.pair
    if known and (not codes or codes[0] in known) and mention.type != "minilateral":
        return [Who(tuple(known), codes[0] if codes else "", None, 0.7, "the pair spoken of")]
    return []


def _with_partner(mention: Mention, lead: Part | None, partner: Part, discourse: Discourse) -> list[Who]:
    code = lead.codes[0] if lead is not None else ""
    if not code or code in partner.codes:
        code = _speaker(partner.codes, discourse)
    if not code:
        return [Who(partner.codes, "", None, 0.75, "partners alone")] if len(set(partner.codes)) >= 2 else []
    sureness = 0.92 if lead is not None else 0.8
    if len(partner.codes) > 1 and mention.how == "anaphor" and len(mention.parties) > 2:
        return [Who((code, *partner.codes), code, None, 0.8, "all of them")]
    return [
        Who((code, other), code, date, sureness, "subject with partner")
        for other, date in zip(partner.codes, partner.group.dates, strict=True)
        if other != code
    ]


def _speaker(partners: Sequence[str], discourse: Discourse) -> str:
    """Whose relations a text tells where a clause names only the partner."""
    memory = discourse.memory
    pair = discourse.pair if any(code in partners for code in discourse.pair) else ()
    shared = memory.shared()
    fresh = [memory.topic] if memory.topic_age <= 1 else []
    near = [*shared, *fresh] if fresh and memory.recent and fresh[0] in memory.recent[-1] else [*fresh]
    for code in (memory.home, *pair, *near, memory.hub, *shared, memory.topic, *discourse.pair):
        if code and code not in partners:
            return code
    return ""


def _without_partner(
    frame: Frame, mention: Mention, lead: Part | None, discourse: Discourse, carried: Before
) -> list[Who]:
    code = lead.codes[0] if lead is not None else ""
    if any(not code or code in who.parties for who in carried.same):
        return list(carried.same)
    if mention.parties:
        if not code or code in mention.parties:
            return [Who(mention.parties, code, None, 0.8, "the instrument last spoken of")]
        if len(mention.parties) == 2 and mention.how == "anaphor":
            return _newcomer(frame, mention, code, discourse)
    if carried.last and code in carried.last[-1].parties:
        return [replace(carried.last[-1], subject=code, date=None, sureness=0.75, how="the pair of the sentence")]
    pair = discourse.pair
    if pair and (not code or code in pair):
        return [Who(tuple(pair), code, None, 0.7, "the pair spoken of")]
    if code and mention.type in _ALONE:
        return [Who((code,), code, None, 0.6, "subject alone")]
    return []


_JOINING = re.compile("加盟|加わ|参加|加入")


def _newcomer(frame: Frame, mention: Mention, code: str, discourse: Discourse) -> list[Who]:
    """A state that joins an agreement of others, or does as one of them did: ルーマニアも契約を結んだ."""
    if _may_join(mention) and _JOINING.search(frame.folded[frame.sentence.start : frame.sentence.end]):
        return [Who((*mention.parties, code), code, None, 0.7, "one more party")]
    shared = discourse.memory.shared()
    lead = discourse.memory.lead
    other = [c for c in mention.parties if c != lead] if lead in mention.parties else []
    partner = (shared or other)[:1]
    return [Who((code, partner[0]), code, None, 0.65, "as another did")] if partner else []


def _may_join(mention: Mention) -> bool:
    return load_vocabulary().type(mention.type).arity == "group"
