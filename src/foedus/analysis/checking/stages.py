"""Stages and dates of a statement against the record: the heart of checking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.findings import Finding, RecordLine, Verdict, lines_of
from foedus.analysis.checking.wording import say_claim, say_date, say_instrument, say_stage
from foedus.model.claims import Claim, Evidence
from foedus.model.dates import EdtfDate, has_begun, is_before, overlap
from foedus.model.instruments import Coverage, Instrument, date_terms
from foedus.model.vocabulary import StageTerm, load_vocabulary
from foedus.resolution.perspectives import Perspective

__all__ = ["check_statement"]

_STATED: Final = frozenset({"asserted", "attributed"})
_ADVANCED: Final = 2
"""Lines shown of each stage."""
_PASSING: Final = frozenset({"considered", "announced", "negotiating", "agreed_in_principle", "proposed", "scheduled"})
"""Stages one says an agreement *is* in: said without a date, they speak of the document's own day."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One statement with the instrument of the record it is compared to, and the day the document could know [ordinal]."""

    item: Evidence
    instrument: Instrument
    by: int | None

    @property
    def claim(self) -> Claim:
        return self.item.claim

    def dated(self, stage: str, date_of: str | None = None) -> list[Evidence]:
        """What the record says of this stage with a date, the deciding sources only, earliest first."""
        term = load_vocabulary().stage(self.instrument.type, stage)
        given = [e for e in _asserted(self.instrument) if e.claim.stage]
        items = [e for e in given if _coarse(self.instrument, e) in (term.coarse, stage)]
        if not items and term.effect == "begins":  # a dialogue is established when it is first held
            items = [e for e in given if _term(self.instrument, e).effect == "begins"]
        if date_of is not None:
            items = [e for e in items if date_terms().canonical(e.claim.stage, e.claim.date_of) == date_of]
        return sorted(Perspective().deciding(items), key=_earliest)

    def above(self, stage: str) -> list[Evidence]:
        """What the record dates of later stages, earliest first."""
        stages = load_vocabulary().type(self.instrument.type).stages
        rank = stages[stage].rank if stage in stages else 0
        later = [e for e in _asserted(self.instrument) if e.claim.stage and stages[e.claim.stage].rank > rank]
        return sorted((e for e in later if _is_main_step(e)), key=_earliest)


def check_statement(item: Evidence, catalogue: Catalogue, coverage: Sequence[Coverage]) -> Finding:
    """Hold one statement against the record.

    Parameters
    ----------
    item : Evidence
        The statement as a claim of the document; the document's own date decides what it could know.
    catalogue : Catalogue
        The record's instruments.
    coverage : sequence of Coverage
        Where absence from the record means that there is none.
    """
    claim = item.claim
    by = item.known_on.latest - 1 if item.source.published and item.known_on.latest is not None else None
    if claim.modality in ("hypothetical", "recommended"):
        return _finding(item, "stance", Verdict.UNCHECKABLE, f"It is {_kind_of_talk(claim)}, not a statement of fact.")
    found = catalogue.of_claim(claim)
    if claim.modality == "planned":
        return _prediction(item, found, by)
    if not found:
        return _without_instrument(item, by, coverage)
    results = [_against(_Case(item, instrument, by)) for instrument in found]
    return min(results, key=lambda finding: _WEIGHT.index(finding.verdict))


# Of several instruments a statement can be about, it is about the one that bears it out.
_WEIGHT: Final = (
    Verdict.SUPPORTED,
    Verdict.DISPUTED,
    Verdict.PREMATURE,
    Verdict.OUTDATED,
    Verdict.CONTRADICTED,
    Verdict.UNSUPPORTED,
    Verdict.UNCHECKABLE,
)


def _kind_of_talk(claim: Claim) -> str:
    return "a recommendation" if claim.modality == "recommended" else "a supposition"


