from __future__ import annotations

from pathlib import Path

import pytest

from foedus.desk.ledgers import init_ledger, open_for_reading
from foedus.ledger.store import Batch, open_ledger
from foedus.model.problems import UnwritablePathError
from foedus.model.resources import cache_directory
from foedus.record.loader import load_record

WHEN = "2025-11-24T12:00:00Z"


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def compiled() -> list[Path]:
    return sorted((cache_directory() / "record").glob("*.db"))


def test_the_record_is_compiled_once(own_cache: Path) -> None:
    with open_for_reading() as first:
        head = first.ledger.head()
        assert len(first.coverage) == len(load_record().coverage) > 0
    (made,) = compiled()
    written = made.stat().st_mtime_ns
    with open_for_reading() as second:
        assert second.ledger.head() == head
        assert second.ledger.read_only
        assert second.coverage == first.coverage
    assert made.stat().st_mtime_ns == written


@pytest.mark.parametrize("suffix", [".db", ".json"])
def test_a_spoilt_copy_is_made_anew(own_cache: Path, suffix: str) -> None:
    with open_for_reading() as first:
        head = first.ledger.head()
    (made,) = compiled()
    made.with_suffix(suffix).write_bytes(b"spoilt")
    with open_for_reading() as second:
        assert (second.ledger.head(), second.coverage) == (head, first.coverage)


def test_claims_of_the_record_are_recorded_on_its_day_of_release(tmp_path: Path) -> None:
    init_ledger(str(tmp_path / "a.db"))
    record = load_record()
    with open_for_reading(str(tmp_path / "a.db")) as opened:
        evidence = opened.accepted()
        assert {(item.recorded_at, item.recorded_by) for item in evidence} == {
            (record.released, f"record@{record.version}")
        }
        assert len(evidence) == len(record.standing())
        assert opened.coverage == record.coverage


def test_coverage_holds_only_for_what_started_from_the_record(tmp_path: Path) -> None:
    init_ledger(str(tmp_path / "empty.db"), empty=True)
    with open_for_reading(str(tmp_path / "empty.db")) as opened:
        assert (opened.coverage, opened.accepted()) == ((), ())
    record = load_record()
    with open_ledger(tmp_path / "empty.db") as ledger:
        ledger.append(Batch(sources=record.sources[:1]), recorded_at=WHEN, recorded_by="a curator")
    with open_for_reading(str(tmp_path / "empty.db")) as opened:
        assert opened.coverage == ()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("mine")
    with pytest.raises(UnwritablePathError, match="something is there already"):
        init_ledger(str(tmp_path / "a.db"))
    assert (tmp_path / "a.db").read_text() == "mine"
