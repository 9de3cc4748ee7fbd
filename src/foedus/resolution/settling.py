"""What an instrument's stages are, and whether it holds on a day, under a perspective."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from foedus.model.answers import Answer, fold
from foedus.model.claims import Claim, Evidence
from foedus.model.dates import EdtfDate, has_begun, has_ended, is_before, overlap
from foedus.model.instruments import Coverage, Instrument, StageView, date_terms
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution.perspectives import Perspective

__all__ = ["holds_on", "settle_stages", "stage_groups"]

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
    views = []
    evidence = [item for item in instrument.evidence if is_known(item, known) and perspective.admits(item)]
    for (stage, date_of, party), items in stage_groups(evidence).items():
        stated = [item for item in items if item.claim.modality in _STATED and not item.claim.negated]
        deciding = perspective.deciding(stated or items)
        dates = _dates(deciding)
        agree = _all_overlap(dates) or not date_terms().is_once(date_of)
        rest = [item for item in items if item not in deciding]
        views.append(
            StageView(
                stage=stage,
                date_of=date_of,
                party=party,
                date=_finest(dates).text if dates and _all_overlap(dates) else None,
                dates=tuple(dict.fromkeys(date.text for date in dates)),
                status=_status(items, dates, agree=agree),
                holds=fold(_reached(item, on) for item in deciding),
                evidence=(*deciding, *rest),
            )
        )
    rank = load_vocabulary().type(instrument.type).stages
    return tuple(sorted(views, key=lambda v: (rank[v.stage].rank, _first_day(v.dates), v.date_of, v.party or "")))


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


def _reached(item: Evidence, on: int) -> Answer:
    """Had the stage been reached on that day, as this one claim has it?"""
    claim, source_date = item.claim, item.source.published
    stated = EdtfDate.parse(source_date) if source_date else None
    if claim.negated or claim.modality == "denied":
        return Answer.NO if stated is not None and has_begun(stated, on) != "yes" else Answer.UNCERTAIN
    if claim.modality not in _STATED:
        return Answer.UNCERTAIN if claim.modality == "planned" else Answer.NOT_OBSERVED
    if claim.when is not None:
        return Answer(has_begun(claim.when, on))
    if stated is None:
        return Answer.UNCERTAIN
    return Answer.YES if has_begun(stated, on) == "yes" else Answer.UNCERTAIN


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
    evidence = [item for item in instrument.evidence if is_known(item, known) and perspective.admits(item)]
    if perspective.kind == "all":
        publishers = sorted({item.source.publisher for item in evidence})
        each = Perspective(kind="any")
        return fold(
            _holds([e for e in evidence if e.source.publisher == p], instrument, on, each, coverage) for p in publishers
        )
    return _holds(evidence, instrument, on, perspective, coverage)


def _holds(
    evidence: Sequence[Evidence],
    instrument: Instrument,
    on: int,
    perspective: Perspective,
    coverage: Sequence[Coverage],
) -> Answer:
    stages = load_vocabulary().type(instrument.type).stages
    by_effect: dict[str, list[Sequence[Evidence]]] = defaultdict(list)
    settled_kinds: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for (stage, date_of, _), items in stage_groups(evidence).items():
        settled_kinds[stages[stage].effect, date_of].extend(items)
    for (effect, _), items in settled_kinds.items():
        by_effect[effect].append(perspective.deciding(items))
    begun = _any_of(fold(_reached(item, on) for item in items) for items in by_effect["begins"])
    if begun is Answer.NOT_OBSERVED:
        return _without_beginning(evidence, instrument, on, coverage)
    over = _any_of(fold(_reached(item, on) for item in items) for items in by_effect["ends"])
    over_span = _any_of(
        fold(Answer(has_ended(item.claim.when, on)) for item in items if item.claim.when is not None)
        for items in by_effect["begins"]
    )
    if instrument.type in load_vocabulary().types and load_vocabulary().type(instrument.type).is_instant:
        over_span = Answer.NOT_OBSERVED
    paused = _paused(by_effect["pauses"], by_effect["begins"], on)
    return _and_not(_and_not(_and_not(begun, over), over_span), paused)


def _any_of(answers: Iterable[Answer]) -> Answer:
    seen = set(answers)
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


def _paused(pauses: Sequence[Sequence[Evidence]], begins: Sequence[Sequence[Evidence]], on: int) -> Answer:
    starts = [i.claim.when for items in begins for i in items if i.claim.when is not None]
    answers = []
    for items in pauses:
        for item in items:
            when = item.claim.when
            resumed = when is not None and any(
                is_before(when, start) == "yes" and has_begun(start, on) == "yes" for start in starts
            )
            answers.append(Answer.NO if resumed else _reached(item, on))
    return _any_of(answers)


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
        return Answer.UNCERTAIN if any(_reached(i, on) is not Answer.NO for i in signatures) else Answer.NO
    as_of = [item.claim.when or item.known_on for item in counted]
    if as_of and all(has_begun(date, on) == "no" for date in as_of):
        return Answer.NO
    return Answer.NOT_OBSERVED


def _counts(claim: Claim) -> bool:
    return claim.modality in _STATED and not claim.negated and claim.stage is not None
