"""All ways to tie the words of a sentence together: its events, and for each the type, the parties and the date it may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.linking.context import Context
from foedus.intake.reading.tables.outline import Scope
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Dated", "Event", "Kind", "Pairing", "Sight", "dated", "events", "kinds", "pairings"]

_MOST_PARTIES: Final = 48
_MOST_KINDS: Final = 6
_LIKELY: Final = ("in_force", "held", "signed", "contracted", "delivered", "agreed")
_MOST_HINTS: Final = 2
_ALONE: Final = ("OSA", "ODA", "equipment_export")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One sentence as the linker sees it: its frame, what the rules read in it, its dates' meaning, what came before."""

    frame: Frame
    readings: Sequence[Reading]
    dates: Sequence[str | None]
    resolved: Mapping[TextDate, str | None]
    context: Context
    scope: Scope | None
    scope_date: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Event:
    """Where something may be said to happen: a word for a stage, a bare mention of an instrument, or a date of its own.

    A date of its own says again what the word before it says (`echoed`): "with A in 2019, B (2020)".
    """

    start: int
    end: int
    words: tuple[Token, ...]
    mention: Token | None = None
    date: TextDate | None = None
    echoed: tuple[Token, ...] = ()

    @property
    def how(self) -> str:
        """Which of the three it is."""
        return "word" if self.words else "bare" if self.mention is not None else "date"


@dataclass(frozen=True, slots=True)
class Kind:
    """A type an event may be of, where it is named, or how many sentences ago."""

    type: str
    start: int
    end: int
    source: str
    word: str = ""


@dataclass(slots=True)
class Pairing:
    """A set of parties an event may be between, with all the ways it comes about."""

    parties: frozenset[str]
    order: tuple[str, ...]
    sources: list[str]
    spans: list[tuple[int, int]]
    cases: list[str]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date an event may have: printed in the sentence, inherited, or none."""

    value: str | None
    date: TextDate | None
    source: str


def events(sight: Sight) -> list[Event]:
    """Words for stages, one event for each place, and mentions of instruments."""
    frame = sight.frame
    found: dict[int, list[Token]] = {}
    until = {"stage": -1, "cue": -1}
    for token in frame.tokens:
        if token.kind not in until:
            continue
        if token.start in found:
            first = found[token.start][0]
            if token.end >= first.end or token.kind != first.kind:
                found[token.start].append(token)
        elif token.start >= until["stage"] and (token.kind == "stage" or token.start >= until["cue"]):
            found[token.start] = [token]
            until[token.kind] = token.end
    places = [Event(start, tokens[0].end, tuple(tokens)) for start, tokens in found.items()]
    words = sorted(places, key=lambda event: event.start)
    places += [Event(m.start, m.end, (), m) for m in _mentions(frame, sight.context)]
    dates = [d for d in frame.dates if sight.resolved.get(d)]
    if len(dates) > len(words) or not words:
        for date in dates:
            before = [w for w in words if w.start <= date.start] or words
            echoed = before[-1].words if before else ()
            places.append(Event(date.start, date.end, (), None, date, echoed))
    return sorted(places, key=lambda event: event.start)


def _mentions(frame: Frame, context: Context) -> list[Token]:
    types = load_vocabulary().types
    tokens = [
        t
        for t in frame.tokens
        if t.kind in ("instrument", "named", "relation") or (t.kind == "hint" and t.value in types)
    ]
    named = [t for t in tokens if t.kind in ("instrument", "named")]
    faint = context.on_topic or any(_is_telling(t) for t in frame.tokens)
    tokens = [
        t for t in tokens
        if t.kind != "hint" or ((faint or "faint" not in t.detail) and not any(_is_part(t, n) for n in named))
    ]  # fmt: skip
    if any(t.kind in ("transfer", "stage", "cue") for t in frame.tokens):
        goods = [t for t in frame.tokens if t.kind == "equipment"]
        tokens += [
            Token(kind="instrument", value="equipment_export", start=t.start, end=t.end, detail=t.detail)
            for t in goods[:3]
        ]
    return sorted(tokens, key=lambda t: t.start)


def _is_telling(token: Token) -> bool:
    """Does a word make it likely that its sentence is about defence, so that faint hints count?"""
    if token.kind in ("instrument", "named", "relation", "group", "equipment"):
        return True
    return token.kind == "hint" and "faint" not in token.detail and token.value in load_vocabulary().types


def _is_part(hint: Token, named: Token) -> bool:
    """Is a hint only a word of an instrument's name: "troops" of "the troops agreement"?"""
    return named.start <= hint.start and hint.end <= named.end and hint.end - hint.start < named.end - named.start


