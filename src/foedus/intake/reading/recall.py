"""What a text has set up that later sentences only point at: instruments spoken of, the actor and the pair it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.lexicon import Token
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Recall", "Scheme", "Spoken", "Told", "hub_of", "turns_to"]

_MEMORY: Final = 4
_AGREEMENTS: Final = frozenset({"treaty", "arrangement"})
_TYPES_OF: Final = {"contract": frozenset({"equipment_export"}), "exercise": frozenset({"exercise"})}
# A name set up as what the text now turns to.
_TURN_BEFORE: Final = re.compile(
    r"(?:(?:as for|in the case of|turning to|with regard to|regarding|as to)\s(?:the\s)?|至于|至於|再看|再來看|再来看|對於|对于|最後是|最后是|先看)$",
    re.IGNORECASE,
)
_TURN_AFTER: Final = re.compile(r"方面|一侧|一側")


@dataclass(frozen=True, slots=True)
class Spoken:
    """An instrument the text has spoken of, in which sentence; no parties where it spoke of several at once."""

    type: str
    parties: tuple[str, ...]
    sentence: int
    common: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """An aid programme and whose it is; `led_by` is the stage that the lead-in of a list of receivers told, `led_date` when."""

    type: str
    donor: str
    sentence: int
    is_title: bool = False
    led_by: str = ""
    led_date: TextDate | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What was said last of an instrument: its stage, its parties, who acted, in which sentence."""

    type: str
    parties: tuple[str, ...]
    stage: str
    lead: str
    sentence: int


@dataclass(slots=True)
class Recall:
    """Mutable; one a document.

    Attributes
    ----------
    title_pair, many : tuple of str
        The two that the document's head names, and the last three or more named together.
    pair_is_named : bool
        Were the two spoken of last named side by side, or only parties of something stated?
    spoken : list of Spoken
        The last instruments, newest last.
    sentence : int
        How many sentences have been heard.
    scheme : Scheme or None
        The aid programme last named.
    opened_with : tuple of str
        Whom the paragraph first called "the two neighbours" or "the pair".
    told : Told or None
        The last thing said to have happened: what "Chile followed in May" says again of Chile.
    heads : dict
        Whom and which pair the document's head is about, as each language tells; looked for once.
    """

    title_pair: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    pair_is_named: bool = False
    spoken: list[Spoken] = field(default_factory=list)
    sentence: int = 0
    scheme: Scheme | None = None
    opened_with: tuple[str, ...] = ()
    told: Told | None = None
    heads: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def speak(self, type_: str, parties: Sequence[tuple[str, ...]]) -> None:
        """Remember an instrument; of several sets of parties none is the one meant by "the pact"."""
        if load_vocabulary().type(type_).family in _AGREEMENTS or any(type_ in types for types in _TYPES_OF.values()):
            whole = parties[0] if len(set(parties)) == 1 and len(parties[0]) > 1 else ()
            shared = set.intersection(*(set(one) for one in parties)) if len(parties) > 1 else set()
            common = shared.pop() if len(shared) == 1 else ""
            self.spoken = [*self.spoken[1 - _MEMORY :], Spoken(type_, tuple(whole), self.sentence, common)]

    def constant(self, hub: str) -> str:
        """Who is a party of all that was spoken of: the one whose agreements are told one after the other."""
        last = self.last("instrument")
        if last is None:
            return ""
        if last.common or hub in last.parties:
            return last.common or hub
        alike = [set(one.parties) for one in self.spoken if one.type == last.type and len(one.parties) == 2]
        shared = set.intersection(*alike) if len(alike) > 1 else set()
        if len(shared) == 1:
            return shared.pop()
        lead = self.told.lead if self.told is not None and set(self.told.parties) == set(last.parties) else ""
        return next((code for code in last.parties if code != lead), "") if lead in last.parties else ""

    def blur(self) -> None:
        """An agreement of unknown kind was spoken of: "the pact" may mean it."""
        if self.spoken:
            self.spoken = [*self.spoken[1 - _MEMORY :], Spoken(self.spoken[-1].type, (), self.sentence)]

    def last(self, anaphor: str) -> Spoken | None:
        """What a word looks back to: `contract` and `exercise` to one of that kind, any other to an agreement."""
        types = _TYPES_OF.get(anaphor)
        for one in reversed(self.spoken):
            if one.type in types if types else load_vocabulary().type(one.type).family in _AGREEMENTS:
                return one
        return None


def turns_to(folded: str, start: int, end: int) -> bool:
    """Does a text turn to the actor named in a span: `As for New Zealand, …`, 德国方面?"""
    return bool(_TURN_BEFORE.search(folded[max(0, start - 24) : start]) or _TURN_AFTER.match(folded, end))


def hub_of(tokens: Sequence[Token], heads: Sequence[Sequence[Token]]) -> tuple[str, tuple[str, ...]]:
    """The one actor a document is about, or an empty string; and the pair that its head names, if any.

    It is who stands alone in its head, or who is named clearly more often than any other.
    """
    titled = [tuple(dict.fromkeys(t.value for t in head if t.kind == "actor")) for head in heads]
    pair = next((named for named in titled if len(named) == 2), ())
    alone = next((named[0] for named in titled if len(named) == 1), "")
    counts = Counter(t.value for t in tokens if t.kind == "actor").most_common(2)
    clear = bool(counts) and counts[0][1] >= 4 and (len(counts) < 2 or 2 * counts[0][1] >= 3 * counts[1][1])
    return alone or (counts[0][0] if clear else ""), pair
