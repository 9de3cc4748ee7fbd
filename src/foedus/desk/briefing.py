"""A brief, from the words on the command line to what a writer needs: whom it is about, and everything it says."""

from __future__ import annotations

from foedus.desk.asking import Answered
from foedus.desk.brief import BriefData, gather_brief
from foedus.desk.dossier import read_subject
from foedus.desk.ledgers import open_for_reading
from foedus.desk.viewing import read_view
from foedus.model.problems import UsageError

__all__ = ["prepare_brief"]


def prepare_brief(
    what: str,
    *,
    ledger: str | None = None,
    on: str | None = None,
    known: str | None = None,
    perspective: str | None = None,
) -> tuple[BriefData, Answered]:
    """What a brief on an actor or a dyad says, and an answer that tells how much it rests on.

    Raises
    ------
    FoedusError
        If nobody is called so, or a day or perspective cannot be read.
    """
    with open_for_reading(ledger) as opened:
        view = read_view(opened, on=on, known=known, perspective=perspective)
        subject = read_subject(opened, what)
        if subject.instrument is not None:
            raise UsageError(
                f"brief: {what!r} is an instrument; expected an actor or a dyad.",
                hint="For example foedus brief JPN -o japan.html",
            )
        head = opened.ledger.head()
        data = gather_brief(
            subject=subject.parties,
            evidence=opened.ledger.evidence(),
            judgements=opened.ledger.judgements(),
            coverage=opened.coverage,
            on=view.on,
            known=view.known,
            perspective=view.perspective,
            ledger_digest=head,
        )
    counts = {"instruments": len(data.instruments), "conflicts": len(data.conflicts), "sources": len(data.bibliography)}
    return data, Answered(data={"subject": list(subject.parties), **counts}, view=view, ledger=head)
