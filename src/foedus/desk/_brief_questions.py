"""What a brief says of doubt: conflicts, overtaken statements, and what stays open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from foedus.desk._brief_claims import Numbers, cite
from foedus.desk._brief_data import (
    ConflictEntry,
    ConflictSide,
    OpenEntry,
    OvertakenEntry,
)
from foedus.desk._brief_entries import InstrumentEntry, MatrixRow
from foedus.model.answers import Answer
from foedus.model.vocabulary import load_vocabulary
from foedus.resolution import Conflict, Overtaken

__all__ = ["conflict_entries", "open_entries", "overtaken_entries"]

_MOST_NAMED = 6


def conflict_entries(
    conflicts: Iterable[Conflict], entries: Mapping[str, InstrumentEntry], numbers: Numbers
) -> tuple[ConflictEntry, ...]:
    """Each conflict with all its sides, and the date the perspective settles on, if it does."""
    return tuple(
        ConflictEntry(
            anchor=entries[conflict.instrument.id].anchor,
            title=entries[conflict.instrument.id].title,
            parties=conflict.instrument.parties,
            stage=conflict.stage,
            date_of=conflict.date_of,
            kind=conflict.kind,
            sides=tuple(
                ConflictSide(date=side.date, claims=tuple(cite(i, numbers) for i in side.evidence))
                for side in conflict.sides
            ),
            settled_on=_settled(conflict, entries[conflict.instrument.id]),
            hangs_on_it=conflict.hangs_on_it,
        )
        for conflict in conflicts
    )


def _settled(conflict: Conflict, entry: InstrumentEntry) -> str | None:
    dates = [s.date for s in entry.stages if (s.stage, s.date_of.casefold()) == (conflict.stage, conflict.date_of)]
    return dates[0] if len(dates) == 1 else None


def overtaken_entries(
    found: Iterable[Overtaken], entries: Mapping[str, InstrumentEntry], numbers: Numbers
) -> tuple[OvertakenEntry, ...]:
    """Statements whose stage had been, or has been, passed."""
    return tuple(
        OvertakenEntry(
            anchor=entries[each.instrument.id].anchor,
            title=entries[each.instrument.id].title,
            parties=each.instrument.parties,
            stage=each.claim.claim.stage or "",
            claim=cite(each.claim, numbers),
            by_stage=each.by.claim.stage or "",
            by=cite(each.by, numbers),
            when_made=each.when_made,
        )
        for each in found
    )


def open_entries(
    entries: Sequence[InstrumentEntry], matrix: Sequence[MatrixRow], names: Mapping[str, str]
) -> tuple[OpenEntry, ...]:
    """Instruments whose answer is open, then, by type, the partners of whom nothing was observed."""
    found = [
        OpenEntry(
            answer=entry.answer,
            subject=entry.title,
            what=" – ".join(names[party] for party in entry.parties),
            why=why,
            reached=reached,
            dates=dates,
            anchor=entry.anchor,
            sources=entry.sources,
        )
        for entry in entries
        if entry.answer.is_open
        for why, reached, dates in [_why(entry)]
    ]
    found += _unseen(matrix, names)
    order = [Answer.DISPUTED, Answer.UNCERTAIN, Answer.NOT_OBSERVED]
    return tuple(sorted(found, key=lambda each: (order.index(each.answer), each.anchor is None)))


def _unseen(matrix: Sequence[MatrixRow], names: Mapping[str, str]) -> list[OpenEntry]:
    """One entry a type: with whom nothing is on record, and the record does not claim to be complete."""
    unseen: dict[str, list[str]] = defaultdict(list)
    for row in matrix:
        for cell in row.cells:
            if cell.answer is Answer.NOT_OBSERVED and not cell.anchors:
                unseen[cell.type].append(names[row.partner])
    everyone = {names[row.partner] for row in matrix}
    found = []
    for kind, partners in unseen.items():
        label = load_vocabulary().type(kind).label
        seen = sorted(everyone - set(partners))
        who = ", ".join(sorted(partners))
        if len(partners) > _MOST_NAMED and len(seen) < len(partners):
            who = f"all partners but {', '.join(seen)}" if seen else "all partners"
        found.append(
            OpenEntry(
                answer=Answer.NOT_OBSERVED,
                subject=label[0].upper() + label[1:],
                what=f"{who} ({len(partners)} of {len(matrix)})" if len(matrix) > 1 else who,
                why="none is on record, and the record does not claim to be complete here",
                reached=None,
                dates=(),
                anchor=None,
                sources=(),
            )
        )
    return found


def _why(entry: InstrumentEntry) -> tuple[str, str | None, tuple[str, ...]]:
    """Why it is open, the stage it had reached, and the dates that matter."""
    begins = [stage for stage in entry.stages if stage.effect == "begins"]
    dates = tuple(sorted({date for stage in begins for date in stage.dates}))
    if entry.answer is Answer.DISPUTED:
        return "sources of equal standing differ", None, dates
    if any(stage.holds is Answer.YES for stage in begins):
        return "whether it still holds is open, since it began", None, dates
    if begins:
        return ("dated too coarsely for this day" if dates else "its beginning is not dated"), None, dates
    reached_on = (entry.reached_on,) if entry.reached_on else ()
    return "no source says that it took effect", entry.reached, reached_on
