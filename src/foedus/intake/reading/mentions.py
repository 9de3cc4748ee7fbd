"""Where a sentence speaks of an instrument: by name, alias or acronym, by act, or by listing who belongs together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.parties import PartyGroup
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
    merged: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if merged and _is_same(folded, merged[-1], mention):
            parties = merged[-1].parties or mention.parties
            merged[-1] = replace(merged[-1], end=max(merged[-1].end, mention.end), parties=parties)
        elif not merged or mention.start >= merged[-1].end:
            merged.append(mention)
    return [_with_brackets(folded, mention, brackets) for mention in merged]


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
    after = next(
        (
            b
            for b in brackets
            if 0 <= b.start - mention.end <= 2 and folded[mention.end : b.start].strip(" '\"」』》”") == ""
        ),
        None,
    )
    return replace(mention, bracket=holding or after, in_bracket=None if holding else inside)


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


def referred(
    folded: str, tokens: Sequence[Token], found: Sequence[Mention], last: tuple[str, tuple[str, ...]] | None
) -> list[Mention]:
    """The instrument last spoken of, where the sentence only says "the pact", or "it" of what only instruments do."""
    if last is None:
        return []
    for token in (t for t in tokens if t.kind == "anaphor" and t.value in ("instrument", "thing")):
        if any(m.start < token.start for m in found):
            return []
        if re.match(r"\s*(on|concerning|with|between|for|of)\b", folded[token.end : token.end + 14]):
            continue
        does = [t for t in tokens if t.kind == "stage" and 0 <= t.start - token.end <= 60]
        if token.value == "thing" and not any(t.value in ("in_force", "suspended", "terminated") for t in does[:1]):
            continue
        if does:
            return [Mention(type=last[0], start=token.start, end=token.end, how="anaphor", parties=last[1])]
    return []


def headed(at: int, kind: str) -> list[Mention]:
    """The instrument that only the heading over a line names, if any: it has no words of its own in the line."""
    return [Mention(type=kind, start=at, end=at, how="heading")] if kind else []


def _others(tokens: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
    """Another of what was just named: "and is negotiating one with France"."""
    mentions = []
    for token in (t for t in tokens if t.kind == "anaphor" and t.value == "another"):
        before = [m for m in found if m.end <= token.start]
        if before:
            last = max(before, key=lambda m: m.start)
            mentions.append(Mention(type=last.type, start=token.start, end=token.start + 3, how="another"))
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
