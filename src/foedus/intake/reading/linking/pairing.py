"""Sets of parties that an event may be between: joined in its sentence, one named and one from before, or all from before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from foedus.intake.reading.linking.sight import Sight
from foedus.intake.reading.parties import PartyGroup

__all__ = ["Pairing", "pairings"]

_MOST_PARTIES: Final = 48
_HISTORICAL: Final = "COW"  # states that are no more have the codes of the Correlates of War


@dataclass(slots=True)
class Pairing:
    """A set of parties an event may be between, with all the ways it comes about."""

    parties: frozenset[str]
    order: tuple[str, ...]
    sources: list[str]
    spans: list[tuple[int, int]]
    cases: list[str]


def pairings(sight: Sight) -> list[Pairing]:
    """Sets of parties, each once, the nearest ways to come by them first."""
    into = _Pairings(sight)
    into.joined()
    into.together()
    into.named()
    into.with_one_from_before()
    into.from_before()
    into.with_the_hub()
    into.alone()
    return list(into.found.values())


class _Pairings:
    def __init__(self, sight: Sight) -> None:
        self.sight, self.context = sight, sight.context
        self.found: dict[frozenset[str], Pairing] = {}
        groups = [g for g in sight.frame.groups if g.case != "other_than"]
        self.groups = [g for g in groups if not any(code.startswith(_HISTORICAL) for code in g.codes)]
        self.codes = list(dict.fromkeys(code for g in self.groups for code in g.codes))
        self.of = {code: g for g in reversed(self.groups) for code in g.codes}

    def add(
        self, codes: Sequence[str], source: str, spans: Sequence[tuple[int, int]] = (), cases: Sequence[str] = ()
    ) -> None:
        order = tuple(dict.fromkeys(code for code in codes if code))
        parties = frozenset(order)
        if not parties or len(parties) > 8:
            return
        known = self.found.get(parties)
        if known is None:
            if len(self.found) < _MOST_PARTIES:
                self.found[parties] = Pairing(parties, order, [source], list(spans), list(cases))
            return
        if source not in known.sources:
            known.sources.append(source)
        if not known.spans:
            known.spans, known.cases = list(spans), list(cases)

    def at(self, codes: Sequence[str], source: str, *groups: PartyGroup) -> None:
        """Add parties that these groups name."""
        self.add(codes, source, [(g.start, g.end) for g in groups], [g.case for g in groups])

    def joined(self) -> None:
        """Named together, or in two groups of the sentence, or as one of a list with its first."""
        for group in self.groups:
            if len(set(group.codes)) >= 2:
                self.at(group.codes, "joined2" if len(set(group.codes)) == 2 else "joined3", group)
            elif len(group.codes[0]) > 3:
                self.at(group.codes, "body", group)
        for i, one in enumerate(self.groups):
            for other in self.groups[i + 1 : i + 6]:
                self.across(one, other)
        for group in self.groups:
            if 3 <= len(set(group.codes)) <= 8:
                for code in group.codes[1:]:
                    if code != group.codes[0]:
                        self.at((group.codes[0], code), "within", group)

    def across(self, one: PartyGroup, other: PartyGroup) -> None:
        """One of each of two groups."""
        for a in one.codes[:8]:
            for b in other.codes[:8]:
                if a != b:
                    self.at((a, b), "across", one, other)

    def together(self) -> None:
        """All that the sentence names, or three of them one after the other."""
        codes, groups = self.codes, self.groups
        if not 3 <= len(codes) <= 6:
            return
        self.add(codes, "all", [(groups[0].start, groups[-1].end)], [groups[0].case])
        if len(codes) > 3:
            for i in range(len(codes) - 2):
                self.at(codes[i : i + 3], "three", self.of[codes[i]])

    def named(self) -> None:
        """Whom a name stands for, whom the rules found, whom the heading of the line names."""
        for token in self.sight.frame.tokens:
            if token.kind in ("named", "instrument", "hint") and token.detail.get("parties"):
                self.add(token.detail["parties"], "named", [(token.start, token.end)], [""])
        for reading in self.sight.readings:
            self.add(reading.parties, "rule", [(reading.start, reading.end)], [""])
        if self.sight.scope and len(self.sight.scope.parties) == 2:
            self.add(self.sight.scope.parties, "scope")

    def with_one_from_before(self) -> None:
        """One that the sentence names, with one that it does not."""
        outer = _outer(self.sight)
        for code in self.codes[:8]:
            for source, other in outer:
                if other not in self.codes:
                    self.at((code, other), f"with_{source}", self.of[code])

    def from_before(self) -> None:
        """Those of the last sentences, of the heading, of the title."""
        context = self.context
        for heard in context.actors:
            age = min(3, context.age(heard))
            for pair in heard.pairs[:6]:
                self.add(sorted(pair), f"ago{age}")
            if 3 <= len(heard.codes) <= 6:
                self.add(heard.codes, f"many{age}")
        if len(context.heading) == 2:
            self.add(context.heading, "heading")
        if len(context.title) == 2:
            self.add(context.title, "title2")
        elif len(context.title) >= 3:
            self.add(context.title, "title3")
            for code in context.title[1:]:
                self.add((context.title[0], code), "title_of3")
        self.from_whole()

    def from_whole(self) -> None:
        """Whom the whole text is about, with those of the headings and of the last sentences."""
        context = self.context
        recent = list(dict.fromkeys(code for heard in context.actors[:3] for code in heard.codes[:4]))
        for source, whose in (("hub", context.hub), ("home", context.home)):
            heads = [(code, f"{source}_head") for code in (*context.heading[:2], *context.title[:2])]
            for code, way in [*heads, *((code, f"{source}_recent") for code in recent[:5])]:
                if whose and code != whose:
                    self.add((whose, code), way)
        for code in context.heading[:2]:
            for other in recent[:3]:
                if code != other:
                    self.add((code, other), "head_recent")
        for size in (2, 3):
            if len(context.top) >= size:
                self.add(context.top[:size], f"top{size}")

    def with_the_hub(self) -> None:
        """A group of the sentence, with whom the text is about."""
        for source, whose in (("home", self.context.home), ("hub", self.context.hub)):
            for group in self.groups:
                if whose and whose not in self.codes and 2 <= len(set(group.codes)) <= 4:
                    self.at((whose, *group.codes), f"{source}_group", group)

    def alone(self) -> None:
        """One by itself, as aid and exports may be told of one."""
        for code in filter(None, dict.fromkeys([*self.codes[:3], self.context.hub])):
            group = self.of.get(code)
            if group is None:
                self.add((code,), "alone", [], [""])
            else:
                self.at((code,), "alone", group)


def _outer(sight: Sight) -> list[tuple[str, str]]:
    """Who may stand beside the one a sentence names: nearest first."""
    context = sight.context
    found: dict[str, str] = {}
    if sight.scope:
        for code in sight.scope.parties[:2]:
            found.setdefault(code, "scope")
    for code in context.heading[:2]:
        found.setdefault(code, "heading")
    if context.hub:
        found.setdefault(context.hub, "hub")
    if context.home:
        found.setdefault(context.home, "home")
    for heard in context.actors[:3]:
        for code in (heard.codes[:1] + heard.codes[-2:])[:3]:
            found.setdefault(code, f"ago{min(2, context.age(heard))}")
    for code in context.title[:2]:
        found.setdefault(code, "title")
    for code in context.top[:3]:
        found.setdefault(code, "top")
    return [(source, code) for code, source in found.items()]
