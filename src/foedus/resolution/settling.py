"""What an instrument's stages are, and whether it holds on a day, under a perspective."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from foedus.model.answers import Answer, fold
from foedus.model.claims import Claim, Evidence
from foedus.model.dates import EdtfDate, has_begun, has_ended, is_before, overlap
from foedus.model.instruments import Coverage, Instrument, StageView, date_terms
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution.perspectives import Perspective

__all__ = ["Course", "holds_on", "settle_stages", "stage_groups"]

_STATED = frozenset({"asserted", "attributed"})
_SUPPOSED = frozenset({"hypothetical", "recommended"})

GroupKey = tuple[str, str, str | None]
"""Stage, what the date is of, and whose act it was."""


def stage_groups(evidence: Iterable[Evidence]) -> dict[GroupKey, list[Evidence]]:
    """Claims to the same thing together: same stage, same `date_of`, same party; claims without a stage left out."""
    groups: dict[GroupKey, list[Evidence]] = defaultdict(list)
    for item in evidence:
        claim = item.claim
        if claim.stage is not None:
            groups[claim.stage, date_terms().canonical(claim.stage, claim.date_of), claim.party].append(item)
    return groups


def is_known(item: Evidence, known: int | None) -> bool:
    """Could the claim be known on that day? A source dated by year is known when that year is over."""
    return known is None or has_begun(item.known_on, known) == "yes"


def settle_stages(
    instrument: Instrument, *, on: int, perspective: Perspective, known: int | None = None
) -> tuple[StageView, ...]:
    """The life cycle of an instrument as this perspective sees it, in order of date and rank.

    Parameters
    ----------
    on, known : int
        Valid day and known day [ordinal]; ``known=None`` means everything recorded.
    """
    return Course(instrument, perspective=perspective, known=known).stages(on)


class _Reached(NamedTuple):
    """Had a stage been reached, as one claim has it: before its date, while that leaves it open, and after."""

    date: EdtfDate | None
    before: Answer
    between: Answer
    after: Answer

    def on(self, day: int) -> Answer:
        if self.date is None:
            return self.between
        begun = has_begun(self.date, day)
        return self.after if begun == "yes" else self.before if begun == "no" else self.between


def _reached(item: Evidence) -> _Reached:
    claim, source_date = item.claim, item.source.published
    stated = EdtfDate.parse(source_date) if source_date else None
    if claim.negated or claim.modality == "denied":
        return _Reached(stated, Answer.NO, Answer.NO if stated else Answer.UNCERTAIN, Answer.UNCERTAIN)
    if claim.modality not in _STATED:
        return _Reached(
            None, Answer.NO, Answer.UNCERTAIN if claim.modality == "planned" else Answer.NOT_OBSERVED, Answer.YES
        )
    if claim.when is not None:
        return _Reached(claim.when, Answer.NO, Answer.UNCERTAIN, Answer.YES)
    return _Reached(stated, Answer.UNCERTAIN, Answer.UNCERTAIN, Answer.YES)


class Course:
    """The course of one instrument under a perspective: settled once, asked on any day.

    Parameters
    ----------
    known : int or None
        Known day [ordinal]; None means everything recorded.
    """

    def __init__(self, instrument: Instrument, *, perspective: Perspective, known: int | None = None) -> None:
        self.instrument = instrument
        self.evidence = [item for item in instrument.evidence if is_known(item, known) and perspective.admits(item)]
        groups = stage_groups(self.evidence)
        rank = load_vocabulary().type(instrument.type).stages
        parts = [_Stage(key, items, perspective) for key, items in groups.items()]
        self._stages = sorted(
            parts, key=lambda part: (rank[part.stage].rank, _first_day(part.dates), part.date_of, part.party or "")
        )
        if perspective.kind == "all":
            each = Perspective(kind="any")
            publishers = sorted({item.source.publisher for item in self.evidence})
            voices = [[item for item in self.evidence if item.source.publisher == who] for who in publishers]
            self._voices = [_Voice(items, stage_groups(items), instrument, each) for items in voices]
        else:
            self._voices = [_Voice(self.evidence, groups, instrument, perspective)]

    def reached(self, on: int) -> tuple[Answer, ...]:
        """Of each stage on record, whether it had been reached on day ``on`` [ordinal]."""
        return tuple(part.holds(on) for part in self._stages)

    def stages(self, on: int) -> tuple[StageView, ...]:
        """The life cycle as of day ``on`` [ordinal], in order of date and rank."""
        return tuple(part.view(on) for part in self._stages)

    def holds(self, on: int, coverage: Sequence[Coverage] = ()) -> Answer:
        """Is the instrument in force on day ``on`` [ordinal]? See `holds_on`."""
        if len(self._voices) == 1:
            return self._voices[0].holds(on, coverage)
        return fold(voice.holds(on, coverage) for voice in self._voices)


class _Stage:
    """Claims to one stage, settled: all of it but what hangs on the day."""

    def __init__(self, key: GroupKey, items: Sequence[Evidence], perspective: Perspective) -> None:
        self.stage, self.date_of, self.party = key
        stated = [item for item in items if item.claim.modality in _STATED and not item.claim.negated]
        deciding = perspective.deciding(stated or items)
        dates = _dates(deciding)
        overlapping = _all_overlap(dates)
        agree = overlapping or not date_terms().is_once(self.date_of)
        self._date = _finest(dates).text if dates and overlapping else None
        self.dates = tuple(dict.fromkeys(date.text for date in dates))
        self._status = _status(items, dates, agree=agree)
        self._evidence = (*deciding, *(item for item in items if item not in deciding))
        self._reached = [_reached(item) for item in deciding]
        self._views: dict[Answer, StageView] = {}

    def holds(self, on: int) -> Answer:
        return fold([each.on(on) for each in self._reached])

    def view(self, on: int) -> StageView:
        holds = self.holds(on)
        view = self._views.get(holds)
        if view is None:
            view = self._views[holds] = StageView(
                stage=self.stage, date_of=self.date_of, party=self.party, date=self._date, dates=self.dates,
                status=self._status, holds=holds, evidence=self._evidence,
            )  # fmt: skip
        return view


def _dates(items: Sequence[Evidence]) -> list[EdtfDate]:
    dates = [item.claim.when for item in items]
    return sorted((d for d in dates if d is not None), key=lambda d: (d.earliest or 0, d.latest or 0, d.text))


def _first_day(dates: Sequence[str]) -> int:
    return min((EdtfDate.parse(text).earliest or 0 for text in dates), default=0)


def _finest(dates: Sequence[EdtfDate]) -> EdtfDate:
    def width(date: EdtfDate) -> int:
        return 10**7 if date.earliest is None or date.latest is None else date.latest - date.earliest

    return min(dates, key=lambda d: (width(d), d.text))


def _all_overlap(dates: Sequence[EdtfDate]) -> bool:
    return all(overlap(left, right) for i, left in enumerate(dates) for right in dates[i + 1 :])


def _status(items: Sequence[Evidence], dates: Sequence[EdtfDate], *, agree: bool) -> str:
    modalities = {item.claim.modality for item in items}
    if modalities <= _SUPPOSED or all(item.source.kind in ("scenario", "simulation") for item in items):
        return "hypothetical"
    if not agree or _is_denied(items):
        return "disputed"
    if not dates or any(date.mark for date in dates) or not modalities & _STATED:
        return "uncertain"
    return "settled"


def _is_denied(items: Sequence[Evidence]) -> bool:
    """Does one source deny what another dates before it? A denial of March is no objection to a signature in May."""
    denials = [i for i in items if (i.claim.negated or i.claim.modality == "denied") and i.source.published]
    stated = [i.claim.when for i in items if i.claim.modality in _STATED and not i.claim.negated]
    return any(when is not None and is_before(when, d.known_on) == "yes" for d in denials for when in stated)


def holds_on(
    instrument: Instrument,
    *,
    on: int,
    perspective: Perspective,
    known: int | None = None,
    coverage: Sequence[Coverage] = (),
) -> Answer:
    """Is the instrument in force, or has the event happened, or does the dialogue go on, on that day?

    Sources that count are taken as rival worlds: `yes` where all say so, `disputed` where they differ. Where no claim
    says that it began, the answer is `no` inside the record's coverage; outside it, a signature leaves it `uncertain`
    and anything less is `not_observed`.
    """
    return Course(instrument, perspective=perspective, known=known).holds(on, coverage)


class _Voice:
    """Sources that speak together on when an instrument begins, ends and pauses."""

    def __init__(
        self,
        evidence: Sequence[Evidence],
        groups: Mapping[GroupKey, Sequence[Evidence]],
        instrument: Instrument,
        perspective: Perspective,
    ) -> None:
        stages = load_vocabulary().type(instrument.type).stages
        settled_kinds: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for (stage, date_of, _), items in groups.items():
            settled_kinds[stages[stage].effect, date_of].extend(items)
        by_effect: dict[str, list[list[tuple[EdtfDate | None, _Reached]]]] = defaultdict(list)
        for (effect, _), items in settled_kinds.items():
            by_effect[effect].append([(item.claim.when, _reached(item)) for item in perspective.deciding(items)])
        self._begins, self._ends, self._pauses = (by_effect[effect] for effect in ("begins", "ends", "pauses"))
        self._starts = [when for items in self._begins for when, _ in items if when is not None]
        is_instant = instrument.type in load_vocabulary().types and load_vocabulary().type(instrument.type).is_instant
        self._spans = [] if is_instant else [[w for w, _ in items if w is not None] for items in self._begins]
        self._evidence, self._instrument = evidence, instrument

    def holds(self, on: int, coverage: Sequence[Coverage]) -> Answer:
        begun = _any_of(fold(each.on(on) for _, each in items) for items in self._begins)
        if begun is Answer.NOT_OBSERVED:
            return _without_beginning(self._evidence, self._instrument, on, coverage)
        if begun is Answer.NO:
            return begun
        over = _any_of(fold(each.on(on) for _, each in items) for items in self._ends)
        over_span = _any_of(fold(Answer(has_ended(when, on)) for when in spans) for spans in self._spans)
        return _and_not(_and_not(_and_not(begun, over), over_span), self._paused(on))

    def _paused(self, on: int) -> Answer:
        answers = []
        for items in self._pauses:
            for when, reached in items:
                resumed = when is not None and any(
                    is_before(when, start) == "yes" and has_begun(start, on) == "yes" for start in self._starts
                )
                answers.append(Answer.NO if resumed else reached.on(on))
        return _any_of(answers)


def _any_of(answers: Iterable[Answer]) -> Answer:
    seen = tuple(answers)
    for answer in (Answer.YES, Answer.DISPUTED, Answer.UNCERTAIN, Answer.NO):
        if answer in seen:
            return answer
    return Answer.NOT_OBSERVED


def _and_not(holds: Answer, stopped: Answer) -> Answer:
    if stopped in (Answer.NO, Answer.NOT_OBSERVED) or holds is Answer.NO:
        return holds
    if stopped is Answer.YES:
        return Answer.NO
    return Answer.DISPUTED if Answer.DISPUTED in (holds, stopped) else Answer.UNCERTAIN


def _without_beginning(
    evidence: Sequence[Evidence], instrument: Instrument, on: int, coverage: Sequence[Coverage]
) -> Answer:
    if any(window.holds_for(instrument.parties, instrument.type, on) for window in coverage):
        return Answer.NO
    stages = load_vocabulary().type(instrument.type).stages
    signed = stages["signed"].rank if "signed" in stages else 0
    counted = [item for item in evidence if _counts(item.claim)]
    signatures = [item for item in counted if item.claim.stage and stages[item.claim.stage].rank >= signed]
    if signatures:
        return Answer.UNCERTAIN if any(_reached(i).on(on) is not Answer.NO for i in signatures) else Answer.NO
    as_of = [item.claim.when or item.known_on for item in counted]
    if as_of and all(has_begun(date, on) == "no" for date in as_of):
        return Answer.NO
    return Answer.NOT_OBSERVED


def _counts(claim: Claim) -> bool:
    return claim.modality in _STATED and not claim.negated and claim.stage is not None