def _without_instrument(item: Evidence, by: int | None, coverage: Sequence[Coverage]) -> Finding:
    claim = item.claim
    on = claim.when.earliest if claim.when is not None and claim.when.earliest is not None else by
    complete = on is not None and any(w.holds_for(claim.parties, claim.instrument_type, on) for w in coverage)
    what = say_instrument(claim.instrument_type, claim.parties)
    if complete and claim.stage in (None, "in_force", "signed", "held", "regular", "agreed", "delivered"):
        if claim.negated:
            return _finding(
                item, "stage", Verdict.SUPPORTED, f"The record claims to be complete here and has no {what}."
            )
        hint = f"The record claims to be complete here and has no {what} on that day."
        return _finding(item, "stage", Verdict.CONTRADICTED, hint)
    return _finding(
        item, "stage", Verdict.UNSUPPORTED, f"The record has no {what}, and does not claim to be complete here."
    )


def _against(case: _Case) -> Finding:
    claim = case.claim
    if claim.stage is None:
        lines = lines_of(_main_steps(case), case.instrument.id)
        return _finding(case.item, "stage", Verdict.SUPPORTED, "The record has it.", lines)
    stage = _stage_here(case)
    if stage is None:
        return _finding(
            case.item, "stage", Verdict.UNSUPPORTED, f"On record this is a {case.instrument.type.replace('_', ' ')}."
        )
    if claim.negated:
        return _denied(case, stage)
    if claim.date is None:
        return _undated(case, stage)
    return _dated(case, stage, EdtfDate.parse(claim.date))


def _stage_here(case: _Case) -> str | None:
    """The statement's stage on the life cycle of the instrument compared to."""
    stages = load_vocabulary().type(case.instrument.type).stages
    return case.claim.stage if case.claim.stage in stages else None


def _denied(case: _Case, stage: str) -> Finding:
    reached = case.dated(stage)
    before = [e for e in reached if _by(e, case.by)]
    lines = lines_of((before or reached)[:_ADVANCED], case.instrument.id)
    if before:
        hint = f"The record has it {say_stage(stage)} on {say_date(before[0].claim.date or '')}."
        return _finding(case.item, "stage", Verdict.CONTRADICTED, hint, lines)
    if reached:
        hint = (
            f"It was not yet; it was {say_stage(stage)} on {say_date(reached[0].claim.date or '')}, after the document."
        )
        return _finding(case.item, "stage", Verdict.SUPPORTED, hint, lines)
    steps = lines_of(_main_steps(case), case.instrument.id)
    return _finding(
        case.item, "stage", Verdict.UNSUPPORTED, f"The record gives no date at which it was {say_stage(stage)}.", steps
    )


def _undated(case: _Case, stage: str) -> Finding:
    reached = case.dated(stage)
    later = case.above(stage)
    overtaken = [e for e in later if _by(e, case.by)]
    if stage in _PASSING and overtaken and case.by is not None:
        step = overtaken[0]
        hint = f"By then it was already {say_stage(step.claim.stage or '')} ({say_date(step.claim.date or '')})."
        return _finding(case.item, "stage", Verdict.OUTDATED, hint, lines_of([step], case.instrument.id))
    if reached:
        lines = lines_of(reached[:_ADVANCED], case.instrument.id)
        if case.by is not None and all(_after(e, case.by) for e in reached):
            hint = f"The record has it {say_stage(stage)} only on {say_date(reached[0].claim.date or '')}, after the document."
            return _finding(case.item, "stage", Verdict.PREMATURE, hint, lines)
        return _finding(case.item, "stage", Verdict.SUPPORTED, _since(case, stage, "The record has it."), lines)
    if later:
        lines = lines_of(later[:_ADVANCED], case.instrument.id)
        if any(_by(e, case.by) for e in later):
            hint = f"The record has a later stage: {say_stage(later[0].claim.stage or '')} {say_date(later[0].claim.date or '')}."
            return _finding(case.item, "stage", Verdict.SUPPORTED, hint, lines)
    return _finding(
        case.item,
        "stage",
        Verdict.UNSUPPORTED,
        _not_found(case, stage),
        lines_of(_main_steps(case), case.instrument.id),
    )


