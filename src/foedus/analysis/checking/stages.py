"""A statement against the record: which instrument it is about, how sure it is, and whether its stage had been reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from foedus.analysis.checking.beside import with_neighbours
from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.cases import Case, finding, fits, sharpest
from foedus.analysis.checking.dates import dated_at, hold_date, hold_year, not_found
from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.predictions import check_prediction
from foedus.analysis.checking.undated import PASSING, hold_undated, is_recent
from foedus.analysis.checking.wording import say_instrument, say_stage
from foedus.model.claims import Claim, Evidence
from foedus.model.dates import EdtfDate
from foedus.model.instruments import Coverage, Instrument
from foedus.model.vocabulary import load_vocabulary

__all__ = ["check_statement"]

_PROGRAMMES: Final = frozenset({"programme", "aid"})
_DOUBTFUL: Final = 0.6
"""Confidence below which a statement is not held against its author."""
_SURE: Final = 0.8
"""Confidence from which it is, whatever else the record has of that day."""
_SHOWN: Final = 2
"""Lines of evidence shown for one date."""
_COMPLETE: Final = frozenset({None, "in_force", "signed", "held", "regular", "agreed", "delivered"})
"""Stages of which a record that claims completeness would know."""
# Of several instruments a statement can be about, it is about the one that bears it out.
_PREFERRED: Final = (
    Verdict.SUPPORTED,
    Verdict.DISPUTED,
    Verdict.PREMATURE,
    Verdict.OUTDATED,
    Verdict.CONTRADICTED,
    Verdict.UNSUPPORTED,
    Verdict.UNCHECKABLE,
)


def check_statement(
    item: Evidence, catalogue: Catalogue, coverage: Sequence[Coverage], named: Sequence[str] = ()
) -> Finding:
    """Hold one statement against the record.

    Parameters
    ----------
    item : Evidence
        The statement as a claim of the document; the document's own date decides what it could know.
    catalogue : Catalogue
        The record's instruments.
    coverage : sequence of Coverage
        Where absence from the record means that there is none.
    named : sequence of str
        Ids of the instruments that the text calls by name here.
    """
    claim = item.claim
    by = item.known_on.latest if item.source.published else None
    if claim.modality in ("hypothetical", "recommended"):
        talk = "a recommendation" if claim.modality == "recommended" else "a supposition"
        return finding(item, "stance", Verdict.UNCHECKABLE, f"It is {talk}, not a statement of fact.")
    found = [Case(item, c.instrument, by, c.likeness) for c in catalogue.candidates(claim, named)]
    if claim.modality == "planned":
        surely = [case for case in found if case.likeness != "near"] or found
        return check_prediction(item, surely, coverage, catalogue.reach)
    own = [case for case in found if case.likeness != "near"]
    absent = _absence(item, by, coverage)
    if not own and absent is not None:
        return _in_doubt(item, absent, catalogue)
    results = [_hold(case, absent) for case in found]
    if not results:
        return _without_instrument(item)
    best = _in_doubt(item, min(results, key=lambda result: _PREFERRED.index(result.verdict)), catalogue)
    return with_neighbours(best, claim, catalogue)


def _in_doubt(item: Evidence, result: Finding, catalogue: Catalogue) -> Finding:
    """A statement read with doubt faults nobody; nor does one less than sure where the record has its very words of another."""
    sure = item.claim.confidence
    if result.verdict not in _FLAWS or sure is None or sure >= _SURE:
        return result
    if sure < _DOUBTFUL:
        hint = f"Read with doubt ({sure:.0%} sure that the text says so). If it does: {result.hint}"
        return replace(result, verdict=Verdict.UNSUPPORTED, hint=hint)
    other = _same_day(item.claim, catalogue)
    if other is None:
        return result
    hint = f"On that day the record has it of the {say_instrument(other.type, other.parties)}, which the text may mean. If not: {result.hint}"
    return replace(result, verdict=Verdict.UNSUPPORTED, hint=hint)


def _same_day(claim: Claim, catalogue: Catalogue) -> Instrument | None:
    """An instrument of one of the parties with others that took the same step on the very day."""
    when = claim.when
    if when is None or not when.is_day or claim.stage is None:
        return None
    for party in claim.parties:
        for instrument in catalogue.of_party(party):
            if instrument.parties == claim.parties and instrument.type == claim.instrument_type:
                continue
            if any(e.claim.stage == claim.stage and e.claim.date == claim.date for e in instrument.evidence):
                return instrument
    return None


_FLAWS: Final = frozenset({Verdict.CONTRADICTED, Verdict.PREMATURE, Verdict.OUTDATED, Verdict.DISPUTED})


def _hold(case: Case, absent: Finding | None) -> Finding:
    result = _hold_strictly(case)
    if absent is not None and case.likeness != "near" and case.stage == "in_force" and not case.dated("in_force"):
        under_way = [e for e in case.steps() if case.claim.when is not None and fits(e, case.claim.when)]
        if under_way and load_vocabulary().type(case.instrument.type).family in _PROGRAMMES:
            hint = f"Begun then: {under_way[0].claim.date_of or say_stage(under_way[0].claim.stage or '')}, {dated_at(under_way[0])}."
            return case.finding("date", Verdict.SUPPORTED, hint, under_way[:_SHOWN])
        return replace(absent, record=result.record)
    if result.verdict not in _FLAWS:
        return result
    claim = case.claim
    if case.instrument.parties != claim.parties and len(claim.parties) < 2:
        # Said of one state's agreements in general: no single one of them can refute it.
        return case.finding(result.kind, Verdict.UNSUPPORTED, "It does not say with whom.")
    if _may_be_another(case):
        what = say_instrument(case.instrument.type, case.instrument.parties)
        hint = f"The record has a {what}, but the text may mean another: {result.hint}"
        return replace(result, verdict=Verdict.UNSUPPORTED, hint=hint)
    return result


def _may_be_another(case: Case) -> bool:
    """Of near types, and of types that come many at a time, an instrument refutes only what is surely about it."""
    when = case.claim.when
    if when is not None and not case.claim.negated:
        return not case.is_about(when)
    if case.likeness == "near":
        return True
    return case.likeness == "one of many" and case.claim.stage in PASSING and not is_recent(case)


def _hold_strictly(case: Case) -> Finding:
    claim, stage = case.claim, case.stage
    if claim.stage is None and claim.date is not None:
        return hold_year(case, EdtfDate.parse(claim.date))
    if claim.stage is None:
        return case.finding("stage", Verdict.SUPPORTED, "The record has it.", case.main_steps())
    if stage is None:
        what = load_vocabulary().type(case.instrument.type).label
        return case.finding("stage", Verdict.UNSUPPORTED, f"On record this is a {what}.", case.main_steps())
    if claim.negated:
        return _denied(case, stage)
    if claim.date is None:
        return hold_undated(case, stage)
    return hold_date(case, stage, EdtfDate.parse(claim.date))


def _absence(item: Evidence, by: int | None, coverage: Sequence[Coverage]) -> Finding | None:
    """What absence from the record says, where the record claims to be complete; None elsewhere."""
    claim = item.claim
    on = claim.when.earliest if claim.when is not None and claim.when.earliest is not None else by
    complete = on is not None and any(w.holds_for(claim.parties, claim.instrument_type, on) for w in coverage)
    if not complete or claim.stage not in _COMPLETE:
        return None
    what = say_instrument(claim.instrument_type, claim.parties)
    state = f" {say_stage(claim.stage)}" if claim.stage else ""
    hint = f"The record claims to be complete here and has no {what}{state} on that day."
    return finding(item, "stage", Verdict.SUPPORTED if claim.negated else Verdict.CONTRADICTED, hint)


def _without_instrument(item: Evidence) -> Finding:
    what = say_instrument(item.claim.instrument_type, item.claim.parties)
    hint = f"The record has no {what}, and does not claim to be complete here."
    return finding(item, "stage", Verdict.UNSUPPORTED, hint)


def _denied(case: Case, stage: str) -> Finding:
    reached = case.dated(stage)
    before = [e for e in reached if case.had(e)]
    if before:
        hint = f"The record has it {say_stage(stage)} on {dated_at(sharpest(before))}."
        return case.finding("stage", Verdict.CONTRADICTED, hint, before[:_SHOWN])
    if reached:
        hint = f"It was not yet; it was {say_stage(stage)} on {dated_at(sharpest(reached))}, after the document."
        return case.finding("stage", Verdict.SUPPORTED, hint, reached[:_SHOWN])
    return case.finding("stage", Verdict.UNSUPPORTED, not_found(stage), case.main_steps())
