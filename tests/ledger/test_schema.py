from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from tests.ledger.samples import add, claim, finished, judgement

import foedus.ledger
from foedus.ledger.guards import GUARDS
from foedus.ledger.schema import METADATA, REVISION
from foedus.ledger.store import Ledger

MIGRATIONS = Path(foedus.ledger.__file__).parent / "migrations"


def statements(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        return {name: " ".join(sql.split()) for name, sql in found if name != "alembic_version" and sql}


def test_the_migrated_schema_is_the_declared_one(ledger: Ledger, tmp_path: Path) -> None:
    declared = tmp_path / "declared.db"
    engine = create_engine(f"sqlite:///{declared}", poolclass=NullPool)
    with engine.begin() as connection:
        METADATA.create_all(connection)
        for statement in GUARDS.values():
            connection.exec_driver_sql(statement)
    assert statements(ledger.place) == statements(declared)


def test_alembic_sees_no_difference(ledger: Ledger) -> None:
    with ledger.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_the_revision_known_is_the_newest() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


@pytest.mark.parametrize("table", ["entry", "claim", "claim_party", "judgement_target"])
@pytest.mark.parametrize(
    "form",
    [
        "UPDATE {table} SET seq = seq",
        "DELETE FROM {table}",
        "REPLACE INTO {table} SELECT * FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ],
)
def test_the_file_refuses_to_change(ledger: Ledger, table: str, form: str) -> None:
    add(ledger, claim(1), judgements=(judgement("accept", claim(1).id),))
    with (
        closing(sqlite3.connect(ledger.place)) as connection,
        pytest.raises(sqlite3.IntegrityError, match=f"the ledger only grows: no .* on {table}"),
    ):
        connection.execute(form.format(table=table))


@pytest.mark.parametrize("numbering", ["7", "2"])
def test_an_entry_out_of_turn_is_refused(ledger: Ledger, numbering: str) -> None:
    add(ledger)
    values = f"{numbering}, 'source', 'x', '{{}}', '2025-01-01', 'me', 0, 'not the head', 'digest'"
    with (
        closing(sqlite3.connect(ledger.place)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="no insert_out_of_turn on entry"),
    ):
        connection.execute(f"INSERT INTO entry VALUES ({values})")


def test_opening_imports_no_alembic(ledger: Ledger) -> None:
    code = """
import sys
from foedus.ledger.store import open_ledger
with open_ledger(sys.argv[1]) as ledger:
    ledger.evidence(("AUS", "JPN"))
print(sorted(name for name in sys.modules if name.partition(".")[0] in ("alembic", "mako")))
"""
    done = finished(code, ledger.place)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
