"""All ways to tie the words of a sentence together: its events, and for each the type, the parties and the date it may have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.frames import Frame
from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.linking.context import Context
from foedus.intake.reading.linking.sight import Sight
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Dated", "Event", "Kind", "dated", "events", "kinds", "options"]

_MOST_KINDS: Final = 6
_LIKELY: Final = ("in_force", "held", "signed", "contracted", "delivered", "agreed")
_MOST_HINTS: Final = 2
_NEAR: Final = 15  # characters; a third where characters are words
_EVERYDAY: Final = frozenset({"joint_development", "port_call", "exercise"})
_PARTING: Final = re.compile(r"[,.;:、。，；：]")


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
    civil = [t for t in frame.tokens if t.kind == "civil"]
    tokens = [t for t in tokens if t.kind == "named" or not any(_is_civil(frame.folded, t, c) for c in civil)]
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


def _is_civil(text: str, token: Token, civil: Token) -> bool:
    """Does a word of other matters stand so near that it tells what kind it is: "customs mutual assistance"?

    What names an instrument by itself is so only right behind it; the few types that are also deeds of every day are like hints.
    """
    if token.kind != "hint" and token.value not in _EVERYDAY:
        return token.start - 1 <= civil.end <= token.start
    between = text[min(token.end, civil.end) : max(token.start, civil.start)]
    reach = _NEAR if between.isascii() else _NEAR // 3
    return len(between) <= reach and not _PARTING.search(between)


def _is_part(hint: Token, named: Token) -> bool:
    """Is a hint only a word of an instrument's name: "troops" of "the troops agreement"?"""
    return named.start <= hint.start and hint.end <= named.end and hint.end - hint.start < named.end - named.start


def kinds(sight: Sight) -> list[Kind]:
    """Types named in the sentence, in the last ones, in the heading or the title."""
    found = _named_here(sight)
    seen = {k.type for k in found}
    for type_, source in _named_before(sight):
        if source not in ("rule", "scope") and not found and any(t.kind == "civil" for t in sight.frame.tokens):
            break  # what it speaks of is named, and is none of what was spoken of before
        if type_ not in seen:
            found.append(Kind(type_, -1, -1, source))
            seen.add(type_)
    return found


def _named_here(sight: Sight) -> list[Kind]:
    found: list[Kind] = []
    hinted: Counter[str] = Counter()
    for token in _mentions(sight.frame, sight.context):
        if token.kind == "hint" and hinted[token.value] >= _MOST_HINTS:
            continue
        if not any(k.type == token.value and k.start == token.start for k in found):
            hinted[token.value] += 1
            found.append(Kind(token.value, token.start, token.end, "here", token.kind))
    return found


def _named_before(sight: Sight) -> Iterator[tuple[str, str]]:
    """Types that the sentence leaves unsaid, with where they come from: the nearest first."""
    context = sight.context
    yield from ((reading.type, "rule") for reading in sight.readings)
    if sight.scope and sight.scope.type:
        yield sight.scope.type, "scope"
    recent = {kind: heard for heard in reversed(context.kinds) for kind in heard.types}
    ordered = dict.fromkeys(kind for heard in context.kinds for kind in reversed(heard.types))
    known = {token.value for token in sight.frame.tokens} | {reading.type for reading in sight.readings}
    fresh = [kind for kind in ordered if kind not in known][:_MOST_KINDS]
    yield from ((kind, f"ago{min(3, context.age(recent[kind]))}") for kind in fresh)
    outer = (("heading", context.heading_types), ("title", context.title_types), ("topic", context.topics))
    yield from ((kind, source) for source, types in outer for kind in types)


def dated(sight: Sight) -> list[Dated]:
    """Dates of the sentence, those of its line, heading or the sentence before, and none."""
    found: dict[str | None, Dated] = {None: Dated(None, None, "none")}
    for date in sight.frame.dates:
        value = sight.resolved.get(date)
        if value is not None:
            found[f"{value}@{date.start}"] = Dated(value, date, "here")
            if value.endswith("/.."):
                found[f"{value[:-3]}@{date.start}"] = Dated(value[:-3], date, "since")
        other = sight.others.get(date)
        if other is not None:
            found[f"{other}@{date.start}"] = Dated(other, date, "other")
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
    found: dict[str | None, Token | None] = {}
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
    return list(found.items())
