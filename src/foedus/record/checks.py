"""Every check of the record that needs no network: form, digests, order of stages, orphans, duplicates, windows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final, TypeVar

import yaml

from foedus.model.actors import Group, Organisation, load_actors
from foedus.model.claims import Claim, Source
from foedus.model.dates import EdtfDate, day, is_before
from foedus.model.instruments import Sought, date_terms
from foedus.model.problems import FoedusError, Issue, Report, Severity
from foedus.model.vocabulary import load_vocabulary
from foedus.record.loader import (
    FOLDER,
    Entries,
    Listed,
    Window,
    instrument_files,
    load_windows,
    read_instruments,
    read_sources,
)
from foedus.record.manifest import Manifest, digests_of, read_manifest
from foedus.record.rows import BadRecordError, Place

__all__ = ["verify_record"]

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_SOURCE_ID: Final = re.compile(r"[a-z0-9][A-Za-z0-9._-]*\Z")
_ADDRESS: Final = re.compile(r"https?://\S+\Z")
_VERSION: Final = re.compile(r"\d{4}\.\d{2}\.\d{2}(\.\d+)?\Z")
# A page of one day can be about the next one: dates differ by time zone.
_SLACK: Final = 1
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Contents:
    """What could be read of a record, with places."""

    folder: Path
    manifest: Manifest | None
    sources: Mapping[str, Source]
    listed: Sequence[Listed]
    sought: Sequence[Sought]
    windows: Sequence[Window]

    @property
    def claims(self) -> list[tuple[Place, Claim]]:
        """Claims that count, with their places: one found wrong may well break a rule."""
        return [(entry.place, entry.claim) for entry in self.listed if entry.rejected is None]


def verify_record(folder: Path | None = None) -> Report:
    """Check a record from end to end.

    Parameters
    ----------
    folder : Path or None
        Where its files are; None for the one built in.

    Returns
    -------
    Report
        Every problem found, those of form first; `valid` when none is an error.
    """
    folder = folder or FOLDER
    issues: list[Issue] = []
    contents = _read(folder, issues)
    for check in _CHECKS:
        issues += check(contents)
    return Report(issues=tuple(issues))


def _read(folder: Path, issues: list[Issue]) -> _Contents:
    manifest = _attempt(lambda: read_manifest(folder), issues)
    sources: dict[str, Source] = {s.id: s for s in _attempt(lambda: read_sources(folder), issues) or ()}
    files: list[Entries] = []
    for name in instrument_files(folder):
        entries = _attempt(lambda name=name: read_instruments(folder, name, sources), issues)  # type: ignore[misc]  # bound per file
        files += [entries] if entries is not None else []
    listed = [entry for entries in files for entry in entries.claims]
    sought = [each for entries in files for each in entries.sought]
    windows = _attempt(lambda: load_windows(folder, sources), issues) or ()
    return _Contents(folder, manifest, sources, listed, sought, windows)


def _attempt(read: Callable[[], _T], issues: list[Issue]) -> _T | None:
    try:
        return read()
    except BadRecordError as problem:
        issues.append(_issue(problem.code, problem.place, problem.found, problem.expected, problem.hint))
    except FoedusError as problem:
        where, _, rest = problem.message.partition(": ")
        issues.append(_issue(problem.code, where, rest.rstrip("."), "a value of the format", problem.hint))
    return None


def _issue(code: str, where: object, got: str, expected: str, hint: str = "", *, warn: bool = False) -> Issue:
    severity = Severity.WARNING if warn else Severity.ERROR
    return Issue(code=code, where=str(where), got=got, expected=expected, hint=hint, severity=severity)


def _repeated_keys(contents: _Contents) -> Iterator[Issue]:
    """A key written twice: YAML would keep the last and lose the first in silence."""
    for name in ["sources.yaml", "coverage.yaml", *instrument_files(contents.folder)]:
        try:
            root = yaml.compose((contents.folder / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            continue  # Reported by the reader, with its place.
        nodes = [] if root is None else [root]
        while nodes:
            node = nodes.pop()
            if isinstance(node, yaml.MappingNode):
                for key, count in Counter(key.value for key, _ in node.value if isinstance(key.value, str)).items():
                    if count > 1:
                        line = node.start_mark.line + 1
                        yield _issue("repeated-key", f"{name}, line {line}", f"{key!r} {count} times", "each key once")
                nodes += [value for _, value in node.value]
            elif isinstance(node, yaml.SequenceNode):
                nodes += node.value


def _digests(contents: _Contents) -> Iterator[Issue]:
    if contents.manifest is None:
        return
    hint = "If the change is meant: `python tools/record.py manifest VERSION`."
    written, found = contents.manifest.files, digests_of(contents.folder)
    for name in sorted(written.keys() | found.keys()):
        if name not in found:
            yield _issue("missing-file", name, "no such file", "the file that the manifest lists", hint)
        elif name not in written:
            yield _issue("unlisted-file", name, "a file", "only files that the manifest lists", hint)
        elif written[name] != found[name]:
            yield _issue("changed-file", name, f"digest {found[name][:12]}…", f"digest {written[name][:12]}…", hint)
    version, released = contents.manifest.version, contents.manifest.released
    if not _VERSION.match(version) or version[:10].replace(".", "-") != released:
        yield _issue("manifest-version", "manifest.yaml", f"{version}, released {released}", "the day of release twice")


def _ids_of_sources(contents: _Contents) -> Iterator[Issue]:
    addresses: dict[str, str] = {}
    for key, source in contents.sources.items():
        place = Place("sources.yaml", key)
        if not _SOURCE_ID.match(key) or not key.startswith(f"{source.publisher}-"):
            yield _issue("source-id", place, f"id {key!r}", f"{source.publisher}-, then something from the address")
        address = source.address or ""
        if not _ADDRESS.match(address):
            yield _issue("source-address", place, repr(address), "an address that starts with http:// or https://")
        other = addresses.setdefault(re.sub(r"^https?://(www\.)?|/$", "", address), key)
        if other != key:
            yield _issue("repeated-source", place, f"the address of {other}", "one id for one address")
        if source.published and _after(source.published, source.seen or ""):
            yield _issue(
                "source-dates", place, f"published {source.published}", f"a day before it was seen, {source.seen}"
            )


def _after(left: str, right: str) -> bool:
    """Does ``left`` begin certainly later than ``right`` ends?"""
    return is_before(EdtfDate.parse(right), EdtfDate.parse(left)) == "yes"


def _orphans(contents: _Contents) -> Iterator[Issue]:
    used = {entry.claim.source for entry in contents.listed} | {
        key for window in contents.windows for key in window.basis
    }
    for key in contents.sources:
        if key not in used:
            yield _issue("orphan-source", Place("sources.yaml", key), "no claim that cites it", "at least one")


def _by_instrument(contents: _Contents) -> Iterator[tuple[Place, list[Claim]]]:
    grouped: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for place, claim in contents.claims:
        grouped[place.file, claim.instrument or ""].append(claim)
    for (name, key), claims in grouped.items():
        yield Place(name, key), claims


def _instruments(contents: _Contents) -> Iterator[Issue]:
    files: dict[str, str] = {}
    alike: dict[tuple[str, tuple[str, ...], str | None], str] = {}
    known = {entry.claim.instrument for entry in contents.listed}
    for place, claims in _by_instrument(contents):
        first, key = claims[0], str(place.entry)
        slug = re.sub(r"[^a-z0-9]+", "-", first.instrument_type.lower().replace("+", "plus"))
        if not _ID.match(key) or not key.startswith(f"{slug}-"):
            yield _issue("instrument-id", place, f"id {key!r}", f"{slug}-, then parties, year or label, in lower case")
        if files.setdefault(key, place.file) != place.file:
            yield _issue("repeated-instrument", place, f"the id also in {files[key]}", "one instrument of this id")
        twin = alike.setdefault((first.instrument_type, first.parties, first.label), key)
        if twin != key:
            yield _issue(
                "same-label",
                place,
                f"type, parties and label of {twin}",
                "a label that tells them apart",
                "Add labels.",
            )
        if first.replaces is not None and first.replaces not in known:
            yield _issue("unknown-predecessor", place, f"replaces {first.replaces!r}", "the id of an instrument")
        if not _belongs(Path(place.file).stem, first.parties):
            yield _issue(
                "misplaced", place, f"parties {'-'.join(first.parties)}", "a file named by them, or by their group"
            )


def _belongs(stem: str, parties: Sequence[str]) -> bool:
    """Is this the file for these parties: named by all of them, by more of them, or by a group of them?"""
    actors = load_actors()
    if stem in actors and isinstance(actors.get(stem), Group | Organisation):
        group = actors.members(stem).possible
        return stem in parties or len(group & set(parties)) >= min(2, len(parties))
    return set(parties) <= set(stem.split("-"))


def _claims(contents: _Contents) -> Iterator[Issue]:
    seen: dict[str, Place] = {}
    for place, claim in contents.claims:
        if claim.stage is None and claim.date is None:
            yield _issue("empty-claim", place, "neither stage nor date", "one of them")
        if claim.date is not None and claim.date_of is None:
            yield _issue("date-of-what", place, f"date {claim.date} without 'date_of'", "what the date is the date of")
        if claim.unit is not None and claim.value is None:
            yield _issue("unit-alone", place, f"unit {claim.unit!r} without 'value'", "both or neither")
        if claim.party is not None and claim.party not in claim.parties:
            yield _issue("stranger", place, f"party {claim.party}", f"one of {', '.join(claim.parties)}")
        if claim.id in seen:
            yield _issue("repeated-claim", place, f"the same as {seen[claim.id]}", "each claim once")
        seen.setdefault(claim.id, place)
        yield from _foreknowledge(place, claim, contents.sources.get(claim.source))


def _foreknowledge(place: Place, claim: Claim, source: Source | None) -> Iterator[Issue]:
    """A source cannot assert what happened after it was published or read; it can announce it."""
    if source is None or claim.date is None or claim.modality != "asserted" or claim.stage in ("in_force", "scheduled"):
        return
    event = EdtfDate.parse(claim.date)
    for name, text in (("published", source.published), ("seen", source.seen)):
        known = EdtfDate.parse(text) if text else None
        late = known is not None and known.latest is not None and event.earliest is not None
        if late and event.earliest > known.latest + _SLACK:  # type: ignore[operator,union-attr]  # told apart just above
            hint = "Write `modality: planned`, or correct one of the dates."
            yield _issue("foreknowledge", place, f"{claim.date} from a source {name} {text}", "an earlier date", hint)
            return


def _stage_order(contents: _Contents) -> Iterator[Issue]:
    """Dates of one instrument that cannot both hold because its life cycle runs the other way."""
    terms = date_terms()
    for place, claims in _by_instrument(contents):
        stages = load_vocabulary().type(claims[0].instrument_type).stages
        order = next((track for track in terms.order.values() if set(track) <= set(stages)), ())
        main = [c for c in claims if c.date and c.modality == "asserted" and not c.negated and _is_main(c)]
        for early, late in combinations(order, 2):
            for before in (c for c in main if c.stage == early):
                for after in (c for c in main if c.stage == late):
                    if _after(before.date or "", after.date or ""):
                        yield _issue(
                            "stage-order",
                            place,
                            f"{late} {after.date} ({after.source}) before {early} {before.date} ({before.source})",
                            f"{early} no later than {late}",
                            "Look up which source is wrong; is one date that of something else?",
                        )


def _is_main(claim: Claim) -> bool:
    terms = date_terms()
    return terms.canonical(claim.stage, claim.date_of) == terms.default.get(claim.stage or "")


def _coverage(contents: _Contents) -> Iterator[Issue]:
    spans: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for window in contents.windows:
        span = window.coverage
        place = Place("coverage.yaml", f"{span.actor} × {span.instrument_type}")
        if contents.manifest is not None and span.latest > day(contents.manifest.released, where="manifest.yaml"):
            yield _issue("window-open", place, "an end after the release", f"{contents.manifest.released} or earlier")
        for earliest, latest in spans[span.actor, span.instrument_type]:
            if span.earliest <= latest and earliest <= span.latest:
                yield _issue("window-overlap", place, "two windows that overlap", "windows apart from each other")
        spans[span.actor, span.instrument_type].append((span.earliest, span.latest))


def _unfinished(contents: _Contents) -> Iterator[Issue]:
    """A window over a signature without entry into force would turn "not found yet" into `no`."""
    for place, claims in _by_instrument(contents):
        stages = load_vocabulary().type(claims[0].instrument_type).stages
        begun = any(c.stage and stages[c.stage].effect == "begins" and c.date for c in claims)
        signed = [c for c in claims if c.stage == "signed" and c.date and c.modality == "asserted"]
        if begun or not signed or stages["signed"].effect == "begins":
            continue
        for window in contents.windows:
            span = window.coverage
            since = [EdtfDate.parse(c.date or "").earliest or 1 for c in signed]
            if span.holds_for(claims[0].parties, claims[0].instrument_type, max(min(since), span.earliest)):
                yield _issue(
                    "window-unfinished",
                    place,
                    f"signed {signed[0].date}, no entry into force, inside a window of {span.actor}",
                    "the entry into force, or a window that ends before the signature",
                )


def _found_after_all(contents: _Contents) -> Iterator[Issue]:
    """A stage said to be not found, of which a claim gives the date."""
    dated = {(c.instrument, c.stage) for _, c in contents.claims if c.date and c.modality == "asserted"}
    for each in contents.sought:
        if (each.instrument, each.stage) in dated:
            found = f"{each.stage} both dated and not found"
            yield _issue("found-after-all", each.instrument, found, "one of them", "Take it out of `not_found`.")


_CHECKS: Final[tuple[Callable[[_Contents], Iterator[Issue]], ...]] = (
    _repeated_keys,
    _digests,
    _ids_of_sources,
    _orphans,
    _instruments,
    _claims,
    _stage_order,
    _coverage,
    _unfinished,
    _found_after_all,
)
