"""Instruments named by what they do: "a treaty by which each helps the other if attacked"; for languages with the verb last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.intake.reading.finalwords import FinalWords
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention

__all__ = ["described", "exported"]

_REACH = 46
_NEAR = 60
_ACTED = frozenset({"合意", "約束", "計画", "宣言", "契約"})  # also verbs: …で合意した


def described(
    folded: str, span: tuple[int, int], found: Sequence[Mention], tokens: Sequence[Token], words: FinalWords
) -> Iterator[Mention]:
    """Nouns such as 協定 whose type the words before them tell; what a name already covers is left alone."""
    low = span[0]
    for head in words.head.finditer(folded, *span):
        is_verb = head[0] in _ACTED and folded[head.start() - 1 : head.start()] in "でにとをがは"
        if is_verb or any(m.start < head.end() and head.start() < m.end for m in found):
            low = head.end()
            continue
        begin = max(
            low, head.start() - _REACH, *(t.end for t in tokens if t.kind == "stage" and t.end <= head.start() - 8), 0
        )
        before = folded[begin : head.start()]
        for row in words.described:
            match = row.words.search(before) if head[0] in row.heads else None
            if match is not None:
                yield Mention(type=row.type, start=begin + match.start(), end=head.end(), how="described")
                low = head.end()
                break


def exported(tokens: Sequence[Token], found: Sequence[Mention]) -> Iterator[Mention]:
    """Equipment with a word of transfer in the same sentence; aid programmes and exercises name themselves."""
    if any(m.type in ("OSA", "ODA", "DETTA", "equipment_export", "joint_development") for m in found):
        return
    goods = [t for t in tokens if t.kind == "equipment"]
    for deal in (t for t in tokens if t.kind == "transfer"):
        near = [t for t in goods if -20 <= deal.start - t.end <= _NEAR]
        near = [t for t in near if not any(m.start <= t.start < m.end for m in found)]
        if near:
            good = max(near, key=lambda t: (t.start < deal.start, t.start))
            yield Mention(type="equipment_export", start=good.start, end=good.end, how="act")
            return
