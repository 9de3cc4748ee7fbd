"""From the words of a sentence to statements: who, what, which stage, when, and how it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from foedus.intake.reading.amounts import Amount
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.mentions import Mention
from foedus.intake.reading.parties import PartyGroup
from foedus.intake.reading.sentences import Bracket, Sentence
from foedus.intake.reading.textdates import TextDate
from foedus.model.vocabulary import InstrumentType, load_vocabulary

__all__ = ["Frame", "Reading", "read_frame"]

_VERB_LAST = frozenset({"ja", "ko"})
_DIRECTED = frozenset({"equipment_export", "OSA", "ODA", "asset_protection", "port_call", "deployment"})
_ALONE = frozenset({"OSA", "ODA", "equipment_export", "legislation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One sentence with all that was found in it."""

    folded: str
    sentence: Sentence
    tokens: Sequence[Token]
    groups: Sequence[PartyGroup]
    dates: Sequence[TextDate]
    amounts: Sequence[Amount]
    brackets: Sequence[Bracket]
    clauses: Sequence[int]
    mentions: Sequence[Mention]
    lexicon: Lexicon

    def clause(self, at: int) -> tuple[int, int]:
        """Start and end of the clause that holds a position."""
        begin = max((c for c in self.clauses if c <= at), default=self.sentence.start)
        return begin, min((c for c in self.clauses if c > at), default=self.sentence.end)

    def in_bracket(self, at: int) -> Bracket | None:
        """The bracket that holds a position."""
        return next((b for b in self.brackets if b.start <= at < b.end), None)

    def of(self, kind: str, low: int, high: int) -> list[Token]:
        """Tokens of one kind that begin in a span."""
        return [t for t in self.tokens if t.kind == kind and low <= t.start < high]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A statement still in the text's own terms: its date may be relative, its parties unsorted."""

    type: str
    parties: tuple[str, ...]
    subject: str
    start: int
    end: int
    stage: str | None = None
    date: TextDate | None = None
    inherits_date: bool = False
    date_of: str | None = None
    modality: str = "asserted"
    negated: bool = False
    amount: Amount | None = None
    confidence: float = 0.5
    cues: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Who:
    parties: tuple[str, ...]
    subject: str
    date: TextDate | None
    sureness: float
    how: str
    has_group: bool = False


@dataclass(frozen=True, slots=True)
class _Stage:
    token: Token
    date: TextDate | None
    start: int
    end: int
    sureness: float

    @property
    def code(self) -> str:
        """The stage; words that name a type may imply one."""
        return "considered" if self.token.kind == "joining" else str(self.token.detail.get("stage") or self.token.value)


def read_frame(frame: Frame, discourse: Discourse) -> Iterator[Reading]:
    """All statements of one sentence."""
    governed = _govern(frame)
    for mention in frame.mentions:
        if _is_compared(frame, mention):
            continue
        who = _who(frame, mention, discourse)
        if not who:
            continue
        stages = _inserted(frame, mention) or _implied(frame, mention)
        inserted_dates = [] if stages else _bare_dates(frame, mention)
        if not stages:
            stages = governed.get(mention.start, [])
        yield from _statements(frame, mention, who, stages, inserted_dates)


def _statements(
    frame: Frame, mention: Mention, who: Sequence[_Who], stages: Sequence[_Stage], bare: Sequence[TextDate]
) -> Iterator[Reading]:
    kind = load_vocabulary().type(mention.type)
    amounts = _amounts(frame, mention)
    for one in who:
        if kind.code == "minilateral" and len(set(one.parties)) < 3 and not one.has_group:
            continue
        spread = stages or ([None] if bare or _says_something(frame, mention, one, kind) else [])
        for stage in spread:
            yield _statement(frame, mention, one, stage, kind, bare, amounts)
    for amount in amounts:
        if amount.unit not in ("countries", "percent", ""):
            low, high = frame.clause(amount.start)
            dates = [d for d in frame.dates if low <= d.start < high and not frame.in_bracket(d.start)]
            yield Reading(
                type=mention.type, parties=who[0].parties, subject=who[0].subject, start=amount.start, end=amount.end,
                date=_nearest_date(dates, amount.end), amount=amount, modality=_modality(frame, mention, None)[0],
                confidence=0.6 * who[0].sureness, cues=(f"amount {amount.value} {amount.unit}",),
            )  # fmt: skip


