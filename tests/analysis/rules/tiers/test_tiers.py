"""Tiers of dyads made by hand and at random: criteria, worlds, absences, relabelling, and what is missing."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.analysis.network.snapshot import Tie
from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.parsing import parse_rules
from foedus.analysis.rules.problems import BadRulesError
from foedus.analysis.rules.program import Case
from foedus.analysis.rules.tiers.alliances import Alliances
from foedus.analysis.rules.tiers.asked import DEFENCE
from foedus.analysis.rules.tiers.definitions import Definition, Rulebook, define
from foedus.analysis.rules.tiers.reasons import explain_all
from foedus.analysis.rules.tiers.standing import Standing, standing_of
from foedus.analysis.rules.tiers.steps import apply_steps
from foedus.analysis.rules.tiers.verdicts import Verdict, conclude, decide_all, decide_jointly, signature_of
from foedus.desk.definitions import load_definitions
from foedus.model.answers import Answer
from foedus.model.dates import day
from foedus.model.instruments import Coverage, Instrument, StageView

ON = day("2020-01-01")
TYPES = (
    "mutual_defense_treaty",
    "RAA",
    "ISA",
    "2+2",
    "exercise",
    "port_call",
    "DETTA",
    "strategic_partnership",
    "other_treaty",
)
BOOK = load_definitions()[0]


def tie(kind: str, *parties: str, answer: Answer = Answer.YES) -> Tie:
    """An instrument that stands so on the day."""
    name = f"{kind}-{'-'.join(parties)}".lower()
    instrument = Instrument(id=name, type=kind, parties=tuple(sorted(parties)), evidence=())
    return Tie(instrument=instrument, answer=answer, stages=(), since=None)


def covering(actor: str, *types: str) -> list[Coverage]:
    """The record claims to know all of these."""
    return [Coverage(actor=actor, instrument_type=kind, earliest=1, latest=ON) for kind in types]


def standing(
    ties: list[Tie], coverage: list[Coverage], *, dyad: tuple[str, str] = ("AUS", "JPN"), book: Rulebook = BOOK
) -> Standing:
    """How the two stand."""
    own = [each for each in ties if set(dyad) <= set(each.instrument.parties)]
    return standing_of(dyad, own, Alliances.of(ties, ON), book.asked, on=ON, coverage=coverage)


def verdict(name: str, ties: list[Tie], coverage: list[Coverage]) -> Verdict:
    """Under one built-in definition."""
    at = next(i for i, each in enumerate(BOOK.definitions) if each.name == name)
    return decide_all([signature_of(standing(ties, coverage), BOOK)], BOOK)[0][at]


def own(text: str) -> Definition:
    """A definition of the user's own."""
    return define(parse_rules(text, "my.lp", dialect=TIERS))


HEAD = """\
%@ file: mine
%@ clause: mine.1
%@ reference: me
%@ valid: 1945/..
%@ gloss: As I say.
"""
ALL = [*covering("AUS", *TYPES), *covering("JPN", *TYPES)]
WITH_USA = [tie(DEFENCE, "AUS", "USA"), tie(DEFENCE, "JPN", "USA")]


def test_two_with_one_ally_and_relations_are_quasi_allied_under_cha() -> None:
    ties = [*WITH_USA, tie("other_treaty", "AUS", "JPN")]
    assert verdict("quasi-alliance-cha", ties, ALL).answer is Answer.YES
    assert verdict("quasi-alliance-cha", WITH_USA, ALL).criteria["relations of their own"] is Answer.NO
    assert verdict("quasi-alliance-cha", [*ties, tie(DEFENCE, "AUS", "JPN")], ALL).answer is Answer.NO


def test_absence_outside_coverage_is_not_no() -> None:
    assert verdict("quasi-alliance-raa", [], []).answer is Answer.NOT_OBSERVED
    assert verdict("quasi-alliance-raa", [], covering("JPN", "RAA")).answer is Answer.NO
    assert verdict("alliance", [], covering("JPN", DEFENCE)).answer is Answer.NO


@pytest.mark.parametrize(("stage", "expected"), [("signed", Answer.NOT_OBSERVED), ("terminated", Answer.NO)])
def test_a_defence_treaty_to_come_says_nothing_on_earlier_ones(stage: str, expected: Answer) -> None:
    reached = StageView(
        stage=stage, date_of=stage, date=None, dates=(), status="settled", holds=Answer.YES, evidence=()
    )
    known = replace(tie(DEFENCE, "AUS", "JPN", answer=Answer.NO), stages=(reached,))
    for name in ("alliance", "quasi-alliance-cha"):
        criteria = verdict(name, [known], []).criteria
        opposite = {Answer.NO: Answer.YES}.get(expected, expected)
        assert criteria.get("duty to defend", expected) is expected
        assert criteria.get("unallied", opposite) is opposite


