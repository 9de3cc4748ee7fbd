"""What stands beside a statement that the record does not bear out: another name, what the same parties did then, an earlier agreement of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.cases import earliest_first, is_main_step, when_of
from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.wording import joined, say_date, say_stage
from foedus.model.claims import Claim, Evidence
from foedus.model.dates import EdtfDate, is_before, overlap
from foedus.model.instruments import Instrument
from foedus.model.vocabulary import load_vocabulary

__all__ = ["with_neighbours"]

_MOST: Final = 3
_YEAR: Final = 366
_FAMILIES: Final = frozenset({"treaty", "arrangement", "programme"})
_STEPS: Final = frozenset({"signed", "in_force", "revised", "agreed_in_principle"})
_BINDING: Final = ("signed", "in_force")
_LONG: Final = 30
_NO_DATE: Final = "The record gives no date"
_TITLE: Final = re.compile(r"\b(?:Agreement|Treaty|Convention|Memorandum)\b|協定|条約|협정|조약|协定|条约")
_WORD: Final = re.compile(r"[^\W\d_]{5,}|[\u3400-\u9fff\uac00-\ud7a3]{2,}")


def with_neighbours(result: Finding, claim: Claim, catalogue: Catalogue) -> Finding:
    """The finding with what a reader wants to know beside it; the verdict stays.

    Of what is not borne out: under which name the record has the instrument, and what else the same parties, or one of them by law,
    did at that time. Of what is borne out: that it took the place of an earlier one.
    """
    words: list[str] = []
    kind = load_vocabulary().type(claim.instrument_type)
    if (
        kind.single
        and claim.stage in _BINDING
        and claim.date
        and result.verdict in (Verdict.SUPPORTED, Verdict.UNSUPPORTED)
    ):
        words += _earlier(result, claim, catalogue)
    if result.verdict is Verdict.UNSUPPORTED and result.kind == "date" and claim.when is not None and not claim.negated:
        words += _named(result, claim, catalogue)
        if kind.family in _FAMILIES and claim.stage in _STEPS:
            words += _then(result, claim, claim.when, catalogue)
        if _NO_DATE in result.hint:
            words.append("As far as the record goes this rests on the document alone.")
    return result.noting(" ".join([result.hint, *words])) if words else result


def _earlier(result: Finding, claim: Claim, catalogue: Catalogue) -> Iterator[str]:
    """An earlier agreement of the same type and parties: what is dated here was not the first."""
    own = {line.instrument for line in result.record}
    when = claim.when
    for other in catalogue.of_claim(claim, claim.instrument_type):
        steps = [e for e in _steps(other) if e.claim.stage in _BINDING and is_main_step(e)]
        if other.id in own or not own or when is None or other.parties != claim.parties or not steps:
            continue
        if all(is_before(when_of(e), when) == "yes" for e in steps):
            exact = {e.claim.stage: e for e in sorted(earliest_first(steps), key=lambda e: len(e.claim.date or ""))}
            told = joined([_said(e) for e in earliest_first(exact.values())])
            yield f"It was not the first of its kind: the record has an earlier one of the same parties, {told}."
            return


def _named(result: Finding, claim: Claim, catalogue: Catalogue) -> Iterator[str]:
    """The name on record, where the text has another one in capitals."""
    if claim.stage not in _BINDING or _TITLE.search(result.quote) is None:
        return
    ids = {line.instrument for line in result.record}
    for instrument in (i for i in catalogue.instruments if i.id in ids):
        title = instrument.title.get("en") or ""
        if len(title) > _LONG and title.casefold() not in result.quote.casefold():
            yield f"On record it is called “{title}”: the text names it by its kind."
            return


def _then(result: Finding, claim: Claim, when: EdtfDate, catalogue: Catalogue) -> Iterator[str]:
    """What the same parties did at that time, or took the same step in within a year; and what one of them did by law."""
    own = {line.instrument for line in result.record}
    found: dict[str, None] = {}
    for party in claim.parties:
        for instrument in catalogue.having("legislation", party):
            near = [e for e in _steps(instrument) if overlap(when_of(e), when) and when_of(e).is_day]
            found |= dict.fromkeys(f"{instrument.label}: {_said(e)}" for e in near[:1] if _shares(instrument, claim, e))
    for party in claim.parties[:1]:
        for instrument in catalogue.of_party(party):
            kind = load_vocabulary().type(instrument.type)
            if instrument.id in own or instrument.parties != claim.parties or kind.family not in _FAMILIES:
                continue
            near = [e for e in _steps(instrument) if _near(e, claim, when)]
            found |= dict.fromkeys(f"{instrument.label or kind.label}: {_said(e)}" for e in near[:1])
    if found:
        yield f"Of that time the record has {joined(list(found)[:_MOST])}; the text may mean one of these."


def _shares(instrument: Instrument, claim: Claim, item: Evidence) -> bool:
    """Has the sentence two words of a law's name and of what was done to it?"""
    names = set(_WORD.findall(f"{instrument.label} {item.claim.date_of}".casefold().replace("defence", "defense")))
    said = claim.locator.context or claim.locator.quote or ""
    return len(names & set(_WORD.findall(said.casefold().replace("defence", "defense")))) > 1


def _near(item: Evidence, claim: Claim, when: EdtfDate) -> bool:
    other = when_of(item)
    if overlap(other, when):
        return True
    apart = abs((other.earliest or 0) - (when.earliest or 0))
    return item.claim.stage == claim.stage and claim.stage in _BINDING and apart <= _YEAR


def _steps(instrument: Instrument) -> list[Evidence]:
    return [
        e for e in instrument.evidence
        if e.claim.date and e.claim.stage and e.claim.modality in ("asserted", "attributed") and not e.claim.negated
    ]  # fmt: skip


def _said(item: Evidence) -> str:
    return f"{say_stage(item.claim.stage or '')} {say_date(item.claim.date or '')}"
