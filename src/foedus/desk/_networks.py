"""Everything a ledger holds, on the day of a view."""

from __future__ import annotations

from foedus.analysis.network.snapshot import NetworkSnapshot, take_snapshot
from foedus.desk.asking import View
from foedus.desk.ledgers import Opened

__all__ = ["whole_network"]


def whole_network(opened: Opened, view: View) -> NetworkSnapshot:
    """The network of every instrument."""
    return take_snapshot(
        opened.instruments(), on=view.on, known=view.known, perspective=view.perspective, coverage=opened.coverage
    )
