"""The grid of ties: each step (an event of a type at a stage) with all parties and all dates it may have, weighed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.linking.choices import Dated, Event, Kind
from foedus.intake.reading.linking.features import Scene
from foedus.intake.reading.linking.network import Floats, Network, Parts
from foedus.intake.reading.linking.pairing import Pairing

__all__ = ["Grid", "Step", "is_possible", "may_date"]

_BY_THEMSELVES: Final = frozenset({"OSA", "ODA", "equipment_export", "legislation"})
_STATE: Final = 3
Numbers = NDArray[np.int64]


class Step(NamedTuple):
    """An event of a type at a stage, by a word."""

    event: Event
    kind: Kind
    stage: str | None
    word: Token | None


class _Ties(NamedTuple):
    """The ties of one step: whom and when by number, and the numbers of their parts."""

    who: Numbers
    when: Numbers
    step: list[int]
    parties: list[Numbers]
    dates: list[Numbers]
    both: list[Numbers]


class Grid:
    """Steps of one sentence. What steps share (parties, dates, whose a date is) is looked up once.

    Attributes
    ----------
    times : sequence of Dated
        All dates that an event of the sentence may have.
    """

    def __init__(self, scene: Scene, times: Sequence[Dated], network: Network) -> None:
        self.times = times
        self._scene, self._network, self._parts = scene, network, Parts(network)
        self._ties: list[_Ties] = []
        self._rows: dict[tuple[object, ...], Numbers] = {}
        number, pairings = self._parts.number, list(enumerate(scene.pairings))
        self._whose = np.array(
            [
                [number((p, t), scene.date_of_parties, each, time) for t, time in enumerate(times)]
                for p, each in pairings
            ],
            np.int64,
        ).reshape(len(pairings), len(times))
        self._shared, self._places = self._what_readings_share()

    def add(self, step: Step) -> bool:
        """Add all ties of a step, its parties before its dates; False if it has none."""
        scene, number, (event, kind, stage, word) = self._scene, self._parts.number, step
        e, k = id(event), id(kind)
        pairings, times = list(enumerate(scene.pairings)), list(enumerate(self.times))
        who = self._row(("who", k), lambda: [p for p, each in pairings if is_possible(kind, each)])
        when = self._row(("when", e), lambda: [t for t, time in times if may_date(event, time)])
        if not len(who) or not len(when):
            return False
        own = [
            number(("event", e), scene.event, event),
            number(("kind", e, k), scene.kind, event, kind),
            number(("stage", e, k, stage), scene.stage, event, kind, stage, word),
        ]
        parties = [
            self._row(("p",), lambda: [number(("p", p), scene.parties, each) for p, each in pairings]),
            self._row(
                ("kp", k), lambda: [number(("kp", k, p), scene.parties_of_kind, kind, each) for p, each in pairings]
            ),
            self._row(("ep", e), lambda: [number(("ep", e, p), scene.parties_at, event, each) for p, each in pairings]),
        ]
        dates = [
            self._row(("t", kind.type, stage), lambda: [
                number(("t", kind.type, t, stage), scene.date, kind, time, stage) for t, time in times
            ]),
            self._row(("et", e), lambda: [number(("et", e, t), scene.date_at, event, time) for t, time in times]),
            self._row(("kt", k), lambda: [number(("kt", k, t), scene.date_of_kind, kind, time) for t, time in times]),
        ]  # fmt: skip
        cells = np.ix_(who, when)
        both = [self._whose[cells], self._read(step)[self._shared][cells]]
        self._ties.append(_Ties(who, when, own, [row[who] for row in parties], [row[when] for row in dates], both))
        return True

    def odds(self) -> Iterator[tuple[Numbers, Floats]]:
        """Of each step: the parties and the date of each tie, by number [(ties, 2)], and its log-odds [(ties,)]."""
        if not self._ties:
            return
        sums = self._parts.sums()
        odds = self._network.odds(np.concatenate([_total(ties, sums) for ties in self._ties]))
        sizes = [len(ties.who) * len(ties.when) for ties in self._ties]
        for ties, own in zip(self._ties, np.split(odds, np.cumsum(sizes)[:-1]), strict=True):
            yield np.stack([np.repeat(ties.who, len(ties.when)), np.tile(ties.when, len(ties.who))], axis=1), own

    def _row(self, key: tuple[object, ...], numbers: Callable[[], list[int]]) -> Numbers:
        found = self._rows.get(key)
        if found is None:
            found = self._rows[key] = np.array(numbers(), np.int64)
        return found

    def _what_readings_share(self) -> tuple[Numbers, list[tuple[int, int]]]:
        """Pairs of parties and date that share the same with each reading of the rules: their kind, and one pair of each."""
        scene, shape = self._scene, self._whose.shape
        code = np.zeros(shape, np.int64)
        places = np.zeros(1, np.int64)
        for reading, date in zip(scene.sight.readings, scene.sight.dates, strict=True):
            whose = frozenset(reading.parties)
            parties = np.array([each.parties == whose for each in scene.pairings], np.int64)
            dates = np.array([time.value == date for time in self.times], np.int64)
            code = 4 * code + 2 * parties[:, None] + dates[None, :]
            _, places, code = np.unique(code, return_index=True, return_inverse=True)
            code = code.reshape(shape)
        return code, [(int(place) // max(1, shape[1]), int(place) % max(1, shape[1])) for place in places]

    def _read(self, step: Step) -> Numbers:
        """What the rules read beside a step, by what its ties share with each reading."""
        (event, kind, stage, _), scene = step, self._scene
        alike = tuple(
            (r.type == kind.type, r.stage == stage, r.start < event.end and event.start < r.end)
            for r in scene.sight.readings
        )
        return self._row(("read", alike), lambda: [
            self._parts.number(("read", alike, at), scene.rules, event, kind, scene.pairings[p], self.times[t], stage)
            for at, (p, t) in enumerate(self._places)
        ])  # fmt: skip


def _total(ties: _Ties, sums: Floats) -> Floats:
    """The sum of the parts of each tie [(ties, width + 1)]."""
    parties = sums[np.array(ties.parties)].sum(axis=0) + sums[ties.step].sum(axis=0)
    dates = sums[np.array(ties.dates)].sum(axis=0)
    total: Floats = parties[:, None] + dates[None, :]
    for matrix in ties.both:
        total += sums[matrix]
    return total.reshape(-1, total.shape[-1])


def may_date(event: Event, time: Dated) -> bool:
    """May an event have this date? One that is a date itself has no other."""
    return event.date is None or time.date is event.date


def is_possible(kind: Kind, pairing: Pairing) -> bool:
    """Can a type have these parties at all?"""
    size = len(pairing.parties)
    if size == 1:
        return kind.type in _BY_THEMSELVES or len(next(iter(pairing.parties))) > _STATE
    return kind.type != "minilateral" or size > 2 or any(len(code) > _STATE for code in pairing.parties)
