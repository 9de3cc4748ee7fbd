"""Answers where the record leaves something open, and the order in which conclusions prevail."""

from __future__ import annotations

from typing import Any

import pytest
from tests.samples import evidence, source

from foedus.analysis.network import take_snapshot
from foedus.analysis.rules.durations import usual_waits
from foedus.analysis.rules.facts import Question, scene_of
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.parsing import parse_rules
from foedus.analysis.rules.problems import TooMuchToDecideError
from foedus.analysis.rules.proofs import Node, conditions_of, explain
from foedus.analysis.rules.repairs import find_repairs
from foedus.analysis.rules.timeline import days_of_change, timeline
from foedus.analysis.rules.verdicts import decide
from foedus.model.claims import Evidence
from foedus.model.dates import day
from foedus.model.instruments import Coverage
from foedus.resolution import resolve_instruments

OFFICIAL = source("official", published="2000-01-01")
OTHER = source("other", publisher="institute", published="2000-01-01")
GOODS = Question(actor="JPN", activity="supply-goods", partner="AUS")
VISIT = Question(actor="AUS", activity="visit-train", partner="JPN")
COVERS = 'covered(I) :- in_force(I), between(I), type(I, "ACSA").'


def clause(name: str, rules: str, valid: str = "1990-01-01/..") -> str:
    return f"%@ clause: {name}\n%@ reference: {name}\n%@ gloss: words\n%@ valid: {valid}\n{rules}\n"


def law(*clauses: str, actor: str | None = "JPN", survey: str = "supply-goods | 1954/..") -> Law:
    head = "%@ file: law\n" + (f"%@ actor: {actor}\n%@ survey: {survey}\n" if actor else "")
    return Law.of([parse_rules(head + "".join(clauses), "law.lp")])


def acsa(stage: str, date: str | None, where: Any = OFFICIAL, **fields: Any) -> Evidence:
    return evidence(where, stage, date, **({"instrument_type": "ACSA", "instrument": "acsa-aus-jpn"} | fields))


def ask(laws: Law, items: list[Evidence], on: str = "2020-01-01", question: Question = GOODS, **more: Any) -> Any:
    network = take_snapshot(resolve_instruments(items), on=day(on))
    return scene_of(question, network, laws, **more)


def answer(laws: Law, items: list[Evidence], on: str = "2020-01-01", question: Question = GOODS, **more: Any) -> str:
    return decide(ask(laws, items, on, question, **more), laws).answer.value


ALLOWED = law(clause("treaty", COVERS), clause("act", "authorised :- activity(supply_goods)."))
IN_FORCE = acsa("in_force", "2017-09-06")


@pytest.mark.parametrize(("on", "expected"), [("2017-09-05", "not_covered"), ("2017-09-06", "permitted")])
def test_the_day_of_entry_into_force_counts(on: str, expected: str) -> None:
    assert answer(ALLOWED, [IN_FORCE], on) == expected


def test_prohibition_prevails_over_a_missing_agreement() -> None:
    assert answer(law(clause("ban", "forbidden :- activity(supply_goods).")), []) == "prohibited"


def test_an_exception_lifts_and_an_exception_to_it_lifts_that() -> None:
    ban = clause("ban", "forbidden :- activity(supply_goods).")
    but = clause("but", 'excepted("ban") :- partner("AUS").')
    unless = clause("unless", 'excepted("but") :- situation(exercise).')
    allowed = (clause("treaty", COVERS), clause("act", "authorised :- activity(supply_goods)."))
    assert answer(law(ban, *allowed), [IN_FORCE]) == "prohibited"
    assert answer(law(ban, but, *allowed), [IN_FORCE]) == "permitted"
    at_exercise = Question(actor="JPN", activity="supply-goods", partner="AUS", situation="exercise")
    assert answer(law(ban, but, unless, *allowed), [IN_FORCE], question=at_exercise) == "prohibited"
    proof = explain(ask(law(ban, but, *allowed), [IN_FORCE]), law(ban, but, *allowed), decided(ban, but, *allowed))
    assert any(node.kind == "lifted" and node.because[0].clause.id == "but" for node in walk(proof) if node.clause)


def decided(*clauses: str) -> Any:
    laws = law(*clauses)
    return decide(ask(laws, [IN_FORCE]), laws)


def walk(node: Node) -> list[Node]:
    return [node, *(each for child in node.because for each in walk(child))]


def test_a_dispute_between_norms_is_contested_and_prevails_over_gates() -> None:
    laws = law(clause("dispute", 'contested("whether it counts") :- activity(supply_goods).'))
    assert answer(laws, []) == "contested"


