"""Dates that only their document, or what was said before, make whole."""

from __future__ import annotations

import pytest

from foedus.intake.reading.dates.dating import Dating
from foedus.intake.reading.dates.printed import find_dates
from foedus.intake.reading.documents import document_from_text
from foedus.model.dates import EdtfDate


def meant(text: str, language: str, published: str | None = "2025-03-13") -> list[str | None]:
    """What the dates of one sentence mean in a document of 13 March 2025, a Thursday."""
    dating = Dating(published=EdtfDate.parse(published) if published else None)
    dates = find_dates(text, 0, len(text), language)
    dating.read(dates, text, language)
    return [dating.meaning(date, "past") for date in dates]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("signed on Thursday", "en", ["2025-03-13"]),
        ("signed last Monday", "en", ["2025-03-10"]),
        ("on Thursday, March 6, they met", "en", ["2025-03-06"]),
        ("arrived last April", "en", ["2024-04"]),
        ("talks opened in January", "en", ["2025-01"]),
        ("gave its consent in December", "en", ["2024-12"]),
        ("signed three years ago", "en", ["2022"]),
        ("signed in 2010; three years later it lapsed", "en", ["2010", "2013"]),
        ("notice was given in August 2019 and withdrawn three months later", "en", ["2019-08", "2019-11"]),
        ("signed in May 2021 and ratified the following February", "en", ["2021-05", "2022-02"]),
        ("signed in May 2021, ratified in December that year", "en", ["2021-05", "2021-12"]),
        ("in March 2023 it was revoked, and by September they had left", "en", ["2023-03", "2023-09"]),
        ("it ran from April to May 2024", "en", ["2024-04/2024-05"]),
        ("talks have gone on since last May", "en", ["2024-05/.."]),
        ("signed in '23", "en", ["2023"]),
        ("先月17日に署名した", "ja", ["2025-02-17"]),
        ("本年１月６日から９日までの間、寄港", "ja", ["2025-01-06/2025-01-09"]),
        ("2024年11月6〜9日に実施", "ja", ["2024-11-06/2024-11-09"]),
        ("ソロモン諸島と22年４月、署名した", "ja", ["2022-04"]),
        ("地位協定（2023.10署名）", "ja", ["2023-10"]),
        ("2월 18∼28일 진행했다", "ko", ["2025-02-18/2025-02-28"]),
        ("2024년 8월 19일부터 29일까지", "ko", ["2024-08-19/2024-08-29"]),
        ("작년 11월 1일 열렸고, 사흘 뒤 발표했다", "ko", ["2024-11-01", "2024-11-04"]),
        ("'24.7.8. 서명", "ko", ["2024-07-08"]),
        ("2月28日至3日", "zh", ["2025-02-28/2025-03-03"]),
        ("2月2-20日举行", "zh", ["2025-02-02/2025-02-20"]),
        ("两天前签署", "zh", ["2025-03-11"]),
        ("8月13日起生效", "zh", ["2024-08-13/.."]),
        ("paid a call from 3 to 6 March", "en", ["2025-03-03/2025-03-06"]),
        ("from 2 to 19 October last year", "en", ["2024-10-02/2024-10-19"]),
        ("signed on 8 July 2024, in force since 26 August of the same year", "en", ["2024-07-08", "2024-08-26/.."]),
        ("in force in August and October 2023", "en", ["2023-08", "2023-10"]),
        ("2016 Feb 29  Signature; 2018 Oct  First", "en", ["2016-02-29", "2018-10"]),
        ("it was signed in December", "en", ["2024-12"]),
        ("signed in March 2022, delivered in January", "en", ["2022-03", "2025-01"]),
        ("2012/04 發表聲明", "zh", ["2012-04"]),
        ("去（113）年7月舉行，113年11月16日簽署", "zh", ["2024-07", "2024-11-16"]),
        ("2025年1月30日至2月2日", "zh", ["2025-01-30/2025-02-02"]),
        ("令和6年度 寄港 6.8.28~8.30", "ja", ["2024", "2024-08-28/2024-08-30"]),
        ("12日に署名し、28日に会談した", "ja", ["2025-03-12", "2025-02-28"]),
        ("昨年４月から５月にかけて行われた", "ja", ["2024-04/2024-05"]),
        ("昨年から交渉が続く", "ja", ["2024/.."]),
        ("51年署名、52年発効", "ja", ["1951", "1952"]),
        ("23年12月に署名し、翌年９月に発効", "ja", ["2023-12", "2024-09"]),
        ("2018年８月に寄港。10月に訓練", "ja", ["2018-08", "2018-10"]),
        ("10年に及ぶ交渉", "ja", []),
        ("15日間にわたる演習", "ja", []),
        ("지난달 15일 발효했다", "ko", ["2025-02-15"]),
        ("8일 하노이에서", "ko", ["2025-03-08"]),
        ("지난 11월에는", "ko", ["2024-11"]),
        ("올 2월에 서명", "ko", ["2025-02"]),
        ("2023년 1월 서명했고 같은 해 10월 발효", "ko", ["2023-01", "2023-10"]),
        ("上个月24日签署", "zh", ["2025-02-24"]),
        ("三年前签署", "zh", ["2022"]),
        ("2007年签署，三年后生效", "zh", ["2007", "2010"]),
        ("2021年3月22日签署，同日生效", "zh", ["2021-03-22", "2021-03-22"]),
        ("令和6年（2024年）2月6日", "zh", ["2024-02-06"]),
        ("第三次日印会谈", "zh", []),
        ("上周四签署", "zh", ["2025-03-06"]),
    ],
)
def test_dates_are_made_whole(text: str, language: str, expected: list[str | None]) -> None:
    assert meant(text, language) == expected


