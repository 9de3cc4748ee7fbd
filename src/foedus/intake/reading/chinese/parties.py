"""Who acts in a Chinese clause, with or upon whom: named in it, referred to, or carried on from the clause before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import DIRECTED, Frame
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.relating import Who, bracketed_groups
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Cast", "cast_of", "find_pairs"]

_NAMED = re.compile(
    r"[\s\"'《「『“(]*(?:两国|三国|四国|两军|双边|三边|双方|政府|之间|间)?(?:的|新|现行|旧|军事|防务|国防|安全|首份|首个|年度|有关|缔结的|"
    r"第?[一二三四五六七八九十百\d]+[次届轮]|首次|新一轮)*[\s\"'《「『“(]*"
)
_EACH = re.compile("都|均|各自|分别|先后|陆续|相继|逐一|各")
_IN_A_ROW = re.compile(r"\s*(?:、|和|与|及|以及|,)?\s*(?:于|在)?\s*")
_VISITS: Final = frozenset({"port_call", "deployment", "asset_protection"})
_UPON: Final = DIRECTED | {"command_arrangement", "basing"}
_SETS_UP = re.compile(
    "(?:至于|对于|对|在|就|关于|与|同|谈到|说到|提到|再看|先看|面对|针对|而在?|围绕)[^,。;]{1,20}|[^,。;]{1,12}(?:方面|而言|来说|一侧|一边|这边|那边)"
)
_COUNTED = re.compile(
    r"[与同跟和](?:[一二两三四五六七八九十百数多\d]+(?:个国家|国|个伙伴|个邻国|个盟国)|下列国家|以下国家|多个国家|若干国家|一些国家)[^,。;]*(?::|即|包括|分别是|分别为|依次是|依次为|有|[-—]{1,2})\s*$"
)
_NEAR: Final = 24


@dataclass(frozen=True, slots=True)
class Cast:
    """Who a clause speaks of.

    Attributes
    ----------
    subject : tuple of str
        Of whom the clause is said; empty if nobody knows.
    partners : tuple of PartyGroup
        Whom it names besides, marked by 与, 向, 在 and the like, or not at all.
    pair, company : tuple of str
        The two, and the three or more, last spoken of.
    is_named : bool
        Whether the clause itself names or refers to its subject.
    when : tuple of (str, TextDate)
        Days that stand beside names.
    topic : str
        The one state that a clause before has set up: 至于甲国，…; 对甲国，….
    """

    subject: tuple[str, ...]
    pair: tuple[str, ...]
    company: tuple[str, ...]
    partners: tuple[PartyGroup, ...] = ()
    between: tuple[str, ...] = ()
    is_named: bool = False
    is_each: bool = False
    when: tuple[tuple[str, TextDate], ...] = ()
    topic: str = ""

    def date_of(self, *codes: str) -> TextDate | None:
        """The day that stands beside the first of these names that has one."""
        return next((date for code in codes for name, date in self.when if name == code), None)


def cast_of(frame: Frame, low: int, high: int, before: Cast, discourse: Discourse) -> Cast:
    """The cast of ``folded[low:high]``, given that of the clause before."""
    groups = [
        g for g in frame.groups if low <= g.start < high and g.case != "other_than" and not frame.in_bracket(g.start)
    ]
    between = next((g.codes for g in groups if g.case == "between" and len(set(g.codes)) >= 2), ())
    free = [g for g in groups if g.case == ""]
    owners = [g for g in groups if g.case == "of"]
    lead = free[0] if free else None
    if lead is None and owners and all(g.start > owners[0].start for g in groups if g is not owners[0]):
        lead = owners[0]
    heard = _referred(frame, low, high, lead, before, discourse)
    subject = heard or (lead.codes if lead is not None else ())
    if lead is not None and heard:
        lead = None
    partners = tuple(g for g in groups if g is not lead and g.case != "between")
    partners = tuple(replace(g, case="with") if _is_counted(frame, g, low) else g for g in partners)
    named = bool(subject)
    if not subject and len(before.subject) == 2 and any(g.case == "with" for g in partners):
        subject = before.subject[:1]  # "A and B signed …, and also with C": A goes on
    if not subject:
        subject = before.subject or ((discourse.subject,) if discourse.subject and not between else ())
    if named and len(subject) == 1 and not partners and before.topic and before.topic not in subject:
        between = (subject[0], before.topic)
    pair, company = _spoken_of(subject, partners, between, before)
    return Cast(
        subject=tuple(dict.fromkeys(subject)),
        pair=pair,
        company=company,
        partners=partners,
        between=between,
        is_named=named,
        is_each=bool(_EACH.search(frame.folded, low, high)),
        when=_dates_beside(frame, groups, low, high),
        topic=_topic(frame, groups, low, high) or (before.topic if not named else ""),
    )


def _is_counted(frame: Frame, group: PartyGroup, low: int) -> bool:
    """Names behind a count of partners: 已与三国签署协定：甲国、乙国和丙国."""
    before = frame.folded[low : group.start]
    return group.case == "" and bool(_COUNTED.search(before))


def _topic(frame: Frame, groups: Sequence[PartyGroup], low: int, high: int) -> str:
    codes = {c for g in groups for c in g.codes}
    words = frame.folded[low:high]
    return codes.pop() if len(codes) == 1 and _SETS_UP.fullmatch(words.strip(" ,;")) else ""


def _dates_beside(frame: Frame, groups: Sequence[PartyGroup], low: int, high: int) -> tuple[tuple[str, TextDate], ...]:
    """Days printed beside the names of a list, or as many in a row as there are names: 分别于2021年和2023年与甲国和乙国."""
    own = [(c, d) for g in groups for c, d in zip(g.codes, g.dates, strict=True) if d is not None]
    if own:
        return tuple(own)
    free = [d for d in frame.dates if low <= d.start < high and not frame.in_bracket(d.start)]
    row = [d for d, e in pairwise(free) if _IN_A_ROW.fullmatch(frame.folded, d.end, e.start)]
    row += free[-1:] if row and row[-1] is free[-2] else []
    listed = next((g.codes for g in groups if len(g.codes) == len(row) >= 2), ())
    if not listed and len(row) >= 2:
        listed = next((g.codes[1:] for g in groups if len(g.codes) == len(row) + 1), ())
    return tuple(zip(listed, row, strict=True)) if len(listed) == len(row) else ()


def _referred(
    frame: Frame, low: int, high: int, lead: PartyGroup | None, before: Cast, discourse: Discourse
) -> tuple[str, ...]:
    """双方, 两国, 三国, 该国: whom they mean, where they stand before any name."""
    for token in frame.of("anaphor", low, high):
        if token.value not in ("pair", "trio", "subject"):
            continue
        if lead is not None and lead.start < token.start:
            return ()
        if token.value == "pair":
            return before.pair
        if token.value == "trio":
            return before.company
        single = before.subject[:1] if len(before.subject) == 1 else ()
        return single or ((discourse.subject,) if discourse.subject else ())
    return ()


def _spoken_of(
    subject: Sequence[str], partners: Sequence[PartyGroup], between: Sequence[str], before: Cast
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    beside = [c for g in partners if g.case == "with" for c in g.codes]
    everyone = tuple(dict.fromkeys([*between, *subject, *beside])) if beside or len(subject) > 1 or between else ()
    named = tuple(dict.fromkeys([*subject, *(c for g in partners for c in g.codes)]))
    pair = everyone if len(everyone) == 2 else named if len(named) == 2 else before.pair
    return pair, everyone if len(everyone) >= 3 else before.company


def find_pairs(frame: Frame, mention: Mention, cast: Cast, discourse: Discourse, told: tuple[str, ...]) -> list[Who]:
    """Sets of parties a mention speaks of; `told` are those of the statement before, in the same sentence."""
    arity = load_vocabulary().type(mention.type).arity
    if mention.how == "relation":
        return _allies(frame, mention, cast)
    whole = tuple(dict.fromkeys([*cast.between, *cast.subject])) if cast.is_named or cast.between else ()
    if mention.parties:
        return _possible(mention, _of_name(mention, cast, whole, arity, discourse.main))
    direct = _compound(frame, mention) if mention.how != "deed" else ()
    if direct:
        return _possible(mention, [Who(direct, "", None, 0.97, "compound")])
    inside = bracketed_groups(frame, mention)
    if inside:
        return _possible(mention, inside)
    if cast.between:
        return _possible(mention, [Who(cast.between, "", None, 0.95, "between")])
    found = _with_partners(mention, cast, arity) or _alone(frame, mention, cast, discourse, told)
    return _possible(mention, found)


def _of_name(mention: Mention, cast: Cast, whole: tuple[str, ...], arity: str, main: str) -> list[Who]:
    """The parties a name or a word for what was named stands for, unless the clause names others."""
    if mention.type == "exercise" and mention.how == "named" and cast.is_named:
        return [Who(tuple(dict.fromkeys([*mention.parties, *whole])), "", None, 0.9, "named, with those who act")]
    if mention.type == "exercise" and len(whole) > len(mention.parties):
        return [Who(whole, "", None, 0.9, "subject")]
    beside = any(g.case == "with" and set(g.codes) - set(mention.parties) for g in cast.partners)
    if mention.how == "anaphor" and (cast.is_named or beside):
        if fresh := _with_partners(mention, cast, arity):
            return fresh
        if cast.is_named and len(cast.subject) == 2:
            return [Who(cast.subject, "", None, 0.85, "subject")]
        if cast.is_named and len(mention.parties) >= 2 and not set(cast.subject) & set(mention.parties):
            if mention.type == "exercise":
                return [Who((*mention.parties, *cast.subject), "", None, 0.8, "joins")]
            other = main if main in mention.parties else mention.parties[-1]
            return [Who((c, other), c, cast.date_of(c), 0.75, "follows") for c in cast.subject]
    if mention.how == "named" and cast.is_named and not set(cast.subject) & set(mention.parties):
        others = _with_partners(mention, cast, arity) or [Who(cast.subject, "", None, 0.85, "subject")]
        if all(len(set(one.parties)) >= 2 for one in others):  # the same name, used by others
            return others
    return [Who(mention.parties, "", None, 0.9, "named")]


def _possible(mention: Mention, who: Sequence[Who]) -> list[Who]:
    least = 3 if mention.type == "minilateral" else 1 if load_vocabulary().type(mention.type).arity == "single" else 2
    return [one for one in who if len(set(one.parties)) >= least]


def _compound(frame: Frame, mention: Mention) -> tuple[str, ...]:
    for group in reversed(frame.groups):
        if group.end > mention.start or frame.in_bracket(group.start) != frame.in_bracket(mention.start):
            continue
        if len(set(group.codes)) >= 2 and _NAMED.fullmatch(frame.folded, group.end, mention.start):
            return group.codes
        return ()
    return ()


def _with_partners(mention: Mention, cast: Cast, arity: str) -> list[Who]:
    cases = ("with", "to", "in", "", "of") if mention.type in _UPON else ("with", "to")
    groups = [g for case in cases for g in cast.partners if g.case == case and set(g.codes) - set(cast.subject)]
    if not cast.subject or not groups:
        return []
    chosen = groups[0]
    behind = [g for g in groups if chosen.case == "with" and g.case != "with" and g.start > chosen.start]
    if behind and mention.type in _VISITS:  # 甲国军舰和乙国军舰访问丙国
        joint = [*cast.subject, *chosen.codes]
        return [Who((c, g), c, cast.date_of(c), 0.85, "each visitor") for c in joint for g in behind[0].codes]
    if len(cast.subject) >= 2 and mention.type in _UPON and chosen.case != "with":
        return []
    others = [(c, d) for c, d in zip(chosen.codes, chosen.dates, strict=True) if c not in cast.subject]
    if arity == "dyad" or cast.is_each or (len(others) > 1 and load_vocabulary().type(mention.type).family == "treaty"):
        lead = cast.subject[0] if len(cast.subject) == 1 else ""
        return [
            Who((s, c), lead, d or cast.date_of(c, s), 0.92, "subject with partner")
            for s in cast.subject
            for c, d in others
        ]
    whole = tuple(dict.fromkeys([*cast.subject, *(c for c, _ in others)]))
    return [Who(whole, cast.subject[0] if len(cast.subject) == 1 else "", None, 0.9, "subject with partners")]


def _alone(frame: Frame, mention: Mention, cast: Cast, discourse: Discourse, told: tuple[str, ...]) -> list[Who]:
    """Parties where the clause names no partner: both in the subject, or those spoken of."""
    subject = cast.subject
    arity = load_vocabulary().type(mention.type).arity
    is_text = arity == "dyad" or load_vocabulary().type(mention.type).family == "treaty"
    if cast.is_named and is_text and len(subject) > 2 and _is_headed(frame, subject[0], mention):
        lead = subject[0]
        return [Who((lead, c), lead, cast.date_of(c), 0.85, "the first with each") for c in subject[1:]]
    if cast.is_named and (len(subject) == 2 or (len(subject) > 2 and arity != "dyad")):
        return [Who(subject, "", None, 0.93, "subject")]
    if told and (not cast.is_named or set(subject) & set(told)):
        return [Who(told, subject[0] if cast.is_named and subject else "", None, 0.85, "as before")]
    lead = subject[0] if len(subject) == 1 else ""
    for known in (cast.pair, discourse.pair):
        if len(known) >= 2 and (not lead or lead in known):
            return [Who(known, lead, None, 0.7, "the pair spoken of")]
    if lead and discourse.main and lead != discourse.main:
        return [Who((lead, discourse.main), lead, None, 0.6, "with the state the text is about")]
    if not cast.is_named and len(subject) >= 2:
        return [Who(subject, "", None, 0.7, "carried on")]
    return []


def _is_headed(frame: Frame, first: str, mention: Mention) -> bool:
    """甲国和乙国、丙国、丁国: the first with each of the others."""
    names = [t for t in frame.of("actor", frame.clause(mention.start)[0], mention.start) if t.value == first]
    return bool(names) and frame.folded[names[0].end : names[0].end + 1] in tuple("与和同跟")


def _allies(frame: Frame, mention: Mention, cast: Cast) -> list[Who]:
    """美国的盟友日本、韩国; 甲国的盟友只有乙国."""
    after = [
        g
        for g in frame.groups
        if 0 <= g.start - mention.end <= _NEAR and "," not in frame.folded[mention.end : g.start]
    ]
    owner = next((g for g in reversed(frame.groups) if 0 <= mention.start - g.end <= 4 and len(g.codes) == 1), None)
    lead = owner.codes[0] if owner is not None else cast.subject[0] if len(cast.subject) == 1 and cast.is_named else ""
    if not lead or not after:
        return []
    gap = frame.folded[mention.end : after[0].start]
    if not re.fullmatch(r"(?:只有|仅有|是|为|包括|有|如|即|[\s,\"(:、-])*", gap):
        return []
    return [Who((lead, code), "", None, 0.8, "allies") for code in after[0].codes if code != lead]
