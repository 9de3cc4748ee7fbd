from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.samples import evidence, source

from foedus.analysis.network.snapshot import NetworkSnapshot, take_snapshot
from foedus.analysis.sequences.durations import between_stages, between_types, spread
from foedus.analysis.sequences.gaps import find_gaps
from foedus.analysis.sequences.milestones import Milestone, by_pair, first_of_type, milestone
from foedus.analysis.sequences.orders import count_precedence, hold_against, observed_order
from foedus.model.answers import Answer
from foedus.model.dates import day
from foedus.model.instruments import Coverage
from foedus.resolution.matching import resolve_instruments

OFFICIAL = source("official")
ORDER = ("2+2", "ACSA", "RAA")


def agreed(kind: str, stage: str, date: str, *parties: str, where: Any = OFFICIAL, **fields: Any) -> Any:
    names = parties or ("AUS", "JPN")
    name = f"{kind}-{'-'.join(names)}".lower()
    return evidence(where, stage, date, **({"instrument_type": kind, "parties": names, "instrument": name} | fields))


def network(*items: Any, on: str = "2030-01-01", coverage: tuple[Coverage, ...] = ()) -> NetworkSnapshot:
    return take_snapshot(resolve_instruments(items), on=day(on), coverage=coverage)


def stones(snapshot: NetworkSnapshot, level: Any = "signed") -> dict[str, Milestone]:
    return first_of_type(s for tie in snapshot.ties if (s := milestone(tie, level)) is not None)


def stone(kind: str, first: int, last: int | None = None) -> Milestone:
    last = first if last is None else last
    return Milestone(type=kind, level="signed", instrument=kind, earliest=first, latest=last, words=f"{first}")


def never(_: str) -> Answer:
    return Answer.NO


def unseen(_: str) -> Answer:
    return Answer.NOT_OBSERVED


# --- milestones -----------------------------------------------------------------------------------------------------


def test_a_dialogue_is_there_once_it_was_held_a_treaty_once_it_was_signed() -> None:
    snapshot = network(
        agreed("2+2", "held", "2007-06-06"),
        agreed("2+2", "held", "2009-01-01"),
        agreed("RAA", "signed", "2022-01-06"),
        agreed("RAA", "in_force", "2023-08-13"),
    )
    assert {kind: each.words for kind, each in stones(snapshot).items()} == {"2+2": "2007-06-06", "RAA": "2022-01-06"}
    assert stones(snapshot, "in_force")["RAA"].words == "2023-08-13"


def test_what_has_not_happened_on_the_day_is_no_milestone() -> None:
    snapshot = network(agreed("RAA", "signed", "2022-01-06"), on="2021-12-31")
    assert stones(snapshot) == {}


def test_one_partys_own_act_is_no_milestone_of_the_instrument() -> None:
    snapshot = network(agreed("ISA", "signed", "2016-11-23"), agreed("ISA", "signed", "2012-01-01", party="JPN"))
    assert stones(snapshot)["ISA"].words == "2016-11-23"


def test_sources_that_differ_leave_the_day_open_between_them() -> None:
    snapshot = network(
        agreed("RAA", "signed", "2022-01-06", where=source("one")),
        agreed("RAA", "signed", "2023-01-06", where=source("other", publisher="another")),
    )
    found = stones(snapshot)["RAA"]
    assert (found.earliest, found.latest) == (day("2022-01-06"), day("2023-01-06"))


def test_spans_with_unknown_ends_are_read_or_left_out() -> None:
    snapshot = network(agreed("2+2", "held", "2015/.."), agreed("ACSA", "negotiating", "../2015"))
    assert stones(snapshot)["2+2"].earliest == day("2015-01-01")
    assert stones(snapshot, "started") == {}


# --- orders ---------------------------------------------------------------------------------------------------------


def test_an_order_is_kept_so_far_or_broken() -> None:
    first, second, third = stone("2+2", 10), stone("ACSA", 20), stone("RAA", 30)
    whole = {"2+2": first, "ACSA": second, "RAA": third}
    assert hold_against(ORDER, whole, never).answer == "follows"
    assert hold_against(ORDER, {"2+2": first, "ACSA": second}, never).answer == "so_far"
    assert hold_against(ORDER, {"2+2": first}, never).next == "ACSA"
    assert hold_against(ORDER, {}, never).answer == "not_begun"
    broken = hold_against(ORDER, whole | {"ACSA": stone("ACSA", 40)}, never)
    assert broken.answer == "deviates"
    assert [(p.first, p.then, p.verdict) for p in broken.deviations] == [("ACSA", "RAA", "broken")]


