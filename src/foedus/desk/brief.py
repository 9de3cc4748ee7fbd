"""Use case: gather everything a cited brief on an actor or a dyad says. Pure; the same input gives the same brief."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as calendar_date

from foedus.desk._brief_claims import bibliography, number_sources
from foedus.desk._brief_data import (
    BriefData,
    Change,
    ConflictEntry,
    ConflictSide,
    Counts,
    DocumentEntry,
    Header,
    OpenEntry,
    OvertakenEntry,
    StatementEntry,
)
from foedus.desk._brief_documents import document_entries
from foedus.desk._brief_entries import (
    Cell,
    ClaimEntry,
    InstrumentEntry,
    MatrixRow,
    NetworkTie,
    SourceEntry,
    StageEntry,
    TypeColumn,
)
from foedus.desk._brief_finding import find
from foedus.desk._brief_instruments import (
    anchors,
    instrument_entries,
    later_changes,
    recent_changes,
)
from foedus.desk._brief_network import (
    matrix_columns,
    matrix_rows,
    network_ties,
)
from foedus.desk._brief_questions import (
    conflict_entries,
    open_entries,
    overtaken_entries,
)
from foedus.model.actors import load_actors
from foedus.model.answers import Answer
from foedus.model.claims import Evidence, Judgement
from foedus.model.instruments import Coverage
from foedus.model.problems import UsageError
from foedus.resolution import (
    Perspective,
)

__all__ = [
    "BriefData",
    "Cell",
    "Change",
    "ClaimEntry",
    "ConflictEntry",
    "ConflictSide",
    "Counts",
    "DocumentEntry",
    "Header",
    "InstrumentEntry",
    "MatrixRow",
    "NetworkTie",
    "OpenEntry",
    "OvertakenEntry",
    "SourceEntry",
    "StageEntry",
    "StatementEntry",
    "TypeColumn",
    "gather_brief",
]


def gather_brief(  # noqa: PLR0913  # the question in full: whom, from what, on which day, as known when, as whom
    *,
    subject: tuple[str, ...],
    evidence: Sequence[Evidence],
    judgements: Sequence[Judgement],
    coverage: Sequence[Coverage],
    on: int,
    known: int | None,
    perspective: Perspective,
    ledger_digest: str,
) -> BriefData:
    """Gather a brief.

    Parameters
    ----------
    subject : tuple of str
        One actor's code, or two for a dyad.
    evidence : sequence of Evidence
        The whole ledger, not only the subject's part: the network needs what partners have with each other.
        Rejected claims are left out; proposed ones appear among the documents' statements and settle nothing.
    on, known : int
        Valid day and known day [ordinal day]; ``known=None`` means all that is recorded.

    Raises
    ------
    UsageError
        If the subject is not one or two actors.
    UnknownActorError
        If no actor bears a code.
    """
    subject = tuple(sorted(set(subject)))
    if len(subject) not in (1, 2):
        raise UsageError(
            f"brief: found {len(subject)} subjects; expected an actor such as JPN or a dyad such as AUS-JPN.",
            hint="Write one code, or two joined by a hyphen.",
        )
    actors = load_actors()
    found = find(subject, evidence, judgements, coverage, (on, known, perspective))
    cited = found.cited()
    numbers = number_sources(cited)
    books = bibliography(cited, numbers)
    names = {code: actors.get(code).name for code in found.codes(subject)}
    anchor = anchors(tie.instrument for tie in found.own)
    entries = instrument_entries(found.own, subject=subject, names=anchor, numbers=numbers, perspective=perspective)
    by_id = {entry.id: entry for entry in entries}
    columns = matrix_columns(found.snapshot, subject, coverage)
    matrix = matrix_rows(
        found.snapshot, subject, columns, coverage=coverage, names=names, anchors=anchor, numbers=numbers
    )  # fmt: skip
    conflicts = conflict_entries(found.conflicts, by_id, numbers)
    partners = {partner for entry in entries for partner in entry.partners}
    return BriefData(
        header=Header(
            subject=subject,
            names=tuple(names[code] for code in subject),
            on=_iso(on),
            known=None if known is None else _iso(known),
            perspective=str(perspective),
            ledger_digest=ledger_digest,
            counts=_counts(entries, len(partners), len({item.claim.id for item in cited}), len(books), len(conflicts)),
        ),
        actors=tuple(sorted(names.items())),
        columns=columns,
        matrix=matrix,
        recent=recent_changes(entries),
        later=later_changes(entries, on),
        network=network_ties(found.around, anchor, numbers),
        instruments=entries,
        conflicts=conflicts,
        overtaken=overtaken_entries(found.overtaken, by_id, numbers),
        documents=document_entries(
            found.statements, found.instruments, overtaken=found.overtaken, entries=by_id,
            sources={book.number: book for book in books}, numbers=numbers,
        ),
        open=open_entries(entries, matrix, names),
        bibliography=books,
    )  # fmt: skip


def _counts(entries: Sequence[InstrumentEntry], partners: int, claims: int, sources: int, conflicts: int) -> Counts:
    tally = tuple((kind, sum(entry.answer is kind for entry in entries)) for kind in Answer)
    return Counts(
        partners=partners, instruments=len(entries), by_answer=tally, claims=claims, sources=sources, conflicts=conflicts
    )  # fmt: skip


def _iso(day: int) -> str:
    return calendar_date.fromordinal(day).isoformat()
