"""Firsts, onlys, counts, ratios and memberships held against the record's network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.findings import Finding, RecordLine, Verdict, finding_of, lines_of
from foedus.analysis.checking.meetings import check_meeting
from foedus.analysis.checking.memberships import check_membership
from foedus.analysis.checking.wording import joined, ordinal, say_date, say_number
from foedus.model.actors import load_actors
from foedus.model.claims import Evidence
from foedus.model.dates import EdtfDate, has_begun, is_before
from foedus.model.instruments import Coverage, Instrument, date_terms
from foedus.model.remarks import Remark, load_regions
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution.perspectives import Perspective

__all__ = ["check_remark"]

_SHOWN: Final = 8
_ABOUT: Final = 0.1
"""`about`, `doubled`: one part in ten either way."""
_LATELY: Final = 120
"""Days after which a count in print may still be the one of the day before."""
_BINDING: Final = ("signed", "in_force", "held", "agreed", "contracted")


@dataclass(frozen=True, slots=True)
class _Tie:
    """An instrument of the actor with one partner or more, and when it began or was signed."""

    instrument: Instrument
    partners: frozenset[str]
    item: Evidence


def check_remark(remark: Remark, catalogue: Catalogue, coverage: Sequence[Coverage], by: int | None) -> Finding:
    """Hold a remark against the record as it stood on the document's day ``by`` [ordinal; None: any]."""
    return _CHECKS[remark.kind](remark, catalogue, coverage, by)


def _ties(remark: Remark, actor: str, catalogue: Catalogue, by: int | None) -> list[_Tie]:
    """The actor's ties of these types within the region, by the day they were signed or began, earliest first."""
    region = load_regions()[remark.region].members if remark.region else None
    found = []
    for kind in remark.types:
        for instrument in catalogue.having(kind, actor):
            partners = frozenset(instrument.parties) - {actor}
            item = _beginning(instrument, remark.stage)
            inside = partners if region is None else partners & region
            if item is not None and inside and (by is None or has_begun(_when(item), by) != "no"):
                found.append(_Tie(instrument, frozenset(inside), item))
    return sorted(found, key=lambda tie: (_when(tie.item).earliest or 0, tie.instrument.id))


def _when(item: Evidence) -> EdtfDate:
    """The date of evidence that has one, as `_beginning` gives it."""
    return EdtfDate.parse(item.claim.date or "")


def _beginning(instrument: Instrument, stage: str | None) -> Evidence | None:
    """The first date of the stage counted; where none is named, of the first binding one."""
    wanted = (stage,) if stage else _BINDING
    items = [
        e
        for e in instrument.evidence
        if e.claim.stage in wanted
        and e.claim.when is not None
        and e.claim.when.earliest is not None
        and e.claim.modality == "asserted"
        and not e.claim.negated
        and _is_main(e)
    ]
    deciding = Perspective().deciding(items)
    return min(deciding, key=lambda e: (e.claim.when.earliest if e.claim.when else 0) or 0, default=None)


def _is_main(item: Evidence) -> bool:
    terms = date_terms()
    stage = item.claim.stage or ""
    return stage not in terms.default or terms.canonical(stage, item.claim.date_of) == terms.default[stage]


def _nth(remark: Remark, catalogue: Catalogue, coverage: Sequence[Coverage], by: int | None) -> Finding:
    results = [_nth_of(remark, actor, catalogue, coverage, by) for actor in remark.actors]
    order = [Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNSUPPORTED]
    return min(results, key=lambda f: order.index(f.verdict))


def _nth_of(remark: Remark, actor: str, catalogue: Catalogue, coverage: Sequence[Coverage], by: int | None) -> Finding:
    n = int(remark.number or 1)
    ties = _ties(remark, actor, catalogue, None)
    focus = [p for p in remark.partners if p != actor]
    theirs = [tie for tie in ties if tie.partners & set(focus)]
    own = next((tie for tie in theirs if remark.of in (None, tie.instrument.type)), None)
    says = f"{ordinal(n)} {_kind(remark)} of {_name(actor)}{_within(remark)}: with {joined([_name(p) for p in focus])}"
    if own is None:
        hint = f"The record has no dated {_kind(remark)} of {_name(actor)} with {joined([_name(p) for p in focus])}."
        return finding_of(remark, "first" if n == 1 else "nth", Verdict.UNSUPPORTED, says, hint, _lines(ties[:_SHOWN]))
    earlier = [tie for tie in ties if is_before(_when(tie.item), _when(own.item)) == "yes"]
    if len(remark.types) > 1:  # any agreement of the field: those with the partner itself count too
        rank = len(earlier) + 1
    else:
        earlier = [tie for tie in earlier if not tie.partners & set(focus)]
        rank = len({p for tie in earlier for p in tie.partners}) + 1
    lines = _lines([*earlier[:_SHOWN], own])
    kind = "first" if n == 1 else "nth"
    if rank == n:
        return finding_of(
            remark, kind, Verdict.SUPPORTED, says, _listed("The record has the same order", [*earlier, own]), lines
        )
    if rank > n:
        return finding_of(
            remark, kind, Verdict.CONTRADICTED, says, _listed(f"Before it there were {len(earlier)}", earlier), lines
        )
    if _complete(remark, actor, coverage, _when(own.item).latest):
        return finding_of(
            remark,
            kind,
            Verdict.CONTRADICTED,
            says,
            _listed("The record claims to be complete here and has only", [*earlier, own]),
            lines,
        )
    return finding_of(
        remark,
        kind,
        Verdict.UNSUPPORTED,
        says,
        _listed(f"The record has it as the {ordinal(rank)}, but may lack others; before it", earlier),
        lines,
    )