def _dated(case: _Case, stage: str, when: EdtfDate) -> Finding:
    claim, instrument = case.claim, case.instrument
    term = date_terms().canonical(stage, claim.date_of)
    ordinal = term if stage == "held" and date_terms().is_once(term) else None
    reached = case.dated(stage, ordinal)
    if when.text.endswith("/.."):
        return _since_when(case, stage, when, reached)
    agreeing = [e for e in reached if e.claim.when is not None and overlap(e.claim.when, when)]
    if agreeing:
        if len(agreeing) < len(reached) and stage != "held" and not _all_agree(reached) and _is_once(stage, claim):
            others = [e for e in reached if e not in agreeing]
            hint = f"Sources of the record differ: {say_date(others[0].claim.date or '')} too."
            return _finding(case.item, "date", Verdict.DISPUTED, hint, lines_of(reached, instrument.id))
        lines = lines_of(agreeing[:_ADVANCED], instrument.id)
        return _finding(
            case.item, "date", Verdict.SUPPORTED, _since(case, stage, "The record has the same date."), lines
        )
    if claim.date_of and claim.date_of.startswith("unspecified"):
        return _some_stage(case, when)
    near = [e for e in reached if _a_day_apart(e, when)]
    if near:
        hint = f"The record has {say_date(near[0].claim.date or '')}, a day apart."
        return _finding(case.item, "date", Verdict.SUPPORTED, hint, lines_of(near[:_ADVANCED], instrument.id))
    return _differently_dated(case, stage, when, reached, ordinal)


def _differently_dated(
    case: _Case, stage: str, when: EdtfDate, reached: Sequence[Evidence], ordinal: str | None
) -> Finding:
    """No date of the stage on record fits: is it the date of another stage, of after the document, or simply wrong?"""
    claim, instrument = case.claim, case.instrument
    mistaken = [
        e
        for e in _steps(instrument)
        if _coarse(instrument, e) != stage and e.claim.when is not None and overlap(e.claim.when, when)
    ]
    if reached and stage == "held" and ordinal is None:
        if mistaken or load_vocabulary().type(instrument.type).is_instant:
            return _finding(
                case.item,
                "date",
                Verdict.UNSUPPORTED,
                "The record has none on that date.",
                lines_of(reached[:_ADVANCED], instrument.id),
            )
        return _finding(
            case.item,
            "date",
            Verdict.UNSUPPORTED,
            "The record has no meeting then.",
            lines_of(reached[-_ADVANCED:], instrument.id),
        )
    if reached and not _is_once(stage, claim):
        return _finding(
            case.item,
            "date",
            Verdict.UNSUPPORTED,
            f"The record has none {say_stage(stage)} then.",
            lines_of(reached[:_ADVANCED], instrument.id),
        )
    if reached:
        right = f"it was {say_stage(stage)} on {say_date(reached[0].claim.date or '')}"
        if case.by is not None and all(_after(e, case.by) for e in reached):
            return _finding(
                case.item,
                "date",
                Verdict.PREMATURE,
                f"According to the record {right}, after the document.",
                lines_of(reached[:_ADVANCED], instrument.id),
            )
        told = (
            f"{say_date(when.text)} is when it was {say_stage(mistaken[0].claim.stage or '')}; {right}."
            if mistaken
            else f"According to the record {right}."
        )
        return _finding(
            case.item,
            "date",
            Verdict.CONTRADICTED,
            told,
            lines_of([*reached[:_ADVANCED], *mistaken[:1]], instrument.id),
        )
    return _stage_not_on_record(case, stage, when, mistaken)


def _stage_not_on_record(case: _Case, stage: str, when: EdtfDate, mistaken: Sequence[Evidence]) -> Finding:
    """The record dates other stages only: the order of stages may still rule the date out."""
    stages = load_vocabulary().type(case.instrument.type).stages
    rank = stages[stage].rank
    impossible = [
        e
        for e in _steps(case.instrument)
        if e.claim.when is not None and e.claim.stage and _is_main_step(e)
        and (
            (stages[e.claim.stage].rank < rank and is_before(when, e.claim.when) == "yes")
            or (stages[e.claim.stage].rank > rank and stages[e.claim.stage].effect == "begins" and is_before(e.claim.when, when) == "yes")
        )
    ]  # fmt: skip
    if impossible:
        other = impossible[0]
        hint = f"That cannot be: it was {say_stage(other.claim.stage or '')} on {say_date(other.claim.date or '')}."
        return _finding(
            case.item, "date", Verdict.CONTRADICTED, hint, lines_of(impossible[:_ADVANCED], case.instrument.id)
        )
    if mistaken:
        hint = f"On that date the record has it {say_stage(mistaken[0].claim.stage or '')}; {_not_found(case, stage)}"
        return _finding(
            case.item, "date", Verdict.UNSUPPORTED, hint, lines_of(mistaken[:_ADVANCED], case.instrument.id)
        )
    return _finding(
        case.item, "date", Verdict.UNSUPPORTED, _not_found(case, stage), lines_of(_main_steps(case), case.instrument.id)
    )


