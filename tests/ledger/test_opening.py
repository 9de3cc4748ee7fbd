from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.ledger.samples import add, claim, finished, in_a_child, many, names_in, tamper, without_rights

from foedus.ledger.location import APPLICATION_ID
from foedus.ledger.store import Ledger, create_ledger, open_ledger
from foedus.model.problems import (
    DamagedLedgerError,
    FoedusError,
    NotALedgerError,
    NotFoundError,
    UnwritablePathError,
    UsageError,
)


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b"Dear reader,", "not an SQLite file"),
        (b"SQLite format 3\0", "an SQLite file of another program"),
        (b"SQLite format 3\0" + bytes(200), "an SQLite file of another program"),
    ],
)
def test_files_that_are_no_ledgers(tmp_path: Path, content: bytes, found: str, read_only: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(NotALedgerError, match=rf"notes.txt: is {found}; expected a Foedus ledger") as caught:
        open_ledger(path, read_only=read_only)
    assert "foedus init" in caught.value.hint
    assert path.read_bytes() == content
    assert names_in(tmp_path) == ["notes.txt"]


def test_an_honest_database_of_another_program(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE entry (seq)")
    with pytest.raises(NotALedgerError, match="an SQLite file of another program"):
        open_ledger(tmp_path / "other.db")


def test_a_folder_and_a_pipe(tmp_path: Path) -> None:
    with pytest.raises(NotALedgerError, match="is a folder"):
        open_ledger(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotALedgerError, match="is no ordinary file"):
        open_ledger(tmp_path / "pipe")


@pytest.mark.parametrize("name", ["none.db", "no/folder/none.db"])
def test_nothing_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFoundError, match=r"none.db: there is no ledger") as caught:
        open_ledger(tmp_path / name)
    assert "foedus init" in caught.value.hint
    assert names_in(tmp_path) == []


def test_a_path_through_a_file(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match="there is no ledger"):
        open_ledger(ledger.place / "inside")


def test_a_name_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(NotALedgerError, match="cannot be read"):
        open_ledger(tmp_path / ("x" * 300))
    with pytest.raises(UnwritablePathError, match="cannot be written"):
        create_ledger(tmp_path / ("x" * 300))
    assert names_in(tmp_path) == []


def test_a_newer_revision_names_both(ledger: Ledger) -> None:
    tamper(ledger.place, "UPDATE alembic_version SET version_num = '0042'")
    with pytest.raises(NotALedgerError, match="of revision 0042; this version of Foedus knows revisions up to 0001"):
        open_ledger(ledger.place)


def test_our_mark_on_an_empty_database(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "hollow.db")) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("CREATE TABLE x (y)")
    with pytest.raises(DamagedLedgerError, match="alembic_version"):
        open_ledger(tmp_path / "hollow.db")


@pytest.mark.parametrize(
    ("location", "match"),
    [
        ("postgresql://me:secret@host/db", "keeps ledgers in SQLite files only"),
        ("postgresql+psycopg://host/db", "keeps ledgers in SQLite files only"),
        ("mysql://host/db", "mysql:// is not a kind of address"),
        ("sqlite://", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite://host/a.db", "names no file"),
        ("sqlite:///a.db?mode=memory", "names no file"),
        ("", "is not a path"),
        ("a\0b", "is not a path"),
    ],
)
def test_locations_that_are_none(location: str, match: str) -> None:
    for way in (open_ledger, create_ledger):
        with pytest.raises(UsageError, match=match) as caught:
            way(location)
        assert "secret" not in caught.value.message + caught.value.hint


def test_urls_and_odd_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("plain.db", "50% of #1?.db", "日本 台帳.db"):
        with create_ledger(tmp_path / name) as made:
            add(made, claim(1))
        with open_ledger(name, read_only=True) as ledger:
            assert ledger.count() == 2
    for url in (
        "sqlite:///plain.db",
        f"sqlite:///{tmp_path}/plain.db",
        f"sqlite:///{tmp_path}/50%25%20of%20%231%3F.db",
    ):
        with open_ledger(url) as ledger:
            assert ledger.count() == 2


def test_creating_leaves_one_file_and_takes_no_other(tmp_path: Path) -> None:
    with create_ledger(tmp_path / "a.db") as ledger:
        assert ledger.count() == 0
    assert names_in(tmp_path) == ["a.db"]
    before = (tmp_path / "a.db").read_bytes()
    with pytest.raises(UnwritablePathError, match="something is there already"):
        create_ledger(tmp_path / "a.db")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UnwritablePathError, match="something is there already"):
        create_ledger(tmp_path / "dangling")
    with pytest.raises(UnwritablePathError, match="there is no folder"):
        create_ledger(tmp_path / "no" / "a.db")
    assert (tmp_path / "a.db").read_bytes() == before


