"""What a brief gathers: the snapshot's answers, every claim's source, and doubts with both sides."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from tests.present.briefs.synthetic import COVERAGE, brief, world
from tests.samples import evidence, source

from foedus.analysis.network import take_snapshot
from foedus.desk.brief import BriefData, gather_brief
from foedus.model.answers import Answer
from foedus.model.claims import Evidence, Locator
from foedus.model.dates import day
from foedus.model.problems import UnknownActorError, UsageError
from foedus.resolution import Perspective, resolve_instruments


def _all(value: Any, name: str) -> Iterator[Any]:
    """Every value of fields called ``name`` anywhere in the tree."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name == name:
                yield inner
            yield from _all(inner, name)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _all(inner, name)


def _statements(data: BriefData) -> dict[str, tuple[str, str]]:
    return {
        f"{each.parties} {each.stage} {each.claim.date}": (each.verdict, each.standing)
        for document in data.documents
        for each in document.statements
    }


@pytest.mark.parametrize("perspective", ["record", "any", "all", "publisher:asan"])
@pytest.mark.parametrize("subject", ["JPN", "AUS-JPN", "PHL", "QUAD"])
def test_matrix_is_the_snapshot_and_numbers_resolve(subject: str, perspective: str) -> None:
    data = brief(subject, perspective=perspective)
    accepted = [item for item in world() if item.standing == "accepted"]
    view = take_snapshot(
        resolve_instruments(accepted), on=day("2024-06-30"), perspective=Perspective.parse(perspective), coverage=COVERAGE
    )  # fmt: skip
    for row in data.matrix:
        for cell in row.cells:
            assert cell.answer is view.cell(row.actor, row.partner, cell.type, COVERAGE)
    known = {book.number for book in data.bibliography}
    assert sorted(known) == list(range(1, len(known) + 1))
    assert {
        n for numbers in _all(data, "sources") if isinstance(numbers, tuple) for n in numbers if isinstance(n, int)
    } <= known
    assert {number for number in _all(data, "source") if isinstance(number, int)} <= known
    anchors = {entry.anchor for entry in data.instruments}
    assert {a for a in _all(data, "anchor") if a} <= anchors
    assert {a for cells in _all(data, "anchors") for a in cells} <= anchors


def test_all_five_answers_are_counted() -> None:
    data = brief()
    counted = dict(data.header.counts.by_answer)
    assert sum(counted.values()) == len(data.instruments)
    assert set(counted) == set(Answer)
    assert min(counted[kind] for kind in Answer) >= 1


def test_conflicts_name_both_sides_and_what_settles() -> None:
    signature, force = brief().conflicts
    assert [side.date for side in signature.sides] == ["2022-01-06", "2023"]
    assert [claim.publisher for side in signature.sides for claim in side.claims] == [
        "Ministry of Foreign Affairs of Japan",
        "Asan Institute for Policy Studies",
    ]
    assert (signature.settled_on, force.settled_on) == ("2022-01-06", None)
    assert signature.hangs_on_it
    assert signature.sides[1].claims[0].quote is not None


def test_documents_are_compared_and_proposals_settle_nothing() -> None:
    data = brief()
    assert _statements(data) == {
        "('AUS', 'JPN') signed 2023": ("contradicts", "accepted"),
        "('AUS', 'JPN') in_force 2023-08": ("supports", "accepted"),
        "('JPN', 'PHL') considered None": ("alone", "accepted"),
        "('JPN', 'PHL') signed 2026": ("alone", "proposed"),
    }
    assert not any(entry.type == "ACSA" and "PHL" in entry.parties for entry in data.instruments)


def test_succession_and_what_follows() -> None:
    data = brief()
    older, newer = (e for e in data.instruments if e.type == "ACSA")
    assert (older.answer, older.replaced_by, newer.replaces) == (
        Answer.NO,
        (newer.anchor, newer.title),
        (older.anchor, older.title),
    )
    assert [(c.date, c.is_planned) for c in data.later if c.stage == "delivered"] == [("2027", True)]
    assert data.recent[0].date >= data.recent[-1].date


