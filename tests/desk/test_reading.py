from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.desk.check import check_documents
from foedus.desk.ledgers import init_ledger, open_for_reading
from foedus.desk.reading import UnreadableDocumentsError, read_documents
from foedus.desk.review import judge, queue
from foedus.desk.storing import Options, store
from foedus.model.problems import NotFoundError, UnreadableDocumentError, UsageError

TEXTS = {
    "a.txt": "Source: Sejong Institute\n2025-10-20\n\nJapan and Australia signed an RAA on 6 January 2022.\n",
    "b.txt": "Japan and India signed an ACSA in September 2020. The RAA of Japan and Australia took effect in 2023.\n",
    "c.txt": "Japan and the Philippines signed an RAA in July 2024. Japan and France are negotiating an RAA.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    init_ledger(str(tmp_path / "t.db"), empty=True)
    return str(tmp_path / "t.db")


def head(ledger: str) -> str:
    with open_for_reading(ledger) as opened:
        return opened.ledger.head()


def put(folder: Path, ledger: str, *names: str, **options: str) -> None:
    store(read_documents([folder / name for name in names]), ledger, Options.parse(**options))


def test_statements_wait_until_they_are_judged(folder: Path, ledger: str) -> None:
    put(folder, ledger, "a.txt")
    with open_for_reading(ledger) as opened:
        assert opened.accepted() == ()
        (source,) = opened.ledger.sources()
    assert (source.publisher, source.kind, source.published, source.file_name) == (
        "sejong", "research", "2025-10-20", "a.txt",
    )  # fmt: skip
    (row,) = queue(ledger).data
    assert (row["stage"], row["date"], row["standing"]) == ("signed", "2022-01-06", "proposed")
    put(folder, ledger, "a.txt", accept="all")
    with open_for_reading(ledger) as opened:
        assert len(opened.accepted()) == 1
        assert [j.by for j in opened.ledger.judgements()] == ["rule:all"]


def test_an_unknown_publisher_is_press_until_the_user_says(folder: Path, ledger: str) -> None:
    put(folder, ledger, "b.txt")
    put(folder, ledger, "c.txt", publisher="Asan", published="2024-08")
    with open_for_reading(ledger) as opened:
        said = [(s.publisher, s.kind, s.published) for s in opened.ledger.sources()]
    assert said == [("unknown", "press", None), ("asan", "research", "2024-08")]


def test_one_text_under_two_names_is_one_source(folder: Path, ledger: str) -> None:
    put(folder, ledger, "a.txt", accept="all")
    before = head(ledger)
    (folder / "copy.txt").write_text(TEXTS["a.txt"])
    put(folder, ledger, "copy.txt", "a.txt", accept="all")
    assert head(ledger) == before


def test_what_is_recorded_of_a_source_stays(folder: Path, ledger: str) -> None:
    put(folder, ledger, "a.txt", accept="all")
    before = head(ledger)
    (done,) = store(read_documents([folder / "a.txt"]), ledger, Options.parse(publisher="asan"))
    assert done.notes == ("publisher stays 'sejong' as recorded; 'asan' was not taken",)
    assert head(ledger) == before


def test_a_rule_never_overrules_a_person(folder: Path, ledger: str) -> None:
    put(folder, ledger, "a.txt")
    (row,) = queue(ledger).data
    assert judge(ledger, "reject", [row["id"][:9]], by="A. Analyst").data["claims"] == [row["id"]]
    put(folder, ledger, "a.txt", accept="all")
    with open_for_reading(ledger) as opened:
        assert opened.accepted() == ()
    assert judge(ledger, "accept", [row["id"]], by="A. Analyst").data["claims"] == [row["id"]]
    assert judge(ledger, "accept", [row["id"]], by="A. Analyst").data["claims"] == []
    judge(ledger, "reject", [row["id"]], by="A. Analyst")
    judge(ledger, "accept", [row["id"]], by="A. Analyst")
    with open_for_reading(ledger) as opened:
        assert len(opened.accepted()) == 1


def test_judging_by_rule_and_what_cannot_be_judged(folder: Path, ledger: str) -> None:
    put(folder, ledger, "a.txt", "b.txt", "c.txt")
    done = judge(ledger, "accept", ["type=ACSA"], by="me").data
    assert len(done["claims"]) == 1
    with pytest.raises(NotFoundError, match="no claim begins with 'zzz'"):
        judge(ledger, "accept", ["zzz"], by="me")
    with pytest.raises(NotFoundError, match=r"5 claims begin with 'c1:'"):
        judge(ledger, "reject", ["c1:"], by="me")
    with pytest.raises(UsageError, match="--by: is empty"):
        judge(ledger, "accept", ["all"], by=" ")


def test_nothing_to_read_and_nothing_readable(folder: Path) -> None:
    with pytest.raises(UsageError, match="no documents were named"):
        read_documents([])
    with pytest.raises(UnreadableDocumentError, match=r"gone.txt: there is no such file"):
        read_documents([folder / "gone.txt"])
    with pytest.raises(UnreadableDocumentsError, match=r"(?s)1 of 2 documents.*gone.txt"):
        read_documents([folder / "gone.txt", folder / "a.txt"])
    done = read_documents([folder / "gone.txt", folder / "a.txt"], keep_going=True)
    assert ([d.name for d, _ in done.documents], len(done.problems)) == (["a.txt"], 1)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.sampled_from(sorted(TEXTS)), min_size=3, max_size=6).filter(lambda o: set(o) == set(TEXTS)))
def test_order_and_repetition_give_the_same_instruments(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, order: list[str]
) -> None:
    def instruments(names: list[str]) -> list[tuple[str, tuple[str, ...]]]:
        path = str(tmp_path_factory.mktemp("order") / "t.db")
        init_ledger(path, empty=True)
        for name in names:
            put(folder, path, name, accept="all")
        with open_for_reading(path) as opened:
            return [(i.id, tuple(item.claim.id for item in i.evidence)) for i in opened.instruments()]

    assert instruments(order) == instruments(sorted(TEXTS))


class Backwards(Executor):
    """Does the last thing first, as a cluster may."""

    def map(self, work: Any, *arguments: Any, **_: Any) -> Any:
        calls = list(zip(*arguments, strict=True))
        done = {call: work(*call) for call in reversed(calls)}
        return iter([done[call] for call in calls])


@pytest.mark.parametrize("executor", [Backwards(), ThreadPoolExecutor(3)], ids=["backwards", "threads"])
def test_any_executor_gives_the_same_in_the_same_order(folder: Path, executor: Executor) -> None:
    plain, done = read_documents([folder]), read_documents([folder], executor=executor)
    assert done.records() == plain.records()
    assert done.remarks == plain.remarks
    assert check_documents(done).records() == check_documents(plain).records()
    executor.shutdown()


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for place, year in (("x/2021", "2021"), ("x/2022", "2022")):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "brief.txt").write_text(f"Japan and Peru signed an RAA in {year}.")
    (tmp_path / "x" / "other.txt").write_text("Japan and Chile signed an RAA in 2020.")
    done = read_documents([tmp_path, tmp_path / "x" / "other.txt"])
    assert [(row["doc"], row["date"]) for row in done.records()] == [
        ("2021/brief.txt", "2021"),
        ("2022/brief.txt", "2022"),
        ("other.txt", "2020"),
    ]
    checked = check_documents(done, against_each_other=True)
    assert sum(finding.kind == "between documents" for finding in checked.findings) == 2
