"""Laws of resolution: blind to order, harmless to repeat, relabelling actors relabels results."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.samples import evidence, source

from foedus.analysis.network import take_snapshot
from foedus.model.claims import Evidence, Judgement
from foedus.model.dates import day
from foedus.resolution import Perspective, find_conflicts, resolve_instruments

SOURCES = [
    source("a"),
    source("b", kind="research", publisher="institute"),
    source("c", kind="press", publisher="paper"),
]
STAGES = st.sampled_from(["considered", "negotiating", "signed", "in_force", "terminated"])
DATES = st.sampled_from([None, "2013", "2017-09-06", "2017", "2022-01", "2023", "2023-08-13", "2010/2012"])
NAMES = st.sampled_from([None, None, "acsa-2010", "acsa-2017"])


@st.composite
def claims(draw: st.DrawFn) -> Evidence:
    parties = draw(st.sampled_from([("AUS", "JPN"), ("GBR", "JPN"), ("AUS", "GBR", "USA")]))
    fields: dict[str, Any] = {"parties": parties, "instrument": draw(NAMES) if parties == ("AUS", "JPN") else None}
    fields["modality"] = draw(st.sampled_from(["asserted", "asserted", "planned", "attributed"]))
    return evidence(draw(st.sampled_from(SOURCES)), draw(STAGES), draw(DATES), instrument_type="ACSA", **fields)


MANY = st.lists(claims(), max_size=14)


@given(MANY, st.randoms(use_true_random=False))
def test_order_does_not_matter(items: list[Evidence], random: Any) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)
    assert resolve_instruments(items) == resolve_instruments(shuffled)


@given(MANY)
def test_repetition_is_harmless(items: list[Evidence]) -> None:
    assert resolve_instruments(items + items) == resolve_instruments(items)


@given(MANY)
def test_every_claim_lies_in_exactly_one_instrument(items: list[Evidence]) -> None:
    placed = [item.claim.id for instrument in resolve_instruments(items) for item in instrument.evidence]
    assert sorted(placed) == sorted({item.claim.id for item in items})


@given(MANY)
def test_judgements_join_and_part(items: list[Evidence]) -> None:
    instruments = resolve_instruments(items)
    if len(instruments) >= 2:
        pair = (instruments[0].id, instruments[1].id)
        joined = resolve_instruments(items, [Judgement(kind="same", targets=pair, by="t")])
        assert len(joined) == len(instruments) - 1


@given(MANY)
def test_relabelling_actors_relabels_results(items: list[Evidence]) -> None:
    names = {"AUS": "NZL", "GBR": "FRA", "JPN": "KOR", "USA": "CAN"}
    other = [
        Evidence(
            claim=item.claim.revised(parties=tuple(names[p] for p in item.claim.parties)),
            source=item.source, recorded_at=item.recorded_at, recorded_by=item.recorded_by,
        )
        for item in items
    ]  # fmt: skip
    views = [take_snapshot(resolve_instruments(some), on=day("2020-01-01")) for some in (items, other)]
    tuples = [
        sorted((tuple(sorted(names.get(p, p) for p in t.instrument.parties)), t.answer.value) for t in view.ties)
        for view in views
    ]
    assert tuples[0] == tuples[1]


@given(MANY, st.sampled_from(["2012-01-01", "2020-01-01", "2024-01-01"]))
def test_raising_known_never_edits_an_older_snapshot(items: list[Evidence], on: str) -> None:
    late = evidence(source("z", published="2030-01-01"), "terminated", "2011", instrument_type="ACSA")
    before, after = (
        take_snapshot(resolve_instruments(some), on=day(on), known=day("2025-01-01"))
        for some in (items, [*items, late])
    )
    assert [(t.instrument.parties, t.answer) for t in before.ties] == [
        (t.instrument.parties, t.answer) for t in after.ties
    ]


@given(MANY)
def test_conflicts_do_not_hang_on_the_perspective_or_the_order(items: list[Evidence]) -> None:
    instruments = resolve_instruments(items)
    listed = [(c.instrument.id, c.stage, c.kind) for c in find_conflicts(instruments)]
    again = [(c.instrument.id, c.stage, c.kind) for c in find_conflicts(resolve_instruments(items[::-1]))]
    assert listed == again


@given(MANY)
def test_a_perspective_sees_no_more_than_all_evidence(items: list[Evidence]) -> None:
    instruments = resolve_instruments(items)
    every = take_snapshot(instruments, on=day("2020-01-01"), perspective=Perspective(kind="any"))
    some = take_snapshot(instruments, on=day("2020-01-01"), perspective=Perspective(kind="publisher", which="paper"))
    assert {t.instrument.id for t in some.ties} <= {t.instrument.id for t in every.ties}
