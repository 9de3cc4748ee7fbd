from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.ledger.store import Ledger, create_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with create_ledger(tmp_path / "test.db") as made:
        yield made


@pytest.fixture
def common_folder() -> Iterator[Path]:
    """A folder every user of this machine can reach; pytest's own are for its user only."""
    folder = Path(tempfile.mkdtemp(prefix="foedus-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)
