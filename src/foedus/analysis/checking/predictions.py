"""Plans and predictions, and what became of them: a plan is not wrong, but the record may know how it went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from foedus.analysis.checking.cases import Case, finding, fits, sharpest, when_of
from foedus.analysis.checking.findings import Finding, Outcome, Prediction, Verdict
from foedus.analysis.checking.wording import say_date, say_stage
from foedus.model.claims import Evidence
from foedus.model.dates import EdtfDate, is_before
from foedus.model.instruments import Coverage, date_terms

__all__ = ["check_prediction"]

_SHOWN: Final = 2
"""Lines of evidence shown for one date."""
_RECENT: Final = 1100
"""Days in which a text may still announce what has come about."""
_TOLD: Final = frozenset({"in_force", "signed", "held", "regular", "agreed", "delivered"})
"""Stages of which a record that claims completeness would know."""


def check_prediction(item: Evidence, found: Sequence[Case], coverage: Sequence[Coverage], reach: int | None) -> Finding:
    """Hold a plan against what came of it.

    Parameters
    ----------
    found : sequence of Case
        The plan beside instruments of the record it can be about.
    coverage : sequence of Coverage
        Where absence from the record means that it did not come about.
    reach : int or None
        Day of the record's newest source [ordinal]: what was due before then and is not on record is overdue.
    """
    for case in found:
        reached = case.dated(case.stage) if case.stage else []
        if (
            reached
            and case.by is not None
            and all(case.had(e) for e in reached)
            and _is_once(case)
            and _is_this(case, reached)
        ):
            return _already(case, reached)
        fresh = [e for e in reached if case.by is None or not case.had(e)]
        came = _that_came(case, fresh)
        if came:
            return _came(case, came)
    return _not_yet(item, found, coverage, reach)


def _is_this(case: Case, reached: Sequence[Evidence]) -> bool:
    """Is it surely the one that is planned? Of many that are alike, only one concluded not long before, where no day is foretold."""
    lately = (case.by or 0) - (when_of(reached[-1]).latest or 0) <= _RECENT
    return case.likeness == "the one" or (lately and case.claim.when is None)


def _that_came(case: Case, fresh: Sequence[Evidence]) -> list[Evidence]:
    """What came about after the document; of what happens many times only what can be the one foretold."""
    when = case.claim.when
    if when is None or _is_once(case):
        return list(fresh)
    return [e for e in fresh if fits(e, when)]


def _already(case: Case, reached: Sequence[Evidence]) -> Finding:
    first = sharpest(reached)
    hint = f"It had already come about: {say_date(first.claim.date or '')}."
    return case.finding("prediction", Verdict.OUTDATED, hint, reached[:_SHOWN]).foretelling(
        _prediction(case.item, "already", first)
    )


def _came(case: Case, came: Sequence[Evidence]) -> Finding:
    first, when = sharpest(came), case.claim.when
    outcome: Outcome = "came true"
    if when is not None and not fits(came[0], when):
        outcome = "early" if is_before(when_of(first), when) == "yes" else "late"
    told = _prediction(case.item, outcome, first)
    days = f", {told.off_by:,} days {'sooner' if outcome == 'early' else 'later'} than foretold" if told.off_by else ""
    hint = f"It came about{':' if outcome == 'came true' else ', but on'} {say_date(first.claim.date or '')}{days}."
    return case.finding("prediction", Verdict.UNCHECKABLE, hint, came[:_SHOWN]).foretelling(told)


def _not_yet(item: Evidence, found: Sequence[Case], coverage: Sequence[Coverage], reach: int | None) -> Finding:
    claim = item.claim
    due = None if claim.when is None else claim.when.latest
    silent = "A plan or prediction; the record does not say that it came about"
    outcome: Outcome = "open"
    hint = f"{silent}."
    if due is not None and claim.stage in _TOLD and _is_complete(item, coverage, due):
        outcome, hint = "failed", f"{silent}, and claims to be complete here: it did not by then."
    elif due is not None and reach is not None and due <= reach:
        outcome, hint = "overdue", f"{silent}, though its sources reach beyond that day."
    elif due is not None:
        hint = f"{silent}; its day is still to come."
    told = _prediction(item, outcome, None)
    if found:
        steps = found[0].steps() if found[0].likeness != "near" and found[0].instrument.parties == claim.parties else []
        if steps and not hint.endswith("by then."):
            last = steps[-1]
            hint += f" The last it has: {say_stage(last.claim.stage or '')}, {say_date(last.claim.date or '')}."
        return found[0].finding("prediction", Verdict.UNCHECKABLE, hint, steps[-1:]).foretelling(told)
    return finding(item, "prediction", Verdict.UNCHECKABLE, hint).foretelling(told)


def _is_complete(item: Evidence, coverage: Sequence[Coverage], due: int) -> bool:
    return any(window.holds_for(item.claim.parties, item.claim.instrument_type, due) for window in coverage)


def _is_once(case: Case) -> bool:
    return date_terms().is_once(date_terms().canonical(case.stage or "", case.claim.date_of))


def _prediction(item: Evidence, outcome: Outcome, came: Evidence | None) -> Prediction:
    return Prediction(
        said_on=item.source.published,
        foretold=item.claim.date,
        outcome=outcome,
        came_on=None if came is None else came.claim.date,
        off_by=_days_off(item.claim.when, None if came is None else when_of(came)),
    )


def _days_off(foretold: EdtfDate | None, came: EdtfDate | None) -> int:
    """Days from the end of what was foretold to what came, or from that to its beginning; 0 where both can hold."""
    if foretold is None or came is None:
        return 0
    if foretold.latest is not None and came.earliest is not None and came.earliest > foretold.latest:
        return came.earliest - foretold.latest
    if foretold.earliest is not None and came.latest is not None and came.latest < foretold.earliest:
        return foretold.earliest - came.latest
    return 0
