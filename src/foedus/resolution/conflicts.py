"""Where sources differ: the same thing with dates that cannot both hold, or stages against their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as calendar_date
from itertools import combinations

from foedus.model.claims import Evidence
from foedus.model.dates import is_before, overlap
from foedus.model.instruments import Instrument, date_terms
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution.settling import is_known, stage_groups

__all__ = ["Conflict", "Side", "find_conflicts"]

_STATED = frozenset({"asserted", "attributed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One date and who gives it; who gives it more coarsely, and no other side's, gives it too."""

    date: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two or more dates for one thing, or an impossible order. `hangs_on_it` says which answers change."""

    instrument: Instrument
    stage: str
    date_of: str
    kind: str
    sides: tuple[Side, ...]
    hangs_on_it: tuple[str, ...]


def find_conflicts(instruments: Iterable[Instrument], *, known: int | None = None) -> tuple[Conflict, ...]:
    """All conflicts among the claims known by then, whatever perspective would settle them.

    Two claims conflict when they date the same thing (same stage, same `date_of`, same party) and no day fits both, or
    when a later stage of the life cycle is certainly dated before an earlier one.
    """
    found: list[Conflict] = []
    for instrument in instruments:
        evidence = [item for item in instrument.evidence if is_known(item, known) and _is_stated(item)]
        found.extend(_rival_dates(instrument, evidence))
        found.extend(_impossible_orders(instrument, evidence))
    return tuple(found)


def _is_stated(item: Evidence) -> bool:
    return item.claim.modality in _STATED and not item.claim.negated


def _rival_dates(instrument: Instrument, evidence: Sequence[Evidence]) -> list[Conflict]:
    conflicts = []
    for (stage, date_of, _), items in sorted(stage_groups(evidence).items(), key=lambda pair: str(pair[0])):
        dated = [item for item in items if item.claim.date]
        if not date_terms().is_once(date_of) or not _differ(dated):
            continue
        sides = _with_coarser(_sides(dated))
        conflicts.append(
            Conflict(
                instrument=instrument,
                stage=stage,
                date_of=date_of,
                kind="dates",
                sides=sides,
                hangs_on_it=_what_hangs(instrument, stage, sides),
            )
        )
    return conflicts


def _differ(dated: Sequence[Evidence]) -> bool:
    dates = {item.claim.date: item.claim.when for item in dated}
    return any(a is not None and b is not None and not overlap(a, b) for a, b in combinations(dates.values(), 2))


def _sides(items: Sequence[Evidence]) -> tuple[Side, ...]:
    by_date: dict[str, list[Evidence]] = {}
    for item in sorted(items, key=lambda i: (_span(i)[0], i.source.publisher, i.claim.id)):
        by_date.setdefault(str(item.claim.date), []).append(item)
    return tuple(Side(date=date, evidence=tuple(members)) for date, members in by_date.items())


def _with_coarser(sides: Sequence[Side]) -> tuple[Side, ...]:
    """A date that holds one finer date and no other says the same as that one; one that holds several decides nothing."""
    inside = {
        side.date: [o for o in sides if _is_finer(o, side) and not any(_is_finer(x, o) for x in sides)]
        for side in sides
    }
    agreeing: dict[str, list[Evidence]] = {}
    for side in sides:
        finer = inside[side.date]
        agreeing.setdefault(finer[0].date if len(finer) == 1 else side.date, []).extend(side.evidence)
    order = {side.date: n for n, side in enumerate(sides)}
    return tuple(Side(date=date, evidence=tuple(agreeing[date])) for date in sorted(agreeing, key=order.__getitem__))


def _is_finer(left: Side, right: Side) -> bool:
    """Does ``left`` lie wholly inside ``right``, and is it narrower?"""
    (low, high), (from_, until) = _span(left.evidence[0]), _span(right.evidence[0])
    return from_ <= low and high <= until and high - low < until - from_


def _span(item: Evidence) -> tuple[int, int]:
    when = item.claim.when
    return (when.earliest or 1, when.latest or 1) if when is not None else (1, 1)


def _what_hangs(instrument: Instrument, stage: str, sides: Sequence[Side]) -> tuple[str, ...]:
    begins = load_vocabulary().type(instrument.type).stages[stage].effect
    spans = [next(_span(item) for item in side.evidence if item.claim.date == side.date) for side in sides]
    first, last = min(low for low, _ in spans), max(high for _, high in spans)
    day_first, day_last = (calendar_date.fromordinal(d).isoformat() for d in (first, last - 1))
    name = f"{instrument.type} {instrument.dyad}"
    days = f"on {day_first}" if day_first == day_last else f"between {day_first} and {day_last}"
    if begins == "begins":
        return (f"whether the {name} holds {days}",)
    if begins in ("ends", "pauses"):
        return (f"whether the {name} still holds {days}",)
    return (f"whether the {name} was {stage.replace('_', ' ')} {days}",)


def _impossible_orders(instrument: Instrument, evidence: Sequence[Evidence]) -> list[Conflict]:
    stages = load_vocabulary().type(instrument.type).stages
    order = next((o for o in date_terms().order.values() if set(o) <= set(stages)), ())
    by_stage = {s: [i for i in evidence if i.claim.stage == s and i.claim.date and _is_main(i)] for s in order}
    conflicts = []
    for early, late in combinations(order, 2):
        wrong = [
            (a, b)
            for a in by_stage[early]
            for b in by_stage[late]
            if a.claim.when is not None and b.claim.when is not None and is_before(b.claim.when, a.claim.when) == "yes"
        ]
        if wrong:
            sides = _sides(list({i.claim.id: i for pair in wrong for i in pair}.values()))
            hangs = (f"whether the {late.replace('_', ' ')} or the {early.replace('_', ' ')} date is wrong",)
            conflicts.append(
                Conflict(
                    instrument=instrument, stage=late, date_of=f"{late} before {early}", kind="order",
                    sides=sides, hangs_on_it=hangs,
                )
            )  # fmt: skip
    return conflicts


def _is_main(item: Evidence) -> bool:
    terms = date_terms()
    return terms.canonical(item.claim.stage, item.claim.date_of) == terms.default.get(item.claim.stage or "")
