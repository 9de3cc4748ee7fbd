"""Reads the record's files into sources, claims and coverage; strict, so that nothing in them is misread in silence."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from foedus.model.actors import load_actors
from foedus.model.claims import MODALITIES, SOURCE_KINDS, Claim, Judgement, Locator, Source, SourceId
from foedus.model.dates import EdtfDate, day
from foedus.model.instruments import Coverage, Sought
from foedus.model.publishers import load_publishers
from foedus.model.resources import digest_of
from foedus.model.vocabulary import load_vocabulary
from foedus.record.manifest import read_manifest
from foedus.record.rows import BadRecordError, Place, Row, one_of, read_mapping

__all__ = [
    "FOLDER",
    "Entries",
    "Listed",
    "Record",
    "Window",
    "instrument_files",
    "load_record",
    "load_windows",
    "read_instruments",
    "read_sources",
    "record_digest",
]

FOLDER: Final = Path(__file__).parent
_DIGEST: Final = re.compile(r"[0-9a-f]{16}\Z")
# What a source of the record may be; scenarios and simulations are no record.
_KINDS: Final = SOURCE_KINDS[: SOURCE_KINDS.index("press") + 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The whole record: every source cited, every claim, those found wrong, where it claims to be complete, what it sought.

    `judgements` reject claims that did not stand a second look: they stay on record, and count no more.
    """

    version: str
    released: str
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    judgements: tuple[Judgement, ...]
    coverage: tuple[Coverage, ...]
    sought: tuple[Sought, ...]

    def standing(self) -> tuple[Claim, ...]:
        """The claims that count."""
        rejected = {target for judgement in self.judgements for target in judgement.targets}
        return tuple(claim for claim in self.claims if claim.id not in rejected)


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim as a file of the record lists it: where, and why it no longer counts if it was found wrong."""

    place: Place
    claim: Claim
    rejected: str | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """What one file of instruments holds."""

    claims: tuple[Listed, ...]
    sought: tuple[Sought, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A period for which the record claims completeness, and the sources that bear the claim out."""

    coverage: Coverage
    basis: tuple[str, ...]
    note: str | None = None


def record_digest(folder: Path | None = None) -> str:
    """Digest of the manifest, which holds the digest of every file: a cheap key for what is derived from the record.

    Raises
    ------
    BadRecordError
        If there is no manifest.
    """
    return digest_of(_manifest(folder or FOLDER))


def load_record(folder: Path | None = None) -> Record:
    """Read the record.

    Parameters
    ----------
    folder : Path or None
        Where its files are; None for the one built in.

    Raises
    ------
    FoedusError
        At the first thing that does not follow the format: an unknown key, type, stage, actor or source, a malformed date.
    """
    folder = folder or FOLDER
    manifest = read_manifest(folder)
    sources = read_sources(folder)
    known = {source.id for source in sources}
    files = [read_instruments(folder, name, known) for name in instrument_files(folder)]
    listed = [entry for entries in files for entry in entries.claims]
    return Record(
        version=manifest.version,
        released=manifest.released,
        sources=sources,
        claims=tuple(entry.claim for entry in listed),
        judgements=tuple(
            Judgement(kind="reject", targets=(entry.claim.id,), by="record", reason=entry.rejected)
            for entry in listed
            if entry.rejected is not None
        ),
        coverage=tuple(window.coverage for window in load_windows(folder, known)),
        sought=tuple(each for entries in files for each in entries.sought),
    )


def instrument_files(folder: Path) -> list[str]:
    """Names of the files that hold instruments, sorted."""
    return sorted(f"instruments/{path.name}" for path in (folder / "instruments").glob("*.yaml"))


def _manifest(folder: Path) -> bytes:
    try:
        return (folder / "manifest.yaml").read_bytes()
    except OSError as problem:
        raise BadRecordError(
            Place("manifest.yaml"),
            found=problem.strerror or "no readable file",
            expected="a file of the record",
            hint="Write it with `python tools/record.py manifest`.",
        ) from None


def read_sources(folder: Path) -> tuple[Source, ...]:
    """Every source of `sources.yaml`.

    Raises
    ------
    FoedusError
        See `load_record`.
    """
    place = Place("sources.yaml")
    publishers = load_publishers()
    return tuple(
        _source(key, Row(value, place.at(key)), publishers) for key, value in read_mapping(folder, place.file).items()
    )


def _source(key: str, row: Row, publishers: Mapping[str, Any]) -> Source:
    source = Source(
        id=SourceId(key),
        publisher=one_of(row.place, "publisher", row.text("publisher"), publishers),
        title=row.text("title"),
        kind=one_of(row.place, "kind", row.text("kind"), _KINDS),
        published=row.maybe("published"),
        language=row.text("language"),
        address=row.text("address"),
        author=row.maybe("author"),
        seen=row.text("seen"),
    )
    row.close()
    if source.published is not None:
        EdtfDate.parse(source.published, where=f"{row.place}, published")
    day(source.seen or "", where=f"{row.place}, seen")
    return source


