"""Who a mention speaks of: a pair before it, partners after it, the subject of its clause, or the pair spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.english.acting import cast_of
from foedus.intake.reading.english.placing import bound_to, chain, host_city, received, whom
from foedus.intake.reading.frames import DIRECTED, VERB_LAST, Frame, Reading
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.subjects import relative_subject, subject_of
from foedus.intake.reading.tables.outline import Scope
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Who", "bracketed_groups", "compound_before", "find_parties", "partners_at", "reading_of"]

_ALONE = frozenset({"OSA", "ODA", "equipment_export", "legislation"})


@dataclass(frozen=True, slots=True)
class Who:
    """One set of parties, who acts among them, the date beside the name, and how sure the reading is [0 to 1]."""

    parties: tuple[str, ...]
    subject: str
    date: TextDate | None
    sureness: float
    how: str
    has_group: bool = False


def reading_of(
    frame: Frame, mention: Mention, who: Who, spans: Sequence[int], word: tuple[int, int] | None, **told: Any
) -> Reading:
    """A reading of one mention between one set of parties, with the words that gave its type, parties and stage.

    Parameters
    ----------
    spans : sequence of int
        Places in the text that belong to it; its clause reaches from the first to the last.
    word : (int, int) or None
        Span of the word for its stage.
    told : Any
        The other fields of `Reading`.
    """
    cues = [f"type: {_cue(frame, mention.start, mention.end)} ({mention.how})", f"parties: {who.how}"]
    cues += [f"stage: {_cue(frame, *word)}"] if word else []
    return Reading(
        type=mention.type,
        parties=who.parties,
        subject=who.subject,
        start=min(spans),
        end=max(spans),
        cues=tuple(cues),
        **told,
    )


def _cue(frame: Frame, start: int, end: int) -> str:
    """Words of the text with their place: `'signed' at 40-46`."""
    return f"{frame.folded[start:end].strip()!r} at {start}-{end}"


def find_parties(frame: Frame, mention: Mention, discourse: Discourse) -> list[Who]:
    """Sets of parties the mention speaks of, surest reading first found."""
    given = _given(frame, mention, discourse)
    if given is not None:
        return given
    arity = load_vocabulary().type(mention.type).arity
    low, high = frame.clause(mention.start)
    subject = relative_subject(frame, mention) or subject_of(frame, mention, discourse)
    usable = [g for g in frame.groups if g.case not in ("other_than",) and not frame.in_bracket(g.start)]
    near = [g for g in usable if low <= g.start < high]
    between = [g for g in near if g.case == "between" and len(g.codes) >= 2]
    if between:
        first = min(between, key=lambda g: abs(g.start - mention.end))
        following = [g for g in between if g.start > first.start] if arity == "group" else []
        return [Who(group.codes, "", None, 0.95, "between") for group in (first, *following)]
    if mention.how == "relation":
        return _related(frame, mention, usable, subject)
    partners = _partners(frame, mention, near, subject) or whom(frame, mention)
    if partners is None and len(set(subject)) == 1 and mention.type not in DIRECTED:
        partners = received(frame, near, subject) or _guest(near, mention, subject)
    if partners is not None:
        return _with_partners(frame, mention, partners, subject, discourse)
    return _from_context(frame, mention, subject, arity, discourse)


def _given(frame: Frame, mention: Mention, discourse: Discourse) -> list[Who] | None:
    """Parties that the mention's own words give, whatever its clause says; None where they give none."""
    if mention.parties:
        return _of_name(frame, mention, discourse)
    if mention.how == "act" and mention.implied is not None and "phrase" in mention.implied.detail:
        return [Who(one.parties, one.lead, None, 0.97, "those who act") for one in cast_of(frame, mention, discourse)]
    if mention.group:
        subject = subject_of(frame, mention, discourse)
        return [Who((*subject, mention.group), "", None, 0.85, "group joined", has_group=True)] if subject else []
    if mention.how == "owned":
        return _owned(mention, discourse)
    listed = bracketed_groups(frame, mention)
    if listed:
        return listed
    direct = compound_before(frame, mention)
    if direct is not None:
        return [Who(direct.codes, "", None, 0.98, "compound")]
    owners = _owners_behind(frame, mention)
    return None if owners is None else [Who(owners.codes, "", None, 0.93, "of")]


