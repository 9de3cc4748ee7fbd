"""The brief's matrix of partners and types, and its network by layer, both read off one snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from foedus.analysis.network import NetworkSnapshot, Tie
from foedus.desk._brief_claims import Numbers
from foedus.desk._brief_entries import (
    Cell,
    MatrixRow,
    NetworkTie,
    TypeColumn,
)
from foedus.model.answers import Answer, fold
from foedus.model.claims import Evidence
from foedus.model.dates import EdtfDate
from foedus.model.instruments import Coverage
from foedus.model.vocabulary import load_vocabulary

__all__ = ["matrix_columns", "matrix_rows", "neighbourhood", "network_evidence", "network_ties"]


def matrix_columns(
    snapshot: NetworkSnapshot, subject: Sequence[str], coverage: Iterable[Coverage]
) -> tuple[TypeColumn, ...]:
    """Types of which the subject has a two-party instrument on record, or for which the record claims to be complete."""
    present = {t.instrument.type for t in snapshot.of(*subject) if len(t.instrument.parties) == 2}
    types = load_vocabulary().types
    covered = {w.instrument_type for w in coverage if w.actor in subject}
    return tuple(
        TypeColumn(type=code, label=kind.label, layer=kind.layer)
        for code, kind in types.items()
        if code in present or (code in covered and kind.arity != "single")
    )


def matrix_rows(  # noqa: PLR0913  # one question: whom, of what, seen how, named how
    snapshot: NetworkSnapshot,
    subject: Sequence[str],
    columns: Sequence[TypeColumn],
    *,
    coverage: Sequence[Coverage],
    names: Mapping[str, str],
    anchors: Mapping[str, str],
    numbers: Numbers,
) -> tuple[MatrixRow, ...]:
    """Rows with most instruments that hold come first, then by name."""
    actor = subject[0]
    partners = subject[1:] or snapshot.partners(actor)
    rows = [
        MatrixRow(
            actor=actor,
            partner=partner,
            cells=tuple(
                _cell(snapshot, (actor, partner), column.type, coverage, (anchors, numbers)) for column in columns
            ),
        )
        for partner in partners
    ]
    held = {row.partner: sum(cell.answer is Answer.YES for cell in row.cells) for row in rows}
    return tuple(sorted(rows, key=lambda row: (-held[row.partner], names[row.partner])))


def _cell(
    snapshot: NetworkSnapshot,
    pair: tuple[str, str],
    kind: str,
    coverage: Sequence[Coverage],
    maps: tuple[Mapping[str, str], Numbers],
) -> Cell:
    anchors, numbers = maps
    ties = [tie for tie in snapshot.of(*pair) if len(tie.instrument.parties) == 2 and tie.instrument.type == kind]
    answer = snapshot.cell(*pair, kind, coverage)
    speaking = [tie for tie in ties if tie.answer is answer] or ties
    mark, status, dates = _best_mark(speaking)
    return Cell(
        type=kind,
        answer=answer,
        mark=mark,
        status=status,
        dates=dates,
        anchors=tuple(anchors[tie.instrument.id] for tie in speaking),
        sources=_sources(speaking, numbers),
    )


def _best_mark(ties: Sequence[Tie]) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Stage, its status and its dates: what first began to hold, else the highest stage reached."""
    begun = [
        view
        for tie in ties
        for view in tie.stages
        if tie.answer is Answer.YES and tie.since is not None and view.date == tie.since
        and tie.type.stages[view.stage].effect == "begins"
    ]  # fmt: skip
    if begun:
        view = min(begun, key=lambda v: EdtfDate.parse(v.dates[0]).earliest or 0)
        return view.stage, view.status, (view.date or view.dates[0],)
    reached = [(tie.type.stages[v.stage].rank, v) for tie in ties if (v := tie.reached) is not None]
    if not reached:
        return None, None, ()
    view = max(reached, key=lambda pair: (pair[0], pair[1].dates[-1:]))[1]
    return view.stage, view.status, (view.date,) if view.date else view.dates


def _resting(tie: Tie) -> Sequence[Evidence]:
    """The claims on which the tie's answer rests: to stages that begin it, else to the highest stage reached."""
    begins = [v for v in tie.stages if tie.type.stages[v.stage].effect == "begins" and v.holds is not Answer.NO]
    views = begins[:1] or ([tie.reached] if tie.reached is not None else list(tie.stages[:1]))
    return [item for view in views for item in view.evidence]


def _sources(ties: Iterable[Tie], numbers: Numbers) -> tuple[int, ...]:
    return tuple(sorted({numbers[str(i.source.id)] for tie in ties for i in _resting(tie)}))


def neighbourhood(snapshot: NetworkSnapshot, subject: Sequence[str]) -> tuple[Tie, ...]:
    """Ties of the subject, and two-party ties among those it has two-party ties with; for a dyad, with what both share."""
    circles = [set(snapshot.partners(actor)) for actor in subject]
    shared = set.intersection(*circles) | set(subject)
    return tuple(
        tie
        for tie in snapshot.ties
        if len(tie.instrument.parties) > 1
        and tie.answer not in (Answer.NO, Answer.NOT_OBSERVED)
        and (
            set(subject) <= set(tie.instrument.parties)
            or (len(tie.instrument.parties) == 2 and set(tie.instrument.parties) <= shared)
        )
    )


def network_evidence(ties: Iterable[Tie]) -> list[Evidence]:
    """Everything the network's ties rest on."""
    return [item for tie in ties for item in _resting(tie)]


def network_ties(ties: Iterable[Tie], anchors: Mapping[str, str], numbers: Numbers) -> tuple[NetworkTie, ...]:
    """Ties of one layer among the same members taken together; a tie of three stays a tie of three."""
    groups: dict[tuple[tuple[str, ...], str], list[Tie]] = defaultdict(list)
    for tie in ties:
        groups[tie.instrument.parties, tie.type.layer].append(tie)
    return tuple(
        NetworkTie(
            members=members,
            layer=layer,
            answer=Answer.YES if any(t.answer is Answer.YES for t in group) else fold(t.answer for t in group),
            instruments=tuple(anchors.get(tie.instrument.id, tie.instrument.id) for tie in group),
            sources=_sources(group, numbers),
        )
        for (members, layer), group in sorted(groups.items())
    )
