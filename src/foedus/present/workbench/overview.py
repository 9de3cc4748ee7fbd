"""What a ledger holds at a glance, for the first page; worked out once for each state of the ledger."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from foedus.desk.ledgers import open_for_reading

__all__ = ["Overview", "overview_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Counts, who publishes, and the actor most claims are about; None in an empty ledger."""

    digest: str
    claims: int
    sources: int
    publishers: tuple[str, ...]
    actor: str | None


def overview_of(ledger: str | None) -> Overview:
    """Look at a ledger.

    Raises
    ------
    FoedusError
        If it cannot be opened.
    """
    with open_for_reading(ledger) as opened:
        head = opened.ledger.head()
    return _at(ledger, head)


@lru_cache(maxsize=4)
def _at(ledger: str | None, head: str) -> Overview:
    """``head`` names one state of a ledger, which never changes: what is kept for it stays true."""
    with open_for_reading(ledger) as opened:
        counted = opened.accepted()
        sources = opened.ledger.sources()
    parties = Counter(party for item in counted for party in item.claim.parties)
    return Overview(
        digest=head,
        claims=len(counted),
        sources=len(sources),
        publishers=tuple(sorted({source.publisher for source in sources})),
        actor=min(parties, key=lambda code: (-parties[code], code)) if parties else None,
    )
