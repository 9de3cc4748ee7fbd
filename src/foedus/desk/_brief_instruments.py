"""Instruments as a brief sets them: title, standing on the day, life cycle, each claim cited; and what changed last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from foedus.analysis.network import Tie
from foedus.desk._brief_claims import Numbers, cite
from foedus.desk._brief_data import Change
from foedus.desk._brief_entries import InstrumentEntry, StageEntry
from foedus.model.answers import Answer
from foedus.model.dates import EdtfDate
from foedus.model.instruments import Instrument, StageView
from foedus.model.vocabulary import InstrumentType, load_vocabulary
from foedus.resolution import Perspective

__all__ = ["anchors", "instrument_entries", "later_changes", "recent_changes", "title_of"]

_MOST_CHANGES = 6


def anchors(instruments: Iterable[Instrument]) -> dict[str, str]:
    """A fragment name of plain letters for each instrument, unique in the page."""
    names: dict[str, str] = {}
    for instrument in instruments:
        plain = base = "i-" + re.sub(r"[^a-z0-9]+", "-", instrument.id.casefold()).strip("-")
        count = 1
        while plain in names.values():
            count += 1
            plain = f"{base}-{count}"
        names[instrument.id] = plain
    return names


def title_of(instrument: Instrument) -> tuple[str, str]:
    """Title and its language: the official English one, else what the record calls it, else type and parties."""
    if "en" in instrument.title:
        return instrument.title["en"], "en"
    kind = load_vocabulary().type(instrument.type).label
    kind = kind[0].upper() + kind[1:]
    if instrument.label:
        return f"{kind}: {instrument.label}", "en"
    return f"{kind} {instrument.dyad}", "en"


def instrument_entries(
    ties: Sequence[Tie],
    *,
    subject: Sequence[str],
    names: Mapping[str, str],
    numbers: Numbers,
    perspective: Perspective,
) -> tuple[InstrumentEntry, ...]:
    """One entry for each tie, by type and first date."""
    titles = {tie.instrument.id: title_of(tie.instrument)[0] for tie in ties}
    order = {code: rank for rank, code in enumerate(load_vocabulary().types)}
    entries = [
        _entry(tie, subject, names, titles, [_stage(v, tie.type, numbers, perspective) for v in tie.stages])
        for tie in ties
    ]
    return tuple(sorted(entries, key=lambda e: (order[e.type], _first_day(e), e.id)))


def _entry(
    tie: Tie,
    subject: Sequence[str],
    names: Mapping[str, str],
    titles: Mapping[str, str],
    stages: list[StageEntry],
) -> InstrumentEntry:
    instrument, reached = tie.instrument, tie.reached
    title, language = title_of(instrument)
    older, newer = instrument.replaces, tie.superseded_by
    return InstrumentEntry(
        id=instrument.id,
        anchor=names[instrument.id],
        type=instrument.type,
        type_label=tie.type.label,
        layer=tie.type.layer,
        title=title,
        title_language=language,
        other_titles=tuple(sorted((k, v) for k, v in instrument.title.items() if v != title)),
        parties=instrument.parties,
        roles=instrument.roles,
        partners=tuple(party for party in instrument.parties if party not in subject),
        answer=tie.answer,
        since=tie.since,
        reached=None if reached is None else reached.stage,
        reached_on=None if reached is None else reached.date,
        status=tie.status,
        is_instant=tie.type.is_instant,
        replaces=(names[older], titles[older]) if older in titles and older is not None else None,
        replaced_by=(names[newer], titles[newer]) if newer in titles and newer is not None else None,
        stages=tuple(stages),
    )


def _stage(view: StageView, kind: InstrumentType, numbers: Numbers, perspective: Perspective) -> StageEntry:
    deciding = perspective.deciding(view.evidence)
    return StageEntry(
        stage=view.stage,
        effect=kind.stages[view.stage].effect,
        date_of=_as_written(view),
        date=view.date,
        dates=view.dates,
        status=view.status,
        holds=view.holds,
        party=view.party,
        claims=tuple(cite(item, numbers, decides=item in deciding) for item in view.evidence),
    )


def _as_written(view: StageView) -> str:
    """What the date is of, with the capitals of the source."""
    words = (item.claim.date_of for item in view.evidence)
    return next((w for w in words if w and w.casefold() == view.date_of), view.date_of)


def _day(text: str | None) -> int:
    return (EdtfDate.parse(text).earliest or 0) if text else 0


def _first_day(entry: InstrumentEntry) -> int:
    return min((_day(date) for stage in entry.stages for date in stage.dates), default=10**7)


def recent_changes(entries: Iterable[InstrumentEntry]) -> tuple[Change, ...]:
    """The stages reached last before the day, latest first."""
    changes = [
        _change(entry, stage, stage.date)
        for entry in entries
        for stage in entry.stages
        if stage.holds is Answer.YES and stage.date and stage.status == "settled"
    ]
    changes.sort(key=lambda change: (-_day(change.date), change.anchor, change.stage))
    return tuple(changes[:_MOST_CHANGES])


def later_changes(entries: Iterable[InstrumentEntry], on: int) -> tuple[Change, ...]:
    """What sources date after the day, planned or since happened, soonest first."""
    changes = [
        _change(entry, stage, date)
        for entry in entries
        for stage in entry.stages
        for date in sorted({claim.date for claim in stage.claims if claim.date})
        if _day(date) > on
    ]
    changes.sort(key=lambda change: (_day(change.date), change.anchor, change.stage))
    return tuple(changes[:_MOST_CHANGES])


def _change(entry: InstrumentEntry, stage: StageEntry, date: str) -> Change:
    givers = [c for c in stage.claims if c.date == date] or [c for c in stage.claims if c.decides]
    return Change(
        date=date,
        anchor=entry.anchor,
        title=entry.title,
        parties=entry.parties,
        stage=stage.stage,
        date_of=stage.date_of,
        is_planned=all(claim.modality == "planned" for claim in givers),
        sources=tuple(sorted({claim.source for claim in givers})),
    )
