"""What resolution and the snapshot give for a brief, before anything is numbered or named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from foedus.analysis.network import NetworkSnapshot, Tie, take_snapshot
from foedus.desk._brief_network import neighbourhood, network_evidence
from foedus.model.claims import Evidence, Judgement
from foedus.model.instruments import Coverage, Instrument
from foedus.resolution import (
    Conflict,
    Overtaken,
    Perspective,
    find_conflicts,
    find_overtaken,
    resolve_instruments,
)
from foedus.resolution.settling import is_known

__all__ = ["Found", "find"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What resolution and the snapshot give, before anything is numbered."""

    snapshot: NetworkSnapshot
    own: tuple[Tie, ...]
    around: tuple[Tie, ...]
    conflicts: tuple[Conflict, ...]
    overtaken: tuple[Overtaken, ...]
    statements: tuple[Evidence, ...]
    instruments: tuple[Instrument, ...]

    def cited(self) -> list[Evidence]:
        """Every claim the brief will show."""
        shown = [item for tie in self.own for view in tie.stages for item in view.evidence]
        shown += network_evidence(self.around)
        shown += [item for c in self.conflicts for side in c.sides for item in side.evidence]
        shown += [item for each in self.overtaken for item in (each.claim, each.by)]
        shown += self.statements
        homes = {item.claim.id for item in self.statements}
        return shown + [
            other
            for instrument in self.instruments
            if any(item.claim.id in homes for item in instrument.evidence)
            for other in instrument.evidence
        ]

    def codes(self, subject: Iterable[str]) -> set[str]:
        """Every actor the brief will name."""
        named = {party for tie in (*self.own, *self.around) for party in tie.instrument.parties}
        return named | {p for item in self.statements for p in item.claim.parties} | set(subject)


def find(
    subject: tuple[str, ...],
    evidence: Sequence[Evidence],
    judgements: Sequence[Judgement],
    coverage: Sequence[Coverage],
    view: tuple[int, int | None, Perspective],
) -> Found:
    """Resolve what is accepted and known, look at it on the day, and pick the subject's part."""
    on, known, perspective = view
    once = {item.claim.id: item for item in evidence}.values()
    heard = [item for item in once if item.standing != "rejected" and is_known(item, known)]
    instruments = resolve_instruments([i for i in heard if i.standing == "accepted"], judgements)
    snapshot = take_snapshot(instruments, on=on, known=known, perspective=perspective, coverage=coverage)
    own = snapshot.of(*subject)
    mine = [tie.instrument for tie in own]
    return Found(
        snapshot=snapshot,
        own=own,
        around=neighbourhood(snapshot, subject),
        conflicts=find_conflicts(mine, known=known),
        overtaken=find_overtaken(mine, perspective=perspective, known=known),
        statements=tuple(i for i in heard if i.claim.locator.quote and set(subject) <= set(i.claim.parties)),
        instruments=resolve_instruments(heard, judgements),
    )  # fmt: skip
