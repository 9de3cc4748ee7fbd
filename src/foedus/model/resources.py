"""Packaged YAML: every scalar stays the text that was written, and a parsed twin in the cache makes the second start fast."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["cache_directory", "digest_of", "load_file", "load_yaml", "parse_yaml", "write_atomically"]

_VOCABULARY = Path(__file__).parent / "vocabulary"


def parse_yaml(text: str) -> Any:
    """Parse YAML with all scalars as `str`; an empty value is `""`.

    Raises
    ------
    yaml.YAMLError
        If ``text`` is not YAML; the message carries line and column.
    """
    import yaml

    return yaml.load(text, Loader=_text_loader())  # noqa: S506  # a SafeLoader without resolvers


@cache
def _text_loader() -> Any:
    """A loader without implicit dates, numbers or booleans: `2022-01-06` and `no` stay what was written."""
    import yaml  # 15 ms that a filled cache saves

    # In C where it was built.
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return type("_TextLoader", (base,), {"yaml_implicit_resolvers": {}})


def cache_directory() -> Path:
    """Where derived copies may be kept; nothing is lost when it is emptied."""
    base = os.environ.get("FOEDUS_CACHE") or os.environ.get("XDG_CACHE_HOME")
    root = Path(base) if base else Path.home() / ".cache"
    return root / "foedus"


def digest_of(*parts: bytes) -> str:
    """SHA-256 over length-prefixed parts, first 32 hex digits."""
    state = hashlib.sha256()
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.hexdigest()[:32]


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part.

    Raises
    ------
    OSError
        If the place cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not `tempfile`: its files are their owner's alone, and a brief is written to be handed on.
    beside = path.with_name(f".{path.name[:100]}.{os.urandom(6).hex()}")
    try:
        with beside.open("xb") as file:
            file.write(content)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def load_yaml(name: str) -> Any:
    """The vocabulary file ``name`` (without `.yaml`), parsed once per process."""
    return load_file(_VOCABULARY / f"{name}.yaml")


@cache
def load_file(path: Path) -> Any:
    """A packaged YAML file, parsed once per process."""
    raw = path.read_bytes()
    twin = cache_directory() / "yaml" / f"{path.stem}-{digest_of(raw)}.json"
    try:
        return json.loads(twin.read_bytes())
    except (OSError, ValueError):
        pass
    value = parse_yaml(raw.decode("utf-8"))
    with suppress(OSError):  # A cache that cannot be written costs time, never an answer.
        write_atomically(twin, json.dumps(value, ensure_ascii=False).encode())
    return value
