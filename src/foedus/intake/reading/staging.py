"""Which stage a mention has reached, and when: words that govern it, and insertions that belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.english.acting import act_date, is_limit
from foedus.intake.reading.english.placing import chain
from foedus.intake.reading.frames import VERB_LAST, Frame
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention
from foedus.model.vocabulary import load_vocabulary

__all__ = ["StageWord", "bare_dates", "fits_type", "govern", "implied_stages", "inserted_stages", "is_relative"]


# What may stand between a comma and the stage word of an apposition: ", which was formally signed", ", effective".
_APPOSED: Final = re.compile(
    r"(?:which |that )?(?:(?:has|have|had|was|were|been|is|are|first|only|\w+ly) )*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class StageWord:
    """A word for a stage with its date, its place, and how sure its tie to the mention is [0 to 1]."""

    token: Token
    date: TextDate | None
    start: int
    end: int
    sureness: float

    @property
    def code(self) -> str:
        """The stage; words that name a type may imply one."""
        return "considered" if self.token.kind == "joining" else str(self.token.detail.get("stage") or self.token.value)


def fits_type(token: Token, mention: Mention) -> bool:
    """Can a word for a stage speak of a mention: is its family, its type right, and the stage on its life cycle?"""
    kind = load_vocabulary().type(mention.type)
    detail = token.detail
    if "families" in detail and kind.family not in detail["families"]:
        return False
    if "types" in detail and mention.type not in detail["types"]:
        return False
    return mention.type not in detail.get("types_not", ()) and token.value in kind.stages


def inserted_stages(frame: Frame, mention: Mention) -> list[StageWord]:
    """Stages in the mention's own bracket or apposition: "ACSA (effective 2017)", "the RAA, effective in January 2022,"."""
    spans: list[tuple[int, int]] = []
    if mention.bracket is not None:
        spans.append((mention.bracket.start, mention.bracket.end))
    tail = re.match(r"\s*,\s*", frame.folded[mention.end : frame.sentence.end])
    if tail:
        begin = mention.end + tail.end()
        near = frame.of("stage", begin, begin + 24)
        if near and _APPOSED.fullmatch(frame.folded[begin : near[0].start]):
            spans.append((begin, _apposition_end(frame, begin + 4)))
    found = []
    for low, high in spans:
        cues = [t for t in frame.of("stage", low, high) if fits_type(t, mention)]
        cues = [t for i, t in enumerate(cues) if not (i and t.start == cues[i - 1].start)]
        dates = [d for d in frame.dates if low <= d.start < high]
        if cues and len(dates) == len(cues) and dates[0].start < cues[0].start:  # "(1951年署名、52年発効)"
            found += [
                StageWord(token, date, min(date.start, token.start), max(date.end, token.end), 0.97)
                for token, date in zip(cues, dates, strict=True)
            ]
            continue
        for i, token in enumerate(cues):
            until = cues[i + 1].start if i + 1 < len(cues) else high
            date = next((d for d in frame.dates if token.end <= d.start < until), None)
            date = date or next((d for d in frame.dates if low <= d.start < token.start), None)
            found.append(StageWord(token, date, token.start, date.end if date else token.end, 0.97))
    return found


def _apposition_end(frame: Frame, at: int) -> int:
    """Where an apposition ends: at a comma or at "and", unless another stage follows: "signed in May and in force since June"."""
    for stop in re.finditer(r"[,;(]|\band\b", frame.folded[at : frame.sentence.end]):
        end = at + stop.end()
        goes_on = any(0 <= t.start - end <= 12 for t in frame.of("stage", end, end + 13))
        if stop[0] != "and" or not (goes_on or " by " in frame.folded[at : at + stop.start()]):
            return at + stop.start()
    return frame.sentence.end


def implied_stages(frame: Frame, mention: Mention) -> list[StageWord]:
    """The stage that the mention's own words say: "made a port call"."""
    if mention.implied is None:
        return []
    if "phrase" in mention.implied.detail:
        return [StageWord(mention.implied, act_date(frame, mention), mention.start, mention.end, 0.9)]
    low, high = frame.clause(mention.start)
    dates = [d for d in frame.dates if low <= d.start < high and not frame.in_bracket(d.start)]
    return [StageWord(mention.implied, dates[0] if dates else None, mention.start, mention.end, 0.9)]


