"""Linking: which event of a sentence is of which type, between whom and when, by weights learned from annotated texts."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.linking.choices import Dated, Event, Kind, dated, events, kinds, options
from foedus.intake.reading.linking.features import Scene
from foedus.intake.reading.linking.grid import Grid, Step, is_possible, may_date
from foedus.intake.reading.linking.pairing import Pairing, pairings
from foedus.intake.reading.linking.sight import Sight
from foedus.intake.reading.linking.weights import Weights

__all__ = ["Link", "chosen", "link_all", "links", "meaning_of", "scene_of"]

_MOST_SURE: Final = 0.98
_DOUBT: Final = -0.7  # a plan told as fact is worse than a fact told as a plan
_SIDE_BY_SIDE: Final = 12  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One way to tie an event: what, who, which stage, when; its log-odds; whether the rules read the same, and the score with that."""

    event: Event
    kind: Kind
    pairing: Pairing
    dated: Dated
    stage: str | None
    word: Token | None
    score: float
    odds: float
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
        return min(_MOST_SURE, 1 / (1 + math.exp(-max(-30.0, self.odds))))

    def _spans(self) -> list[tuple[int, int]]:
        spans = [(self.event.start, self.event.end)]
        if self.dated.date is not None:
            spans.append((self.dated.date.start, self.dated.date.end))
        if self.kind.source == "here":
            spans.append((self.kind.start, self.kind.end))
        return spans


def links(sight: Sight, scene: Scene, weights: Weights) -> Iterator[Link]:
    """The ways to tie each event of a sentence that may be read, scored; and what the rules read, whatever its score."""
    grid = Grid(scene, dated(sight), weights.ties)
    steps = [step for step in _steps(scene) if grid.add(step)]
    told: dict[tuple[str, str | None], set[tuple[frozenset[str], str | None]]] = {}
    for reading, date in zip(sight.readings, sight.dates, strict=True):
        told.setdefault((reading.type, reading.stage), set()).add((frozenset(reading.parties), date))
    for step, (pairs, odds) in zip(steps, grid.odds(), strict=True):
        event, kind, stage, word = step
        own = told.get((kind.type, stage), ())
        doubts = [_doubt(step, time, told, weights.losses) for time in grid.times]
        enough = odds >= weights.least
        for at in np.flatnonzero(enough | bool(own)):
            pairing, when = scene.pairings[pairs[at, 0]], pairs[at, 1]
            time = grid.times[when]
            is_told = (pairing.parties, time.value) in own
            score = float(odds[at]) + weights.trust if is_told else float(odds[at]) - doubts[when]
            if is_told or score >= weights.least:
                yield Link(
                    event=event, kind=kind, pairing=pairing, dated=time, stage=stage, word=word, score=score, odds=float(odds[at]), is_told=is_told
                )  # fmt: skip


def _doubt(step: Step, time: Dated, told: Collection[tuple[str, str | None]], losses: Mapping[str, float]) -> float:
    """Log-odds that a tie loses which the rules have not read."""
    less = losses["without stage"] if step.stage is None else 0.0
    less += losses["bare"] if not step.event.words and time.value is None else 0.0
    if (step.kind.type, step.stage) in told:
        return less + losses["told otherwise"]
    return less + (losses["beside the rules"] if told else 0.0)


def _steps(scene: Scene) -> Iterator[Step]:
    """Every event with every type it may be of, at every stage it may mean for it."""
    for event in scene.events:
        for kind in scene.kinds:
            for stage, word in options(event, kind):
                yield Step(event, kind, stage, word)


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
    for (event, kind, stage, word), pairing, time in _ties(scene, dated(sight)):
        features = [
            *scene.event(event), *scene.kind(event, kind), *scene.stage(event, kind, stage, word),
            *scene.parties(pairing), *scene.parties_of_kind(kind, pairing), *scene.parties_at(event, pairing),
            *scene.date(kind, time, stage), *scene.date_at(event, time), *scene.date_of_kind(kind, time),
            *scene.date_of_parties(pairing, time), *scene.rules(event, kind, pairing, time, stage),
        ]  # fmt: skip
        link = Link(event=event, kind=kind, pairing=pairing, dated=time, stage=stage, word=word, score=0.0, odds=0.0)
        yield link, features, scene.modality(event, word, stage)


def _ties(scene: Scene, times: Sequence[Dated]) -> Iterator[tuple[Step, Pairing, Dated]]:
    for step in _steps(scene):
        own = [time for time in times if may_date(step.event, time)]
        for pairing in scene.pairings:
            if is_possible(step.kind, pairing):
                yield from ((step, pairing, time) for time in own)


def scene_of(sight: Sight) -> Scene:
    """A sentence with all that may be tied in it."""
    return Scene(sight, events(sight), kinds(sight), pairings(sight))


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
        if same_type and one.key[2:] == other.key[2:] and _is_nested(one, other):
            return True
        if (
            same_type
            and same_parties
            and other.is_told
            and one.dated.date is not None
            and one.dated.date is other.dated.date
        ):
            return True
        bare = one.event.mention is not None or other.event.mention is not None
        return bare and same_parties and same_type and one.kind.start == other.kind.start
    if same_parties:
        return same_type or one.kind.start == other.kind.start
    return _is_nested(one, other) and same_type


def _is_nested(one: Link, other: Link) -> bool:
    """Are the parties of one some of the other's?"""
    return one.pairing.parties < other.pairing.parties or other.pairing.parties < one.pairing.parties


def _are_joined(one: Link, other: Link) -> bool:
    """Are two instruments named side by side, so that one event is of both: "an A and a B were signed"?"""
    named = ("instrument", "named")
    gap = max(one.kind.start, other.kind.start) - min(one.kind.end, other.kind.end)
    return 0 <= gap <= _SIDE_BY_SIDE and one.kind.word in named and other.kind.word in named


def _lost(link: Link, other: Link, losses: Mapping[str, float]) -> float:
    """Log-odds that a tie loses as another one is taken."""
    if link.is_told and other.is_told:
        return 0.0
    same_event, same_type = link.event.start == other.event.start, link.kind.type == other.kind.type
    if link.pairing.parties != other.pairing.parties:
        again = not same_event and link.kind.source == "here" and link.kind.start == other.kind.start
        return losses["type of other parties"] if again else 0.0
    if same_event:
        return 0.0 if same_type or _are_joined(link, other) else losses["event of other type"]
    if link.dated.date is None or other.dated.date is None or link.dated.date.start != other.dated.date.start:
        return 0.0
    return losses["date of other stage"] if same_type else losses["date of other event"]
