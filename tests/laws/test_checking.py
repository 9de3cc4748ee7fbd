"""Laws of checking on the record as shipped: what it says itself is never called wrong; what is moved by years is."""

from __future__ import annotations

from collections import Counter
from functools import cache

from tests.samples import source

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.stages import check_statement
from foedus.desk.ledgers import open_for_reading
from foedus.model.claims import Claim, Evidence, Locator
from foedus.model.instruments import Coverage, Instrument, date_terms
from foedus.model.vocabulary import load_vocabulary

WRONG = frozenset({"contradicted", "premature"})


@cache
def record() -> tuple[Catalogue, tuple[Coverage, ...]]:
    with open_for_reading() as opened:
        return Catalogue(opened.instruments()), opened.coverage


def verdict(instrument: Instrument, claim: Claim, date: str, named: tuple[str, ...] = ()) -> str:
    catalogue, coverage = record()
    where = source("text", kind="press", published="2026-11-20")
    said = Claim(
        source=where.id,
        locator=Locator(start=0, end=1, quote="q"),
        instrument_type=instrument.type,
        parties=instrument.parties,
        roles=instrument.roles,
        stage=claim.stage,
        date=date,
        date_of=claim.date_of,
    )
    item = Evidence(claim=said, source=where, recorded_at="2026-11-20", recorded_by="test")
    return check_statement(item, catalogue, coverage, named).verdict.value


def stated() -> list[tuple[Instrument, Claim]]:
    return [
        (instrument, item.claim)
        for instrument in record()[0].instruments
        for item in instrument.evidence
        if item.claim.date and item.claim.stage and item.claim.modality == "asserted" and not item.claim.negated
    ]


def test_what_the_record_says_is_never_called_wrong() -> None:
    found = Counter(verdict(instrument, claim, claim.date or "") for instrument, claim in stated())
    assert not WRONG & set(found)
    assert found["outdated"] == 0
    assert found["supported"] >= 0.9 * found.total()


def once() -> list[tuple[Instrument, Claim]]:
    """What the record dates of steps that happen once."""
    terms = date_terms()
    return [
        (instrument, claim)
        for instrument, claim in stated()
        if terms.canonical(claim.stage, claim.date_of) == terms.default.get(claim.stage or "")
        and (claim.date or "")[:4].isdigit()
        and claim.stage != "contracted"  # one programme may have several contracts
    ]


def moved(date: str, years: int) -> str:
    return str(int(date[:4]) - years) + date[4:].replace("-02-29", "-02-28")


def test_a_date_moved_by_decades_is_called_wrong_of_what_is_named_or_one_of_its_kind() -> None:
    """Of types that come many at a time a text has to name the one it means: else it may mean another."""
    found = Counter(
        verdict(
            instrument,
            claim,
            moved(claim.date or "", 40),
            () if load_vocabulary().type(instrument.type).single else (instrument.id,),
        )
        for instrument, claim in once()
    )
    assert sum(found[v] for v in WRONG) >= 0.95 * found.total(), found


def test_a_date_of_the_wrong_year_is_called_wrong_though_nothing_is_named() -> None:
    found = Counter(verdict(instrument, claim, moved(claim.date or "", 1)) for instrument, claim in once())
    assert sum(found[v] for v in WRONG) >= 0.9 * found.total(), found


def test_what_may_be_another_treaty_is_not_called_wrong() -> None:
    many = [(i, c) for i, c in once() if not load_vocabulary().type(i.type).single]
    found = Counter(verdict(instrument, claim, moved(claim.date or "", 40)) for instrument, claim in many)
    assert sum(found[v] for v in WRONG) <= 0.03 * found.total(), found
