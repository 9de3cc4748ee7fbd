"""`foedus check` as a user runs it: verdicts with sources, exit codes, JSON Lines, the report, documents against each other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.acceptance.samples import foedus

WRONG = """\
Access in the region

Example Desk
Date: 20 October 2025

The Japan-Australia RAA, effective in January 2022, was the first. Japan and the Philippines signed their RAA on 8 July 2024, and it took effect
on 11 September 2025. Japan has signed RAAs with two countries. The Quad (Australia, India, Japan and South Korea) met in New Delhi.
Aid rose from 8.1 billion yen to 18.1 billion yen, more than tripling.
"""
RIGHT = """\
Access in the region

Example Desk
Date: 20 October 2025

Japan and the Philippines signed their RAA on 8 July 2024, and it took effect on 11 September 2025. Aid rose from 8.1 billion yen to
18.1 billion yen, more than doubling.
"""
EARLIER = RIGHT.replace("20 October 2025", "1 September 2025")


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, Path]:
    written = {"wrong": WRONG, "right": RIGHT, "earlier": EARLIER}
    for name, text in written.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return {name: tmp_path / f"{name}.txt" for name in written}


def findings(*arguments: object) -> tuple[int, list[dict[str, object]]]:
    done = foedus("check", "--json", *arguments)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def verdicts(*arguments: object) -> list[tuple[object, object]]:
    return [(row["kind"], row["verdict"]) for row in findings(*arguments)[1]]


def test_what_is_wrong_is_found_with_what_is_right(texts: dict[str, Path]) -> None:
    code, rows = findings(texts["wrong"])
    assert code == 1
    found = {(row["kind"], row["verdict"]) for row in rows}
    assert {("date", "contradicted"), ("membership", "contradicted"), ("arithmetic", "contradicted")} <= found
    assert {("count", "contradicted"), ("date", "supported")} <= found
    (date,) = [row for row in rows if row["kind"] == "date" and row["verdict"] == "contradicted"]
    assert "13 August 2023" in str(date["hint"])
    assert any(line["address"].startswith("https://") for line in date["record"])  # type: ignore[attr-defined]
    for row in rows:
        assert WRONG[int(str(row["start"])) : int(str(row["end"]))] == row["quote"]


def test_nothing_wrong_is_no_error(texts: dict[str, Path]) -> None:
    code, rows = findings(texts["right"])
    assert code == 0
    assert {row["verdict"] for row in rows} == {"supported"}


def test_a_text_is_judged_by_its_own_day(texts: dict[str, Path]) -> None:
    assert ("date", "premature") in verdicts(texts["earlier"])


def test_for_people(texts: dict[str, Path]) -> None:
    done = foedus("check", texts["wrong"], texts["right"])
    assert done.returncode == 1
    assert "13 August 2023" in done.stdout
    assert "Nothing to correct." in done.stdout
    assert "--all" in done.stdout


def test_against_each_other(texts: dict[str, Path], tmp_path: Path) -> None:
    rival = tmp_path / "rival.txt"
    rival.write_text(RIGHT.replace("8 July 2024", "12 June 2023"), encoding="utf-8")
    assert not any(kind == "between documents" for kind, _ in verdicts(texts["right"], rival))
    assert ("between documents", "disputed") in verdicts(texts["right"], rival, "--against-each-other")


def test_predictions_with_what_became_of_them(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "Plans\n\nDate: 1 September 2024\n\nJapan and the Philippines plan to bring their RAA into force in 2025.\n",
        encoding="utf-8",
    )
    done = foedus("check", path, "--predictions")
    assert done.returncode == 0
    assert re.search(r"came about.*11 September 2025", done.stdout)


def test_a_folder_and_several_at_a_time_say_the_same(texts: dict[str, Path], tmp_path: Path) -> None:
    one = foedus("check", "--json", tmp_path)
    two = foedus("check", "--json", tmp_path, "--jobs", "2")
    assert one.stdout == two.stdout
    assert len(one.stdout.splitlines()) == sum(len(findings(path)[1]) for path in texts.values())


def test_the_report_stands_alone_and_marks_every_finding(texts: dict[str, Path], tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    done = foedus("check", texts["wrong"], "-o", report)
    assert done.returncode == 1
    page = report.read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.findall(r'(?:src|<link[^>]*href)="http', page)
    numbers = re.findall(r'id="n(\d+)"', page)
    assert numbers == [str(n) for n in range(1, len(findings(texts["wrong"])[1]) + 1)]
    assert set(re.findall(r'href="#n(\d+)"', page)) <= set(numbers)
    again = foedus("check", texts["wrong"], "-o", report)
    assert again.returncode == 1
    assert report.read_text(encoding="utf-8") == page


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("missing.txt",), "no such file"), (("-o", "report.pdf"), "ends in .html")],
)
def test_calls_that_cannot_be_done(texts: dict[str, Path], arguments: tuple[str, ...], says: str) -> None:
    done = foedus("check", texts["right"], *arguments)
    assert done.returncode == 2
    assert says in done.stderr


def test_markup_in_a_document_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Date: 1 May 2024\n\n<script>alert(1)</script> Japan and Australia signed an RAA in 2019.\n", encoding="utf-8"
    )
    report = tmp_path / "r.html"
    foedus("check", path, "-o", report)
    assert "<script>" not in report.read_text(encoding="utf-8")
