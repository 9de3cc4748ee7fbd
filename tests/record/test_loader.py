"""What the loader reads, and what it refuses, with the place named."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.model.dates import day
from foedus.model.problems import FoedusError
from foedus.record import load_record, record_digest
from foedus.record.rows import BadRecordError

Spoil = Callable[[str, str, str], Path]
AUS_JPN = "instruments/AUS-JPN.yaml"


def test_claims_carry_their_instrument(folder: Path) -> None:
    record = load_record(folder)
    assert [claim.date for claim in record.claims] == ["2022-01-06", "2022-01", "2023-08-13"]
    claim = record.claims[0]
    assert (claim.instrument, claim.instrument_type, claim.parties) == ("raa-aus-jpn", "RAA", ("AUS", "JPN"))
    assert (claim.locator.at, claim.locator.digest) == ("para. 1", "0f6c8d0b4f3a2e11")
    assert dict(claim.title) == {"en": "Reciprocal Access Agreement"}


def test_sources_and_windows(folder: Path) -> None:
    record = load_record(folder)
    assert [source.id for source in record.sources] == ["mofa-jp-note", "nhk-report"]
    assert record.sources[1].published is None
    window = record.coverage[0]
    assert window.holds_for(("FRA", "JPN"), "RAA", day("2020-01-01"))
    assert not window.holds_for(("FRA", "JPN"), "RAA", day("2024-01-01"))
    assert (record.version, record.released) == ("2026.11.24", "2026-11-24")


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (AUS_JPN, "stage: signed", "stgae: signed", "claim 1: found key 'stgae', expected one of .*stage"),
        (AUS_JPN, "stage: signed", "stage: sigend", "claim 1: 'sigend' is not a known stage of RAA"),
        (AUS_JPN, "stage: signed", "stage: held", "claim 1: 'held' is not a known stage of RAA"),
        (AUS_JPN, "type: RAA", "type: RAAA", "raa-aus-jpn: 'RAAA' is not a known instrument type"),
        (AUS_JPN, "    type: RAA\n", "", "raa-aus-jpn: found no 'type', expected one"),
        (AUS_JPN, "[AUS, JPN]", "[AUS, JPX]", "raa-aus-jpn: no state, organisation or group is called 'JPX'"),
        (AUS_JPN, "[AUS, JPN]", "[JPN, AUS]", "found parties .*expected codes, each once, sorted"),
        (AUS_JPN, "[AUS, JPN]", "[JPN, JPN]", "found parties .*expected codes, each once, sorted"),
        (AUS_JPN, "[AUS, JPN]", "AUS-JPN", "found 'parties': 'AUS-JPN', expected a list"),
        (AUS_JPN, "source: nhk-report", "source: nhk-repart", "claim 2: found source 'nhk-repart'"),
        (AUS_JPN, '"2022-01-06"', '"6 January 2022"', "claim 1: '6 January 2022' is not an EDTF level-1 date"),
        (AUS_JPN, '"2022-01-06"', '"2022-02-30"', "claim 1: '2022-02-30' has day 30; that month has 28"),
        (AUS_JPN, '"0f6c8d0b4f3a2e11"', '"0f6c"', "claim 1: found digest '0f6c', expected 16 hex digits"),
        (AUS_JPN, ", at: para. 1", "", "claim 1: found no 'at', expected one"),
        (AUS_JPN, "date_of: signature", 'date_of: ""', "claim 1: found 'date_of': nothing, expected a text"),
        (AUS_JPN, "stage: signed", "modality: maybe, stage: signed", "claim 1: found modality 'maybe'"),
        (AUS_JPN, "stage: signed", "negated: true, stage: signed", "claim 1: found value of negated 'true'"),
        (AUS_JPN, "stage: signed", "party: XXX, stage: signed", "claim 1: no state.* is called 'XXX'"),
        (AUS_JPN, "    title:", "    roles: {donor: [JPN]}\n    title:", "found role of RAA 'donor'"),
        (AUS_JPN, "    title:", "    colour: red\n    title:", "raa-aus-jpn: found key 'colour'"),
        (AUS_JPN, "instruments:", "instrument:", "AUS-JPN.yaml: found 'instruments': nothing, expected a list"),
        (AUS_JPN, "claims:", "claims: [", r"AUS-JPN.yaml: found .* in line \d+, column \d+, expected YAML"),
        ("sources.yaml", "publisher: nhk", "publisher: nkh", "nhk-report: found publisher 'nkh'"),
        ("sources.yaml", "kind: press", "kind: rumour", "nhk-report: found kind 'rumour'"),
        ("sources.yaml", "kind: press", "kind: simulation", "nhk-report: found kind 'simulation'"),
        ("sources.yaml", '"2023-08-08"', '"August 2023"', "mofa-jp-note, published: 'August 2023'"),
        ("sources.yaml", 'seen: "2026-11-24"', 'seen: "2026"', "mofa-jp-note, seen: '2026' is not one calendar day"),
        ("sources.yaml", "mofa-jp-note:\n  publisher: mofa-jp", "mofa-jp-note: mofa-jp", "expected .*YAML|mapping"),
        ("coverage.yaml", "actor: JPN", "actor: JAP", "window 1: no state.* is called 'JAP'"),
        ("coverage.yaml", "[RAA]", "[RAB]", "window 1: 'RAB' is not a known instrument type"),
        (
            "coverage.yaml",
            '"2023-12-31"',
            '"1944-12-31"',
            "expected at least one type, one source as basis, and an end",
        ),
        ("coverage.yaml", "[mofa-jp-note]", "[nowhere]", "window 1: found source 'nowhere'"),
        ("coverage.yaml", "    basis: [mofa-jp-note]\n", "", "at least one type, one source as basis"),
        ("manifest.yaml", "version:", "vision:", "manifest.yaml: found no 'version'"),
    ],
)
def test_bad_input_is_named_with_its_place(folder: Path, name: str, old: str, new: str, message: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FoedusError, match=message) as caught:
        load_record(folder)
    assert name.rpartition("/")[2] in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("name", ["sources.yaml", "coverage.yaml", "manifest.yaml"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BadRecordError, match=re.escape(f"{name}: found No such file")):
        load_record(folder)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (AUS_JPN, "instruments: [only words]", "instrument 1: found 'only words', expected a mapping"),
        ("sources.yaml", "- a list", r"sources\.yaml: found \['a list'\], expected a mapping"),
        ("coverage.yaml", "", r"coverage\.yaml: found nothing, expected a mapping"),
        ("sources.yaml", "a: \x07", r"sources\.yaml: found .*, expected YAML"),
    ],
)
def test_other_shapes_are_refused(folder: Path, name: str, text: str, message: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadRecordError, match=message):
        load_record(folder)


def test_text_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "sources.yaml").write_bytes("題".encode("shift_jis"))
    with pytest.raises(BadRecordError, match=r"sources\.yaml: found byte 0 is not UTF-8"):
        load_record(folder)


def test_scalars_stay_as_written(spoil: Spoil) -> None:
    record = load_record(spoil(AUS_JPN, "stage: signed", "value: 007, unit: ships, stage: signed"))
    assert record.claims[0].value == "007"


def test_digest_follows_the_manifest_alone(folder: Path, spoil: Spoil) -> None:
    before = record_digest(folder)
    assert record_digest(folder) == before
    assert record_digest(spoil("sources.yaml", "Exchange of notes", "Exchange of Notes")) != before


def test_digest_without_manifest_says_what_to_do(folder: Path) -> None:
    (folder / "manifest.yaml").unlink()
    with pytest.raises(BadRecordError, match=r"manifest\.yaml") as caught:
        record_digest(folder)
    assert "tools/record.py manifest" in caught.value.hint


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(cut=st.integers(0, 400), junk=st.text(max_size=8))
def test_any_damage_is_read_or_refused_with_a_hint(folder: Path, cut: int, junk: str) -> None:
    name = folder / AUS_JPN
    good = name.read_text(encoding="utf-8")
    caught: FoedusError | None = None
    try:
        name.write_text(good[:cut] + junk + good[cut:], encoding="utf-8")
        load_record(folder)
    except FoedusError as problem:
        caught = problem
    finally:
        name.write_text(good, encoding="utf-8")
    assert caught is None or (caught.message and caught.hint)


def test_the_built_in_record() -> None:
    record = load_record()
    assert len({claim.instrument for claim in record.claims}) >= 240
    assert len(record.sources) >= 580
    dates = {(c.instrument, c.stage, c.date) for c in record.claims}
    assert ("raa-aus-jpn", "signed", "2022-01-06") in dates
    assert ("raa-aus-jpn", "in_force", "2023-08-13") in dates
    assert ("raa-gbr-jpn", "in_force", "2023-10-15") in dates
    assert ("raa-jpn-phl", "in_force", "2025-09-11") in dates
    assert ("acsa-ita-jpn", "in_force", "2025-09-05") in dates
    assert ("detta-jpn-mng", "signed", "2024-12-11") in dates
