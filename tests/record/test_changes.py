"""Two editions of a record: what is new, sharper, wrong or gone, counted and in words."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model.claims import Claim, Locator, SourceId
from foedus.record import load_record, verify_record
from foedus.record.changes import Edition, compare, describe, edition_of_claims, edition_of_folder

Spoil = Callable[[str, str, str], Path]
AUS_JPN = "instruments/AUS-JPN.yaml"
REJECTED = 'rejected: {on: "2026-11-25", because: the page speaks of a plan}, stage: signed, date: "2022-01"'


@pytest.fixture
def before(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(folder, tmp_path_factory.mktemp("older") / "record"))


def test_one_edition_has_not_changed(before: Path, folder: Path) -> None:
    changes = compare(edition_of_folder(before), edition_of_folder(folder))
    assert (changes.added, changes.gone, dict(changes.dates), changes.rejected) == ((), (), {}, ())
    assert len(list(describe(changes))) == 1


def test_a_sharper_date_is_told_as_one_change(before: Path, spoil: Spoil) -> None:
    after = spoil(AUS_JPN, '"2023-08-13"', '"2023-08"')
    told = list(describe(compare(edition_of_folder(after), edition_of_folder(before))))
    assert told[1:] == ["~ RAA AUS-JPN (raa-aus-jpn): in force (entry into force) 2023-08-13, sharpened from 2023-08"]
    assert "1 dates added, 1 gone" in told[0]


def test_a_claim_found_wrong_stays_and_counts_no_more(before: Path, spoil: Spoil) -> None:
    after = spoil(AUS_JPN, 'stage: signed, date: "2022-01"', REJECTED)
    record = load_record(after)
    assert len(record.claims) == 3
    assert [claim.date for claim in record.standing()] == ["2022-01-06", "2023-08-13"]
    assert [judgement.reason for judgement in record.judgements] == ["2026-11-25: the page speaks of a plan"]
    assert verify_record(after).valid
    told = list(describe(compare(edition_of_folder(before), edition_of_folder(after))))
    assert "✗ raa-aus-jpn: signed 2022-01, 2026-11-25: the page speaks of a plan" in told


def test_a_stage_sought_in_vain_is_no_claim(spoil: Spoil) -> None:
    after = spoil(AUS_JPN, "    title:", '    not_found: {approved: "2026-11-25"}\n    title:')
    (sought,) = load_record(after).sought
    assert (sought.instrument, sought.stage, sought.as_of) == ("raa-aus-jpn", "approved", "2026-11-25")
    assert verify_record(after).valid


def test_what_was_found_after_all_is_not_sought(spoil: Spoil) -> None:
    after = spoil(AUS_JPN, "    title:", '    not_found: {in_force: "2026-11-25"}\n    title:')
    assert "found-after-all" in verify_record(after).counts


DATES = st.sets(st.sampled_from(["2020", "2021-03", "2021-03-04", "2023-08-13"]), max_size=3)


def edition(dates: dict[str, set[str]]) -> Edition:
    claims = [
        (key, Claim(source=SourceId("s"), locator=Locator(at=f"{key} {date}"), instrument=key, instrument_type="ACSA",
                    parties=("FIN", "SWE"), stage="signed", date=date, date_of="signature"))
        for key, given_dates in dates.items() for date in given_dates
    ]  # fmt: skip
    return edition_of_claims("e", claims, [], ["s"])


@given(st.dictionaries(st.sampled_from("ab"), DATES), st.dictionaries(st.sampled_from("bc"), DATES))
def test_there_and_back_are_mirrored(one: dict[str, set[str]], other: dict[str, set[str]]) -> None:
    there, back = compare(edition(one), edition(other)), compare(edition(other), edition(one))
    assert (there.added, there.gone, there.dates_added, there.dates_gone) == (
        back.gone, back.added, back.dates_gone, back.dates_added,
    )  # fmt: skip
    assert {k: [(d.what, d.before, d.after) for d in v] for k, v in there.dates.items()} == {
        k: [(d.what, d.after, d.before) for d in v] for k, v in back.dates.items()
    }
