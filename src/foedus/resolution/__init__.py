"""Claims become instruments: matching, perspectives, settling, conflicts and staleness. Pure functions, no I/O."""

from foedus.resolution.conflicts import Conflict, Side, find_conflicts
from foedus.resolution.matching import resolve_instruments
from foedus.resolution.perspectives import Perspective
from foedus.resolution.settling import holds_on, settle_stages
from foedus.resolution.staleness import Overtaken, find_overtaken

__all__ = [
    "Conflict",
    "Overtaken",
    "Perspective",
    "Side",
    "find_conflicts",
    "find_overtaken",
    "holds_on",
    "resolve_instruments",
    "settle_stages",
]
