"""What a document has set up before a sentence: who its title, its heading and its last sentences were about, and which instruments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from foedus.intake.reading.lexicon import Token

__all__ = ["Context", "Heard"]

_REACH: Final = 4
_TOPIC: Final = 2
_STATE: Final = 3
_AT_PLACE: Final = 6  # where it was written counts as one in so many of the names


@dataclass(frozen=True, slots=True)
class Heard:
    """What one sentence named: actors in order, pairs it joined, instrument types, dates; and which sentence it was."""

    number: int
    codes: tuple[str, ...]
    pairs: tuple[frozenset[str], ...]
    types: tuple[str, ...]
    dates: tuple[str, ...]
    paragraph: int


@dataclass(slots=True, kw_only=True)
class Context:
    """Mutable memory of one document, the same for all languages.

    Attributes
    ----------
    often : Counter
        How often the document names each actor.
    topics : tuple of str
        The types that it names most often.
    title, heading : tuple of str
        Actors that the title, and the heading over the present sentence, name.
    on_topic : bool
        Is the document about defence, so that words that only may hint at an instrument count?
    """

    often: Counter[str]
    hub: str = ""
    title: tuple[str, ...] = ()
    title_types: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    heading_types: tuple[str, ...] = ()
    heading_date: str | None = None
    number: int = 0
    paragraph: int = 0
    last_paragraph: int = 0
    last: list[Heard] = field(default_factory=list)
    actors: list[Heard] = field(default_factory=list)
    kinds: list[Heard] = field(default_factory=list)
    recent: list[str] = field(default_factory=list)
    in_paragraph: set[str] = field(default_factory=set)
    together: Counter[frozenset[str]] = field(default_factory=Counter)
    top: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    home: str = ""
    opening: str | None = None
    opened: int = -99
    on_topic: bool = False

    @classmethod
    def of(
        cls, tokens: Sequence[Token], titles: Sequence[Sequence[Token]], home: str, self_: str, place: str = ""
    ) -> Context:
        """The context at the head of a document with these tokens, of which some are its titles', written from a place."""
        often = Counter(t.value for t in tokens if _is_actor(t))
        entitled = [t.value for title in titles for t in title if _is_actor(t)]
        title = tuple(dict.fromkeys(entitled))
        types = tuple(dict.fromkeys(t.value for title_ in titles for t in title_ if t.kind in ("instrument", "named")))
        whole = Counter(often)
        for code in title:
            whole[code] += 2
        if place:
            whole[place] += max(2, whole.total() // _AT_PLACE)
        first = whole.most_common(2)
        hub = first[0][0] if first and (len(first) == 1 or first[0][1] >= 1.3 * first[1][1]) else ""
        hub = self_ or hub
        top = tuple(code for code, _ in whole.most_common(5))
        told = Counter(t.value for t in tokens if t.kind in ("instrument", "named"))
        return cls(
            often=often,
            hub=hub,
            title=title[:4],
            title_types=types[:3],
            top=top,
            topics=tuple(kind for kind, _ in told.most_common(2)),
            home=place or home,
            on_topic=_is_on_topic(tokens),
        )

    def head(self, tokens: Sequence[Token], date: str | None) -> None:
        """A heading begins a section."""
        codes = tuple(dict.fromkeys(t.value for t in tokens if _is_actor(t)))
        types = tuple(dict.fromkeys(t.value for t in tokens if t.kind in ("instrument", "named")))
        self.heading, self.heading_types, self.heading_date = codes[:4], types[:3], date

    def hear(self, heard: Heard) -> None:
        """A sentence is over."""
        self.number += 1
        if heard.paragraph != self.last_paragraph:
            self.in_paragraph, self.last_paragraph = set(), heard.paragraph
        self.in_paragraph.update(heard.codes)
        self.together.update(heard.pairs)
        for code in reversed(heard.codes):
            if code in self.recent:
                self.recent.remove(code)
            self.recent.insert(0, code)
        if heard.codes:
            self.actors = [heard, *self.actors[: _REACH - 1]]
        if heard.types:
            self.kinds = [heard, *self.kinds[: _REACH - 1]]
        self.last = [heard]

    def age(self, heard: Heard) -> int:
        """How many sentences ago."""
        return self.number - heard.number


def _is_on_topic(tokens: Sequence[Token]) -> bool:
    """Two instruments named, or three words of defence; a contract, a buyer, a supplier are of all trades."""
    named = sum(t.kind in ("instrument", "named", "relation") for t in tokens)
    if named >= _TOPIC:
        return True
    hinted = sum(t.kind == "hint" and "faint" not in t.detail and t.value != "equipment_export" for t in tokens)
    return named + hinted > _TOPIC


def _is_actor(token: Token) -> bool:
    return (token.kind == "actor" and token.detail.get("form") != "short") or token.kind == "group"
