from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.samples import source

from foedus.ledger.auditing import Audit
from foedus.ledger.integrity import verify_ledger
from foedus.ledger.store import Batch, Ledger, create_ledger
from foedus.model.claims import Claim, Judgement, Locator

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SOURCES = ("a", "b", "日本")
CLAIMS = st.builds(
    Claim,
    source=st.sampled_from(SOURCES),
    locator=st.builds(Locator, at=st.none() | WORDS, quote=st.none() | WORDS, start=st.none() | st.integers(0, 2**40)),
    instrument_type=st.sampled_from(["RAA", "ACSA", "2+2"]),
    parties=st.lists(st.sampled_from(["AUS", "JPN", "USA", "PHL"]), min_size=1, max_size=4).map(tuple),
    instrument=st.none() | WORDS,
    stage=st.none() | st.just("signed"),
    value=st.none() | WORDS,
    confidence=st.none() | st.floats(0, 1),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Batch]:
    batches, known = [], []
    for _ in range(draw(st.integers(1, 4))):
        claims = tuple(draw(st.lists(CLAIMS, max_size=4)))
        known += [one.id for one in claims]
        judged = st.lists(st.sampled_from(known), min_size=1, max_size=3).map(tuple) if known else st.just(())
        kinds = st.sampled_from(["accept", "reject", "same", "different"])
        verdicts = st.lists(st.builds(Judgement, kind=kinds, targets=judged, by=WORDS), max_size=2)
        sources = tuple(source(name) for name in SOURCES)
        batches.append(
            Batch(sources=sources, claims=claims, judgements=tuple(draw(verdicts)), proposed=draw(st.booleans()))
        )
    return batches


@contextmanager
def fresh() -> Iterator[Ledger]:
    with tempfile.TemporaryDirectory() as folder, create_ledger(Path(folder) / "law.db") as ledger:
        yield ledger


def record(ledger: Ledger, batch: Batch, number: int) -> Any:
    return ledger.append(batch, recorded_at=f"2025-01-{number + 1:02d}", recorded_by=f"person {number}")


def rows(ledger: Ledger) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(ledger.place)) as connection:
        return connection.execute("SELECT * FROM entry ORDER BY seq").fetchall()


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(histories())
def test_the_ledger_never_shrinks_and_stays_sound(history: list[Batch]) -> None:
    with fresh() as ledger:
        before: list[tuple[Any, ...]] = []
        for number, batch in enumerate(history):
            record(ledger, batch, number)
            after = rows(ledger)
            assert after[: len(before)] == before
            before = after
        assert verify_ledger(ledger).issues == ()


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(histories())
def test_replay_gives_equal_state(history: list[Batch]) -> None:
    with fresh() as one, fresh() as two:
        for number, batch in enumerate(history):
            record(one, batch, number)
            record(two, batch, number)
        assert one.head() == two.head()
        assert one.evidence() == two.evidence()
        assert one.judgements() == two.judgements()


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(histories())
def test_appending_again_changes_nothing(history: list[Batch]) -> None:
    with fresh() as ledger:
        for number, batch in enumerate(history):
            record(ledger, batch, number)
        head, evidence = ledger.head(), ledger.evidence()
        for number, batch in enumerate(history):
            again = record(ledger, batch, number)
            assert again.new == 0
            assert again.known == len(batch.sources) + len(batch.claims) + len(batch.judgements)
        assert (ledger.head(), ledger.evidence()) == (head, evidence)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(CLAIMS, max_size=12), st.sets(st.sampled_from(["AUS", "JPN", "USA", "PHL"])))
def test_questions_by_party_equal_a_slow_search(claims: list[Claim], asked: set[str]) -> None:
    with fresh() as ledger:
        record(ledger, Batch(sources=tuple(source(name) for name in SOURCES), claims=tuple(claims)), 0)
        expected = [one for one in ledger.evidence() if asked <= set(one.claim.parties)]
        assert list(ledger.evidence(asked)) == expected
        assert {one.claim.id for one in ledger.evidence()} == {one.id for one in claims}


@given(st.sampled_from(["seq", "kind", "id", "body", "recorded_at", "recorded_by", "proposed"]))
def test_no_column_can_change_unnoticed(column: str) -> None:
    from foedus.ledger.chain import GENESIS, entry_digest

    row: dict[str, Any] = {
        "previous": GENESIS,
        "seq": 1,
        "kind": "source",
        "id": "brief",
        "body": '{"id":"brief"}',
        "recorded_at": "2025-01-01",
        "recorded_by": "me",
        "proposed": 0,
    }
    row["digest"] = entry_digest(row)
    assert list(Audit(None).entry(row, {})) == []
    value = row[column]
    row[column] = value + 1 if isinstance(value, int) else value + " "
    assert "entry-altered" in [issue.code for issue in Audit(None).entry(row, {})]
