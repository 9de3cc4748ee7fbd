"""Linking: which event of a sentence is of which type, between whom and when, by weights learned from annotated texts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.linking.choices import Dated, Event, Kind, dated, events, kinds, options
from foedus.intake.reading.linking.features import Scene
from foedus.intake.reading.linking.pairing import Pairing, pairings
from foedus.intake.reading.linking.sight import Sight
from foedus.intake.reading.linking.weights import Weights

__all__ = ["Link", "chosen", "is_possible", "link_all", "links", "meaning_of", "scene_of"]

_BEAM: Final = 6
_SLACK: Final = 3.0  # no more than this, all but always, does a type add to parties, or whose a date is to the date
_MOST_SURE: Final = 0.98
_DOUBT: Final = -0.7  # a plan told as fact is worse than a fact told as a plan
_BY_THEMSELVES: Final = frozenset({"OSA", "ODA", "equipment_export", "legislation"})
_STATE: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One way to tie an event: what, who, which stage, when; its log-odds; whether the rules read the same."""

    event: Event
    kind: Kind
    pairing: Pairing
    dated: Dated
    stage: str | None
    word: Token | None
    score: float
    is_told: bool = False

    @property
    def key(self) -> tuple[str, frozenset[str], str | None, str | None]:
        """What it says, wherever it stands."""
        return self.kind.type, self.pairing.parties, self.stage, self.dated.value

    @property
    def start(self) -> int:
        """Where the words begin that it ties together."""
        return min(low for low, _ in self._spans())

    @property
    def end(self) -> int:
        """Where they end."""
        return max(high for _, high in self._spans())

    @property
    def confidence(self) -> float:
        """Probability that the text says so [0 to 1]."""
        return min(_MOST_SURE, 1 / (1 + math.exp(-max(-30.0, self.score))))

    def _spans(self) -> list[tuple[int, int]]:
        spans = [(self.event.start, self.event.end)]
        if self.dated.date is not None:
            spans.append((self.dated.date.start, self.dated.date.end))
        if self.kind.source == "here":
            spans.append((self.kind.start, self.kind.end))
        return spans


def links(sight: Sight, scene: Scene, weights: Weights) -> Iterator[Link]:
    """The likeliest ways to tie each event of a sentence, scored; for each event and type the best few sets of parties.

    Only what may be read, and what the rules read, whatever its score.
    """
    sums, times = Sums(scene, weights), dated(sight)
    for event in scene.events:
        own = [time for time in times if event.date is None or time.date is event.date]
        for kind in scene.kinds:
            fit = sums.event(event, kind)
            for stage, word in options(event, kind):
                base = fit + weights.of(scene.stage(event, kind, stage, word))
                yield from _links_of(_Step(event, kind, stage, word, base), own, sums)


class _Step(NamedTuple):
    """An event of a type at a stage, with what speaks for these three."""

    event: Event
    kind: Kind
    stage: str | None
    word: Token | None
    base: float


def _links_of(step: _Step, times: Sequence[Dated], sums: Sums) -> Iterator[Link]:
    """The ways to give a step its parties and its date; what cannot be enough is not weighed to the end."""
    event, kind, stage, word, base = step
    weights = sums.weights
    dates = [(sums.date(event, kind, time, stage), time) for time in times]
    told = sums.told.get((kind.type, stage), ())
    less = sums.doubt(event, is_told_otherwise=bool(told))
    enough = weights.least - base - sums.most_by_rules + less
    most = max((when for when, _ in dates), default=0.0) + _SLACK
    if not told and sums.best_parties(event) + most < enough:
        return
    for fitting, n in sums.parties(event, kind)[:_BEAM]:
        if not told and fitting + most < enough:
            return
        pairing = sums.pairings[n]
        for when, time in dates:
            is_told = (pairing.parties, time.value) in told
            if not is_told and fitting + when + _SLACK < enough:
                continue
            score = base + fitting + when + sums.date_of_parties(pairing, time)
            score += sums.rules(event, kind, pairing, time, stage) + (weights.trust if is_told else -less)
            if is_told or score >= weights.least:
                yield Link(event=event, kind=kind, pairing=pairing, dated=time, stage=stage, word=word, score=score, is_told=is_told)  # fmt: skip


