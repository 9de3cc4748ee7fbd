from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import foedus

ROOT = Path(__file__).parents[1]


def test_public_names_exist_and_others_do_not() -> None:
    for name in foedus.__all__:
        assert getattr(foedus, name) is not None
    assert dir(foedus) == sorted(foedus.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        foedus.nothing  # noqa: B018  # asking is the test


def test_one_version_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert foedus.__version__ == project["version"]


def test_importing_costs_nothing() -> None:
    code = "import sys, foedus; print([m for m in sys.modules if m.startswith('foedus.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "src")
    assert done.stdout == "[]\n"


def test_answers_of_the_public_functions(tmp_path: Path) -> None:
    net = foedus.network(on="2024-01-01")
    assert {tie.answer.value for tie in net.of("AUS", "JPN") if tie.type.code == "RAA"} == {"yes"}
    (tmp_path / "a.txt").write_text("Japan and Australia signed an RAA on 6 January 2022.")
    (statement,) = foedus.read(tmp_path / "a.txt")
    assert (statement.parties, statement.date) == (("AUS", "JPN"), "2022-01-06")
    with foedus.open() as opened:
        assert opened.ledger.count() > 0


def test_answers_of_the_rules() -> None:
    assert foedus.may("JPN", "protect-assets", "GBR", on="2016-03-28").data["answer"] == "not_covered"
    assert [row["answer"] for row in foedus.tiers("KOR-JPN", "quasi-alliance-cha", on="2024-01-01").data] == ["yes"]
    assert foedus.roadmap("KOR-JPN", "quasi-alliance", definition="quasi-alliance-cha", on="2024-01-01").data["already"]
