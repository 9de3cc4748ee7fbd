"""The network that weighs ties: each feature has a vector, a tie is the sum of its features' vectors, two layers make odds of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Network", "Parts"]

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
        self._rows: list[list[int]] = []
        self._known: dict[Hashable, int] = {}

    def number(self, key: Hashable, features: Callable[..., Sequence[str]], *things: object) -> int:
        """Tell the number of a part; its features are asked for the first time only."""
        found = self._known.get(key)
        if found is None:
            place = self._network.place
            found = self._known[key] = len(self._rows)
            self._rows.append([place[f] for f in features(*things) if f in place])
        return found

    def sums(self) -> Floats:
        """The vectors of all parts [(parts, width + 1)]."""
        rows = [[*own, -1] for own in self._rows]  # the last row is zero: no part is empty
        starts = np.cumsum([0, *(len(row) for row in rows[:-1])])
        flat = np.fromiter((row for own in rows for row in own), np.int64)
        found: Floats = np.add.reduceat(self._network.table[flat], starts, axis=0)
        return found
