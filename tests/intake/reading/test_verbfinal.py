"""Japanese sentences, read by their last verbs: instruments, parties, stages, dates and how they are meant."""

from __future__ import annotations

import pytest

from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.japanese.homes import home_of
from foedus.intake.reading.lexicon import load_lexicon
from foedus.intake.reading.reader import read_statements

Row = tuple[str, str, str | None, str | None, str]


def read(text: str, published: str = "2025年10月5日") -> list[Row]:
    found = read_statements(document_from_text(f"{published}\n\n{text}", "x.txt"))
    return [(s.instrument_type, "-".join(s.parties), s.stage, s.date, s.modality) for s in found]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("デンマークは2025年6月、自国内の3空軍基地を米軍が使用することを認める協定を批准した。", ("basing", "DNK-USA", "approved", "2025-06", "asserted")),
        ("トルコとアゼルバイジャンは2021年6月、一方が攻撃された場合に互いに支援することをうたった宣言に署名した。", ("mutual_defense_treaty", "AZE-TUR", "signed", "2021-06", "asserted")),
        ("スペインとチリは2020年5月、食料や燃料を融通し合う協定を結んだ。", ("ACSA", "CHL-ESP", "signed", "2020-05", "asserted")),
        ("ノルウェーとペルーは、機密情報を共有するための協定に2019年に調印した。", ("ISA", "NOR-PER", "signed", "2019", "asserted")),
        ("インドネシア政府は2022年2月、フランスから戦闘機42機を購入する契約に署名した。", ("equipment_export", "FRA-IDN", "contracted", "2022-02", "asserted")),
        ("オランダは昨年、ウクライナに戦闘機24機を引き渡した。", ("equipment_export", "NLD-UKR", "delivered", "2024", "asserted")),
        ("ノルウェーは2025年8月、次期フリゲートに英国の26型を選んだ。", ("equipment_export", "GBR-NOR", "selected", "2025-08", "asserted")),
        ("カナダ軍は2017年以来、ラトビアに大隊を駐留させている。", ("deployment", "CAN-LVA", "in_force", "2017/..", "asserted")),
        ("独海軍のフリゲート「バイエルン」が2021年11月、ソウルに入港した。", ("port_call", "DEU-KOR", "held", "2021-11", "asserted")),
        ("タイと中国は毎年、合同演習「鷹撃」を行っている。", ("exercise", "CHN-THA", "regular", None, "asserted")),
        ("ベトナムは2023年9月、米国との関係を「包括的戦略的パートナーシップ」に格上げした。", ("strategic_partnership", "USA-VNM", "in_force", "2023-09", "asserted")),
        ("日本はマレーシアに対し、2023年12月、OSAにより救難艇を供与する書簡を交わした。", ("OSA", "JPN-MYS", "agreed", "2023-12", "asserted")),
        ("マリは2022年5月、フランスとの防衛協定を破棄した。", ("security_treaty", "FRA-MLI", "terminated", "2022-05", "asserted")),
        ("ニジェールは2024年3月、米国との軍事協定の破棄を通告した。", ("security_treaty", "NER-USA", "denounced", "2024-03", "asserted")),
    ],
)  # fmt: skip
def test_acts_and_descriptions_tell_the_type(text: str, row: Row) -> None:
    assert read(text) == [row]


@pytest.mark.parametrize(
    ("text", "stage", "modality"),
    [
        ("ケニアとフランスの防衛協力協定はまだ発効していない。", "in_force", "denied"),
        ("ガーナとブラジルは円滑化協定の締結には至っていない。", "signed", "denied"),
        ("ペルー議会は、チリとの地位協定の批准を終えていない。", "approved", "denied"),
        ("チリとペルーは来年、地位協定に署名する予定だ。", "signed", "planned"),
        ("チリとペルーは地位協定を結ぶべきだ。", "considered", "recommended"),
        ("もしチリがペルーと地位協定を結べば、状況は変わる。", "considered", "hypothetical"),
        ("チリ政府は、ペルーとの間で地位協定の交渉を行っているとの報道を否定した。", "negotiating", "denied"),
        ("地元紙によると、チリとペルーは地位協定に署名した。", "signed", "attributed"),
        ("チリとペルーは地位協定の締結に向けた交渉を検討している。", "considered", "asserted"),
        ("チリとペルーは地位協定の交渉開始で一致した。", "announced", "asserted"),
        ("チリとペルーに相互防衛の取り決めはない。", None, "denied"),
    ],
)
def test_endings_tell_how_it_is_meant(text: str, stage: str | None, modality: str) -> None:
    assert [(row[2], row[4]) for row in read(text)] == [(stage, modality)]