def test_an_absence_goes_on_until_something_is_known() -> None:
    ended = [Coverage(actor="JPN", instrument_type="RAA", earliest=1, latest=ON - 900)]
    seen = standing([], ended)
    assert verdict("quasi-alliance-raa", [], ended).answer is Answer.NO
    assert seen.surveyed["RAA"] == ON - 900


@pytest.mark.parametrize("answer", [Answer.DISPUTED, Answer.UNCERTAIN])
def test_what_is_open_is_answered_so(answer: Answer) -> None:
    found = verdict("quasi-alliance-raa", [tie("RAA", "AUS", "JPN", answer=answer)], ALL)
    assert found.answer is answer


def test_one_no_settles_what_is_open_elsewhere() -> None:
    ties = [tie(DEFENCE, "AUS", "JPN"), tie("ISA", "AUS", "JPN", answer=Answer.DISPUTED)]
    found = verdict("quasi-alliance-sejong-1", ties, ALL)
    assert (found.answer, found.criteria["information sharing"]) == (Answer.NO, Answer.DISPUTED)


def test_criteria_that_exclude_each_other_are_met_in_no_world() -> None:
    text = HEAD + 'needed("a"). met("a") :- in_force(I), between(I), type(I, "RAA").\n'
    text += (
        'needed("b"). met("b") :- one(A), not some(A). some(A) :- one(A), in_force(I), between(I), type(I, "RAA").\n'
    )
    book = Rulebook((own(text),))
    seen = standing([tie("RAA", "AUS", "JPN", answer=Answer.UNCERTAIN)], ALL, book=book)
    found = decide_all([signature_of(seen, book)], book)[0][0]
    assert found.answer is Answer.NO
    assert set(found.criteria.values()) == {Answer.UNCERTAIN}


def test_a_definition_may_say_itself_when_the_tier_holds() -> None:
    text = HEAD + 'met("a") :- in_force(I), between(I), type(I, "RAA").\nmet("b") :- in_force(I), type(I, "ISA").\n'
    book = Rulebook((own(text + 'tier :- met("a").\ntier :- met("b").\n'),))
    seen = standing([tie("ISA", "AUS", "JPN")], ALL, book=book)
    assert decide_all([signature_of(seen, book)], book)[0][0].answer is Answer.YES


def test_outside_its_validity_a_definition_says_nothing() -> None:
    text = HEAD.replace("1945/..", "2021/..") + 'needed("a"). met("a") :- in_force(I), between(I), type(I, "RAA").\n'
    book = Rulebook((own(text),))
    found = decide_all([signature_of(standing([tie("RAA", "AUS", "JPN")], ALL, book=book), book)], book)[0][0]
    assert found.answer is Answer.NOT_OBSERVED


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('needed("a"). met("b") :- between(I).', "which no rule meets"),
        ("helper(I) :- between(I).", "no criterion"),
        ("met(X) :- party(I, X).", "the name of one criterion in quotes"),
        ('met("a") :- betwen(I).', "Did you mean between"),
        ('met("a") :- type(I, "RAAA").', "Did you mean"),
        ('met("a") :- layer(I, "logistic").', "logistics"),
        ("ally(A, B) :- one(A), other(B).", "no fact of the question"),
    ],
)
def test_bad_definitions_are_told_with_place_and_hint(rule: str, said: str) -> None:
    with pytest.raises(BadRulesError, match=r"my\.lp") as caught:
        own(HEAD + rule + "\n")
    assert said in f"{caught.value.message} {caught.value.hint}"


# --- at random ------------------------------------------------------------------------------------------------------

answers = st.sampled_from([Answer.YES, Answer.YES, Answer.NO, Answer.DISPUTED, Answer.UNCERTAIN])
codes = ("AUS", "JPN", "USA", "GBR")


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[Tie], list[Coverage]]:
    """A few instruments between four states, some of them open, seen by a record that covers some types."""
    ties = {}
    for _ in range(draw(st.integers(0, 7))):
        parties = draw(st.lists(st.sampled_from(codes), min_size=2, max_size=3, unique=True))
        kind = draw(st.sampled_from((*TYPES, "minilateral")))
        kind = kind if len(parties) == 2 or kind in ("exercise", "minilateral") else "minilateral"
        each = tie(kind, *sorted(parties), answer=draw(answers))
        ties[each.instrument.id] = each
    covered = draw(st.lists(st.tuples(st.sampled_from(codes), st.sampled_from(TYPES)), max_size=12))
    return list(ties.values()), [c for who, kind in covered for c in covering(who, kind)]