class Sums:
    """Sums of weights over the parts of a tie, each part weighed once a sentence."""

    def __init__(self, scene: Scene, weights: Weights) -> None:
        self._scene, self.weights, self.pairings = scene, weights, scene.pairings
        self.told: dict[tuple[str, str | None], set[tuple[frozenset[str], str | None]]] = {}
        for reading, date in zip(scene.sight.readings, scene.sight.dates, strict=True):
            self.told.setdefault((reading.type, reading.stage), set()).add((frozenset(reading.parties), date))
        self._bias = weights.ties.get("bias", 0.0)
        self._known: dict[tuple[object, ...], float] = {}
        self._alone = [weights.of(scene.parties(pairing)) for pairing in scene.pairings]
        self._events: dict[int, float] = {}
        self._from_event: dict[int, list[float]] = {}
        self._with_kind: dict[int, list[tuple[int, float]]] = {}
        self.most_by_rules = weights.best_by_rules if scene.sight.readings else weights.of(["r:none"])
        self._read = [
            (r.type, frozenset(r.parties), r.stage, date, r.start, r.end)
            for r, date in zip(scene.sight.readings, scene.sight.dates, strict=True)
        ]

    def event(self, event: Event, kind: Kind) -> float:
        """The event by itself, and with a type."""
        alone = self._events.get(id(event))
        if alone is None:
            alone = self._events[id(event)] = self._bias + self.weights.of(self._scene.event(event))
        return alone + self.weights.of(self._scene.kind(event, kind))

    def doubt(self, event: Event, *, is_told_otherwise: bool) -> float:
        """Log-odds that a tie loses which the rules have not read."""
        losses = self.weights.losses
        less = losses["beside the rules"] if self.told else 0.0
        less += 0.0 if event.words else losses["without word"]
        return less + (losses["told otherwise"] if is_told_otherwise else 0.0)

    def best_parties(self, event: Event) -> float:
        """The most that parties add to an event, whatever its type."""
        return max(self._at(event), default=0.0)

    def parties(self, event: Event, kind: Kind) -> list[tuple[float, int]]:
        """Sets of parties that a type may have, by number, the likeliest first: by themselves, with the type, from the event."""
        with_kind = self._with_kind.get(id(kind))
        if with_kind is None:
            ways = [(n, p) for n, p in enumerate(self._scene.pairings) if is_possible(kind, p)]
            with_kind = [(n, self.weights.of(self._scene.parties_of_kind(kind, p))) for n, p in ways]
            self._with_kind[id(kind)] = with_kind
        at = self._at(event)
        return sorted(((at[n] + fit, n) for n, fit in with_kind), key=lambda one: (-one[0], one[1]))

    def _at(self, event: Event) -> list[float]:
        found = self._from_event.get(id(event))
        if found is None:
            weigh, scene = self.weights.of, self._scene
            places = zip(self._alone, scene.pairings, strict=True)
            found = self._from_event[id(event)] = [alone + weigh(scene.parties_at(event, p)) for alone, p in places]
        return found

    def date(self, event: Event, kind: Kind, time: Dated, stage: str | None) -> float:
        """A date by itself, from the event, and from the type."""
        return (
            self._of((4, kind.type, id(time), stage), self._scene.date, kind, time, stage)
            + self._of((5, id(event), id(time)), self._scene.date_at, event, time)
            + self._of((6, id(kind), id(time)), self._scene.date_of_kind, kind, time)
        )

    def date_of_parties(self, pairing: Pairing, time: Dated) -> float:
        """A date from the parties."""
        return self._of((7, id(pairing), id(time)), self._scene.date_of_parties, pairing, time)

    def rules(self, event: Event, kind: Kind, pairing: Pairing, time: Dated, stage: str | None) -> float:
        """What the rules read: all that matters of it is what each reading shares with the tie."""
        key = (8, *(
            (type_ == kind.type, parties == pairing.parties, step == stage, date == time.value, start < event.end and event.start < end)
            for type_, parties, step, date, start, end in self._read
        ))  # fmt: skip
        return self._of(key, self._scene.rules, event, kind, pairing, time, stage)

    def _of(self, key: tuple[object, ...], part: Callable[..., list[str]], *things: object) -> float:
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self.weights.of(part(*things))
        return known


