"""A small world for briefs and figures: every answer, a conflict, a group, a law, a hostile document."""

from __future__ import annotations

from typing import Any

from foedus.desk.brief import BriefData, gather_brief
from foedus.model.claims import Claim, Evidence, Locator, Source, SourceId, Standing
from foedus.model.dates import day
from foedus.model.instruments import Coverage
from foedus.resolution import Perspective

HOSTILE = '<script>alert(1)</script><img src="https://evil.example/x.png" onerror="alert(2)">“]]>&amp;'


def _source(name: str, kind: str, published: str | None, **rest: Any) -> Source:
    fields: dict[str, Any] = {"publisher": "mofa-jp", "title": f"Title of {name}", "language": "en"} | rest
    return Source(id=SourceId(name), kind=kind, published=published, **fields)


NOTICE = _source("notice", "official", "2023-08-08", address="https://www.mofa.go.jp/a?b=1&c=2")
PRESS = _source("press", "press", None, publisher="kyodo", address="javascript:alert(3)")
KOREAN = _source("korean", "research", "2025-03", publisher="asan", language="ko", title=f"일본의 안보 {HOSTILE}")
CHINESE = _source("chinese", "press", "2025-09-20", publisher="global-times", language=None, title="日本准同盟")


def _claim(source: Source, kind: str, who: str, stage: str | None, date: str | None = None, **rest: Any) -> Evidence:
    quote, standing = rest.pop("quote", None), rest.pop("standing", "accepted")
    place = Locator(start=10, end=10 + len(quote), quote=quote) if quote else Locator(at=f"{stage} {date}")
    claim = Claim(
        source=source.id, locator=place, instrument_type=kind, parties=tuple(who.split()), stage=stage, date=date, **rest
    )  # fmt: skip
    level: Standing = standing
    return Evidence(claim=claim, source=source, recorded_at="2026-01-01T00:00:00Z", recorded_by="test", standing=level)


def world() -> list[Evidence]:
    return [
        _claim(NOTICE, "RAA", "AUS JPN", "signed", "2022-01-06", instrument="raa-aus-jpn"),
        _claim(NOTICE, "RAA", "AUS JPN", "in_force", "2023-08-13", instrument="raa-aus-jpn"),
        _claim(KOREAN, "RAA", "AUS JPN", "signed", "2023", quote=HOSTILE),
        _claim(KOREAN, "RAA", "AUS JPN", "in_force", "2023-08", quote="원활화협정은 2023년 8월에 발효했다"),
        _claim(CHINESE, "RAA", "JPN PHL", "considered", quote="日本正在考虑与菲律宾签署协定"),
        _claim(CHINESE, "ACSA", "JPN PHL", "signed", "2026", quote="提案", standing="proposed"),
        _claim(CHINESE, "ACSA", "JPN PHL", "in_force", "2019", quote="废弃", standing="rejected"),
        _claim(NOTICE, "ACSA", "AUS JPN", "in_force", "2013-01-31", instrument="acsa-aus-jpn-2010"),
        _claim(NOTICE, "ACSA", "AUS JPN", "in_force", "2017-09-06", instrument="acsa-aus-jpn-2017", replaces="acsa-aus-jpn-2010"),
        _claim(NOTICE, "DETTA", "JPN PHL", "signed", "2016-02-29", instrument="detta-jpn-phl"),
        _claim(NOTICE, "ISA", "GBR JPN", "in_force", "2024", instrument="isa-gbr-jpn"),
        _claim(NOTICE, "ISA", "JPN KOR", "in_force", "2016-11-23", instrument="isa-jpn-kor"),
        _claim(_source("rival", "official", "2020-01-01", publisher="mofa-kr"), "ISA", "JPN KOR", "in_force", "2024-12-01"),
        _claim(PRESS, "2+2", "AUS JPN", "held", "2007-06-06", date_of="first meeting"),
        _claim(PRESS, "2+2", "AUS JPN", "held", "2024-09-05", date_of="eleventh meeting"),
        _claim(PRESS, "minilateral", "AUS IND JPN USA", "held", "2017-11-12", instrument="quad", label="Quad", date_of="talks"),
        _claim(PRESS, "exercise", "JPN KOR USA", "announced", "2024-05", instrument="edge", label="Freedom Edge"),
        _claim(NOTICE, "legislation", "JPN", "in_force", "2016-03-29", instrument="law", label="Peace and Security Law"),
        _claim(NOTICE, "OSA", "JPN PHL", "agreed", "2023-11-03", instrument="osa", value="600000000", unit="JPY"),
        _claim(NOTICE, "OSA", "JPN PHL", "delivered", "2027", instrument="osa", modality="planned"),
        _claim(PRESS, "equipment_export", "JPN PHL", "considered", "2024-01", instrument="ship"),
        _claim(NOTICE, "VFA", "AUS PHL", "in_force", "2012-09-28", instrument="vfa-aus-phl"),
    ]  # fmt: skip


COVERAGE = [Coverage(actor="JPN", instrument_type="RAA", earliest=1, latest=day("2030-01-01"))]


def brief(
    subject: str = "JPN", *, on: str = "2024-06-30", known: str | None = None, perspective: str = "record"
) -> BriefData:
    return gather_brief(
        subject=tuple(subject.split("-")),
        evidence=world(),
        judgements=[],
        coverage=COVERAGE,
        on=day(on),
        known=None if known is None else day(known),
        perspective=Perspective.parse(perspective),
        ledger_digest="0f" * 32,
    )