def test_open_says_why() -> None:
    reasons = {(each.answer, each.reached, each.why) for each in brief().open}
    assert (Answer.DISPUTED, None, "sources of equal standing differ") in reasons
    assert (Answer.UNCERTAIN, "signed", "no source says that it took effect") in reasons
    assert (Answer.UNCERTAIN, None, "dated too coarsely for this day") in reasons


def test_known_hides_what_was_published_later() -> None:
    early = brief(known="2023-12-31")
    assert {book.id for book in early.bibliography} <= {"notice", "rival"}
    assert early.documents == ()


def test_partners_ties_are_drawn_and_groups_stay_whole() -> None:
    members = {tie.members for tie in brief().network}
    assert {("AUS", "PHL"), ("AUS", "IND", "JPN", "USA")} <= members
    assert ("IND", "JPN") not in members


def test_order_and_repetition_change_nothing() -> None:
    shuffled = world() * 2
    random.Random(7).shuffle(shuffled)  # noqa: S311  # a shuffle for a test
    again = gather_brief(
        subject=("JPN",), evidence=shuffled, judgements=[], coverage=COVERAGE, on=day("2024-06-30"), known=None,
        perspective=Perspective(), ledger_digest="0f" * 32,
    )  # fmt: skip
    assert again == brief()


def test_an_actor_without_instruments_has_a_brief() -> None:
    data = brief("TUV")
    assert (data.instruments, data.matrix, data.bibliography) == ((), (), ())


def test_wrong_subjects_are_refused() -> None:
    with pytest.raises(UsageError, match="found 3 subjects"):
        brief("AUS-JPN-USA")
    with pytest.raises(UnknownActorError, match="XYZ"):
        brief("XYZ")


def _small(*items: Evidence) -> BriefData:
    return gather_brief(
        subject=("JPN",), evidence=items, judgements=[], coverage=[], on=day("2024-06-30"), known=None,
        perspective=Perspective(), ledger_digest="0",
    )  # fmt: skip


def test_statements_overtaken_recommended_and_denied() -> None:
    record = source("record", publisher="mofa-jp", published="2023-08-08")
    paper = source("paper", kind="research", publisher="asan", published="2024-01-01")
    quote = Locator(start=0, end=5, quote="words")
    data = _small(
        evidence(record, "in_force", "2023-08-13", title=(("en", "The Agreement"), ("ja", "協定"))),
        evidence(paper, "negotiating", None, locator=quote),
        evidence(paper, "revised", None, locator=quote, modality="recommended"),
        evidence(paper, "in_force", None, locator=quote, negated=True),
    )
    verdicts = {each.stage: each.verdict for each in data.documents[0].statements}
    assert verdicts == {"negotiating": "overtaken", "revised": "not_compared", "in_force": "contradicts"}
    assert [(each.stage, each.by_stage, each.when_made) for each in data.overtaken] == [
        ("negotiating", "in_force", True)
    ]
    assert (data.instruments[0].title, data.instruments[0].other_titles) == ("The Agreement", (("ja", "協定"),))


def test_anchors_of_like_names_differ() -> None:
    record = source("record")
    data = _small(
        evidence(record, "in_force", "2020-01-01", instrument="raa/aus"),
        evidence(record, "in_force", "2021-01-01", instrument="raa-aus"),
    )
    assert sorted(entry.anchor for entry in data.instruments) == ["i-raa-aus", "i-raa-aus-2"]


def test_what_is_disputed_only_between_publishers_is_said_so() -> None:
    data = brief("AUS-JPN", on="2023-06-30", perspective="any")
    (cell,) = [c for c in data.matrix[0].cells if c.type == "RAA"]
    assert (cell.answer, cell.mark, cell.status) == (Answer.NO, "signed", "disputed")
    assert cell.dates == ("2022-01-06", "2023")
