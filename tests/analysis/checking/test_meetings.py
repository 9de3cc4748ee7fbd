"""Numbered meetings against a record that numbers them."""

from __future__ import annotations

import pytest
from tests.samples import evidence, source

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.meetings import check_meeting
from foedus.analysis.checking.wording import ordinal, ordinal_number
from foedus.model.dates import day
from foedus.model.remarks import Remark
from foedus.resolution import resolve_instruments

SERIES = source("ministry")
CATALOGUE = Catalogue(
    resolve_instruments(
        evidence(SERIES, "held", date, instrument_type="2+2", date_of=f"{nth} meeting")
        for nth, date in (("first", "2014-01-09"), ("second", "2015-03-13"), ("third", "2016-11-02"))
    )
)


@pytest.mark.parametrize(
    ("expected", "number", "date", "words"),
    [
        ("supported", 2, "2015-03-13", "numbers it so"),
        ("supported", 2, "2015-03", "numbers it so"),
        ("contradicted", 3, "2015-03-13", "that was the second"),
        ("contradicted", 2, "2019-03-13", "second was on 13 March 2015"),
        ("supported", 3, None, "has the third"),
        ("unsupported", 9, "2022-05-01", "does not number"),
    ],
)
def test_a_numbered_meeting(expected: str, number: int, date: str | None, words: str) -> None:
    remark = Remark(
        doc="d", start=0, end=1, quote="q", kind="meeting", types=("2+2",), partners=("AUS", "JPN"),
        number=float(number), date=date,
    )  # fmt: skip
    found = check_meeting(remark, CATALOGUE, (), day("2025-01-01"))
    assert (found.verdict.value, words in found.hint) == (expected, True), found.hint


@pytest.mark.parametrize("n", [*range(1, 31), 101, 111, 112, 122])
def test_ordinals_in_words_and_digits_are_numbers_again(n: int) -> None:
    assert ordinal_number(ordinal(n)) == n


def test_what_is_no_ordinal() -> None:
    assert ordinal_number("meeting") is None
    assert ordinal_number("2023") is None
