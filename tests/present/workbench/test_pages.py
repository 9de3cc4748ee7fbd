"""Pages: every view is an address, nothing a visitor or a source writes becomes markup, and browsers are told so."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser
from tests.acceptance.samples import BRIEF

from foedus.present.workbench.guard import POLICY

VIEWS = {
    "/": "Who has agreed what with whom",
    "/show/AUS-JPN": "Australia – Japan",
    "/show/JPN": "Japan",
    "/show/QUAD": "Quad",
    "/show/raa-aus-jpn": "Reciprocal Access",
    "/show/MNG-TON": "Mongolia – Tonga",
    "/matrix/JPN": "Japan",
    "/matrix/Tonga": "Tonga",
    "/conflicts": "Where sources differ",
    "/conflicts/AUS-JPN": "Where sources differ",
}


def page(client: TestClient, address: str, status: int = 200) -> LexborHTMLParser:
    response = client.get(address)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-security-policy"] == POLICY
    return LexborHTMLParser(response.text)


def text_of(tree: LexborHTMLParser, selector: str) -> str:
    found = tree.css_first(selector)
    assert found is not None, selector
    return " ".join(str(found.text()).split())


@pytest.mark.parametrize("address", VIEWS)
def test_views(client: TestClient, address: str) -> None:
    tree = page(client, address)
    assert VIEWS[address].casefold() in text_of(tree, "h1").casefold()
    assert len(tree.css("h1")) == 1
    assert tree.css("script, [style], style, iframe, object") == []
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    for link in tree.css("a[href^='#']"):
        assert str(link.attributes["href"]).removeprefix("#") in ids


@pytest.mark.parametrize("address", ["/show/AUS-JPN?on=2022-06-30&perspective=any", "/matrix/JPN?on=2022-06-30"])
def test_links_lead_on_with_the_same_question(client: TestClient, address: str) -> None:
    tree = page(client, address)
    inner = [str(a.attributes["href"]) for a in tree.css("main a[href^='/']")]
    question = address.partition("?")[2]
    assert inner
    assert all(link.endswith(question) for link in inner)
    seen = {re.sub(r"/(show|api/\w+)/.*", r"\1", link): link for link in inner}
    assert [client.get(link).status_code for link in seen.values()] == [200] * len(seen)


def test_dossier_shows_stages_marks_and_sources(client: TestClient) -> None:
    tree = page(client, "/show/AUS-JPN?on=2022-06-30")
    agreement = tree.css_first("article#raa-aus-jpn")
    assert agreement is not None
    words = " ".join(str(agreement.text()).split())
    assert "signed 6 Jan 2022 yes Ministry of Foreign Affairs of Japan" in words
    assert "in force" in words
    assert "13 Aug 2023" in words
    assert agreement.css("svg.mark.a-no")
    assert tree.css("ol.sources li a[href^='https://']")
    assert "2023-08-13" in text_of(tree, "article.conflict .hangs") or "2022" in text_of(tree, "article.conflict")


def test_actors_dossier_stands_by_partner(client: TestClient) -> None:
    tree = page(client, "/show/JPN")
    headings = [str(node.text()) for node in tree.css("section.group > h3")]
    partners = [h for h in headings if h not in ("Groups of three or more", "Own law and policy")]
    assert partners == sorted(partners)
    assert {"Australia", "Philippines"} <= set(partners)


def test_the_search_form_leads_to_an_address(client: TestClient) -> None:
    asked = {"what": " 日本-필리핀 ", "on": "2025-10-20", "known": "", "perspective": "", "view": "show"}
    response = client.get("/search", params=asked)
    assert response.status_code == 303
    assert response.headers["location"] == "/show/%E6%97%A5%E6%9C%AC-%ED%95%84%EB%A6%AC%ED%95%80?on=2025-10-20"
    assert client.get(response.headers["location"]).status_code == 200
    assert client.get("/search?view=conflicts&what=").headers["location"] == "/conflicts"
    assert client.get("/search?what=//evil.example/").headers["location"] == "/show/%2F%2Fevil.example%2F"
    assert text_of(page(client, "/search?what=", 400), ".kicker") == "400 · usage"
    assert text_of(page(client, "/search?what=JPN&view=nothing", 400), ".kicker") == "400 · usage"


ERRORS = {
    "/show/アトランティス?on=2022-01-01": (404, "アトランティス"),
    "/matrix/AUS-JPN": (404, "AUS-JPN"),
    "/conflicts/Freedonia": (404, "Freedonia"),
    "/brief/raa-aus-jpn": (400, "expected an actor or a dyad"),
    "/brief/Freedonia": (404, "Freedonia"),
    "/show/JPN?on=yesterday": (400, "yesterday"),
    "/show/JPN?utm=1": (400, "utm"),
    "/nothing": (404, "/nothing"),
}


@pytest.mark.parametrize("address", ERRORS)
def test_errors_are_pages_with_the_form_filled_in(client: TestClient, address: str) -> None:
    status, words = ERRORS[address]
    tree = page(client, address, status)
    assert words in text_of(tree, "[role=alert]")
    asked = tree.css_first("input[name=what]")
    assert asked is not None
    if not address.startswith("/nothing"):
        assert asked.attributes["value"] == address.split("/")[2].partition("?")[0]


HOSTILE = ['"><script>alert(1)</script>', "<img src=x onerror=alert(1)>", "{{ 711*711 }}", "' onmouseover='alert(1)"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("where", ["path", "on", "known", "perspective", "other"])
def test_what_visitors_write_stays_text(client: TestClient, text: str, where: str) -> None:
    path = client.build_request("GET", "/").url.copy_with(path=f"/show/{text if where == 'path' else 'JPN'}")
    response = client.get(path, params=None if where == "path" else {where: text})
    assert response.status_code in (400, 404)
    tree = LexborHTMLParser(response.text)
    assert tree.css("script, main img, [onerror], [onmouseover]") == []
    assert "505521" not in text_of(tree, "[role=alert]")


def test_what_sources_write_stays_text(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.acceptance.samples import foedus

    from foedus.present.workbench.app import create_app

    folder = tmp_path_factory.mktemp("hostile")
    hostile = BRIEF.replace("Networks of access", "Networks <script>alert(1)</script>").replace(
        "signed a Reciprocal", "signed <b onclick=alert(2)>a</b> Reciprocal"
    )
    (folder / "x.txt").write_text(hostile, encoding="utf-8")
    assert foedus("init", folder / "x.db", "--empty").returncode == 0
    done = foedus("read", folder / "x.txt", "--ledger", folder / "x.db", "--accept", "all")
    assert done.returncode == 0, done.stderr
    with TestClient(create_app(str(folder / "x.db")), base_url="http://127.0.0.1") as client:
        for address in ("/", "/show/AUS-JPN", "/matrix/JPN", "/conflicts", "/brief/AUS-JPN"):
            tree = LexborHTMLParser(client.get(address).text)
            assert tree.css("script, [onclick]") == []
        assert "<script>" in str(LexborHTMLParser(client.get("/show/AUS-JPN").text).css_first("#sources").text())


def test_an_empty_ledger_says_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    from foedus.desk.ledgers import init_ledger
    from foedus.present.workbench.app import create_app

    path = tmp_path_factory.mktemp("empty") / "e.db"
    init_ledger(str(path), empty=True)
    with TestClient(create_app(str(path)), base_url="http://127.0.0.1") as client:
        assert "foedus read" in text_of(page(client, "/"), ".begin")
        for address in ("/show/AUS-JPN", "/matrix/JPN", "/conflicts"):
            page(client, address)


def test_brief_may_use_exactly_its_own_style(client: TestClient) -> None:
    response = client.get("/brief/AUS-JPN?on=2024-08-07&known=2024-08-07")
    policy = response.headers["content-security-policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", response.text, re.DOTALL)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in policy
    assert "unsafe" not in policy
    assert "7 August 2024" in response.text
    assert LexborHTMLParser(response.text).css("[style]") == []


def test_style_and_icon_come_from_here(client: TestClient) -> None:
    tree = page(client, "/")
    sheet = tree.css_first("link[rel=stylesheet]")
    assert sheet is not None
    response = client.get(str(sheet.attributes["href"]))
    assert response.headers["content-type"].startswith("text/css")
    assert "immutable" in response.headers["cache-control"]
    assert not re.search(r"url\(|@import", response.text)
    assert client.get("/favicon.ico").headers["content-type"].startswith("image/svg+xml")


@pytest.mark.parametrize(
    "address", ["/", "/api/conflicts", "/openapi.json", "/style.css", "/nothing", "/brief/AUS-JPN"]
)
def test_every_answer_is_protected(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src ")
    assert "script-src" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8642", "[::2]", ""])
def test_strange_host_names_are_refused(client: TestClient, host: str) -> None:
    response = client.get("/api/conflicts", headers={"host": host})
    assert (response.status_code, response.json()["error"]["code"]) == (421, "unknown-host")


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost", "LOCALHOST:8642", "[::1]:8642"])
def test_names_of_this_machine_are_answered_to(client: TestClient, host: str) -> None:
    assert client.get("/style.css", headers={"host": host}).status_code == 200
