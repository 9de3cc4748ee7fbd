from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.acceptance.samples import BRIEF, OTHER, SCORER, SEEDS, foedus


@pytest.fixture(scope="session")
def new_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "t.db"
    done = foedus("init", path)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def ledger(new_ledger: Path, tmp_path: Path) -> Path:
    """A ledger that starts from the record; nobody else's."""
    return Path(shutil.copy(new_ledger, tmp_path / "t.db"))


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "brief.txt"
    path.write_text(BRIEF, encoding="utf-8")
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.txt"
    path.write_text(OTHER, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def seeds() -> list[Path]:
    found = sorted(SEEDS.glob("*.txt"))
    if not found or not SCORER.exists():
        pytest.skip(f"the seed documents are not beside this folder ({SEEDS}); the synthetic twin has run")
    return found


@pytest.fixture
def common_folder() -> Iterator[Path]:
    """A folder every user of this machine can reach; pytest's own are for its user only."""
    folder = Path(tempfile.mkdtemp(prefix="foedus-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)
