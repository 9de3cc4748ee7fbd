"""Laws of tiers on the built-in record: what one definition says hangs on nothing that others ask."""

from __future__ import annotations

from functools import cache
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.analysis.rules.tiers.asked import DEFENCE
from foedus.analysis.rules.tiers.definitions import Rulebook
from foedus.analysis.rules.tiers.history import AllianceHistory, Phases, days_of, phases_of, standings_over
from foedus.analysis.rules.tiers.verdicts import Verdict, decide_all, signature_of
from foedus.desk.definitions import load_definitions
from foedus.desk.ledgers import open_for_reading
from foedus.model.dates import day
from foedus.model.instruments import Coverage
from foedus.resolution.perspectives import Perspective

FIRST = day("1945-01-01")
BOOK = load_definitions()[0]
ALONE = [Rulebook((definition,)) for definition in BOOK.definitions]


@cache
def record() -> tuple[dict[tuple[str, str], list[Phases]], AllianceHistory, tuple[Coverage, ...]]:
    """Every dyad of the record with its instruments over time."""
    with open_for_reading() as opened:
        instruments, coverage = opened.instruments(), tuple(opened.coverage)
    every = [
        (each, phases_of(each, perspective=Perspective(), coverage=coverage, first=FIRST))
        for each in instruments
        if len(each.parties) > 1
    ]
    pairs: dict[tuple[str, str], list[Phases]] = {}
    for each, phases in every:
        for one, other in combinations(each.parties, 2):
            pairs.setdefault((one, other), []).append(phases)
    return pairs, AllianceHistory((p for each, p in every if each.type == DEFENCE), first=FIRST), coverage


def answers(pair: tuple[str, str], days: list[int], book: Rulebook) -> list[tuple[Verdict, ...]]:
    """Under each definition of the book, on each day."""
    pairs, alliances, coverage = record()
    standings = standings_over(pair, days, pairs[pair], alliances, book, coverage)
    return decide_all([signature_of(standing, book) for standing in standings], book)


def drawn(data: st.DataObject) -> tuple[tuple[str, str], list[int]]:
    """A pair, and the days on which something may change for it."""
    pairs, alliances, coverage = record()
    pair = data.draw(st.sampled_from(sorted(pairs)))
    return pair, days_of(pair, pairs[pair], alliances, BOOK, coverage, first=FIRST)


@settings(max_examples=25)
@given(st.data())
def test_alone_or_beside_others_a_definition_answers_the_same(data: st.DataObject) -> None:
    pair, days = drawn(data)
    together = answers(pair, days, BOOK)
    for at, book in enumerate(ALONE):
        alone = [each[0] for each in answers(pair, days, book)]
        assert [(v.answer, v.criteria) for v in alone] == [(e[at].answer, e[at].criteria) for e in together]


@settings(max_examples=25)
@given(st.data())
def test_between_days_of_change_no_answer_changes(data: st.DataObject) -> None:
    pair, days = drawn(data)
    at = data.draw(st.integers(0, len(days) - 1))
    later = data.draw(st.integers(days[at], days[at + 1] - 1 if at + 1 < len(days) else days[at] + 400))
    before, after = answers(pair, [days[at], later], BOOK)
    assert [(v.answer, v.criteria) for v in before] == [(v.answer, v.criteria) for v in after]
