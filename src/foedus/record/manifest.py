"""The manifest: version and release day of the record, and the SHA-256 digest of every file in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from foedus.record.rows import Place, Row, read_mapping

__all__ = ["Manifest", "digests_of", "read_manifest", "render_manifest"]

_HEAD: Final = """\
# Written by `python tools/record.py manifest`: version and release day, then the SHA-256 digest of every file of the record.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Version (CalVer), release day and digests by file name."""

    version: str
    released: str
    files: Mapping[str, str]


def digests_of(folder: Path) -> dict[str, str]:
    """SHA-256 of every data file of a record, by name inside it; the manifest itself left out."""
    paths = [*folder.glob("*.yaml"), *folder.glob("instruments/*.yaml"), *folder.glob("schema/*.json")]
    names = sorted(path.relative_to(folder).as_posix() for path in paths)
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names if name != "manifest.yaml"}


def read_manifest(folder: Path) -> Manifest:
    """The manifest as written.

    Raises
    ------
    BadRecordError
        If it is missing or misshapen.
    """
    row = Row(read_mapping(folder, "manifest.yaml"), Place("manifest.yaml"))
    version, released, files = row.text("version"), row.text("released"), row.row("files")
    row.close()
    return Manifest(version=version, released=released, files={name: files.text(name) for name in files.left()})


def render_manifest(manifest: Manifest) -> str:
    """The manifest's text."""
    lines = [f'version: "{manifest.version}"', f'released: "{manifest.released}"', "files:"]
    return _HEAD + "\n".join([*lines, *(f"  {name}: {digest}" for name, digest in sorted(manifest.files.items())), ""])