def test_creating_with_content_is_all_or_nothing(tmp_path: Path) -> None:
    with create_ledger(tmp_path / "full.db", fill=lambda ledger: add(ledger, claim(1))) as ledger:
        assert ledger.count() == 2

    def interrupted(ledger: Ledger) -> None:
        add(ledger, *many(600))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        create_ledger(tmp_path / "half.db", fill=interrupted)
    assert names_in(tmp_path) == ["full.db"]


def test_two_that_create_one_name(tmp_path: Path) -> None:
    def rival(_: Ledger) -> None:
        (tmp_path / "a.db").write_text("first come")

    with pytest.raises(UnwritablePathError, match="something is there already"):
        create_ledger(tmp_path / "a.db", fill=rival)
    assert names_in(tmp_path) == ["a.db"]
    assert (tmp_path / "a.db").read_text() == "first come"


def said_by(path: Path, *, read_only: bool) -> str:
    with open_ledger(path, read_only=read_only) as ledger:
        return " ".join([str(len(ledger.evidence(("AUS", "JPN")))), ledger.head()])


@pytest.mark.parametrize("rights", [(0o555, 0o444), (0o755, 0o444), (0o777, 0o444), (0o555, 0o666)])
def test_reading_where_nothing_may_be_written(common_folder: Path, rights: tuple[int, int]) -> None:
    path = common_folder / "test.db"
    with create_ledger(path) as ledger:
        add(ledger, *many(3))
        expected = f"3 {ledger.head()}"
    path.chmod(rights[1])
    common_folder.chmod(rights[0])
    assert in_a_child(lambda: said_by(path, read_only=True), prepare=without_rights) == expected
    assert in_a_child(lambda: said_by(path, read_only=False), prepare=without_rights).startswith("UnwritablePathError")


def test_creating_where_nothing_may_be_written(common_folder: Path) -> None:
    common_folder.chmod(0o555)
    said = in_a_child(lambda: str(create_ledger(common_folder / "new.db")), prepare=without_rights)
    assert said.startswith(f"UnwritablePathError: {common_folder}/new.db: ")
    assert names_in(common_folder) == []


def test_a_ledger_one_may_not_read(common_folder: Path) -> None:
    path = common_folder / "test.db"
    create_ledger(path).close()
    path.chmod(0)
    said = in_a_child(lambda: said_by(path, read_only=True), prepare=without_rights)
    assert said == f"NotALedgerError: {path}: cannot be read (Permission denied); expected a ledger you may read."


def test_commits_that_wait_in_the_log_are_never_passed_over(common_folder: Path) -> None:
    """A ledger whose writer was killed, in a folder that is now read-only: all of it or an error, never less."""
    path = common_folder / "test.db"
    create_ledger(path).close()
    code = """
import os, sys
from foedus.ledger.store import open_ledger
from tests.ledger.samples import add, many
add(open_ledger(sys.argv[1]), *many(3))
os.kill(os.getpid(), 9)
"""
    assert finished(code, path).returncode == -9
    copy = common_folder / "copy"
    copy.mkdir()
    for name in ("test.db", "test.db-wal"):
        shutil.copy(common_folder / name, copy / name)
        (copy / name).chmod(0o444)
    copy.chmod(0o555)
    said = in_a_child(lambda: said_by(copy / "test.db", read_only=True), prepare=without_rights)
    assert said.startswith(("3 ", "UnwritablePathError"))
    copy.chmod(0o755)
    with open_ledger(copy / "test.db", read_only=True) as ledger:
        assert len(ledger.evidence()) == 3


def test_every_refusal_says_what_to_do(tmp_path: Path) -> None:
    ways: list[Callable[[], Ledger]] = [
        lambda: open_ledger(tmp_path),
        lambda: open_ledger(tmp_path / "x"),
        lambda: create_ledger(tmp_path),
    ]
    for way in ways:
        with pytest.raises(FoedusError, match=str(tmp_path)) as caught:
            way()
        assert caught.value.hint.endswith(".")