def meaning_of(scene: Scene, link: Link, weights: Weights) -> str:
    """How a tie is meant: the modality that the words around it speak for, or asserted, or attributed to somebody."""
    features = scene.modality(link.event, link.word, link.stage)
    odds = {m: sum(rows[f] for f in features if f in rows) for m, rows in weights.meant.items()}
    best = max(odds, key=lambda m: odds[m], default="")
    if best and odds[best] > _DOUBT:
        return best
    return "attributed" if any(t.kind == "attribution" for t in scene.frame.tokens) else "asserted"


def link_all(sight: Sight) -> Iterator[tuple[Link, list[str], list[str]]]:
    """Every way to tie each event, unscored, with the features of the tie and of its modality; what training looks at."""
    scene = scene_of(sight)
    times = dated(sight)
    for event in scene.events:
        for kind in scene.kinds:
            for stage, word in options(event, kind):
                own = ["bias", *scene.event(event), *scene.kind(event, kind), *scene.stage(event, kind, stage, word)]
                meant = scene.modality(event, word, stage)
                for pairing in scene.pairings:
                    if not is_possible(kind, pairing):
                        continue
                    who = [
                        *scene.parties(pairing),
                        *scene.parties_of_kind(kind, pairing),
                        *scene.parties_at(event, pairing),
                    ]
                    for time in times:
                        if event.date is None or time.date is event.date:
                            when = [*scene.date(kind, time, stage), *scene.date_at(event, time)]
                            when += [*scene.date_of_kind(kind, time), *scene.date_of_parties(pairing, time)]
                            rules = scene.rules(event, kind, pairing, time, stage)
                            link = Link(event=event, kind=kind, pairing=pairing, dated=time, stage=stage, word=word, score=0.0)  # fmt: skip
                            yield link, [*own, *who, *when, *rules], meant


def scene_of(sight: Sight) -> Scene:
    """A sentence with all that may be tied in it."""
    return Scene(sight, events(sight), kinds(sight), pairings(sight))


def is_possible(kind: Kind, pairing: Pairing) -> bool:
    """Can a type have these parties at all?"""
    size = len(pairing.parties)
    if size == 1:
        return kind.type in _BY_THEMSELVES or len(next(iter(pairing.parties))) > _STATE
    return kind.type != "minilateral" or size > 2 or any(len(code) > _STATE for code in pairing.parties)


def chosen(found: Sequence[Link], weights: Weights) -> list[Link]:
    """The best ties that do not contradict each other.

    A tie loses by what a better one has taken of it: its event for another type, its date for another event. So a date in
    brackets goes to the name it stands behind, though by itself it might belong to the next one, too. What the rules read, they
    have read together: one of their readings takes nothing from another.
    """
    taken: list[Link] = []
    for link in sorted((x for x in found if x.score >= weights.least), key=lambda x: (-x.score, x.start)):
        if any(_clash(link, other) for other in taken):
            continue
        if link.score - sum(_lost(link, other, weights.losses) for other in taken) >= weights.least:
            taken.append(link)
    return taken


def _clash(one: Link, other: Link) -> bool:
    same_parties, same_type = one.pairing.parties == other.pairing.parties, one.kind.type == other.kind.type
    if one.key == other.key:
        return True
    if one.is_told and other.is_told:
        return False
    if one.event.start != other.event.start:
        bare = one.event.mention is not None or other.event.mention is not None
        return bare and same_parties and same_type and one.kind.start == other.kind.start
    if same_parties:
        return same_type or one.kind.start == other.kind.start
    nested = one.pairing.parties < other.pairing.parties or other.pairing.parties < one.pairing.parties
    return nested and same_type


def _lost(link: Link, other: Link, losses: Mapping[str, float]) -> float:
    """Log-odds that a tie loses as another one is taken."""
    if link.is_told and other.is_told:
        return 0.0
    same_event, same_type = link.event.start == other.event.start, link.kind.type == other.kind.type
    if link.pairing.parties != other.pairing.parties:
        again = not same_event and link.kind.source == "here" and link.kind.start == other.kind.start
        return losses["type of other parties"] if again else 0.0
    if same_event:
        return 0.0 if same_type else losses["event of other type"]
    if link.dated.date is None or other.dated.date is None or link.dated.date.start != other.dated.date.start:
        return 0.0
    return losses["date of other stage"] if same_type else losses["date of other event"]