_DATES_FROM: Final = re.compile(r"\bdat(?:es|ing|ed) (?:from|back to)\s+$", re.IGNORECASE)


def bare_dates(frame: Frame, mention: Mention) -> list[TextDate]:
    """Dates in the mention's bracket that no stage word explains: "Australia (2023)"."""
    if mention.bracket is None:
        low, high = frame.clause(mention.start)
        near = [d for d in frame.dates if mention.end <= d.start < high and d.start - mention.end <= 60]
        return [d for d in near if _DATES_FROM.search(frame.folded[max(low, d.start - 16) : d.start])]
    return [d for d in frame.dates if mention.bracket.start < d.start < mention.bracket.end]


def govern(frame: Frame) -> dict[int, list[StageWord]]:
    """Which stage words speak of which mentions, each with its date."""
    governed: dict[int, list[StageWord]] = {}
    cues = [t for t in frame.tokens if t.kind == "stage" and not frame.in_bracket(t.start)]
    if frame.lexicon.language == "en":
        cues = [t for t in cues if any(fits_type(t, m) for m in frame.mentions)]
        cues = [t for t in cues if "where" not in t.detail or _close(frame, t, frame.mentions)]
    verb_last = frame.lexicon.language in VERB_LAST
    places = sorted({t.start for t in cues})
    for at in places:
        options = [t for t in cues if t.start == at]
        previous = max((p for p in places if p < at), default=frame.sentence.start)
        following = min((p for p in places if p > at), default=frame.sentence.end)
        targets = _targets(frame, options, previous, following, verb_last=verb_last)
        for mention in targets:
            token = next((t for t in options if fits_type(t, mention)), None)
            if token is None:
                continue
            dates = _own_dates(frame, mention, targets, token, following) or _dates_of(
                _without_dates_of_others(frame, mention), token, previous, following, verb_last=verb_last
            )
            distance = 0 if mention.start >= token.end else 1
            undated: Sequence[TextDate | None] = [None]
            for date in dates or undated:
                stage = StageWord(token, date, token.start, token.end, 0.95 if not distance else 0.88)
                governed.setdefault(mention.start, []).append(stage)
    by_start = {m.start: m for m in frame.mentions}
    return {at: _undominated(frame, stages, by_start[at]) for at, stages in governed.items()}


_RELATIVE: Final = re.compile(r"\s*,?\s*(?:(?:that|which|it|they|the two|both|he|she)\b[^,;]{0,40})?\s*", re.IGNORECASE)


_FINITE: Final = re.compile(
    r"(?:exist|enter|came|come|took|take|went|goes|expire|lapse|remain|applies|bind|became|is|are|was|were|has|have)",
    re.IGNORECASE,
)


def _has_own_subject(frame: Frame, mention: Mention, token: Token) -> bool:
    """Is it a relative clause with a subject: "the pact it signed in 2023", beside "has yet to ratify"?"""
    return is_relative(frame, mention, token) and bool(
        re.match(r"\s*(?:that |which )?(?:it|they|he|she|the two|both)\b", frame.folded[mention.end : token.start])
    )


def is_relative(frame: Frame, mention: Mention, token: Token) -> bool:
    """Does a stage word stand in a clause of its own behind the mention: "the pact it signed", "the pact signed in 2023"?"""
    if token.start < mention.end or any(
        mention.end <= t.start < token.start for t in frame.of("stage", mention.end, token.start)
    ):
        return False
    if frame.folded[token.start : token.start + 2] == "in" and not frame.folded[mention.end : token.start].strip():
        return False  # "plan to bring their pact into force": governed by what stands before the pact
    if _FINITE.match(frame.folded, token.start) and not frame.folded[mention.end : token.start].strip():
        return False  # "no pact existed"
    return bool(_RELATIVE.fullmatch(frame.folded, mention.end, token.start))


