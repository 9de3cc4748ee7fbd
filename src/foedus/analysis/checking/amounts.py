"""Amounts of money and numbers of things against those the record has for the same instrument, in any currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.cases import Case, finding
from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.wording import say_date
from foedus.model.claims import Claim, Evidence
from foedus.model.dates import EdtfDate
from foedus.model.resources import load_file

__all__ = ["Rate", "check_amount", "nearest_rate"]

_FILE: Final = Path(__file__).with_name("rates.yaml")
_SAME: Final = 0.05
"""One part in twenty: amounts are rounded when they are told."""
_CONVERTED: Final = 0.15
"""Between currencies: rounding, and a rate that moves within the period."""
_MONEY_LENGTH: Final = 3


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of one currency for one unit of another, the period it is the average of, and who publishes it."""

    value: float
    period: str
    source: str


def check_amount(item: Evidence, catalogue: Catalogue, named: Sequence[str] = ()) -> Finding | None:
    """Hold the amount a statement gives against amounts of the same instrument; None where the record has none.

    Parameters
    ----------
    item : Evidence
        A statement with `value` and `unit`.
    named : sequence of str
        Ids of the instruments that the text calls by name here.
    """
    claim = item.claim
    if claim.value is None or claim.unit is None or claim.modality in ("hypothetical", "recommended"):
        return None
    for instrument in (candidate.instrument for candidate in catalogue.candidates(claim, named)):
        given = [e for e in instrument.evidence if e.claim.value and e.claim.unit and not e.claim.negated]
        comparable = [e for e in given if _is_money(e.claim) == _is_money(claim) and _alike(e.claim, claim)]
        same = [e for e in comparable if _same_year(e.claim, claim)]
        if same:
            return _compare(Case(item, instrument, None), same)
    return None


def _is_money(claim: Claim) -> bool:
    return claim.unit is not None and len(claim.unit) == _MONEY_LENGTH and claim.unit.isupper()


def _alike(left: Claim, right: Claim) -> bool:
    return left.unit == right.unit or (_is_money(left) and _is_money(right))


def _same_year(left: Claim, right: Claim) -> bool:
    return not left.date or not right.date or left.date[:4] == right.date[:4]


def _compare(case: Case, given: Sequence[Evidence]) -> Finding:
    claim = case.claim
    told: list[str] = []
    for item in given:
        own, theirs = _number(claim), _number(item.claim)
        if own is None or theirs is None or not theirs:
            continue
        if item.claim.unit == claim.unit:
            ratio, words = own / theirs, f"The record has {_amount(item.claim)}."
            allowed = _SAME if _is_money(claim) else 0.0
        else:
            rate = nearest_rate(str(item.claim.unit), str(claim.unit), claim.date or item.claim.date)
            if rate is None:
                continue
            ratio, allowed = own / (theirs * rate.value), _CONVERTED
            words = (
                f"The record has {_amount(item.claim)}, about {theirs * rate.value:,.0f} {claim.unit} at the average rate of "
                f"{say_date(rate.period)}: {_said(rate, str(item.claim.unit), str(claim.unit))} ({rate.source})."
            )
        if abs(ratio - 1) <= allowed:
            near = "" if abs(ratio - 1) < _SAME else f" They agree within {abs(ratio - 1):.0%}."
            return case.finding("amount", Verdict.SUPPORTED, words + near, [item])
        told.append(f"{words} The text has {ratio:.2f} times as much.")
    if not told:
        return finding(
            case.item, "amount", Verdict.UNSUPPORTED, "The record's amount cannot be converted: no rate is known."
        )
    # A total, a year's share and a first tranche are all amounts of one programme: a difference is a question, not yet a fault.
    verdict = Verdict.CONTRADICTED if _is_exact(case) and len(told) == 1 else Verdict.DISPUTED
    return case.finding("amount", verdict, told[0], given[:1])


def _said(rate: Rate, of: str, into: str) -> str:
    """The rate as banks print it, the smaller unit counted: 140.5 JPY for 1 USD."""
    if rate.value >= 1:
        return f"{rate.value:,.4g} {into} for 1 {of}"
    return f"{1 / rate.value:,.4g} {of} for 1 {into}"


def _is_exact(case: Case) -> bool:
    """Aid has one amount a grant; a programme of procurement has many."""
    return case.instrument.type in ("OSA", "ODA")


def _number(claim: Claim) -> float | None:
    try:
        return float((claim.value or "").replace(",", ""))
    except ValueError:
        return None


def _amount(claim: Claim) -> str:
    number = _number(claim)
    return f"{claim.value if number is None else f'{number:,.0f}'} {claim.unit}"


def nearest_rate(of: str, into: str, date: str | None) -> Rate | None:
    """How many ``into`` one ``of`` was worth, in the period nearest to the date; None where no rate is known.

    Examples
    --------
    >>> rate = nearest_rate("USD", "JPY", "2023-05-02")
    >>> rate.period, round(rate.value, 1)
    ('2023', 140.5)
    """
    day = EdtfDate.parse(date).earliest if date else None
    best: tuple[int, Rate] | None = None
    for period, (source, per_dollar) in _periods().items():
        one, other = per_dollar.get(of), per_dollar.get(into)
        if one is None or other is None:
            continue
        when = EdtfDate.parse(period)
        middle = ((when.earliest or 0) + (when.latest or 0)) // 2
        distance = abs(middle - day) if day is not None else -middle
        if best is None or distance < best[0]:
            best = (distance, Rate(other / one, period, source))
    return None if best is None else best[1]


@cache
def _periods() -> Mapping[str, tuple[str, Mapping[str, float]]]:
    data: dict[str, Any] = load_file(_FILE)
    return MappingProxyType(
        {
            row["period"]: (row["source"], {"USD": 1.0} | {code: _rate(text) for code, text in row["rates"].items()})
            for row in data["periods"]
        }
    )


def _rate(text: str) -> float:
    return 1 / float(text.removeprefix("1/")) if text.startswith("1/") else float(text)
