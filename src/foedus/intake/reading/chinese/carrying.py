"""What Chinese carries from sentence to sentence without a word: the two spoken of, the agreement a stage is told of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import Frame
from foedus.intake.reading.mentions import Mention, names_unknown
from foedus.intake.reading.parties import PartyGroup

__all__ = ["carried_over", "note_two"]

_TOLD_ALONE: Final = frozenset({"signed", "approved", "in_force", "revised", "suspended", "denounced", "terminated"})
"""Stages told of the agreement of the sentence before without naming it: 2023年5月正式生效."""
_ALONE = re.compile(r"(?:方面|篇)?[\s。:!?,]*")
_OPENS = re.compile(r"(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]?|[●■◆▪•·\-*#]|与|对|和|同|再看|先看)?\s*")
_STATE: Final = 3
_OF_THINGS: Final = frozenset({"equipment", "transfer", "relation", "group", "joining"})


def note_two(
    folded: str,
    span: tuple[int, int],
    groups: Sequence[PartyGroup],
    discourse: Discourse,
    before: tuple[str, ...],
) -> None:
    """The two states that a sentence names, however it names them, are those that 双方 then means.

    A sentence that is nothing but a name is a heading: 白俄罗斯。
    """
    if len(groups) == 1 and _is_heading(folded, span, groups[0]):
        discourse.head(groups[0].codes)
        return
    named = tuple(dict.fromkeys(c for g in groups if g.case != "other_than" for c in g.codes if len(c) == _STATE))
    if any(len(code) != _STATE for code in discourse.pair):
        discourse.pair = before  # a state and an organisation are no "two countries"
    if len(named) == 2:
        discourse.pair = named


def _is_heading(folded: str, span: tuple[int, int], group: PartyGroup) -> bool:
    behind = _ALONE.fullmatch(folded, group.end, span[1])
    return behind is not None and _OPENS.fullmatch(folded, span[0], group.start) is not None


def carried_over(frame: Frame, discourse: Discourse) -> Mention | None:
    """The agreement of the sentence before, where this one tells a stage and names none."""
    last = discourse.memory.treaty
    if last is None or len(set(last[1])) != 2 or discourse.memory.age > 1 or frame.mentions:
        return None
    if not any(t.kind == "stage" and t.value in _TOLD_ALONE for t in frame.tokens):
        return None
    if any(t.kind in _OF_THINGS for t in frame.tokens) or any(
        c not in last[1] for g in frame.groups for c in g.codes if g.case != "in"
    ):
        return None
    if names_unknown(frame.folded, frame.sentence.start, frame.sentence.end):
        return None
    at = frame.sentence.start - 1
    return Mention(type=last[0], start=at, end=at, how="anaphor", parties=last[1])
