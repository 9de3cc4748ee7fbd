"""Documents that once broke the reader, others made to, and a handful of what `tools/fuzz.py` makes: none may break it."""

from __future__ import annotations

from itertools import islice

import pytest
from tools.fuzz import broken, documents

SEEDS: dict[str, tuple[str | bytes, str]] = {
    "an amount without end": (f"Peru ordered ships from Chile for ${'9' * 60} million in 2020.", "a.txt"),
    "half a surrogate pair": ("Peru and Chile \ud800 signed an ACSA.", "a.txt"),
    "an entity that is half of a pair": (
        b"<html><body><p>Peru and Chile signed an ACSA. &#xD800;</p></body></html>",
        "a.html",
    ),
    "a letter that grows in lower case": (
        "\u0130stanbul: T\u00fcrkiye and Peru signed an ACSA on 3 May 2020. " * 3,
        "a.txt",
    ),
    "letters that could be composed": (
        "Pe\u0301rou and Chile, Te\u0301miscouata, signed an ACSA on 3 May 2020.",
        "a.txt",
    ),
    "combining marks within a statement": ("Peru and Chile\u0301\u0301 signed an e\u0301 ACSA on 3 May 2020.", "a.txt"),
    "combining marks alone": ("\u0301" * 400 + " Peru and Chile signed an ACSA.", "a.txt"),
    "brackets the wrong way": (")))((( Peru ] and [ Chile ）（ signed an ACSA (effective 2017", "a.txt"),
    "a date that is none": ("Peru and Chile signed an ACSA on 31 February 2021, 0 May 2020 and 99/99/9999.", "a.txt"),
    "a year of zeros": ("Peru and Chile signed an ACSA in 0000; 令和0年に署名した。 平成99年", "a.txt"),
    "a table without rows": ("| Partner | Type |\n|---|---|", "a.md"),
    "a table of bars": ("|||||\n|-|-|\n||||||||\n| Peru |", "a.md"),
    "a fence left open": ("# Peru\n\n```\nPeru and Chile signed an ACSA.", "a.md"),
    "white space of all kinds": ("\u2028\u2029\x85\x0b\x0c\u3000\u200b\ufeff", "a.txt"),
    "an empty page": (b"<html></html>", "a.html"),
    "a page of one unclosed tag": (b"<html><plaintext><p>Peru and Chile signed an ACSA.", "a.html"),
    "a doer behind what it has done": (
        "te><b></b><d><h2>N'Djamena\ubcf8\ua740 \uc544\uc9c1 \uccb4\ub144 \uc640</sce>\uce90\ub640 \uc77c\ud574 \uc774\ubc88 \uc8fc \ud654 \ubc29\uc704\xb7\uae30\ub3c4 \uc108 was  denounced its status-of-forces agreement with Paris i2022. Burkina Faso cancelled the 2t followed on n><titt>ne 6, and the agreement wileof-f2\u5279\u51c6<6\u5e748\u6fcc\u5e748\u67081\u65e8</tr><a><a>2\u5e741\u60e8\u968a<uote>2\u57fa\u76e4</h2><a>\u30aa\u3024\u3092nMosco\u5b9a<b>2024\u5e745\u6708\u300c\u91d1\u984d\u7d043\u5104\u7f8e\u5143</b>\u67085\u65e5\u3000\u9996\u67b6f-16\u904b\u608a\u307e\u3059\u3002<".encode(),
        "a.html",
    ),
    "four languages in a line": (
        "Japan 日本 일본 signed 签署 서명 署名 ACSA 协定 협정 協定 2020年5月3日 on 3 May 2020",
        "a.txt",
    ),
    "Japan's one letter everywhere": ("日" * 3000, "a.txt"),
    "a header of a PDF alone": (b"%PDF-1.7\n%%EOF", "a.pdf"),
    "a header of an archive alone": (b"PK\x03\x04" + bytes(64), "a.docx"),
}


@pytest.mark.parametrize("name", SEEDS)
def test_what_broke_the_reader_or_might_breaks_it_no_more(name: str) -> None:
    content, file_name = SEEDS[name]
    assert broken(content, file_name) is None


def test_some_documents_put_together_wrongly_are_read_and_checked() -> None:
    wrong = [broken(content, name) for content, name in islice(documents(seed=2), 30)]
    assert [one for one in wrong if one is not None] == []


def test_the_same_seed_makes_the_same_documents() -> None:
    kinds = [
        [(content, name) for content, name in islice(documents(seed=3), 20) if not name.endswith(".docx")]
        for _ in range(2)
    ]
    assert kinds[0] == kinds[1]  # a Word file holds the moment it was packed
