"""The brief on Japan from the built-in record: small enough, quick enough, every citation arriving."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from foedus.desk.brief import gather_brief
from foedus.model.claims import Evidence
from foedus.model.dates import day
from foedus.present.briefs import write_brief
from foedus.record.loader import load_record
from foedus.resolution import Perspective


class _Addresses(HTMLParser):
    """Which attributes of which elements hold an address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {(tag, name) for name, value in attrs if "://" in (value or "")}


@pytest.fixture(scope="module")
def evidence() -> list[Evidence]:
    record = load_record()
    sources = {source.id: source for source in record.sources}
    return [
        Evidence(claim=c, source=sources[c.source], recorded_at=record.released, recorded_by="record")
        for c in record.claims
    ]


@pytest.mark.parametrize("subject", [("JPN",), ("AUS", "JPN"), ("USA",)])
def test_a_brief_from_the_record(tmp_path: Path, evidence: list[Evidence], subject: tuple[str, ...]) -> None:
    path = tmp_path / "brief.html"
    begun = time.process_time()
    data = gather_brief(
        subject=subject, evidence=evidence, judgements=[], coverage=load_record().coverage, on=day("2026-06-30"),
        known=None, perspective=Perspective(), ledger_digest="0",
    )  # fmt: skip
    write_brief(data, path)
    assert time.process_time() - begun <= 5
    text = path.read_text("utf-8")
    assert len(text.encode()) <= 2_500_000  # an actor of three hundred instruments and twelve hundred sources
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(re.findall(r'\bid="([^"]+)"', text))
    seen = _Addresses()
    seen.feed(text)
    assert seen.found == {("a", "href"), ("svg", "xmlns")}