def _own_dates(
    frame: Frame, mention: Mention, targets: Sequence[Mention], token: Token, following: int
) -> list[TextDate]:
    """Each of several things signed has the date behind it: "a SOFA with Peru in 2020 and an ACSA with Ghana in 2021"."""
    if frame.lexicon.language != "en" or len(targets) < 2 or mention.start < token.end:
        return []
    until = min((m.start for m in targets if m.start > mention.start), default=max(following, mention.end))
    behind = [d for d in frame.dates if mention.end <= d.start < until and not frame.in_bracket(d.start)]
    return behind[:1] if any(d.end <= targets[-1].start and d.start >= targets[0].end for d in frame.dates) else []


def _targets(
    frame: Frame, options: Sequence[Token], previous: int, following: int, *, verb_last: bool
) -> list[Mention]:
    token = options[0]
    fitting = [m for m in frame.mentions if any(fits_type(t, m) for t in options)]
    overlapping = [m for m in fitting if m.start < token.end and token.start < m.end]
    low, high = frame.clause(token.start)
    if "where" in token.detail:
        return _close(frame, token, fitting)
    if verb_last:
        before = [m for m in fitting if previous <= m.start < token.start]
        earlier = [m for m in fitting if m.start < token.start]
        return before or earlier[-1:] or overlapping
    if token.value == "considered":  # weak words: the thing considered has to follow closely
        fitting = [m for m in fitting if m.start - token.end <= 60]
    after = [
        m for m in fitting if token.end <= m.start < max(following, token.end) and not _crosses(frame, token.end, m)
    ]
    if after:
        return after
    own = [m for m in fitting if low <= m.start < token.start]
    if own or overlapping:
        return overlapping or own[-1:]
    beyond = [m for m in fitting if token.end <= m.start < high]
    if beyond:
        return beyond[:1]
    earlier = [m for m in fitting if m.start < token.start]
    if earlier and not _is_said_of_another(frame, low, token, earlier[-1]):
        return earlier[-1:]
    later = [m for m in fitting if m.start >= token.end]
    return later[:1]


def _close(frame: Frame, token: Token, mentions: Sequence[Mention]) -> list[Mention]:
    """What stands right behind a word that only counts there: "under the pact", "has a pact"."""
    close = [m for m in mentions if 0 <= m.start - token.end <= 24 and fits_type(token, m)]
    close = [m for m in close if not frame.of("stage", token.end, m.start)][:1]
    if token.detail.get("where") == "right before":
        close = [m for m in close if m.start - token.end <= 1]
    if not close or token.detail.get("presupposed"):
        return close
    return chain(frame, close[0], [m for m in mentions if fits_type(token, m)])


def _is_said_of_another(frame: Frame, low: int, token: Token, mention: Mention) -> bool:
    """Has the clause behind a semicolon a possessor of its own: "…; Peru's present one was signed in 1960"?"""
    if frame.lexicon.language != "en" or ";" not in frame.folded[mention.end : low]:
        return False
    return any(g.is_possessive and low <= g.start < token.start for g in frame.groups)


def _crosses(frame: Frame, low: int, mention: Mention) -> bool:
    """Is there another clause with a subject of its own between a verb and a mention?"""
    return any(low < c <= mention.start for c in frame.clauses)


def _dates_of(frame: Frame, token: Token, previous: int, following: int, *, verb_last: bool) -> list[TextDate]:
    low, high = frame.clause(token.start)
    free = [d for d in frame.dates if not frame.in_bracket(d.start)]
    if verb_last or frame.lexicon.language == "zh":
        before = [d for d in free if previous <= d.start < token.start]
        if before:
            return before[-1:]
        close = [d for d in free if token.end <= d.start <= token.end + 6]
        if close or previous > frame.sentence.start:
            return close  # a date before an earlier stage word belongs to that one
        return [d for d in free if frame.sentence.start <= d.start < token.start][-1:]
    after = [d for d in free if token.end <= d.start < min(following, high)]
    if after:
        run = after[:1]
        for date in after[1:]:
            if re.fullmatch(r"\s*(,|and|,\s*and|&)\s*", frame.folded[run[-1].end : date.start]):
                run.append(date)
        return run
    inside = [d for d in free if token.start <= d.start < token.end]
    before = [d for d in free if low <= d.start < token.start and d.start >= previous - 40]
    if not inside and previous > frame.sentence.start and not _is_weak(frame, previous):
        before = [d for d in before if d.start < previous]  # "signed in 1995 was replaced": 1995 is of the signature
    if inside or before:
        return (inside or before)[-1:]
    return _dates_elsewhere(frame, token, free, low)


