"""What `import foedus` offers: open a ledger, read documents, take the network at a date, ask what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Unpack

from foedus.analysis.network.snapshot import NetworkSnapshot, take_snapshot
from foedus.desk.asking import Answered
from foedus.desk.ledgers import Opened, open_for_reading
from foedus.desk.viewing import Viewing, viewed
from foedus.intake.reading.statements import Statement

__all__ = ["may", "network", "open", "read", "roadmap", "tiers"]


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


def network(**where: Unpack[Viewing]) -> NetworkSnapshot:
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
    with viewed(where) as (opened, view):
        return take_snapshot(
            opened.instruments(),
            on=view.on,
            known=view.known,
            perspective=view.perspective,
            coverage=opened.coverage,
        )


def may(
    actor: str,
    activity: str,
    partner: str,
    *,
    situation: str | None = None,
    **where: Unpack[Viewing],
) -> Answered:
    """May one state do this to, for or with another on that day? Answer, conditions and proof are in `data`.

    Raises
    ------
    FoedusError
        If a name, the day or the perspective cannot be read.

    Examples
    --------
    >>> may("JPN", "protect-assets", "GBR", on="2020-01-01").data["answer"]
    'permitted_if'
    """
    from foedus.desk.may import Ask
    from foedus.desk.may import may as answer

    ask = Ask(actor=actor, activity=activity, partner=partner, situation=situation)
    return answer(ask, **where)


def tiers(
    what: str,
    *definitions: str,
    **where: Unpack[Viewing],
) -> Answered:
    """The tier of a dyad, or of every dyad of an actor, under these definitions; without any, under all.

    Raises
    ------
    FoedusError
        If a name, a definition, the day or the perspective cannot be read.

    Examples
    --------
    >>> [row["answer"] for row in tiers("KOR-JPN", "quasi-alliance-cha", on="2024-01-01").data]
    ['yes']
    """
    from foedus.desk.tiers import tiers as answer

    wanted = definitions or ("all",)
    return answer(what, definitions=wanted, **where)


def roadmap(
    dyad: str,
    to: str,
    *,
    definition: str | None = None,
    **where: Unpack[Viewing],
) -> Answered:
    """All smallest sets of instruments that lead a dyad to a tier or an entitlement.

    Raises
    ------
    FoedusError
        If a name, the target, the day or the perspective cannot be read.

    Examples
    --------
    >>> roadmap("KOR-JPN", "quasi-alliance", definition="quasi-alliance-cha", on="2024-01-01").data["already"]
    True
    """
    from foedus.desk.roadmap import Road
    from foedus.desk.roadmap import roadmap as answer

    road = Road(dyad=dyad, to=to, definition=definition)
    return answer(road, **where)
