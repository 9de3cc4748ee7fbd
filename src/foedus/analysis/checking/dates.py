"""The date of a statement against the record: right, wrong, of another step, or of one still to come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foedus.analysis.checking.cases import Case, a_day_apart, agree, fits, is_main_step, sharpest, when_of
from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.meetings import neighbours_of
from foedus.analysis.checking.wording import joined, say_date, say_stage
from foedus.model.claims import Claim, Evidence
from foedus.model.dates import EdtfDate, is_before
from foedus.model.instruments import date_terms
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution.settling import stage_groups

__all__ = ["dated_at", "hold_date", "hold_year", "is_still_short_of", "not_found", "since_then"]

_WEEKS: Final = 45
"""Days between two meetings of the same ministers that are surely one."""
_LASTING: Final = ("signed", "approved", "in_force")
_FRESH: Final = 366  # days in which an entry into force would still be news
_SHOWN: Final = 2
"""Lines of evidence shown for one date."""


def hold_date(case: Case, stage: str, when: EdtfDate) -> Finding:
    """The date that the statement gives a stage, against those on record."""
    term = date_terms().canonical(stage, case.claim.date_of)
    ordinal = term if stage == "held" and date_terms().is_once(term) else None
    reached = case.dated(stage, ordinal)
    if when.text.endswith("/.."):
        return _since_when(case, stage, EdtfDate.parse(when.text.removesuffix("/..")), reached)
    agreeing = [e for e in reached if fits(e, when)]
    rivals = [e for e in _rivals(agreeing, reached) if not a_day_apart(e, when)]
    if rivals:
        hint = f"Sources of the record differ: {dated_at(sharpest(rivals))} too."
        return case.finding("date", Verdict.DISPUTED, hint, [*agreeing[:_SHOWN], *rivals[:_SHOWN]])
    if agreeing and case.had_not(sharpest(agreeing)):
        hint = f"The date is right, but on the document's day it was still to come: {dated_at(sharpest(agreeing))}."
        return case.finding("date", Verdict.PREMATURE, hint, agreeing[:_SHOWN])
    if agreeing:
        return _same_date(case, stage, when, agreeing, reached)
    near = [e for e in reached if a_day_apart(e, when)]
    if near:
        return case.finding(
            "date", Verdict.SUPPORTED, f"The record has {dated_at(near[0])}, a day apart.", near[:_SHOWN]
        )
    overruled = [e for e in case.all_dated(stage, ordinal) if fits(e, when)]
    if overruled:
        hint = f"One source of the record has this date; weightier ones have {dated_at(sharpest(reached))}."
        return case.finding("date", Verdict.DISPUTED, hint, [*overruled[:1], *reached[:_SHOWN]])
    if (case.claim.date_of or "").startswith("unspecified"):
        return hold_year(case, when)
    return _differently_dated(case, stage, when, reached, ordinal)


_TITLE: Final = re.compile(
    r"\b(?:Agreement|Treaty|Convention|Pact|Accord) (?:on|for|concerning|regarding)(?: the)? ((?:[A-Z]\w+(?: of| and| for| in| the)* ?){2,})"
)


def _same_date(
    case: Case, stage: str, when: EdtfDate, agreeing: Sequence[Evidence], reached: Sequence[Evidence]
) -> Finding:
    first = _begun_before(case, agreeing, when)
    if first is not None:
        hint = (
            f"The record has the {agreeing[0].claim.date_of} then, and its first of {dated_at(first)}: it did not begin in {say_date(when.text)}. "
            "To have been made regular then would be another matter, which the record does not date."
        )
        return case.finding("date", Verdict.DISPUTED, hint, [first, agreeing[0]])
    words = "The record has the same date."
    beside = [e for e in reached if e not in agreeing and a_day_apart(e, when)]
    if beside:
        words = f"The record has the same date, and from another source {dated_at(beside[0])}, a day apart."
    found = [*agreeing, *beside][:_SHOWN]
    return case.finding("date", Verdict.SUPPORTED, since_then(case, stage, words) + _other_title(case), found)


def _other_title(case: Case) -> str:
    """The title on record, where the text gives the agreement another one that reads like a title."""
    at, title = case.claim.locator, case.instrument.title.get("en") or ""
    given = _TITLE.search(at.quote or "")
    if not title or given is None or given[1].casefold() in title.casefold():
        return ""
    return f" Its title on record is another: {title}."


def _begun_before(case: Case, agreeing: Sequence[Evidence], when: EdtfDate) -> Evidence | None:
    """Of a dialogue said to have been set up that year or month: a meeting before it. A day is that of one meeting, not of the first."""
    if (
        case.claim.stage != "in_force"
        or when.is_day
        or load_vocabulary().type(case.instrument.type).track != "dialogue"
    ):
        return None
    first = next((e for e in case.steps() if e.claim.stage == "held"), None)
    return first if first is not None and first not in agreeing and is_before(when_of(first), when) == "yes" else None


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
        hint = f"{say_date(when.text)} is when it was revised; {dated_at(sharpest(reached))} when it was {say_stage(stage)}."
        return case.finding("date", Verdict.UNSUPPORTED, hint, amended[:_SHOWN])
    right = f"it was {say_stage(stage)} on {dated_at(sharpest(reached))}"
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
        hint = f"The record has none {say_stage(stage)} then, but one on {dated_at(near[0])}."
        return case.finding("date", Verdict.CONTRADICTED, hint, near[:_SHOWN])
    around = neighbours_of(reached, when)
    if around:
        told = " and ".join(f"the {e.claim.date_of} on {dated_at(e)}" for e in around)
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
        hint = f"That cannot be: it was {say_stage(other.claim.stage or '')} on {dated_at(other)}."
        return case.finding("date", Verdict.CONTRADICTED, hint, impossible[:_SHOWN])
    if mistaken:
        hint = f"On that date the record has it {say_stage(mistaken[0].claim.stage or '')}. {not_found(stage)}"
        verdict = Verdict.PREMATURE if is_still_short_of(case, stage) else Verdict.UNSUPPORTED
        return case.finding("date", verdict, hint, mistaken[:_SHOWN])
    return case.finding("date", Verdict.UNSUPPORTED, not_found(stage), case.main_steps())


def is_still_short_of(case: Case, stage: str) -> bool:
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
        return case.finding("date", Verdict.UNSUPPORTED, not_found(stage), case.main_steps())
    first = reached[0]
    if fits(first, start):
        return case.finding("date", Verdict.SUPPORTED, "The record has the same beginning.", [first])
    if is_before(when_of(first), start) == "yes":
        hint = f"The record has an earlier one: {first.claim.date_of or say_stage(stage)}, {dated_at(first)}."
        return case.finding("date", Verdict.CONTRADICTED, hint, [first])
    if _is_once(stage, case.claim):
        hint = f"According to the record it was {say_stage(stage)} on {dated_at(first)}."
        return case.finding("date", Verdict.PREMATURE if case.had_not(first) else Verdict.CONTRADICTED, hint, [first])
    return case.finding("date", Verdict.UNSUPPORTED, f"The first the record has is of {dated_at(first)}.", [first])


def hold_year(case: Case, when: EdtfDate) -> Finding:
    """A bare year: it is right if any step of the life cycle falls in it, and says which."""
    steps = [e for e in case.steps() if fits(e, when)]
    if steps:
        stages = list(
            dict.fromkeys(case.term(e).coarse for e in steps if is_main_step(e) or case.term(e).effect != "none")
        )
        told = joined([say_stage(stage) for stage in stages or [steps[0].claim.stage or ""]])
        more = " It does not say which of these it means." if len(stages) > 1 else ""
        hint = f"{say_date(when.text)} is the year it was {told}.{more}"
        return case.finding("date", Verdict.SUPPORTED, hint, steps[:_SHOWN])
    if any(case.term(e).effect == "begins" for e in case.steps()):
        hint = "No step of it falls in that year, as the record has it."
        return case.finding("date", Verdict.CONTRADICTED, hint, case.main_steps())
    return case.finding("date", Verdict.UNSUPPORTED, "The record has no step of it in that year.", case.main_steps())


def since_then(case: Case, stage: str, words: str) -> str:
    """What has happened between that stage and the document, and what after it: the reader wants to know."""
    when = case.claim.when
    later = [e for e in case.above(stage) if case.term(e).effect != "none" and (when is None or not fits(e, when))]
    if stage == "held" or not later:
        return words
    step = later[0]
    return f"{words} {'Already' if case.had(step) else 'Since then'} {say_stage(step.claim.stage or '')}: {dated_at(step)}."


def dated_at(item: Evidence) -> str:
    """The date of a claim in words."""
    return say_date(item.claim.date or "")


def not_found(stage: str) -> str:
    """That the record has no date of a stage, in words."""
    return f"The record gives no date at which it was {say_stage(stage)}."


def _is_once(stage: str, claim: Claim) -> bool:
    return date_terms().is_once(date_terms().canonical(stage, claim.date_of))
