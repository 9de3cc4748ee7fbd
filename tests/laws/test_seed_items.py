"""The tensions that readers found in the five seed documents, item by item: which of them `check` tells, and in which words.

An item counts as told only where a finding at the very words explains that tension; one that is left has a finding that says why
the record cannot decide it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import pytest

from foedus.analysis.checking.findings import Finding
from foedus.desk.check import check_documents
from foedus.desk.reading import read_documents

SEEDS: Final = Path(__file__).parents[3] / "shared" / "seeds"
FILES: Final = sorted(SEEDS.glob("*.txt"))
DOCS: Final = {"S": "000", "C": "001", "U": "002", "A": "003", "G": "004"}

pytestmark = pytest.mark.skipif(
    not FILES, reason="the five seed documents are not beside this checkout (../shared/seeds)"
)

# Item: document, words of the quote, words of the hint; several where the tension needs several places.
TOLD: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "C01": (("S", "RAA, effective in January 2022", "January 2022 is when it was signed"),),
    "C02": (("S", "first military agreement", "Before it there were"),),
    "C03": (("S", "only with allies", "no mutual defence treaty of Japan and Australia"),),
    "C04": (("S", "initiated negotiations", "under negotiation on May 2025"),),
    "C05": (("S", "July 2024, Japan and the Philippines signed", "Already in force: September 2025"), ("S", "UK (2023", "does not say which")),
    "C06": (("C", "updated the US-Japan Security Treaty", "command and control upgrade: announced 10 April 2024"),),
    "C07": (("S", "without a legally binding alliance treaty", "elsewhere that a treaty makes it"), ("U", "treaty that would elevate", "does without a treaty")),
    "C08": (("U", "formalize a “reciprocal access”", "What the new agreement would add"),),
    "C09": (("U", "negotiation", "only under consideration"), ("U", "reports from Nikkei", "second hand")),
    "C10": (("S", "10 trillion won", "agree within 12%: compatible"),),
    "C11": (("G", "clinched a $6.5 billion agreement", "18 April 2026, after the document"),),
    "C13": (("S", "first export of its kind", "different deals the first"), ("A", "for the first time as a finished weapon", "different deals")),
    "C14": (("S", "institutionalized the 2+2", "its first of 21 January 2015"),),
    "C15": (("S", "held regular 2+2 ministerial meetings since 2015", "January 2014"),),
    "C16": (("C", "Thailand", "20 June 2025"), ("C", "from 8.1 billion yen", "2.23 times")),
    "C18": (("A", "July 29, Japan concluded a contract", "28 July 2024, a day apart"),),
    "C19": (("A", "March 2024, the Japanese government reached an agreement", "revised 26 March 2024"),),
    "C21": (("A", "fully integrated", "challenging for them to unify"),),
    "C22": (("A", "use of military force by the U.S.", "The doer seems wrong"),),
    "C24": (("A", "tenure of Prime Minister Kishida", "seeking a second"),),
    "C25": (("S", "potential second Trump administration", "it has come"), ("A", "not undergo significant changes", "US unpredictability")),
    "C26": (("S", "substitute it", "they complement it"), ("U", "independently of the U.S.", "documents differ")),
    "C27": (("S", "not legally binding", "legal agreements"),),
    "C28": (("S", "Asian NATO", "without a collective defense treaty"), ("U", "reluctance to form multilateral", "Asian NATO")),
    "C29": (("S", "centered on a deterrence system", "against China elsewhere"),),
    "C30": (("S", "quasi-alliance", "Japan–Philippines; elsewhere of India–Japan"),),
    "C31": (("G", "beyond the", "the examples have it"),),
    "C32": (("A", "have been eased", "conflict with Japan’s constitution"), ("G", "broken through the taboo", "exports become possible")),
    "C33": (("S", "three principles of Japanese diplomacy", "two things"), ("G", "Three Principles on Transfer", "two things")),
    "C34": (("A", "National Security Strategy", "It was not new then"),),
    "C35": (("C", "2015, Japan passed new security legislation", "Peace and Security Legislation: enacted 19 September 2015"),),
    "C36": (("S", "IP4", "AP4 elsewhere"),),
    "C37": (("C", "seeking to join the Pillar 2", "None of this is membership"),),
    "C39": (("C", "with 16 countries", "since then there is: DETTA with Canada"),),
    "C41": (("A", "Brief (2024-20", "2024-13 and 2024-20"),),
    "C42": (("A", "acting alliance", "Alliance in Action"),),
    "C43": (("A", "'line' to a 'surface'", "South Korea, United States and Japan"),),
    "C45": (("S", "deploy on each other’s territory", "covers visits and no permanent bases"), ("U", "visit each other’s countries", "deployed on each other")),
    "C48": (("G", "six second-hand Abukuma-class frigates", "does not say that it came about"),),
    "C49": (("U", "currently", "gives no date"),),
    "C50": (("S", "U.S.Japan", "JapanAustralia"),),
    "C51": (("S", "ACSA (effective 2017", "earlier one of the same parties, signed 19 May 2010"),),
    "C53": (("S", "(effective 2013", "Transfer of Arms and Military Technologies"),),
    "C54": (("S", "with the U.S. as the central", "different states at the centre"), ("C", "centered on the Japan-US", "different states")),
    "C56": (("A", "play equal", "the US consistently assumes the leading position"),),
    "C57": (("C", "pressing Tokyo", "neglect of the US-Japan alliance"),),
    "C58": (("S", "elevated their security cooperation", "foundation is said to be laid in July 2024"),),
    "C59": (("S", "risk of provoking", "cooperation should go further"),),
    "C60": (("A", "bring political change", "will not undergo significant changes"),),
}  # fmt: skip
# What the record cannot decide: why, at the words.
LEFT: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "C12": (("S", "eleven next-generation frigates", "How many of them are built where"),),
    "C17": (("C", "rising by as much as 21.6%", "of what?"),),
    "C23": (("A", "constitutional amendment", "Hold it against the article itself"),),
    "C38": (("C", "multiple countries and international organizations", "No partner is named"),),
    "C40": (("S", "most UN Command rear bases", "no list of bases"),),
    "C44": (("S", "joint training in Okinawa", "seldom says where"),),
    "C47": (("U", "Integrated Review Refresh", "The record has no Integrated Review Refresh"),),
    "C52": (("S", "revised in 2015", "rests on the document alone"),),
}


@cache
def findings() -> tuple[Finding, ...]:
    return check_documents(read_documents(map(str, FILES)), against_each_other=True).findings


def has(doc: str, quote: str, hint: str) -> bool:
    words = quote.casefold()
    return any(
        f.doc.startswith(DOCS[doc]) and words in " ".join(f.quote.split()).casefold() and hint in f.hint
        for f in findings()
    )


@pytest.mark.parametrize("item", [*TOLD, *LEFT])
def test_item(item: str) -> None:
    missing = [place for place in (TOLD | LEFT)[item] if not has(*place)]
    assert not missing


def test_forty_of_the_fifty_seven_are_told_and_each_other_one_says_why() -> None:
    assert len(TOLD | LEFT) == len(TOLD) + len(LEFT) == 57
    assert sum(all(has(*place) for place in places) for places in TOLD.values()) >= 40
    assert all(has(*place) for places in LEFT.values() for place in places)
