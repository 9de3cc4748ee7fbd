from __future__ import annotations

import pytest
from tests.ledger.samples import WHEN, WHO, add, batch, claim, judgement, many, source, tamper

from foedus.ledger.store import Batch, Ledger, open_ledger
from foedus.model.claims import Claim
from foedus.model.problems import DamagedLedgerError, NotFoundError, UnparsableDateError, UsageError


def test_what_goes_in_comes_out_with_its_source(ledger: Ledger) -> None:
    add(ledger, claim(1), claim(2, roles=(("host", ("AUS",)),), title=(("ja", "協定"),), confidence=0.5, negated=True))
    first, second = ledger.evidence()
    assert (first.claim, first.source, first.recorded_at, first.recorded_by) == (claim(1), source(), WHEN, WHO)
    assert second.claim.title == (("ja", "協定"),)
    assert second.claim.confidence == 0.5


def test_appending_counts_new_and_known(ledger: Ledger) -> None:
    first = add(ledger, claim(1))
    again = add(ledger, claim(1), claim(2), claim(2))
    assert (first.new, first.known, first.new_claims) == (2, 0, 1)
    assert (again.new, again.known, again.new_claims) == (1, 3, 1)
    assert again.head == ledger.head() != first.head
    assert ledger.count() == 3


@pytest.mark.parametrize(
    ("including", "rows"),
    [
        ((), [1, 2, 3, 4, 5]),
        (("JPN",), [1, 2, 3, 5]),
        (("JPN", "AUS"), [1, 3]),
        (["AUS", "JPN", "USA"], [3]),
        (("AUS", "AUS"), [1, 3]),
        (("FRA",), []),
        (("FRA", "AUS"), []),
        (("PHL",), [4]),
    ],
)
def test_subjects_are_found_by_party(ledger: Ledger, including: tuple[str, ...], rows: list[int]) -> None:
    several = [("AUS", "JPN"), ("JPN", "USA"), ("AUS", "JPN", "USA"), ("PHL",), ("JPN", "IND", "USA")]
    add(ledger, *(claim(number, *parties) for number, parties in enumerate(several, start=1)))
    assert [one.claim.locator.at for one in ledger.evidence(including)] == [f"row {row}" for row in rows]


def test_types_and_instruments_narrow_the_question(ledger: Ledger) -> None:
    add(ledger, claim(1), claim(2, instrument_type="ACSA", instrument="acsa-1"), claim(3, instrument_type="2+2"))
    assert len(ledger.evidence(types=["ACSA", "2+2"])) == 2
    assert [one.claim.instrument for one in ledger.evidence(["AUS"], instrument="acsa-1")] == ["acsa-1"]
    assert ledger.evidence(types=["RAA"], instrument="acsa-1") == ()


def test_a_curators_claim_stands_and_a_machines_waits(ledger: Ledger) -> None:
    add(ledger, claim(1))
    add(ledger, claim(2), proposed=True)
    assert [one.standing for one in ledger.evidence()] == ["accepted", "proposed"]


def test_the_last_judgement_decides(ledger: Ledger) -> None:
    read = claim(1)
    add(ledger, read, proposed=True, judgements=(judgement("accept", read.id),))
    assert ledger.evidence()[0].standing == "accepted"
    add(ledger, judgements=(judgement("reject", read.id, by="another"),))
    assert ledger.evidence()[0].standing == "rejected"
    assert [one.kind for one in ledger.judgements()] == ["accept", "reject"]


def test_same_and_different_do_not_touch_standing(ledger: Ledger) -> None:
    add(ledger, claim(1), proposed=True, judgements=(judgement("same", claim(1).id, "raa-aus-jpn"),))
    assert ledger.evidence()[0].standing == "proposed"


def test_reading_the_same_again_does_not_overrule_a_person(ledger: Ledger) -> None:
    by_rule = judgement("accept", claim(1).id, by="rule all")
    add(ledger, claim(1), proposed=True, judgements=(by_rule,))
    add(ledger, judgements=(judgement("reject", claim(1).id),))
    add(ledger, claim(1), proposed=True, judgements=(by_rule,))
    assert ledger.evidence()[0].standing == "rejected"


