"""Each check finds what it is for, and nothing in the record as shipped."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.record.conftest import seal

from foedus.record import verify_record

Spoil = Callable[[str, str, str], Path]
AUS_JPN = "instruments/AUS-JPN.yaml"
THIRD = '- {stage: in_force, date: "2023-08-13"'


def test_the_built_in_record_is_in_order() -> None:
    report = verify_record()
    assert [str(issue) for issue in report.issues] == []


def test_a_good_record_has_no_issue(folder: Path) -> None:
    assert verify_record(folder).issues == ()


@pytest.mark.parametrize(
    ("code", "name", "old", "new"),
    [
        ("repeated-key", "sources.yaml", "nhk-report:", "mofa-jp-note:"),
        ("repeated-key", AUS_JPN, "at: para. 1", "at: para. 1, at: para. 3"),
        ("source-id", "sources.yaml", "publisher: nhk", "publisher: kyodo"),
        ("source-address", "sources.yaml", "https://www3.nhk.or.jp/report.html", "www3.nhk.or.jp/report.html"),
        ("repeated-source", "sources.yaml", "https://www3.nhk.or.jp/report.html", "http://mofa.go.jp/note.html/"),
        ("source-dates", "sources.yaml", '"2023-08-08"', '"2027"'),
        ("orphan-source", AUS_JPN, "source: nhk-report", "source: mofa-jp-note"),
        ("instrument-id", AUS_JPN, "id: raa-aus-jpn", "id: acsa-aus-jpn"),
        ("instrument-id", AUS_JPN, "id: raa-aus-jpn", "id: raa_aus_jpn"),
        ("unknown-predecessor", AUS_JPN, "    title:", "    replaces: raa-1902\n    title:"),
        ("misplaced", AUS_JPN, "[AUS, JPN]", "[FRA, JPN]"),
        ("empty-claim", AUS_JPN, 'stage: signed, date: "2022-01", ', ""),
        ("date-of-what", AUS_JPN, "date_of: signature, ", ""),
        ("unit-alone", AUS_JPN, "stage: signed", "unit: JPY, stage: signed"),
        ("stranger", AUS_JPN, "stage: signed", "party: FRA, stage: signed"),
        ("stage-order", AUS_JPN, '"2023-08-13"', '"2021-08-13"'),
        ("foreknowledge", AUS_JPN, '"2022-01-06"', '"2023-08-10"'),
        ("window-open", "coverage.yaml", '"2023-12-31"', '"2027-12-31"'),
        ("window-unfinished", AUS_JPN, THIRD, '- {stage: approved, date: "2023-08-08"'),
        ("unknown-term", AUS_JPN, "type: RAA", "type: RAB"),
        ("unparsable-date", AUS_JPN, '"2022-01-06"', '"soon"'),
        ("bad-record", "sources.yaml", "kind: press", "kind: rumour"),
    ],
)
def test_each_check_finds_its_fault(spoil: Spoil, code: str, name: str, old: str, new: str) -> None:
    report = verify_record(spoil(name, old, new))
    assert code in report.counts
    assert not report.valid
    found = next(issue for issue in report.issues if issue.code == code)
    assert found.where
    assert found.got
    assert found.expected


def test_order_names_both_sources(spoil: Spoil) -> None:
    report = verify_record(spoil(AUS_JPN, '"2023-08-13"', '"2021-08-13"'))
    issue = next(issue for issue in report.issues if issue.code == "stage-order")
    assert "2021-08-13 (mofa-jp-note) before signed 2022-01-06 (mofa-jp-note)" in issue.got


def test_order_is_silent_where_precision_leaves_it_open(spoil: Spoil) -> None:
    report = verify_record(spoil(AUS_JPN, '"2023-08-13"', '"2022-01"'))
    assert "stage-order" not in report.counts


def test_one_claim_twice(folder: Path) -> None:
    path = folder / AUS_JPN
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")
    seal(folder)
    assert verify_record(folder).counts == {"repeated-claim": 1}


def test_one_instrument_in_two_files_and_two_without_labels(folder: Path) -> None:
    text = (folder / AUS_JPN).read_text(encoding="utf-8")
    (folder / "instruments" / "AUS-JPN-USA.yaml").write_text(text, encoding="utf-8")
    (folder / "instruments" / "JPN-AUS.yaml").write_text(text.replace("raa-aus-jpn", "raa-aus-jpn-2"), encoding="utf-8")
    seal(folder)
    assert {"repeated-instrument", "same-label"} <= verify_record(folder).counts.keys()


def test_overlapping_windows(folder: Path) -> None:
    path = folder / "coverage.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.partition("windows:\n")[2], encoding="utf-8")
    seal(folder)
    assert verify_record(folder).counts == {"window-overlap": 1}


def test_every_file_is_proven_by_its_digest(folder: Path) -> None:
    (folder / AUS_JPN).write_bytes((folder / AUS_JPN).read_bytes() + b"\n")
    (folder / "instruments" / "GBR-JPN.yaml").write_bytes((folder / AUS_JPN).read_bytes())
    (folder / "coverage.yaml").unlink()
    codes = verify_record(folder).counts
    assert (codes["changed-file"], codes["unlisted-file"], codes["missing-file"]) == (1, 1, 1)


def test_version_is_the_day_of_release(spoil: Spoil, folder: Path) -> None:
    path = folder / "manifest.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"2026.11.24"', '"2026.11.25"'), encoding="utf-8")
    assert verify_record(folder).counts == {"manifest-version": 1}


def test_a_missing_manifest_is_one_issue(folder: Path) -> None:
    (folder / "manifest.yaml").unlink()
    assert verify_record(folder).counts == {"bad-record": 1}