def _only(remark: Remark, catalogue: Catalogue, coverage: Sequence[Coverage], by: int | None) -> Finding:
    results = []
    for actor in remark.actors:
        ties = _ties(remark, actor, catalogue, by)
        focus = {p for p in remark.partners if p != actor}
        others = [tie for tie in ties if not tie.partners & focus]
        says = (
            f"only {_kind(remark)} of {_name(actor)}{_within(remark)}: with {joined([_name(p) for p in sorted(focus)])}"
        )
        if others:
            results.append(
                finding_of(
                    remark,
                    "only",
                    Verdict.CONTRADICTED,
                    says,
                    _listed("There were others", others),
                    _lines(others[:_SHOWN]),
                )
            )
        elif _complete(remark, actor, coverage, by):
            results.append(
                finding_of(
                    remark,
                    "only",
                    Verdict.SUPPORTED,
                    says,
                    "The record claims to be complete here and has no other.",
                    _lines(ties),
                )
            )
        else:
            results.append(
                finding_of(
                    remark,
                    "only",
                    Verdict.UNSUPPORTED,
                    says,
                    "The record has no other, but does not claim to be complete here.",
                    _lines(ties),
                )
            )
    order = [Verdict.SUPPORTED, Verdict.UNSUPPORTED, Verdict.CONTRADICTED]
    return min(results, key=lambda f: order.index(f.verdict))


def _count(remark: Remark, catalogue: Catalogue, coverage: Sequence[Coverage], by: int | None) -> Finding:
    actor, n = remark.actors[0], int(remark.number or 0)
    ties = _ties(remark, actor, catalogue, by)
    partners = {p for tie in ties for p in tie.partners}
    certain = {p for tie in ties for p in tie.partners if by is None or has_begun(_when(tie.item), by) == "yes"}
    says = f"{remark.bound.replace('_', ' ').replace('exact', '').strip()} {n} partners of {_name(actor)} by {_kind(remark)}".strip()
    told = _listed(f"The record has {len(partners)}", ties)
    lines = _lines(ties[:_SHOWN])
    slack = max(1, round(n * _ABOUT)) if remark.bound == "about" else 0
    if remark.bound == "at_least":
        fits, too_many = len(partners) >= n, False
    else:
        fits, too_many = len(certain) - slack <= n <= len(partners) + slack, len(certain) > n + slack
    if fits:
        return finding_of(remark, "count", Verdict.SUPPORTED, says, told, lines)
    newest = [tie for tie in ties if by is not None and by - (_when(tie.item).earliest or 0) <= _LATELY]
    before = {p for tie in ties if tie not in newest for p in tie.partners}
    if too_many and newest and len(before) <= n:
        hint = f"{_listed('It was right until lately; since then there is', newest)} {told}"
        return finding_of(remark, "count", Verdict.OUTDATED, says, hint, _lines([*newest, *ties][:_SHOWN]))
    if too_many or _complete(remark, actor, coverage, by):
        return finding_of(remark, "count", Verdict.CONTRADICTED, says, told, lines)
    return finding_of(remark, "count", Verdict.UNSUPPORTED, says, f"{told} The record may lack some.", lines)


def _ratio(remark: Remark, _catalogue: Catalogue, _coverage: Sequence[Coverage], _by: int | None) -> Finding:
    before, after = (float(value) for value in remark.values)
    true, claimed = after / before, remark.number or 1.0
    low, high = map(say_number, remark.values)
    says = f"from {low} to {high} {remark.unit or ''}: {remark.bound.replace('_', ' ')} × {claimed:g}"
    if remark.bound == "at_least":
        right = true >= claimed if claimed >= 1 else true <= claimed
    else:
        right = abs(true - claimed) <= 2 * _ABOUT * claimed
    hint = f"{high} is {true:.2f} times {low}."
    return finding_of(remark, "arithmetic", Verdict.SUPPORTED if right else Verdict.CONTRADICTED, says, hint)


_CHECKS: Final[dict[str, Callable[[Remark, Catalogue, Sequence[Coverage], int | None], Finding]]] = {
    "nth": _nth,
    "only": _only,
    "count": _count,
    "ratio": _ratio,
    "membership": check_membership,
    "meeting": check_meeting,
}


def _complete(remark: Remark, actor: str, coverage: Sequence[Coverage], by: int | None) -> bool:
    """Does the record claim to have all of the actor's instruments of these types up to that day?"""
    return by is not None and all(
        any(w.actor == actor and w.instrument_type == kind and w.earliest <= by <= w.latest for w in coverage)
        for kind in remark.types
    )


def _name(code: str) -> str:
    return load_actors().get(code).name


def _kind(remark: Remark) -> str:
    return (
        load_vocabulary().type(remark.types[0]).label if len(remark.types) == 1 else "agreement in the field of defence"
    )


def _within(remark: Remark) -> str:
    return f" in {load_regions()[remark.region].name}" if remark.region else ""


def _listed(words: str, ties: Iterable[_Tie]) -> str:
    told = [
        f"{t.instrument.type.replace('_', ' ')} with {joined([_name(p) for p in sorted(t.partners)])} ({say_date(t.item.claim.date or '')})"
        for t in ties
    ]
    shown = told[:_SHOWN] + ([f"{len(told) - _SHOWN} more"] if len(told) > _SHOWN else [])
    return f"{words}: {joined(shown)}." if shown else f"{words}."


def _lines(ties: Iterable[_Tie]) -> tuple[RecordLine, ...]:
    return tuple(line for tie in ties for line in lines_of([tie.item], tie.instrument.id))