def test_conditions_are_listed_once() -> None:
    wish = clause("wish", 'condition("on request") :- activity(supply_goods).')
    laws = law(
        clause("treaty", COVERS),
        clause("act", "authorised :- activity(supply_goods)."),
        wish,
        wish.replace("wish", "w2"),
    )
    scene = ask(laws, [IN_FORCE])
    decision = decide(scene, laws)
    assert decision.answer.value == "permitted_if"
    assert [node.conclusion for node in conditions_of(explain(scene, laws, decision))] == ["on request"]


def test_no_agreement_needed_meets_the_first_gate() -> None:
    laws = law(clause("own", "no_agreement_needed :- activity(supply_goods).\nauthorised :- activity(supply_goods)."))
    assert answer(laws, []) == "permitted"


def test_silence_is_no_only_where_somebody_looked() -> None:
    treaty = clause("treaty", COVERS)
    assert answer(law(treaty), [IN_FORCE]) == "not_covered"
    assert answer(law(treaty, actor=None), [IN_FORCE]) == "not_observed"
    assert answer(law(treaty, survey="supply-goods | 2021/.."), [IN_FORCE]) == "not_observed"
    assert (
        answer(law(clause("c", 'covered(I) :- type(I, "RAA"), in_force(I), between(I).'), actor=None), [])
        == "not_observed"
    )


def test_an_instrument_that_came_later_says_nothing_on_the_day() -> None:
    laws = law(clause("treaty", COVERS), actor=None)
    items = [acsa("signed", "2017-01-14"), IN_FORCE]
    assert [answer(laws, items, on) for on in ("2017-01-13", "2017-01-14")] == ["not_observed", "not_covered"]


def test_coverage_makes_a_missing_agreement_a_no() -> None:
    laws = law(clause("treaty", COVERS), actor=None)
    window = Coverage(actor="JPN", instrument_type="ACSA", earliest=1, latest=day("2025-01-01"))
    assert answer(laws, [], coverage=[window]) == "not_covered"


def test_a_date_outside_every_clause_is_not_observed() -> None:
    assert answer(law(clause("treaty", COVERS), actor=None), [IN_FORCE], "1989-12-31") == "not_observed"


def test_the_future_is_not_observed() -> None:
    assert answer(ALLOWED, [IN_FORCE], "2020-01-02", horizon=day("2020-01-01")) == "not_observed"


def test_both_sides_law_counts_on_the_partners_soil() -> None:
    covers = clause("raa", 'covered(I) :- in_force(I), between(I), type(I, "RAA").')
    raa = evidence(OFFICIAL, "in_force", "2017-01-01")
    sends = clause("sends", 'authorised :- actor("AUS").')
    hosts = clause("hosts", 'host_authorised :- host("JPN"), sender("AUS").')
    assert answer(law(covers, sends, hosts), [raa], question=VISIT) == "permitted"
    assert answer(law(covers, sends), [raa], question=VISIT) == "not_observed"
    assert answer(law(covers, sends, survey="host:visit-train | 1954/.."), [raa], question=VISIT) == "not_covered"
    assert answer(law(covers, sends, survey="actor:visit-train | 1954/.."), [raa], question=VISIT) == "not_observed"


def test_law_unseen_does_not_hide_a_missing_agreement() -> None:
    unseen = clause("unseen", 'unobserved("the order") :- activity(supply_goods).')
    assert answer(law(unseen), []) == "not_covered"
    assert answer(law(clause("treaty", COVERS), unseen), [IN_FORCE]) == "not_observed"
    assert answer(law(unseen, actor=None), []) == "not_observed"


# --- worlds ---------------------------------------------------------------------------------------------------------


def test_a_dispute_between_sources_is_contested_and_named() -> None:
    items = [acsa("in_force", "2017-09-06"), acsa("in_force", "2021-01-01", OTHER)]
    scene = ask(ALLOWED, items)
    decision = decide(scene, ALLOWED)
    assert decision.answer.value == "contested"
    assert [(left.about, left.kind) for left in decision.hangs_on] == [("acsa-aus-jpn", "disputed")]
    assert {a.value for a in decision.answers} == {"not_covered", "permitted"}
    assert "sources differ" in explain(scene, ALLOWED, decision).because[-1].conclusion


def test_an_imprecise_date_leaves_it_open() -> None:
    assert answer(ALLOWED, [acsa("in_force", "2020")]) == "not_observed"
    assert answer(ALLOWED, [acsa("in_force", "2020")], "2021-01-01") == "permitted"


@pytest.mark.parametrize(
    ("on", "expected"), [("2015-08-31", "not_covered"), ("2015-09-15", "not_observed"), ("2015-10-01", "permitted")]
)
def test_an_imprecise_edge_of_validity_gives_both_worlds(on: str, expected: str) -> None:
    act = clause("act", "authorised :- activity(supply_goods).", "2015-09/..")
    assert answer(law(clause("treaty", COVERS), act), [acsa("in_force", "2010-01-01")], on) == expected