def test_an_undated_text_shares_the_year_named_before() -> None:
    assert meant("In May 2019 they met; in July they signed", "en", None) == ["2019-05", "2019-07"]


BODY = {
    "en": "\n\nVietnam and Laos signed an agreement in Hanoi, officials said. It awaits approval by both parliaments.\n",
    "ja": "\n\nベトナムとラオスは協定に署名した。両国の議会の承認が必要である。\n",
    "ko": "\n\n베트남과 라오스가 협정에 서명했다. 양국 의회의 비준이 필요하다.\n",
    "zh": "\n\n越南与老挝签署了协定。协定须经两国议会批准。\n",
}


@pytest.mark.parametrize(
    ("head", "language", "expected"),
    [
        ("Pact signed\n\nHANOI, March 4, 2025 (Agency) - Vietnam and Laos signed.", "en", "2025-03-04"),
        ("Pact signed\n\nHanoi (Agency) -- March 4, 2025 -- Vietnam and Laos signed.", "en", "2025-03-04"),
        ("A pact for the Mekong\nInstitute of the River, 4 March 2025", "en", "2025-03-04"),
        ("The Mekong Review\nIssue 12, March 2025\n\nA pact for the Mekong", "en", "2025-03"),
        ("A pact for the Mekong\nUpdated: 4 March 2025", "en", "2025-03-04"),
        ("The 2019 Agreement of Vietnam and Laos\n\nAnalysis", "en", None),
        ("越とラオス、協定署名\n\n【ハノイ＝通信】２０２５年３月４日配信", "ja", "2025-03-04"),
        ("議会会議録第七号\n令和七年三月四日（火曜日）", "ja", "2025-03-04"),
        ("年表\n\n■2015年１月\u3000協定に署名\n■2016年１月\u3000協定が発効", "ja", None),
        ("베트남·라오스 협정 서명\n(하노이=연합) 김철수 기자 = 2025.03.04 15:20", "ko", "2025-03-04"),
        ("보도자료\n보도일시: 2025년 3월 4일(화) 배포 즉시\n협정 서명", "ko", "2025-03-04"),
        ("【通讯社河内2025年3月4日电】（记者某某）\n\n越老签署协定", "zh", "2025-03-04"),
        ("越老签署协定\n2025-03-04 来源：国际在线", "zh", "2025-03-04"),
        ("越老簽署協定\n中華民國114年3月4日", "zh", "2025-03-04"),
    ],
)
def test_a_document_tells_its_date(head: str, language: str, expected: str | None) -> None:
    assert document_from_text(head + BODY[language], "note.txt").metadata.published == expected


def test_a_dateline_without_its_year_takes_that_of_the_imprint() -> None:
    text = "Pact signed\n\nHANOI, Jan. 16 (Agency) - Vietnam and Laos signed a pact.\n\n© 2026 Agency\n"
    assert document_from_text(text, "note.txt").metadata.published == "2026-01-16"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("It will be signed in December.", "en", "2025-12"),
        ("It was signed in December.", "en", "2024-12"),
        ("将于12月签署。", "zh", "2025-12"),
        ("于12月签署。", "zh", "2024-12"),
    ],
)
def test_a_month_is_past_unless_the_sentence_looks_ahead(text: str, language: str, expected: str) -> None:
    dating = Dating(published=EdtfDate.parse("2025-03-13"))
    assert list(dating.read(find_dates(text, 0, len(text), language), text, language).values()) == [expected]


def test_a_year_over_the_lines_is_that_of_their_days() -> None:
    dating = Dating(published=EdtfDate.parse("2025-10-15"))
    (year,) = find_dates("2022年", 0, 5, "zh")
    dating.begin_paragraph()
    dating.open_with(None, year)
    assert list(dating.read(find_dates("12月13日签署", 0, 8, "zh"), "12月13日签署", "zh").values()) == ["2022-12-13"]
