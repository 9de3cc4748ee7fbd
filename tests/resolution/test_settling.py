"""Settling: what stages are and whether an instrument holds, under each perspective."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import evidence, source

from foedus.model.answers import Answer
from foedus.model.claims import Evidence
from foedus.model.dates import day
from foedus.model.instruments import Coverage, Instrument
from foedus.model.problems import UsageError
from foedus.resolution import Perspective, find_conflicts, find_overtaken, holds_on, resolve_instruments, settle_stages

OFFICIAL = source("treaty-series")
BRIEF = source("brief", kind="research", publisher="institute", published="2025-10-20")
RIVALS = (
    evidence(BRIEF, "in_force", "2022-01", date_of="effective"),
    evidence(BRIEF, "in_force", "2023", date_of="effective"),
)
RECORD = (evidence(OFFICIAL, "signed", "2022-01-06"), evidence(OFFICIAL, "in_force", "2023-08-13"))


def one(*items: Evidence) -> Instrument:
    (instrument,) = resolve_instruments(items)
    return instrument


def holds(instrument: Instrument, on: str, perspective: str = "record", known: str | None = None) -> str:
    return holds_on(
        instrument, on=day(on), known=day(known) if known else None, perspective=Perspective.parse(perspective)
    ).value


def test_one_publisher_against_itself_is_disputed_between_its_dates() -> None:
    instrument = one(*RIVALS, *RECORD)
    asked = [holds(instrument, on, "publisher:institute") for on in ("2021-06-30", "2022-06-30", "2024-06-30")]
    assert asked == ["no", "disputed", "yes"]


def test_the_record_settles_what_a_brief_disputes_and_the_conflict_stays_listed() -> None:
    instrument = one(*RIVALS, *RECORD)
    assert [holds(instrument, on) for on in ("2022-06-30", "2023-08-12", "2023-08-13")] == ["no", "no", "yes"]
    assert holds(instrument, "2022-06-30", "any") == "disputed"
    (conflict,) = find_conflicts([instrument])
    assert conflict.stage == "in_force"
    assert [side.date for side in conflict.sides] == ["2022-01", "2023-08-13"]
    assert [item.claim.date for item in conflict.sides[1].evidence] == ["2023", "2023-08-13"]
    assert "2022-01-01" in conflict.hangs_on_it[0]


def test_all_demands_that_every_publisher_agrees() -> None:
    instrument = one(RIVALS[0], *RECORD)
    assert holds(instrument, "2022-06-30", "all") == "disputed"
    assert holds(instrument, "2024-06-30", "all") == "yes"


def test_signed_is_not_in_force() -> None:
    assert holds(one(RECORD[0]), "2024-01-01") == "uncertain"
    window = Coverage(actor="JPN", instrument_type="RAA", earliest=day("1945-01-01"), latest=day("2026-01-01"))
    answer = holds_on(one(RECORD[0]), on=day("2024-01-01"), perspective=Perspective(), coverage=[window])
    assert answer is Answer.NO


def test_a_thing_considered_is_no_tie() -> None:
    instrument = one(evidence(BRIEF, "considered", None))
    assert holds(instrument, "2025-01-01") == "no"
    assert holds(instrument, "2026-01-01") == "not_observed"


@pytest.mark.parametrize("modality", ["planned", "recommended", "hypothetical"])
def test_what_is_only_meant_does_not_hold(modality: str) -> None:
    assert holds(one(evidence(BRIEF, "in_force", "2020", modality=modality)), "2026-01-01") != "yes"


def test_a_denial_is_a_no_as_of_its_source() -> None:
    instrument = one(evidence(BRIEF, "in_force", None, modality="denied", negated=True))
    assert holds(instrument, "2025-01-01") == "no"


def test_ends_and_pauses() -> None:
    ended = one(evidence(OFFICIAL, "in_force", "1960"), evidence(OFFICIAL, "terminated", "1980-01-01"))
    assert [holds(ended, on) for on in ("1970-01-01", "1981-01-01")] == ["yes", "no"]
    paused = one(evidence(OFFICIAL, "in_force", "1951"), evidence(OFFICIAL, "suspended", "1986-08"))
    assert [holds(paused, on) for on in ("1970-01-01", "1990-01-01")] == ["yes", "no"]


def test_a_span_ends() -> None:
    instrument = one(evidence(OFFICIAL, "in_force", "1960/1970"))
    assert [holds(instrument, on) for on in ("1955-01-01", "1972-01-01")] == ["no", "no"]
    assert holds(one(evidence(OFFICIAL, "in_force", "2015/..")), "2030-01-01") == "yes"


def test_what_was_not_published_was_not_known() -> None:
    instrument = one(*RECORD, evidence(source("later", published="2025-09-11"), "terminated", "2025-01-01"))
    assert holds(instrument, "2025-06-01") == "no"
    assert holds(instrument, "2025-06-01", known="2025-06-01") == "yes"


def test_stages_carry_status_and_claims() -> None:
    stages = settle_stages(one(*RIVALS, *RECORD), on=day("2024-01-01"), perspective=Perspective())
    assert [(s.stage, s.date, s.status, s.holds.value) for s in stages] == [
        ("signed", "2022-01-06", "settled", "yes"),
        ("in_force", "2023-08-13", "settled", "yes"),
    ]
    assert len(stages[1].evidence) == 3
    (disputed,) = settle_stages(one(*RIVALS), on=day("2024-01-01"), perspective=Perspective())
    assert (disputed.status, disputed.date, disputed.dates) == ("disputed", None, ("2022-01", "2023"))


def test_dates_against_the_order_of_stages_conflict() -> None:
    instrument = one(
        evidence(OFFICIAL, "signed", "2024-07-08"), evidence(BRIEF, "in_force", "2023", date_of="effective")
    )
    (conflict,) = find_conflicts([instrument])
    assert conflict.kind == "order"


@given(st.lists(st.sampled_from(["2023", "2023-08", "2023-08-13", "2023-10", "2023-10-02", "2022-01"]), min_size=2))
def test_sides_lose_no_witness_and_a_coarser_date_joins_the_only_finer_one(dates: list[str]) -> None:
    items = [
        evidence(source(f"s{n}", publisher=f"p{n}"), "in_force", date, date_of="effective")
        for n, date in enumerate(dates)
    ]
    for conflict in find_conflicts([one(*items)]):
        heard = sorted(str(item.claim.date) for side in conflict.sides for item in side.evidence)
        assert heard == sorted(dates)
        sides = {side.date for side in conflict.sides}
        for side in conflict.sides:
            for item in side.evidence:
                finest = {
                    s
                    for s in sides
                    if s.startswith(str(item.claim.date)) and not any(o > s and o.startswith(s) for o in sides)
                }
                assert finest == {side.date} or item.claim.date == side.date


def test_different_things_do_not_conflict() -> None:
    assert not find_conflicts([one(*RECORD)])
    meetings = [evidence(OFFICIAL, "held", f"{y}", instrument_type="2+2", date_of="meeting") for y in (2015, 2016)]
    assert not find_conflicts([one(*meetings)])


def test_a_stage_long_passed_is_overtaken() -> None:
    stale = evidence(BRIEF, "signed", None)
    (found,) = find_overtaken([one(stale, *RECORD)], perspective=Perspective())
    assert (found.claim, found.by, found.when_made) == (stale, RECORD[1], True)


@pytest.mark.parametrize("text", ["", "press", "publisher:", "source", "any:x", "record:mofa"])
def test_an_unknown_perspective_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--perspective"):
        Perspective.parse(text)


def test_a_denial_disputes_only_what_came_before_it() -> None:
    denial = evidence(BRIEF, "signed", None, modality="denied", negated=True)
    statuses = []
    for signed in ("2026-01-15", "2024-07-08"):
        (stage,) = settle_stages(
            one(denial, evidence(OFFICIAL, "signed", signed)), on=day("2026-06-01"), perspective=Perspective()
        )
        statuses.append(stage.status)
    assert statuses == ["settled", "disputed"]


def test_a_lighter_source_sharpens_a_date_and_never_overrules_it() -> None:
    month = evidence(OFFICIAL, "in_force", "2023-08", date_of="entry into force")
    days = [
        evidence(source(f"paper-{n}", kind="press", publisher=f"p{n}"), "in_force", date, date_of="entry into force")
        for n, date in enumerate(["2023-08-13", "2023-08-13", "2023-09-02"])
    ]
    (sharp,) = settle_stages(one(month, *days), on=day("2023-08-20"), perspective=Perspective())
    assert (sharp.date, sharp.status, sharp.holds.value) == ("2023-08-13", "settled", "yes")
    (vague,) = settle_stages(
        one(month, days[0], evidence(BRIEF, "in_force", "2023-08-20", date_of="entry into force")),
        on=day("2023-08-16"),
        perspective=Perspective(),
    )
    assert (vague.date, vague.holds.value) == ("2023-08", "uncertain")
