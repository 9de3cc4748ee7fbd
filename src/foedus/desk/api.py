"""What `import foedus` offers: open a ledger, read documents, take the network at a date."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from foedus.analysis.network.snapshot import NetworkSnapshot, take_snapshot
from foedus.desk.dossier import read_view
from foedus.desk.ledgers import Opened, open_for_reading
from foedus.intake.reading.statements import Statement

__all__ = ["network", "open", "read"]


def open(ledger: str | Path | None = None) -> Opened:  # noqa: A001  # the public name: foedus.open
    """Open a ledger for reading; without one, the built-in record.

    Raises
    ------
    FoedusError
        If ``ledger`` is no ledger.
    """
    return open_for_reading(None if ledger is None else str(ledger))


def read(documents: str | Path | Iterable[str | Path], *, keep_going: bool = False) -> tuple[Statement, ...]:
    """Read one document or several into statements.

    Raises
    ------
    UnreadableDocumentError
        If a document's text cannot be had without guessing.
    """
    from foedus.desk.reading import read_documents

    paths = [documents] if isinstance(documents, str | Path) else documents
    done = read_documents(paths, keep_going=keep_going)
    return tuple(statement for _, statements in done.documents for statement in statements)


def network(
    *,
    on: str | None = None,
    known: str | None = None,
    perspective: str | None = None,
    ledger: str | Path | None = None,
) -> NetworkSnapshot:
    """The network on one day.

    Parameters
    ----------
    on, known : str or None
        `YYYY-MM-DD`; by default today, and all that is recorded.
    perspective : str or None
        `record` (default), `any`, `all`, `source:ID` or `publisher:ID`.
    ledger : str or Path or None
        A ledger; None for the built-in record.

    Raises
    ------
    FoedusError
        If the ledger, a day or the perspective cannot be read.
    """
    with open(ledger) as opened:
        view = read_view(opened, on=on, known=known, perspective=perspective)
        return take_snapshot(
            opened.instruments(),
            on=view.on,
            known=view.known,
            perspective=view.perspective,
            coverage=opened.coverage,
        )