def _says_something(frame: Frame, mention: Mention, who: _Who, kind: InstrumentType) -> bool:
    """Is a mention without any stage a statement at all, or just talk of the thing?"""
    if mention.how == "relation":
        return True
    if kind.is_instant and kind.code != "exercise":
        return False
    if mention.how == "listed":
        return False
    low, high = frame.clause(mention.start)
    modality, _ = _modality(frame, mention, None)
    return (
        who.sureness >= 0.9
        and modality not in ("hypothetical", "recommended")
        and high - low > mention.end - mention.start + (12 if frame.lexicon.language == "en" else 4)
    )


def _nearest_date(dates: Sequence[TextDate], at: int) -> TextDate | None:
    after = [d for d in dates if 0 <= d.start - at <= 20]
    return after[0] if after else min(dates, key=lambda d: abs(d.start - at), default=None)


def _statement(
    frame: Frame,
    mention: Mention,
    who: _Who,
    stage: _Stage | None,
    kind: InstrumentType,
    bare: Sequence[TextDate],
    amounts: Sequence[Amount],
) -> Reading:
    modality, negated = _modality(frame, mention, stage)
    code = stage.code if stage else "in_force" if mention.how == "relation" else None
    date = who.date or (stage.date if stage else (bare[0] if bare else None))
    if negated and date is not None and stage is not None and not _same_clause(frame, stage.token.start, date.start):
        date = None  # "signed it in January; it is not yet in force": January is not the date of that
    if modality in ("recommended", "hypothetical") and code:
        code = "considered"
    if code is not None and code not in kind.stages:
        code = None
    count = next((a for a in amounts if a.unit == "countries"), None)
    spans = (
        [mention.start, mention.end]
        + ([stage.start, stage.end] if stage else [])
        + ([date.start, date.end] if date else [])
    )
    sureness = who.sureness * (stage.sureness if stage else 0.65)
    cues = (f"type: {frame.folded[mention.start : mention.end].strip()!r} ({mention.how})", f"parties: {who.how}") + (
        (f"stage: {frame.folded[stage.token.start : stage.token.end]!r}",) if stage else ()
    )
    return Reading(
        type=mention.type,
        parties=who.parties,
        subject=who.subject,
        start=min(spans),
        end=max(spans),
        stage=code,
        date=date,
        inherits_date=stage is not None and date is None and modality == "asserted",
        date_of=(stage.token.detail.get("date_of") if stage else "unspecified" if date else None),
        modality=modality,
        negated=negated,
        amount=count,
        confidence=round(0.95 * sureness, 2),
        cues=cues,
    )


def _same_clause(frame: Frame, left: int, right: int) -> bool:
    return frame.clause(left) == frame.clause(right)


# ---- parties -------------------------------------------------------------------------------------------------------


def _who(frame: Frame, mention: Mention, discourse: Discourse) -> list[_Who]:
    """Sets of parties the mention speaks of, surest reading first found."""
    if mention.parties:
        sureness = {"anaphor": 0.8}.get(mention.how, 0.95)
        return [
            _Who(
                mention.parties,
                "",
                None,
                sureness,
                "the instrument last spoken of" if mention.how == "anaphor" else "named",
            )
        ]
    if mention.group:
        subject = _subject(frame, mention, discourse)
        return [_Who((*subject, mention.group), "", None, 0.85, "group joined", has_group=True)] if subject else []
    listed = _bracketed_groups(frame, mention)
    if listed:
        return listed
    arity = load_vocabulary().type(mention.type).arity
    direct = _compound_before(frame, mention)
    if direct is not None:
        return [_Who(direct.codes, "", None, 0.98, "compound")]
    low, high = frame.clause(mention.start)
    subject = _subject(frame, mention, discourse)
    usable = [g for g in frame.groups if g.case not in ("other_than",) and not frame.in_bracket(g.start)]
    near = [g for g in usable if low <= g.start < high]
    between = [g for g in near if g.case == "between" and len(g.codes) >= 2]
    if between:
        first = min(between, key=lambda g: abs(g.start - mention.end))
        following = [g for g in between if g.start > first.start] if arity == "group" else []
        return [_Who(group.codes, "", None, 0.95, "between") for group in (first, *following)]
    partners = _partners(frame, mention, near, subject)
    if mention.how == "relation":
        return _related(frame, mention, usable, subject)
    if partners is not None and subject:
        return _distributed(subject, partners, arity, mention)
    return _from_context(frame, mention, subject, arity, discourse)


