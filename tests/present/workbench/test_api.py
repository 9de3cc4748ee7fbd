"""The API answers as the command line does, and errors come in the same envelope."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.acceptance.samples import answer

from foedus.present.workbench.app import create_app

SAME = {
    "/api/show/AUS-JPN": ("show", "AUS-JPN"),
    "/api/show/日本-필리핀?on=2025-10-20": ("show", "日本-필리핀", "--on", "2025-10-20"),
    "/api/show/AUS%2FJPN": ("show", "AUS/JPN"),
    "/api/show/raa-aus-jpn?perspective=any": ("show", "raa-aus-jpn", "--perspective", "any"),
    "/api/show/JPN-PHL?on=2025-09-01&known=2025-09-01": (
        "show", "JPN-PHL", "--on", "2025-09-01", "--known", "2025-09-01",
    ),
    "/api/show/AUS-JPN?on=2022-06-30&perspective=publisher:sejong": (
        "show", "AUS-JPN", "--on", "2022-06-30", "--perspective", "publisher:sejong",
    ),
    "/api/matrix/Japan?on=2020-01-01": ("matrix", "Japan", "--on", "2020-01-01"),
    "/api/conflicts": ("conflicts",),
    "/api/conflicts/RAA?known=2025-12-31": ("conflicts", "RAA", "--known", "2025-12-31"),
    "/api/export?on=&known=&perspective=": ("export", "json"),
}  # fmt: skip


@pytest.mark.parametrize("address", SAME)
def test_answers_equal_the_command_lines(client: TestClient, ledger: Path, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() == answer(*SAME[address], "--ledger", ledger)


def test_built_in_record_answers_where_no_ledger_is_given() -> None:
    with TestClient(create_app(), base_url="http://localhost:8642") as client:
        assert client.get("/api/matrix/JPN").json()["ledger"] == answer("matrix", "JPN")["ledger"]


ERRORS = {
    "/api/show/アトランティス": (404, "unknown-actor"),
    "/api/show/raa-aus-xyz": (404, "not-found"),
    "/api/show/": (404, "unknown-actor"),
    "/api/show/JPN-JPN": (400, "usage"),
    "/api/show/%3Cscript%3Ealert(1)%3C%2Fscript%3E": (404, "unknown-actor"),
    "/api/show/%00%FF%F0": (404, "unknown-actor"),
    "/api/matrix/Freedonia": (404, "unknown-actor"),
    "/api/conflicts/Freedonia": (404, "unknown-actor"),
    "/api/matrix/JPN?on=2023-02-30": (400, "unparsable-date"),
    "/api/matrix/JPN?on=2023": (400, "unparsable-date"),
    "/api/conflicts?known='; DROP TABLE entry": (400, "unparsable-date"),
    "/api/conflicts?perspective=mine": (400, "usage"),
    "/api/conflicts?perspective=source:nobody": (404, "not-found"),
    "/api/conflicts?onn=2023-01-01": (400, "usage"),
    "/api/actors?name=Japan": (400, "usage"),
    "/api/nothing": (404, "not-found"),
}


@pytest.mark.parametrize("address", ERRORS)
def test_errors_come_in_the_envelope(client: TestClient, address: str) -> None:
    response = client.get(address)
    status, code = ERRORS[address]
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert response.json()["ok"] is False
    assert all(response.json()["error"].values())


def test_only_reading_is_allowed(client: TestClient) -> None:
    response = client.post("/api/conflicts")
    assert (response.status_code, response.headers["allow"]) == (405, "GET")
    assert response.json()["error"]["code"] == "method-not-allowed"


def test_a_ledger_that_is_gone_is_the_servers_fault(tmp_path: Path) -> None:
    (tmp_path / "no.db").write_bytes(b"not a ledger" * 99)
    with TestClient(create_app(str(tmp_path / "no.db")), base_url="http://127.0.0.1") as client:
        response = client.get("/api/conflicts")
    assert (response.status_code, response.json()["error"]["code"]) == (500, "not-a-ledger")


def test_the_unforeseen_has_an_envelope_too(application: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("foedus.desk.conflicts.conflicts", break_down)
    with TestClient(application, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        response, page = client.get("/api/conflicts"), client.get("/conflicts")
    assert (response.status_code, response.json()["error"]["code"]) == (500, "internal-error")
    assert page.status_code == 500
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "ZeroDivisionError" not in page.text


@pytest.mark.parametrize(
    ("query", "first"), [("jap", "JPN"), ("日本", "JPN"), ("필리핀", "PHL"), ("Cote d", "CIV"), ("QUAD", "QUAD")]
)
def test_actors_are_found_by_parts_of_names(client: TestClient, query: str, first: str) -> None:
    found = client.get("/api/actors", params={"query": query}).json()
    assert found["data"][0]["code"] == first
    assert found["view"] == {"on": None, "known": None, "perspective": None}


def test_actors_without_a_query_are_all_of_them(client: TestClient) -> None:
    everybody = client.get("/api/actors").json()["data"]
    assert len(everybody) > 200
    assert client.get("/api/actors?query=zzzz").json()["data"] == []


def test_concurrent_requests_get_the_same_answers(client: TestClient) -> None:
    addresses = ["/api/show/AUS-JPN", "/api/conflicts", "/matrix/JPN", "/show/JPN-PHL", "/brief/AUS-JPN"]
    alone = [client.get(address).content for address in addresses]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda address: client.get(address).content, addresses * 4))
    assert together == alone * 4