def test_a_step_left_out_is_skipped_only_where_the_record_is_complete() -> None:
    reached = {"2+2": stone("2+2", 10), "RAA": stone("RAA", 30)}
    assert hold_against(ORDER, reached, never).deviations[0].verdict == "skipped"
    assert hold_against(ORDER, reached, unseen).answer == "undecided"


def test_one_day_breaks_no_order_and_one_year_leaves_it_open() -> None:
    assert (
        hold_against(("2+2", "ACSA"), {"2+2": stone("2+2", 10), "ACSA": stone("ACSA", 10)}, never).answer == "follows"
    )
    year = {"2+2": stone("2+2", 1, 365), "ACSA": stone("ACSA", 1, 365)}
    assert hold_against(("2+2", "ACSA"), year, never).answer == "undecided"


@given(st.permutations(["2+2", "ISA", "DETTA", "ACSA", "RAA"]))
def test_exactly_the_order_in_which_things_happened_is_followed(order: list[str]) -> None:
    reached = {kind: stone(kind, number) for number, kind in enumerate(("2+2", "ISA", "DETTA", "ACSA", "RAA"), start=1)}
    follows = hold_against(order, reached, never).answer == "follows"
    assert follows == (order == [each.type for each in observed_order(reached)])


def test_precedence_counts_every_pair_once() -> None:
    rows = [
        {"ISA": stone("ISA", 1), "ACSA": stone("ACSA", 2)},
        {"ISA": stone("ISA", 3), "ACSA": stone("ACSA", 2)},
        {"ISA": stone("ISA", 5), "ACSA": stone("ACSA", 5)},
        {"ISA": stone("ISA", 1, 9), "ACSA": stone("ACSA", 5)},
        {"ISA": stone("ISA", 1)},
    ]
    (each,) = count_precedence(("ISA", "ACSA"), rows)
    assert (each.kept, each.reverse, each.together, each.open) == (1, 1, 1, 1)


# --- durations and gaps ---------------------------------------------------------------------------------------------


def test_durations_leave_out_what_has_no_date_and_count_it() -> None:
    snapshot = network(
        agreed("ACSA", "signed", "2020-01-01"),
        agreed("ACSA", "in_force", "2020-01-31"),
        agreed("ACSA", "signed", "2021-01-01", "GBR", "JPN"),
        agreed("ACSA", "in_force", "2021-03-02", "GBR", "JPN"),
        agreed("ACSA", "signed", "2022-01-01", "FRA", "JPN"),
        agreed("ACSA", "in_force", "2022-01-01", "IND", "JPN"),
    )
    found = between_stages(snapshot.ties, "signed", "in_force")["ACSA"]
    assert (found.n, found.quartiles, found.without_start, found.without_end) == (2, (37.5, 45.0, 52.5), 1, 1)


def test_dates_by_year_widen_the_bounds_and_do_not_hide_it() -> None:
    found = spread([(stone("ACSA", 1, 365), stone("RAA", 366, 731))])
    assert found.bounds == (1.0, 730.0)
    assert found.quartiles is not None
    assert found.bounds[0] <= found.quartiles[1] <= found.bounds[1]


def test_what_came_in_reverse_is_no_duration() -> None:
    rows = [{"ACSA": stone("ACSA", 100), "RAA": stone("RAA", 10)}, {"ACSA": stone("ACSA", 1), "RAA": stone("RAA", 11)}]
    found = between_types(rows, "ACSA", "RAA")
    assert (found.n, found.in_reverse, found.quartiles) == (1, 1, (10.0, 10.0, 10.0))


def test_gaps_are_what_the_other_pair_has_in_force() -> None:
    snapshot = network(
        agreed("ACSA", "in_force", "2017-09-06"),
        agreed("RAA", "in_force", "2023-08-13"),
        agreed("ACSA", "negotiating", "2011-01-10", "JPN", "KOR"),
        agreed("RAA", "in_force", "2024-01-01", "JPN", "KOR"),
        agreed("ISA", "in_force", "2016-11-23", "JPN", "KOR"),
    )
    (gap,) = find_gaps(snapshot, ("JPN", "KOR"), ("AUS", "JPN"))
    assert gap.type == "ACSA"
    assert [tie.instrument.id for tie in gap.here] == ["acsa-jpn-kor"]
    assert find_gaps(snapshot, ("AUS", "JPN"), ("AUS", "JPN")) == ()


def test_pairs_are_of_two_only() -> None:
    snapshot = network(
        agreed("minilateral", "held", "2023-08-18", "JPN", "KOR", "USA"), agreed("RAA", "signed", "2022")
    )
    assert list(by_pair(snapshot.ties)) == [("AUS", "JPN")]
