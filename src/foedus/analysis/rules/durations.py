"""How long instruments usually take to enter into force: what the record itself has seen, by type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from foedus.model.claims import Evidence
from foedus.model.instruments import Instrument

__all__ = ["usual_waits"]

_FEWEST: Final = 3
"""Instruments [count] of a type below which the record has not seen enough of it to tell."""


def usual_waits(
    instruments: Iterable[Instrument], counts: Callable[[Evidence], bool] = lambda _: True
) -> Mapping[str, int]:
    """The time [days] from signature in which fewer than half of a type have entered into force (median).

    Only types of which three or more have both dates to the day.

    Parameters
    ----------
    counts : callable
        Which evidence counts: what was known by then, under the perspective.
    """
    spans: dict[str, list[int]] = defaultdict(list)
    for instrument in instruments:
        days: dict[str, list[int]] = {"signed": [], "in_force": []}
        for item in instrument.evidence:
            when = item.claim.when
            if item.claim.stage in days and when is not None and when.is_day and when.earliest and counts(item):
                days[item.claim.stage].append(when.earliest)
        if days["signed"] and days["in_force"]:
            span = min(days["in_force"]) - min(days["signed"])
            if span >= 0:
                spans[instrument.type].append(span)
    return {kind: sorted(found)[len(found) // 2] for kind, found in spans.items() if len(found) >= _FEWEST}
