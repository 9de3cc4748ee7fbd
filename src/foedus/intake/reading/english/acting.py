"""Who takes part in an act that a phrase tells, and when: buyer and seller, those who send and those who receive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import Frame
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.parties import PartyGroup
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Cast", "act_date", "cast_of", "is_limit"]

# Acts whose place is the receiver's; elsewhere a capital after "in" is only where people met.
_PLACED = frozenset({"deployment", "port_call", "basing"})
_GOES_ON = re.compile(
    r"\s*(?:also |then |later |since )?(?:has|have|had|was|were|is|are|will|[a-z]+ed|took|sent|held|ran|gave|sold|bought|chose|kept|made|hosts?|left|flew)\b"
)
_TIES = frozenset({"strategic_partnership", "basing"})
_MARKED = ("from", "to", "with", "for", "by", "in", "of", "between")


@dataclass(frozen=True, slots=True)
class Cast:
    """One set of parties; `lead` is the giver where the type has roles, or empty."""

    parties: tuple[str, ...]
    lead: str


def cast_of(frame: Frame, mention: Mention, discourse: Discourse) -> list[Cast]:
    """The parties of an act, from its clause, the make of its goods, or what was spoken of before; none where unknown."""
    detail = mention.implied.detail if mention.implied else {}
    groups = _groups(frame, mention)
    if detail.get("elliptic"):
        return _of_goods_before(frame, mention, discourse)
    doers = _doers(frame, mention, groups, discourse)
    others = [g for g in groups if set(g.codes) - set(doers)]
    if load_vocabulary().type(mention.type).arity == "group":
        return _together(doers, others, discourse)
    partner = _partner(others, mention)
    if len(set(doers)) >= 2 and (partner is None or (mention.type in _TIES and partner.case != "with")):
        return [Cast(tuple(dict.fromkeys(doers)), "")]
    if partner is None or not doers:
        return _alone(frame, mention, doers or (partner.codes if partner else ()), discourse)
    pairs = [(a, b) for a in dict.fromkeys(doers) for b in dict.fromkeys(partner.codes) if a != b]
    return [Cast(pair, _lead(mention, partner, pair)) for pair in pairs]


def _of_goods_before(frame: Frame, mention: Mention, discourse: Discourse) -> list[Cast]:
    """As in "…; the last was delivered in 2018": of the goods named before, in this sentence or an earlier one."""
    before = [m for m in frame.mentions if m.type == mention.type and m.end <= mention.start and m.implied is not None]
    named = [m for m in before if m.implied is not None and not m.implied.detail.get("elliptic")]
    if named and "phrase" in (named[-1].implied.detail if named[-1].implied else {}):
        return cast_of(frame, named[-1], discourse)
    return [Cast(discourse.programme[1], "")] if discourse.programme else []


def _groups(frame: Frame, mention: Mention) -> list[PartyGroup]:
    low, high = frame.clause(mention.start)[0], frame.clause(max(mention.end - 1, mention.start))[1]
    watching = re.compile(r"\s+observers?\b", re.IGNORECASE)
    usable = [
        g for g in frame.groups if g.case != "other_than" and not frame.in_bracket(g.start) and low <= g.start < high
    ]
    usable = [g for g in usable if not watching.match(frame.folded, g.end)]
    if mention.type in _PLACED:
        return usable
    return [g for g in usable if not (g.is_capital and g.case == "in")]


def _doers(frame: Frame, mention: Mention, groups: Sequence[PartyGroup], discourse: Discourse) -> tuple[str, ...]:
    by = [g for g in groups if g.case == "by"]
    free = [g for g in groups if g.case in ("", "subject", "between") and g.start < mention.end]
    if not free and load_vocabulary().type(mention.type).arity == "group":  # "the armies of Peru and Ghana"
        free = [g for g in groups if g.case in ("of", "from") and g.start < mention.end]
    strong = [g for g in free if not g.is_demonym and g.start < mention.start] or [g for g in free if not g.is_demonym]
    low = frame.clause(mention.start)[0]
    spoken = [t for t in frame.of("anaphor", low, mention.start) if t.value in ("pair", "subject")]
    if spoken and not any(g.start < spoken[0].start for g in strong):
        heard = discourse.pair if spoken[0].value == "pair" else (discourse.subject,) if discourse.subject else ()
        if heard:
            return tuple(heard)
    if not strong and _GOES_ON.match(frame.folded, low):
        strong = [
            g for g in frame.groups
            if g.end <= low and g.case in ("", "subject") and not g.is_demonym and not frame.in_bracket(g.start)
        ]  # fmt: skip
    chosen = strong or by or [g for g in free if g.start < mention.start] or free
    return chosen[0].codes if chosen else ()


def _partner(others: Sequence[PartyGroup], mention: Mention) -> PartyGroup | None:
    behind = [g for g in others if g.start >= mention.start]
    marked = (
        [g for g in behind if g.case in _MARKED] or [g for g in behind if g.is_demonym or g.is_possessive] or behind
    )
    ahead = [g for g in others if g.start < mention.start]
    return next(iter([*marked, *ahead]), None)


def _together(doers: tuple[str, ...], others: Sequence[PartyGroup], discourse: Discourse) -> list[Cast]:
    joined = [g for g in others if g.case in ("with", "in", "by", "", "between", "for", "to") or g.is_possessive]
    whole = tuple(dict.fromkeys([*doers, *(code for g in joined for code in g.codes)]))
    if len(whole) == 1 and whole[0] in discourse.pair:
        whole = discourse.pair
    return [Cast(whole, doers[0] if doers else "")] if len(whole) >= 2 else []


def _alone(frame: Frame, mention: Mention, doers: Sequence[str], discourse: Discourse) -> list[Cast]:
    """One party named: the make of the goods gives the seller, the pair spoken of the other."""
    if mention.type == "equipment_export":
        makes = [t.value for t in frame.of("origin", mention.start - 40, mention.end + 40) if t.value not in doers]
        if makes and doers:
            return [Cast((doers[0], makes[0]), makes[0])]
    if len(set(doers)) == 2:
        return [Cast(tuple(doers), "")]
    beside = [
        g
        for g in frame.groups
        if g.case != "other_than" and not frame.in_bracket(g.start) and not set(g.codes) & set(doers)
    ]
    if doers and beside:
        nearest = min(beside, key=lambda g: abs(g.start - mention.start))
        return [Cast((doers[0], nearest.codes[0]), "")]
    if doers and discourse.hub and discourse.hub not in doers and discourse.hub not in discourse.pair:
        return [Cast((doers[0], discourse.hub), "")]
    if len(discourse.pair) == 2 and (not doers or doers[0] in discourse.pair):
        return [Cast(discourse.pair, doers[0] if doers and mention.type != "equipment_export" else "")]
    return []


def _lead(mention: Mention, partner: PartyGroup, pair: tuple[str, str]) -> str:
    """Who gives: the doer of "sold" and "sent", the other of "bought" and "received"."""
    way = mention.implied.detail.get("lead") if mention.implied else None
    if partner.case == "from" or way == "taker":
        return pair[1]
    return pair[0]


_LIMIT = re.compile(r"\b(?:until|till|through|expires? (?:in|on)|expiring (?:in|on)|valid to)\s+$", re.IGNORECASE)


def is_limit(frame: Frame, date: TextDate) -> bool:
    """Is a date how long something holds, not when it was done: "extended until 2042"?"""
    return bool(_LIMIT.search(frame.folded[max(frame.sentence.start, date.start - 14) : date.start]))


def _is_of_other(frame: Frame, mention: Mention, date: TextDate) -> bool:
    """Does a date right behind another stage word belong to that one: "under the accord, signed in 2014, …"?"""
    ahead = [t for t in frame.of("stage", date.start - 24, date.start) if t.end <= date.start and t.value != "held"]
    if mention.implied is not None and mention.implied.detail.get("stage") == "contracted":
        ahead = [t for t in ahead if t.value not in ("signed", "agreed")]  # "bought jets under a deal signed in 2022"
    return any(
        not mention.start <= t.start < mention.end
        and re.fullmatch(r"\s*(?:in|on|since|from|by)?\s*", frame.folded[t.end : date.start])
        for t in ahead
    )


_LOOSE = re.compile(r"(?:this|the current) (?:year|decade)", re.IGNORECASE)


def act_date(frame: Frame, mention: Mention) -> TextDate | None:
    """The date of an act: in it, behind it in its clause, before it, or at the head of the sentence."""
    low, high = frame.clause(mention.start)[0], frame.clause(max(mention.end - 1, mention.start))[1]
    free = [d for d in frame.dates if not frame.in_bracket(d.start) and not is_limit(frame, d)]
    near = [d for d in free if low <= d.start < high and not _is_of_other(frame, mention, d)]
    finer = [d for d in near if not _LOOSE.fullmatch(frame.folded, d.start, d.end)]
    near = finer or near  # "on Friday signed …, its largest purchase this year"
    inside = [d for d in near if mention.start <= d.start < mention.end]
    behind = [d for d in near if d.start >= mention.end]
    before = [d for d in near if d.end <= mention.start]
    heads = [
        d
        for d in free
        if re.fullmatch(r"\W*(?:in|on|since|by|also in)?\W*", frame.folded[frame.sentence.start : d.start], re.I)
    ]
    return next(iter([*behind, *inside, *reversed(before), *heads]), None)