@settings(max_examples=60)
@given(networks(), st.permutations(codes))
def test_relabelling_actors_relabels_answers(made: tuple[list[Tie], list[Coverage]], order: list[str]) -> None:
    ties, coverage = made
    new = dict(zip(codes, order, strict=True))
    moved = [tie(t.instrument.type, *(new[p] for p in t.instrument.parties), answer=t.answer) for t in ties]
    there = [Coverage(actor=new[c.actor], instrument_type=c.instrument_type, earliest=1, latest=ON) for c in coverage]
    pair = (min(new["AUS"], new["JPN"]), max(new["AUS"], new["JPN"]))
    before = decide_all([signature_of(standing(ties, coverage), BOOK)], BOOK)[0]
    after = decide_all([signature_of(standing(moved, there, dyad=pair), BOOK)], BOOK)[0]
    assert [(v.answer, v.criteria) for v in before] == [(v.answer, v.criteria) for v in after]


@settings(max_examples=60)
@given(networks())
def test_apart_or_all_together_the_answers_are_the_same(made: tuple[list[Tie], list[Coverage]]) -> None:
    signature = signature_of(standing(*made), BOOK)
    apart, together = decide_all([signature], BOOK)[0], decide_jointly([signature], BOOK)[0]
    assert [(v.answer, v.criteria) for v in apart] == [(v.answer, v.criteria) for v in together]


@settings(max_examples=40)
@given(networks())
def test_alone_or_beside_others_a_definition_answers_the_same(made: tuple[list[Tie], list[Coverage]]) -> None:
    together = decide_all([signature_of(standing(*made), BOOK)], BOOK)[0]
    for at, definition in enumerate(BOOK.definitions):
        alone = Rulebook((definition,))
        signature = signature_of(standing(*made, book=alone), alone)
        for decide in (decide_all, decide_jointly):
            found = decide([signature], alone)[0][0]
            assert (found.answer, found.criteria) == (together[at].answer, together[at].criteria)


@settings(max_examples=40)
@given(networks())
def test_grounds_exist_and_what_is_missing_meets_the_criterion(made: tuple[list[Tie], list[Coverage]]) -> None:
    seen = standing(*made)
    verdicts = decide_jointly([signature_of(seen, BOOK)], BOOK)
    known = {t.instrument.id for t in made[0]}
    low = Case(seen.facts.union(*(left.no for left in seen.opens)), BOOK.valid_on(ON))
    for at, reasons in enumerate(explain_all([seen], verdicts, BOOK, effort="pairs")[0]):
        for reason in reasons:
            assert all(g.tie is None or g.tie.instrument.id in known for g in reason.grounds)
            assert all(g.clause is None or g.clause.id in BOOK.law.clauses for g in reason.grounds)
            if reason.answer is Answer.YES:
                assert reason.grounds
                assert not reason.missing
            for steps in reason.missing:
                if all(step.kind in ("instrument", "end", "membership") for step in steps):
                    world = conclude(BOOK, [apply_steps(low, steps)])[0][at]
                    assert reason.criterion.name in world.met


def test_equal_signatures_are_worked_out_once_and_answered_each() -> None:
    lot = random.Random(7)  # noqa: S311  # draws test data
    kinds = [signature_of(standing([tie("RAA", "AUS", "JPN", answer=a)], ALL), BOOK) for a in (Answer.YES, Answer.NO)]
    rows = [kinds[lot.randrange(2)] for _ in range(1000)]
    at = next(i for i, each in enumerate(BOOK.definitions) if each.name == "quasi-alliance-raa")
    assert [v[at].answer for v in decide_all(rows, BOOK)] == [
        Answer.YES if row == kinds[0] else Answer.NO for row in rows
    ]


def test_every_built_in_definition_has_cases_beside_it() -> None:
    folder = Path(load_definitions.__code__.co_filename).parent.parent / "record" / "definitions"
    assert {p.stem for p in folder.glob("*.lp")} == {
        p.name.removesuffix(".cases.yaml") for p in folder.glob("*.cases.yaml")
    }