def _bracketed_groups(frame: Frame, mention: Mention) -> list[_Who]:
    if mention.bracket is None:
        return []
    inside = [g for g in frame.groups if mention.bracket.start < g.start < mention.bracket.end and len(g.codes) >= 2]
    return [
        _Who(g.codes, "", None, 0.9, "in brackets")
        for g in inside
        if g.link == "compound" or mention.type == "minilateral"
    ]


def _compound_before(frame: Frame, mention: Mention) -> PartyGroup | None:
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
        if group.case == "of" and len(gap) <= 3 and frame.lexicon.language in _VERB_LAST:
            return group
        return None
    return None


def _subject(frame: Frame, mention: Mention, discourse: Discourse) -> tuple[str, ...]:
    """The actors of whom the mention's clause is said."""
    low, high = frame.clause(mention.start)
    marked = [g for g in frame.groups if g.case == "subject" and not frame.in_bracket(g.start) and g.start < high]
    if marked:
        return marked[-1].codes
    for begin in [c for c in sorted(frame.clauses, reverse=True) if c <= mention.start]:
        end = min((c for c in frame.clauses if c > begin), default=frame.sentence.end)
        limit = min(end, mention.start) if begin == low else end
        free = [g for g in frame.groups if begin <= g.start < limit and g.case == "" and not frame.in_bracket(g.start)]
        strong = [g for g in free if not g.is_demonym]
        anaphors = [t for t in frame.of("anaphor", begin, min(limit, begin + 60)) if t.value in ("pair", "subject")]
        if anaphors and (not strong or anaphors[0].start < strong[0].start):
            heard = discourse.pair if anaphors[0].value == "pair" else (discourse.subject,) if discourse.subject else ()
            if heard:
                return tuple(heard)
        if strong:
            return strong[0].codes
        if free:
            return free[0].codes
    later = [g for g in frame.groups if mention.end <= g.start < high and g.case == "" and not g.is_demonym]
    if later and not frame.in_bracket(later[0].start) and mention.start - frame.sentence.start <= 24:
        return later[0].codes  # "Under Official Security Assistance, Japan …"
    acting = [g for g in frame.groups if g.case in ("for", "by") and low <= g.start < high and len(g.codes) == 1]
    return acting[0].codes if acting else ()


def _partners(frame: Frame, mention: Mention, near: Sequence[PartyGroup], subject: Sequence[str]) -> PartyGroup | None:
    cases = ("with", "to", "for", "in") if mention.type in _DIRECTED else ("with",)
    marked = [g for g in near if g.case in cases and set(g.codes) - set(subject)]
    after = [g for g in marked if g.start >= mention.end]
    after = [g for g in after if g.case != "with" or not re.search(r"[,;]", frame.folded[mention.end : g.start])]
    if after:
        return after[0]
    marked = [g for g in marked if g.start < mention.start]
    if marked:
        return marked[-1]
    if mention.type in _DIRECTED:
        other = [
            g for g in frame.groups
            if g.case in ("", "to", "in", "for") and set(g.codes) - set(subject) and not frame.in_bracket(g.start)
        ]  # fmt: skip
        return other[0] if other else None
    return None