def _since_when(case: _Case, stage: str, when: EdtfDate, reached: Sequence[Evidence]) -> Finding:
    """`since 2015`: the beginning is what is claimed."""
    start = EdtfDate.parse(when.text.removesuffix("/.."))
    if not reached:
        reached = case.dated("held") if "held" in load_vocabulary().type(case.instrument.type).stages else []
    if not reached:
        return _finding(
            case.item,
            "date",
            Verdict.UNSUPPORTED,
            _not_found(case, stage),
            lines_of(_main_steps(case), case.instrument.id),
        )
    first = reached[0]
    lines = lines_of([first], case.instrument.id)
    if first.claim.when is not None and overlap(first.claim.when, start):
        return _finding(case.item, "date", Verdict.SUPPORTED, "The record has the same beginning.", lines)
    if first.claim.when is not None and is_before(first.claim.when, start) == "yes":
        hint = f"The record has an earlier one: {first.claim.date_of or say_stage(first.claim.stage or '')}, {say_date(first.claim.date or '')}."
        return _finding(case.item, "date", Verdict.CONTRADICTED, hint, lines)
    hint = f"The first the record has is of {say_date(first.claim.date or '')}."
    return _finding(case.item, "date", Verdict.UNSUPPORTED, hint, lines)


def _some_stage(case: _Case, when: EdtfDate) -> Finding:
    """A bare year: it is right if any step of the life cycle falls in it, and says which."""
    steps = [e for e in _steps(case.instrument) if e.claim.when is not None and overlap(e.claim.when, when)]
    if steps:
        hint = f"{say_date(when.text)} is the year it was {say_stage(steps[0].claim.stage or '')}."
        return _finding(case.item, "date", Verdict.SUPPORTED, hint, lines_of(steps[:_ADVANCED], case.instrument.id))
    lines = lines_of(_main_steps(case), case.instrument.id)
    if _has_beginning(case.instrument):
        return _finding(
            case.item, "date", Verdict.CONTRADICTED, "No step of it falls in that year, as the record has it.", lines
        )
    return _finding(case.item, "date", Verdict.UNSUPPORTED, "The record has no step of it in that year.", lines)


def _prediction(item: Evidence, found: Sequence[Instrument], by: int | None) -> Finding:
    """A plan is not wrong; the record may know what became of it."""
    claim = item.claim
    for instrument in found:
        case = _Case(item, instrument, by)
        stage = _stage_here(case)
        reached = case.dated(stage) if stage else []
        lines = lines_of(reached[:_ADVANCED], instrument.id)
        if (
            reached
            and by is not None
            and all(_by(e, by) for e in reached)
            and not load_vocabulary().type(instrument.type).is_instant
            and stage != "held"
        ):
            hint = f"It had already come about: {say_date(reached[0].claim.date or '')}."
            return _finding(item, "prediction", Verdict.OUTDATED, hint, lines)
        since = [e for e in reached if by is None or not _by(e, by)]
        if since:
            hint = f"It came about: {say_date(since[0].claim.date or '')}."
            if (
                claim.when is not None
                and since[0].claim.when is not None
                and not overlap(claim.when, since[0].claim.when)
            ):
                hint = f"It came about, but on {say_date(since[0].claim.date or '')}."
            return _finding(item, "prediction", Verdict.UNCHECKABLE, hint, lines_of(since[:_ADVANCED], instrument.id))
    return _finding(
        item, "prediction", Verdict.UNCHECKABLE, "A plan or prediction; the record does not say that it came about."
    )


