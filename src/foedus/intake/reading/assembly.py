"""From the words of a sentence to statements: who, what, which stage, when, and how it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from foedus.intake.reading.amounts import Amount
from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import DIRECTED, VERB_LAST, Frame, Reading
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import VAGUE, Mention
from foedus.intake.reading.relating import Who, compound_before, find_parties, partners_at, reading_of
from foedus.intake.reading.staging import (
    StageWord,
    bare_dates,
    govern,
    implied_stages,
    inserted_stages,
    is_relative,
)
from foedus.model.vocabulary import InstrumentType, load_vocabulary

__all__ = ["read_frame"]


def read_frame(frame: Frame, discourse: Discourse) -> Iterator[Reading]:
    """All statements of one sentence."""
    governed = govern(frame)
    for mention in frame.mentions:
        if _is_compared(frame, mention):
            continue
        who = find_parties(frame, mention, discourse)
        if not who:
            continue
        discourse.recall.speak(mention.type, [one.parties for one in who])
        stages = inserted_stages(frame, mention) or implied_stages(frame, mention)
        inserted_dates = [] if stages else bare_dates(frame, mention)
        if not stages:
            stages = governed.get(mention.start, [])
        elif mention.bracket is None and mention.implied is None and frame.lexicon.language == "en":
            last = max(s.end for s in stages)  # "the accord, signed in 2019, was ratified in 2020"
            known = {s.token.start for s in stages}
            more = [
                s
                for s in governed.get(mention.start, [])
                if s.token.start not in known and "where" not in s.token.detail
            ]
            stages = [*stages, *(s for s in more if s.token.start >= last or s.token.end <= mention.start)]
        yield from _statements(frame, mention, who, stages, inserted_dates)


def _statements(
    frame: Frame, mention: Mention, who: Sequence[Who], stages: Sequence[StageWord], bare: Sequence[TextDate]
) -> Iterator[Reading]:
    kind = load_vocabulary().type(mention.type)
    amounts = _amounts(frame, mention) if mention.how != "heading" else []
    for stage, whose in _each_own(frame, stages, who):
        for one in partners_at(frame, mention, whose, stage.token.start):
            if _is_possible(kind, one) and not _is_count(kind, one, stage):
                yield _statement(frame, mention, one, stage, bare, amounts)
    for one in who if not stages else ():
        if _is_possible(kind, one) and (bare or one.date or _says_something(frame, mention, one, kind)):
            yield _statement(frame, mention, one, None, bare, amounts)
    for amount in amounts:
        if amount.unit not in ("countries", "percent", "") and _is_apart(frame, stages, amount):
            low, high = frame.clause(amount.start)
            dates = [d for d in frame.dates if low <= d.start < high and not frame.in_bracket(d.start)]
            yield Reading(
                type=mention.type, parties=who[0].parties, subject=who[0].subject, start=amount.start, end=amount.end,
                date=_nearest_date(dates, amount.end), amount=amount, modality=_modality(frame, mention, None)[0],
                confidence=0.6 * who[0].sureness, cues=(f"amount {amount.value} {amount.unit}",),
            )  # fmt: skip


def _each_own(
    frame: Frame, stages: Sequence[StageWord], who: Sequence[Who]
) -> Iterator[tuple[StageWord, Sequence[Who]]]:
    """Each partner with its own date where as many dates as partners follow one verb: "in 2019 and 2021 respectively"."""
    one_verb = len({s.token.start for s in stages}) == 1 and len({s.date for s in stages}) == len(stages)
    if (
        one_verb
        and len(stages) == len(who) > 1
        and "respectively" in frame.folded[frame.sentence.start : frame.sentence.end]
    ):
        yield from ((stage, [one]) for stage, one in zip(stages, who, strict=True))
        return
    yield from ((stage, who) for stage in stages)


_HOLD_AMOUNTS: Final = frozenset({"agreed", "selected", "contracted", "delivered"})


_OWN_CLAUSE: Final = re.compile(r",\s(?:in |under |as part of )?an?\s(?:[a-z-]+\s){1,3}(?:worth|valued at|costing|estimated at)\s[a-z ]*$", re.IGNORECASE)  # fmt: skip


def _is_apart(frame: Frame, stages: Sequence[StageWord], amount: Amount) -> bool:
    """Is an amount a statement of its own? An order and a delivery hold theirs, unless it is told apart: ", a project worth …"."""
    if not any(s.code in _HOLD_AMOUNTS for s in stages):
        return True
    return bool(_OWN_CLAUSE.search(frame.folded, max(frame.sentence.start, amount.start - 70), amount.start))


def _is_possible(kind: InstrumentType, who: Who) -> bool:
    if kind.code in VAGUE or kind.code == "exercise":
        return len(set(who.parties)) >= 2
    return kind.code != "minilateral" or len(set(who.parties)) >= 3 or who.has_group


def _is_count(kind: InstrumentType, who: Who, stage: StageWord) -> bool:
    """Does a clause only count agreements: "has three access agreements"?"""
    return kind.family == "treaty" and "where" in stage.token.detail and len(set(who.parties)) < 2


def _says_something(frame: Frame, mention: Mention, who: Who, kind: InstrumentType) -> bool:
    """Is a mention without any stage a statement at all, or just talk of the thing?"""
    if mention.how == "relation":
        return True
    if kind.code in VAGUE or (kind.is_instant and kind.code != "exercise"):
        return False
    if mention.how in ("listed", "heading"):
        return False
    low, high = frame.clause(mention.start)
    modality, _ = _modality(frame, mention, None)
    if kind.is_instant and modality == "denied":
        return False
    return (
        who.sureness >= 0.9
        and modality not in ("hypothetical", "recommended")
        and high - low > mention.end - mention.start + (12 if frame.lexicon.language == "en" else 4)
    )


def _nearest_date(dates: Sequence[TextDate], at: int) -> TextDate | None:
    after = [d for d in dates if 0 <= d.start - at <= 20]
    return after[0] if after else min(dates, key=lambda d: abs(d.start - at), default=None)


def _statement(
    frame: Frame,
    mention: Mention,
    who: Who,
    stage: StageWord | None,
    bare: Sequence[TextDate],
    amounts: Sequence[Amount],
) -> Reading:
    modality, negated = _modality(frame, mention, stage)
    kind = load_vocabulary().type(mention.type)
    code = stage.code if stage else "in_force" if mention.how == "relation" else None
    date = who.date or (stage.date if stage else (bare[0] if bare else None))
    if negated and date is not None and stage is not None and not _same_clause(frame, stage.token.start, date.start):
        date = None  # "signed it in January; it is not yet in force": January is not the date of that
    if modality in ("recommended", "hypothetical") and code:
        code = "considered"
    if modality == "denied" and code is None and kind.family in ("treaty", "arrangement") and _is_had(frame, mention):
        code = "in_force"
    if code is not None and code not in kind.stages:
        code = None
    count = next((a for a in amounts if a.unit == "countries" or (stage and code in _HOLD_AMOUNTS)), None)
    spans = (
        ([mention.start, mention.end] if mention.how != "heading" or stage is None else [])
        + ([stage.start, stage.end] if stage else [])
        + ([date.start, date.end] if date else [])
    )
    sureness = who.sureness * (stage.sureness if stage else 0.65)
    return reading_of(
        frame,
        mention,
        who,
        spans,
        (stage.token.start, stage.token.end) if stage else None,
        stage=code,
        date=date,
        inherits_date=stage is not None and date is None and modality == "asserted",
        date_of=(stage.token.detail.get("date_of") if stage else "unspecified" if date else None),
        modality=modality,
        negated=negated,
        amount=count,
        confidence=round(0.95 * sureness, 2),
    )


_GOES_ON = re.compile(r"\s*(?:has|have|had|is|was|are|were|will|would|did|does|do|can|could)\b", re.IGNORECASE)
_HAD = re.compile(r"\b(?:has|have|had|there (?:is|are|was)|exists?|existed|lacks?|share|shares)\b", re.IGNORECASE)


def _is_had(frame: Frame, mention: Mention) -> bool:
    """Is it denied that the instrument exists: "has neither … nor …", "there is no …"?"""
    low, high = frame.clause(mention.start)
    return bool(_HAD.search(frame.folded, low, high))


def _same_clause(frame: Frame, left: int, right: int) -> bool:
    return frame.clause(left) == frame.clause(right)


def _modality(frame: Frame, mention: Mention, stage: StageWord | None) -> tuple[str, bool]:
    anchor = stage.token.start if stage else mention.start
    if stage is not None and stage.token.detail.get("negated"):
        return "denied", True
    if stage is not None and (_is_presupposed(frame, stage) or frame.in_bracket(anchor)):
        return "asserted", False
    near = _meant(frame, mention, stage)
    found = {t.value for t in near if not frame.in_bracket(t.start) and not _is_date(frame, t)}
    for modality in ("denied", "recommended", "hypothetical", "planned"):
        if modality in found:
            return modality, modality == "denied"
    if frame.of("attribution", frame.sentence.start, frame.sentence.end):
        return "attributed", False
    return "asserted", False


def _is_presupposed(frame: Frame, stage: StageWord) -> bool:
    """Does "under the pact" presuppose the pact, whatever is said of it? In English "has a pact" does not."""
    detail = stage.token.detail
    return "presupposed" in detail or (detail.get("where") == "before" and frame.lexicon.language != "en")


def _meant(frame: Frame, mention: Mention, stage: StageWord | None) -> list[Token]:
    """The words that change how a statement is meant: before its stage word, and between what is spoken of and its verb."""
    anchor = stage.token.start if stage else mention.start
    low, high = frame.clause(anchor)
    if low > frame.sentence.start and _GOES_ON.match(frame.folded, low):
        low = frame.clause(low - 1)[0]  # "Nobody in …, however, has signed"
    if frame.lexicon.language in VERB_LAST:
        end = stage.token.end if stage else mention.end
        return frame.of("modality", anchor, min(high, end + 14))
    if stage is not None and frame.lexicon.language == "en" and is_relative(frame, mention, stage.token):
        low = mention.end  # "has yet to ratify the pact it signed in 2023"
    near = [t for t in frame.of("modality", low, anchor + 1) if anchor - t.end <= 60 or t.start == anchor]
    near = [
        t
        for t in near
        if not (mention.start < t.start and t.value == "hypothetical" and "," in frame.folded[t.end : anchor])
    ]
    if mention.is_description:
        near = [t for t in near if not mention.start <= t.start < mention.end]
    if frame.lexicon.language != "en" or stage is None:
        return near + [t for t in frame.of("modality", max(mention.end, anchor), high) if t.start - mention.end <= 24]
    if mention.start <= anchor < mention.end:
        near += frame.of("modality", anchor, mention.end)
    near += [t for t in frame.of("modality", stage.token.start, stage.token.end) if t.value == "denied"]
    if stage.token.detail.get("noun"):  # "negotiations on the treaty have not started"
        near += [t for t in frame.of("modality", mention.end, high) if t.start - mention.end <= 40]
    return near


def _is_date(frame: Frame, token: Token) -> bool:
    """Tell "in May" from "may"."""
    return any(d.start <= token.start < d.end for d in frame.dates)


def _is_compared(frame: Frame, mention: Mention) -> bool:
    """Tell whether it is only compared: "closer to a Visiting Forces Agreement than …" speaks of no agreement in particular."""
    if mention.parties or compound_before(frame, mention) is not None:
        return False
    low, _ = frame.clause(mention.start)
    return any(0 <= mention.start - t.end <= 24 for t in frame.of("comparison", low - 1, mention.start))


def _amounts(frame: Frame, mention: Mention) -> list[Amount]:
    others = [m for m in frame.mentions if m.start != mention.start and m.type in (*DIRECTED, "DETTA")]
    if mention.type not in (*DIRECTED, "DETTA") or any(
        abs(m.start - a.start) < abs(mention.start - a.start) for a in frame.amounts for m in others
    ):
        return []
    return [a for a in frame.amounts if a.unit]
