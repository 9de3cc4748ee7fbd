"""Linking: which event of a sentence is of which type, between whom and when, by weights learned from annotated texts."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.linking.choices import Dated, Event, Kind, Pairing, Sight, dated, events, kinds, options, pairings
from foedus.intake.reading.linking.features import Scene
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Link", "links", "load_weights"]

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Link:
    """One way to tie an event: what, who, which stage, when; its log-odds, and the features that gave them."""

    event: Event
    kind: Kind
    pairing: Pairing
    dated: Dated
    stage: str | None
    word: Token | None
    score: float
    features: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        return min(self._places())

    @property
    def end(self) -> int:
        return max([self.event.end, *([self.dated.date.end] if self.dated.date else []), *([self.kind.end] if self.kind.source == "here" else [])])

    def _places(self) -> list[int]:
        places = [self.event.start]
        if self.dated.date is not None:
            places.append(self.dated.date.start)
        if self.kind.source == "here":
            places.append(self.kind.start)
        return places


@cache
def load_weights() -> Mapping[str, float]:
    """Weights by feature; those of one language begin with its code and a bar."""
    path = _FOLDER / "weights.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}  # type: ignore[no-any-return]


def links(sight: Sight, weights: Mapping[str, float], *, keep: bool = False) -> Iterator[Link]:
    """All ways to tie the events of a sentence, scored; with their features where they are to be kept."""
    found, types, sets, times = events(sight), kinds(sight), pairings(sight), dated(sight)
    scene = Scene(sight, found, types, sets)
    language = sight.frame.lexicon.language
    bias = weights.get("bias", 0.0) + weights.get(f"{language}|bias", 0.0)

    def weigh(features: Sequence[str]) -> float:
        return sum(weights.get(f, 0.0) + weights.get(f"{language}|{f}", 0.0) for f in features)

    for event in found:
        for kind in types:
            for stage, word in options(event, kind):
                own = scene.event(event, kind, stage, word) + scene.kind(event, kind)
                base = bias + weigh(own)
                for pairing in sets:
                    if not _is_possible(kind, pairing):
                        continue
                    who = scene.parties(event, kind, pairing)
                    told = base + weigh(who)
                    for time in times:
                        if event.date is not None and time.date is not event.date:
                            continue
                        when = scene.date(event, kind, pairing, time, stage)
                        by_rule = scene.rules(event, kind, pairing, time, stage)
                        score = told + weigh(when) + weigh(by_rule)
                        features = ("bias", *own, *who, *when, *by_rule) if keep else ()
                        yield Link(event, kind, pairing, time, stage, word, score, features)


def _is_possible(kind: Kind, pairing: Pairing) -> bool:
    size = len(pairing.parties)
    if size == 1:
        code = next(iter(pairing.parties))
        return kind.type in ("OSA", "ODA", "equipment_export", "legislation") or len(code) > 3
    entry = load_vocabulary().type(kind.type)
    return kind.type != "minilateral" or size >= 3 or any(len(c) > 3 for c in pairing.parties) or entry is None


def chosen(found: Sequence[Link], least: float) -> list[Link]:
    """The best ties that do not contradict each other: a pair has one type and date for each event."""
    limit = math.log(least / (1 - least))
    taken: list[Link] = []
    for link in sorted((x for x in found if x.score >= limit), key=lambda x: -x.score):
        if not any(_clash(link, other) for other in taken):
            taken.append(link)
    return taken


def _clash(one: Link, other: Link) -> bool:
    same_parties = one.pairing.parties == other.pairing.parties
    if same_parties and one.kind.type == other.kind.type and one.stage == other.stage and one.dated.value == other.dated.value:
        return True
    if one.event.start != other.event.start:
        bare = one.event.mention is not None or other.event.mention is not None
        return bare and same_parties and one.kind.type == other.kind.type and one.kind.start == other.kind.start
    if same_parties:
        return one.kind.type == other.kind.type or one.kind.start == other.kind.start
    nested = one.pairing.parties < other.pairing.parties or other.pairing.parties < one.pairing.parties
    return nested and one.kind.type == other.kind.type