def test_what_is_open_and_does_not_matter_is_not_named() -> None:
    items = [IN_FORCE, acsa("in_force", "2020", instrument="acsa-second", label="second")]
    decision = decide(ask(ALLOWED, items), ALLOWED)
    assert (decision.answer.value, decision.hangs_on) == ("permitted", ())


def test_an_entry_into_force_that_nobody_reports_is_a_condition() -> None:
    signed = [acsa("signed", "2010-01-01")]
    scene = ask(ALLOWED, signed)
    decision = decide(scene, ALLOWED)
    assert decision.answer.value == "permitted_if"
    conditions = conditions_of(explain(scene, ALLOWED, decision))
    assert ["signed on 2010-01-01" in node.conclusion for node in conditions] == [True]
    ban = law(clause("own", 'forbidden :- in_force("acsa-aus-jpn").'))
    assert answer(ban, signed) == "prohibited"


def test_sooner_than_any_of_its_type_it_is_not_in_force() -> None:
    others = [
        acsa(stage, f"{2000 + n}-{month}-01", parties=("GBR", "USA"), instrument=f"other{n}", label=str(n))
        for n in range(3)
        for stage, month in (("signed", "01"), ("in_force", "07"))
    ]
    waits = usual_waits(resolve_instruments(others))
    assert waits == {"ACSA": 181}
    assert usual_waits(resolve_instruments(others[:4])) == {}
    signed = [acsa("signed", "2019-12-01")]
    scene = ask(ALLOWED, signed, waits=waits)
    decision = decide(scene, ALLOWED)
    assert decision.answer.value == "not_covered"
    shown = [node for node in walk(explain(scene, ALLOWED, decision)) if node.tie is not None]
    assert [node.conclusion for node in shown] == ["ACSA AUS-JPN (acsa-aus-jpn): signed 2019-12-01, not in force"]
    assert all(node.claims for node in shown)
    assert answer(ALLOWED, signed, "2020-05-30", waits=waits) == "permitted_if"


def test_before_a_party_approves_it_is_not_in_force() -> None:
    items = [acsa("signed", "2010-01-01"), acsa("approved", "2015-06-01", party="JPN")]
    assert [answer(ALLOWED, items, on) for on in ("2015-05-31", "2015-06-01")] == ["not_covered", "permitted_if"]
    scene = ask(ALLOWED, items, "2015-05-31")
    shown = [node for node in walk(explain(scene, ALLOWED, decide(scene, ALLOWED))) if node.tie is not None]
    assert [node.conclusion for node in shown] == [
        "ACSA AUS-JPN (acsa-aus-jpn): signed 2010-01-01, not in force; approved by JPN only on 2015-06-01"
    ]
    considered = [acsa("signed", "2010-01-01"), acsa("considered", "2011-03-01", party="AUS")]
    assert answer(ALLOWED, considered, "2011-02-28") == "not_covered"
    of_the_revision = [*items, acsa("revised", "2012-01-01")]
    assert answer(ALLOWED, of_the_revision, "2011-01-01") == "permitted_if"
    reported = [*items, acsa("in_force", "2012-01-01")]
    assert answer(ALLOWED, reported, "2014-01-01") == "permitted"


def test_one_unreported_entry_settles_what_another_instrument_leaves_open() -> None:
    items = [acsa("signed", "2010-01-01"), acsa("in_force", "2020", instrument="second", label="second")]
    scene = ask(ALLOWED, items)
    decision = decide(scene, ALLOWED)
    assert (decision.answer.value, [left.about for left in decision.hangs_on]) == ("permitted_if", ["acsa-aus-jpn"])


def test_what_has_ended_is_over_even_if_nobody_says_when_it_began() -> None:
    items = [acsa("signed", "1998-01-01"), acsa("terminated", "2010-01-01")]
    assert [answer(ALLOWED, items, on) for on in ("2009-12-31", "2010-01-01")] == ["permitted_if", "not_covered"]


def test_more_open_than_can_be_looked_at_is_said() -> None:
    rules = "\n".join(f'condition("{n}") :- in_force("a{n}").' for n in range(9))
    items = [acsa("in_force", "2020", instrument=f"a{n}", label=str(n)) for n in range(9)]
    with pytest.raises(TooMuchToDecideError, match="9 things are open"):
        answer(law(clause("many", rules)), items)


