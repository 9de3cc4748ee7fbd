"""The network at a date, as known at a date, as seen from a perspective."""

from foedus.analysis.network.snapshot import NetworkSnapshot, Tie, take_snapshot

__all__ = ["NetworkSnapshot", "Tie", "take_snapshot"]
