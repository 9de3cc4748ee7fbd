"""How a brief is put in order for reading, whatever it is written as: the lead, and what stands under which heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foedus.desk.brief import BriefData, InstrumentEntry, NetworkTie, SourceEntry
from foedus.model.answers import Answer
from foedus.present.briefs.words import KINDS, long_date

__all__ = ["Group", "groups_of", "kinds_of", "lead", "ties_among"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Instruments under one heading: those with one partner, those of three or more, the subject's own."""

    anchor: str
    heading: str
    instruments: tuple[InstrumentEntry, ...]


def groups_of(data: BriefData) -> tuple[Group, ...]:
    """Partners in the order of the matrix, then groups of three or more, then law and policy."""
    two = [entry for entry in data.instruments if len(entry.parties) == 2]
    subject = data.header.subject
    found = []
    if len(subject) == 2:
        found.append(Group(anchor="g-two", heading=" – ".join(data.header.names), instruments=tuple(two)))
    else:
        for row in data.matrix:
            mine = tuple(entry for entry in two if row.partner in entry.parties)
            found.append(Group(anchor=f"g-{row.partner.lower()}", heading=data.name(row.partner), instruments=mine))
    many = tuple(entry for entry in data.instruments if len(entry.parties) > 2)
    own = tuple(entry for entry in data.instruments if len(entry.parties) == 1)
    found.append(Group(anchor="g-groups", heading="Groups of three or more", instruments=many))
    found.append(Group(anchor="g-own", heading="Own law and policy", instruments=own))
    return tuple(group for group in found if group.instruments)


def kinds_of(data: BriefData) -> tuple[tuple[str, tuple[SourceEntry, ...]], ...]:
    """The bibliography under its kinds, weightiest first."""
    groups = ((kind, tuple(s for s in data.bibliography if s.kind == kind)) for kind in KINDS)
    return tuple((kind, sources) for kind, sources in groups if sources)


def ties_among(data: BriefData) -> tuple[NetworkTie, ...]:
    """Two-party ties of the network that are not the subject's own: cited here, as they have no entry."""
    own = {entry.anchor for entry in data.instruments}
    return tuple(tie for tie in data.network if not tie.is_hyperedge and not own & set(tie.instruments))


def lead(data: BriefData) -> str:
    """What the brief says, in sentences."""
    header = data.header
    tally = dict(header.counts.by_answer)
    partners = [row for row in data.matrix if any(cell.answer is Answer.YES for cell in row.cells)]
    known = "" if header.known is None else f", as far as could be known on {long_date(header.known)}"
    hold = "holds or has taken place" if tally[Answer.YES] == 1 else "hold or have taken place"
    begin = f"{_counted(tally[Answer.YES], 'instrument')} {hold} on {long_date(header.on)}{known}"
    between = "between the two" if header.is_dyad else f"with {_counted(len(partners), 'partner')}"
    if any(entry.answer is Answer.YES and len(entry.parties) > 2 for entry in data.instruments):
        between += " and in groups of three or more"
    rest = [
        f"{tally[kind]} {'is' if tally[kind] == 1 else 'are'} {word}"
        for kind, word in (
            (Answer.DISPUTED, "disputed"),
            (Answer.UNCERTAIN, "uncertain"),
            (Answer.NOT_OBSERVED, "not observed to have taken effect"),
        )
        if tally[kind]
    ]
    tail = f" Of {_counted(header.counts.instruments, 'instrument')} in all, {_listed(rest)}." if rest else ""
    return f"{begin}, {between}.{tail}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
