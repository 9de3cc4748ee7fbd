"""Why a statement reads as it does: each reason stands where it says, and what is not in the sentence is a doubt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from foedus.intake.reading.contexts import context_of
from foedus.intake.reading.documents import Document, document_from_text, load_document
from foedus.intake.reading.reader import read_statements
from foedus.intake.reading.reasons import Explained, Explainer

EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "documents").iterdir())


def explained(text: str) -> list[Explained]:
    document = document_from_text(text, "a.txt")
    return [Explainer(document).explain(statement) for statement in read_statements(document)]


def words(one: Explained) -> dict[tuple[str, str | None], str | None]:
    return {(reason.field, reason.value): reason.words for reason in one.reasons}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_reasons_quote_their_places(path: Path) -> None:
    document: Document = load_document(path)
    for statement in read_statements(document):
        one = Explainer(document).explain(statement)
        fields = {reason.field for reason in one.reasons}
        assert {"type", "party"} <= fields
        assert (statement.stage is not None) <= ("stage" in fields)
        assert (statement.date is not None) == ("date" in fields)
        assert {reason.value for reason in one.reasons if reason.field == "party"} == set(statement.parties)
        for reason in one.reasons:
            if reason.start is not None:
                assert document.text[reason.start : reason.end] == reason.words
        assert statement.quote in one.context


def test_each_field_has_its_words() -> None:
    (one,) = explained("Japan and the Philippines signed their RAA in Manila on 8 July 2024.")
    assert words(one) == {
        ("type", "RAA"): "RAA",
        ("party", "JPN"): "Japan",
        ("party", "PHL"): "Philippines",  # not the capital it was signed in
        ("stage", "signed"): "signed",
        ("date", "2024-07-08"): "8 July 2024",
    }
    assert one.doubts == ()


def test_what_only_looks_back_says_to_what() -> None:
    one = explained("Japan and Peru signed an RAA in May 2020. The pact took effect on 2 June 2021.")[-1]
    types = [(reason.words, reason.place) for reason in one.reasons if reason.field == "type"]
    assert types == [("The pact", "here"), ("RAA", "before")]
    assert one.doubts == ("type RAA, party JPN, party PER: not in this sentence, but before it",)


def test_a_plan_names_what_makes_it_one() -> None:
    one = next(e for e in explained("Japan plans to sign an RAA with Peru.") if e.statement.modality == "planned")
    assert words(one)["modality", "planned"] == "plans to"


def test_the_day_sign_of_a_date_names_nobody() -> None:
    (one,) = explained("日本与秘鲁于2022年1月6日签署了《互惠准入协定》。")
    assert words(one)["party", "JPN"] == "日本"


def test_cues_without_a_place_or_a_field_are_told_as_they_are() -> None:
    document = document_from_text("Japan and Peru signed an RAA.", "a.txt")
    (statement,) = read_statements(document)
    other = replace(statement, cues=("type: 'RAA' (instrument)", "linked: 0.93 of 3 candidates", "it's a guess"))
    reasons = Explainer(document).explain(other).reasons
    assert [(r.words, r.start) for r in reasons if r.field == "type"] == [("RAA", 25)]
    assert {(r.field, r.how) for r in reasons} >= {("linked", "0.93 of 3 candidates"), ("reader", "it's a guess")}


def test_context_is_the_sentence_and_bounded() -> None:
    text = "It rained. Japan and Peru signed an RAA. " + "Words " + "and words " * 200 + "."
    document = document_from_text(text, "a.txt")
    assert context_of(document, 33, 36) == "It rained. Japan and Peru signed an RAA."
    assert len(context_of(document, 50, 54)) < 700