def _owned(mention: Mention, discourse: Discourse) -> list[Who]:
    """Whose agreement of the kind last told of it is, and with whom: with the one who is a party of them all."""
    last = discourse.recall.last("instrument")
    if last is not None and set(mention.owner) <= set(last.parties):
        return [Who(last.parties, "", None, 0.75, "the instrument last spoken of")]
    constant = discourse.recall.constant(discourse.hub)
    return [Who((code, constant), code, None, 0.75, "own") for code in mention.owner if constant and code != constant]


def _of_name(frame: Frame, mention: Mention, discourse: Discourse) -> list[Who]:
    """The parties a name stands for; of an exercise series, those who take part this time."""
    if mention.how == "named" and load_vocabulary().type(mention.type).is_instant:
        own = cast_of(frame, mention, discourse)
        if len(own) == 1 and len(set(own[0].parties)) >= 2:
            return [Who(own[0].parties, own[0].lead, None, 0.93, "those who act")]
    if mention.how == "anaphor":
        return [Who(mention.parties, "", None, 0.8, "the instrument last spoken of")]
    return [Who(mention.parties, "", None, 0.95, "named")]


def _with_partners(
    frame: Frame, mention: Mention, partners: PartyGroup, subject: tuple[str, ...], discourse: Discourse
) -> list[Who]:
    """The subject with the partners named; who the subject is may have to be looked for."""
    arity = load_vocabulary().type(mention.type).arity
    if not subject and discourse.scope is not None and discourse.scope.parties:
        return _with_headed(partners, discourse.scope)
    is_open = not subject and partners.case == "with" and not partners.is_possessive
    if is_open or (len(set(subject)) > 1 and arity == "dyad" and not _is_named(frame, subject)):
        subject = _host(partners, discourse)
    if subject:
        return _distributed(subject, partners, arity, several=_is_plural(frame, mention))
    if partners.case == "with" and frame.lexicon.language == "en":
        return []  # with whom the partner named has it is not known
    return _from_context(frame, mention, subject, arity, discourse)


def bracketed_groups(frame: Frame, mention: Mention) -> list[Who]:
    """Pairs and threesomes in the mention's own bracket."""
    if mention.bracket is None:
        return []
    inside = [g for g in frame.groups if mention.bracket.start < g.start < mention.bracket.end and len(g.codes) >= 2]
    return [
        Who(g.codes, "", None, 0.9, "in brackets")
        for g in inside
        if g.link == "compound" or mention.type == "minilateral"
    ]


def compound_before(frame: Frame, mention: Mention) -> PartyGroup | None:
    """The pair right before a mention: "Japan-Philippines RAA", 日豪円滑化協定."""
    for group in reversed(frame.groups):
        if (
            group.end > mention.start
            or len(set(group.codes)) < 2
            or frame.in_bracket(group.start) != frame.in_bracket(mention.start)
        ):
            continue
        gap = frame.folded[group.end : mention.start]
        if (
            group.link == "compound"
            and re.fullmatch(
                r"['\"“”《「『\s-]*(?:(?!and\b|with\b|to\b|on\b|of\b|the\b|is\b|as\b|an?\b)[\w'+\"-]+[\s\"-]+){0,3}[\"《「『]?",
                gap,
            )
            and len(gap) < 40
        ):
            return group
        if group.case == "of" and len(gap) <= 3 and frame.lexicon.language in VERB_LAST:
            return group
        return None
    return None


def _is_named(frame: Frame, codes: Sequence[str]) -> bool:
    return set(codes) <= {code for g in frame.groups for code in g.codes}


def _owners_behind(frame: Frame, mention: Mention) -> PartyGroup | None:
    """The pair right behind a mention: "the foreign and defence ministers of Peru and Ghana met"."""
    if frame.lexicon.language != "en":
        return None
    behind = (g for g in frame.groups if g.case == "of" and 0 <= g.start - mention.end <= 8 and len(set(g.codes)) >= 2)
    return next(behind, None)


def _guest(near: Sequence[PartyGroup], mention: Mention, subject: Sequence[str]) -> PartyGroup | None:
    """The other party where no "with" marks it: "scrapped the accord for Peruvian troops", "became NATO's partner"."""
    others = [
        g
        for g in near
        if set(g.codes) - set(subject) and -30 <= g.start - mention.start <= mention.end - mention.start + 60
    ]
    marked = [g for g in others if g.is_possessive or g.is_demonym or g.case in ("for", "to", "from", "of")]
    return min(marked, key=lambda g: abs(g.start - mention.end), default=None)