def test_several_stages_each_with_its_date() -> None:
    assert read("エクアドルは2023年に米国と地位協定を結び、翌年2月に批准した。") == [
        ("SOFA", "ECU-USA", "signed", "2023", "asserted"),
        ("SOFA", "ECU-USA", "approved", "2024-02", "asserted"),
    ]


def test_relative_clause_and_main_clause() -> None:
    text = "2016年11月に署名されたチリ・ペルー情報保護協定は、2018年3月に効力を生じた。"
    assert [row[1:4] for row in read(text)] == [("CHL-PER", "signed", "2016-11"), ("CHL-PER", "in_force", "2018-03")]


def test_partners_with_dates_of_their_own_share_one_verb() -> None:
    text = "ウクライナは英国と2024年1月に、フランスと同年2月に安全保障協力協定を締結した。"
    assert {row[1:4] for row in read(text)} == {("GBR-UKR", "signed", "2024-01"), ("FRA-UKR", "signed", "2024-02")}


def test_the_instrument_may_go_unsaid() -> None:
    text = "ブラジルとガーナが先月20日、情報保護協定を締結した。発効は来年1月の見通しだ。チリとは交渉中だ。"
    assert read(text) == [
        ("ISA", "BRA-GHA", "signed", "2025-09-20", "asserted"),
        ("ISA", "BRA-GHA", "in_force", "2026-01", "planned"),
        ("ISA", "BRA-CHL", "negotiating", None, "asserted"),
    ]


def test_another_object_is_not_the_instrument() -> None:
    text = "チリとペルーは地位協定に署名する予定だったが、共同声明への署名にとどまった。"
    assert [row[4] for row in read(text)] == ["planned"]


def test_decisions_and_what_they_decide() -> None:
    assert [row[2] for row in read("ブルネイと英国は2025年2月、地位協定を5年間延長することで合意した。")] == ["revised"]
    assert [row[2] for row in read("ルーマニアは2024年12月、トルコから装甲車を購入する契約を締結すると発表した。")] == [
        "announced"
    ]


def test_entries_of_a_timeline_are_sentences() -> None:
    text = "2016年7月　ベトナムとインド、戦略的パートナーシップを樹立\n2025年4月　マレーシアと中国、合同演習を実施"
    assert [row[:4] for row in read(text)] == [
        ("strategic_partnership", "IND-VNM", "in_force", "2016-07"),
        ("exercise", "CHN-MYS", "held", "2025-04"),
    ]


def test_descriptions_state_nothing() -> None:
    assert read("締結国の数は増えている。チリに展開する部隊の規模は分からない。署名式は来月だ。") == []


@pytest.mark.parametrize(
    ("head", "home"),
    [
        ("【仮訳】ノルウェー議会 口頭質問", "NOR"),
        ("報道発表\n外　務　省", "JPN"),
        ("1987年外務省入省。", ""),
        ("湾岸日記", ""),
    ],
)
def test_whose_text_it_is(head: str, home: str) -> None:
    assert home_of(head, load_lexicon("ja")) == home


@pytest.mark.parametrize(
    "text",
    [
        "チリとペルーは地位協定の締結を検討すべきである。",
        "チリとペルーの円滑化協定の締結は両国の課題だ。",
        "チリとペルーの地位協定の締結を検討する委員会が設けられた。",
        "チリはペルーとの円滑化協定の早期署名を求めた。",
    ],
)
def test_what_is_only_talked_of_is_no_fact(text: str) -> None:
    assert not [row for row in read(text) if row[4] == "asserted" and row[2] not in ("considered", None)]
