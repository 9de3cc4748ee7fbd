"""Ids are digests of content: equal exactly when the contents are."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from typing import Any

__all__ = ["canonical_json", "content_id", "normalise_fields", "quote_digest"]


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_normal(key): _normal(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_normal(item) for item in value]
    return value


def normalise_fields(instance: Any) -> None:
    """Bring all text of a frozen dataclass to NFC, so that what is kept is what its digest covers."""
    for name in instance.__dataclass_fields__:
        value = getattr(instance, name, None)
        if isinstance(value, str | tuple):
            normal = _normal_text(value)
            if normal != value:
                object.__setattr__(instance, name, normal)


def _normal_text(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    return tuple(_normal_text(item) for item in value) if isinstance(value, tuple) else value


def canonical_json(value: Any) -> str:
    """One text for one content: NFC, sorted keys, no spaces."""
    return json.dumps(_normal(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_id(scheme: str, content: Any) -> str:
    """Digest of plain content; no separator inside a value can cause a collision.

    Parameters
    ----------
    scheme : str
        Names the version of the identity scheme, such as `c1`.
    content : JSON-like
        Mappings, sequences, strings, numbers, booleans, None.

    Examples
    --------
    >>> content_id("c1", {"a": "x"}) == content_id("c1", {"a": "x"})
    True
    """
    return f"{scheme}:{hashlib.sha256(canonical_json(content).encode()).hexdigest()[:32]}"


def quote_digest(words: str) -> str:
    """Digest of quoted words, blind to runs of white space: first 16 hex digits of SHA-256."""
    folded = re.sub(r"\s+", " ", unicodedata.normalize("NFC", words)).strip()
    return hashlib.sha256(folded.encode()).hexdigest()[:16]
