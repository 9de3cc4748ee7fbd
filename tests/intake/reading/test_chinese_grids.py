"""Chinese ways of speaking as grids: each holds for any pair of states."""

from __future__ import annotations

from itertools import product

import pytest

from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.reader import read_statements

PAIRS = (("秘鲁", "加纳", "GHA-PER"), ("埃及", "印度尼西亚", "EGY-IDN"), ("瑞典", "巴西", "BRA-SWE"))


def rows(body: str) -> set[tuple[str, str, str | None, str | None, str]]:
    text = f"一个没有内容的标题\n\n2025-06-01\n\n{body}"
    said = read_statements(document_from_text(text, "brief.txt"))
    return {(s.instrument_type, "-".join(s.parties), s.stage, s.date, s.modality) for s in said}


NAMES = {
    "RAA": "军队互访协定 促进部队互访的协定 互惠通行协定 简化部队入境手续的协定 允许两国军队相互进入对方领土的协定",
    "VFA": "来访军人地位协定 客军协定 访问部队的协定 《关于来访部队的协定》",
    "SOFA": "关于驻军法律地位的协定 军事人员地位协定 驻军身份协定",
    "ACSA": "后勤共享协定 补给互助协定 物资劳务互供协定 互相提供后勤支援的协定 《关于相互提供后勤支援、物资和服务的协定》",
    "ISA": "涉密信息相互保护协定 情资分享协定 《保护机密军事信息总协定》 密件保护协定 军事信息一般安全协定",
    "DETTA": "武器装备与技术转移协定 关于转让国防装备和技术的协定 装备技术转让协定",
    "basing": "军事基地租约 进入军事基地的协议 部队驻扎协定 基地延租协议",
    "mutual_defense_treaty": "联防条约 互防协定 战略联合防御协议 军事互助协定 相互援助条约",
    "security_treaty": "防务合作协定 国防协议 安全合作框架协议 互不侵犯条约 为期十年的防务合作框架",
    "other_treaty": "军事技术合作协定 军工合作协定 国防合作备忘录",
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in NAMES.items() for name in names.split()])
def test_an_agreement_is_known_by_what_it_is_for(kind: str, name: str) -> None:
    for a, b, parties in PAIRS:
        assert rows(f"{a}与{b}2023年5月签署了{name}。") == {(kind, parties, "signed", "2023-05", "asserted")}


@pytest.mark.parametrize(
    "name",
    [
        "农业合作协定",
        "自由贸易协定",
        "司法互助协定",
        "海关互助协定",
        "粮食安全合作协议",
        "网络安全合作备忘录",
        "引渡条约",
        "能源安全合作协定",
    ],
)
def test_other_agreements_are_none_of_these(name: str) -> None:
    for a, b, _ in PAIRS:
        assert rows(f"{a}与{b}2023年5月签署了{name}。") == set()


STAGES = {
    "signed": "{a}与{b}2023年5月就X正式签字。|{a}与{b}X的签署仪式2023年5月举行。|{a}与{b}订立X是在2023年5月。|{a}与{b}于2023年5月达成X。"
    "|{a}防长2023年5月访问{b}期间，两国签署了X。",
    "in_force": "{a}与{b}的X于2023年5月起正式实施。|{a}与{b}X的生效日期是2023年5月。|{a}与{b}签署的X已于2023年5月生效。",
    "approved": "{a}国会2023年5月通过与{b}的X。|{a}与{b}的X2023年5月在{a}国会过关。",
    "negotiating": "{a}与{b}2023年5月启动X谈判。|{a}与{b}2023年5月举行X首轮谈判。",
    "agreed_in_principle": "{a}与{b}2023年5月完成X谈判。|{a}与{b}X谈判2023年5月完成。|{a}与{b}2023年5月同意缔结X。"
    "|{a}与{b}2023年5月就缔结X达成共识。|{a}与{b}2023年5月就X达成初步协议。",
    "denounced": "{a}2023年5月照会{b}，终止两国的X。|{a}2023年5月宣布不再续签与{b}的X。",
}


@pytest.mark.parametrize(("stage", "says"), [(stage, t) for stage, told in STAGES.items() for t in told.split("|")])
def test_a_stage_is_told_by_verb_noun_or_light_verb(stage: str, says: str) -> None:
    for a, b, parties in PAIRS:
        body = says.format(a=a, b=b).replace("X", "军事情报保护协定")
        assert rows(body) == {("ISA", parties, stage, "2023-05", "asserted")}


@pytest.mark.parametrize("says", ["{a}与{b}之间有X。", "{a}与{b}现有X。", "{a}与{b}已有X。", "{a}和{b}的X仍在实施。"])
def test_having_an_agreement_means_it_is_in_force(says: str) -> None:
    for a, b, parties in PAIRS:
        body = says.format(a=a, b=b).replace("X", "后勤支援协定")
        assert rows(body) == {("ACSA", parties, "in_force", None, "asserted")}


LISTS = (
    "{a}分别于2021年和2023年与{b}和越南签署X。",
    "{a}2021年与{b}、2023年与越南签署了X。",
    "{a}2021年与{b}签署X，2023年又同越南签署了类似协定。",
    "{a}2021年同{b}签署X；2023年，又与越南签署。",
    "{a}与{b}的X2021年签署，与越南的2023年签署。",
    "{a}与{b}（2021年）、越南（2023年）签署了X。",
    "{b}（2021年）和越南（2023年）先后与{a}签署X。",
    "{b}2021年、越南2023年先后与{a}签署X。",
    "{a}已与两国签署X：{b}（2021年）和越南（2023年）。",
    "{b}2021年与{a}签署X，越南2023年跟进。",
)


