"""Stages and dates of a statement against the record: the heart of checking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.cases import Case, a_day_apart, agree, finding, fits, is_main_step, sharpest, when_of
from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.meetings import neighbours_of
from foedus.analysis.checking.predictions import check_prediction
from foedus.analysis.checking.wording import say_date, say_instrument, say_stage
from foedus.model.claims import Claim, Evidence
from foedus.model.dates import EdtfDate, is_before
from foedus.model.instruments import Coverage, Instrument, date_terms
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution.settling import stage_groups

__all__ = ["check_statement"]

_RECENT: Final = 1100
"""Days in which a text may still call unfinished what has been concluded."""
_WEEKS: Final = 45
"""Days between two meetings of the same ministers that are surely one."""
_LASTING: Final = ("signed", "approved", "in_force")
_FRESH: Final = 366  # days in which an entry into force would still be news
_DOUBTFUL: Final = 0.7
"""Confidence below which a statement is not held against its author."""
_SURE: Final = 0.98
"""Confidence from which it is, whatever else the record has of that day."""
_SHOWN: Final = 2
"""Lines of evidence shown for one date."""
_PASSING: Final = frozenset({"considered", "announced", "negotiating", "agreed_in_principle", "proposed", "scheduled"})
"""Stages one says an agreement *is* in: said without a date, they speak of the document's own day."""
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
    return _in_doubt(item, min(results, key=lambda result: _PREFERRED.index(result.verdict)), catalogue)


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
    return case.likeness == "one of many" and case.claim.stage in _PASSING and not _is_recent(case)


def _is_recent(case: Case) -> bool:
    """Was it agreed on within the years before the document? What is said to be still under way is then most likely this."""
    steps = [e for e in case.above(case.stage or "") if case.had(e)] if case.stage else []
    return bool(steps) and case.by is not None and case.by - (when_of(steps[-1]).earliest or 0) <= _RECENT


def _hold_strictly(case: Case) -> Finding:
    claim, stage = case.claim, case.stage
    if claim.stage is None and claim.date is not None:
        return _some_stage(case, EdtfDate.parse(claim.date))
    if claim.stage is None:
        return case.finding("stage", Verdict.SUPPORTED, "The record has it.", case.main_steps())
    if stage is None:
        what = load_vocabulary().type(case.instrument.type).label
        return case.finding("stage", Verdict.UNSUPPORTED, f"On record this is a {what}.", case.main_steps())
    if claim.negated:
        return _denied(case, stage)
    if claim.date is None:
        return _undated(case, stage)
    return _dated(case, stage, EdtfDate.parse(claim.date))


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
        hint = f"The record has it {say_stage(stage)} on {_date(sharpest(before))}."
        return case.finding("stage", Verdict.CONTRADICTED, hint, before[:_SHOWN])
    if reached:
        hint = f"It was not yet; it was {say_stage(stage)} on {_date(sharpest(reached))}, after the document."
        return case.finding("stage", Verdict.SUPPORTED, hint, reached[:_SHOWN])
    return case.finding("stage", Verdict.UNSUPPORTED, _not_found(stage), case.main_steps())


def _undated(case: Case, stage: str) -> Finding:
    reached, later = case.dated(stage), case.above(stage)
    overtaken = [e for e in later if case.had(e)]
    if stage in _PASSING and overtaken and case.by is not None:
        hint = f"By then it was already {say_stage(overtaken[0].claim.stage or '')} ({_date(overtaken[0])})."
        return case.finding("stage", Verdict.OUTDATED, hint, overtaken[:1])
    if reached and case.had_not(sharpest(reached)):
        hint = f"The record has it {say_stage(stage)} only on {_date(sharpest(reached))}, after the document."
        return case.finding("stage", Verdict.PREMATURE, hint, reached[:_SHOWN])
    if reached:
        return case.finding("stage", Verdict.SUPPORTED, _since(case, stage, "The record has it."), reached[:_SHOWN])
    under_way = [e for e in case.steps() if case.had(e)]
    if stage == "in_force" and under_way and load_vocabulary().type(case.instrument.type).family == "programme":
        return case.finding("stage", Verdict.SUPPORTED, f"Under way since {_date(under_way[0])}.", under_way[:_SHOWN])
    if overtaken:
        hint = f"The record has a later stage: {say_stage(later[0].claim.stage or '')} {_date(later[0])}."
        return case.finding("stage", Verdict.SUPPORTED, hint, later[:_SHOWN])
    if _is_still_short_of(case, stage):
        last = case.main_steps()[-1]
        hint = f"{_not_found(stage)} The last it has: {say_stage(last.claim.stage or '')}, {_date(last)}."
        return case.finding("stage", Verdict.PREMATURE, hint, [last])
    return case.finding("stage", Verdict.UNSUPPORTED, _not_found(stage), case.main_steps())


