"""Instruments named by what they do: "a treaty by which each helps the other if attacked"; for languages with the verb last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.intake.reading.frames import Frame
from foedus.intake.reading.japanese.words import FinalWords, final_words
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention, find_mentions
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.sentences import Sentence
from foedus.model.vocabulary import load_vocabulary

__all__ = ["final_mentions"]

_REACH = 46
_NEAR = 60
_ACTED = frozenset({"合意", "約束", "計画", "宣言", "契約"})  # also verbs: …で合意した


def final_mentions(frame: Frame, known: str = "") -> list[Mention]:
    """Mentions by name, by act, by what the instrument does, by equipment that changes hands, and as another of a known type."""
    folded, tokens, groups, sentence = frame.folded, frame.tokens, frame.groups, frame.sentence
    words = final_words(frame.lexicon)
    named = [t for t in tokens if t.kind not in ("equipment", "transfer")]
    ends = {g.end for g in groups}
    found = [m for m in find_mentions(folded, named, groups, frame.brackets) if m.how != "listed" or m.end not in ends]
    found = [_whole(folded, sentence, m, words) for m in found]
    found += _described(folded, (sentence.start, sentence.end), found, tokens, words)
    found += _exported(tokens, found)
    found += _same_again(folded, tokens, groups, found, known)
    return sorted(found, key=lambda m: m.start)


def _same_again(
    folded: str, tokens: Sequence[Token], groups: Sequence[PartyGroup], found: Sequence[Mention], known: str
) -> Iterator[Mention]:
    """The same kind of instrument with another partner: 英国との同協定, 日豪の協定."""
    for token in (t for t in tokens if t.kind == "anaphor" and t.value == "instrument"):
        before = [m.type for m in found if m.end <= token.start and load_vocabulary().type(m.type).family == "treaty"]
        before = before or ([known] if known else [])
        owned = any(
            g.end < token.start and re.fullmatch(r"[^、。はがをに]{0,8}(?:との|の)", folded[g.end : token.start])
            for g in groups
        )
        if before and owned and not any(m.start < token.end and token.start < m.end for m in found):
            yield Mention(type=before[-1], start=token.start, end=token.end, how="another")


def _whole(folded: str, sentence: Sentence, mention: Mention, words: FinalWords) -> Mention:
    """A formal title goes on to its head: 防衛装備品及び技術の移転に関する日本国政府と…との間の協定."""
    if not folded[mention.start : mention.end].endswith("に関する"):
        return mention
    head = words.head.search(folded, mention.end, min(sentence.end, mention.end + 60))
    return replace(mention, end=head.end()) if head else mention


def _described(
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


def _exported(tokens: Sequence[Token], found: Sequence[Mention]) -> Iterator[Mention]:
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
