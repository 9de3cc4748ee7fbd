"""What changed between two editions of the record: instruments, dates, sources, and claims found wrong; in words too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from foedus.model.claims import Claim
from foedus.record.loader import load_record
from foedus.record.overview import StageDate, stage_dates

__all__ = ["Changes", "DateChange", "Edition", "compare", "describe", "edition_of_claims", "edition_of_folder"]


class _What(NamedTuple):
    """A stage of an instrument, whatever date it is given."""

    stage: str
    date_of: str
    party: str | None

    def __str__(self) -> str:
        name = self.stage.replace("_", " ")
        told = "" if self.date_of.replace("_", " ") == name else f" ({self.date_of})"
        return name + told + (f" by {self.party}" if self.party else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One state of the record, or of a ledger: what it holds, as far as editions are compared.

    Attributes
    ----------
    instruments : mapping
        By id, type and parties as printed: `RAA AUS-JPN`.
    dates : mapping
        Every date with the ids of the sources behind it.
    rejected : mapping
        By claim id, the claim found wrong in words, and why.
    sources : frozenset of str
        Ids.
    """

    name: str
    instruments: Mapping[str, str]
    dates: Mapping[StageDate, frozenset[str]]
    rejected: Mapping[str, str]
    sources: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateChange:
    """Dates of one stage before and after, where they differ."""

    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """From one edition to another. `changed` holds instruments that both have; `rejected` what only the second finds wrong."""

    before: Edition
    after: Edition
    added: tuple[str, ...]
    gone: tuple[str, ...]
    dates: Mapping[str, tuple[DateChange, ...]]
    rejected: tuple[str, ...]
    sources_added: int
    sources_gone: int
    witnesses_added: int

    @property
    def dates_added(self) -> int:
        """Dates only the second edition has [count]."""
        return len(self.after.dates.keys() - self.before.dates.keys())

    @property
    def dates_gone(self) -> int:
        """Dates only the first edition has [count]."""
        return len(self.before.dates.keys() - self.after.dates.keys())


def edition_of_folder(folder: Path | None = None) -> Edition:
    """The edition that a folder of record files holds; None for the one built in.

    Raises
    ------
    FoedusError
        If the files do not follow the format.
    """
    record = load_record(folder)
    by_id = {str(claim.id): claim for claim in record.claims}
    rejected = {target: judgement.reason for judgement in record.judgements for target in judgement.targets}
    return edition_of_claims(
        f"record {record.version}",
        [(claim.instrument or "", claim) for claim in record.standing()],
        [(by_id[target], reason) for target, reason in rejected.items()],
        [source.id for source in record.sources],
    )


def edition_of_claims(
    name: str,
    standing: Iterable[tuple[str, Claim]],
    rejected: Iterable[tuple[Claim, str]],
    sources: Iterable[str],
) -> Edition:
    """An edition from claims that count, each with the id of its instrument, and claims that were rejected, with why."""
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for instrument, claim in standing:
        grouped[instrument].append(claim)
    return Edition(
        name=name,
        instruments={
            key: f"{claims[0].instrument_type} {'-'.join(claims[0].parties)}" for key, claims in grouped.items()
        },
        dates={
            found._replace(instrument=key): given
            for key, claims in grouped.items()
            for found, given in stage_dates(claims).items()
        },
        rejected={
            str(
                claim.id
            ): f"{claim.instrument or claim.instrument_type}: {claim.stage} {claim.date or 'undated'}, {reason}"
            for claim, reason in rejected
        },
        sources=frozenset(sources),
    )


def compare(before: Edition, after: Edition) -> Changes:
    """What an edition has that another has not, and the other way round."""
    old, new = _by_stage(before), _by_stage(after)
    both = before.instruments.keys() & after.instruments.keys()
    dates = {key: tuple(_date_changes(old.get(key, {}), new.get(key, {}))) for key in sorted(both)}
    return Changes(
        before=before,
        after=after,
        added=tuple(sorted(after.instruments.keys() - before.instruments.keys())),
        gone=tuple(sorted(before.instruments.keys() - after.instruments.keys())),
        dates={key: found for key, found in dates.items() if found},
        rejected=tuple(after.rejected[key] for key in sorted(after.rejected.keys() - before.rejected.keys())),
        sources_added=len(after.sources - before.sources),
        sources_gone=len(before.sources - after.sources),
        witnesses_added=sum(len(after.dates[d] - before.dates[d]) for d in before.dates.keys() & after.dates.keys()),
    )


def _by_stage(edition: Edition) -> dict[str, dict[_What, set[str]]]:
    found: dict[str, dict[_What, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in edition.dates:
        found[each.instrument][_What(each.stage, each.date_of, each.party)].add(each.date)
    return found


def _date_changes(before: Mapping[_What, set[str]], after: Mapping[_What, set[str]]) -> Iterator[DateChange]:
    for what in sorted(before.keys() | after.keys(), key=lambda w: (w.stage, w.date_of, w.party or "")):
        old, new = before.get(what, set()), after.get(what, set())
        if old != new:
            yield DateChange(what=str(what), before=tuple(sorted(old)), after=tuple(sorted(new)))


def describe(changes: Changes) -> Iterator[str]:
    """Line by line, in words: totals first, then each instrument that was added, changed or left out."""
    before, after = changes.before, changes.after
    yield (
        f"{_n(changes.added, 'instrument')} added, {len(changes.gone)} gone; {changes.dates_added} dates added, "
        f"{changes.dates_gone} gone; {changes.sources_added} sources added, {changes.sources_gone} gone; "
        f"{changes.witnesses_added} dates confirmed by a further source; {_n(changes.rejected, 'claim')} found wrong"
    )
    yield from (f"✗ {words}" for words in changes.rejected)
    stages = _by_stage(after)
    for key in changes.added:
        told = "; ".join(f"{what} {', '.join(sorted(dates))}" for what, dates in stages.get(key, {}).items())
        yield f"+ {after.instruments[key]} ({key}): {told or 'no dated stage'}"
    for key, found in changes.dates.items():
        yield f"~ {after.instruments[key]} ({key}): {'; '.join(map(_in_words, found))}"
    for key in changes.gone:
        yield f"− {before.instruments[key]} ({key})"


def _n(things: tuple[str, ...], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def _in_words(change: DateChange) -> str:
    gone = [date for date in change.before if date not in change.after]
    new = [date for date in change.after if date not in change.before]
    if len(gone) == len(new) == 1:
        (old,), (now,) = gone, new
        verb = "sharpened from" if now.startswith(old) else "changed from"
        return f"{change.what} {now}, {verb} {old}"
    told = [f"{change.what} {', '.join(new)}"] if new else []
    told += [f"{change.what} {', '.join(gone)} no more"] if gone else []
    return "; ".join(told)