def test_sources_keep_their_order(ledger: Ledger) -> None:
    sources = (source("b"), source("a", published=None))
    ledger.append(Batch(sources=sources), recorded_at=WHEN, recorded_by=WHO)
    assert ledger.sources() == sources


def test_a_source_never_changes(ledger: Ledger) -> None:
    add(ledger, claim(1))
    changed = Batch(sources=(source(title="Another"),), claims=(claim(2),))
    with pytest.raises(UsageError, match=r"source 'brief'.*title: recorded 'On brief', now 'Another'"):
        ledger.append(changed, recorded_at=WHEN, recorded_by=WHO)
    assert ledger.count() == 2


def test_two_sources_of_one_id_in_one_batch(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match=r"language: recorded None, now 'ja'"):
        ledger.append(Batch(sources=(source(), source(language="ja"))), recorded_at=WHEN, recorded_by=WHO)
    assert ledger.count() == 0


def test_a_claim_needs_its_source(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match=r"claim c1:\w+: rests on source 'brief'"):
        ledger.append(Batch(claims=(claim(1),)), recorded_at=WHEN, recorded_by=WHO)


def test_a_judgement_needs_its_claim(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match=r"rests on claim 'c1:0'"):
        add(ledger, judgements=(judgement("accept", "c1:0"),))


def test_one_id_for_two_kinds_is_no_ledger_of_ours(ledger: Ledger) -> None:
    add(ledger, claim(1))
    with pytest.raises(DamagedLedgerError, match="the ledger has a claim of this id"):
        ledger.append(Batch(sources=(source(claim(1).id),)), recorded_at=WHEN, recorded_by=WHO)


@pytest.mark.parametrize("moment", ["", "yesterday", "2025-13-01", "2025-02-30T00:00:00Z"])
def test_when_must_be_a_day(ledger: Ledger, moment: str) -> None:
    with pytest.raises(UnparsableDateError, match="recorded_at"):
        ledger.append(batch(claim(1)), recorded_at=moment, recorded_by=WHO)


def test_who_must_be_somebody(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="expected who records"):
        ledger.append(batch(claim(1)), recorded_at=WHEN, recorded_by=" ")


def test_a_reader_does_not_write(ledger: Ledger) -> None:
    with open_ledger(ledger.place, read_only=True) as reader, pytest.raises(UsageError, match="for reading only"):
        add(reader, claim(1))


def test_batches_larger_than_one_statement(ledger: Ledger) -> None:
    claims = many(1201)
    assert add(ledger, *claims).new_claims == 1201
    assert tuple(one.claim for one in ledger.evidence(["AUS", "JPN"])) == claims


def test_claims_from_more_sources_than_one_statement_takes(ledger: Ledger) -> None:
    names = [f"s{number}" for number in range(1100)]
    claims: tuple[Claim, ...] = tuple(claim(name, source=name) for name in names)
    whole = Batch(sources=tuple(source(name) for name in names), claims=claims)
    ledger.append(whole, recorded_at=WHEN, recorded_by=WHO)
    assert [one.source.id for one in ledger.evidence()] == names


def test_an_unreadable_body_is_named(ledger: Ledger) -> None:
    add(ledger, claim(1))
    tamper(ledger.place, "UPDATE entry SET body = '{}' WHERE seq = 2")
    with pytest.raises(DamagedLedgerError, match="entry 2: its content cannot be read"):
        ledger.evidence()


def test_an_unreadable_source_is_named(ledger: Ledger) -> None:
    add(ledger, claim(1))
    tamper(ledger.place, "UPDATE entry SET body = '[' WHERE seq = 1")
    for ask in (ledger.sources, ledger.evidence):
        with pytest.raises(DamagedLedgerError, match="entry 1: its content cannot be read"):
            ask()


def test_questions_go_by_index(ledger: Ledger) -> None:
    from foedus.ledger.asking import _question

    for including, instrument in ((("AUS", "JPN"), None), (("JPN",), None), ((), "raa")):
        statement = _question(including, ("RAA",), instrument)
        compiled = statement.compile(ledger.engine, compile_kwargs={"literal_binds": True})
        with ledger.engine.connect() as connection:
            plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")]
        assert not [step for step in plan if step.startswith("SCAN") and "subquery" not in step.lower()], plan
