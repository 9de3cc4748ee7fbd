"""Bytes to text: decoded for certain, or refused; never mojibake."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.intake.reading.files.decoding import decode
from foedus.model.problems import UnreadableDocumentError

JAPANESE = "ノルウェーとフィンランドの国防相は、両国の部隊が相互に訪問する際の手続きを定めた協定に署名した。協定は来年発効する見通しだ。"
KOREAN = "노르웨이와 핀란드의 국방장관은 양국 부대가 서로 방문할 때의 절차를 정한 협정에 서명했다. 협정은 내년에 발효될 전망이다."
SIMPLIFIED = (
    "挪威和芬兰的国防部长签署了一项协定，规定了两国部队互访时的程序。该协定预计将于明年生效，这是两国合作的重要一步。"
)
TRADITIONAL = (
    "挪威和芬蘭的國防部長簽署了一項協定，規定了兩國部隊互訪時的程序。該協定預計將於明年生效，這是兩國合作的重要一步。"
)
WESTERN = "Le ministère français des Armées a signé l’accord à Nouméa. Der Besuch in Köln dauerte drei Tage – “ein Erfolg”, hieß es."
ENGLISH = "Norway and Finland signed an agreement.\r\nIt will enter into force next year.\r\n"


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        (JAPANESE, ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp", "iso2022_jp"]),
        (KOREAN, ["utf-8", "utf-16", "cp949", "euc_kr"]),
        (SIMPLIFIED, ["utf-8", "utf-16", "gb18030", "gbk", "gb2312"]),
        (TRADITIONAL, ["utf-8", "utf-16", "big5"]),
        (WESTERN, ["utf-8", "utf-16", "cp1252"]),
        (ENGLISH, ["ascii", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
    ],
)
def test_each_encoding_gives_the_same_text(text: str, encodings: list[str]) -> None:
    for encoding in encodings:
        marked = text + "\n" if encoding.startswith("utf-16-") else text  # a line end shows which byte comes first
        assert decode(marked.encode(encoding), where="a.txt") == marked, encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (KOREAN, "cp949"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5")],
)
def test_a_long_english_beginning_hides_nothing(text: str, encoding: str) -> None:
    whole = ENGLISH * 200 + text
    assert decode(whole.encode(encoding), where="a.txt") == whole


def test_line_ends_are_kept() -> None:
    assert decode(ENGLISH.encode(), where="a.txt").count("\r\n") == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"Agreement \xc6\xfc signed", r"byte 10 \(0xC6\) is not UTF-8"),
        ("Договор о дружбе между странами".encode("cp1251"), "is not UTF-8"),
        ("συνθήκη φιλίας μεταξύ".encode("iso8859_7"), "is not UTF-8"),
        (JAPANESE.encode()[:-1], "otherwise UTF-8: it is damaged or cut off"),
        (JAPANESE.encode("utf-16")[:-1], "declares UTF-16"),
        (b"\xef\xbb\xbfabc\xff", "declares UTF-8, but this byte"),
        (bytes(range(128, 256)) * 4, "is not UTF-8"),
    ],
    ids=["two bytes", "cyrillic", "greek", "cut utf-8", "cut utf-16", "false mark", "noise"],
)
def test_what_cannot_be_told_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=says) as caught:
        decode(content, where="folder/a.txt")
    assert caught.value.message.startswith("folder/a.txt: ")
    assert "UTF-8" in caught.value.hint


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_utf8_round_trips(text: str) -> None:
    content = text.encode()
    if not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe")):
        assert decode(content, where="a") == text


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    with contextlib.suppress(UnreadableDocumentError):
        text = decode(content, where="a")
        assert (
            "\ufffd" not in text
            or "\ufffd".encode() in content
            or content[:2] in {b"\xff\xfe", b"\xfe\xff"}
            or b"\0" in content
        )
