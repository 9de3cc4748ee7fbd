from __future__ import annotations

from pathlib import Path

import pytest
from tests.ledger.samples import tamper

from foedus.desk.ledgers import init_ledger
from foedus.desk.reading import read_documents
from foedus.desk.storing import Options, store
from foedus.desk.verify import verify
from foedus.model.problems import UsageError

TEXT = "Japan and Australia signed an RAA on 6 January 2022. Japan and India signed an ACSA in September 2020.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text(TEXT)
    (tmp_path / "documents" / "empty.txt").write_text("")
    init_ledger(str(tmp_path / "t.db"), empty=True)
    done = read_documents([tmp_path / "documents" / "a.txt"])
    store(done, str(tmp_path / "t.db"), Options.parse(accept="all"))
    return tmp_path


def check(folder: Path, name: str, **more: str) -> tuple[dict[str, object], list[dict[str, str]]]:
    data = verify(ledger=str(folder / "t.db"), **more).data
    return next(c for c in data["checks"] if c["name"] == name), data["issues"]


def test_quotes_stand_in_the_documents(folder: Path) -> None:
    found, _ = check(folder, "documents", documents=str(folder / "documents"))
    assert found["valid"]
    assert str(found["what"]).startswith("2 quotes in 1 documents")
    assert [note for note in found["notes"] if "empty.txt" in note]  # type: ignore[attr-defined]


def test_a_quote_that_does_not_stand_there(folder: Path) -> None:
    tamper(folder / "t.db", "UPDATE entry SET body = replace(body, '\"start\":', '\"start\":1') WHERE kind = 'claim'")
    found, issues = check(folder, "documents", documents=str(folder / "documents"))
    assert not found["valid"]
    assert {issue["code"] for issue in issues} >= {"quote-differs", "entry-altered"}


def test_an_altered_entry_is_named(folder: Path) -> None:
    tamper(folder / "t.db", "UPDATE entry SET body = replace(body, 'signed', 'agreed') WHERE seq = 2")
    found, issues = check(folder, "ledger")
    assert not found["valid"]
    assert any("entry 2 (" in issue["where"] for issue in issues)


def test_documents_that_are_nowhere(folder: Path) -> None:
    with pytest.raises(UsageError, match="is no folder"):
        verify(ledger=str(folder / "t.db"), documents=str(folder / "nowhere"))
