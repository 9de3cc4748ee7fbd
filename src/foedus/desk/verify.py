"""Verification: does the ledger's chain hold, is the record what its manifest says, do quotes stand in the documents?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from foedus.desk.asking import Answered
from foedus.desk.ledgers import Opened, open_for_reading
from foedus.intake.reading.documents import Document, load_document
from foedus.ledger.integrity import verify_ledger
from foedus.model.claims import Evidence
from foedus.model.identity import quote_digest
from foedus.model.problems import Issue, Report, UnreadableDocumentError, UnwritablePathError, UsageError
from foedus.record.checks import verify_record

__all__ = ["verify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Check:
    name: str
    what: str
    report: Report
    notes: tuple[str, ...] = ()


def verify(*, ledger: str | None = None, documents: str | None = None) -> Answered:
    """Check everything that can be checked here.

    Parameters
    ----------
    documents : str or None
        A folder with documents: quotes of claims are looked up in those whose text a source of the ledger has.

    Returns
    -------
    Answered
        `data`: `valid`, the checks with what was checked, issues with the entry they name, counts by code, head.

    Raises
    ------
    FoedusError
        If the ledger cannot be opened, or ``documents`` is no folder.
    """
    with open_for_reading(ledger) as opened:
        checks = [_ledger_check(opened), _record_check()]
        if documents is not None:
            checks.append(_documents_check(opened, Path(documents)))
        issues = [issue for check in checks for issue in check.report.issues]
        data = {
            "valid": all(check.report.valid for check in checks),
            "checks": [
                {
                    "name": c.name,
                    "what": c.what,
                    "valid": c.report.valid,
                    "issues": len(c.report.issues),
                    "notes": list(c.notes),
                }
                for c in checks
            ],
            "issues": [issue.to_record() for issue in issues],
            "counts": dict(Counter(issue.code for issue in issues)),
            "head": opened.ledger.head(),
        }
        return Answered(data=data, ledger=str(data["head"]))


def _ledger_check(opened: Opened) -> _Check:
    report = verify_ledger(opened.ledger)
    what = f"{opened.ledger.count()} entries of {opened.ledger.place}: chain of digests, ids, sources, tables"
    return _Check(name="ledger", what=what, report=report)


def _record_check() -> _Check:
    from foedus.record.loader import load_record

    report = verify_record()
    if not report.valid:
        return _Check(name="record", what="the built-in record: files against its manifest", report=report)
    record = load_record()
    what = (
        f"record {record.version}: {len(record.claims)} claims of {len(record.sources)} sources, "
        "files against its manifest and its rules"
    )
    return _Check(name="record", what=what, report=report)


def _documents_check(opened: Opened, folder: Path) -> _Check:
    """Quotes by digest in the documents at hand; claims of documents that are not there are counted, not failed."""
    if not folder.is_dir():
        raise UsageError(f"--documents: {folder} is no folder.", hint="Name the folder that holds the documents.")
    texts, notes = _texts(folder)
    issues: list[Issue] = []
    checked = elsewhere = 0
    for item in opened.ledger.evidence():
        document = texts.get(item.source.digest or "")
        if document is None or item.claim.locator.start is None:
            elsewhere += 1
            continue
        checked += 1
        issues += _misquoted(item, document)
    what = (
        f"{checked} quotes in {len(texts)} documents of {folder}; {elsewhere} claims rest on texts that are not there"
    )
    return _Check(name="documents", what=what, report=Report(issues=tuple(issues)), notes=tuple(notes))


def _texts(folder: Path) -> tuple[dict[str, Document], list[str]]:
    texts: dict[str, Document] = {}
    notes = []
    try:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
    except OSError as problem:
        raise UnwritablePathError(f"--documents: {folder} cannot be listed ({problem.strerror}).") from None
    for path in files:
        try:
            document = load_document(path)
        except UnreadableDocumentError as problem:
            notes.append(f"left out: {problem.message}")
            continue
        texts[document.digest] = document
    return texts, notes


def _misquoted(item: Evidence, document: Document) -> list[Issue]:
    at = item.claim.locator
    words = document.text[at.start : at.end]
    if at.digest is None or quote_digest(words) == at.digest:
        return []
    return [
        Issue(
            code="quote-differs",
            where=f"claim {item.claim.id}, {document.name}, characters {at.start}–{at.end}",
            got=repr(words[:80]),
            expected=f"words with digest {at.digest}",
            hint="The document was read by another version of the reader; read it again.",
        )
    ]
