"""Of whom a mention's clause is said: the actors before it, those a pronoun stands for, or those named only behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.frames import Frame
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.parties import PartyGroup

__all__ = ["relative_subject", "subject_of"]

_RELATIVE: Final = re.compile(r",? (?:which |that )?(?:the )?", re.IGNORECASE)
_RESUMED: Final = re.compile(
    r"(?<=which )(?:[^,;]*,\s)(?:also\s|then\s|has\s|have\s|had\s|will\s|is\s|\w+ly\s)*(?:[a-z]+ed|has|have|is|are|was|were|took|sent|began|held|met|sold|bought|gave)\b"
)
_JOINED: Final = re.compile(
    r"\b(?:joined|joining|left|leaving|entered|hosted|met|visited|invited) (?:the )?$", re.IGNORECASE
)
_NEAR_HEAD: Final = 24
_PRONOUN_REACH: Final = 60


def subject_of(frame: Frame, mention: Mention, discourse: Discourse) -> tuple[str, ...]:
    """The actors of whom the mention's clause is said."""
    low, high = frame.clause(mention.start)
    marked = [g for g in frame.groups if g.case == "subject" and not frame.in_bracket(g.start) and g.start < high]
    if marked:
        return marked[-1].codes
    for begin in [c for c in sorted(frame.clauses, reverse=True) if c <= mention.start]:
        end = min((c for c in frame.clauses if c > begin), default=frame.sentence.end)
        if begin != frame.sentence.start and _RESUMED.search(frame.folded, begin, mention.start):
            continue  # "Sweden, which joined in 2024, signed …": the main clause goes on
        found = _ahead(frame, begin, min(end, mention.start) if begin == low else end, mention, discourse)
        if found:
            return found
    return _behind(frame, mention, low, high)


def _ahead(frame: Frame, begin: int, limit: int, mention: Mention, discourse: Discourse) -> tuple[str, ...]:
    """Who stands in one clause before the mention, by name or by pronoun."""
    free = [g for g in frame.groups if begin <= g.start < limit and g.case == "" and not frame.in_bracket(g.start)]
    free = [g for g in free if not _JOINED.search(frame.folded, max(begin, g.start - 14), g.start)]
    strong = [g for g in free if not g.is_demonym]
    anaphors = [
        t
        for t in frame.of("anaphor", begin, min(limit, begin + _PRONOUN_REACH))
        if t.value in ("pair", "trio", "subject")
    ]
    if anaphors and (not strong or anaphors[0].start < strong[0].start):
        heard = _heard(frame, anaphors[0], discourse)
        if heard:
            return tuple(heard)
    pairs = [g for g in frame.groups if begin <= g.start < limit and g.case == "of" and len(g.codes) >= 2]
    named = [*strong[:1], *pairs[:1], *free[:1]]  # "of": "the ministers of Peru and Ghana"
    if named:
        return named[0].codes
    if anaphors and anaphors[0].value == "pair" and begin == frame.sentence.start:
        later = [g for g in frame.groups if g.start > mention.end and g.case == "" and len(set(g.codes)) == 2]
        return later[0].codes if later else ()  # "Two years after they signed a pact, Peru and Ghana …"
    return ()


def _behind(frame: Frame, mention: Mention, low: int, high: int) -> tuple[str, ...]:
    """Who is named only behind the mention."""
    later = [g for g in frame.groups if mention.end <= g.start < high and g.case == "" and not g.is_demonym]
    if later and not frame.in_bracket(later[0].start) and mention.start - frame.sentence.start <= _NEAR_HEAD:
        return later[0].codes  # "Under Official Security Assistance, Japan …"
    acting = [g for g in frame.groups if g.case in ("for", "by") and low <= g.start < high and len(g.codes) == 1]
    if acting or frame.lexicon.language != "en":
        return acting[0].codes if acting else ()
    signing = [g for g in frame.groups if g.case == "by" and g.start > mention.end and not frame.in_bracket(g.start)]
    return signing[0].codes if signing else ()  # ", inked by Peru and Ghana in 2019, was ratified"


def _heard(frame: Frame, anaphor: Token, discourse: Discourse) -> tuple[str, ...]:
    """Whom "they" and "it" mean: "it" first looks back to the subject of its own sentence."""
    if anaphor.value == "pair":
        return discourse.the_two()
    if anaphor.value == "trio":
        return discourse.recall.many
    if frame.lexicon.language == "en":
        named = _before(frame, anaphor)
        if named and named[0].start - frame.sentence.start <= 12:
            return named[0].codes
    return (discourse.subject,) if discourse.subject else ()


def _before(frame: Frame, anaphor: Token) -> Sequence[PartyGroup]:
    before = [g for g in frame.groups if g.end <= anaphor.start and g.case == "" and len(g.codes) == 1]
    return [g for g in before if not g.is_demonym and not frame.in_bracket(g.start)]


def relative_subject(frame: Frame, mention: Mention) -> tuple[str, ...]:
    """Who acts in the mention's own relative clause: "the accord, which Peru and Ghana signed"."""
    if frame.lexicon.language != "en":
        return ()
    for group in frame.groups:
        if group.start >= mention.end and group.case == "" and len(set(group.codes)) >= 2 and not group.is_demonym:
            return group.codes if _RELATIVE.fullmatch(frame.folded, mention.end, group.start) else ()
    return ()
