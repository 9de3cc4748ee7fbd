"""Scopes: what is said to leave a state out, or to be done with allies alone, and who is named in spite of that."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.intake.reading.remarks.patterns import pattern_of
from foedus.intake.reading.remarks.prose import Line, Prose
from foedus.model.sayings import Saying

__all__ = ["find_scopes"]

_BESIDE = 2


def find_scopes(prose: Prose) -> Iterator[Saying]:
    """A saying for each of these whose examples, in its sentence or the next one, do name the state left out."""
    for line in prose.lines:
        if line.states:
            yield from _beyond(prose, line)
            yield from _only_allies(prose, line)


def _beyond(prose: Prose, line: Line) -> Iterator[Saying]:
    """`minilaterals beyond the US … enhancing trilateral mechanisms of the US, Japan and South Korea`."""
    for hit in pattern_of(line.language, "beyond").finditer(line.words):
        low, high = line.start + hit.start(), line.start + hit.end()
        beside = (g for g in line.groups if 0 <= g.start - high <= _BESIDE or 0 <= low - g.end <= _BESIDE)
        out = next(beside, None)
        if out is None or len(out.codes) != 1 or not any(t.kind in ("instrument", "relation") for t in line.tokens):
            continue
        if not any(t.value == "minilateral" for t in line.tokens):
            continue
        following = prose.lines[line.number + 1 : line.number + 2]
        for other in (other for other in following if other.passage == line.passage):
            named = [g for g in other.groups if len(set(g.codes)) > 2 and out.codes[0] in g.codes]
            if named:
                yield prose.saying(
                    "beyond", line, hit.span(), topic=out.codes[0], side=" / ".join(",".join(g.codes) for g in named),
                    says=prose.document.text[named[0].start : named[-1].end],
                )  # fmt: skip


def _only_allies(prose: Prose, line: Line) -> Iterator[Saying]:
    for hit in pattern_of(line.language, "only_allies").finditer(line.words):
        kinds = [
            t.value for t in line.tokens if t.kind in ("instrument", "relation") and t.value != "mutual_defense_treaty"
        ]
        before = [o for o in prose.lines[max(0, line.number - 2) : line.number] if o.passage == line.passage]
        groups = [g for o in before for g in o.groups if g.case == "other_than"]
        partners = tuple(dict.fromkeys(code for g in groups for code in g.codes))
        if prose.main and partners and kinds:
            yield prose.saying("only_allies", line, hit.span(), topic=kinds[0], side=prose.main, actors=partners)
