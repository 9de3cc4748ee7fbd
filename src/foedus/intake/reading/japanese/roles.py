"""How names stand in a sentence whose particles follow them: as topic, subject, partner, receiver, place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from foedus.intake.reading.japanese.words import FinalWords, final_words
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.parties import PartyGroup

__all__ = ["Part", "alone", "find_parts", "spoken_of"]


@dataclass(frozen=True, slots=True)
class Part:
    """A group with its role; `end` is behind its particle."""

    group: PartyGroup
    role: str
    end: int
    is_place: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """Its actors."""
        return self.group.codes


def find_parts(
    folded: str,
    span: tuple[int, int],
    groups: Sequence[PartyGroup],
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    lexicon: Lexicon,
) -> list[Part]:
    """The role of every group of a sentence."""
    words = final_words(lexicon)
    starts = [m.start for m in mentions]
    places = {t.start for t in tokens if t.kind == "actor" and t.detail.get("form") in ("place", "capital")}
    return [_part(folded, span, group, starts, words, is_place=group.start in places) for group in groups]


def _part(
    folded: str, span: tuple[int, int], group: PartyGroup, starts: Sequence[int], words: FinalWords, *, is_place: bool
) -> Part:
    low, high = span
    if group.case == "other_than":
        return Part(group, "other_than", group.end)
    bearer = words.bearer.match(folded, group.end, high)
    at = bearer.end() if bearer else group.end
    if any(group.end - 1 <= start <= at for start in starts):
        return Part(group, "compound", at, is_place)
    role, end = _role(folded, at, high, words)
    if role == "between" and folded.startswith("との", at) and "と" not in folded[group.start : group.end]:
        role = "with"
    if role == "of":
        further = words.bearer_of.match(folded, at, high)
        behind = further.end() if further else at
        if behind > at and not any(at <= start < behind for start in starts):
            deeper, deep_end = _role(folded, behind, high, words)
            if deeper in ("topic", "subject", "to", "with", "by", "object", "in"):
                return Part(group, deeper, deep_end, is_place)
    if (
        role == ""
        and folded[at : at + 1] == " "
        and group.start > low
        and _NUMBERING.fullmatch(folded, low, group.start)
    ):
        role = "label"
    if role == "" and _FOCUS.match(folded, group.end, high):
        role = "focus"
    return Part(group, role, end, is_place)


_FOCUS = re.compile(r"(?:だ|である|です|となった|でした)(?:。|$)")
_NUMBERING = re.compile(r"[\s■◆●○・\d.,()a-zA-Z:、〔〕【】①-⑳-]*")


def alone(folded: str, span: tuple[int, int], groups: Sequence[PartyGroup]) -> list[Part]:
    """A line that only names an actor, or two, is a heading: what follows is about them."""
    if len(groups) != 1 or not _NUMBERING.fullmatch(folded, span[0], groups[0].start):
        return []
    rest = folded[groups[0].end : span[1]].strip(" :】〕)")
    return (
        [Part(groups[0], "alone", groups[0].end)] if not rest or rest in ("両国", "関係", "の場合", "との関係") else []
    )


def _role(folded: str, at: int, high: int, words: FinalWords) -> tuple[str, int]:
    for name, pattern in words.roles:
        match = pattern.match(folded, at, high)
        if match is not None:
            return name, match.end()
    return ("bare" if at >= high else ""), at


def spoken_of(tokens: Sequence[Token], home: str, topic: str) -> list[Token]:
    """Tokens with the words for one's own country and for the country spoken of replaced by the actors they mean."""
    meant = {"own": home, "subject": topic}
    return [
        Token(kind="actor", value=meant[t.value], start=t.start, end=t.end, detail={"form": "name"})
        if t.kind == "anaphor" and meant.get(t.value)
        else t
        for t in tokens
    ]
