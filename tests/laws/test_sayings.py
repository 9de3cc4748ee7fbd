"""Laws of what documents say beside instruments: each kind is found in more than one language, and its near miss is not."""

from __future__ import annotations

from functools import cache

import pytest

from foedus.analysis.checking.findings import Finding
from foedus.desk.check import check_documents
from foedus.desk.reading import Reading
from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.reader import read_document

HEAD = "Notes on the region\n\nDate: 3 March 2025\n\n"


@cache
def findings(*texts: str) -> tuple[Finding, ...]:
    documents = [document_from_text(text, f"{name}.txt") for name, text in zip("abcdef", texts, strict=False)]
    read = [read_document(document) for document in documents]
    reading = Reading(
        documents=tuple((d, r.statements) for d, r in zip(documents, read, strict=True)),
        remarks=tuple(r.remarks for r in read),
    )
    return check_documents(reading, against_each_other=len(texts) > 1).findings


def dated(*paragraphs: str) -> str:
    return HEAD + "\n\n".join(paragraphs) + "\n"


Case = tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]]
# What it is; kind and verdict; words of the hint; the documents that have it; the near miss that must not.
CASES: list[Case] = [
    (
        "both sides within one document", "internal", "disputed", "legally binding",
        (dated(
            "Norway and Sweden share a network of pacts. The network is not legally binding.",
            "Officials add that the pact of Norway and Sweden provides a legal basis for exercises.",
        ),),
        (dated(
            "Norway and Sweden share a network of pacts. The network is not legally binding.",
            "Officials add that the pact of Chile and Peru provides a legal basis for exercises.",
        ),),
    ),
    (
        "both sides, in Japanese", "internal", "disputed", "legally binding",
        (dated("ノルウェーとスウェーデンの枠組みは法的拘束力を持たない。", "ノルウェーとスウェーデンの文書は法的拘束力を持つ。"),),
        (dated("ノルウェーとスウェーデンの枠組みは法的拘束力を持たない。", "チリとペルーの文書は法的拘束力を持つ。"),),
    ),
    (
        "sides between documents", "between documents", "disputed", "partners are equal",
        (dated("Chile and Peru are equal partners."), dated("In the alliance of Chile and Peru, Peru is the junior partner.")),
        (dated("Chile and Peru are equal partners."), dated("In the alliance of Norway and Sweden, Sweden is the junior partner.")),
    ),
    (
        "sides between documents, in Chinese", "between documents", "disputed", "partners are equal",
        (dated("智利和秘鲁是平等伙伴。"), dated("秘鲁在智利和秘鲁的合作中处于从属地位。")),
        (dated("智利和秘鲁是平等伙伴。"), dated("瑞典在挪威和瑞典的合作中处于从属地位。")),
    ),
    (
        "sides between documents, in Korean", "between documents", "disputed", "changes of government",
        (dated("칠레와 페루의 정책은 선거의 영향을 받지 않는다."), dated("칠레와 페루의 협력은 선거 결과에 따라 불확실하다.")),
        (dated("칠레와 페루의 정책은 선거의 영향을 받지 않는다."), dated("노르웨이와 스웨덴의 협력은 선거 결과에 따라 불확실하다.")),
    ),
    (
        "a recommendation and its risk", "internal", "disputed", "closer cooperation",
        (dated("Chile should deepen military cooperation with Peru.", "The more Chile and Peru train together, the more their neighbours may become wary."),),
        (dated("Chile should deepen military cooperation with Peru.", "Norway and Sweden see no risk of backlash."),),
    ),
    (
        "two definitions", "internal", "disputed", "in another way",
        (dated(
            "A quasi-alliance refers to a bond without a treaty.",
            "In this chapter, “quasi-alliance” refers to joint planning of two armies.",
        ),),
        (dated("A quasi-alliance refers to a bond without a treaty.", "Norway calls its bond with Sweden a quasi-alliance."),),
    ),
    (
        "definitions of two documents, in Japanese", "between documents", "disputed", "differently",
        (dated("準同盟とは、条約を伴わない安全保障協力を指す。"), dated("準同盟とは、共同作戦計画を持つ関係を指す。")),
        (dated("準同盟とは、条約を伴わない安全保障協力を指す。"), dated("同志国とは、価値観を共有する国を指す。")),
    ),
    (
        "one class, other partners", "between documents", "disputed", "different partners",
        (dated("The Norway-Sweden quasi-alliance grows."), dated("The Norway-Finland quasi-alliance grows.")),
        (dated("The Norway-Sweden quasi-alliance grows."), dated("The Chile-Peru quasi-alliance grows.")),
    ),
    (
        "one group under two names", "naming", "uncheckable", "two names",
        (dated("Talks in the IP4 went on."), dated("Talks in the AP4 went on.")),
        (dated("Talks in the IP4 went on."), dated("Talks in the IP4 went on, too.")),
    ),
    (
        "one name for two things", "naming", "uncheckable", "two things",
        (dated("Chile follows the three principles of coastal fishing."), dated("Peru revised its three principles on arms exports.")),
        (dated("Peru follows the three principles on arms exports."), dated("Peru revised its three principles of exports of arms.")),
    ),
    (
        "two renderings of one term", "naming", "uncheckable", "two renderings",
        (dated('Norway calls it a "working alliance".', 'Sweden speaks of an "Alliance at Work".'),),
        (dated('Norway calls it a "working alliance".', 'Sweden speaks of a "paper alliance".'),),
    ),
    (
        "a pair of words for two subjects", "naming", "uncheckable", "figure of speech",
        (dated("Norway and Sweden move from a 'hub' to a 'web'.", "The place of Peru moved from a 'hub' to a 'web'."),),
        (dated("Norway and Sweden move from a 'hub' to a 'web'.", "Norway and Sweden stay between a 'hub' and a 'web'."),),
    ),
    (
        "editions of a paper", "between documents", "disputed", "editions of one paper",
        (dated("Norway rests on the National Security Strategy introduced in 2013."), dated("Norway released the National Security Strategy in 2021.")),
        (dated("Norway rests on the National Security Strategy introduced in 2013."), dated("Norway released the National Security Strategy in 2013.")),
    ),
    (
        "no date", "text", "uncheckable", "gives no date",
        ("Norway is currently in talks with Sweden. A pact may be signed later this year.\n",),
        (dated("Norway is currently in talks with Sweden. A pact may be signed later this year."),),
    ),
    (
        "no date, in Korean", "text", "uncheckable", "gives no date",
        ("노르웨이와 스웨덴은 현재 협정을 협상하고 있다.\n",),
        ("노르웨이와 스웨덴은 협정을 협상하였다.\n",),
    ),
    (
        "lost dashes", "text", "uncheckable", "have been lost",
        (dated("The NorwaySweden pact grows. A FinlandDenmark pact may follow."),),
        (dated("The Norway-Sweden pact grows. A Finland-Denmark partnership may follow."),),
    ),
    (
        "two numbers", "text", "uncheckable", "2024-13 and 2024-20",
        ("2024-13(S)\n\nNotes on Norway\n\n3 March 2025\n\nNorway and Sweden met.\n\nThis is an English Summary of Example Issue Brief (2024-20).\n",),
        ("2024-13(S)\n\nNotes on Norway\n\n3 March 2025\n\nNorway and Sweden met.\n\nThis is an English Summary of Example Issue Brief (2024-13).\n",),
    ),
    (
        "at second hand", "source", "uncheckable", "second hand",
        (dated("According to reports from Aftenposten, Norway and Sweden are considering a security treaty."),),
        (dated("According to the treaty, Norway and Sweden consult each other."),),
    ),
    (
        "at second hand, in Chinese", "source", "uncheckable", "second hand",
        (dated("据路透社报道，挪威和瑞典正在考虑签订安全条约。"),),
        (dated("根据条约，挪威和瑞典相互磋商。"),),
    ),
    (
        "a heading that goes further", "internal", "disputed", "heading speaks of negotiations",
        (dated("Norway and Chile are considering a security treaty.", "What comes next in the negotiation process?", "Nobody knows yet."),),
        (dated("Norway and Chile are negotiating a security treaty.", "What comes next in the negotiation process?", "Nobody knows yet."),),
    ),
    (
        "per cent of nothing", "unspecific", "uncheckable", "of what?",
        (dated("Norway's ODA budget for Peru is rising by as much as 21.6%."),),
        (dated("Norway's ODA budget for Peru is rising by 50% from $10 million to $15 million."),),
    ),
    (
        "per cent of nothing, in Japanese", "unspecific", "uncheckable", "of what?",
        (dated("ノルウェーのペルー向けＯＤＡは21.6％増となった。"),),
        (dated("ノルウェーのペルー向けＯＤＡは100億円から150億円へ50％増となった。"),),
    ),
    (
        "most of a list nobody has", "unspecific", "uncheckable", "takes a list",
        (dated("Most rear bases of Norway are located in Sweden."),),
        (dated("The rear base of Norway is located in Sweden."),),
    ),
    (
        "partners nobody names", "unspecific", "uncheckable", "No partner is named",
        (dated("Norway has set up 2+2 dialogues with several countries and international organizations."),),
        (dated("Norway has set up 2+2 dialogues with Chile and Peru."),),
    ),
    (
        "without a state, with examples of it", "internal", "disputed", "the examples have it",
        (dated("Norway pursues minilateral cooperation beyond the US. It met in the trilateral of the US, Norway, and Sweden."),),
        (dated("Norway pursues minilateral cooperation beyond the US. It met in the trilateral of Finland, Norway, and Sweden."),),
    ),
    (
        "a level before its foundation", "internal", "disputed", "foundation",
        (dated(
            "In 2020, Norway and Peru elevated their ties to the quasi-alliance level.",
            "In 2022, Norway and Peru signed a pact, establishing the foundation for their quasi-alliance.",
        ),),
        (dated(
            "In 2023, Norway and Peru elevated their ties to the quasi-alliance level.",
            "In 2022, Norway and Peru signed a pact, establishing the foundation for their quasi-alliance.",
        ),),
    ),
    (
        "a possibility that has come", "internal", "disputed", "it has come",
        (dated("Since the launch of the second Stoltenberg administration, Norway has spent more.", "Under a potential second Stoltenberg administration, Norway may spend less."),),
        (dated("Since the launch of the second Stoltenberg administration, Norway has spent more.", "Under a potential third Stoltenberg administration, Norway may spend less."),),
    ),
    (
        "a constitution of another state", "doubt", "uncheckable", "binds its own state",
        (dated("This may conflict with Norway's constitution. The use of force by Sweden may be considered unconstitutional."),),
        (dated("This may conflict with Norway's constitution. The use of force by Norway may be considered unconstitutional."),),
    ),
    (
        "one who is no member", "membership", "uncheckable", "no member of AUKUS",
        (dated("Norway is seeking to join AUKUS."),),
        (dated("Australia explained its participation in AUKUS."),),
    ),
    (
        "one who is no member, in Japanese", "membership", "uncheckable", "no member of AUKUS",
        (dated("ノルウェーはAUKUSへの参加を検討している。"),),
        (dated("オーストラリアはAUKUSを重視している。"),),
    ),
    (
        "several firsts", "between documents", "disputed", "the first",
        (dated("Norway sold frigates to Chile, the first export of its kind, and delivered the equipment."), dated("Norway agreed to export missiles to Peru, Norway's first postwar weapons export.")),
        (dated("Norway sold frigates to Chile, the first export of its kind, and delivered the equipment."), dated("Norway agreed to export missiles to Peru.")),
    ),
    (
        "two centres", "between documents", "disputed", "at the centre",
        (dated("The network is centered on Norway."), dated("The network is centered on Norway and Sweden.")),
        (dated("The network is centered on Norway."), dated("The network is centered on Norway, as ever.")),
    ),
    (
        "a place the record has not", "unspecific", "uncheckable", "seldom says where",
        (dated("Norway and Sweden held joint training in Kiruna."),),
        (dated("Norway and Sweden held joint training in June."),),
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_is_found_and_its_near_miss_is_not(case: Case) -> None:
    _, kind, verdict, words, right, miss = case

    def has(texts: tuple[str, ...]) -> list[str]:
        return [f.hint for f in findings(*texts) if f.kind == kind and f.verdict.value == verdict and words in f.hint]

    assert has(right), [(f.kind, f.verdict.value, f.hint) for f in findings(*right)]
    assert not has(miss)


def test_each_finding_quotes_its_document() -> None:
    for _, _, _, _, right, miss in CASES:
        for texts in (right, miss):
            for found in findings(*texts):
                text = texts["abcdef".index(found.doc[0])]
                assert text[found.start : found.end] == found.quote
                assert found.hint.endswith((".", "?", ")")), found.hint


def test_what_cannot_be_decided_says_why() -> None:
    """An opinion has a verdict, and a reason of more than a few words."""
    for _, _, _, _, right, _ in CASES:
        assert all(len(f.hint.split()) > 5 for f in findings(*right) if f.verdict.value in ("uncheckable", "disputed"))


def test_two_currencies_are_compared_at_a_rate_with_its_source() -> None:
    won = dated("Norway was selected to export frigates to Chile, equipment worth about 10 trillion won.")
    dollars = dated(
        "Norway clinched a $7 billion agreement with Chile for the export of frigates, equipment of the navy."
    )
    more = dated(
        "Norway clinched a $70 billion agreement with Chile for the export of frigates, equipment of the navy."
    )
    (first, _) = [f for f in findings(won, dollars) if f.kind == "between documents"]
    assert first.verdict.value == "supported"
    assert "http" in first.hint
    assert {f.verdict.value for f in findings(won, more) if f.kind == "between documents"} == {"disputed"}