def kinds(sight: Sight) -> list[Kind]:
    """Types named in the sentence, in the last ones, in the heading or the title."""
    found: list[Kind] = []
    hinted: Counter[str] = Counter()
    for token in _mentions(sight.frame, sight.context):
        if token.kind == "hint" and hinted[token.value] >= _MOST_HINTS:
            continue
        if not any(k.type == token.value and k.start == token.start for k in found):
            hinted[token.value] += 1
            found.append(Kind(token.value, token.start, token.end, "here", token.kind))
    seen = {k.type for k in found}
    for kind in dict.fromkeys(r.type for r in sight.readings):
        if kind not in seen:
            found.append(Kind(kind, -1, -1, "rule"))
            seen.add(kind)
    if sight.scope and sight.scope.type and sight.scope.type not in seen:
        found.append(Kind(sight.scope.type, -1, -1, "scope"))
        seen.add(sight.scope.type)
    more = 0
    for heard in sight.context.kinds:
        for kind in reversed(heard.types):
            if kind not in seen and more < _MOST_KINDS:
                found.append(Kind(kind, -1, -1, f"ago{min(3, sight.context.age(heard))}"))
                seen.add(kind)
                more += 1
    context = sight.context
    outer = (("heading", context.heading_types), ("title", context.title_types), ("topic", context.topics))
    for source, types in outer:
        for kind in types:
            if kind not in seen:
                found.append(Kind(kind, -1, -1, source))
                seen.add(kind)
    return found


class _Pairings:
    def __init__(self) -> None:
        self.found: dict[frozenset[str], Pairing] = {}

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


def pairings(sight: Sight) -> list[Pairing]:
    """Sets of parties: joined in the sentence, one named and one from before, or both from before."""
    frame, context, scope = sight.frame, sight.context, sight.scope
    groups = [g for g in frame.groups if g.case != "other_than"]
    into = _Pairings()
    for group in groups:
        span = [(group.start, group.end)]
        if len(set(group.codes)) >= 2:
            into.add(group.codes, "joined2" if len(set(group.codes)) == 2 else "joined3", span, [group.case])
        elif len(group.codes[0]) > 3:
            into.add(group.codes, "body", span, [group.case])
    for i, one in enumerate(groups):
        for other in groups[i + 1 : i + 6]:
            for a in one.codes[:8]:
                for b in other.codes[:8]:
                    if a != b:
                        spans = [(one.start, one.end), (other.start, other.end)]
                        into.add((a, b), "across", spans, [one.case, other.case])
    for group in groups:
        if 3 <= len(set(group.codes)) <= 8:
            for a in group.codes[1:]:
                if a != group.codes[0]:
                    into.add((group.codes[0], a), "within", [(group.start, group.end)], [group.case])
    codes = list(dict.fromkeys(code for g in groups for code in g.codes))
    spans = {code: (g.start, g.end) for g in reversed(groups) for code in g.codes}
    cases = {code: g.case for g in reversed(groups) for code in g.codes}
    if 3 <= len(codes) <= 6:
        into.add(codes, "all", [(groups[0].start, groups[-1].end)], [groups[0].case])
        if len(codes) > 3:
            for i in range(len(codes) - 2):
                into.add(codes[i : i + 3], "three", [spans[codes[i]]], [cases[codes[i]]])
    for token in frame.tokens:
        if token.kind in ("named", "instrument", "hint") and token.detail.get("parties"):
            into.add(token.detail["parties"], "named", [(token.start, token.end)], [""])
    for reading in sight.readings:
        into.add(reading.parties, "rule", [(reading.start, reading.end)], [""])
    if scope and len(scope.parties) == 2:
        into.add(scope.parties, "scope")
    outer = _outer(sight)
    for code in codes[:8]:
        for source, other in outer:
            if other not in codes:
                into.add((code, other), f"with_{source}", [spans[code]], [cases[code]])
    for heard in context.actors:
        age = min(3, context.age(heard))
        for pair in heard.pairs[:6]:
            into.add(sorted(pair), f"ago{age}")
        if 3 <= len(heard.codes) <= 6:
            into.add(heard.codes, f"many{age}")
    if len(context.heading) == 2:
        into.add(context.heading, "heading")
    if len(context.title) == 2:
        into.add(context.title, "title2")
    elif len(context.title) >= 3:
        into.add(context.title, "title3")
        for a in context.title[1:]:
            into.add((context.title[0], a), "title_of3")
    recent = list(dict.fromkeys(code for heard in context.actors[:3] for code in heard.codes[:4]))
    for source, whose in (("hub", context.hub), ("home", context.home)):
        for code in (*context.heading[:2], *context.title[:2]):
            if whose and code != whose:
                into.add((whose, code), f"{source}_head")
        for code in recent[:5]:
            if whose and code != whose:
                into.add((whose, code), f"{source}_recent")
    for code in context.heading[:2]:
        for other in recent[:3]:
            if code != other:
                into.add((code, other), "head_recent")
    if len(context.top) >= 2:
        into.add(context.top[:2], "top2")
    if len(context.top) >= 3:
        into.add(context.top[:3], "top3")
    for source, whose in (("home", context.home), ("hub", context.hub)):
        for group in groups:
            if whose and whose not in codes and 2 <= len(set(group.codes)) <= 4:
                into.add((whose, *group.codes), f"{source}_group", [(group.start, group.end)], [group.case])
    first = [*codes[:3], context.hub]
    for code in filter(None, dict.fromkeys(first)):
        into.add((code,), "alone", [spans[code]] if code in spans else [], [cases.get(code, "")])
    return list(into.found.values())


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


