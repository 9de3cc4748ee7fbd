"""The review queue: found by filter, judged by people and rules, every judgement with who and when, none ever lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foedus.desk.ledgers import init_ledger, open_for_reading, open_for_writing
from foedus.desk.reading import read_documents
from foedus.desk.review import Filters, history, judge, queue
from foedus.desk.storing import Options, store
from foedus.ledger.store import Batch
from foedus.model.claims import Judgement
from foedus.model.problems import NotFoundError, UsageError

TEXTS = {
    "access.txt": "2025-10-20\n\nJapan and Australia signed an RAA on 6 January 2022. It took effect on 13 August 2023.\n",
    "logistics.txt": "Japan and India signed an ACSA in September 2020. Japan and France are negotiating an RAA.\n",
}


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = str(tmp_path / "t.db")
    init_ledger(path, empty=True)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
        store(read_documents([tmp_path / name]), path, Options())
    return path


def told(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(f"{row['instrument_type']} {'-'.join(row['parties'])} {row['stage']}" for row in rows)


def first(ledger: str, **wanted: Any) -> str:
    return str(queue(ledger, filters=Filters.parse(**wanted)).data[0]["id"])


def test_a_proposal_comes_with_its_sentence_and_place(ledger: str) -> None:
    (row,) = queue(ledger, filters=Filters.parse(stages=["in_force"])).data
    assert row["context"] == "Japan and Australia signed an RAA on 6 January 2022. It took effect on 13 August 2023."
    assert row["quote"] in row["context"]
    assert (row["document"], row["published"], row["judged"]) == ("access.txt", "2025-10-20", None)
    assert row["place"].startswith("characters ")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"types": ["RAA"]}, ["RAA AUS-JPN in_force", "RAA AUS-JPN signed", "RAA FRA-JPN negotiating"]),
        ({"types": ["ACSA", "RAA"], "parties": ["India"]}, ["ACSA IND-JPN signed"]),
        ({"parties": ["JPN", "FRA"]}, ["RAA FRA-JPN negotiating"]),
        ({"documents": ["logistics.txt"], "stages": ["signed"]}, ["ACSA IND-JPN signed"]),
        ({"documents": ["acc*"]}, ["RAA AUS-JPN in_force", "RAA AUS-JPN signed"]),
        ({"since": "2021", "until": "2022"}, ["RAA AUS-JPN signed"]),
        ({"until": "2020"}, ["ACSA IND-JPN signed"]),
        ({"confidence": 1.0}, []),
        ({"where": "date>2023-01,type!=ACSA"}, ["RAA AUS-JPN in_force"]),
        ({"where": "date=2022"}, ["RAA AUS-JPN signed"]),
    ],
)
def test_filters(ledger: str, wanted: dict[str, Any], found: list[str]) -> None:
    assert told(queue(ledger, filters=Filters.parse(**wanted)).data) == found


def test_a_filter_narrows_a_rule_and_signs_it(ledger: str) -> None:
    done = judge(ledger, "accept", ["all"], by="A. Analyst", filters=Filters.parse(types=["RAA"], documents=["acc*"]))
    assert len(done.data["claims"]) == 2
    (row,) = history(ledger).data
    assert (row["by"], row["kind"], row["rule"]) == ("A. Analyst", "accept", "type=RAA,document=acc*")


def test_a_later_judgement_overrides_and_both_are_told(ledger: str) -> None:
    claim = first(ledger, types=["ACSA"])
    judge(ledger, "accept", [claim], by="A. Analyst")
    judge(ledger, "reject", [claim], by="B. Chief", reason="another treaty")
    rows = history(ledger, filters=Filters.parse(ids=[claim])).data
    assert [(r["by"], r["kind"], r["reason"]) for r in rows] == [
        ("A. Analyst", "accept", ""),
        ("B. Chief", "reject", "another treaty"),
    ]
    assert [r["claims"][0]["overridden_by"] for r in rows] == [rows[1]["judgement"], None]
    (row,) = queue(ledger, standing="rejected").data
    assert row["judged"]["by"] == "B. Chief"
    assert row["judged"]["at"].endswith("Z")
    again = judge(ledger, "reject", [claim], by="C").data
    assert (again["claims"], again["already"]) == ([], [claim])


def test_what_was_accepted_by_a_day_is_known(ledger: str) -> None:
    claim = first(ledger, types=["ACSA"])
    with open_for_writing(ledger) as opened:
        for kind, moment in (("accept", "2031-05-01T12:00:00Z"), ("reject", "2032-01-01T00:00:00Z")):
            batch = Batch(judgements=(Judgement(kind=kind, targets=(claim,), by="A"),))  # type: ignore[arg-type]
            opened.ledger.append(batch, recorded_at=moment, recorded_by="A")
    standing = {
        day: next(row["standing"] for row in queue(ledger, standing="all", known=day).data if row["id"] == claim)
        for day in ("2031-04-30", "2031-05-01", "2032-06-01")
    }
    assert list(standing.values()) == ["proposed", "accepted", "rejected"]
    assert len(history(ledger, known="2031-12-31").data) == 1
    assert queue(ledger, standing="all", known="2001-01-01").data == []


def test_reading_with_a_rule_says_whose_it_is(ledger: str, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("Japan and Peru signed an RAA in 2024.")
    store(read_documents([tmp_path / "new.txt"]), ledger, Options.parse(accept="type=RAA", by="A. Analyst"))
    (row,) = history(ledger).data
    assert (row["rule"], row["reason"]) == ("type=RAA", "rule stated by A. Analyst")


def test_what_the_record_brought_is_not_under_review(tmp_path: Path) -> None:
    init_ledger(str(tmp_path / "full.db"))
    assert queue(str(tmp_path / "full.db")).data == []
    with open_for_reading(str(tmp_path / "full.db")) as opened:
        assert len(opened.ledger.evidence(by="1990-01-01")) == 0


def test_mistakes_are_named(ledger: str) -> None:
    with pytest.raises(NotFoundError, match=r"--document: nothing under review comes from 'x\.txt'"):
        queue(ledger, filters=Filters.parse(documents=["x.txt"]))
    with pytest.raises(UsageError, match="--confidence"):
        Filters.parse(confidence=7)
    with pytest.raises(UsageError, match="--since"):
        Filters.parse(since="soon")
    with pytest.raises(UsageError, match="--standing: found 'new'"):
        queue(ledger, standing="new")
    with pytest.raises(UsageError, match="is an id"):
        judge(ledger, "accept", [first(ledger)], by="A", filters=Filters.parse(types=["RAA"]))
