from __future__ import annotations

import pytest

from foedus.desk.asking import Answered, parse_view, publisher_among
from foedus.model.dates import day
from foedus.model.problems import UnparsableDateError, UsageError


def test_a_view_is_shown_as_it_was_asked() -> None:
    view = parse_view(on="2024-08-07", known="2024-08-08", perspective="publisher:Sejong")
    assert (view.on, view.known) == (day("2024-08-07"), day("2024-08-08"))
    assert view.to_record() == {"on": "2024-08-07", "known": "2024-08-08", "perspective": "publisher:sejong"}
    assert parse_view(on="today", known="all").known is None


def test_days_are_days() -> None:
    with pytest.raises(UnparsableDateError, match=r"--on: '2024' is not one calendar day"):
        parse_view(on="2024")
    with pytest.raises(UnparsableDateError, match=r"--known: '2024-08-07\?' is not one calendar day"):
        parse_view(known="2024-08-07?")


def test_publishers_of_the_ledger_need_not_be_in_the_vocabulary() -> None:
    assert publisher_among(["village-gazette"])("village-gazette") == "village-gazette"
    with pytest.raises(UsageError, match="nobody is called 'village-gazette'"):
        publisher_among([])("village-gazette")


def test_an_answer_without_a_view_says_so() -> None:
    empty = {"on": None, "known": None, "perspective": None}
    assert Answered(data=[]).to_record() == {"ok": True, "data": [], "view": empty, "ledger": None}
