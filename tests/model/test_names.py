"""Names of instruments agree with the record they point to."""

from __future__ import annotations

import pytest

from foedus.desk.ledgers import open_for_reading
from foedus.model.names import load_names
from foedus.model.vocabulary import load_vocabulary

NAMES = load_names()


def test_every_instrument_a_name_points_to_is_on_record_with_its_type_and_parties() -> None:
    with open_for_reading() as opened:
        known = {instrument.id: (instrument.type, instrument.parties) for instrument in opened.instruments()}
    for name in NAMES:
        for instrument in name.instruments:
            assert known.get(instrument) == (name.type, name.parties), (name.forms, instrument)


def test_no_two_names_are_the_same_word() -> None:
    """A word that names two instruments names neither; versions of one share a row."""
    seen: dict[tuple[str, str], str] = {}
    for name in NAMES:
        for language, forms in name.forms.items():
            for form in forms:
                owner = f"{name.type} {name.parties}"
                assert seen.setdefault((language, form), owner) == owner, form


@pytest.mark.parametrize("name", NAMES, ids=lambda name: f"{name.type}-{'-'.join(name.parties)}")
def test_types_and_parties_are_in_the_vocabulary(name) -> None:  # type: ignore[no-untyped-def]
    assert name.type in load_vocabulary().types
    assert list(name.parties) == sorted(name.parties)
    assert all(name.forms.values())
