"""The chain: each entry carries the digest of the one before it, so that nothing is changed or lost unnoticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

__all__ = ["GENESIS", "entry_digest"]

GENESIS: Final = "0" * 64
"""What stands as the digest before the first entry."""

_COVERED: Final = ("previous", "seq", "kind", "id", "body", "recorded_at", "recorded_by", "proposed")
_as_json: Final = json.JSONEncoder(ensure_ascii=False, default=repr).encode


def entry_digest(row: Mapping[str, Any]) -> str:
    """SHA-256 of an entry, in hex.

    Parameters
    ----------
    row : mapping
        The columns `previous, seq, kind, id, body, recorded_at, recorded_by, proposed`; others are ignored.

    Notes
    -----
    The digest is taken of the UTF-8 JSON array of those columns in that order, without escapes and with Python's
    default separators, so that anybody can recompute it. Values that no ledger writes (bytes, broken UTF-8) have a
    digest too: it equals no recorded one.

    Examples
    --------
    >>> row = dict(
    ...     previous=GENESIS,
    ...     seq=1,
    ...     kind="claim",
    ...     id="c1:0",
    ...     body="{}",
    ...     recorded_at="2025-01-01",
    ...     recorded_by="me",
    ...     proposed=0,
    ... )
    >>> entry_digest(row) == entry_digest(row | {"body": "{ }"})
    False
    """
    text = _as_json([row[name] for name in _COVERED])
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
