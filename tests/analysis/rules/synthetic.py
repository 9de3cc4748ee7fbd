"""Synthetic law: clauses drawn at random, written as a rule file, with an oracle that reads them without clingo."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st
from tests.samples import evidence, source

from foedus.analysis.network import NetworkSnapshot, take_snapshot
from foedus.analysis.rules.facts import Question, Scene, scene_of
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.parsing import parse_rules
from foedus.model.answers import Answer
from foedus.model.dates import EdtfDate, day, has_begun
from foedus.resolution import resolve_instruments

ACTORS = ("AUS", "JPN", "KOR")
TYPES = ("RAA", "ACSA")
ACTIVITIES = ("visit-train", "supply-goods")
SITUATIONS = ("peacetime", "exercise")
KINDS = ("covered", "authorised", "host_authorised", "forbidden", "excepted", "condition", "no_agreement_needed")
DATES = ("2010-01-01", "2015-06-15", "2020-12-31")
SOURCE = source("official", published="2009-01-01")


@dataclass(frozen=True)
class Drawn:
    """One clause: when its parts fit, its conclusion holds, unless another drawn clause lifts it."""

    kind: str
    type: str | None
    activity: str | None
    situation: str | None
    actor: str | None
    begins: str
    ends: str
    lifts: int | None = None


@dataclass(frozen=True)
class Signed:
    """An instrument: signed and, if it is so, in force from a day on."""

    type: str
    parties: tuple[str, str]
    in_force: str | None


def texts(drawn: list[Drawn], *, actor: str | None = None) -> str:
    """The rule file."""
    lines = ["%@ file: drawn at random"]
    if actor:
        lines += [f"%@ actor: {actor}", f"%@ survey: {' '.join(ACTIVITIES)} | 1900/.."]
    for number, clause in enumerate(drawn):
        lines += [
            f"%@ clause: c{number}", f"%@ reference: article {number}", "%@ gloss: words",
            f"%@ valid: {clause.begins}/{clause.ends}", f"{_head(clause, number)} :- {', '.join(_body(clause))}.",
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _head(clause: Drawn, number: int) -> str:
    return {
        "covered": "covered(I)",
        "excepted": f'excepted("c{clause.lifts}")',
        "condition": f'condition("condition {number}")',
    }.get(clause.kind, clause.kind)


def _body(clause: Drawn) -> list[str]:
    body = ["actor(A)" if clause.actor is None else f'actor("{clause.actor}")']
    if clause.type is not None:
        body += ["in_force(I)", "between(I)", f'type(I, "{clause.type}")']
    if clause.activity is not None:
        body.append(f"activity({clause.activity.replace('-', '_')})")
    if clause.situation is not None:
        body.append(f"situation({clause.situation})")
    return body


@st.composite
def laws(draw: st.DrawFn, *, kinds: tuple[str, ...] = KINDS) -> list[Drawn]:
    """Up to seven clauses; an exception lifts an earlier clause."""
    found: list[Drawn] = []
    for number in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(kinds if number else tuple(k for k in kinds if k != "excepted")))
        maybe_type = st.sampled_from(TYPES) if kind == "covered" else st.sampled_from((None, *TYPES))
        begins, ends = sorted(draw(st.lists(st.sampled_from(DATES), min_size=2, max_size=2, unique=True)))
        found.append(
            Drawn(
                kind=kind,
                type=draw(maybe_type),
                activity=draw(st.sampled_from((None, *ACTIVITIES))),
                situation=draw(st.sampled_from((None, None, *SITUATIONS))),
                actor=draw(st.sampled_from((None, *ACTORS))),
                begins=draw(st.sampled_from((begins, ".."))),
                ends=draw(st.sampled_from((ends, ".."))),
                lifts=draw(st.integers(0, number - 1)) if kind == "excepted" else None,
            )
        )
    return [c if (c.begins, c.ends) != ("..", "..") else replace(c, begins="2010-01-01") for c in found]


def instruments() -> st.SearchStrategy[list[Signed]]:
    """Up to four instruments among the actors."""
    pairs = st.sampled_from([("AUS", "JPN"), ("JPN", "KOR"), ("AUS", "KOR")])
    one = st.builds(Signed, st.sampled_from(TYPES), pairs, st.sampled_from((None, *DATES)))
    return st.lists(one, max_size=4, unique_by=lambda s: (s.type, s.parties))


def questions() -> st.SearchStrategy[Question]:
    """Two different actors, an activity, a situation."""
    pairs = st.permutations(ACTORS).map(lambda names: names[:2])
    return st.builds(
        lambda pair, activity, situation: Question(
            actor=pair[0], partner=pair[1], activity=activity, situation=situation
        ),
        pairs,
        st.sampled_from(ACTIVITIES),
        st.sampled_from(SITUATIONS),
    )


def days() -> st.SearchStrategy[int]:
    """The edges and the days beside them."""
    return st.sampled_from([day(d) + more for d in DATES for more in (-1, 0, 1)])


def law_of(drawn: list[Drawn], *, actor: str | None = None) -> Law:
    return Law.of([parse_rules(texts(drawn, actor=actor), "drawn.lp")])


def snapshot(signed: list[Signed], on: int) -> NetworkSnapshot:
    items = []
    for each in signed:
        about = {"parties": each.parties, "instrument_type": each.type, "instrument": _id(each)}
        items.append(evidence(SOURCE, "signed", "2009-01-01", **about))
        items.append(evidence(SOURCE, "in_force", each.in_force or "2999-01-01", **about))
    return take_snapshot(resolve_instruments(items), on=on)


def _id(signed: Signed) -> str:
    return f"{signed.type}-{'-'.join(signed.parties)}".lower()


def scene(question: Question, law: Law, signed: list[Signed], on: int) -> Scene:
    return scene_of(question, snapshot(signed, on), law)


# --- the oracle -----------------------------------------------------------------------------------------------------


def expected(question: Question, drawn: list[Drawn], signed: list[Signed], on: int, *, surveyed: str | None) -> str:
    """The answer by the order of the contract, worked out on the drawn clauses themselves."""
    pair = tuple(sorted((question.actor, question.partner)))
    have = {s.type for s in signed if s.parties == pair and s.in_force and day(s.in_force) <= on}

    def applies(number: int) -> bool:
        clause = drawn[number]
        begun = clause.begins == ".." or has_begun(EdtfDate.parse(clause.begins), on) == "yes"
        over = clause.ends != ".." and has_begun(EdtfDate.parse(clause.ends), on - 1) == "yes"
        fits = (
            begun
            and not over
            and clause.type in (None, *have)
            and clause.activity in (None, question.activity)
            and clause.situation in (None, question.situation)
            and clause.actor in (None, question.actor)
        )
        return fits and not any(c.lifts == number and applies(k) for k, c in enumerate(drawn))

    got = {drawn[number].kind for number in range(len(drawn)) if applies(number)}
    looked = surveyed is not None and surveyed in (question.actor, *([question.partner] * question.is_hosted))
    silent = "not_covered" if looked else "not_observed"
    if "forbidden" in got:
        return "prohibited"
    if not got & {"covered", "no_agreement_needed"}:
        return "not_covered" if looked or _known(question, drawn, signed, on) else "not_observed"
    if "authorised" not in got:
        return "not_covered" if surveyed == question.actor else "not_observed"
    if question.is_hosted and "host_authorised" not in got:
        return silent if surveyed == question.partner else "not_observed"
    return "permitted_if" if "condition" in got else "permitted"


def _known(question: Question, drawn: list[Drawn], signed: list[Signed], on: int) -> bool:
    """Does the record know an instrument of the pair, of a type that a covering clause of the day speaks of?"""
    pair = tuple(sorted((question.actor, question.partner)))
    types = {
        c.type
        for c in drawn
        if c.kind == "covered"
        and (c.begins == ".." or has_begun(EdtfDate.parse(c.begins), on) == "yes")
        and not (c.ends != ".." and has_begun(EdtfDate.parse(c.ends), on - 1) == "yes")
        and c.activity in (None, question.activity)
        and c.situation in (None, question.situation)
        and c.actor in (None, question.actor)
    }
    ties = snapshot(signed, on).of(*pair)
    return any(tie.instrument.type in types and tie.answer in (Answer.YES, Answer.NO) for tie in ties)
