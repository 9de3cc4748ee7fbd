"""A stage said without a date, so that it is one of the document's own day: reached, to come, or overtaken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from foedus.analysis.checking.cases import Case, sharpest, when_of
from foedus.analysis.checking.dates import dated_at, is_still_short_of, not_found, since_then
from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.wording import say_stage
from foedus.model.claims import Evidence
from foedus.model.vocabulary import load_vocabulary

__all__ = ["PASSING", "hold_undated", "is_recent"]

PASSING: Final = frozenset({"considered", "announced", "negotiating", "agreed_in_principle", "proposed", "scheduled"})
"""Stages one says an agreement *is* in: said without a date, they speak of the document's own day."""
_RECENT: Final = 1100
"""Days in which a text may still call unfinished what has been concluded."""
_GENERATION: Final = 9000
"""Days after which nobody calls an agreement one to come: some twenty-five years."""
_PROMISED: Final = frozenset({"announced", "agreed_in_principle"})
_SHOWN: Final = 2
"""Lines of evidence shown for one date."""


def hold_undated(case: Case, stage: str) -> Finding:
    """The stage against those on record: one that passes is outdated when overtaken, any is premature while still to come."""
    reached, later = case.dated(stage), case.above(stage)
    overtaken = [e for e in later if case.had(e)]
    if stage in PASSING and overtaken and case.by is not None:
        return _overtaken(case, overtaken)
    promised = [e for e in case.steps() if case.had(e) and e.claim.stage in _PROMISED]
    if stage == "revised" and promised and reached and case.had_not(sharpest(reached)):
        hint = f"By then it was {say_stage(promised[-1].claim.stage or '')} ({dated_at(promised[-1])}), and carried out on {dated_at(sharpest(reached))}, after the document."
        return case.finding("stage", Verdict.UNSUPPORTED, hint, [promised[-1], *reached[:1]])
    if reached and case.had_not(sharpest(reached)):
        hint = f"The record has it {say_stage(stage)} only on {dated_at(sharpest(reached))}, after the document."
        return case.finding("stage", Verdict.PREMATURE, hint, reached[:_SHOWN])
    if reached:
        return case.finding("stage", Verdict.SUPPORTED, since_then(case, stage, "The record has it."), reached[:_SHOWN])
    return _not_dated(case, stage, later, overtaken)


def _overtaken(case: Case, overtaken: Sequence[Evidence]) -> Finding:
    """A generation ago, nobody calls it still to come: an amendment or a new one is meant."""
    step = f"{say_stage(overtaken[0].claim.stage or '')}"
    if all((case.by or 0) - (when_of(e).latest or case.by or 0) > _GENERATION for e in overtaken):
        hint = f"It was {step} long before ({dated_at(overtaken[0])}); the text may mean another one to come."
        return case.finding("stage", Verdict.UNSUPPORTED, hint, overtaken[:1])
    hint = f"By then it was already {step} ({dated_at(overtaken[0])})."
    return case.finding("stage", Verdict.OUTDATED, hint, overtaken[:1])


def _not_dated(case: Case, stage: str, later: Sequence[Evidence], overtaken: Sequence[Evidence]) -> Finding:
    """The record has no date of the stage; it may have it without one, as a plan, or a later one."""
    under_way = [e for e in case.steps() if case.had(e)]
    if stage == "in_force" and under_way and load_vocabulary().type(case.instrument.type).family == "programme":
        return case.finding(
            "stage", Verdict.SUPPORTED, f"Under way since {dated_at(under_way[0])}.", under_way[:_SHOWN]
        )
    told = _told_otherwise(case, stage, overtaken)
    if told is not None:
        return told
    if overtaken and case.likeness == "near" and not is_recent(case):
        return case.finding("stage", Verdict.UNSUPPORTED, not_found(stage), later[:_SHOWN])
    if overtaken:
        hint = f"The record has a later stage: {say_stage(later[0].claim.stage or '')} {dated_at(later[0])}."
        return case.finding("stage", Verdict.SUPPORTED, hint, later[:_SHOWN])
    if is_still_short_of(case, stage):
        last = case.main_steps()[-1]
        hint = f"{not_found(stage)} The last it has: {say_stage(last.claim.stage or '')}, {dated_at(last)}."
        return case.finding("stage", Verdict.PREMATURE, hint, [last])
    return case.finding("stage", Verdict.UNSUPPORTED, not_found(stage), case.main_steps())


def _told_otherwise(case: Case, stage: str, overtaken: Sequence[Evidence]) -> Finding | None:
    """The stage without a date, or as a plan that was known by then; None where the record has neither."""
    own = [e for e in case.instrument.evidence if e.claim.stage == stage and not e.claim.negated]
    undated = [e for e in own if not e.claim.date]
    if undated and case.likeness != "near":
        hint = f"The record has it too, without a date: {undated[0].claim.date_of or say_stage(stage)}."
        return case.finding("stage", Verdict.SUPPORTED, hint, undated[:_SHOWN])
    planned = [e for e in own if e.claim.date and e.claim.modality == "planned" and case.had(e)]
    if planned and not overtaken:
        hint = f"The record has it as a plan: {planned[0].claim.date_of or say_stage(stage)}, {dated_at(planned[0])}."
        return case.finding("stage", Verdict.SUPPORTED, hint, planned[:_SHOWN])
    return None


def is_recent(case: Case) -> bool:
    """Was it agreed on within the years before the document? What is said to be still under way is then most likely this."""
    steps = [e for e in case.above(case.stage or "") if case.had(e)] if case.stage else []
    return bool(steps) and case.by is not None and case.by - (when_of(steps[-1]).earliest or 0) <= _RECENT
