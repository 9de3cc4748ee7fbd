"""One sentence as the linker sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foedus.intake.reading.dates.printed import TextDate
from foedus.intake.reading.frames import Frame, Reading
from foedus.intake.reading.linking.context import Context
from foedus.intake.reading.tables.outline import Scope

__all__ = ["Sight"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One sentence as the linker sees it: its frame, what the rules read in it, its dates' meaning and other meaning, what came before."""

    frame: Frame
    readings: Sequence[Reading]
    dates: Sequence[str | None]
    resolved: Mapping[TextDate, str | None]
    others: Mapping[TextDate, str]
    context: Context
    scope: Scope | None
    scope_date: str | None
    place: str