def _distributed(subject: Sequence[str], partners: PartyGroup, arity: str, mention: Mention) -> list[_Who]:
    others = [(code, date) for code, date in zip(partners.codes, partners.dates, strict=True) if code not in subject]
    lead = subject[0] if len(subject) == 1 else ""
    if len(subject) > 1 or arity != "dyad":
        whole = tuple(dict.fromkeys([*subject, *(code for code, _ in others)]))
        return [_Who(whole, lead, None, 0.85, "subject with partners")]
    return [_Who((subject[0], code), lead, date, 0.92, "subject with partner") for code, date in others]


def _related(frame: Frame, mention: Mention, usable: Sequence[PartyGroup], subject: Sequence[str]) -> list[_Who]:
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
    return [_Who((lead, code), "", None, 0.8, "allies listed") for code in after[0].codes if code != lead]


def _from_context(
    frame: Frame, mention: Mention, subject: Sequence[str], arity: str, discourse: Discourse
) -> list[_Who]:
    low, high = frame.clause(mention.start)
    if mention.how == "act" and not subject and mention.type == "equipment_export":
        return []
    anaphors = {t.value for t in frame.of("anaphor", low, high)}
    lead = subject[0] if len(subject) == 1 else ""
    if lead and "those" in anaphors and discourse.those:
        return [_Who((lead, code), lead, None, 0.8, "these countries") for code in discourse.those if code != lead]
    if len(subject) == 2 or (len(subject) > 2 and arity != "dyad"):
        return [_Who(tuple(subject), "", None, 0.93, "subject")]
    unnamed = frame.of("unspecified", low, high)
    if not lead and mention.type in _ALONE:
        named = {code for g in frame.groups for code in g.codes if g.case != "other_than"}
        lead = named.pop() if len(named) == 1 else ""
    is_listed = mention.in_bracket is not None and lead in discourse.pair
    if lead and not is_listed and (unnamed or _is_plural(frame, mention) or mention.type in _ALONE):
        return [_Who((lead,), lead, None, 0.7, "subject alone")]
    known = discourse.pair
    if known and (not lead or lead in known):
        return [_Who(tuple(known), lead, None, 0.7, "the pair spoken of")]
    return []


def _is_plural(frame: Frame, mention: Mention) -> bool:
    words = frame.folded[mention.start : mention.end].rstrip()
    before = frame.folded[max(frame.sentence.start, mention.start - 40) : mention.start]
    return (
        words.lower().endswith(("agreements", "raas", "acsas", "pacts", "mechanisms"))
        or "series of" in before
        or "including the" in before[-16:]
    )


# ---- stages --------------------------------------------------------------------------------------------------------


def _fits_type(token: Token, mention: Mention) -> bool:
    kind = load_vocabulary().type(mention.type)
    detail = token.detail
    if "families" in detail and kind.family not in detail["families"]:
        return False
    if "types" in detail and mention.type not in detail["types"]:
        return False
    return mention.type not in detail.get("types_not", ()) and token.value in kind.stages


def _inserted(frame: Frame, mention: Mention) -> list[_Stage]:
    """Stages in the mention's own bracket or apposition: "ACSA (effective 2017)", "the RAA, effective in January 2022,"."""
    spans: list[tuple[int, int]] = []
    if mention.bracket is not None:
        spans.append((mention.bracket.start, mention.bracket.end))
    tail = re.match(r"\s*,\s*", frame.folded[mention.end : frame.sentence.end])
    if tail:
        begin = mention.end + tail.end()
        reach = 12 if frame.lexicon.language == "en" else 2
        if frame.of("stage", begin, begin + reach + 1):
            stop = re.search(r"[,;(]|\band\b", frame.folded[begin + 4 : frame.sentence.end])
            spans.append((begin, begin + 4 + stop.start() if stop else frame.sentence.end))
    found = []
    for low, high in spans:
        cues = [t for t in frame.of("stage", low, high) if _fits_type(t, mention)]
        cues = [t for i, t in enumerate(cues) if not (i and t.start == cues[i - 1].start)]
        for i, token in enumerate(cues):
            until = cues[i + 1].start if i + 1 < len(cues) else high
            date = next((d for d in frame.dates if token.end <= d.start < until), None)
            date = date or next((d for d in frame.dates if low <= d.start < token.start), None)
            found.append(_Stage(token, date, token.start, date.end if date else token.end, 0.97))
    return found


