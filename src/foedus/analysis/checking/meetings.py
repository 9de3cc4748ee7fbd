"""Numbered meetings of a series against those the record numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.findings import Finding, Verdict, finding_of, lines_of
from foedus.analysis.checking.wording import ordinal, ordinal_number, say_date, say_instrument
from foedus.model.claims import Evidence
from foedus.model.dates import EdtfDate, is_before, overlap
from foedus.model.instruments import Coverage, Instrument
from foedus.model.remarks import Remark

__all__ = ["check_meeting", "neighbours_of"]

_NUMBERED: Final = re.compile(r"(?P<n>[a-z-]+) (?:meeting|edition|round|exercise)(?: \([A-Z][^)]*\))?(?: under way)?")


def check_meeting(remark: Remark, catalogue: Catalogue, _coverage: Sequence[Coverage], by: int | None) -> Finding:
    """Hold `the third 2+2 of these states, on that day` against the numbers the record gives."""
    found = [i for i in catalogue.having(remark.types[0], remark.partners[0]) if i.parties == remark.partners]
    called = [i for i in found if i.label and i.label.casefold() in remark.quote.casefold()]
    results = [_of_series(remark, instrument, by) for instrument in called or found]
    if not results:
        what = say_instrument(remark.types[0], remark.partners)
        return _finding(remark, Verdict.UNSUPPORTED, f"The record has no {what}.")
    sure = [Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNSUPPORTED]
    if len(results) > 1:  # several series of the same states: only what bears it out decides
        sure = [Verdict.SUPPORTED, Verdict.UNSUPPORTED, Verdict.CONTRADICTED]
    return min(results, key=lambda result: sure.index(result.verdict) if result.verdict in sure else len(sure))


def _of_series(remark: Remark, instrument: Instrument, by: int | None) -> Finding:
    n, said = int(remark.number or 0), EdtfDate.parse(remark.date) if remark.date else None
    held = [e for e in instrument.evidence if e.claim.stage == "held" and e.claim.when is not None]
    numbered = [(count, e) for e in held for count in [_number_of(e)] if count is not None]
    then = [(count, e) for count, e in numbered if said is not None and _fits(e, said)]
    if any(count == n for count, _ in then):
        hint = f"The record numbers it so, on {say_date(then[0][1].claim.date or '')}."
        return _finding(remark, Verdict.SUPPORTED, hint, instrument, [e for c, e in then if c == n])
    if then and _is_narrow(said):
        count, item = then[0]
        hint = f"On record that was the {ordinal(count)}, on {say_date(item.claim.date or '')}."
        return _finding(remark, Verdict.CONTRADICTED, hint, instrument, [item])
    same = [e for count, e in numbered if count == n]
    if same and said is not None:
        hint = f"The {ordinal(n)} was on {say_date(same[0].claim.date or '')}."
        return _finding(remark, Verdict.CONTRADICTED, hint, instrument, same[:1])
    if same and by is not None and (EdtfDate.parse(same[0].claim.date or "").earliest or 0) > by:
        hint = f"The {ordinal(n)} was on {say_date(same[0].claim.date or '')}, after the document."
        return _finding(remark, Verdict.PREMATURE, hint, instrument, same[:1])
    if same:
        hint = f"The record has the {ordinal(n)} on {say_date(same[0].claim.date or '')}."
        return _finding(remark, Verdict.SUPPORTED, hint, instrument, same[:1])
    return _finding(remark, Verdict.UNSUPPORTED, "The record does not number it.", instrument)


def neighbours_of(items: Iterable[Evidence], when: EdtfDate) -> list[Evidence]:
    """Two meetings numbered in succession with that date strictly between them, or the first with that date before it.

    Where the record numbers the fourth and the fifth, none was held between them.
    """
    numbered: dict[int, Evidence] = {}
    for item in items:
        count = _number_of(item)
        if count is not None and item.claim.when is not None:
            numbered.setdefault(count, item)
    for count, item in sorted(numbered.items()):
        after = numbered.get(count + 1)
        if count == 1 and _is_earlier(when, item):
            return [item]
        if after is not None and _is_earlier(when, after) and _is_later(when, item):
            return [item, after]
    return []


def _is_earlier(when: EdtfDate, item: Evidence) -> bool:
    return item.claim.when is not None and is_before(when, item.claim.when) == "yes"


def _is_later(when: EdtfDate, item: Evidence) -> bool:
    return item.claim.when is not None and is_before(item.claim.when, when) == "yes"


def _number_of(item: Evidence) -> int | None:
    found = _NUMBERED.fullmatch(item.claim.date_of or "")
    return ordinal_number(found["n"]) if found else None


def _fits(item: Evidence, said: EdtfDate) -> bool:
    when = item.claim.when
    return when is not None and overlap(when, said)


def _is_narrow(said: EdtfDate | None) -> bool:
    """A month or a day: in a year there may be two meetings."""
    return said is not None and len(said.text) > len("2024")


def _finding(
    remark: Remark, verdict: Verdict, hint: str, instrument: Instrument | None = None, items: Sequence[Evidence] = ()
) -> Finding:
    says = f"{ordinal(int(remark.number or 0))} {say_instrument(remark.types[0], remark.partners)}"
    dated = says + (f", {say_date(remark.date)}" if remark.date else "")
    return finding_of(remark, "meeting", verdict, dated, hint, lines_of(items, instrument.id) if instrument else ())
