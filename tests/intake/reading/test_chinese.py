"""Chinese, in both scripts: clause by clause, with casts, dates and instruments carried on."""

from __future__ import annotations

import pytest

from foedus.intake.reading.chinese.scripts import simplify
from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.reader import read_statements
from foedus.intake.reading.statements import Statement

Row = tuple[str, str, str | None, str | None]


def read(body: str, *, dated: str = "2025-06-01") -> tuple[Statement, ...]:
    return read_statements(document_from_text(f"一个没有内容的标题\n\n{dated}\n\n{body}", "brief.txt"))


def rows(body: str) -> set[Row]:
    return {(s.instrument_type, "-".join(s.parties), s.stage, s.date) for s in read(body)}


def meant(body: str) -> set[tuple[str, str, str | None, str]]:
    return {(s.instrument_type, "-".join(s.parties), s.stage, s.modality) for s in read(body)}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (  # one agreement, three stages, each with its own date
            "挪威与智利2019年3月签署《相互准入协定》，2020年5月获智利国会批准，同年7月1日正式生效。",
            {
                ("RAA", "CHL-NOR", "signed", "2019-03"),
                ("RAA", "CHL-NOR", "approved", "2020-05"),
                ("RAA", "CHL-NOR", "in_force", "2020-07-01"),
            },
        ),
        (  # dates in brackets behind the partners
            "秘鲁先后与加纳（2012年）、智利（2015年）和挪威（2018年）签署了后勤互助协定。",
            {
                ("ACSA", "GHA-PER", "signed", "2012"),
                ("ACSA", "CHL-PER", "signed", "2015"),
                ("ACSA", "NOR-PER", "signed", "2018"),
            },
        ),
        (  # stages in brackets behind the partners
            "只有加纳（1998年签署、次年生效）和智利（2007年签署、2012年生效）与秘鲁订有访问部队协定。",
            {
                ("VFA", "GHA-PER", "signed", "1998"),
                ("VFA", "GHA-PER", "in_force", "1999"),
                ("VFA", "CHL-PER", "signed", "2007"),
                ("VFA", "CHL-PER", "in_force", "2012"),
            },
        ),
        (  # the day of the announcement is the day told
            "波兰国防部2024年6月3日宣布，已与韩国签署第二份K2坦克供货合同。",
            {("equipment_export", "KOR-POL", "contracted", "2024-06-03")},
        ),
        (  # the first with each of the others
            "美国和巴林、卡塔尔、科威特均签有防务合作协定。",
            {("security_treaty", f"{p}-USA", "in_force", None) for p in ("BHR", "QAT", "KWT")},
        ),
        (  # one notifies the other
            "俄罗斯2024年7月通知挪威终止1995年签订的访问部队协定。",
            {("VFA", "NOR-RUS", "denounced", "2024-07"), ("VFA", "NOR-RUS", "signed", "1995")},
        ),
        (  # the same kind of agreement with somebody else
            "挪威去年12月与智利续签情报保护协定，并与秘鲁启动类似协定的谈判。",
            {("ISA", "CHL-NOR", "revised", "2024-12"), ("ISA", "NOR-PER", "negotiating", None)},
        ),
        (  # 将 marks the object here
            "去年5月，丹麦和瑞典将两国关系提升为全面战略伙伴关系。",
            {("strategic_partnership", "DNK-SWE", "revised", "2024-05")},
        ),
        (
            "第十三次智挪外长防长磋商2024年2月5日在奥斯陆举行。智利和挪威很满意。",
            {("2+2", "CHL-NOR", "held", "2024-02-05")},
        ),
        ("荷兰护卫舰2024年6月访问越南海防港。", {("port_call", "NLD-VNM", "held", "2024-06")}),
        (  # of two states that share a character, the one the text names
            "瑞典与芬兰往来很多。瑞芬两军2024年3月举行联合演习。",
            {("exercise", "FIN-SWE", "held", "2024-03")},
        ),
    ],
)
def test_says(body: str, expected: set[Row]) -> None:
    assert rows(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("加納與秘魯尚未簽署軍事情報保護協定。", {("ISA", "GHA-PER", "signed", "denied")}),
        ("荷兰与比利时不存在互惠准入协定。", {("RAA", "BEL-NLD", None, "denied")}),
        (
            "埃及否认正在与土耳其就共同防御条约进行谈判。",
            {("mutual_defense_treaty", "EGY-TUR", "negotiating", "denied")},
        ),
        ("荷兰将于2027年向秘鲁交付首艘潜艇。", {("equipment_export", "NLD-PER", "delivered", "planned")}),
        ("如果挪威与智利签署互惠准入协定，邻国会不满。", {("RAA", "CHL-NOR", "considered", "hypothetical")}),
        ("挪威应尽快与智利签署互惠准入协定。", {("RAA", "CHL-NOR", "considered", "recommended")}),
        ("据报道，挪威与智利签署了互惠准入协定。", {("RAA", "CHL-NOR", "signed", "attributed")}),
    ],
)
def test_means(body: str, expected: set[tuple[str, str, str | None, str]]) -> None:
    assert meant(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "4月30日，菲律宾与智利举行了会谈。",  # 日菲 is no pair
        "合同金额没有公布。",
        "挪威与智利签署了农业合作谅解备忘录。",
    ],
)
def test_states_nothing(body: str) -> None:
    assert rows(body) == set()


def test_both_scripts_say_the_same() -> None:
    traditional = "義大利與紐西蘭2024年3月簽署《訪問部隊協定》，尚未生效。"
    assert (
        meant(traditional)
        == meant(simplify(traditional))
        == {
            ("VFA", "ITA-NZL", "signed", "asserted"),
            ("VFA", "ITA-NZL", "in_force", "denied"),
        }
    )


def test_offsets_are_exact() -> None:
    text = "一个没有内容的标题\n\n2025-06-01\n\n義大利與紐西蘭2024年3月簽署《訪問部隊協定》。"
    (statement,) = read_statements(document_from_text(text, "brief.txt"))
    assert statement.quote == text[statement.start : statement.end] == "2024年3月簽署《訪問部隊協定"
