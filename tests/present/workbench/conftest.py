from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.acceptance.samples import BRIEF, OTHER, foedus

from foedus.present.workbench.app import create_app


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record, and two documents that contradict it and themselves."""
    folder = tmp_path_factory.mktemp("workbench")
    (folder / "brief.txt").write_text(BRIEF, encoding="utf-8")
    (folder / "other.txt").write_text(OTHER, encoding="utf-8")
    path = folder / "t.db"
    for done in (
        foedus("init", path),
        foedus("read", folder / "brief.txt", folder / "other.txt", "--ledger", path, "--accept", "all"),
    ):
        assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="session")
def application(ledger: Path) -> Any:
    return create_app(str(ledger))


@pytest.fixture
def client(application: Any) -> Iterator[TestClient]:
    with TestClient(application, base_url="http://127.0.0.1", follow_redirects=False) as opened:
        yield opened
