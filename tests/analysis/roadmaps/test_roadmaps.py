"""Roadmaps held against the slow way: try every set of steps as claims, and keep those of which no part suffices."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples import evidence, source

from foedus.analysis.network.snapshot import NetworkSnapshot, take_snapshot
from foedus.analysis.roadmaps.paths import ParliamentRule, Parliaments, Prerequisite, acts_for, in_order, missing_before
from foedus.analysis.roadmaps.preconditions import Precondition, check_preconditions, shared_allies
from foedus.analysis.roadmaps.steps import SOURCE, Step, after, evidence_for
from foedus.analysis.roadmaps.targets import EntitlementTarget, find_ways
from foedus.analysis.roadmaps.tiers import TierTarget
from foedus.analysis.rules.dialect import TIERS
from foedus.analysis.rules.facts import Question
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.parsing import parse_rules
from foedus.analysis.rules.tiers.definitions import Rulebook, define
from foedus.model.answers import Answer
from foedus.model.dates import day
from foedus.model.instruments import Coverage
from foedus.resolution.matching import resolve_instruments
from foedus.resolution.perspectives import Perspective

OFFICIAL = source("official")
ON = day("2025-06-01")
KINDS = ("2+2", "ISA", "ACSA", "RAA", "DETTA", "exercise", "mutual_defense_treaty")
SURVEYED = tuple(
    Coverage(actor=actor, instrument_type=kind, earliest=1, latest=ON)
    for actor in ("JPN", "KOR", "USA")
    for kind in KINDS
)


def agreed(kind: str, stage: str, date: str, *parties: str, **fields: Any) -> Any:
    names = parties or ("JPN", "KOR")
    name = f"{kind}-{'-'.join(names)}".lower()
    return evidence(OFFICIAL, stage, date, **({"instrument_type": kind, "parties": names, "instrument": name} | fields))


def network(*items: Any) -> NetworkSnapshot:
    return take_snapshot(resolve_instruments(items), on=ON, coverage=SURVEYED)


def tier(*rules: str, **more: Any) -> TierTarget:
    head = "%@ file: A definition\n%@ clause: c.1\n%@ reference: r\n%@ valid: 1900/..\n%@ gloss: g\n"
    definition = define(parse_rules(head + "\n".join(rules) + "\n", "own.lp", dialect=TIERS))
    base: dict[str, Any] = {"coverage": SURVEYED, "pair": ("JPN", "KOR")}
    return TierTarget(definition=definition, rulebook=Rulebook((definition,)), **(base | more))


def slowly(target: Any, snapshot: NetworkSnapshot, steps: list[Step]) -> set[frozenset[Step]]:
    """Every smallest set of these steps, by trying them all."""
    found: set[frozenset[Step]] = set()
    for size in range(len(steps) + 1):
        for chosen in map(frozenset, combinations(steps, size)):
            if not any(each <= chosen for each in found) and target.is_reached(after(snapshot, chosen)):
                found.add(chosen)
    return found


# --- steps ----------------------------------------------------------------------------------------------------------


def test_a_step_is_a_claim_of_a_scenario_and_nothing_else_changes() -> None:
    snapshot = network(agreed("ACSA", "negotiating", "2011-01-10"), agreed("ISA", "in_force", "2016-11-23"))
    step = Step(type="ACSA", parties=("JPN", "KOR"), stage="in_force", instrument="acsa-jpn-kor")
    changed = after(snapshot, [step])
    ties = {tie.instrument.id: tie for tie in changed.ties}
    assert ties["acsa-jpn-kor"].answer is Answer.YES
    assert ties["acsa-jpn-kor"].status == "hypothetical"
    assert ties["isa-jpn-kor"] is next(tie for tie in snapshot.ties if tie.instrument.id == "isa-jpn-kor")
    assert evidence_for(step, ON).source.kind == "scenario"
    assert after(snapshot, []) is snapshot
    assert [tie.answer for tie in snapshot.ties] != [tie.answer for tie in changed.ties]


def test_what_a_new_version_replaces_is_over() -> None:
    snapshot = network(
        agreed("ACSA", "in_force", "2013-01-31", instrument="acsa-old"),
        agreed("ACSA", "signed", "2017-01-14", instrument="acsa-new", replaces="acsa-old"),
    )
    step = Step(type="ACSA", parties=("JPN", "KOR"), stage="in_force", instrument="acsa-new")
    answers = {tie.instrument.id: tie.answer for tie in after(snapshot, [step]).ties}
    assert answers == {"acsa-old": Answer.NO, "acsa-new": Answer.YES}


def test_a_perspective_of_one_source_still_sees_the_steps() -> None:
    items = [agreed("ISA", "in_force", "2016-11-23")]
    snapshot = take_snapshot(
        resolve_instruments(items), on=ON, known=ON, perspective=Perspective(kind="source", which="official")
    )
    changed = after(snapshot, [Step(type="RAA", parties=("JPN", "KOR"), stage="in_force")])
    assert {tie.instrument.type: tie.answer for tie in changed.ties} == {"ISA": Answer.YES, "RAA": Answer.YES}


# --- smallest sets --------------------------------------------------------------------------------------------------

_DEFINITIONS = (
    ('needed("a").', 'met("a") :- in_force(I), between(I), type(I, "ACSA").'),
    (
        'needed("a").', 'met("a") :- in_force(I), between(I), type(I, ("ACSA"; "RAA")).',
        'needed("b").', 'met("b") :- in_force(I), between(I), type(I, ("ISA"; "RAA")).',
    ),
    (
        'needed("a").', 'met("a") :- in_force(I), between(I), type(I, "2+2").',
        'needed("b") :- in_force(I), between(I), type(I, "2+2").',
        'met("b") :- in_force(I), between(I), type(I, "DETTA"), in_force(J), between(J), type(J, "ISA").',
        'needed("c").', 'met("c") :- one(A), other(B), not ally(A, B).',
    ),
    (
        'met("a") :- in_force(I), between(I), type(I, "ISA").',
        'met("b") :- in_force(I), between(I), type(I, "exercise").',
        'tier :- met("a"), met("b").', 'tier :- in_force(I), between(I), type(I, "RAA"), met("b").',
    ),
    (
        'needed("a").', 'met("a") :- one(A), other(B), ally(A, C), ally(B, C).',
        'needed("b").', 'met("b") :- in_force(I), between(I), type(I, "ACSA"), not alone(I).',
        'alone(I) :- in_force(I), type(I, "RAA").',
    ),
)  # fmt: skip

_ITEMS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(["negotiating", "signed", "in_force", "terminated"]),
        st.sampled_from([("JPN", "KOR"), ("JPN", "USA"), ("KOR", "USA")]),
    ),
    max_size=6,
    unique=True,
)


def items_of(rows: list[tuple[str, str, tuple[str, str]]]) -> list[Any]:
    events = {"negotiating": "scheduled", "signed": "scheduled", "in_force": "held", "terminated": "scheduled"}
    dialogue = events | {"terminated": "terminated"}
    stages = {"exercise": events, "2+2": dialogue}
    return [
        agreed(kind, stages.get(kind, {}).get(stage, stage), "2020-01-01", *parties) for kind, stage, parties in rows
    ]


@settings(max_examples=40)
@given(st.sampled_from(_DEFINITIONS), _ITEMS)
def test_ways_to_a_tier_are_exactly_the_smallest_sets_of_steps(rules: tuple[str, ...], rows: Any) -> None:
    snapshot = network(*items_of(rows))
    target = tier(*rules)
    if target.is_reached(snapshot):
        return
    found = find_ways(target, snapshot)
    steps = list(dict.fromkeys(target.steps(snapshot)))
    trying = replace(target, as_it_seems=True) if found.supposing else target
    if found.supposing and not found.sets:
        assert trying.is_reached(snapshot)
        return
    assert {frozenset(each) for each in found.sets} == slowly(trying, snapshot, steps)
    assert bool(found.sets) != bool(found.why_none)


LAW = """\
%@ file: law
%@ actor: JPN
%@ survey: supply-goods | 1954/..
%@ clause: jpn.1
%@ reference: Act, art. 1
%@ valid: 2000-01-01/..
%@ gloss: g
authorised :- actor("JPN"), activity(supply_goods), type(I, "ISA"), in_force(I), between(I).
covered(I) :- activity(supply_goods), type(I, "ACSA"), in_force(I), between(I).
covered(I) :- activity(supply_goods), type(I, "RAA"), in_force(I), between(I), type(J, "2+2"), in_force(J), between(J).
forbidden :- actor("JPN"), activity(supply_goods), type(I, "DETTA"), in_force(I), between(I).
"""
GOODS = Question(actor="JPN", activity="supply-goods", partner="KOR")


@settings(max_examples=40)
@given(_ITEMS)
def test_ways_to_an_entitlement_are_exactly_the_smallest_sets_of_steps(rows: Any) -> None:
    snapshot = network(*items_of(rows))
    target = EntitlementTarget(question=GOODS, law=Law.of([parse_rules(LAW, "law.lp")]), coverage=SURVEYED)
    if target.is_reached(snapshot):
        return
    found = find_ways(target, snapshot)
    pending = {
        tie.instrument.type: tie.instrument.id
        for tie in snapshot.of("JPN", "KOR")
        if tie.answer is not Answer.YES and not any(v.stage == "terminated" for v in tie.stages)
    }
    steps = [
        Step(
            type=kind,
            parties=("JPN", "KOR"),
            stage="held" if kind == "2+2" else "in_force",
            instrument=pending.get(kind),
        )
        for kind in ("ISA", "ACSA", "RAA", "2+2")
    ]
    plain = {frozenset((s.type, s.instrument) for s in each) for each in found.sets}
    assert plain == {frozenset((s.type, s.instrument) for s in each) for each in slowly(target, snapshot, steps)}
    assert bool(found.sets) != bool(found.why_none)


def test_a_signature_is_enough_where_the_definition_says_so() -> None:
    rules = (
        'needed("a").',
        'met("a") :- in_force(I), between(I), type(I, "RAA").',
        'met("a") :- not_yet(I), stage(I, "signed"), between(I), type(I, "RAA").',
    )
    found = find_ways(tier(*rules), network())
    assert [[(step.type, step.stage) for step in each] for each in found.sets] == [[("RAA", "signed")]]


def test_why_there_is_no_way_names_the_criterion() -> None:
    rules = ('needed("unallied").', 'met("unallied") :- one(A), other(B), not ally(A, B).')
    found = find_ways(tier(*rules), network(agreed("mutual_defense_treaty", "in_force", "1960-06-23")))
    assert found.sets == ()
    assert found.why_none == ("unallied: no, and no new instrument changes that",)


def test_what_nobody_has_looked_for_has_to_be_supposed() -> None:
    rules = (
        'needed("unallied").', 'met("unallied") :- one(A), other(B), not ally(A, B).',
        'needed("information").', 'met("information") :- in_force(I), between(I), type(I, "ISA").',
    )  # fmt: skip
    found = find_ways(tier(*rules, coverage=()), network())
    assert [[step.type for step in each] for each in found.sets] == [["ISA"]]
    assert "unallied: not observed" in found.supposing


def test_of_what_has_not_come_nothing_is_told() -> None:
    target = tier('needed("a").', 'met("a") :- in_force(I), between(I), type(I, "ISA").', horizon=ON - 1)
    assert find_ways(target, network()).why_none == ("the day asked about has not come",)


def test_why_there_is_no_way_by_instruments_names_the_law_that_would_do_it() -> None:
    law = LAW.replace('type(I, "ISA"), in_force(I), between(I).', 'partner("AUS").')
    target = EntitlementTarget(question=GOODS, law=Law.of([parse_rules(law, "law.lp")]), coverage=SURVEYED)
    found = find_ways(target, network())
    assert found.sets == ()
    assert found.why_none[0].startswith("no rule on file allows supply-goods by JPN to or with KOR")
    ended = law.replace('partner("AUS").', 'partner("KOR").').replace("2000-01-01/..", "2000-01-01/2010-01-01")
    found = find_ways(replace(target, law=Law.of([parse_rules(ended, "law.lp")])), network())
    assert "Act, art. 1 is law (as it is 2000-01-01/2010-01-01)" in found.why_none[0]


# --- order, prerequisites, parliaments ------------------------------------------------------------------------------

PAIR = ("JPN", "KOR")
NEEDS = (
    Prerequisite(id="a", step=frozenset({"ACSA"}), needs=("2+2",), force="advised", gloss="g"),
    Prerequisite(id="b", step=frozenset({"RAA"}), needs=("ACSA",), force="advised", gloss="g"),
    Prerequisite(id="c", step=frozenset({"RAA"}), needs=("ACSA",), force="required", gloss="g"),
    Prerequisite(
        id="d", step=frozenset({"RAA"}), needs=("ISA",), force="assumed", gloss="g", parties=frozenset({"USA"})
    ),
)


def step(kind: str, stage: str = "in_force") -> Step:
    return Step(type=kind, parties=PAIR, stage=stage)


@given(st.permutations(["RAA", "ACSA", "2+2", "ISA"]))
def test_each_step_comes_after_what_it_presupposes_whatever_the_ladder(ladder: list[str]) -> None:
    ordered = [each.type for each in in_order([step(kind) for kind in ("RAA", "ACSA", "2+2", "ISA")], NEEDS, ladder)]
    assert ordered.index("2+2") < ordered.index("ACSA") < ordered.index("RAA")


def test_a_circle_of_prerequisites_still_ends() -> None:
    circle = (*NEEDS, Prerequisite(id="e", step=frozenset({"2+2"}), needs=("RAA",), force="assumed", gloss="g"))
    assert {each.type for each in in_order([step("RAA"), step("ACSA"), step("2+2")], circle, ())} == {
        "RAA",
        "ACSA",
        "2+2",
    }


def test_what_is_presupposed_is_there_or_in_the_sequence_or_missing() -> None:
    snapshot = network(agreed("2+2", "held", "2020-01-01"))
    states = {(b.step.type, b.prerequisite.id): b for b in missing_before([step("RAA"), step("ACSA")], snapshot, NEEDS)}
    assert {key: each.state for key, each in states.items()} == {("RAA", "c"): "in_sequence", ("ACSA", "a"): "there"}
    (alone,) = missing_before([step("RAA")], snapshot, NEEDS)
    assert alone.state == "missing"
    assert alone.missing == step("ACSA")


def test_parliaments_by_law_and_by_what_they_were_seen_to_do() -> None:
    rules = Parliaments(
        rules=(
            ParliamentRule(
                state="JPN", types=frozenset(), answer="depends", body="Diet", gloss="g", reference="r", address="a"
            ),
            ParliamentRule(
                state="JPN",
                types=frozenset({"VFA"}),
                answer="required",
                body="Diet",
                gloss="g",
                reference="r",
                address="a",
            ),
        ),
        words=("house of",),
    )
    ties = network(
        agreed("RAA", "signed", "2022-01-06", "AUS", "JPN"),
        agreed(
            "RAA", "approved", "2023-04-28", "AUS", "JPN", party="JPN", date_of="approval by the House of Councillors"
        ),
        agreed("RAA", "signed", "2023-01-11", "GBR", "JPN"),
        agreed("RAA", "approved", "2023-04-28", "GBR", "JPN", party="JPN", date_of="decision of the Cabinet"),
        agreed("RAA", "negotiating", "2024-01-11", "FRA", "JPN"),
    ).ties
    japan, korea = acts_for(step("RAA"), ties, rules)
    assert (japan.answer, japan.approved, japan.of, japan.must_act) == ("depends", 1, 2, True)
    assert (korea.answer, korea.of, korea.must_act) == ("unknown", 0, None)
    assert acts_for(step("VFA"), ties, rules)[0].must_act is True
    assert acts_for(step("RAA", "signed"), ties, rules) == ()
    assert acts_for(step("exercise", "held"), ties, rules) == ()


# --- preconditions --------------------------------------------------------------------------------------------------

ISA_ITEM = Precondition(id="isa", words="procedures", in_force=("ISA",))
ROLES = Precondition(id="roles", words="roles", with_ally=("minilateral", "exercise"))


def test_a_precondition_is_ready_missing_or_not_observed() -> None:
    here = network(agreed("ISA", "in_force", "2016-11-23"))
    assert check_preconditions([ISA_ITEM], here, PAIR, SURVEYED)[0].state == "ready"
    (missing,) = check_preconditions([ISA_ITEM], network(), PAIR, SURVEYED)
    assert (missing.state, missing.note) == ("missing", "")
    assert check_preconditions([ISA_ITEM], network(), PAIR)[0].state == "not_observed"
    older = (Coverage(actor="JPN", instrument_type="ISA", earliest=1, latest=ON - 1),)
    assert "as of 2025-05-31" in check_preconditions([ISA_ITEM], network(), PAIR, older)[0].note
    unsure = network(agreed("ISA", "in_force", "2025"))
    assert check_preconditions([ISA_ITEM], unsure, PAIR, SURVEYED)[0].note == "the record leaves it open"


def test_roles_are_shared_with_an_ally_of_both() -> None:
    allied = [agreed("mutual_defense_treaty", "in_force", "1960-06-23", each, "USA") for each in PAIR]
    three = agreed("minilateral", "held", "2023-08-18", "JPN", "KOR", "USA")
    assert shared_allies(network(*allied), PAIR) == ("USA",)
    assert check_preconditions([ROLES], network(*allied, three), PAIR)[0].state == "ready"
    assert "USA" in check_preconditions([ROLES], network(*allied), PAIR)[0].note
    assert check_preconditions([ROLES], network(three), PAIR)[0].note == "no ally of both is on record"


def test_what_cannot_be_told_says_why_and_shows_setbacks() -> None:
    item = Precondition(id="acceptance", words="acceptance", cannot="No surveys.", setbacks=True)
    snapshot = network(agreed("ISA", "in_force", "2016-11-23"), agreed("ISA", "denounced", "2019-08-23", party="KOR"))
    (checked,) = check_preconditions([item], snapshot, PAIR)
    assert (checked.state, checked.note) == ("not_observed", "No surveys.")
    assert [tie.instrument.id for tie in checked.evidence] == ["isa-jpn-kor"]
    assert SOURCE == "roadmap"
