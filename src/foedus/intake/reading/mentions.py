"""Where a sentence speaks of an instrument: by name, alias or acronym, by act, or by listing who belongs together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.recall import Recall
from foedus.intake.reading.sentences import Bracket
from foedus.model.actors import load_actors

__all__ = ["VAGUE", "Mention", "find_mentions", "headed", "referred"]


VAGUE: Final = frozenset({"security_treaty", "other_treaty"})
"""Types that a text's own description of the instrument makes more precise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention; `parties` only where the name or the list itself gives them. `how` says which kind of cue gave the type."""

    type: str
    start: int
    end: int
    how: str
    parties: tuple[str, ...] = ()
    implied: Token | None = None
    group: str = ""
    owner: tuple[str, ...] = ()
    bracket: Bracket | None = None
    in_bracket: Bracket | None = None
    is_description: bool = False


def find_mentions(
    folded: str, tokens: Sequence[Token], groups: Sequence[PartyGroup], brackets: Sequence[Bracket]
) -> list[Mention]:
    """Mentions of one sentence, in order, without overlap."""
    found = [
        Mention(
            type=t.value,
            start=t.start,
            end=t.end,
            how="act" if "phrase" in t.detail and "stage" in t.detail else t.kind,
            parties=t.detail.get("parties", ()),
            implied=t if "stage" in t.detail else None,
            is_description="phrase" in t.detail and "stage" not in t.detail,
        )
        for t in tokens
        if t.kind in ("instrument", "named", "relation")
    ]
    found = _without_vague(found)
    if not any(m.type == "equipment_export" for m in found):
        found += _exports(folded, tokens, found)
    found += _others(tokens, found)
    found += _groupings(tokens, groups)
    found += _listed_minilaterals(folded, groups, found)
    found = [m for m in found if not _is_adjective(folded, m, found)]
    merged: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if merged and _is_same(folded, merged[-1], mention):
            parties = merged[-1].parties or mention.parties
            merged[-1] = replace(merged[-1], end=max(merged[-1].end, mention.end), parties=parties)
        elif not merged or mention.start >= merged[-1].end:
            merged.append(mention)
    return [_with_brackets(folded, mention, brackets) for mention in merged]


def _is_adjective(folded: str, mention: Mention, found: Sequence[Mention]) -> bool:
    """Is "trilateral" only said of the agreement right behind it: "a trilateral logistics agreement"?"""
    if (
        mention.type != "minilateral"
        or mention.how != "instrument"
        or not folded[mention.start : mention.end].endswith("lateral")
    ):
        return False
    return any(0 <= m.start - mention.end <= 1 for m in found)


def _without_vague(found: Sequence[Mention]) -> list[Mention]:
    """An act silences the words of its own type inside it; what a pact is for, or an act, silences its vague name."""
    if any(m.type in ("OSA", "ODA", "DETTA") for m in found):  # aid programmes name themselves and are no exports
        found = [m for m in found if not (m.how == "act" and m.type == "equipment_export")]
    clear = [m for m in found if not (m.is_description and m.type in VAGUE)]
    found = [m for m in found if not (m.is_description and m.type in VAGUE and any(_touch(m, c) for c in clear))]
    telling = [m for m in found if m.how == "act" or m.is_description]
    return [m for m in found if m in telling or not any(_silences(t, m) for t in telling)]


def _touch(left: Mention, right: Mention) -> bool:
    return left.start < right.end and right.start < left.end


def _silences(telling: Mention, mention: Mention) -> bool:
    if not _touch(telling, mention) or mention.how == "named":
        return False
    return telling.type == mention.type or (telling.is_description and mention.type in VAGUE)


def _is_same(folded: str, left: Mention, right: Mention) -> bool:
    """An acronym in brackets, or a second word for the same thing right after the first."""
    gap = folded[left.end : right.start]
    return left.type == right.type and len(gap) <= 3 and not re.search(r"[,、;]|and|及び|와|과|和", gap)


