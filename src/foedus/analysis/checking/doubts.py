"""Doubtful doers and purposes: a constitution that does not bind the doer, a treaty for what is agreed, members to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.findings import Finding, Verdict, lines_of
from foedus.analysis.checking.saying import finding_at
from foedus.analysis.checking.wording import joined, say_date, say_instrument, say_stage
from foedus.model.actors import load_actors
from foedus.model.sayings import Saying

__all__ = ["check_doubts", "compare_seekers"]

_BINDING = ("in_force", "signed")


def check_doubts(sayings: Sequence[Saying], catalogue: Catalogue) -> Iterator[Finding]:
    """Findings on one document."""
    for saying in sayings:
        if saying.kind == "bound":
            owner, doer = _name(saying.topic), _name(saying.side)
            hint = (
                f"A constitution binds its own state: that of {owner} says nothing of what {doer} may do, only of what {owner} may do with it. "
                f"The doer seems wrong, perhaps in translation; the record has no entry for it."
            )
            yield finding_at(
                saying, "doubt", Verdict.UNCHECKABLE, f"{saying.says}, held against the constitution of {owner}", hint
            )
        elif saying.kind == "purpose":
            yield _purpose(saying, catalogue)
    yield from _seekers(sayings)


def _purpose(saying: Saying, catalogue: Catalogue) -> Finding:
    """What an agreement to come is for stands in one that there is."""
    there = [i for i in catalogue.having(saying.topic, saying.actors[0]) if i.parties == saying.actors]
    steps = [
        e
        for i in there
        for e in i.evidence
        if e.claim.stage in _BINDING and e.claim.date and e.claim.modality == "asserted"
    ]
    had = f" The record has the {say_instrument(saying.topic, saying.actors)}" + (
        f": {say_stage(steps[-1].claim.stage or '')} {say_date(steps[-1].claim.date or '')}." if steps else "."
    )
    hint = (
        f"The purpose is “{saying.side}”, which the text itself says they have: “{saying.says}”{had if there else ''} "
        "What the new agreement would add, it does not say."
    )
    lines = lines_of(steps[:2], there[0].id) if there else ()
    return finding_at(saying, "internal", Verdict.DISPUTED, f"an agreement for {saying.side}", hint, lines)


def _seekers(sayings: Sequence[Saying]) -> Iterator[Finding]:
    for saying in _outside(sayings):
        yield finding_at(
            saying,
            "membership",
            Verdict.UNCHECKABLE,
            f"{_who(saying)} and {_group(saying)}",
            f"{_no_member(saying)} Whether it will be, no record can say.",
        )


def compare_seekers(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """Whom several documents put beside one group, none as a member."""
    seekers = list(_outside(sayings))
    done: set[tuple[str, str]] = set()
    for saying in seekers:
        group = saying.topic.split("-")[0]
        others = [o for o in seekers if o.doc != saying.doc and o.topic.split("-")[0] == group]
        if others and (saying.doc, group) not in done:
            done.add((saying.doc, group))
            listed = joined(list(dict.fromkeys(f"{_who(o)}: “{' '.join(o.quote.split())}” ({o.doc})" for o in others)))
            hint = f"{_no_member(saying)} Other documents say of {listed}. None of this is membership."
            yield finding_at(
                saying, "between documents", Verdict.UNCHECKABLE, f"{_who(saying)} and {_group(saying)}", hint
            )


def _outside(sayings: Sequence[Saying]) -> Iterator[Saying]:
    """Those who are no members, of groups whose members are known."""
    for saying in sayings:
        if saying.kind == "seeker" and saying.actors:
            members = load_actors().members(saying.topic).certain
            if members and saying.actors[0] not in members:
                yield saying


def _no_member(saying: Saying) -> str:
    members = joined([_name(code) for code in sorted(load_actors().members(saying.topic).certain)])
    return f"{_who(saying)} is no member of {_group(saying)}, which has {members}."


def _who(saying: Saying) -> str:
    return _name(saying.actors[0])


def _group(saying: Saying) -> str:
    return _name(saying.topic)


def _name(code: str) -> str:
    return load_actors().get(code).name
