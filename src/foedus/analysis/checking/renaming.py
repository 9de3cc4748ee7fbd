"""Names that are not what they seem: one thing under two names, one name for two things, editions of one paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.saying import by_topic, finding_at, told
from foedus.analysis.checking.wording import joined, say_date
from foedus.model.actors import load_actors
from foedus.model.dates import EdtfDate, overlap
from foedus.model.sayings import Saying

__all__ = ["check_names", "compare_names"]

_MOST: Final = 3
"""Rival places told at one."""


def check_names(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """Names within one document."""
    yield from _renderings(sayings)
    yield from _two_subjects(sayings)
    yield from _homonyms(sayings, across=False)
    yield from _editions(sayings, across=False)


def compare_names(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """Names between documents."""
    yield from _homonyms(sayings, across=True)
    yield from _editions(sayings, across=True)
    yield from _one_group(sayings)


def _renderings(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """`acting alliance` and `Alliance in Action`."""
    for own in by_topic(sayings, "quoted").values():
        first = {saying.side.replace("-", " "): saying for saying in reversed(own)}
        if len(first) > 1:
            for saying in list(first.values())[::-1]:
                others = [o for o in first.values() if o is not saying]
                hint = f"The same words in another form elsewhere: {told(others, here=saying.doc)}. They look like two renderings of one term; take them for one."
                yield finding_at(saying, "naming", Verdict.UNCHECKABLE, f"“{saying.says}”, a term", hint)


def _two_subjects(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """`from a 'line' to a 'surface'`, here of one pair of states and there of another state's position."""
    for own in by_topic(sayings, "pair").values():
        for saying in own:
            others = [o for o in own if (o.line != saying.line and set(o.actors) - set(saying.actors)) or (o.line != saying.line and set(saying.actors) - set(o.actors))]  # fmt: skip
            if others:
                words = joined([f"“{word}”" for word in saying.words])
                hint = f"Here {words} are said of {_who(saying)}, elsewhere of {_who(others[0])}: {told(others[:1], here=saying.doc)}. One figure of speech for two things; each would need a measure of its own."
                yield finding_at(saying, "naming", Verdict.UNCHECKABLE, f"{words}, of {_who(saying)}", hint)


def _who(saying: Saying) -> str:
    return joined([load_actors().get(code).name for code in saying.actors]) or "nobody named"


def _homonyms(sayings: Sequence[Saying], *, across: bool) -> Iterator[Finding]:
    """`three principles` of two things that have no word in common."""
    for topic, own in by_topic(sayings, "numbered").items():
        for saying, others in _rivals(own, lambda a, b: not set(a.words) & set(b.words), across=across):
            hint = f"One name for two things: the {topic} are here of “{saying.side}”, elsewhere {told(others, here=saying.doc)}. Do not take one for the other."
            yield finding_at(saying, "naming", Verdict.UNCHECKABLE, f"{topic}: {saying.side}", hint)


def _editions(sayings: Sequence[Saying], *, across: bool) -> Iterator[Finding]:
    """A paper `introduced` in one year that was there in another."""
    kind, verdict = ("between documents", Verdict.DISPUTED) if across else ("naming", Verdict.UNCHECKABLE)
    for topic, own in by_topic(sayings, "paper").items():
        dated = [saying for saying in own if saying.date]
        for saying, others in _rivals(
            dated, lambda a, b: "begun" in (a.side, b.side) and not _agree(a, b), across=across
        ):
            when, others_when = say_date(saying.date or ""), joined(sorted({say_date(o.date or "") for o in others}))
            hint = (
                f"The {topic} is dated {when} here and {others_when} elsewhere: {told(others, here=saying.doc)}. "
                "They are editions of one paper: what was “introduced” or “released” then need not have been the first."
            )
            yield finding_at(saying, kind, verdict, f"{topic} of {when}", hint)


def _agree(left: Saying, right: Saying) -> bool:
    return overlap(EdtfDate.parse(left.date or ""), EdtfDate.parse(right.date or ""))


def _one_group(sayings: Sequence[Saying]) -> Iterator[Finding]:
    """`IP4` and `AP4`: other letters, the same members."""
    for code, own in by_topic(sayings, "group").items():
        for saying, others in _rivals(own, lambda a, b: a.side != b.side, across=True):
            names, where = joined(sorted({o.side for o in others})), joined(sorted({o.doc for o in others}))
            hint = f"One group under two names: {saying.side} here, {names} elsewhere ({where}). Both have {_members(code)}."
            yield finding_at(saying, "naming", Verdict.UNCHECKABLE, f"{saying.side}, a group", hint)


def _members(code: str) -> str:
    members = load_actors().members(code).certain
    return joined([load_actors().get(member).name for member in sorted(members)]) or "the same members"


def _rivals(
    own: Sequence[Saying], differ: Callable[[Saying, Saying], bool], *, across: bool
) -> Iterator[tuple[Saying, list[Saying]]]:
    """The first place in each document that has rivals, in it or in others, with the first of them."""
    done: set[str] = set()
    for saying in own:
        if saying.doc in done:
            continue
        others = [o for o in own if (o.doc != saying.doc) == across and o != saying and differ(saying, o)]
        if others:
            done.add(saying.doc)
            yield saying, others[:_MOST]