def dated(sight: Sight) -> list[Dated]:
    """Dates of the sentence, those of its line, heading or the sentence before, and none."""
    found: dict[str | None, Dated] = {None: Dated(None, None, "none")}
    for date in sight.frame.dates:
        value = sight.resolved.get(date)
        if value is not None:
            found[f"{value}@{date.start}"] = Dated(value, date, "here")
            if value.endswith("/.."):
                found[f"{value[:-3]}@{date.start}"] = Dated(value[:-3], date, "since")
    inherited = (
        ("line", sight.scope_date),
        ("heading", sight.context.heading_date),
        ("opening", sight.context.opening if sight.context.number - sight.context.opened <= 1 else None),
        ("before", sight.context.last[0].dates[-1] if sight.context.last and sight.context.last[0].dates else None),
    )
    values = {d.value for d in found.values()}
    for source, inherited_value in inherited:
        if inherited_value is not None and inherited_value not in values:
            found[inherited_value] = Dated(inherited_value, None, source)
            values.add(inherited_value)
    return list(found.values())


def options(event: Event, kind: Kind) -> list[tuple[str | None, Token | None]]:
    """Stages an event may mean for a type: what its word means for that type, or what a bare mention leaves open."""
    entry = load_vocabulary().type(kind.type)
    if event.mention is not None:
        if kind.start != event.start:
            return []
        detail = event.mention.detail
        if detail.get("stage"):
            return [(str(detail["stage"]), event.mention)]
        guessed: list[str | None] = [None]
        likely = ("in_force", "held") if "faint" in detail else _LIKELY
        guessed += [s for s in likely if s in entry.stages]
        return [(stage, None) for stage in guessed]
    found: dict[str | None, Token] = {}
    if event.date is not None and not event.echoed:
        return [(s, None) for s in (None, "in_force", "held", "signed") if s is None or s in entry.stages]
    for word in event.words or event.echoed:
        detail = word.detail
        if "families" in detail and entry.family not in detail["families"]:
            continue
        if "types" in detail and kind.type not in detail["types"]:
            continue
        if kind.type in detail.get("types_not", ()) or word.value not in entry.stages:
            continue
        found.setdefault(word.value, word)
    return list(found.items())  # type: ignore[arg-type]