def read_instruments(folder: Path, name: str, sources: Container[str]) -> Entries:
    """Every claim of one file with its place, and the stages sought in vain.

    Raises
    ------
    FoedusError
        See `load_record`.
    """
    place = Place(name)
    file = Row(read_mapping(folder, name), place)
    entries = file.rows("instruments")
    file.close()
    listed: list[Listed] = []
    sought: list[Sought] = []
    for number, value in enumerate(entries, start=1):
        row = Row(value, place.at(f"instrument {number}"))
        key = row.text("id")
        row.place = place.at(key)
        claims, missing = row.rows("claims"), row.row("not_found")
        shared = _instrument(key, row)
        sought += _sought(key, missing, shared["instrument_type"])
        for count, claim in enumerate(claims, start=1):
            inside = Row(claim, place.at(key, count))
            why = _rejection(inside)
            listed.append(Listed(inside.place, _claim(inside, shared, sources), why))
    return Entries(tuple(listed), tuple(sought))


def _sought(key: str, row: Row, kind: str) -> Iterator[Sought]:
    for stage in row.left():
        load_vocabulary().stage(kind, stage, where=f"{row.place}, not_found")
        as_of = row.text(stage)
        day(as_of, where=f"{row.place}, not_found")
        yield Sought(instrument=key, stage=stage, as_of=as_of)


def _rejection(claim: Row) -> str | None:
    row = claim.row("rejected")
    if not row.left():
        return None
    on, because = row.text("on"), row.text("because")
    row.close()
    day(on, where=f"{claim.place}, rejected")
    return f"{on}: {because}"


def _instrument(key: str, row: Row) -> dict[str, Any]:
    where, actors = str(row.place), load_actors()
    kind = load_vocabulary().type(row.text("type"), where=where)
    parties = row.texts("parties")
    if not parties or list(parties) != sorted(set(parties)):
        raise BadRecordError(
            row.place, found=f"parties {list(parties)}", expected="codes, each once, sorted", hint="Sort the parties."
        )
    for party in parties:
        actors.get(party, where=where)
    roles = row.row("roles")
    given = {one_of(row.place, f"role of {kind.code}", role, kind.roles): roles.texts(role) for role in roles.left()}
    for who in given.values():
        for actor in who:
            one_of(row.place, "bearer of a role", actor, parties)
    titles = row.row("title")
    shared = {
        "instrument": key,
        "instrument_type": kind.code,
        "parties": parties,
        "roles": tuple(given.items()),
        "label": row.maybe("label"),
        "title": tuple((language, titles.text(language)) for language in titles.left()),
        "replaces": row.maybe("replaces"),
    }
    row.close()
    return shared


def _claim(row: Row, shared: Mapping[str, Any], sources: Container[str]) -> Claim:
    source = row.text("source")
    if source not in sources:
        raise BadRecordError(
            row.place,
            found=f"source {source!r}",
            expected="an id of sources.yaml",
            hint="Add the source to sources.yaml, or correct the id.",
        )
    at, digest = row.text("at"), row.text("digest")
    if not _DIGEST.match(digest):
        raise BadRecordError(
            row.place,
            found=f"digest {digest!r}",
            expected="16 hex digits",
            hint="Make it with `python tools/record.py digest 'the exact words'`.",
        )
    stage, date, party = row.maybe("stage"), row.maybe("date"), row.maybe("party")
    if stage is not None:
        load_vocabulary().stage(shared["instrument_type"], stage, where=str(row.place))
    if date is not None:
        EdtfDate.parse(date, where=str(row.place))
    if party is not None:
        load_actors().get(party, where=str(row.place))
    claim = Claim(
        source=SourceId(source),
        locator=Locator(at=at, digest=digest),
        stage=stage,
        date=date,
        date_of=row.maybe("date_of"),
        party=party,
        value=row.maybe("value"),
        unit=row.maybe("unit"),
        per_whom=row.maybe("per_whom"),
        modality=one_of(row.place, "modality", row.maybe("modality") or "asserted", MODALITIES),
        negated=one_of(row.place, "value of negated", row.maybe("negated") or "no", ("yes", "no")) == "yes",
        **shared,
    )
    row.close()
    return claim


def load_windows(folder: Path | None = None, sources: Container[str] | None = None) -> tuple[Window, ...]:
    """The windows of `coverage.yaml`, one for each actor and type.

    Raises
    ------
    FoedusError
        See `load_record`.
    """
    place = Place("coverage.yaml")
    file = Row(read_mapping(folder or FOLDER, place.file), place)
    entries = file.rows("windows")
    file.close()
    return tuple(
        window
        for number, value in enumerate(entries, start=1)
        for window in _windows(Row(value, place.at(f"window {number}")), sources)
    )


def _windows(row: Row, sources: Container[str] | None) -> Iterator[Window]:
    where = str(row.place)
    actor, types = row.text("actor"), row.texts("types")
    first = day(row.text("from"), where=f"{where}, from")
    last = day(row.text("until"), where=f"{where}, until")
    basis, note = row.texts("basis"), row.maybe("note")
    row.close()
    load_actors().get(actor, where=where)
    if not types or not basis or last < first:
        raise BadRecordError(
            row.place,
            found=f"types {list(types)}, basis {list(basis)}, {last - first} days",
            expected="at least one type, one source as basis, and an end after the beginning",
        )
    for source in basis:
        if sources is not None and source not in sources:
            raise BadRecordError(row.place, found=f"source {source!r}", expected="an id of sources.yaml")
    for code in types:
        kind = load_vocabulary().type(code, where=where)
        coverage = Coverage(actor=actor, instrument_type=kind.code, earliest=first, latest=last)
        yield Window(coverage=coverage, basis=basis, note=note)
