"""What people see: every table says who says so, and marks every kind of answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.acceptance.samples import BRIEF, foedus

MARKED = {"RAA": "≠ RAA: disputed", "considered": "? considered"}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "t.db"
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    assert foedus("init", path, "--empty").returncode == 0
    assert foedus("read", tmp_path / "brief.txt", "--ledger", path).returncode == 0
    return path


def test_nothing_recorded_is_not_nothing_agreed(ledger: Path) -> None:
    assert (
        "Nothing is recorded: that is not the same as nothing agreed."
        in foedus("show", "FJI", "--ledger", ledger).stdout
    )


def test_the_queue_and_its_end(ledger: Path) -> None:
    shown = foedus("review", "--ledger", ledger).stdout
    assert "5 wait." in shown
    assert "entered into" in shown
    done = foedus("review", "--ledger", ledger, "--accept", "all", "--by", "A. Analyst")
    assert done.stdout == "5 accepted by A. Analyst\n"
    assert foedus("review", "--ledger", ledger).stdout == "Nothing waits to be reviewed.\n"


def test_accepting_and_rejecting_are_two_calls(ledger: Path) -> None:
    done = foedus("review", "--ledger", ledger, "--accept", "all", "--reject", "all")
    assert done.returncode == 2
    assert "--accept and --reject in one call" in done.stderr


def test_a_disputed_date_shows_both_and_who_gives_them(ledger: Path) -> None:
    foedus("review", "--ledger", ledger, "--accept", "all", "--by", "A. Analyst")
    shown = foedus("show", "AUS-JPN", "--ledger", ledger, "--on", "2022-06-30").stdout
    assert "≠ RAA: disputed" in shown
    assert "2022-01 | 2023" in shown
    assert "[1] Sejong Institute: “Networks of access”, 2025-10-20\n    brief.txt" in shown
    assert "2022-01  Sejong Institute [1]" in shown
    shown = foedus("conflicts", "--ledger", ledger).stdout
    assert shown.startswith("1 conflict\n")
    assert "hangs on it: whether the RAA AUS-JPN holds between 2022-01-01 and 2023-12-30" in shown


def test_reading_shows_document_statements_and_modality(ledger: Path) -> None:
    shown = foedus("read", ledger.parent / "brief.txt").stdout
    assert "Sejong Institute · 2025-10-20 · Networks of access" in shown
    assert shown.endswith("5 statements in 1 document\n")
    (ledger.parent / "dull.txt").write_text("The weather was fine all week, and nobody agreed on anything at all.\n")
    assert "No statement about an instrument was found." in foedus("read", ledger.parent / "dull.txt").stdout


def test_an_export_to_a_file(ledger: Path) -> None:
    target = ledger.parent / "out.csv"
    done = foedus("export", "csv", "--ledger", ledger, "-o", target)
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("instrument,type,parties")
    done = foedus("export", "csv", "--ledger", ledger, "-o", ledger.parent)
    assert "is a folder; expected the name of a file" in done.stderr
    done = foedus("export", "csv", "--ledger", ledger, "-o", ledger.parent / "no" / "out.csv")
    assert "there is no folder" in done.stderr


def test_the_history_names_who_and_when(tmp_path: Path) -> None:
    ledger, text = tmp_path / "t.db", tmp_path / "a.txt"
    text.write_text("Japan and Peru signed an RAA in 2024. Japan and Chile are negotiating an RAA.")
    foedus("init", ledger, "--empty")
    foedus("read", text, "--ledger", ledger)
    waiting = foedus("review", "--ledger", ledger, "--party", "Peru").stdout
    assert "“Japan and Peru [signed an RAA in 2024].”" in waiting
    assert "Chile" not in waiting
    foedus("review", "--ledger", ledger, "--party", "Peru", "--accept", "all", "--by", "A. Analyst")
    told = foedus("review", "--ledger", ledger, "--history").stdout
    assert "A. Analyst accepted 1 by the rule party=PER" in told
    wrong = foedus("review", "--ledger", ledger, "--history", "--accept", "all")
    assert wrong.returncode == 2
    assert "only list" in wrong.stderr