def _implied(frame: Frame, mention: Mention) -> list[_Stage]:
    """The stage that the mention's own words say: "made a port call"."""
    if mention.implied is None:
        return []
    low, high = frame.clause(mention.start)
    dates = [d for d in frame.dates if low <= d.start < high and not frame.in_bracket(d.start)]
    return [_Stage(mention.implied, dates[0] if dates else None, mention.start, mention.end, 0.9)]


def _bare_dates(frame: Frame, mention: Mention) -> list[TextDate]:
    if mention.bracket is None:
        return []
    return [d for d in frame.dates if mention.bracket.start < d.start < mention.bracket.end]


def _govern(frame: Frame) -> dict[int, list[_Stage]]:
    """Which stage words speak of which mentions, each with its date."""
    governed: dict[int, list[_Stage]] = {}
    cues = [t for t in frame.tokens if t.kind == "stage" and not frame.in_bracket(t.start)]
    verb_last = frame.lexicon.language in _VERB_LAST
    places = sorted({t.start for t in cues})
    for at in places:
        options = [t for t in cues if t.start == at]
        previous = max((p for p in places if p < at), default=frame.sentence.start)
        following = min((p for p in places if p > at), default=frame.sentence.end)
        targets = _targets(frame, options, previous, following, verb_last=verb_last)
        for mention in targets:
            token = next((t for t in options if _fits_type(t, mention)), None)
            if token is None:
                continue
            dates = _dates_of(frame, token, previous, following, verb_last=verb_last)
            distance = 0 if mention.start >= token.end else 1
            for date in dates or [None]:
                stage = _Stage(token, date, token.start, token.end, 0.95 if not distance else 0.88)
                governed.setdefault(mention.start, []).append(stage)
    return {at: _undominated(frame, stages) for at, stages in governed.items()}


def _targets(
    frame: Frame, options: Sequence[Token], previous: int, following: int, *, verb_last: bool
) -> list[Mention]:
    token = options[0]
    fitting = [m for m in frame.mentions if any(_fits_type(t, m) for t in options)]
    overlapping = [m for m in fitting if m.start < token.end and token.start < m.end]
    low, high = frame.clause(token.start)
    if token.detail.get("where") == "before":
        close = [m for m in fitting if 0 <= m.start - token.end <= 24]
        return close[:1]
    if verb_last:
        before = [m for m in fitting if previous <= m.start < token.start]
        earlier = [m for m in fitting if m.start < token.start]
        return before or earlier[-1:] or overlapping
    if token.value == "considered":  # weak words: the thing considered has to follow closely
        fitting = [m for m in fitting if m.start - token.end <= 60]
    after = [
        m for m in fitting if token.end <= m.start < max(following, token.end) and not _crosses(frame, token.end, m)
    ]
    if after:
        return after
    own = [m for m in fitting if low <= m.start < token.start]
    if own or overlapping:
        return overlapping or own[-1:]
    beyond = [m for m in fitting if token.end <= m.start < high]
    if beyond:
        return beyond[:1]
    earlier = [m for m in fitting if m.start < token.start]
    if earlier:
        return earlier[-1:]
    later = [m for m in fitting if m.start >= token.end]
    return later[:1]


def _crosses(frame: Frame, low: int, mention: Mention) -> bool:
    """Is there another clause with a subject of its own between a verb and a mention?"""
    return any(low < c <= mention.start for c in frame.clauses)


