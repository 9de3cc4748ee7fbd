"""Terms: how a text defines a class of partners, and whom it counts as one."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.intake.reading.remarks.patterns import pattern_of, terms_of
from foedus.intake.reading.remarks.prose import Line, Prose
from foedus.model.sayings import Saying

__all__ = ["find_terms"]

_CLASSES = ("quasi-alliance", "like-minded")


def find_terms(prose: Prose) -> Iterator[Saying]:
    """A saying for each definition, and for each state that stands beside a class."""
    for line in prose.lines:
        if not line.states:
            continue
        for term, form in terms_of(line.language).items():
            for hit in form.finditer(line.words):
                rest = pattern_of(line.language, "defines").match(line.words[hit.end() :])
                if rest is not None:
                    yield prose.saying("definition", line, (hit.start(), len(line.words)), topic=term)
                elif term in _CLASSES:
                    yield from _counted(prose, line, term, hit.span())


def _counted(prose: Prose, line: Line, term: str, span: tuple[int, int]) -> Iterator[Saying]:
    """Whom the words right round a class say to be of it: `a Japan-India quasi-alliance`, `Peru and Chile … to the quasi-alliance level`."""
    low = line.start + span[0]
    near = [g for g in line.groups if 0 <= low - g.end <= 2 and len(set(g.codes)) == 2]
    level = pattern_of(line.language, "level").search(line.words)
    if level is not None and level.start() <= span[1] and span[0] <= level.end():
        near += [g for g in line.groups if len(g.codes) > 1 and g.end - line.start <= span[0]][:1]
    for group in near[:1]:
        yield prose.saying("counted", line, span, topic=term, actors=tuple(sorted(set(group.codes))))
