from __future__ import annotations

import pytest

from foedus.desk.subjects import Subject, parse_subject
from foedus.model.problems import NotFoundError, UnknownActorError, UsageError


def parse(text: str) -> Subject:
    ids = ("raa-aus-jpn", "2plus2-aus-jpn")
    return parse_subject(text, is_instrument=lambda name: name in ids, ids=lambda: ids)


@pytest.mark.parametrize("text", ["JPN", "jpn", "Japan", "日本", "일본", " Japan "])
def test_actors(text: str) -> None:
    assert parse(text) == Subject(kind="actor", parties=("JPN",))


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("JPN-AUS", ("AUS", "JPN")),
        ("日本・韓国", ("JPN", "KOR")),
        ("Japan and Australia", ("AUS", "JPN")),
        ("JPN / TLS", ("JPN", "TLS")),
        ("Timor-Leste-Japan", ("JPN", "TLS")),
        ("Japan-Timor-Leste", ("JPN", "TLS")),
        ("Antigua and Barbuda-Japan", ("ATG", "JPN")),
        ("JPN-NATO", ("JPN", "NATO")),
        ("USA-JPN-KOR", ("JPN", "KOR", "USA")),
    ],
)
def test_dyads_and_more_in_any_order_and_language(text: str, parties: tuple[str, ...]) -> None:
    assert parse(text) == Subject(kind="dyad", parties=parties)


@pytest.mark.parametrize("text", ["raa-aus-jpn", "RAA-AUS-JPN", "2plus2-aus-jpn"])
def test_instruments(text: str) -> None:
    assert parse(text).instrument == text.lower()


def test_names_that_nobody_bears() -> None:
    with pytest.raises(UnknownActorError, match=r"subject 'AUS-JPX': no state.*'JPX'") as caught:
        parse("AUS-JPX")
    assert "JPN" in caught.value.hint
    with pytest.raises(UnknownActorError, match="'Jpan'"):
        parse("Jpan")
    with pytest.raises(NotFoundError, match="no instrument has the id 'raa-aus-jpx'") as missing:
        parse("raa-aus-jpx")
    assert "raa-aus-jpn" in missing.value.hint
    with pytest.raises(UsageError, match="names JPN twice"):
        parse("JPN-Japan")
