"""Where English puts the other party of an agreement: behind a list of agreements, in "with which", after "bound to", in a capital."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foedus.intake.reading.frames import Frame
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.parties import PartyGroup

__all__ = ["bound_to", "chain", "host_city", "received", "whom"]

_AND: Final = re.compile(
    r"(?:\s?\([^()]{1,60}\))?(?:\s?,\s?(?:and|or|as well as|plus)?|\s(?:and|or|as well as|plus|along with|together with|&))\s?(?:also\s)?"
    r"(?:an?\s|the\s|its\s|their\s|two\s|three\s)?(?:[a-z-]+\s){0,2}",
    re.IGNORECASE,
)
_WHOM: Final = re.compile(r"\bwith (?:which|whom)\b", re.IGNORECASE)
_BOUND: Final = re.compile(
    r"\b(?:bound|binds|bind|links?|linked|ties|tied|allied|committed|obligated|pledged)\b[^,;.]{0,30}?\sto\s(?:the\s)?$",
    re.IGNORECASE,
)
_VISIT: Final = frozenset({"treaty", "arrangement"})


def chain(frame: Frame, mention: Mention, mentions: Sequence[Mention]) -> list[Mention]:
    """The agreements that follow a mention in one list: "an ACSA, a GSOMIA and a SOFA with Peru"."""
    found = [mention]
    for one in (m for m in mentions if m.start >= mention.end):
        if not _AND.fullmatch(frame.folded, found[-1].end, one.start):
            break
        found.append(one)
    return found


def whom(frame: Frame, mention: Mention) -> PartyGroup | None:
    """Whom "with which" and "with whom" mean: "Oman, with whom it signed an accord", "Peru is the first with which …"."""
    if frame.lexicon.language != "en":
        return None
    low = frame.sentence.start
    hits = [h for h in _WHOM.finditer(frame.folded, low, mention.start) if mention.start - h.end() <= 80]
    if not hits:
        return None
    ahead = [g for g in frame.groups if g.end <= hits[-1].start() and not frame.in_bracket(g.start)]
    close = [g for g in ahead if hits[-1].start() - g.end <= 2]
    subjects = [g for g in ahead if g.case in ("", "subject")]
    return next(iter([*close, *reversed(subjects), *reversed(ahead)]), None)


def bound_to(frame: Frame, near: Sequence[PartyGroup]) -> list[PartyGroup]:
    """Parties to whom another is bound: "has been bound to Peru by a treaty", "a treaty links Peru to Ghana"."""
    if frame.lexicon.language != "en":
        return []
    return [
        g
        for g in near
        if g.case == "to" and _BOUND.search(frame.folded, max(frame.sentence.start, g.start - 60), g.start)
    ]


_RECEIVED: Final = re.compile(
    r"\b(?:host(?:s|ed|ing)?|met|meets?|receiv(?:es|ed|ing)|welcom(?:es|ed|ing)|join(?:s|ed|ing)|invit(?:es|ed)|engag(?:es|ed))\s(?:the\s|its\s)?$"
)


def received(frame: Frame, near: Sequence[PartyGroup], subject: Sequence[str]) -> PartyGroup | None:
    """Whom one state hosted or met: "hosted Peru for talks", "met his Ghanaian counterpart"."""
    others = [g for g in near if set(g.codes) - set(subject) and not g.is_possessive]
    hits = [g for g in others if _RECEIVED.search(frame.folded, max(frame.sentence.start, g.start - 20), g.start)]
    return hits[0] if hits else None


def host_city(frame: Frame, subject: Sequence[str], low: int, high: int) -> PartyGroup | None:
    """The capital in which one party signed, where nobody else is named: its state is the other party."""
    if frame.lexicon.language != "en" or len(set(subject)) != 1:
        return None
    if {code for g in frame.groups for code in g.codes if not g.is_capital} - set(subject):
        return None
    cities = [g for g in frame.groups if g.is_capital and len(g.codes) == 1 and not set(g.codes) & set(subject)]
    cities = [g for g in cities if g.case in ("in", "to", "with")]
    return cities[0] if len({g.codes for g in cities}) == 1 else None
