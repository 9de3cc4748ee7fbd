"""Rule files as read: headers, pools, helpers; and everything that is refused, with its place."""

from __future__ import annotations

import pytest

from foedus.analysis.rules.clauses import applies
from foedus.analysis.rules.keeping import restore_rules, rules_record
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.parsing import parse_rules
from foedus.analysis.rules.problems import BadRulesError
from foedus.model.dates import EdtfDate, day

HEAD = """\
%@ file: an act
%@ actor: JPN
%@ survey: supply-goods host:visit-train | 1954-07-01/..
% a remark
%@ clause: act.1
%@ reference: Act, art. 1
%@ address: https://example.org/act
%@ valid: 2013-01-31/..
%@ gloss: The Minister may
%@    do so: at exercises
%@ seen: the text
"""


def parsed(rules: str, head: str = HEAD):  # type: ignore[no-untyped-def]
    return parse_rules(head + rules + "\n", "act.lp")


def test_headers_are_read() -> None:
    file = parsed("authorised :- activity(supply_goods).")
    clause = file.clauses[0]
    assert (file.title, file.actor) == ("an act", "JPN")
    assert (clause.id, clause.reference, clause.line) == ("act.1", "Act, art. 1", 5)
    assert (clause.gloss, clause.seen) == ("The Minister may do so: at exercises", "the text")
    assert sorted((sorted(s.activities), s.role) for s in file.surveys) == [
        (["supply-goods"], "both"),
        (["visit-train"], "host"),
    ]


def test_a_pool_is_one_rule_for_each_alternative() -> None:
    file = parsed("authorised :- situation(exercise; disaster).")
    assert [rule.body[0].atom for rule in file.rules] == [("situation", "exercise"), ("situation", "disaster")]


def test_a_variable_that_is_one_thing_is_that_thing() -> None:
    rule = parsed('covered(I) :- in_force(I), I = "acsa-aus-jpn".').rules[0]
    assert rule.head == ("covered", '"acsa-aus-jpn"')


def test_kept_files_are_the_same() -> None:
    file = parsed(
        'covered(I) :- in_force(I), helped(I, _), not ended(I), #count { J : between(J) } >= 1, I != "x".\n'
        'helped(I, T) :- type(I, T).\ncondition("so \\"called\\"").'
    )
    assert restore_rules(rules_record(file)) == file


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ("covered(X) :- not in_force(X).", "the variable X, which nothing binds"),
        ("covered(I) :- in_farce(I).", "Did you mean in_force"),
        ("autorised :- activity(supply_goods).", "Did you mean authorised"),
        ("covered :- between(I).", "covered with 0 arguments"),
        ("covered(I) :- party(I).", "party with 1 arguments"),
        ("authorised :- activity(supply_gods).", "Did you mean supply_goods"),
        ('authorised :- actor("JAP").', "the code of a known actor"),
        ('authorised :- type(I, "ASCA").', 'Did you mean "ACSA"'),
        ("{ covered(I) } :- in_force(I).", "the choice"),
        ("covered(I); authorised :- in_force(I).", "one conclusion"),
        (":- activity(supply_goods).", "a rule without conclusion"),
        ("-authorised :- activity(supply_goods).", "use `not` to negate"),
        ("authorised :- not not activity(supply_goods).", "one `not` at most"),
        ("covered(I) :- in_force(I), n(I + 1).", "could go on without end"),
        ("far(f(I)) :- in_force(I).", "could go on without end"),
        ("covered(@run(I)) :- in_force(I).", "could go on without end"),
        ("authorised :- not situation(exercise; disaster).", "one `not` for each alternative"),
        ("#show covered/1.", "rules and comments only"),
        ("#script (python) #end.", "rules and comments only"),
        ('#include "other.lp".', "rules"),
        ("covered(_) :- in_force(I).", "`_` in the conclusion"),
        ("in_force(I) :- instrument(I).", "given, not concluded"),
        ("authorised :- #sum { 1, I : in_force(I) } >= 2.", "#count, and no other sum"),
        ("authorised :- #count { I : in_force(I) } >= X, n(X).", "compared with a number"),
        ("authorised :- activity(A), situation(S) : member(S, A).", "predicates, comparisons and #count"),
        ('authorised :- excepted("act.1").', "the conditions of the exception themselves"),
        ("excepted(X) :- party(_, X).", "the id of one clause in quotes"),
        ("a :- not b.\nb :- not a.", "no circle through `not`"),
        ("a(I) :- in_force(I), #count { J : a(J) } >= 1.", "no circle through `not` or a count"),
        ("authorised :- party(A, B), party(C, D), party(E, F), party(G, H).", "may be met in"),
        ("authorised :- activity(supply_goods)\nforbidden.", "syntax error"),
        ("covered(I) :- in_force(I), I__x = I.", "without two underscores"),
    ],
)
def test_what_cannot_run_is_refused_with_its_place(rules: str, words: str) -> None:
    with pytest.raises(BadRulesError, match=r"act\.lp:1[2-4] \(clause act\.1\)") as caught:
        parsed(rules)
    assert words in f"{caught.value.message}"


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("covered(I) :- in_force(I).\n", "a rule before the first clause"),
        (HEAD.replace("%@ file: an act\n", ""), "no header `%@ file:`"),
        (HEAD.replace("reference", "refrence"), "Did you mean reference"),
        (HEAD.replace("%@ valid: 2013-01-31/..\n", ""), "without `%@ valid:`"),
        (HEAD.replace("2013-01-31/..", "2013-01-31"), "an EDTF interval"),
        (HEAD.replace("2013-01-31/..", "2013-02-31/.."), "an EDTF interval"),
        (HEAD.replace("JPN", "JAP"), "the code of a state"),
        (HEAD.replace("supply-goods", "suply-goods"), "Did you mean supply-goods"),
        (HEAD.replace("%@ actor: JPN\n", ""), "whose law was looked at"),
        (HEAD.replace("act.1", "act 1"), "without spaces"),
        (HEAD + "%@ survey: supply-goods | 2000/..\n", "survey inside a clause"),
        (HEAD.replace("%@ clause", "%@ gloss: too early\n%@ clause"), "gloss before any clause"),
    ],
)
def test_bad_headers_are_named(head: str, words: str) -> None:
    with pytest.raises(BadRulesError, match=r"act\.lp:\d+") as caught:
        parsed("authorised :- activity(supply_goods).", head)
    assert words in caught.value.message


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(BadRulesError, match="act") as caught:
        parsed("covered(I) :- in_farce(I).\n" * 30)
    assert len(caught.value.issues) == 30
    assert "… and 10 more" in caught.value.message


