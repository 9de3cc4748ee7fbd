"""Laws of the engine, on law drawn at random: against an oracle, under new names, proven, repaired."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.rules.synthetic import (
    ACTORS,
    KINDS,
    TYPES,
    Drawn,
    Signed,
    days,
    expected,
    instruments,
    law_of,
    laws,
    questions,
    scene,
    snapshot,
)

from foedus.analysis.rules.facts import Question, rules_for, scene_of
from foedus.analysis.rules.program import Program, run
from foedus.analysis.rules.proofs import Node, explain
from foedus.analysis.rules.repairs import apply_changes, find_repairs
from foedus.analysis.rules.verdicts import decide, judge, world

MANY = settings(max_examples=150)
SOME = settings(max_examples=60)


@MANY
@given(laws(), instruments(), questions(), days(), st.sampled_from((None, *ACTORS)))
def test_answers_are_the_oracles(
    drawn: list[Drawn], signed: list[Signed], question: Question, on: int, surveyed: str | None
) -> None:
    law = law_of(drawn, actor=surveyed)
    got = decide(scene(question, law, signed, on), law)
    assert got.answer.value == expected(question, drawn, signed, on, surveyed=surveyed)


@SOME
@given(laws(), instruments(), questions(), days(), st.permutations(ACTORS))
def test_new_names_for_actors_change_nothing(
    drawn: list[Drawn], signed: list[Signed], question: Question, on: int, names: list[str]
) -> None:
    new = dict(zip(ACTORS, names, strict=True))
    renamed = [Drawn(**{**vars(c), "actor": new.get(c.actor or "")}) for c in drawn]
    moved = [Signed(s.type, tuple(sorted(new[p] for p in s.parties)), s.in_force) for s in signed]  # type: ignore[arg-type]
    other = Question(
        actor=new[question.actor],
        partner=new[question.partner],
        activity=question.activity,
        situation=question.situation,
    )
    law, again = law_of(drawn), law_of(renamed)
    one = decide(scene(question, law, signed, on), law)
    two = decide(scene(other, again, moved, on), again)
    assert one.answer is two.answer


@SOME
@given(laws(), instruments(), questions(), days())
def test_every_leaf_of_a_proof_exists(drawn: list[Drawn], signed: list[Signed], question: Question, on: int) -> None:
    law = law_of(drawn, actor=question.actor)
    asked = scene(question, law, signed, on)
    known = {item.claim.id for tie in snapshot(signed, on).ties for item in tie.instrument.evidence}
    proof = explain(asked, law, decide(asked, law))
    for leaf in proof.leaves():
        if leaf.kind == "absence":
            assert not leaf.holds
            continue
        assert leaf.clause is not None or leaf.tie is not None or leaf is proof, leaf
        assert leaf.clause is None or law.clauses[leaf.clause.id] is leaf.clause
        assert {item.claim.id for item in leaf.claims} <= known
        assert leaf.tie is None or leaf.claims
    assert _shown(proof) >= _concluded(asked_conclusions(asked, law))


def asked_conclusions(asked: object, law: object) -> frozenset[str]:
    """Gates, by name, that the answer has met."""
    case = world(asked, (False,) * len(asked.opens)).case  # type: ignore[attr-defined]
    outcome = run(Program(law, rules_for(law, asked.question)), [case])[0]  # type: ignore[arg-type, attr-defined]
    return frozenset(atom[0] for atom in outcome.conclusions)


def _concluded(names: frozenset[str]) -> set[str]:
    return {"forbidden": {"prohibition"}, "": set()}["forbidden" if "forbidden" in names else ""]


def _shown(proof: Node) -> set[str | None]:
    return {node.gate for node in proof.because}


@SOME
@given(laws(), instruments(), questions(), days())
def test_repairs_are_all_smallest_ones(drawn: list[Drawn], signed: list[Signed], question: Question, on: int) -> None:
    law = law_of(drawn)
    asked = scene(question, law, signed, on)
    base = world(asked, (False,) * len(asked.opens))
    program = Program(law, rules_for(law, question))
    found = find_repairs(asked, law)
    assert found.complete

    def reaches(changes: tuple) -> bool:  # type: ignore[type-arg]
        case = apply_changes(base.case, changes)
        return judge(run(program, [case])[0], base._replace(case=case)).answer.is_yes

    if decide(asked, law).answer.is_yes:
        assert found.sets == ()
        return
    for changes in found.sets:
        assert reaches(changes)
        for size in range(len(changes)):
            assert not any(reaches(part) for part in combinations(changes, size))
    offered = tuple({change.about: change for each in found.sets for change in each}.values())
    if len(offered) <= 6:
        every = [set(part) for n in range(len(offered) + 1) for part in combinations(offered, n) if reaches(part)]
        smallest = [part for part in every if not any(other < part for other in every)]
        assert sorted(sorted(c.about for c in part) for part in smallest) == sorted(
            sorted(c.about for c in part) for part in found.sets
        )


@SOME
@given(
    laws(kinds=tuple(kind for kind in KINDS if kind not in ("forbidden", "excepted", "condition"))),
    instruments(),
    questions(),
    days(),
    st.sampled_from(TYPES),
)
def test_one_more_instrument_takes_nothing_away(
    drawn: list[Drawn], signed: list[Signed], question: Question, on: int, kind: str
) -> None:
    pair = tuple(sorted((question.actor, question.partner)))
    rest = [each for each in signed if (each.type, each.parties) != (kind, pair)]
    law = law_of(drawn)
    before = decide(scene(question, law, rest, on), law)
    after = decide(scene(question, law, [*rest, Signed(kind, pair, "2009-06-01")], on), law)  # type: ignore[arg-type]
    assert after.answer.is_yes or not before.answer.is_yes


@SOME
@given(laws(), instruments(), questions(), days())
def test_instruments_that_cannot_matter_do_not(
    drawn: list[Drawn], signed: list[Signed], question: Question, on: int
) -> None:
    law = law_of(drawn)
    whole = scene(question, law, signed, on)
    own = [each for each in signed if {question.actor, question.partner} == set(each.parties)]
    assert decide(whole, law).answer is decide(scene_of(question, snapshot(own, on), law), law).answer
