from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.samples import evidence, source

from foedus.analysis.network.reckoning import (
    amendment_passes,
    groups_of,
    groups_without,
    lattice_of,
    partners_in_turn,
    shares_of,
    surfaces_of,
)
from foedus.analysis.network.snapshot import NetworkSnapshot, take_snapshot
from foedus.model.dates import day
from foedus.resolution.matching import resolve_instruments

OFFICIAL = source("official")


def network(*rows: tuple[Any, ...]) -> NetworkSnapshot:
    items = [
        evidence(OFFICIAL, stage, date, instrument_type=kind, parties=parties, instrument=f"{kind}-{'-'.join(parties)}")
        for kind, stage, date, *parties in rows
    ]
    return take_snapshot(resolve_instruments(items), on=day("2025-01-01"))


def test_shares_leave_out_events_and_groups() -> None:
    found = shares_of(
        network(
            ("ISA", "in_force", "2007", "JPN", "USA"),
            ("ACSA", "in_force", "1996", "JPN", "USA"),
            ("ACSA", "in_force", "2017", "AUS", "JPN"),
            ("exercise", "held", "2022", "AUS", "JPN"),
            ("minilateral", "held", "2023", "AUS", "JPN", "USA"),
            ("RAA", "signed", "2022", "GBR", "JPN"),
        ),
        "JPN",
    )
    assert (found.counts, found.first_share) == ((("USA", 2), ("AUS", 1)), Fraction(2, 3))
    assert shares_of(network(), "JPN").first_share is None


def test_a_lattice_is_made_of_ties_among_spokes() -> None:
    spokes = [("mutual_defense_treaty", "in_force", "1960", *sorted((each, "USA"))) for each in ("JPN", "KOR", "PHL")]
    found = lattice_of(network(*spokes, ("ISA", "in_force", "2016", "JPN", "KOR")), "USA")
    assert found.spokes == ("JPN", "KOR", "PHL")
    assert (found.tied, found.open, found.density) == (
        (("JPN", "KOR"),),
        (("JPN", "PHL"), ("KOR", "PHL")),
        Fraction(1, 3),
    )
    assert lattice_of(network(*spokes[:1]), "USA").density is None


def test_groups_surfaces_and_who_is_not_in_them() -> None:
    snapshot = network(
        ("minilateral", "held", "2023", "JPN", "KOR", "USA"),
        ("minilateral", "held", "2022", "AUS", "JPN", "KOR", "NZL"),
        ("exercise", "held", "2024", "JPN", "KOR", "USA"),
    )
    assert len(groups_of(snapshot, "JPN")) == 2
    assert [t.instrument.parties for t in groups_without(groups_of(snapshot, "JPN"), "USA")] == [
        ("AUS", "JPN", "KOR", "NZL")
    ]
    assert len(surfaces_of(snapshot, ("JPN", "KOR"))) == 2
    assert surfaces_of(snapshot, ("JPN", "PHL")) == ()


def test_partners_come_in_the_order_of_their_first_time() -> None:
    snapshot = network(
        ("asset_protection", "held", "2021-11-10", "AUS", "JPN"),
        ("asset_protection", "held", "2017-05", "JPN", "USA"),
        ("asset_protection", "held", "2016-12", "JPN", "USA"),
    )
    assert [other for other, _, _ in partners_in_turn(snapshot, "JPN", "asset_protection")] == ["USA", "AUS"]


def test_an_amendment_needs_both_houses_and_the_people() -> None:
    assert amendment_passes([(2, 3), (2, 3)], (2, 3))
    assert not amendment_passes([(2, 3), (1, 3)], (2, 3))
    assert not amendment_passes([(2, 3), (2, 3)], (1, 2))
