"""EDTF dates: what days they can mean, and comparisons in three values, against a slow obvious twin."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model.dates import EdtfDate, both, day, either, has_begun, has_ended, is_before, negate, overlap
from foedus.model.problems import UnparsableDateError

DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2100, 12, 31))


@st.composite
def edtf_points(draw: st.DrawFn) -> str:
    moment = draw(DAYS)
    form = draw(st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d", "season", "decade", "century"]))
    mark = draw(st.sampled_from(["", "", "?", "~", "%"]))
    if form == "season":
        return f"{moment.year}-{draw(st.integers(21, 24))}{mark}"
    if form == "decade":
        return f"{moment.year // 10}X{mark}"
    if form == "century":
        return f"{moment.year // 100}XX{mark}"
    return moment.strftime(form) + mark


def bounds(text: str) -> tuple[str, str]:
    parsed = EdtfDate.parse(text)
    assert parsed.earliest is not None
    assert parsed.latest is not None
    return date.fromordinal(parsed.earliest).isoformat(), date.fromordinal(parsed.latest).isoformat()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2022-01", "2022-01-01", "2022-01-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-01-06", "2022-01-06", "2022-01-06"),
        ("2024-23", "2024-09-01", "2024-11-30"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("2004-07-XX", "2004-07-01", "2004-07-31"),
        ("2023/2024", "2023-01-01", "2024-12-31"),
        ("2022-01-06~", "2022-01-05", "2022-01-07"),
        ("2022-01-06%", "2022-01-04", "2022-01-08"),
        ("2022-01?", "2021-12-02", "2022-03-02"),
    ],
)
def test_days_a_date_can_mean(text: str, first: str, last: str) -> None:
    assert bounds(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "2023-13", "2023-02-30", "2023-00", "2023-1-1", "20230106", "6 January", "2022/2021/2020", "0000", "../..", "/",
     "2024/2023", "2023-21-05", "19X4", "199X-05", "2023-XX-05", "2023-01-06T00:00", "2023 ", "\uff12\uff10\uff12\uff13"],
)  # fmt: skip
def test_what_is_not_edtf_level_1_is_refused(text: str) -> None:
    with pytest.raises(UnparsableDateError, match="the place: ") as caught:
        EdtfDate.parse(text, where="the place")
    assert caught.value.hint


def test_open_and_unknown_ends_differ() -> None:
    on = day("2030-01-01")
    assert has_ended(EdtfDate.parse("2015/.."), on) == "no"
    assert has_ended(EdtfDate.parse("2015/"), on) == "uncertain"
    assert has_ended(EdtfDate.parse("2015/2020"), on) == "yes"
    assert EdtfDate.parse("../2015").earliest is None


def test_a_year_leaves_a_day_of_it_uncertain() -> None:
    year = EdtfDate.parse("2023")
    assert [has_begun(year, day(d)) for d in ("2022-12-31", "2023-06-30", "2023-12-31")] == ["no", "uncertain", "yes"]


def test_a_doubted_date_is_not_certain_at_its_edge() -> None:
    assert has_begun(EdtfDate.parse("2023?"), day("2023-12-31")) == "uncertain"
    assert has_begun(EdtfDate.parse("2023?"), day("2025-01-01")) == "yes"


def test_one_day_is_demanded() -> None:
    assert day("2022-01-06") == date(2022, 1, 6).toordinal()
    with pytest.raises(UnparsableDateError, match="not one calendar day"):
        day("2022-01")


@given(edtf_points())
def test_a_date_keeps_its_text(text: str) -> None:
    assert str(EdtfDate.parse(text)) == text


@given(edtf_points(), edtf_points(), DAYS)
def test_comparisons_agree_with_counting_days(left: str, right: str, on: date) -> None:
    a, b = EdtfDate.parse(left), EdtfDate.parse(right)
    assert a.earliest is not None
    assert a.latest is not None
    assert b.earliest is not None
    assert b.latest is not None
    corners_a, corners_b = (a.earliest, a.latest), (b.earliest, b.latest)
    before = {x < y for x in corners_a for y in corners_b}
    assert is_before(a, b) == ("uncertain" if len(before) == 2 else "yes" if before == {True} else "no")
    begun = {x <= on.toordinal() for x in corners_a}
    assert has_begun(a, on.toordinal()) == ("uncertain" if len(begun) == 2 else "yes" if begun == {True} else "no")
    assert overlap(a, b) == bool(range(max(a.earliest, b.earliest), min(a.latest, b.latest) + 1))
    assert overlap(a, b) == overlap(b, a)


@given(edtf_points(), DAYS)
def test_what_has_begun_stays_begun(text: str, on: date) -> None:
    event = EdtfDate.parse(text)
    order = ["no", "uncertain", "yes"]
    now, later = (has_begun(event, (on + timedelta(days=d)).toordinal()) for d in (0, 400))
    assert order.index(later) >= order.index(now)


@given(st.sampled_from(["yes", "no", "uncertain"]), st.sampled_from(["yes", "no", "uncertain"]))
def test_three_valued_logic(a: str, b: str) -> None:
    value = {"no": 0, "uncertain": 1, "yes": 2}
    assert value[both(a, b)] == min(value[a], value[b])  # type: ignore[arg-type]  # strings of the literal
    assert value[either(a, b)] == max(value[a], value[b])  # type: ignore[arg-type]  # strings of the literal
    assert negate(negate(a)) == a  # type: ignore[arg-type]  # string of the literal


def test_edtf_library_agrees_on_certain_dates() -> None:
    edtf = pytest.importorskip("edtf", reason="the EDTF library is a test dependency")
    for text in ("2023", "2022-01", "2022-01-06", "199X", "19XX", "2004-XX", "2004-06-XX"):
        theirs = edtf.parse_edtf(text)
        got = [tuple(getattr(theirs, f"{end}_strict")()[:3]) for end in ("lower", "upper")]
        assert [date(*parts).isoformat() for parts in got] == list(bounds(text))