def _dated(case: Case, stage: str, when: EdtfDate) -> Finding:
    term = date_terms().canonical(stage, case.claim.date_of)
    ordinal = term if stage == "held" and date_terms().is_once(term) else None
    reached = case.dated(stage, ordinal)
    if when.text.endswith("/.."):
        return _since_when(case, stage, EdtfDate.parse(when.text.removesuffix("/..")), reached)
    agreeing = [e for e in reached if fits(e, when)]
    rivals = [e for e in _rivals(agreeing, reached) if not a_day_apart(e, when)]
    if rivals:
        hint = f"Sources of the record differ: {_date(sharpest(rivals))} too."
        return case.finding("date", Verdict.DISPUTED, hint, [*agreeing[:_SHOWN], *rivals[:_SHOWN]])
    if agreeing and case.had_not(sharpest(agreeing)):
        hint = f"The date is right, but on the document's day it was still to come: {_date(sharpest(agreeing))}."
        return case.finding("date", Verdict.PREMATURE, hint, agreeing[:_SHOWN])
    if agreeing:
        return case.finding(
            "date", Verdict.SUPPORTED, _since(case, stage, "The record has the same date."), agreeing[:_SHOWN]
        )
    near = [e for e in reached if a_day_apart(e, when)]
    if near:
        return case.finding("date", Verdict.SUPPORTED, f"The record has {_date(near[0])}, a day apart.", near[:_SHOWN])
    overruled = [e for e in case.all_dated(stage, ordinal) if fits(e, when)]
    if overruled:
        hint = f"One source of the record has this date; weightier ones have {_date(sharpest(reached))}."
        return case.finding("date", Verdict.DISPUTED, hint, [*overruled[:1], *reached[:_SHOWN]])
    if (case.claim.date_of or "").startswith("unspecified"):
        return _some_stage(case, when)
    return _differently_dated(case, stage, when, reached, ordinal)


def _rivals(agreeing: Sequence[Evidence], reached: Sequence[Evidence]) -> list[Evidence]:
    """Deciding sources that date the same thing so that it cannot also have happened when those that agree say."""
    rivals = []
    for (_, date_of, _), items in stage_groups(reached).items():
        if date_terms().is_once(date_of) and any(item in agreeing for item in items):
            rivals += [e for e in items if e not in agreeing and not all(agree([e, a]) for a in agreeing if a in items)]
    return rivals


def _differently_dated(
    case: Case, stage: str, when: EdtfDate, reached: Sequence[Evidence], ordinal: str | None
) -> Finding:
    """No date of the stage on record fits: is it the date of another stage, of after the document, or simply wrong?"""
    mistaken = [e for e in case.steps() if case.term(e).coarse != stage and fits(e, when)]
    if not reached:
        return _stage_not_on_record(case, stage, when, mistaken)
    if ordinal is None and not _is_once(stage, case.claim):
        return _not_held_then(case, stage, when, reached)
    amended = [e for e in mistaken if e.claim.stage == "revised"]
    if amended:
        hint = (
            f"{say_date(when.text)} is when it was revised; {_date(sharpest(reached))} when it was {say_stage(stage)}."
        )
        return case.finding("date", Verdict.UNSUPPORTED, hint, amended[:_SHOWN])
    right = f"it was {say_stage(stage)} on {_date(sharpest(reached))}"
    if all(case.had_not(e) for e in reached):
        hint = f"According to the record {right}, after the document."
        return case.finding("date", Verdict.PREMATURE, hint, reached[:_SHOWN])
    hint = f"According to the record {right}."
    if mistaken:
        hint = f"{say_date(when.text)} is when it was {say_stage(mistaken[0].claim.stage or '')}; {right}."
    return case.finding("date", Verdict.CONTRADICTED, hint, [*reached[:_SHOWN], *mistaken[:1]])


def _not_held_then(case: Case, stage: str, when: EdtfDate, reached: Sequence[Evidence]) -> Finding:
    """Meetings come many at a time, but ministers do not meet twice within weeks: one that near is the one meant."""
    near = [e for e in reached if _are_weeks_apart(when_of(e), when)]
    if load_vocabulary().type(case.instrument.type).track != "dialogue":
        return case.finding(
            "date", Verdict.UNSUPPORTED, f"The record has none {say_stage(stage)} then.", reached[-_SHOWN:]
        )
    if near:
        hint = f"The record has none {say_stage(stage)} then, but one on {_date(near[0])}."
        return case.finding("date", Verdict.CONTRADICTED, hint, near[:_SHOWN])
    around = neighbours_of(reached, when)
    if around:
        told = " and ".join(f"the {e.claim.date_of} on {_date(e)}" for e in around)
        hint = (
            f"The record has {told}, so that none was {say_stage(stage)} {'between' if len(around) > 1 else 'before'}."
        )
        return case.finding("date", Verdict.CONTRADICTED, hint, around)
    return case.finding("date", Verdict.UNSUPPORTED, f"The record has none {say_stage(stage)} then.", reached[-_SHOWN:])


def _are_weeks_apart(one: EdtfDate, other: EdtfDate) -> bool:
    days = one.is_day and other.is_day
    return days and abs((one.earliest or 0) - (other.earliest or 0)) <= _WEEKS