def _since(case: _Case, stage: str, words: str) -> str:
    """What has happened between that stage and the document, and what after it: the reader wants to know."""
    later = [
        e
        for e in case.above(stage)
        if load_vocabulary().stage(case.instrument.type, e.claim.stage or "").effect != "none"
    ]
    fresh = [
        e
        for e in later
        if case.claim.when is None or e.claim.when is None or not overlap(e.claim.when, case.claim.when)
    ]
    if stage == "held" or not fresh:
        return words
    step = fresh[0]
    when = "Already" if _by(step, case.by) else "Since then"
    return f"{words} {when} {say_stage(step.claim.stage or '')}: {say_date(step.claim.date or '')}."


def _not_found(case: _Case, stage: str) -> str:
    return f"The record gives no date at which it was {say_stage(stage)}."


def _is_once(stage: str, claim: Claim) -> bool:
    return date_terms().is_once(date_terms().canonical(stage, claim.date_of))


def _all_agree(items: Sequence[Evidence]) -> bool:
    dates = [e.claim.when for e in items if e.claim.when is not None]
    return all(overlap(a, b) for n, a in enumerate(dates) for b in dates[n + 1 :])


def _asserted(instrument: Instrument) -> list[Evidence]:
    return [e for e in instrument.evidence if e.claim.date and e.claim.modality in _STATED and not e.claim.negated]


def _is_step(item: Evidence) -> bool:
    """The main date of its stage, not one of the acts around it."""
    terms = date_terms()
    return terms.canonical(item.claim.stage, item.claim.date_of) == terms.default.get(
        item.claim.stage or "", item.claim.date_of
    )


def _is_main_step(item: Evidence) -> bool:
    """The same, of a stage that happens once: only these come in a fixed order."""
    return _is_step(item) and item.claim.stage in date_terms().default


def _steps(instrument: Instrument) -> list[Evidence]:
    return sorted((e for e in _asserted(instrument) if e.claim.stage), key=_earliest)


def _main_steps(case: _Case) -> list[Evidence]:
    """One line for each stage the record dates."""
    first: dict[str, Evidence] = {}
    for item in _steps(case.instrument):
        if _is_step(item):
            first.setdefault(item.claim.stage or "", item)
    return list(first.values())[:4]


def _has_beginning(instrument: Instrument) -> bool:
    stages = load_vocabulary().type(instrument.type).stages
    return any(e.claim.stage and stages[e.claim.stage].effect == "begins" for e in _asserted(instrument))


def _term(instrument: Instrument, item: Evidence) -> StageTerm:
    return load_vocabulary().stage(instrument.type, item.claim.stage or "")


def _coarse(instrument: Instrument, item: Evidence) -> str:
    return _term(instrument, item).coarse


def _earliest(item: Evidence) -> tuple[int, int, str]:
    when = item.claim.when
    if when is None or when.earliest is None:
        return (10**7, 0, item.claim.id)
    return (when.earliest, when.latest or 10**7, item.claim.id)


def _by(item: Evidence, day: int | None) -> bool:
    """Had it certainly happened by that day? An undated document knows everything."""
    return item.claim.when is not None and (day is None or has_begun(item.claim.when, day) == "yes")


def _after(item: Evidence, day: int) -> bool:
    return item.claim.when is not None and has_begun(item.claim.when, day) == "no"


def _a_day_apart(item: Evidence, when: EdtfDate) -> bool:
    """Two days next to each other: time zones, or the day of a report for the day of the act."""
    other = item.claim.when
    return other is not None and other.is_day and when.is_day and abs((other.earliest or 0) - (when.earliest or 0)) == 1


def _finding(item: Evidence, kind: str, verdict: Verdict, hint: str, lines: Iterable[RecordLine] = ()) -> Finding:
    at = item.claim.locator
    return Finding(
        doc=item.source.file_name or item.source.title,
        start=at.start or 0,
        end=at.end or 0,
        quote=at.quote or "",
        kind=kind,
        verdict=verdict,
        says=say_claim(item.claim),
        hint=hint,
        record=tuple(lines),
    )
