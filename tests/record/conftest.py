"""A record of four lines in a folder of its own, which each test spoils in its own way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.record.manifest import Manifest, digests_of, render_manifest

SOURCES = """\
mofa-jp-note:
  publisher: mofa-jp
  title: Exchange of notes
  kind: official
  published: "2023-08-08"
  language: en
  address: https://www.mofa.go.jp/note.html
  seen: "2026-11-24"
nhk-report:
  publisher: nhk
  title: "[report on the signature]"
  kind: press
  language: ja
  address: https://www3.nhk.or.jp/report.html
  seen: "2026-11-24"
"""
INSTRUMENTS = """\
instruments:
  - id: raa-aus-jpn
    type: RAA
    parties: [AUS, JPN]
    title:
      en: Reciprocal Access Agreement
    claims:
      - {stage: signed, date: "2022-01-06", date_of: signature, source: mofa-jp-note, at: para. 1, digest: "0f6c8d0b4f3a2e11"}
      - {stage: signed, date: "2022-01", date_of: signature, source: nhk-report, at: para. 2, digest: "1f6c8d0b4f3a2e11"}
      - {stage: in_force, date: "2023-08-13", date_of: entry into force, source: mofa-jp-note, at: para. 1, digest: "2f6c8d0b4f3a2e11"}
"""
COVERAGE = """\
windows:
  - actor: JPN
    types: [RAA]
    from: "1945-09-02"
    until: "2023-12-31"
    basis: [mofa-jp-note]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "instruments").mkdir()
    (tmp_path / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "instruments" / "AUS-JPN.yaml").write_text(INSTRUMENTS, encoding="utf-8")
    (tmp_path / "coverage.yaml").write_text(COVERAGE, encoding="utf-8")
    seal(tmp_path)
    return tmp_path


def seal(folder: Path) -> None:
    manifest = Manifest(version="2026.11.24", released="2026-11-24", files=digests_of(folder))
    (folder / "manifest.yaml").write_text(render_manifest(manifest), encoding="utf-8")


@pytest.fixture
def spoil(folder: Path) -> Callable[[str, str, str], Path]:
    """Replace words in one file, which must be there, and take the digests anew."""

    def change(name: str, old: str, new: str) -> Path:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        seal(folder)
        return folder

    return change