def _stage_not_on_record(case: Case, stage: str, when: EdtfDate, mistaken: Sequence[Evidence]) -> Finding:
    """The record dates other stages only: the order of stages may still rule the date out."""
    rank = load_vocabulary().stage(case.instrument.type, stage).rank
    impossible = [e for e in case.steps() if is_main_step(e) and _rules_out(case, e, rank, when)]
    if impossible:
        other = impossible[0]
        hint = f"That cannot be: it was {say_stage(other.claim.stage or '')} on {_date(other)}."
        return case.finding("date", Verdict.CONTRADICTED, hint, impossible[:_SHOWN])
    if mistaken:
        hint = f"On that date the record has it {say_stage(mistaken[0].claim.stage or '')}. {_not_found(stage)}"
        verdict = Verdict.PREMATURE if _is_still_short_of(case, stage) else Verdict.UNSUPPORTED
        return case.finding("date", verdict, hint, mistaken[:_SHOWN])
    return case.finding("date", Verdict.UNSUPPORTED, _not_found(stage), case.main_steps())


def _is_still_short_of(case: Case, stage: str) -> bool:
    """Does the record know a treaty only from before that step, and have nothing in which the step could hide?

    Until it is signed a treaty is news, and its signature would be on record; its entry into force is less so, and may be
    missing for long after the signature. What was announced may be done already.
    """
    vocabulary = load_vocabulary()
    steps = case.steps()
    if case.claim.stage not in _LASTING or vocabulary.type(case.instrument.type).family != "treaty" or not steps:
        return False
    terms = date_terms()
    is_main = terms.canonical(stage, case.claim.date_of) == terms.default.get(stage)
    if not is_main or any(case.term(e).effect != "none" or case.term(e).coarse == "announced" for e in steps):
        return False
    last, signed = steps[-1], [e for e in steps if case.term(e).coarse == "signed"]
    if signed:
        return case.by is not None and case.by - (when_of(last).latest or case.by) <= _FRESH
    return max(case.term(e).rank for e in steps) < vocabulary.stage(case.instrument.type, stage).rank


def _rules_out(case: Case, item: Evidence, rank: int, when: EdtfDate) -> bool:
    term = case.term(item)
    if term.rank < rank:
        return is_before(when, when_of(item)) == "yes"
    return term.rank > rank and term.effect == "begins" and is_before(when_of(item), when) == "yes"


def _since_when(case: Case, stage: str, start: EdtfDate, reached: Sequence[Evidence]) -> Finding:
    """`since 2015`: the beginning is what is claimed."""
    if not reached:
        return case.finding("date", Verdict.UNSUPPORTED, _not_found(stage), case.main_steps())
    first = reached[0]
    if fits(first, start):
        return case.finding("date", Verdict.SUPPORTED, "The record has the same beginning.", [first])
    if is_before(when_of(first), start) == "yes":
        hint = f"The record has an earlier one: {first.claim.date_of or say_stage(stage)}, {_date(first)}."
        return case.finding("date", Verdict.CONTRADICTED, hint, [first])
    if _is_once(stage, case.claim):
        hint = f"According to the record it was {say_stage(stage)} on {_date(first)}."
        return case.finding("date", Verdict.PREMATURE if case.had_not(first) else Verdict.CONTRADICTED, hint, [first])
    return case.finding("date", Verdict.UNSUPPORTED, f"The first the record has is of {_date(first)}.", [first])


def _some_stage(case: Case, when: EdtfDate) -> Finding:
    """A bare year: it is right if any step of the life cycle falls in it, and says which."""
    steps = [e for e in case.steps() if fits(e, when)]
    if steps:
        hint = f"{say_date(when.text)} is the year it was {say_stage(steps[0].claim.stage or '')}."
        return case.finding("date", Verdict.SUPPORTED, hint, steps[:_SHOWN])
    if any(case.term(e).effect == "begins" for e in case.steps()):
        hint = "No step of it falls in that year, as the record has it."
        return case.finding("date", Verdict.CONTRADICTED, hint, case.main_steps())
    return case.finding("date", Verdict.UNSUPPORTED, "The record has no step of it in that year.", case.main_steps())


def _since(case: Case, stage: str, words: str) -> str:
    """What has happened between that stage and the document, and what after it: the reader wants to know."""
    when = case.claim.when
    later = [e for e in case.above(stage) if case.term(e).effect != "none" and (when is None or not fits(e, when))]
    if stage == "held" or not later:
        return words
    step = later[0]
    return (
        f"{words} {'Already' if case.had(step) else 'Since then'} {say_stage(step.claim.stage or '')}: {_date(step)}."
    )


def _date(item: Evidence) -> str:
    return say_date(item.claim.date or "")


def _not_found(stage: str) -> str:
    return f"The record gives no date at which it was {say_stage(stage)}."


def _is_once(stage: str, claim: Claim) -> bool:
    return date_terms().is_once(date_terms().canonical(stage, claim.date_of))
