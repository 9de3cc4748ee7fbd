"""What a proof says beside the answer: what is near, what has ended, what was open."""

from __future__ import annotations

from tests.analysis.rules.test_worlds import (
    COVERS,
    GOODS,
    IN_FORCE,
    VISIT,
    acsa,
    ask,
    clause,
    law,
    walk,
)
from tests.samples import evidence

from foedus.analysis.network import take_snapshot
from foedus.analysis.rules.facts import Question, scene_of
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.proofs import Node, explain
from foedus.analysis.rules.repairs import find_repairs
from foedus.analysis.rules.timeline import days_of_change, timeline
from foedus.analysis.rules.verdicts import decide
from foedus.model.claims import Evidence
from foedus.model.dates import day
from foedus.resolution import resolve_instruments


def told(laws: Law, items: list[Evidence], on: str = "2020-01-01", question: Question = GOODS) -> list[str]:
    scene = ask(laws, items, on, question)
    return [node.conclusion for node in nodes(laws, scene)]


def nodes(laws: Law, scene: object) -> list[Node]:
    return walk(explain(scene, laws, decide(scene, laws)))  # type: ignore[arg-type]


def test_clauses_of_other_days_and_situations_are_named() -> None:
    laws = law(
        clause("treaty", COVERS),
        clause("later", "authorised :- activity(supply_goods).", "2021-01-01/.."),
        clause("drill", "authorised :- activity(supply_goods), situation(exercise; disaster)."),
    )
    said = told(laws, [IN_FORCE])
    assert "does not apply: in force 2021-01-01/.." in said
    assert "does not apply: only in the situation exercise, disaster" in said


def test_helpers_counts_absences_and_memberships_are_told() -> None:
    rules = (
        'own :- helped("AUS").\nhelped(P) :- partner(P), member(P, "QUAD"), not barred.\nbarred :- situation(exercise).\n'
        "authorised :- own, #count { I : in_force(I) } >= 1.\n" + COVERS
    )
    scene = ask(law(clause("act", rules)), [IN_FORCE])
    found = nodes(law(clause("act", rules)), scene)
    notes = [note for node in found for note in node.notes]
    assert notes == ["1 <= #count { I: in_force(I) }", "AUS is a member of QUAD", "not: barred"]
    assert "helped: AUS" in [node.conclusion for node in found]


def test_a_lifted_authority_is_told_with_what_lifts_it() -> None:
    laws = law(
        clause("treaty", COVERS),
        clause("act", "authorised :- activity(supply_goods)."),
        clause("but", 'excepted("act") :- partner("AUS").'),
    )
    found = nodes(laws, ask(laws, [IN_FORCE]))
    (lifted,) = [node for node in found if node.kind == "lifted"]
    assert [node.conclusion for node in lifted.because] == ["lifts act"]


def test_both_laws_are_told_on_the_partners_soil() -> None:
    rules = 'covered(I) :- in_force(I), between(I), type(I, "RAA").\nauthorised :- sender("AUS").\nhost_authorised :- host("JPN").'
    said = told(law(clause("all", rules)), [evidence(acsa("x", None).source, "in_force", "2017-01-01")], question=VISIT)
    assert {"the law of AUS allows it", "the law of JPN, the host, allows it"} <= set(said)


def test_instruments_that_are_over_say_how() -> None:
    laws = law(clause("treaty", COVERS), clause("act", "authorised :- activity(supply_goods)."))
    over = [IN_FORCE, acsa("terminated", "2019-01-01")]
    assert "ACSA AUS-JPN (acsa-aus-jpn): no longer in force 2019-01-01" in told(laws, over)
    replaced = [
        acsa("in_force", "2010-01-01", instrument="old", label="old"),
        acsa("in_force", "2018-01-01", instrument="new", label="new", replaces="old"),
    ]
    by_id = law(clause("old", 'covered("old") :- in_force("old"), between("old").'))
    assert any("replaced by new" in words for words in told(by_id, replaced))


def test_surveys_are_told_where_they_end() -> None:
    treaty = clause("treaty", COVERS)
    assert any("only for 2021/.." in words for words in told(law(treaty, survey="supply-goods | 2021/.."), [IN_FORCE]))
    assert any("only on repair" in words for words in told(law(treaty, survey="repair | 1954/.."), [IN_FORCE]))
    assert any("Nobody has looked at the law of JPN" in words for words in told(law(treaty, actor=None), [IN_FORCE]))


def test_a_search_cut_short_says_so() -> None:
    laws = law(clause("treaty", COVERS), clause("act", "authorised :- activity(supply_goods).", "2021/.."))
    assert not find_repairs(ask(laws, []), laws, seconds=0.0).complete


def test_a_timeline_tells_memberships_and_imprecise_edges() -> None:
    rules = 'no_agreement_needed :- member(P, "QUAD"), partner(P).'
    laws = law(clause("quad", rules), clause("act", "authorised :- activity(supply_goods).", "2019-03/.."))
    instruments = resolve_instruments([acsa("in_force", "2018", instrument="x", label="x")])
    days = [on for on in days_of_change(GOODS, laws, instruments, {"ACSA": 10}) if on >= day("2017-01-01")]
    turns = timeline(laws, [scene_of(GOODS, take_snapshot(instruments, on=on), laws) for on in days])
    assert [(t.decision.answer.value, [words for _, _, words in t.causes]) for t in turns] == [
        ("not_covered", []),
        ("not_observed", ["act may apply: its date is not precise"]),
        ("permitted", ["act applies"]),
    ]
