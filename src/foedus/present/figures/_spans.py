"""What the timeline draws of one instrument: spans and moments with their certainty, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from foedus.desk.brief import InstrumentEntry, StageEntry
from foedus.model.answers import Answer
from foedus.model.dates import EdtfDate
from foedus.model.vocabulary import load_vocabulary

__all__ = ["KINDS", "Span", "spans"]

KINDS = ("in force", "signed, not in force", "uncertain", "disputed", "meetings", "done", "step", "later")


class Span(NamedTuple):
    """`kind` is one of `KINDS`; `first` and `last` are ordinal days, equal for a moment; `goes_on` if it lasts."""

    kind: str
    first: int
    last: int
    goes_on: bool = False


def spans(entry: InstrumentEntry, on: int, until: int | None = None) -> Iterator[Span]:
    """The spans of one instrument up to day ``on``, and what is dated after it.

    ``until`` is the day its successor began [ordinal day], which ends it where no source says more.
    """
    track = load_vocabulary().type(entry.type).stages
    begins = [stage for stage in entry.stages if stage.effect == "begins" and stage.dates]
    if entry.is_instant or "delivered" in track:
        yield from _moments(entry.stages, on)
    elif "held" in track:
        yield from _meetings(begins, on)
        if not begins:
            yield from _moments(entry.stages, on)
    else:
        yield from _life(entry, begins, on, until)


def _days(text: str) -> tuple[int, int]:
    date = EdtfDate.parse(text)
    first = date.earliest if date.earliest is not None else date.latest or 1
    return first, date.latest if date.latest is not None else first


def _moments(stages: Sequence[StageEntry], on: int) -> Iterator[Span]:
    for stage in stages:
        for date in stage.dates:
            first, last = _days(date)
            kind = "done" if stage.effect == "begins" else "step"
            middle = (first + last) // 2
            if first > on or (stage.holds is Answer.UNCERTAIN and stage.status != "settled"):
                kind = "later"
            elif stage.holds is Answer.DISPUTED:
                kind = "disputed"
            yield Span(kind, middle, middle)


def _meetings(begins: Sequence[StageEntry], on: int) -> Iterator[Span]:
    held = [span for span in _moments(begins, on) if span.kind == "done"]
    if held:
        yield Span("meetings", min(span.first for span in held), on, goes_on=True)
    yield from _moments(begins, on)


def _life(entry: InstrumentEntry, begins: Sequence[StageEntry], on: int, until: int | None) -> Iterator[Span]:
    signed = [s for s in entry.stages if s.stage == "signed" and s.dates and s.holds is not Answer.NO]
    begun = [s for s in begins if s.holds is not Answer.NO]
    start = min((_days(date)[0] for stage in begun for date in stage.dates), default=None)
    if signed:
        low, high = _days(signed[0].dates[0])[0], _days(signed[0].dates[-1])[1]
        if low < high and (start is None or high < start):
            yield Span(
                "disputed" if signed[0].status == "disputed" and signed[0].date is None else "uncertain", low, high
            )
        if start is None or high < start:
            yield Span("signed, not in force", high, on if start is None else start, goes_on=start is None)
    if begun and start is not None:
        yield from _force(entry, begun, on, until)
    elif not signed:
        yield from _moments(entry.stages, on)
    for stage in entry.stages:
        if stage in begins and stage not in begun:
            yield from (Span("later", _days(date)[0], _days(date)[0]) for date in stage.dates if _days(date)[0] > on)


def _force(entry: InstrumentEntry, begun: Sequence[StageEntry], on: int, until: int | None) -> Iterator[Span]:
    stage = min(begun, key=lambda s: _days(s.dates[0]))
    first, last = (stage.date, stage.date) if stage.date else (stage.dates[0], stage.dates[-1])
    low, sure = _days(first)[0], _days(last)[1]
    high = min(sure, on)
    ends = sorted(
        _days(d) for s in entry.stages if s.effect in ("ends", "pauses") and s.holds is not Answer.NO for d in s.dates
    )
    if not ends and until is not None and high <= until <= on:
        ends = [(until, until)]
    if low < high:
        kind = "disputed" if stage.date is None else "uncertain"
        yield Span(kind, low, high, goes_on=sure > on and not ends)
    if sure > on:
        return
    if not ends:
        yield from _tail(entry, high, on)
        return
    close, closed = ends[0]
    if high < close:
        yield Span("in force", high, min(close, on))
    if close < closed:
        yield Span("uncertain", max(high, close), min(closed, on))


def _tail(entry: InstrumentEntry, first: int, on: int) -> Iterator[Span]:
    """From its beginning to the day, as certain as the answer on the day is."""
    kinds = {Answer.YES: "in force", Answer.UNCERTAIN: "uncertain", Answer.DISPUTED: "disputed"}
    if entry.answer in kinds:
        yield Span(kinds[entry.answer], first, on, goes_on=True)
