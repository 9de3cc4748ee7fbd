"""What may grow, and what must not: sentences, and the lexica that every command has to build before it reads."""

from __future__ import annotations

import pytest

from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.lexicon import load_lexicon
from foedus.intake.reading.reader import read_document
from foedus.intake.reading.sentences import split_sentences

ENDLESS = {
    "en": "Peru and Chile signed an ACSA, ",
    "ja": "ペルーとチリは協定に署名し、",
    "ko": "페루와 칠레는 협정에 서명하고 ",
    "zh": "秘鲁和智利签署协定、",
}


@pytest.mark.parametrize("language", ENDLESS)
def test_an_endless_sentence_is_cut_and_nothing_of_it_lost(language: str) -> None:
    text = ENDLESS[language] * 1000
    pieces = split_sentences(text, 0, len(text), language, ())
    assert max(piece.end - piece.start for piece in pieces) <= 4000
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text


@pytest.mark.parametrize("language", ENDLESS)
def test_an_endless_sentence_is_read_by_its_pieces(language: str) -> None:
    text = ENDLESS[language] * 1000
    found = read_document(document_from_text(text, "a.txt"))
    assert all(text[said.start : said.end] == said.quote for said in (*found.statements, *found.remarks))


def test_text_without_any_place_to_cut_is_cut_all_the_same() -> None:
    pieces = split_sentences("x" * 10_001, 0, 10_001, "en", ())
    assert [piece.end - piece.start for piece in pieces] == [4000, 4000, 2001]


@pytest.mark.parametrize("language", ENDLESS)
def test_forms_with_choices_are_not_written_out_into_every_spelling(language: str) -> None:
    """A lexicon with all spellings took nine seconds and most of a gigabyte to build."""
    assert len(load_lexicon(language).entries) < 30_000
