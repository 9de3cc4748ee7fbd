"""An assertion is only as recent as its document: which claims were overtaken when they were made, or since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from foedus.model.claims import Evidence
from foedus.model.dates import is_before
from foedus.model.instruments import Instrument
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution.perspectives import Perspective
from foedus.resolution.settling import is_known

__all__ = ["Overtaken", "find_overtaken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """A claim to a stage as the present state of things, and the later stage that was already reached, or has been since.

    `when_made` is True if the later stage precedes the claim's own source: the text was out of date when it appeared.
    """

    instrument: Instrument
    claim: Evidence
    by: Evidence
    when_made: bool


def find_overtaken(
    instruments: Iterable[Instrument], *, perspective: Perspective, known: int | None = None
) -> tuple[Overtaken, ...]:
    """Claims that give an earlier stage, with no date of its own, although a later stage is on record."""
    found = []
    for instrument in instruments:
        stages = load_vocabulary().type(instrument.type).stages
        items = [i for i in instrument.evidence if i.claim.stage and is_known(i, known)]
        later = [
            i for i in perspective.deciding([i for i in items if stages[i.claim.stage or ""].effect == "begins"])
            if i.claim.when is not None and i.claim.modality == "asserted"
        ]  # fmt: skip
        for item in items:
            if item.claim.date is not None or item.claim.modality not in ("asserted", "attributed"):
                continue
            rank = stages[item.claim.stage or ""].rank
            above = [other for other in later if stages[other.claim.stage or ""].rank > rank]
            if above:
                by = min(above, key=lambda o: (o.claim.date or "", o.claim.id))
                found.append(Overtaken(instrument=instrument, claim=item, by=by, when_made=_precedes(by, item)))
    return tuple(found)


def _precedes(by: Evidence, item: Evidence) -> bool:
    when = by.claim.when
    return when is not None and item.source.published is not None and is_before(when, item.known_on) == "yes"