@pytest.mark.parametrize("says", LISTS)
def test_partners_and_days_of_a_list_go_together(says: str) -> None:
    for a, b, parties in PAIRS:
        first = {"秘鲁": "PER", "埃及": "EGY", "瑞典": "SWE"}[a]
        body = says.format(a=a, b=b).replace("X", "访问部队协定")
        second = "-".join(sorted((first, "VNM")))
        assert rows(body) == {
            ("VFA", parties, "signed", "2021", "asserted"),
            ("VFA", second, "signed", "2023", "asserted"),
        }


CARRIED = (
    "{a}与{b}2021年签署了X。2023年5月正式生效。",
    "{a}与{b}2021年签署X。该协定2023年5月生效。",
    "{a}—{b}X：2021年签署，2023年5月生效。",
    "X（{a}—{b}）：2021年签署，2023年5月生效。",
    "{a}是{b}的邻国。两国2021年签署X，2023年5月生效。",
    "{a}方面，{b}2021年与其签署X，2023年5月生效。",
)


@pytest.mark.parametrize("says", CARRIED)
def test_what_is_spoken_of_is_carried_on(says: str) -> None:
    for a, b, parties in PAIRS:
        body = says.format(a=a, b=b).replace("X", "访问部队协定")
        assert rows(body) == {
            ("VFA", parties, "signed", "2021", "asserted"),
            ("VFA", parties, "in_force", "2023-05", "asserted"),
        }


DEEDS = {
    ("basing", "in_force", None): "{a}在{b}设有军事基地。|{a}军队使用{b}的空军基地。|{b}境内有{a}的军事基地。",
    ("basing", "terminated", "2024-06"): "{a}2024年6月关闭在{b}的军事基地。|{a}2024年6月撤出在{b}的军事基地。",
    ("basing", "signed", "2024-06"): "{a}与{b}2024年6月达成协议，允许{a}军队使用当地的机场。"
    "|{a}与{b}2024年6月签署议定书，把基地使用期限延长至2044年。",
    ("deployment", "in_force", None): "{a}在{b}驻有约900名士兵。|{b}境内驻有{a}部队。",
    (
        "deployment",
        "held",
        "2024-06",
    ): "{a}2024年6月向{b}派遣部队。|{a}战机2024年6月飞抵{b}。|{a}2024年6月将防空系统部署在{b}。",
    ("port_call", "held", "2024-06"): "{a}军舰2024年6月访问{b}。|{a}护卫舰2024年6月抵达{b}进行友好访问。",
    (
        "2+2",
        "held",
        "2024-06",
    ): "{a}外长和防长2024年6月与{b}外长和防长举行会谈。|{a}与{b}2024年6月举行外交与国防2+2磋商。",
    ("2+2", "in_force", None): "{a}与{b}之间设有“2+2”机制。|{a}与{b}每年举行外长防长2+2会议。",
    (
        "exercise",
        "held",
        "2024-06",
    ): "{a}与{b}的两栖联合演习于2024年6月拉开帷幕。|{a}特种部队2024年6月与{b}特种部队联合训练。",
    (
        "equipment_export",
        "contracted",
        "2024-06",
    ): "{b}企业2024年6月获得{a}的护卫舰订单。|{b}2024年6月把六艘巡逻艇卖给{a}。",
    ("strategic_partnership", "announced", "2024-06"): "{a}与{b}领导人2024年6月宣布将两国关系提升为战略伙伴关系。",
}


@pytest.mark.parametrize(("deed", "says"), [(deed, t) for deed, told in DEEDS.items() for t in told.split("|")])
def test_deeds_need_no_name(deed: tuple[str, str, str | None], says: str) -> None:
    for a, b, parties in PAIRS:
        assert rows(says.format(a=a, b=b)) == {(deed[0], parties, *deed[1:], "asserted")}


@pytest.mark.parametrize(
    "says",
    ["{a}商船停靠{b}港口。", "{a}与{b}共同开发油气田。", "{a}防长与{b}防长举行会谈。", "{a}与{b}同意加强防务合作。"],
)
def test_other_deeds_are_none(says: str) -> None:
    for a, b, _ in PAIRS:
        assert rows(says.format(a=a, b=b)) == set()


NOT_FACTS = (
    *product(("计划明年", "预定明年", "商定明年", "希望明年"), ("planned",)),
    *product(("最好", "有理由", "应尽早"), ("recommended",)),
    *product(("可能", "或将", "不排除"), ("hypothetical",)),
    *product(("至今没有", "并未", "从未"), ("denied",)),
)


@pytest.mark.parametrize(("words", "modality"), NOT_FACTS)
def test_what_has_not_happened_is_no_fact(words: str, modality: str) -> None:
    for a, b, _ in PAIRS:
        assert {row[4] for row in rows(f"{a}{words}与{b}签署后勤支援协定。")} == {modality}


def test_three_meet() -> None:
    assert rows("秘鲁、加纳、越南三国防长2024年6月举行会谈。") == {
        ("minilateral", "GHA-PER-VNM", "held", "2024-06", "asserted")
    }


def test_a_guest_joins_an_exercise() -> None:
    assert rows("土耳其和卡塔尔的联合演习2024年6月举行，肯尼亚首次参加。") == {
        ("exercise", "KEN-QAT-TUR", "held", "2024-06", "asserted")
    }
