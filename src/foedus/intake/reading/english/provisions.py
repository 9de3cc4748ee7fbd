"""What a sentence says of an agreement besides its stages: what it provides for, who had one before, whose is like it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.parties import PartyGroup
from foedus.model.vocabulary import load_vocabulary

__all__ = ["read_provisions"]

_LEGAL: Final = (
    r"(?:visas?\b|status of (?:the |their |visiting |foreign )*(?:forces|troops|personnel)|legal (?:standing|status|hurdles|barriers|obstacles|protections?)"
    r"|(?:hurdles|barriers|obstacles|formalities|red tape)\b|jurisdiction\b|immunit(?:y|ies)\b|customs (?:duties|exemptions?|clearance)|tax(?:es|ation)? exemptions?"
    r"|permanent (?:bases|basing|stationing|presence)|carrying of (?:arms|weapons)|claims for damages?)"
)
_VERB: Final = (
    r"(?:provid|secur|ensur|guarantee?|grant|remov|reduc|eliminat|waiv|simplif|eas|lower|abolish|regulat|settl|clarif|exempt|lift|allow|permit)"
    r"(?:e|es|ed|ing|ies|ied|ying|s)?"
)
_PROVIDED: Final = re.compile(
    rf"(?:(?P<tie>,?\s(?:which|that)|\b(?:it|the (?:pact|agreement|accord|treaty|text|deal|document|arrangement)))\s(?:also )?(?P<no>(?:does|did) not |never )?|,\s(?:and\s)?)"
    rf"(?P<body>{_VERB}\b[^,;.()]{{0,60}}?{_LEGAL}[^,;.()]{{0,70}})",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(r",\s(?:and\s)?(?P<body>[a-z]+ing\s[^,;.()]{8,90})", re.IGNORECASE)
_FIRST: Final = re.compile(r"\b(?:first|second|third|only)\b[^.;]{0,160}$", re.IGNORECASE)
_SAME_AS: Final = re.compile(r"\b(?:same|similar|like|comparable|identical)\b[^.;]{0,80}\bas (?:those |that |the one |the ones )?(?:it has |already )?with\s(?:the\s)?$", re.IGNORECASE)  # fmt: skip


_NONE: Final = re.compile(r"\b(?:there (?:is|was) none|ha(?:s|ve|d) none|nothing (?:of the (?:kind|sort)|similar|comparable)|no such (?:agreement|treaty|pact|arrangement|text|accord|deal)) with\s", re.IGNORECASE)  # fmt: skip
_EITHER: Final = re.compile(r"(?:either|both|any of them|the other two)\b", re.IGNORECASE)


def read_provisions(frame: Frame, readings: Sequence[Reading], discourse: Discourse) -> Iterator[Reading]:
    """What the sentence presupposes or says an agreement provides, stages aside."""
    yield from _provided(frame, readings, discourse)
    yield from _before(frame, readings)
    yield from _like(frame, discourse)
    yield from _none_with(frame, discourse)


def _provided(frame: Frame, readings: Sequence[Reading], discourse: Discourse) -> Iterator[Reading]:
    """Of the agreement last told of, in this sentence or the one before: ", providing visa exemptions", "it removes legal hurdles"."""
    at = frame.sentence.start
    done = False
    for hit in _PROVIDED.finditer(frame.folded, frame.sentence.start, frame.sentence.end):
        of = _spoken_of(readings, discourse, hit.start())
        if of is None or _is_meant_otherwise(frame, hit.start("body")):
            continue
        low = hit.start("tie") if hit["tie"] and not hit["tie"].startswith((",", " ")) else hit.start("body")
        yield _provision(of, low, hit.end())
        at, done = hit.end(), True
    while done and (more := _GOES_ON.match(frame.folded, at, frame.sentence.end)):
        of = _spoken_of(readings, discourse, more.start())
        if of is not None:
            yield _provision(of, more.start("body"), more.end())
        at = more.end()


def _spoken_of(readings: Sequence[Reading], discourse: Discourse, at: int) -> tuple[str, tuple[str, ...]] | None:
    before = [r for r in readings if r.start < at and load_vocabulary().type(r.type).family == "treaty"]
    if before:
        return before[-1].type, before[-1].parties
    last = discourse.recall.last("instrument")
    if last is None or not last.parties or discourse.recall.sentence - last.sentence > 1:
        return None
    return last.type, last.parties


def _provision(of: tuple[str, tuple[str, ...]], start: int, end: int) -> Reading:
    return Reading(
        type=of[0], parties=of[1], subject="", start=start, end=end, confidence=0.55,
        cues=(f"type: {of[0]} (what it provides)",),
    )  # fmt: skip


def _is_meant_otherwise(frame: Frame, at: int) -> bool:
    low = frame.clause(at)[0]
    return any(t.value in ("planned", "hypothetical", "recommended") for t in frame.of("modality", low, at))


def _before(frame: Frame, readings: Sequence[Reading]) -> Iterator[Reading]:
    """The first one held with a partner other than Peru and Ghana: it was held with these before."""
    for group in (g for g in frame.groups if g.case == "other_than"):
        own = [r for r in readings if r.stage == "held" and r.modality == "asserted" and len(r.parties) == 2]
        own = [r for r in own if r.start < group.start and r.subject and not set(r.parties) & set(group.codes)]
        if not own or not _FIRST.search(frame.folded, frame.sentence.start, group.start):
            continue
        lead = own[-1].subject
        for code in group.codes:
            yield Reading(
                type=own[-1].type, parties=(lead, code), subject=lead, start=group.start, end=group.end, stage="held",
                confidence=0.6, cues=(f"type: {own[-1].type} (held before the first with another)",),
            )  # fmt: skip


def _like(frame: Frame, discourse: Discourse) -> Iterator[Reading]:
    """An agreement of the same nature as with Peru (2019) and Ghana (2021)."""
    last = discourse.recall.last("instrument")
    for group in frame.groups:
        if group.case != "with" or not _SAME_AS.search(frame.folded, frame.sentence.start, group.start):
            continue
        lead = _actor(frame, group, last.parties if last else (), discourse.hub)
        if last is not None and lead:
            for code, date in ((c, d) for c, d in zip(group.codes, group.dates, strict=True) if c != lead):
                place = next(t for t in frame.of("actor", group.start, group.end) if t.value == code)
                yield Reading(
                    type=last.type, parties=(lead, code), subject=lead, start=place.start, date=date,
                    end=date.end if date and date.start < place.end + 12 else place.end,
                    date_of="unspecified" if date else None, confidence=0.6,
                    cues=(f"type: {last.type} (the same as)",),
                )  # fmt: skip


def _actor(frame: Frame, group: PartyGroup, known: Sequence[str], hub: str) -> str:
    """Whose the agreements are: the subject of the sentence, if it is a party of the last one."""
    free = [g.codes[0] for g in frame.groups if g.case in ("", "subject") and len(g.codes) == 1 and g is not group]
    return next((code for code in free if code in known), hub if hub in known else "")


def _none_with(frame: Frame, discourse: Discourse) -> Iterator[Reading]:
    """Tell where the instrument last spoken of is denied of others: "There is none with Peru", "nothing of the kind with either"."""
    hit = _NONE.search(frame.folded, frame.sentence.start, frame.sentence.end)
    last = discourse.recall.last("instrument")
    if hit is None or last is None or discourse.recall.sentence - last.sentence > 1:
        return
    free = [
        g.codes[0] for g in frame.groups if g.case in ("", "subject") and g.end <= hit.start() and len(g.codes) == 1
    ]
    lead = free[-1] if free else discourse.hub
    others = next(
        (g.codes for g in frame.groups if g.case == "with" and g.start - hit.end() <= 4 and g.start >= hit.end()), ()
    )
    if not others and _EITHER.match(frame.folded, hit.end()):
        others = last.parties
    for code in (c for c in others if lead and c != lead):
        yield Reading(
            type=last.type, parties=(lead, code), subject=lead, start=hit.start(), end=frame.clause(hit.start())[1],
            stage="in_force", modality="denied", negated=True, confidence=0.7, cues=(f"type: {last.type} (denied of others)",),
        )  # fmt: skip
