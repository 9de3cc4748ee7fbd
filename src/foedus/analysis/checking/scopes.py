"""Scopes and order: `without X` with examples of X, `only with allies` of others, a level before its foundation, a possibility that has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.saying import clip, finding_at, told
from foedus.analysis.checking.wording import joined, say_date
from foedus.model.actors import load_actors
from foedus.model.dates import EdtfDate
from foedus.model.sayings import Saying

__all__ = ["check_scopes"]


def check_scopes(sayings: Sequence[Saying], catalogue: Catalogue) -> Iterator[Finding]:
    """Internal tensions of one document."""
    for saying in sayings:
        if saying.kind == "beyond":
            out, words = _name(saying.topic), " ".join(saying.says.split())
            hint = f"Said to be without {out}, but the examples have it: “{words}”. None of them is without {out}."
            yield finding_at(saying, "internal", Verdict.DISPUTED, f"cooperation without {out}", hint)
        elif saying.kind == "only_allies":
            yield from _allies(saying, catalogue)
    yield from _levels(sayings)
    yield from _possible(sayings)


def _allies(saying: Saying, catalogue: Catalogue) -> Iterator[Finding]:
    """`only with allies`, where the text names a partner with whom the record has no treaty of alliance."""
    whose = saying.side
    allies = {
        party for i in catalogue.having("mutual_defense_treaty", whose) for party in i.parties if party != whose
    }  # fmt: skip
    others = [code for code in saying.actors if code not in allies and code != whose]
    if others and allies:
        named = joined([_name(code) for code in others])
        hint = (
            f"The same passage names {named} among those it was done with. The record has no mutual defence treaty of {_name(whose)} and {named}: "
            f"“ally” must be meant in a wider sense, or “only” is wrong."
        )
        yield finding_at(saying, "internal", Verdict.DISPUTED, "only with allies", hint)


def _levels(sayings: Sequence[Saying]) -> Iterator[Finding]:
    steps = [s for s in sayings if s.kind == "step" and s.date]
    for level in (s for s in steps if s.side == "level"):
        for base in (s for s in steps if s.side == "base_laid" and s.topic == level.topic and s.actors == level.actors):
            reached, laid = EdtfDate.parse(level.date or ""), EdtfDate.parse(base.date or "")
            if reached.earliest is not None and laid.earliest is not None and reached.earliest < laid.earliest:
                why = f"The record dates the agreements, not the {level.topic}: an interval and a day are compared."
                for one, other, words in (
                    (level, base, f"Reached {say_date(level.date or '')}, but its foundation is said to be laid in {say_date(base.date or '')}"),
                    (base, level, f"The foundation is laid in {say_date(base.date or '')}, but the level is said to be reached {say_date(level.date or '')}"),
                ):  # fmt: skip
                    hint = f"{words}: “{clip(other)}”. {why}"
                    yield finding_at(
                        one, "internal", Verdict.DISPUTED, f"{one.topic}: {one.side.replace('_', ' ')}", hint
                    )


def _possible(sayings: Sequence[Saying]) -> Iterator[Finding]:
    coming = [s for s in sayings if s.kind == "coming"]
    for saying in (s for s in coming if s.side == "possible"):
        others = [o for o in coming if o.side == "actual" and o.topic == saying.topic]
        if others:
            hint = f"Here it may come, elsewhere it has come: {told(others, here=saying.doc)}. One of the two was written at another time; the record keeps no governments."
            yield finding_at(saying, "internal", Verdict.DISPUTED, f"a possible {saying.says}", hint)


def _name(code: str) -> str:
    return load_actors().get(code).name