def _dates_of(frame: Frame, token: Token, previous: int, following: int, *, verb_last: bool) -> list[TextDate]:
    low, high = frame.clause(token.start)
    free = [d for d in frame.dates if not frame.in_bracket(d.start)]
    if verb_last or frame.lexicon.language == "zh":
        before = [d for d in free if previous <= d.start < token.start]
        if before:
            return before[-1:]
        close = [d for d in free if token.end <= d.start <= token.end + 6]
        return close or [d for d in free if frame.sentence.start <= d.start < token.start][-1:]
    after = [d for d in free if token.end <= d.start < min(following, high)]
    if after:
        run = after[:1]
        for date in after[1:]:
            if re.fullmatch(r"\s*(,|and|,\s*and|&)\s*", frame.folded[run[-1].end : date.start]):
                run.append(date)
        return run
    inside = [d for d in free if token.start <= d.start < token.end]
    before = [d for d in free if low <= d.start < token.start and d.start >= previous - 40]
    if not (inside or before) and _is_event(token):
        alone = [d for d in free if d.start >= low] or free
        inside = alone[:2] if len(alone) <= 2 else []
        return inside
    if inside or before:
        return (inside or before)[-1:]
    fronted = [
        d
        for d in free
        if frame.folded[frame.sentence.start : d.start].strip().lower() in ("", "in", "on", "since", "by", "also in")
    ]
    return fronted[:1]


def _undominated(frame: Frame, stages: Sequence[_Stage]) -> list[_Stage]:
    """A dated stage word silences undated ones of the same clause: they are parts of one phrase."""
    kept = []
    for stage in stages:
        clause = frame.clause(stage.token.start)
        rivals = [s for s in stages if s is not stage and frame.clause(s.token.start) == clause]
        if stage.date is None and any(s.date is not None for s in rivals):
            continue
        if any(s.token.value == stage.token.value and s.date == stage.date and s in kept for s in rivals):
            continue
        if stage.token.value in ("considered", "negotiating") and any(
            s.token.value not in ("considered",) and s.token.value != stage.token.value and s.date == stage.date
            for s in rivals
        ):
            continue
        kept.append(stage)
    return kept


# ---- meaning -------------------------------------------------------------------------------------------------------


def _modality(frame: Frame, mention: Mention, stage: _Stage | None) -> tuple[str, bool]:
    anchor = stage.token.start if stage else mention.start
    low, high = frame.clause(anchor)
    if stage is not None and (stage.token.detail.get("where") == "before" or frame.in_bracket(anchor)):
        return "asserted", False
    if frame.lexicon.language in _VERB_LAST:
        end = stage.token.end if stage else mention.end
        near = [t for t in frame.of("modality", anchor, min(high, end + 14))]
    else:
        near = [t for t in frame.of("modality", low, anchor + 1) if anchor - t.end <= 60 or t.start == anchor]
        near += [t for t in frame.of("modality", max(mention.end, anchor), high) if t.start - mention.end <= 24]
    found = {t.value for t in near if not frame.in_bracket(t.start)}
    for modality in ("denied", "recommended", "hypothetical", "planned"):
        if modality in found:
            return modality, modality == "denied"
    if frame.of("attribution", frame.sentence.start, frame.sentence.end):
        return "attributed", False
    return "asserted", False


def _is_compared(frame: Frame, mention: Mention) -> bool:
    """ "closer to a Visiting Forces Agreement than …" speaks of no agreement in particular."""
    if mention.parties or _compound_before(frame, mention) is not None:
        return False
    low, _ = frame.clause(mention.start)
    return any(0 <= mention.start - t.end <= 24 for t in frame.of("comparison", low - 1, mention.start))


def _amounts(frame: Frame, mention: Mention) -> list[Amount]:
    others = [m for m in frame.mentions if m.start != mention.start and m.type in (*_DIRECTED, "DETTA")]
    if mention.type not in (*_DIRECTED, "DETTA") or any(
        abs(m.start - a.start) < abs(mention.start - a.start) for a in frame.amounts for m in others
    ):
        return []
    return [a for a in frame.amounts if a.unit]


def _is_event(token: Token) -> bool:
    """Does the stage word tell of something that happened on a day, so that the sentence's only date is its date?"""
    return token.value == "held"
