"""Dates as texts print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.intake.reading.dates.meaning import resolve
from foedus.intake.reading.dates.printed import TextDate, find_dates
from foedus.model.dates import EdtfDate

PUBLISHED = EdtfDate.parse("2024-08-07")


def found(text: str, language: str = "en") -> list[TextDate]:
    return find_dates(text, 0, len(text), language)


@pytest.mark.parametrize(
    ("text", "edtf", "kind"),
    [
        ("on July 8, 2024", "2024-07-08", "day"),
        ("on 8 July 2024", "2024-07-08", "day"),
        ("the 8th of July, 2024", "2024-07-08", "day"),
        ("on 2024/07/08", "2024-07-08", "day"),
        ("2024. 7. 8.", "2024-07-08", "day"),
        ("25/08/2024", "2024-08-25", "day"),
        ("07/08/2024", "2024", "year"),
        ("in Jan. 2022", "2022-01", "month"),
        ("in January, 2022", "2022-01", "month"),
        ("ACSA (effective 2017)", "2017", "year"),
        ("July 8-10, 2024", "2024-07-08/2024-07-10", "range"),
        ("8–10 July 2024", "2024-07-08/2024-07-10", "range"),
        ("Between 2023 and 2024", "2023/2024", "range"),
        ("from July 8 to August 2, 2024", "2024-07-08/2024-08-02", "range"),
        ("2013–2015", "2013/2015", "range"),
        ("2013-2015", "2013/2015", "range"),
        ("in 2023-24", "2023/2024", "range"),
        ("since 2015", "2015/..", "open"),
        ("around 2015", "2015~", "year"),
        ("FY2026", "2026", "fiscal_year"),
        ("fiscal year 2026", "2026", "fiscal_year"),
        ("autumn 2024", "2024-23", "season"),
        ("the 1990s", "199X", "decade"),
        ("令和6年8月7日", "2024-08-07", "day"),
        ("平成元年", "1989", "year"),
        ("平成25（2013）年", "2013", "year"),
        ("２０２４年７月", "2024-07", "month"),
        ("二〇二四年七月八日", "2024-07-08", "day"),
        ("22年1月", "2022-01", "month"),
        ("令和6年度", "2024", "fiscal_year"),
        ("2013年から2015年まで", "2013/2015", "range"),
        ("2015年以降", "2015/..", "open"),
        ("1990年代", "199X", "decade"),
        ("2024년 8월 7일", "2024-08-07", "day"),
        ("2015년부터 2017년까지", "2015/2017", "range"),
        ("2024년 가을", "2024-23", "season"),
        ("2024年8月7日", "2024-08-07", "day"),
        ("2024财年", "2024", "fiscal_year"),
        ("自2015年", "2015/..", "open"),
    ],
)
def test_absolute_dates(text: str, edtf: str, kind: str) -> None:
    (when,) = found(text)
    assert (when.edtf, when.kind) == (edtf, kind)


@pytest.mark.parametrize(
    ("text", "language", "resolved"),
    [
        ("last year", "en", "2023"),
        ("later this year", "en", "2024"),
        ("September of this year", "en", "2024-09"),
        ("this autumn", "en", "2024-23"),
        ("last month", "en", "2024-07"),
        ("July 29", "en", "2024-07-29"),
        ("yesterday", "en", "2024-08-06"),
        ("last week", "en", None),
        ("昨年12月", "ja", "2023-12"),
        ("今秋", "ja", "2024-23"),
        ("先月", "ja", "2024-07"),
        ("작년 12월", "ko", "2023-12"),
        ("내년", "ko", "2025"),
        ("지난달", "ko", "2024-07"),
        ("去年9月", "zh", "2023-09"),
        ("前年", "zh", "2022"),
        ("明年", "zh", "2025"),
    ],
)
def test_relative_dates_resolve_against_the_document_only(text: str, language: str, resolved: str | None) -> None:
    (when,) = found(text, language)
    assert when.edtf is None
    assert resolve(when, None) is None
    assert resolve(when, PUBLISHED) == (resolved or "2024")  # last week lay in July and August


@pytest.mark.parametrize(
    ("text", "language"), [("the same year", "en"), ("同年", "ja"), ("같은 해", "ko"), ("同年", "zh")]
)
def test_anaphoric_years_need_their_antecedent(text: str, language: str) -> None:
    (when,) = found(text, language)
    assert resolve(when, PUBLISHED) is None
    assert resolve(when, PUBLISHED, antecedent="2019-05") == "2019"


def test_partial_dates_take_a_direction() -> None:
    (when,) = found("in November")
    assert resolve(when, PUBLISHED) == "2024-11"
    assert resolve(when, PUBLISHED, direction="past") == "2023-11"
    assert resolve(when, PUBLISHED, direction="future") == "2024-11"


def test_a_coarse_document_date_resolves_no_more_than_it_can() -> None:
    (year,), (month,) = found("last year"), found("last month")
    assert resolve(year, EdtfDate.parse("2024")) == "2023"
    assert resolve(month, EdtfDate.parse("2024")) is None
    assert resolve(month, EdtfDate.parse("2024-01")) == "2023-12"
    assert resolve(year, EdtfDate.parse("2024?")) is None


@pytest.mark.parametrize(
    ("text", "language", "edtfs"),
    [
        ("平成11年及び16年に改正", "ja", ["1999", "2004"]),
        ("平成二十七年に署名し、また同二十九年に改めた", "ja", ["2015", "2017"]),
        ("平成25年に署名し、翌26年1月に発効", "ja", ["2013", "2014-01"]),
        ("二三年と二四年に行い", "ja", ["2023", "2024"]),
        ("〇六年の条約", "ja", ["2006"]),
        ("翌21年7月に撤回", "ja", ["2021-07"]),
        ("二○一二年簽、二○一三年三月生效", "zh", ["2012", "2013-03"]),
        ("美国——1996年签署", "zh", ["1996"]),
        ("2015—2021年在阿富汗", "zh", ["2015/2021"]),
    ],
)
def test_years_that_others_beside_them_explain(text: str, language: str, edtfs: list[str]) -> None:
    assert [date.edtf for date in found(text, language)] == edtfs


@pytest.mark.parametrize(
    "text",
    ["Brief 2025-27", "射程2000㌔", "2000人", "十年に一度", "2024-13(S)", "2024 troops", "$2024", "it may sign", "they march on", "1,2024", "2+2", "16 countries", "F-2000", "May Smith",
     "five years", "version 3.2024.1", "Resolution 2231", "5年間", "3か月", "三个月", "5년간"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


def test_two_years_joined_by_and_stay_two() -> None:
    assert [when.edtf for when in found("in 2021 and 2025")] == ["2021", "2025"]


def test_quarters_keep_the_year_and_the_quarter() -> None:
    for text in ("Q3 2024", "third quarter of 2024", "2024年第3四半期", "2024年第三季度"):
        (when,) = found(text)
        assert (when.edtf, when.quarter, when.kind) == ("2024", 3, "quarter")


@given(
    st.text(alphabet="0123456789 -/.,年月日年度令和平成昭和元二〇十同昨今JulyMarch8thofsincebetwandFY's", max_size=60)
)
def test_dates_quote_and_parse(text: str) -> None:
    position = 0
    for when in found(text, "ja"):
        assert position <= when.start < when.end <= len(text)
        position = when.end
        if when.edtf is not None:
            EdtfDate.parse(when.edtf)
        resolved = resolve(when, PUBLISHED)
        if resolved is not None:
            EdtfDate.parse(resolved)


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2199, 12, 31)))
def test_days_round_trip(day: date) -> None:
    for text in (
        f"{day.day} {day:%B} {day.year}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}년 {day.month}월 {day.day}일",
        day.isoformat(),
    ):
        assert [when.edtf for when in found(text)] == [day.isoformat()]