def test_far_too_long_a_file_is_refused() -> None:
    with pytest.raises(BadRulesError, match="characters"):
        parsed("% " + "x" * 1_000_001)


def test_clauses_have_one_name_each() -> None:
    file = parsed("authorised :- activity(supply_goods).")
    with pytest.raises(BadRulesError, match=r"a second clause act\.1"):
        Law.of([file, file])


def test_an_exception_names_a_clause() -> None:
    with pytest.raises(BadRulesError, match=r"Did you mean act\.1"):
        Law.of([parsed('excepted("act.2") :- activity(supply_goods).')])


def test_a_circle_over_two_files_is_found() -> None:
    one = parsed("authorised :- not forbidden.")
    two = parse_rules(HEAD.replace("act.1", "act.2") + "forbidden :- not authorised.\n", "other.lp")
    with pytest.raises(BadRulesError, match="no circle"):
        Law.of([one, two])


def test_a_clause_given_for_one_question_takes_the_place_of_its_namesake() -> None:
    law = Law.of(
        [parsed("authorised :- activity(supply_goods).")], instead=[parsed("forbidden :- activity(supply_goods).")]
    )
    assert [rule.head for rule in law.rules] == [("forbidden",)]
    assert law.clauses["act.1"].hypothetical


@pytest.mark.parametrize(
    ("span", "on", "truth"),
    [
        ("2013-01-31/..", "2013-01-30", "no"),
        ("2013-01-31/..", "2013-01-31", "yes"),
        ("../2017-09-05", "2017-09-05", "yes"),
        ("../2017-09-05", "2017-09-06", "no"),
        ("2015-09/..", "2015-09-15", "uncertain"),
        ("2010/2015-09", "2015-09-01", "yes"),
        ("2010/2015-09", "2015-09-02", "uncertain"),
        ("2010/2015-09", "2015-10-01", "no"),
        ("2010/", "2020-01-01", "uncertain"),
        ("/2010", "2005-01-01", "uncertain"),
    ],
)
def test_validity_has_three_values(span: str, on: str, truth: str) -> None:
    assert applies(EdtfDate.parse(span), day(on)) == truth
