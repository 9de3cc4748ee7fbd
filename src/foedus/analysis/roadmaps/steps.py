"""Steps of a roadmap, and what the network would be once they are taken: claims by nobody but ourselves, marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from foedus.analysis.network.snapshot import NetworkSnapshot, take_snapshot
from foedus.analysis.rules.repairs import Change
from foedus.model.claims import Claim, Evidence, Locator, Source, SourceId
from foedus.model.vocabulary import InstrumentType, load_vocabulary
from foedus.resolution.matching import resolve_instruments
from foedus.resolution.perspectives import Perspective
from foedus.resolution.settling import is_known

__all__ = ["SOURCE", "Step", "after", "evidence_for", "stage_in_force", "step_of"]

SOURCE: Final = "roadmap"
_IN_FORCE: Final[Mapping[str, str]] = {
    "dialogue": "held",
    "event": "held",
    "procurement": "contracted",
    "aid": "agreed",
    "declaration": "signed",
}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Step:
    """One instrument reaches one stage. `instrument` is its id, where one is known that has not reached it."""

    type: str
    parties: tuple[str, ...]
    stage: str
    instrument: str | None = None
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()


def stage_in_force(kind: InstrumentType) -> str:
    """The stage from which an instrument of this type holds, in the words of its life cycle.

    Examples
    --------
    >>> stage_in_force(load_vocabulary().type("2+2")), stage_in_force(load_vocabulary().type("ACSA"))
    ('held', 'in_force')
    """
    return _IN_FORCE.get(kind.track, "in_force")


def step_of(change: Change) -> Step:
    """A change of the facts as a step; it has to be the entry into force of an instrument."""
    kind = load_vocabulary().type(change.type or "")
    roles: dict[str, list[str]] = {}
    for atom in change.add:
        if atom[0] == "role":
            roles.setdefault(atom[2].strip('"'), []).append(atom[3].strip('"'))
    return Step(
        type=kind.code,
        parties=change.parties,
        stage=stage_in_force(kind),
        instrument=None if change.is_new else change.about,
        roles=tuple((role, tuple(sorted(who))) for role, who in sorted(roles.items())),
    )


def evidence_for(step: Step, on: int) -> Evidence:
    """The step as a claim of a scenario, dated on day ``on`` [ordinal]."""
    day = date.fromordinal(on).isoformat()
    source = Source(
        id=SourceId(SOURCE), publisher="hypothetical", title="A step of a roadmap", kind="scenario", published=day
    )
    claim = Claim(
        source=source.id,
        locator=Locator(at=f"{step.type} {' '.join(step.parties)}"),
        instrument_type=step.type,
        parties=step.parties,
        roles=step.roles,
        instrument=step.instrument or f"hypothetical-{step.type}-{'-'.join(step.parties)}".lower(),
        label=None if step.instrument else "hypothetical",
        stage=step.stage,
        date=day,
        date_of=f"hypothetical {step.stage.replace('_', ' ')}",
    )
    return Evidence(claim=claim, source=source, recorded_at=f"{day}T00:00:00Z", recorded_by=SOURCE)


def after(snapshot: NetworkSnapshot, steps: Iterable[Step]) -> NetworkSnapshot:
    """The network on the same day, had these steps been taken; what a new instrument replaces is over then."""
    taken = sorted(steps)
    if not taken:
        return snapshot
    named = {step.instrument for step in taken if step.instrument}
    touched = named | {t.instrument.replaces for t in snapshot.ties if t.instrument.id in named}
    seen = snapshot.perspective
    own = [
        item
        for tie in snapshot.ties
        if tie.instrument.id in touched
        for item in tie.instrument.evidence
        if is_known(item, snapshot.known) and seen.admits(item)
    ]
    # A perspective of one source, or of all at once, would not believe a scenario.
    believing = seen if seen.kind in ("record", "any") else Perspective(kind="any")
    again = take_snapshot(
        resolve_instruments([*own, *(evidence_for(step, snapshot.on) for step in taken)]),
        on=snapshot.on,
        perspective=believing,
    )
    rest = [tie for tie in snapshot.ties if tie.instrument.id not in touched]
    ties = sorted(
        [*rest, *again.ties],
        key=lambda t: (len(t.instrument.parties), t.instrument.parties, t.instrument.type, t.instrument.id),
    )
    return replace(snapshot, ties=tuple(ties))