def _host(partners: PartyGroup, discourse: Discourse) -> tuple[str, ...]:
    """Who has an agreement "with Suva", where the sentence does not say: the pair spoken of, or the text's own state."""
    beside_hub = not discourse.hub or discourse.hub in (*discourse.pair, *partners.codes)
    if (
        len(set(partners.codes)) == 1
        and partners.codes[0] in discourse.pair
        and len(discourse.pair) == 2
        and beside_hub
    ):
        return tuple(code for code in discourse.pair if code != partners.codes[0])
    return (discourse.hub,) if discourse.hub and discourse.hub not in partners.codes else ()


def _partners(frame: Frame, mention: Mention, near: Sequence[PartyGroup], subject: Sequence[str]) -> PartyGroup | None:
    cases = ("with", "to", "for", "in") if mention.type in DIRECTED else ("with",)
    marked = [g for g in near if g.case in cases and set(g.codes) - set(subject)]
    if frame.lexicon.language in VERB_LAST:
        beside = [g for g in marked if 0 <= mention.start - g.end <= 3]
        if beside:
            return beside[-1]
    marked += bound_to(frame, [g for g in near if set(g.codes) - set(subject)])
    last = chain(frame, mention, frame.mentions)[-1] if frame.lexicon.language == "en" else mention
    after = [g for g in marked if g.start >= mention.end]
    after = [g for g in after if g.case != "with" or not re.search(r"[,;]", frame.folded[last.end : g.start])]
    if after:
        return after[0]
    marked = [g for g in marked if g.start < mention.start]
    if marked:
        return marked[-1]
    if mention.type in DIRECTED:
        other = [
            g for g in frame.groups
            if g.case in ("", "to", "in", "for") and set(g.codes) - set(subject) and not frame.in_bracket(g.start)
        ]  # fmt: skip
        return other[0] if other else None
    return None


def _distributed(subject: Sequence[str], partners: PartyGroup, arity: str, *, several: bool) -> list[Who]:
    others = [(code, date) for code, date in zip(partners.codes, partners.dates, strict=True) if code not in subject]
    lead = subject[0] if len(subject) == 1 else ""
    if len(subject) > 1 and arity == "dyad" and not several and not any(code in subject for code in partners.codes):
        pairs = [(lead, code, date) for lead in dict.fromkeys(subject) for code, date in others]
        return [Who((left, code), left, date, 0.85, "each subject with partner") for left, code, date in pairs]
    if len(subject) > 1 or (arity != "dyad" and not several):
        whole = tuple(dict.fromkeys([*subject, *(code for code, _ in others)]))
        return [Who(whole, lead, None, 0.85, "subject with partners")]
    return [Who((subject[0], code), lead, date, 0.92, "subject with partner") for code, date in others]


def partners_at(frame: Frame, mention: Mention, who: Sequence[Who], at: int) -> list[Who]:
    """Where the verb comes last, a later verb may name partners of its own: "…협정을 체결했고 필리핀과도 서명했다"."""
    lead = who[0].subject
    if not lead or frame.lexicon.language not in VERB_LAST:
        return list(who)
    own = [g for g in frame.groups if mention.end <= g.start < at and g.case == "with" and lead not in g.codes]
    cues = [t.start for t in frame.of("stage", mention.end, at)]
    own = [g for g in own if not any(g.end <= cue for cue in cues)]
    return _distributed((lead,), own[-1], "dyad", several=False) if own else list(who)


def _related(frame: Frame, mention: Mention, usable: Sequence[PartyGroup], subject: Sequence[str]) -> list[Who]:
    """Alliances with X and Y; two American allies, X and Y: each with the one whose allies they are."""
    tail = frame.folded[mention.end : mention.end + 60]
    after = [g for g in usable if mention.end <= g.start <= mention.end + 60]
    if not after or not re.match(r"\s*(with\b|in\b[^,]{0,24},|,|such as|including|:|\()", tail):
        return []
    owners = [g for g in usable if g.end <= mention.start and mention.start - g.end <= 60 and len(g.codes) == 1]
    owner = next((g for g in reversed(owners) if g.is_demonym or g.is_possessive), owners[-1] if owners else None)
    lead = owner.codes[0] if owner is not None else (subject[0] if len(subject) == 1 else "")
    if not lead:
        return []
    return [Who((lead, code), "", None, 0.8, "allies listed") for code in after[0].codes if code != lead]


