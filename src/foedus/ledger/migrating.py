"""Running the revisions. Alembic takes half a second to import: only making a ledger pays for it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

__all__ = ["migrate"]

_FOLDER = Path(__file__).parent / "migrations"


def migrate(connection: Connection) -> None:
    """Bring the schema behind ``connection`` to the newest revision, inside its transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    # The options pass through ConfigParser, to which a percent sign is syntax.
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
