"""A visit with a browser: from the search form to a dossier to the conflicts, with nothing from anywhere else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.present.workbench.serving import served

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
pytestmark = [
    pytest.mark.page,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="no chromium on this machine: apt-get install chromium"
    ),
]


@pytest.fixture(scope="module")
def address(ledger: Path) -> Iterator[str]:
    with served("--ledger", ledger) as (address, _):
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    assert CHROMIUM is not None, "CI has to have chromium: apt-get install chromium"
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


class Visit:
    """A page that remembers what the browser complained about and where it went."""

    def __init__(self, browser: Any, width: int, scheme: str = "light") -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=True
        )
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def is_as_wide_as_the_screen(self) -> bool:
        page = self.page
        return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_search_to_dossier_to_conflicts(browser: Any, address: str, width: int, scheme: str) -> None:
    visit = Visit(browser, width, scheme)
    page = visit.page
    page.goto(address)
    page.get_by_label("Actor, dyad or instrument").fill("日本-オーストラリア")
    page.get_by_label("On", exact=True).fill("2022-06-30")
    page.get_by_role("button", name="Dossier").click()
    assert page.url.endswith("?on=2022-06-30")
    assert page.locator("h1").inner_text() == "Australia – Japan"
    assert page.locator("article#raa-aus-jpn .stages").is_visible()
    assert visit.is_as_wide_as_the_screen()
    page.locator("sup.cite a").first.click()
    assert page.locator("ol.sources li:target").count() == 1
    page.get_by_role("link", name="Where sources differ").first.click()
    assert page.url == f"{address}conflicts?on=2022-06-30"
    assert page.locator("article.conflict").count() > 0
    assert visit.is_as_wide_as_the_screen()
    assert visit.complaints == []
    assert all(url.startswith(address) for url in visit.requests)
    visit.context.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("where", ["", "matrix/JPN", "show/JPN", "brief/AUS-JPN"])
def test_views_fit_the_screen_and_are_styled(browser: Any, address: str, width: int, where: str) -> None:
    visit = Visit(browser, width)
    visit.page.goto(address + where)
    assert visit.is_as_wide_as_the_screen()
    assert "monospace" not in visit.page.evaluate("getComputedStyle(document.body).fontFamily")
    assert visit.page.evaluate("getComputedStyle(document.body).margin") == "0px"
    assert visit.complaints == []
    assert all(url.startswith(address) for url in visit.requests)
    visit.context.close()


def test_everything_works_without_a_script(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}matrix/JPN")
    page.get_by_text("Ask again").click()
    page.get_by_label("Perspective").fill("publisher:sejong")
    page.get_by_role("button", name="Matrix").click()
    assert page.url.endswith("/matrix/JPN?perspective=publisher%3Asejong")
    context.close()
