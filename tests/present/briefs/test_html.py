"""The page: well formed, self-contained, escaped, cited, the same every time."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.present.briefs.synthetic import HOSTILE, brief

from foedus.model.problems import UnwritablePathError, UsageError
from foedus.present.briefs import write_brief
from foedus.present.briefs.words import cites, href, human_date, language_of, long_date, short_date

_VOID = {"meta", "link", "br", "img", "input", "hr"}
_FETCHING = {"src", "srcset", "data", "poster", "action", "background", "formaction", "ping"}


class _Page(HTMLParser):
    """Collects what the tests ask for, and that every element is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.attributes: set[str] = set()
        self.languages: set[str] = set()
        self.headings: list[int] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.stack.append(tag)
        self.handle_startendtag(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "lang":
                self.languages.add(value or "")
            if name in ("href", "xlink:href"):
                self.links.append((tag, value or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, f"</{tag}> closes nothing"
        assert self.stack.pop() == tag


def _html(tmp_path: Path, subject: str = "JPN", **view: str) -> str:
    path = tmp_path / "brief.html"
    write_brief(brief(subject, **view), path)
    return path.read_text("utf-8")


@pytest.mark.parametrize("perspective", ["record", "any", "publisher:asan"])
@pytest.mark.parametrize("subject", ["JPN", "AUS-JPN", "PHL", "TUV"])
def test_page_is_whole_and_every_link_arrives(tmp_path: Path, subject: str, perspective: str) -> None:
    page = _Page(_html(tmp_path, subject, perspective=perspective))
    assert page.stack == []
    assert len(page.ids) == len(set(page.ids))
    inner = {link[1:] for _, link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    assert page.headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_nothing_is_fetched_and_nothing_runs(tmp_path: Path) -> None:
    text = _html(tmp_path)
    page = _Page(text)
    assert not page.tags & {"script", "img", "iframe", "link", "object", "embed", "base", "form"}
    assert not page.attributes & _FETCHING
    assert not [name for name in page.attributes if name.startswith("on")]
    assert all(tag == "a" or link.startswith("#") for tag, link in page.links)
    assert all(re.match(r"https?://|#", link) for _, link in page.links)
    assert "default-src 'none'" in text
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    assert not re.search(r"url\(|@import|expression", style[1])


def test_hostile_words_are_words(tmp_path: Path) -> None:
    text = _html(tmp_path)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert HOSTILE not in text
    assert 'href="javascript' not in text


def test_foreign_words_carry_their_language(tmp_path: Path) -> None:
    assert {"en", "ko", "zh"} <= _Page(_html(tmp_path)).languages


def test_every_answer_has_mark_and_word(tmp_path: Path) -> None:
    text = _html(tmp_path)
    for answer in ("yes", "no", "disputed", "uncertain", "not_observed"):
        assert f'id="m-{answer}"' in text
        assert f'href="#m-{answer}"' in text
        assert f"</svg>{answer.replace('_', ' ')}</span>" in text


def test_same_data_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.html", tmp_path / "b.html"
    write_brief(brief(), first)
    write_brief(brief(), second)
    assert first.read_bytes() == second.read_bytes()


def test_endings_and_places_are_checked(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"found the ending '.exe'"):
        write_brief(brief(), tmp_path / "brief.exe")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(UnwritablePathError, match="is a folder"):
        write_brief(brief(), tmp_path / "folder.html")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UnwritablePathError, match="cannot be written"):
        write_brief(brief(), tmp_path / "file" / "brief.html")


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2023-08-13", "13 Aug 2023"),
        ("2023-08", "Aug 2023"),
        ("2023~", "2023 (about)"),
        ("2021-11-10/2021-11-12", "10 Nov 2021 to 12 Nov 2021"),
        ("2015/..", "since 2015"),
        ("../2015", "until 2015"),
        ("199X", "199X"),
        ("2024-23", "autumn 2024"),
        (None, "no date"),
    ],
)
def test_dates_in_words(edtf: str | None, words: str) -> None:
    assert human_date(edtf) == words


def test_small_words() -> None:
    assert (short_date("2021-11-10/2021-11-12"), long_date("2026-11-24"), long_date("2026")) == (
        "Nov 2021",
        "24 November 2026",
        "2026",
    )
    assert (href("https://a.b/c?d=1&e"), href("javascript:x"), href('https://a"b'), href(None)) == (
        "https://a.b/c?d=1&amp;e", "", "", "",
    )  # fmt: skip
    assert (language_of("협정"), language_of("円滑化の"), language_of("协定"), language_of("x", "en")) == (
        ' lang="ko"', ' lang="ja"', ' lang="zh"', "",
    )  # fmt: skip
    assert "+2" in cites([5, 4, 3, 2], 2)
    assert cites([]) == ""
