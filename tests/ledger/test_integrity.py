from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.ledger.samples import add, claim, judgement, many, tamper

from foedus.ledger.integrity import verify_ledger
from foedus.ledger.store import Ledger, create_ledger, open_ledger
from foedus.model.problems import Issue

FIRST = claim(1, instrument="raa-aus-jpn")
SECOND = claim(2, "JPN", "PHL", "USA", instrument_type="exercise")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed ledger: 1 the source, 2 and 3 the claims, 4 a judgement."""
    with create_ledger(tmp_path / "test.db") as ledger:
        add(ledger, FIRST, SECOND, judgements=(judgement("accept", SECOND.id),))
    return tmp_path / "test.db"


def issues(path: Path) -> tuple[Issue, ...]:
    with open_ledger(path, read_only=True) as ledger:
        return verify_ledger(ledger).issues


def test_a_sound_ledger(path: Path) -> None:
    assert issues(path) == ()


def test_an_empty_ledger_is_sound(ledger: Ledger) -> None:
    assert verify_ledger(ledger).valid


FLIP = "UPDATE {0} SET {1} = replace({1}, '{2}', '{3}') WHERE {4}"


@pytest.mark.parametrize(
    ("statement", "code", "where"),
    [
        (
            FLIP.format("entry", "body", "2022-01", "2023-01", "seq = 2"),
            "entry-altered",
            f"entry 2 (claim {FIRST.id}: RAA",
        ),
        (FLIP.format("entry", "body", "2022-01", "2023-01", "seq = 2"), "wrong-id", "AUS-JPN, source brief)"),
        (FLIP.format("entry", "body", "On", "In", "seq = 1"), "entry-altered", "entry 1 (source brief)"),
        (FLIP.format("entry", "body", "reviewer", "reviewed", "seq = 4"), "entry-altered", "entry 4 (judgement j1:"),
        (FLIP.format("entry", "body", "{", "[", "seq = 2"), "unreadable-body", "entry 2"),
        ("UPDATE entry SET body = '{\"date\": 1}' WHERE seq = 3", "unreadable-body", "entry 3"),
        ("UPDATE entry SET body = '7' WHERE seq = 3", "unreadable-body", "entry 3"),
        ("UPDATE entry SET body = CAST(X'7BFF7D' AS TEXT) WHERE seq = 3", "entry-altered", "entry 3"),
        ('UPDATE entry SET body = CAST(\'{"source": "\\ud800"}\' AS TEXT) WHERE seq = 3', "wrong-id", "entry 3"),
        ("UPDATE entry SET body = X'00' WHERE seq = 3", "entry-altered", "entry 3"),
        (FLIP.format("entry", "recorded_at", "2025", "2024", "seq = 2"), "entry-altered", "entry 2"),
        (FLIP.format("entry", "recorded_by", "a ", "A ", "seq = 2"), "entry-altered", "entry 2"),
        ("UPDATE entry SET proposed = 1 WHERE seq = 2", "entry-altered", "entry 2"),
        ("UPDATE entry SET kind = 'judgement' WHERE seq = 2", "entry-altered", "entry 2"),
        ("UPDATE entry SET id = 'c1:0' WHERE seq = 2", "wrong-id", "entry 2 (claim c1:0"),
        ("UPDATE entry SET digest = previous WHERE seq = 4", "entry-altered", "entry 4"),
        ("UPDATE entry SET digest = previous WHERE seq = 2", "chain-broken", "entry 3"),
        ("UPDATE entry SET previous = digest WHERE seq = 3", "chain-broken", "entry 3"),
        ("DELETE FROM entry WHERE seq = 2", "entry-missing", "entry 2"),
        ("DELETE FROM entry WHERE seq IN (2, 3)", "entry-missing", "entry 2 to 3"),
        ("DELETE FROM entry WHERE seq = 2", "projection-differs", "claim row of entry 2"),
        ("DELETE FROM entry WHERE seq = 1", "source-missing", f"entry 2 (claim {FIRST.id})"),
        ("DELETE FROM entry WHERE seq = 4", "entries-lost", "entries 4 to 4"),
        ("DELETE FROM entry WHERE seq = 4", "projection-differs", "judgement_target row of entry 4"),
        ("DELETE FROM sqlite_sequence", "entries-lost", "count of entries"),
        ("UPDATE entry SET seq = 9 WHERE seq = 4", "entry-missing", "entry 4 to 8"),
        ("UPDATE claim SET type = 'ACSA' WHERE seq = 2", "projection-differs", f"entry 2 (claim {FIRST.id}: RAA"),
        ("UPDATE claim SET stage = NULL WHERE seq = 2", "projection-differs", "entry 2"),
        ("UPDATE claim SET instrument = 'x' WHERE seq = 2", "projection-differs", "entry 2"),
        ("UPDATE claim SET source = 'briee' WHERE seq = 2", "source-missing", "entry 2"),
        ("DELETE FROM claim WHERE seq = 3", "projection-differs", "entry 3"),
        ("DELETE FROM claim WHERE seq = 3", "claim-missing", "entry 4"),
        (
            "INSERT INTO claim VALUES (9, 'c1:9', 'RAA', NULL, 'brief', NULL)",
            "projection-differs",
            "claim row of entry 9",
        ),
        ("INSERT INTO claim VALUES (-9, 'c1:9', 'RAA', NULL, 'brief', NULL)", "projection-differs", "row of entry -9"),
        ("UPDATE claim_party SET actor = 'AUT' WHERE actor = 'AUS'", "projection-differs", "entry 2"),
        ("UPDATE claim_party SET partner = 'AUT' WHERE partner = 'AUS'", "projection-differs", "entry 2"),
        ("UPDATE claim_party SET seq = 'x' WHERE actor = 'PHL'", "projection-differs", "claim_party row of entry x"),
        ("DELETE FROM claim_party WHERE actor = 'PHL'", "projection-differs", "entry 3"),
        ("INSERT INTO claim_party VALUES ('FRA', '*', 3)", "projection-differs", "entry 3"),
        ("UPDATE judgement_target SET kind = 'reject'", "projection-differs", "entry 4 (judgement"),
        ("DELETE FROM judgement_target", "projection-differs", "entry 4"),
        ("DROP TABLE judgement_target", "file-damaged", "file"),
    ],
)
def test_each_alteration_is_named(path: Path, statement: str, code: str, where: str) -> None:
    guards_go_too = statement.startswith("DROP")
    if guards_go_too:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(statement)
    else:
        tamper(path, statement)
    found = issues(path)
    assert [issue for issue in found if issue.code == code and where in issue.where], "\n".join(map(str, found))
    assert all(str(issue).encode() for issue in found)


def test_only_the_altered_entry_is_named(path: Path) -> None:
    tamper(path, FLIP.format("entry", "recorded_by", "a ", "A ", "seq = 3"))
    assert [issue.code for issue in issues(path)] == ["entry-altered"]


def test_entries_that_changed_places(path: Path) -> None:
    swap = "UPDATE entry SET seq = {} WHERE seq = {}"
    tamper(path, swap.format(90, 2), swap.format(2, 3), swap.format(3, 90), "UPDATE sqlite_sequence SET seq = 4")
    assert {"entry-altered", "chain-broken"} <= {issue.code for issue in issues(path)}


def test_an_entry_lost_from_the_middle_of_many(ledger: Ledger) -> None:
    add(ledger, *many(1100))
    tamper(ledger.place, "DELETE FROM entry WHERE seq BETWEEN 300 AND 900")
    found = verify_ledger(ledger, limit=5000).issues
    assert ("entry-missing", "entry 300 to 900") in [(issue.code, issue.where) for issue in found]
    assert len([issue for issue in found if issue.where.startswith("claim row of entry")]) == 601


def test_one_byte_of_the_file(path: Path) -> None:
    content = path.read_bytes()
    place = content.index(b'"row 2"')
    path.write_bytes(content[: place + 5] + b"3" + content[place + 6 :])
    assert f"entry 3 (claim {SECOND.id}: exercise JPN-PHL-USA, source brief)" in [issue.where for issue in issues(path)]


def test_a_page_of_the_file(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * 4096 + content[12288:])
    assert "file-damaged" in [issue.code for issue in issues(path)]


def test_a_guard_that_is_gone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER entry_no_update")
        connection.execute("DROP TRIGGER claim_no_delete")
        connection.execute("CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim BEGIN SELECT 1; END")
        connection.execute("CREATE TRIGGER extra AFTER INSERT ON entry BEGIN SELECT 1; END")
    assert [(issue.code, issue.where) for issue in issues(path)] == [
        ("trigger-missing", "trigger entry_no_update"),
        ("trigger-altered", "trigger claim_no_delete"),
        ("trigger-altered", "trigger extra"),
    ]


def test_a_head_noted_earlier_proves_the_growth(path: Path, tmp_path: Path) -> None:
    with open_ledger(path) as ledger:
        noted = ledger.head()
        add(ledger, claim(3))
        assert verify_ledger(ledger, head=noted).valid
    with create_ledger(tmp_path / "rewritten.db") as other:
        empty = other.head()
        add(other, claim(1), claim(2), claim(3))
        assert verify_ledger(other, head=empty).valid
        assert [issue.code for issue in verify_ledger(other, head=noted).issues] == ["head-missing"]


def test_the_search_stops_at_its_limit(path: Path) -> None:
    tamper(path, "UPDATE entry SET recorded_by = 'x'")
    with open_ledger(path, read_only=True) as ledger:
        report = verify_ledger(ledger, limit=2)
    assert [issue.code for issue in report.issues] == ["entry-altered", "entry-altered", "search-stopped"]
    assert not report.valid
