"""The reference page is in step with the record, and counts what it says it counts."""

from pathlib import Path

from foedus.record import load_record
from foedus.record.overview import render_overview, stage_dates

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "record.md"


def test_page_is_in_step() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_overview(), "python tools/record.py page"


def test_dates_are_counted_once_whoever_says_so(folder: Path) -> None:
    dates = stage_dates(load_record(folder).claims)
    assert {(found.stage, found.date): len(sources) for found, sources in dates.items()} == {
        ("signed", "2022-01-06"): 1,
        ("signed", "2022-01"): 1,
        ("in_force", "2023-08-13"): 1,
    }


def test_plans_are_no_dates(folder: Path) -> None:
    path = folder / "instruments" / "AUS-JPN.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("stage: in_force", "modality: planned, stage: in_force"), encoding="utf-8")
    assert len(stage_dates(load_record(folder).claims)) == 2


def test_page_of_a_small_record(folder: Path) -> None:
    page = render_overview(folder)
    assert page.startswith("# The record in numbers: 1 instruments, 3 dates, 2 sources\n")
    assert "| reciprocal access agreement | `RAA` | 1 | 3 |" in page
    assert "| Japan | JPN | 1 | 3 |" in page
    assert "| 2022 | 2 |" in page
    assert "| JPN | `RAA` | 1945-09-02 | 2023-12-31 |" in page
    assert "## 3 dates rest on one source" in page
    assert page.endswith("* `raa-aus-jpn`: in_force 2023-08-13, signed 2022-01, signed 2022-01-06\n")