def _with_brackets(folded: str, mention: Mention, brackets: Sequence[Bracket]) -> Mention:
    inside = next((b for b in brackets if b.start < mention.start < b.end), None)
    holding = next((b for b in brackets if mention.start < b.start < mention.end <= b.end), None)
    after = _behind_parties(folded, mention, brackets) or next(
        (
            b
            for b in brackets
            if 0 <= b.start - mention.end <= 2 and folded[mention.end : b.start].strip(" '\"」』》”") == ""
        ),
        None,
    )
    return replace(mention, bracket=holding or after, in_bracket=None if holding else inside)


_PARTIES_BETWEEN: Final = re.compile(r"\s(?:between|among)\s[^,;:()]{2,70}?\s?")


def _behind_parties(folded: str, mention: Mention, brackets: Sequence[Bracket]) -> Bracket | None:
    """The bracket behind an agreement and its parties: "the pact between Peru and Ghana (signed 2019)"."""
    near = next((b for b in brackets if 0 < b.start - mention.end <= 80), None)
    return near if near and _PARTIES_BETWEEN.fullmatch(folded, mention.end, near.start) else None


def _exports(folded: str, tokens: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
    """A verb of transfer with a piece of equipment beside it; aid programmes name themselves and are not exports."""
    if any(m.type in ("OSA", "ODA", "DETTA") for m in found):
        return []
    mentions: list[Mention] = []
    goods = [t for t in tokens if t.kind == "equipment"]
    for verb in (t for t in tokens if t.kind == "transfer"):
        near = [g for g in goods if -40 <= g.start - verb.end <= 70 or 0 <= verb.start - g.end <= 40]
        joined = any(m.type == "joint_development" and 0 <= verb.start - m.end <= 12 for m in found)
        if near and not joined and not (mentions and verb.start < mentions[-1].end + 40):
            good = min(near, key=lambda g: abs(g.start - verb.end))
            mentions.append(
                Mention(
                    type="equipment_export", start=min(verb.start, good.start), end=max(verb.end, good.end), how="act"
                )
            )
    return mentions


_REFERRING = frozenset({"instrument", "thing", "contract", "exercise", "kind"})
_CERTAIN_OF_THINGS = frozenset({"in_force", "suspended", "terminated"})
_PASSIVE = re.compile(
    r"\s*(?:was|were|is|are|has been|had been|have been|will be|would be|still has to be|has to be|is to be|being)\s"
)
_LEGISLATED = frozenset({"approved", "in_force", "terminated", "denounced"})


def referred(
    folded: str,
    tokens: Sequence[Token],
    groups: Sequence[PartyGroup],
    found: Sequence[Mention],
    recall: Recall,
    *,
    verb_last: bool,
) -> list[Mention]:
    """The instrument last spoken of, where the sentence only says "the pact", or "it" of what only instruments do.

    "A similar accord" is of the same type, between others. A stage that only instruments reach needs no word for them at
    all: "The Senate gave its consent in December."
    """
    stages = [t for t in tokens if t.kind == "stage"]
    again = _again(folded, tokens, groups, found, recall)
    if again:
        return again
    low = tokens[0].start if tokens else 0
    for token in (t for t in tokens if t.kind == "anaphor" and t.value in _REFERRING):
        last = recall.last(_sort(folded, token))
        if last is None or any(m.start < token.end for m in found) or _is_of_its_own(folded, token, low):
            continue
        if token.value == "kind":
            return [Mention(type=last.type, start=token.start, end=token.end, how="another")]
        if not last.parties or re.match(
            r"\s*(on|concerning|with|between|for|of)\b", folded[token.end : token.end + 14]
        ):
            continue
        others = {t.value for t in tokens if t.kind == "actor" and t.start < token.start} - set(last.parties)
        if len(others) == 1 and not any(t.kind == "actor" and t.value in last.parties for t in tokens):
            return [Mention(type=last.type, start=token.start, end=token.end, how="owned", owner=tuple(others))]
        if _does(folded, token, stages, verb_last=verb_last):
            return [Mention(type=last.type, start=token.start, end=token.end, how="anaphor", parties=last.parties)]
    return [] if found else _unnamed(folded, tokens, stages, recall)


_NOUN = re.compile(
    r"\b(?:agreement|accord|pact|treaty|framework|memorandum|arrangement|contract)s?\b|協定|条約|取り決め|契約|覚書|協議書|합의|협정|조약|계약|양해각서|协定|协议|條約|条约|合同|合約|備忘錄|备忘录",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:协议|条约|合约|協定|条約|契約|협정|조약|계약|协定|協定|合同).?$")
_MODIFIES = re.compile(r"[\u3041-\u30ff\u3400-\u9fff가-힣A-Za-z」』》)]$|[의한는인된할른린운] $")


def names_unknown(folded: str, start: int, end: int) -> bool:
    """Does a passage that names no known instrument speak of an agreement all the same?"""
    return _NOUN.search(folded, start, end) is not None


def _sort(folded: str, token: Token) -> str:
    """What a word looks back to: an agreement, a contract, an exercise."""
    words = folded[token.start : token.end]
    if token.value == "instrument" and re.search(r"合同|合约|订单", words):
        return "contract"
    return "exercise" if token.value == "instrument" and re.search(r"演习|军演|演训", words) else token.value


def _is_of_its_own(folded: str, token: Token, low: int) -> bool:
    """Has a word that could look back its own explanation (モンゴルとの協定は), or stands an unknown agreement before it?"""
    words = folded[token.start : token.end]
    if _BARE.fullmatch(words) and _MODIFIES.search(folded, max(low, token.start - 2), token.start):
        return True
    return token.value == "thing" and _NOUN.search(folded, low, token.start) is not None


def _does(folded: str, token: Token, stages: Sequence[Token], *, verb_last: bool) -> bool:
    """Is it said of the instrument that a word stands for that it reached a stage?"""
    after = [t for t in stages if 0 <= t.start - token.end <= 60]
    if token.value != "thing":
        return bool(after) or (not verb_last and any(0 <= token.start - t.end <= 40 for t in stages))
    if verb_last:
        return bool(after)
    if any(0 <= token.start - t.end <= 2 for t in stages):
        return True  # "ratified it"
    if any(" that " in folded[token.end : t.start] for t in after[:1]):
        return False  # "it appears that a course has been established"
    return any(t.value in _CERTAIN_OF_THINGS for t in after[:1]) or bool(
        after and _PASSIVE.match(folded, token.end, after[0].start)
    )


_REACH: Final = 3
_ANY_PACT: Final = r"(?:agreement|accord|pact|treaty|deal|arrangement|text|one|version)"
_OWN: Final = re.compile(
    rf"(?:'s?)?\s(?:own\s|existing\s|current\s|present\s)?{_ANY_PACT}\b(?!\s(?:on|concerning|for|of)\b)"
    r"|'s (?=(?:dates|was|entered|came|took|has|is|expired|followed)\b)",
    re.IGNORECASE,
)
_WITH: Final = re.compile(rf"\bthe (?:\w+ )?{_ANY_PACT} (?=with\b)", re.IGNORECASE)


def _again(
    folded: str, tokens: Sequence[Token], groups: Sequence[PartyGroup], found: Sequence[Mention], recall: Recall
) -> list[Mention]:
    """Others of the kind last spoken of: "another with Ghana", "Togo signed its own", "Peru's dates from 2007", "the pact with Chad"."""
    last = recall.last("instrument")
    if found or last is None or recall.sentence - last.sentence > _REACH:
        return []
    mentions = [_another(t, last.type) for t in tokens if t.kind == "anaphor" and t.value in _ANOTHER]
    for group in groups:
        own = _OWN.match(folded, group.end) if group.is_possessive or group.is_demonym else None
        if own is not None:
            mentions.append(
                Mention(
                    type=last.type, start=group.start, end=max(own.end(), group.end), how="owned", owner=group.codes
                )
            )
        ahead = folded[max(0, group.start - 30) : group.start]
        with_it = _WITH.search(ahead) if group.case == "with" else None
        if with_it is not None and not any(m.end > group.start - 30 for m in mentions):
            start = group.start - len(ahead) + with_it.start()
            mentions.append(Mention(type=last.type, start=start, end=start + len(with_it[0].rstrip()), how="another"))
    return sorted(mentions, key=lambda m: m.start)


def _unnamed(folded: str, tokens: Sequence[Token], stages: Sequence[Token], recall: Recall) -> list[Mention]:
    """A parliament's consent or an entry into force told right after the instrument it is of."""
    last = recall.last("instrument")
    if last is None or not last.parties or recall.sentence - last.sentence > 1 or not stages:
        return []
    if any(t.kind in ("equipment", "transfer", "relation", "group", "joining", "persons") for t in tokens):
        return []
    if any(t.kind == "actor" and t.value not in last.parties for t in tokens):
        return []
    own = next((t for t in stages if t.value in _LEGISLATED), None)
    if own is None:
        return []
    if _NOUN.search(folded[max(0, own.start - 60) : own.start].rsplit(". ", 1)[-1]):
        return []  # "a fishing treaty exists"
    return [Mention(type=last.type, start=own.start, end=own.end, how="anaphor", parties=last.parties)]


def headed(at: int, kind: str) -> list[Mention]:
    """The instrument that only the heading over a line names, if any: it has no words of its own in the line."""
    return [Mention(type=kind, start=at, end=at, how="heading")] if kind else []


_ANOTHER: Final = frozenset({"another", "object"})


def _another(token: Token, kind: str) -> Mention:
    """The words "one" or "another" as a mention: the preposition or verb beside them is no part of it."""
    if token.value == "object":
        return Mention(type=kind, start=token.end - 3, end=token.end, how="another")
    return Mention(type=kind, start=token.start, end=token.start + 3, how="another")


def _others(tokens: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
    """Another of what was just named: "and is negotiating one with France"."""
    mentions = []
    for token in (t for t in tokens if t.kind == "anaphor" and t.value in _ANOTHER):
        before = [m for m in found if m.end <= token.start]
        if before:
            last = max(before, key=lambda m: m.start)
            mentions.append(_another(token, last.type))
    return mentions


def _groupings(tokens: Sequence[Token], groups: Sequence[PartyGroup]) -> list[Mention]:
    """A group named together with two or more of its members, or one that somebody seeks to join."""
    mentions = []
    for token in (t for t in tokens if t.kind == "group"):
        members = load_actors().members(token.value)
        inside = members.certain | members.possible
        beside = [g for g in groups if abs(g.start - token.end) <= 90 or abs(token.start - g.end) <= 90]
        named = {code for g in beside for code in g.codes if code in inside}
        joining = next((t for t in tokens if t.kind == "joining" and 0 <= token.start - t.end <= 40), None)
        if joining is not None:
            mentions.append(
                Mention(
                    type="minilateral",
                    start=token.start,
                    end=token.end,
                    how="joining",
                    group=token.value,
                    implied=joining,
                )
            )
        elif len(named) >= 2 and len(named) >= len(members.certain or inside) - 1:
            mentions.append(
                Mention(
                    type="minilateral",
                    start=token.start,
                    end=token.end,
                    how="members",
                    parties=tuple(sorted(members.certain or named)),
                )
            )
    return mentions


def _listed_minilaterals(folded: str, groups: Sequence[PartyGroup], found: Sequence[Mention]) -> list[Mention]:
    """Three or more names joined by dashes are one group: "U.S.-Japan-Philippines"."""
    return [
        Mention(type="minilateral", start=g.start, end=g.end, how="listed", parties=g.codes)
        for g in groups
        if g.link == "compound"
        and len(set(g.codes)) >= 3
        and not any(0 <= m.start - g.end <= 12 and m.type != "minilateral" for m in found)
    ]
