"""What a text is talking about from sentence to sentence: the last pair, subject, list and date it set up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from foedus.intake.reading.japanese.memory import Memory
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.recall import Recall, turns_to
from foedus.intake.reading.tables.outline import Scope

__all__ = ["Discourse"]


_STATE = 3
"""Letters of a state's code; organisations have others or four."""


@dataclass(slots=True, kw_only=True)
class Discourse:
    """Mutable memory of the reader within one document; paragraphs reset what only holds inside them."""

    pair: tuple[str, ...] = ()
    subject: str = ""
    hub: str = ""
    those: tuple[str, ...] = ()
    instrument: tuple[str, tuple[str, ...]] | None = None
    programme: tuple[str, tuple[str, ...]] | None = None
    frame_date: str | None = None
    frame_age: int = 99
    event_date: str | None = None
    event_age: int = 99
    memory: Memory = field(default_factory=Memory)
    recall: Recall = field(default_factory=Recall)
    kind: str = ""
    kind_age: int = 99
    anchor: str = ""
    main: str = ""
    title: str = ""
    partner: str = ""
    company: tuple[str, ...] = ()
    main_pair: tuple[str, ...] = ()
    scope: Scope | None = None
    local_pair: tuple[str, ...] = ()
    alliance: str = ""
    told: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    is_scoped: bool = False

    def begin_paragraph(self) -> None:
        """Date frames end with the paragraph; the pair and the subject carry over."""
        self.frame_date, self.frame_age = None, 99
        self.event_date, self.event_age = None, 99
        self.recall.opened_with = ()

    def settle(self) -> None:
        """At the head of a paragraph "the two countries" are those of the heading, else those of the title."""
        self.pair = self.local_pair or self.main_pair or self.pair

    def announce(self, groups: Sequence[PartyGroup], kind: str, *, is_title: bool, is_question: bool) -> None:
        """Take up a heading, a title or a question: whom and what the text below is about."""
        codes = Counter(c for group in groups if group.case != "other_than" for c in group.codes if len(c) == _STATE)
        top = [code for code, count in codes.most_common() if count == max(codes.values())] if codes else []
        if is_title:
            self.main_pair = self.pair = tuple(codes) if len(codes) == 2 else ()
            self.anchor = self.title = top[0] if len(top) == 1 else ""
        whose = self.anchor or self.main
        others = [code for code in codes if code != whose]
        self.partner = others[0] if len(codes) == 1 and others and kind and not is_title else ""
        local: tuple[str, ...] = ()
        if len(others) == 1 and whose and not is_title:
            local = (whose, others[0])
        elif len(codes) == 2 and (is_question or not whose):
            local = tuple(codes)
        self.local_pair = local
        if kind:
            self.kind, self.kind_age = kind, 0

    def open_scope(self, scope: Scope | None) -> None:
        """A line of a list or a time line begins: what its headings name is what it speaks of; None in plain prose."""
        self.scope = scope
        if scope is None or not scope.parties:
            if self.is_scoped:  # the section is over, and with it its partner
                self.partner, self.anchor, self.is_scoped = "", self.title or self.anchor, False
            return
        self.is_scoped = True
        self.take(scope.parties)
        self.anchor = self.memory.topic = scope.parties[-1]
        self.partner = scope.parties[0] if len(scope.parties) == 2 else ""
        if scope.type and len(scope.parties) == 2:
            self.instrument = self.memory.instrument = self.memory.treaty = (scope.type, scope.parties)
            self.memory.age = 0
        if scope.type:
            self.kind, self.kind_age = scope.type, 0

    def tell(self, kind: str, parties: tuple[str, ...]) -> None:
        """Remember the instruments told of, the last one last: "both agreements" means two of them."""
        one = (kind, tuple(sorted(set(parties))))
        self.told = [*(other for other in self.told[-4:] if other != one), one]

    def head(self, codes: Sequence[str]) -> None:
        """Take a heading's actors as the section's: two are its pair, one stands beside the actor of the whole text."""
        named = tuple(dict.fromkeys(codes))
        if len(named) == 2:
            self.pair, self.subject, self.recall.pair_is_named = named, named[0], True
        elif len(named) > 2:
            self.recall.many = named
        elif named and self.hub and named[0] != self.hub:
            self.pair, self.subject, self.recall.pair_is_named = (self.hub, named[0]), self.hub, True

    def the_two(self) -> tuple[str, ...]:
        """Whom "the two neighbours" means: the two named last, or else the two of the title."""
        return self.pair if self.recall.pair_is_named or not self.recall.title_pair else self.recall.title_pair

    def take(self, parties: Sequence[str]) -> None:
        """Two parties of a sure statement are what the text is now about."""
        if len(set(parties)) == 2:
            self.recall.pair_is_named = self.recall.pair_is_named and set(parties) == set(self.pair)
            self.pair = tuple(parties)
        elif len(set(parties)) > 2:
            self.recall.many = tuple(parties)

    def hear_both(self, groups: Sequence[PartyGroup]) -> None:
        """Two states that an English sentence names, and no others, are the two of the next one, however they stand in it."""
        named = dict.fromkeys(code for g in groups if g.case != "other_than" for code in g.codes)
        if len(named) == 2 and all(len(code) == _STATE for code in named):
            self.pair, self.recall.pair_is_named = tuple(named), True

    def hear(self, groups: Sequence[PartyGroup], clauses: Sequence[int] = (), folded: str = "") -> None:
        """Take up the actors of a sentence that has been read; a dashed pair counts where it opens a clause as its subject."""
        for group in groups:
            if group.case == "other_than":
                continue
            opens = any(0 <= group.start - begin <= 6 for begin in clauses) and not group.is_possessive
            if (
                len(set(group.codes)) == 2
                and group.case in ("", "subject", "between", "of")
                and (group.link == "list" or opens)
            ):
                self.pair, self.recall.pair_is_named = group.codes, True
            if len(group.codes) >= 2 and group.case == "with":
                self.those = group.codes
            if len(set(group.codes)) >= 3:
                self.company = self.recall.many = group.codes
        self.event_age += 1
        self.memory.age += 1
        self.memory.topic_age += 1
        self.recall.sentence += 1
        if folded and groups and len(groups[0].codes) == 1 and turns_to(folded, groups[0].start, groups[0].end):
            self.head(groups[0].codes)
        free = [g for g in groups if g.case in ("", "subject") and len(g.codes) == 1 and not g.is_demonym]
        if free:
            self.subject = free[0].codes[0]
        partners = [g for g in groups if g.case == "with" and len(g.codes) == 1]
        if free and partners and partners[0].codes[0] != free[0].codes[0]:
            self.pair = (free[0].codes[0], partners[0].codes[0])
