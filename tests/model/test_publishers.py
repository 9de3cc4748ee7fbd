"""Publishers: evidence has an order, prose is none."""

from __future__ import annotations

import re

import pytest

from foedus.model.problems import UnknownTermError
from foedus.model.publishers import load_publishers, publisher_of, resolve_publisher


def test_the_vocabulary_is_sound() -> None:
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    for code, publisher in load_publishers().items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
        assert publisher.kind in {"official", "research", "press", "dataset"}
        assert re.fullmatch(r"[A-Z]{3}|", publisher.country)
        for name in (publisher.name, *publisher.names):
            assert names.setdefault(name.casefold(), code) == code, name
        for domain in publisher.domains:
            assert domains.setdefault(domain, code) == code, domain
    assert len(load_publishers()) >= 150


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("Pact signed\n\nSource\nKyodo News\n\nReuters said so.", "kyodo"),
        ("(来源:《人民日报》,2021-04-05)", "peoples-daily"),
        ("출처: 연합뉴스", "yonhap"),
        ("出典：読売新聞", "yomiuri"),
        ("Pact signed\n\nChatham House\n\nText.", "chatham-house"),
        ("《环球时报》:某某:Pact signed", "global-times"),
        ("TOKYO (Jiji Press) - Norway signed.", "jiji"),
        ("[서울=연합뉴스] 노르웨이가 서명했다.", "yonhap"),
        ("Write to desk@asia.nikkei.com", "nikkei"),
        ("See https://www.rand.org/pubs/x.html", "rand"),
        ("According to reports from Nikkei, Norway signed.", None),
        ("Norway met NATO in Oslo.", None),
        ("The guardian of the north.", None),
    ],
)
def test_evidence(text: str, publisher: str | None) -> None:
    found = publisher_of(text)
    assert (found[0] if found else None) == publisher


def test_a_source_line_wins_over_addresses() -> None:
    text = "https://www.cnn.com/x\nSource: AFP\n"
    found = publisher_of(text)
    assert found is not None
    assert (found[0], text[slice(*found[1])]) == ("afp", "AFP")


@pytest.mark.parametrize(
    ("meant", "code"),
    [("Sejong", "sejong"), ("global times", "global-times"), ("RAND", "rand"), ("china-military-online", "china-military-online"), ("環球時報", "global-times"), ("lowyinstitute.org", "lowy"), ("Asan", "asan")],
)  # fmt: skip
def test_what_users_mean(meant: str, code: str) -> None:
    assert resolve_publisher(meant) == code


@pytest.mark.parametrize("meant", ["Ministry", "", "Sejnog Institute", "xyzzy"])
def test_unknown_or_several(meant: str) -> None:
    with pytest.raises(UnknownTermError, match="not a known publisher"):
        resolve_publisher(meant)
