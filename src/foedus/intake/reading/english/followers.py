"""Who did the same later: "Chile followed on June 6", "and Ghana followed with a 2+2", "a treaty with Togo followed in May"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.recall import Told
from foedus.model.vocabulary import load_vocabulary

__all__ = ["read_followers"]

_FOLLOWED: Final = re.compile(
    r"\bfollowed(?: suit)?(?= (?:in|on|last|this|with (?:a|an|one|its|their)\b|a (?:day|week|month|year)|the|two|three|later)\b|[.,;])",
    re.IGNORECASE,
)


def read_followers(frame: Frame, readings: Sequence[Reading], discourse: Discourse) -> Iterator[Reading]:
    """The readings of a sentence; what "followed" takes over from the one before it is read as the same of another."""
    hit = _FOLLOWED.search(frame.folded, frame.sentence.start, frame.sentence.end)
    told = discourse.recall.told
    kept = list(readings)
    before = [r for r in kept if hit and r.start < hit.start() and r.stage and r.modality == "asserted"]
    doer = _doer(frame, hit.start()) if hit else None
    if hit and doer is not None:
        kept, told = _cut(frame, kept, before, doer, told, discourse)
        if told is not None and discourse.recall.sentence - told.sentence <= 1:
            date = next((d for d in frame.dates if d.start >= hit.end()), None)
            kept += [_same(told, parties, doer, hit.end(), date) for parties in _parties(told, doer, discourse.hub)]
    _note(kept, discourse)
    yield from kept


def _doer(frame: Frame, at: int) -> PartyGroup | None:
    """Who followed: the names right before the verb, or those an agreement that followed is with."""
    near = [g for g in frame.groups if g.end <= at and at - g.end <= 30 and not frame.in_bracket(g.start)]
    if not near or near[-1].case not in ("", "with", "subject"):
        return None
    gap = frame.folded[near[-1].end : at]
    return near[-1] if not re.search(r"[,;:.]", gap) else None


def _cut(
    frame: Frame,
    kept: list[Reading],
    before: Sequence[Reading],
    doer: PartyGroup,
    told: Told | None,
    discourse: Discourse,
) -> tuple[list[Reading], Told | None]:
    """In one sentence the first half tells what the second repeats: its parties are those the first half names."""
    ahead = [g for g in frame.groups if g.end <= doer.start and g.case in ("", "subject") and len(set(g.codes)) == 2]
    if not before:
        return kept, told
    first = before[0]
    parties = ahead[0].codes if ahead else first.parties
    end = first.date.end if first.date else min(first.end, doer.start)
    if end <= first.start:  # what is told begins behind the one who follows: there is no first half
        return kept, told
    halved = replace(first, parties=parties, end=end)
    fixed = [halved, *(r for r in kept if r not in before)]
    lead = discourse.hub if discourse.hub in parties else first.subject
    return fixed, Told(first.type, tuple(parties), first.stage or "", lead, discourse.recall.sentence)


def _parties(told: Told, doer: PartyGroup, hub: str) -> list[tuple[str, ...]]:
    """The same parties if the follower is one of them; else each follower with the one who did it before."""
    if set(doer.codes) <= set(told.parties):
        return [told.parties] if load_vocabulary().type(told.type).family == "treaty" else []
    if load_vocabulary().type(told.type).arity != "dyad":
        return []
    lead = told.lead or (hub if hub in told.parties else "")
    return [(lead, code) for code in dict.fromkeys(doer.codes) if code not in told.parties] if lead else []


def _same(told: Told, parties: tuple[str, ...], doer: PartyGroup, end: int, when: TextDate | None) -> Reading:
    return Reading(
        type=told.type, parties=parties, subject=told.lead, start=doer.start, end=when.end if when else end,
        stage=told.stage, date=when, confidence=0.7, cues=(f"type: {told.type} (done again by another)",),
    )  # fmt: skip


def _note(readings: Sequence[Reading], discourse: Discourse) -> None:
    done = [r for r in readings if r.stage and r.modality == "asserted"]
    if done:
        last, told = done[-1], discourse.recall.told
        lead = last.subject or (told.lead if told is not None and set(told.parties) == set(last.parties) else "")
        discourse.recall.told = Told(last.type, last.parties, last.stage or "", lead, discourse.recall.sentence)
