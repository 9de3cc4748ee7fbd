"""Who is said to belong to a group of states or an organisation: members named, those who joined, those who left."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from foedus.intake.reading.dates.fields import TextDate
from foedus.intake.reading.folding import fold
from foedus.intake.reading.frames import Frame
from foedus.intake.reading.lexicon import Token
from foedus.model.actors import State, load_actors
from foedus.model.remarks import Remark
from foedus.model.resources import load_file

__all__ = ["find_memberships", "may_tell_members"]

_FILE: Final = Path(__file__).parents[1] / "lexicon" / "memberships.yaml"
_REACH: Final = 120
"""How far before the name of the group its words begin [characters]."""
_ASIDE: Final = 60
"""How far before those words the subject can stand: dates and adverbs lie between."""
_UNREAL: Final = frozenset({"hypothetical", "recommended", "planned"})


@dataclass(frozen=True, slots=True)
class _Row:
    """One way of saying it; see `memberships.yaml`."""

    act: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    who: str
    then: re.Pattern[str] | None
    closed: bool


@dataclass(frozen=True, slots=True)
class _Ways:
    joint: re.Pattern[str]
    rows: tuple[_Row, ...]


@cache
def _ways(language: str) -> _Ways:
    data: Mapping[str, Any] = load_file(_FILE)[language]

    def compiled(row: Mapping[str, Any], field: str) -> re.Pattern[str] | None:
        return re.compile(row[field], re.IGNORECASE) if field in row else None

    rows = [
        _Row(
            act=row["act"],
            before=compiled(row, "before"),
            after=compiled(row, "after"),
            who=row["who"],
            then=compiled(row, "then"),
            closed=row.get("closed", False),
        )
        for row in data["rows"]
    ]
    return _Ways(re.compile(rf"(?:{data['joints']})*"), tuple(rows))


def may_tell_members(tokens: Sequence[Token]) -> bool:
    """Does a sentence name a group or an organisation, and others beside it?"""
    named = {t.value for t in tokens if t.kind in ("group", "actor")}
    return len(named) > 1 and any(_is_collective(code) for code in named)


def find_memberships(frame: Frame, resolved: Mapping[TextDate, str | None], doc: str, text: str) -> Iterator[Remark]:
    """Remarks on the groups a sentence names.

    Parameters
    ----------
    resolved : mapping of TextDate to str or None
        What the sentence's dates mean, as EDTF.
    """
    ways = _ways(frame.lexicon.language)
    for group in filter(None, (_as_group(token, frame.folded) for token in frame.tokens)):
        yield from _in_brackets(frame, group, doc, text)
        for row in ways.rows:
            found = _said(frame, group, row, ways.joint)
            if found is None:
                continue
            start, end, names = found
            yield Remark(
                doc=doc,
                start=start,
                end=end,
                quote=text[start:end],
                kind="membership",
                partners=names,
                group=group.value,
                number=float(len(names)),
                act=row.act,
                negated=_has(frame, start, end, ("denied",)),
                bound="exact" if row.closed else "at_least",
                date=_date(frame, resolved, start, end) if row.act in ("joined", "left") else None,
            )
            break


def _as_group(token: Token, folded: str) -> Token | None:
    """A token that names a group: as such, or a programme whose name is also that of its members."""
    if token.kind == "named":
        code = _groups_by_name().get(folded[token.start : token.end])
        return replace(token, kind="group", value=code) if code else None
    return token if token.kind in ("group", "actor") and _is_collective(token.value) else None


def _is_collective(code: str) -> bool:
    return code in load_actors() and not isinstance(load_actors().get(code), State)


@cache
def _groups_by_name() -> Mapping[str, str]:
    return {fold(form): code for form, _, kind, code in load_actors().forms() if kind == "group"}


def _in_brackets(frame: Frame, group: Token, doc: str, text: str) -> Iterator[Remark]:
    """`the Quad (Australia, India, Japan and the United States)`."""
    bracket = next((b for b in frame.brackets if 0 <= b.start - group.end <= 2), None)
    inside = [g for g in frame.groups if bracket and bracket.start < g.start < bracket.end]
    named = tuple(dict.fromkeys(code for g in inside for code in g.codes))
    if bracket is not None and len(named) >= 2:
        yield Remark(
            doc=doc, start=group.start, end=bracket.end, quote=text[group.start : bracket.end], kind="membership",
            partners=named, group=group.value, number=float(len(named)),
        )  # fmt: skip


def _said(frame: Frame, group: Token, row: _Row, joint: re.Pattern[str]) -> tuple[int, int, tuple[str, ...]] | None:
    folded, sentence = frame.folded, frame.sentence
    start, end = group.start, group.end
    if row.before is not None:
        low = max(sentence.start, group.start - _REACH)
        before = row.before.search(folded[low : group.start])
        if before is None:
            return None
        start = low + before.start()
    if row.after is not None:
        after = row.after.match(folded, group.end, sentence.end)
        if after is None:
            return None
        end = after.end()
    if _has(frame, start, end, _UNREAL):
        return None
    actors = [
        t for t in frame.tokens if t.kind == "actor" and not _is_collective(t.value) and not _is_in_date(frame, t)
    ]
    if row.who == "after":
        return _listed_after(folded, sentence.end, actors, (start, end), row, joint)
    return _listed_before(folded, actors, (start, end), joint)


def _is_in_date(frame: Frame, token: Token) -> bool:
    """The 일 of 4일 is no Japan."""
    return any(d.start <= token.start < d.end for d in frame.dates)


def _has(frame: Frame, start: int, end: int, modalities: Collection[str]) -> bool:
    low, high = frame.clause(start)
    return any(t.value in modalities for t in frame.of("modality", low, max(high, end)))


def _listed_after(
    folded: str, limit: int, actors: Sequence[Token], span: tuple[int, int], row: _Row, joint: re.Pattern[str]
) -> tuple[int, int, tuple[str, ...]] | None:
    names: list[Token] = []
    at = span[1]
    for token in (t for t in actors if t.start >= span[1]):
        if joint.fullmatch(folded, at, token.start) is None:
            break
        names.append(token)
        at = token.end
    if len(names) < (1 if row.act == "is" else 2) or (row.then and row.then.match(folded, at, limit) is None):
        return None
    return span[0], at, tuple(dict.fromkeys(t.value for t in names))


def _listed_before(
    folded: str, actors: Sequence[Token], span: tuple[int, int], joint: re.Pattern[str]
) -> tuple[int, int, tuple[str, ...]] | None:
    ahead = [t for t in actors if t.end <= span[0]]
    if not ahead or span[0] - ahead[-1].end > _ASIDE:
        return None
    names = [ahead[-1]]
    for token in reversed(ahead[:-1]):
        if joint.fullmatch(folded, token.end, names[-1].start) is None:
            break
        names.append(token)
    return names[-1].start, span[1], tuple(dict.fromkeys(t.value for t in reversed(names)))


def _date(frame: Frame, resolved: Mapping[TextDate, str | None], start: int, end: int) -> str | None:
    """The date nearest to the words within their clause."""
    low, high = frame.clause(start)
    near = [d for d in frame.dates if low <= d.start < max(high, end)]
    nearest = min(near, key=lambda d: min(abs(d.start - end), abs(start - d.end)), default=None)
    return resolved.get(nearest) if nearest else None
