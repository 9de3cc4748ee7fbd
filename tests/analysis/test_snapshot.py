"""Snapshots: dyads, hyperedges, flows, and cells with all five answers."""

from __future__ import annotations

from tests.samples import evidence, source

from foedus.analysis.network import NetworkSnapshot, take_snapshot
from foedus.model.answers import Answer
from foedus.model.dates import day
from foedus.model.instruments import Coverage
from foedus.resolution import resolve_instruments

OFFICIAL = source("official")
BRIEF = source("brief", kind="research", publisher="institute")


def snapshot(on: str = "2024-01-01") -> NetworkSnapshot:
    items = [
        evidence(OFFICIAL, "in_force", "2023-08-13"),
        evidence(OFFICIAL, "signed", "2024-07-08", parties=("JPN", "PHL")),
        evidence(BRIEF, "in_force", "2017", parties=("GBR", "JPN"), instrument_type="ACSA"),
        evidence(BRIEF, "in_force", "2025", parties=("GBR", "JPN"), instrument_type="ACSA"),
        evidence(OFFICIAL, "held", "2023-08-18", parties=("JPN", "KOR", "USA"), instrument_type="minilateral"),
        evidence(
            OFFICIAL, "contracted", "2020-08", parties=("JPN", "PHL"), instrument_type="equipment_export",
            roles=(("exporter", ("JPN",)), ("importer", ("PHL",))),
        ),
    ]  # fmt: skip
    return take_snapshot(resolve_instruments(items), on=day(on))


def test_dyads_and_hyperedges_stay_apart() -> None:
    view = snapshot()
    assert set(view.dyads()) == {("AUS", "JPN"), ("JPN", "PHL")}
    assert [t.instrument.parties for t in view.hyperedges()] == [("JPN", "KOR", "USA")]
    assert ("JPN", "KOR") in view.project_to_dyads()


def test_cells_have_all_answers() -> None:
    view = snapshot()
    window = Coverage(actor="JPN", instrument_type="VFA", earliest=1, latest=day("2030-01-01"))
    cells = {
        view.cell("JPN", "AUS", "RAA"),
        view.cell("JPN", "GBR", "ACSA"),
        view.cell("PHL", "JPN", "RAA"),
        view.cell("JPN", "AUS", "VFA", [window]),
        view.cell("JPN", "IND", "RAA"),
    }
    assert cells == {Answer.YES, Answer.DISPUTED, Answer.NO, Answer.NOT_OBSERVED}
    later = take_snapshot([t.instrument for t in view.ties], on=day("2025-01-01"))
    assert later.cell("JPN", "PHL", "RAA") is Answer.UNCERTAIN


def test_flows_run_from_giver_to_receiver() -> None:
    assert [(giver, receiver) for giver, receiver, _ in snapshot().flows()] == [("JPN", "PHL")]


def test_ties_say_since_when_and_how_far() -> None:
    tie = snapshot().of("JPN", "AUS")[0]
    assert (tie.since, tie.status, tie.reached and tie.reached.stage) == ("2023-08-13", "settled", "in_force")
    assert snapshot().partners("JPN") == ("AUS", "GBR", "PHL")


def test_a_successor_ends_what_it_replaces() -> None:
    items = [
        evidence(OFFICIAL, "in_force", "2013-01-31", instrument_type="ACSA", instrument="old"),
        evidence(OFFICIAL, "in_force", "2017-09-06", instrument_type="ACSA", instrument="new", replaces="old"),
    ]
    instruments = resolve_instruments(items)
    answers = [
        {t.instrument.id: t.answer.value for t in take_snapshot(instruments, on=day(on)).ties}
        for on in ("2015-01-01", "2018-01-01")
    ]
    assert answers == [{"new": "no", "old": "yes"}, {"new": "yes", "old": "no"}]
