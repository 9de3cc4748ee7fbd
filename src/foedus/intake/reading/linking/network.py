"""The network that weighs ties: each feature has a vector, a tie is the sum of its features' vectors, two layers make odds of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Network", "Parts"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Weights for one language.

    Attributes
    ----------
    place : Mapping
        Row of each feature in `table`; a feature that is not there adds nothing.
    table : array
        ``(features + 1, width + 1)``: a vector for each feature, and behind it what it adds to the log-odds by itself. The last
        row is zero.
    start, hidden, hidden_start, out : array
        Of shapes ``(width,)``, ``(inner, width)``, ``(inner,)``, ``(inner,)``.
    bias : float
        Log-odds of a tie of which nothing is known.
    """

    place: Mapping[str, int]
    table: Floats
    start: Floats
    hidden: Floats
    hidden_start: Floats
    out: Floats
    bias: float

    def odds(self, sums: Floats) -> Floats:
        """Log-odds of ties [(ties, width + 1) to (ties,)]."""
        first = np.maximum(sums[:, :-1] + self.start, 0)
        # Not `@`: so few numbers are multiplied here that the threads of a BLAS cost more than they bring.
        second = np.maximum(np.einsum("nw,iw->ni", first, self.hidden) + self.hidden_start, 0)
        odds: Floats = np.einsum("ni,i->n", second, self.out) + sums[:, -1] + np.float32(self.bias)
        return odds


class Parts:
    """What many ties of one sentence are made of, each part looked up once: an event, a type, a date from an event."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._rows: list[int] = []
        self._starts: list[int] = []
        self._known: dict[Hashable, int] = {}

    def number(self, key: Hashable, features: Callable[..., Sequence[str]], *things: object) -> int:
        """Tell the number of a part; its features are asked for the first time only."""
        found = self._known.get(key)
        if found is None:
            place = self._network.place
            found = self._known[key] = len(self._starts)
            self._starts.append(len(self._rows))
            self._rows += [place[f] for f in features(*things) if f in place]
            self._rows.append(-1)  # so that no part is empty
        return found

    def odds(self, ties: Sequence[tuple[int, ...]]) -> list[float]:
        """Log-odds of ties, each a row of as many parts."""
        if not ties:
            return []
        sums = np.add.reduceat(self._network.table[np.array(self._rows)], self._starts, axis=0)
        at = np.array(ties)
        total = sums[at[:, 0]]
        for column in range(1, at.shape[1]):
            total += sums[at[:, column]]
        return [float(odds) for odds in self._network.odds(total)]