def test_membership_has_its_dates() -> None:
    laws = law(
        clause("quad", 'no_agreement_needed :- member(P, "QUAD"), partner(P).\nauthorised :- activity(supply_goods).')
    )
    assert [answer(laws, [], on) for on in ("2017-11-11", "2017-11-12")] == ["not_covered", "permitted"]
    assert answer(laws, [], "2008-06-01") == "not_observed"  # its first spell ended some day of 2008


def test_helpers_belong_to_their_file() -> None:
    one = parse_rules("%@ file: one\n" + clause("one", "case :- activity(repair).\nauthorised :- case."), "one.lp")
    two = parse_rules(
        "%@ file: two\n" + clause("two", "case :- activity(supply_goods).\nforbidden :- not case."), "two.lp"
    )
    decision = decide(ask(Law.of([one, two]), []), Law.of([one, two]))
    assert decision.answer.value == "not_observed"


def test_counts_and_third_parties() -> None:
    rules = 'no_agreement_needed :- #count { I : type(I, "ACSA"), in_force(I), party(I, "USA") } >= 2.\nauthorised :- activity(supply_goods).'
    laws = law(clause("shared", rules))
    hub = [
        acsa("in_force", "2000-01-01", parties=("AUS", "USA"), instrument="a"),
        acsa("in_force", "2000-01-01", parties=("JPN", "USA"), instrument="b"),
    ]
    assert answer(laws, hub) == "permitted"
    assert answer(laws, hub[:1]) == "not_covered"


def test_a_successor_in_force_ends_its_predecessor() -> None:
    items = [
        acsa("in_force", "2010-01-01", instrument="old", label="old"),
        acsa("in_force", "2018-01-01", instrument="new", label="new", replaces="old"),
    ]
    laws = law(clause("old", 'covered("old") :- in_force("old").\nauthorised :- activity(supply_goods).'))
    assert [answer(laws, items, on) for on in ("2017-12-31", "2018-01-01")] == ["permitted", "not_covered"]


# --- repairs and timelines ------------------------------------------------------------------------------------------


def test_repairs_name_instruments_and_clauses() -> None:
    laws = law(clause("treaty", COVERS), clause("act", "authorised :- activity(supply_goods).", "2021-01-01/.."))
    found = find_repairs(ask(laws, [acsa("signed", "2019-12-01"), acsa("in_force", "2022-01-01")]), laws)
    assert [[(c.kind, c.about) for c in each] for each in found.sets] == [
        [("instrument", "acsa-aus-jpn"), ("clause_begins", "act")]
    ]
    new = find_repairs(ask(laws, []), laws)
    assert [[(c.kind, c.about) for c in each] for each in new.sets] == [
        [("instrument", "new:ACSA"), ("clause_begins", "act")]
    ]
    assert find_repairs(ask(laws, [], horizon=1), laws).sets == ()


def test_a_ban_is_repaired_by_its_end_or_by_an_exception() -> None:
    rest = (clause("treaty", COVERS), clause("act", "authorised :- activity(supply_goods)."))
    ban = clause("ban", "forbidden :- activity(supply_goods).")
    but = clause("but", 'excepted("ban") :- partner("AUS").', "2025/..")
    laws = law(*rest, ban, but)
    found = find_repairs(ask(laws, [IN_FORCE]), laws)
    assert [[(c.kind, c.about) for c in each] for each in found.sets] == [
        [("clause_begins", "but")],
        [("clause_ends", "ban")],
    ]


def test_the_timeline_names_what_turned_the_answer() -> None:
    act = clause("act", "authorised :- activity(supply_goods).", "2015-01-01/2018-12-31")
    laws = law(clause("treaty", COVERS, "1954/.."), act, survey="supply-goods | 1954-07-01/..")
    items = [acsa("signed", "2009-06-01"), acsa("in_force", "2017-09-06"), acsa("terminated", "2020-01-01")]
    instruments = resolve_instruments(items)
    days = days_of_change(GOODS, laws, instruments)
    turns = timeline(laws, [scene_of(GOODS, take_snapshot(instruments, on=on), laws) for on in days])
    from datetime import date

    told = [(date.fromordinal(t.on).isoformat(), t.decision.answer.value, [c[1] for c in t.causes]) for t in turns]
    assert told == [
        ("0001-01-01", "not_observed", []),
        ("1954-07-01", "not_covered", ["survey"]),
        ("2017-09-06", "permitted", ["acsa-aus-jpn"]),
        ("2019-01-01", "not_covered", ["act"]),
    ]
    every = range(day("2014-12-30"), day("2020-01-03"))
    slow = {on: decide(scene_of(GOODS, take_snapshot(instruments, on=on), laws), laws).answer for on in every}
    for on, found in slow.items():
        assert found is next(t.decision.answer for t in reversed(turns) if t.on <= on)
