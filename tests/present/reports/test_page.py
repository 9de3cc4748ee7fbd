"""The report of `foedus check` in a browser: marks open their evidence, verdicts are filtered, paper has it all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from foedus.desk.check import Checked, check_documents
from foedus.desk.reading import read_documents
from foedus.present.reports import to_html

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium")
BRIEF = """\
# Access in the region

Example Desk
20 October 2025

The Japan-Australia RAA, effective in January 2022, was the first. Japan and the Philippines signed their RAA on 8 July 2024.

Nothing is said in this paragraph.

| Partner | ACSA |
|---|---|
| Australia | in force 2013 |

日英RAAは2022年に発効した。Aid rose from 8.1 billion yen to 18.1 billion yen, more than tripling.
"""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    path = tmp_path_factory.mktemp("report") / "brief.md"
    path.write_text(BRIEF, encoding="utf-8")
    return check_documents(read_documents([path]))


@pytest.fixture(scope="module")
def report(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(to_html(checked), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make setup")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, report: Path) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(report.as_uri())
    yield opened
    opened.close()


def test_the_publisher_is_named_and_amounts_are_readable(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    assert "Ministry of Foreign Affairs of Japan" in text
    assert "18,100,000,000 is 2.23 times 8,100,000,000." in text


@needs_browser
@pytest.mark.page
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_asks_nothing_and_fits(browser: Any, report: Path, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(report.as_uri(), wait_until="networkidle")
    assert complaints == []
    assert requests == [report.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@needs_browser
@pytest.mark.page
def test_every_mark_opens_its_evidence(page: Any, checked: Checked) -> None:
    marks = page.locator("sup.ref a")
    assert marks.count() == len(checked.findings)
    for index in range(marks.count()):
        marks.nth(index).click()
        target = page.locator(".why:target")
        assert target.is_visible()  # a closed note opens
        assert target.evaluate("e => e.getBoundingClientRect().top < innerHeight")
    assert page.locator("a.said").count() > 0
    for index in range(page.locator("a.said").count()):
        page.locator("a.said").nth(index).click()
        assert page.locator(".why:target").is_visible()


@needs_browser
@pytest.mark.page
def test_all_of_it_works_from_the_keyboard(page: Any) -> None:
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.matches('a.said') ? 'mark' : document.activeElement.localName"))
    assert {"input", "mark", "a", "summary"} <= seen
    page.locator("a.said").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".why:target").is_visible()
    page.locator(".why:target .back a").focus()
    page.keyboard.press("Enter")
    assert page.locator("sup.ref:target").count() == 1


@needs_browser
@pytest.mark.page
def test_verdicts_are_filtered(page: Any) -> None:
    notes = page.locator(".margin .note.v-contradicted")
    assert notes.first.is_visible()
    page.locator("#f-contradicted").focus()
    page.keyboard.press("Space")
    assert not notes.first.is_visible()
    assert not page.locator(".ref.v-contradicted").first.is_visible()
    assert page.locator(".margin .note.v-supported").first.is_visible()
    assert page.get_by_text("Nothing is said").is_visible()
    page.locator("#f-noted").check()
    assert not page.get_by_text("Nothing is said").is_visible()


@needs_browser
@pytest.mark.page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_has_the_evidence_of_every_mark_and_no_controls(
    browser: Any, report: Path, checked: Checked, scheme: str
) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(report.as_uri())
    page.emulate_media(media="print")
    assert page.locator(".endnotes .note:visible").count() == len(checked.findings)
    assert page.locator("input:visible, summary:visible, .skip:visible").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    cut = "e => [...e.querySelectorAll('*')].filter(x => x.scrollWidth > x.clientWidth + 1 && x.clientWidth).length"
    assert page.locator("main").evaluate(cut) == 0
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    text = "".join("".join(document[index].get_textpage().get_text_range().split()) for index in range(len(document)))
    for finding in checked.findings:
        assert "".join(finding.hint.split())[:30] in text
        for line in finding.record:
            assert not line.address or "".join(line.address.split())[:25] in text
    document.close()
    page.close()


@pytest.mark.parametrize(
    "text", ["Japan and Australia signed an RAA on 6 January 2022.", "Nothing of the kind is said here."]
)
def test_a_text_without_a_fault_has_a_report_too(tmp_path: Path, text: str) -> None:
    (tmp_path / "right.txt").write_text(f"Access\n\n20 October 2025\n\n{text}\n", encoding="utf-8")
    page = to_html(check_documents(read_documents([tmp_path / "right.txt"])))
    assert "contradicted by the record" not in page
    assert text.split(maxsplit=1)[0] in page