def _dates_elsewhere(frame: Frame, token: Token, free: Sequence[TextDate], low: int) -> list[TextDate]:
    """The date of a stage word whose clause has none: an event's only one, that of "in 2019, when …", or the sentence's first words."""
    if _is_event(token):
        own = [d for d in free if not _is_of_another(frame, token, d)]
        alone = [d for d in own if d.start >= low] or own
        return alone[:2] if len(alone) <= 2 else []
    told = [d for d in free if _WHEN.fullmatch(frame.folded, d.end, low)]
    if told:
        return told[-1:]  # "in 2019, when they signed …"
    fronted = [
        d
        for d in free
        if frame.folded[frame.sentence.start : d.start].strip().lower() in ("", "in", "on", "since", "by", "also in")
    ]
    return fronted[:1]


def _is_of_another(frame: Frame, token: Token, date: TextDate) -> bool:
    """Does a date stand in the clause of another stage word: "two years after they signed a pact in 2019, they held …"?"""
    if frame.lexicon.language != "en":
        return False
    low, _ = frame.clause(date.start)
    ahead = [t for t in frame.of("stage", low, date.start) if t.start != token.start]
    return bool(ahead) and not low <= token.start < date.start and ahead[-1].value != token.value


_WHEN: Final = re.compile(r",? when ", re.IGNORECASE)


def _is_attributive(frame: Frame, date: TextDate, mention: Mention) -> bool:
    """Does a year only name the instrument: "the 2018 accord", "its 1951 treaty"?"""
    before = frame.folded[max(frame.sentence.start, date.start - 6) : date.start]
    return 0 <= mention.start - date.end <= 1 and bool(re.search(r"\b(?:the|its|their|a)\s$", before, re.IGNORECASE))


def _is_weak(frame: Frame, at: int) -> bool:
    """Does a word that only may be one of stage stand there: "considered", "has a"?"""
    return all(t.value == "considered" or "where" in t.detail for t in frame.of("stage", at, at + 1))


def _without_dates_of_others(frame: Frame, mention: Mention) -> Frame:
    """The frame without dates that stand right before another mention: "the 2023 Reciprocal Access Agreement"."""
    others = [m.start for m in frame.mentions if m.start != mention.start and m.type != mention.type]
    kept = [
        d for d in frame.dates
        if not any(0 <= at - d.end <= 1 for at in others)
        and not _is_attributive(frame, d, mention)
        and not is_limit(frame, d)
    ]  # fmt: skip
    return frame if len(kept) == len(frame.dates) else replace(frame, dates=kept)


def _undominated(frame: Frame, stages: Sequence[StageWord], mention: Mention) -> list[StageWord]:
    """A dated stage word silences undated ones of the same clause: they are parts of one phrase."""
    kept = []
    for stage in stages:
        clause = frame.clause(stage.token.start)
        rivals = [s for s in stages if s is not stage and frame.clause(s.token.start) == clause]
        if frame.lexicon.language == "en":
            side = _has_own_subject(frame, mention, stage.token)
            rivals = [s for s in rivals if _has_own_subject(frame, mention, s.token) == side]
        if stage.date is None and any(s.date is not None for s in rivals):
            continue
        if any(s.token.value == stage.token.value and s.date == stage.date and s in kept for s in rivals):
            continue
        if stage.token.value in ("considered", "negotiating") and any(
            s.token.value not in ("considered",) and s.token.value != stage.token.value and s.date == stage.date
            for s in rivals
        ):
            continue
        kept.append(stage)
    return kept


def _is_event(token: Token) -> bool:
    """Does the stage word tell of something that happened on a day, so that the sentence's only date is its date?"""
    return token.value == "held"