def _from_context(
    frame: Frame, mention: Mention, subject: Sequence[str], arity: str, discourse: Discourse
) -> list[Who]:
    low, high = frame.clause(mention.start)
    if discourse.scope is not None and (headed := _headed(subject, discourse.scope)):
        return headed
    if mention.how == "act" and not subject and mention.type == "equipment_export":
        return []
    anaphors = {t.value for t in frame.of("anaphor", low, high)}
    lead = subject[0] if len(subject) == 1 else ""
    if lead and "those" in anaphors and discourse.those:
        return [Who((lead, code), lead, None, 0.8, "these countries") for code in discourse.those if code != lead]
    if len(subject) == 2 or (len(subject) > 2 and arity != "dyad"):
        return [Who(tuple(subject), "", None, 0.93, "subject")]
    unnamed = frame.of("unspecified", low, high)
    if not lead and mention.type in _ALONE:
        named = {code for g in frame.groups for code in g.codes if g.case != "other_than"}
        lead = named.pop() if len(named) == 1 else ""
    is_listed = mention.in_bracket is not None and lead in discourse.pair
    if lead and not is_listed and (unnamed or _is_plural(frame, mention) or mention.type in _ALONE):
        return [Who((lead,), lead, None, 0.7, "subject alone")]
    if mention.how == "another":
        constant = discourse.recall.constant(discourse.hub)
        return [Who((one, constant), one, None, 0.7, "another") for one in subject if constant and one != constant]
    city = host_city(frame, subject, low, high) if lead not in discourse.pair else None
    if city is not None and load_vocabulary().type(mention.type).family in ("treaty", "arrangement"):
        return [Who((lead, city.codes[0]), lead, None, 0.7, "where it was signed")]
    return _from_memory(frame, mention, lead, subject, discourse)


def _from_memory(frame: Frame, mention: Mention, lead: str, subject: Sequence[str], discourse: Discourse) -> list[Who]:
    """The pair spoken of, or the actor the text is about beside the one the sentence names."""
    if not subject and frame.of("persons", frame.sentence.start, frame.sentence.end):
        return []  # said of persons whose states the sentence does not name
    known, hub = discourse.pair, discourse.hub
    kind = load_vocabulary().type(mention.type)
    is_dyad = kind.arity == "dyad" or (kind.family == "treaty" and frame.lexicon.language == "en")
    with_hub = [Who((lead, hub), lead, None, 0.6, "the actor the text is about")] if lead and hub and is_dyad else []
    if lead == hub:
        with_hub = []
    if with_hub and hub not in known:
        return with_hub
    if known and (not lead or lead in known):
        return [Who(tuple(known), lead, None, 0.7, "the pair spoken of")]
    return with_hub


def _with_headed(partners: PartyGroup, scope: Scope) -> list[Who]:
    """Partners of the party that only the headings name: "ACSA with Australia (2013)" in a fact sheet on Poland."""
    pairs = [(scope.with_partner(code), date) for code, date in zip(partners.codes, partners.dates, strict=True)]
    return [Who(pair, "", date, 0.85, "partner under a heading") for pair, date in pairs if pair]


def _headed(subject: Sequence[str], scope: Scope) -> list[Who]:
    """The parties of a line in a list or time line that names none or one of them itself."""
    if len(subject) == 1:
        pair = scope.with_partner(subject[0])
        return [Who(pair, subject[0], None, 0.9, "partner under a heading")] if pair else []
    return [Who(scope.parties, "", None, 0.9, "heading")] if not subject and len(scope.parties) == 2 else []


def _is_plural(frame: Frame, mention: Mention) -> bool:
    words = frame.folded[mention.start : mention.end].rstrip()
    before = frame.folded[max(frame.sentence.start, mention.start - 40) : mention.start]
    return (
        words.lower().endswith(("agreements", "raas", "acsas", "pacts", "mechanisms"))
        or "series of" in before
        or "including the" in before[-16:]
    )
