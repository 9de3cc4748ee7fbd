"""Checking documents: every statement held against the record, in the order of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from unicodedata import normalize

from foedus.analysis.checking.amounts import check_amount
from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.internal import check_against_each_other, check_within
from foedus.analysis.checking.naming import named_in
from foedus.analysis.checking.remarks import check_remark
from foedus.analysis.checking.sayings import check_sayings, compare_sayings
from foedus.analysis.checking.stages import check_statement
from foedus.desk.ledgers import Opened, open_for_reading
from foedus.desk.reading import Reading
from foedus.desk.sources import source_of
from foedus.intake.reading.contexts import place_of
from foedus.intake.reading.documents import Document
from foedus.intake.reading.remarks.sayings import find_sayings
from foedus.intake.reading.statements import Statement
from foedus.model.claims import Evidence, Source
from foedus.model.dates import EdtfDate
from foedus.model.remarks import Remark
from foedus.model.sayings import Saying

__all__ = ["Checked", "Document", "check_documents"]


_BEHIND: Final = 120
"""Characters behind a statement that may say more of what it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Findings of several documents, in the order of documents and text, and what they were held against."""

    findings: tuple[Finding, ...]
    documents: tuple[Document, ...]
    ledger: str

    @property
    def contradicted(self) -> bool:
        """Is anything contradicted?"""
        return any(finding.verdict is Verdict.CONTRADICTED for finding in self.findings)

    def only(self, kind: str) -> Checked:
        """The same with findings of one kind."""
        return replace(self, findings=tuple(f for f in self.findings if f.kind == kind))

    def records(self) -> list[dict[str, Any]]:
        """Rows of `foedus check --json`; with `page` and `box` where a document has pages."""
        return [finding.to_record() | self._place(finding) for finding in self.findings]

    def page_of(self, finding: Finding) -> int | None:
        """The page on which a finding begins, counted from 1; None where its document has no pages."""
        return self._place(finding).get("page")

    def _place(self, finding: Finding) -> dict[str, Any]:
        document = next((document for document in self.documents if document.name == finding.doc), None)
        return {} if document is None else place_of(document, finding.start)

    def counts(self) -> dict[str, int]:
        """Findings by verdict, in the order of `Verdict`."""
        found = Counter(finding.verdict.value for finding in self.findings)
        return {verdict.value: found[verdict.value] for verdict in Verdict if found[verdict.value]}


def check_documents(reading: Reading, *, ledger: str | None = None, against_each_other: bool = False) -> Checked:
    """Hold documents against a ledger; None for the built-in record.

    Parameters
    ----------
    against_each_other : bool
        Compare the documents with each other too.

    Raises
    ------
    FoedusError
        If the ledger cannot be opened.
    """
    with open_for_reading(ledger) as opened:
        catalogue = Catalogue(opened.instruments())
        findings: list[Finding] = []
        everything: list[Evidence] = []
        named: dict[str, Sequence[str]] = {}
        sayings: list[Saying] = []
        for (document, statements), remarks in zip(reading.documents, reading.remarks, strict=True):
            said = _said(document, statements)
            everything += said
            named |= named_in(document.text, said) if against_each_other else {}
            findings += _check(document, said, remarks, catalogue, opened)
            own = find_sayings(document)
            findings += check_sayings(own, said, catalogue)
            sayings += own
        if against_each_other:
            findings += check_against_each_other(everything, named)
            findings += compare_sayings(sayings)
        place = {document.name: index for index, (document, _) in enumerate(reading.documents)}
        findings.sort(key=lambda f: (place.get(f.doc, -1), f.start, f.end, f.kind))
        return Checked(
            findings=tuple(_verbatim(findings, [document for document, _ in reading.documents])),
            documents=tuple(document for document, _ in reading.documents),
            ledger=opened.ledger.head(),
        )


def _verbatim(findings: Iterable[Finding], documents: Iterable[Document]) -> Iterator[Finding]:
    """Findings with their quotes as the document has them: a claim keeps its words in composed letters, the text may not."""
    texts = {document.name: document.text for document in documents if not document.text.isascii()}
    for finding in findings:
        quote = texts[finding.doc][finding.start : finding.end] if finding.doc in texts else finding.quote
        composed = quote != finding.quote and normalize("NFC", quote) == finding.quote
        yield replace(finding, quote=quote) if composed else finding


def _said(document: Document, statements: Sequence[Statement]) -> list[Evidence]:
    """The document's statements as claims of one source; nothing of it is recorded anywhere."""
    source = source_of(document)
    day = source.published or ""
    return [
        Evidence(
            claim=statement.to_claim(source.id, context=document.text[statement.start : statement.end + _BEHIND]),
            source=source,
            recorded_at=day,
            recorded_by="the reader",
        )
        for statement in statements
    ]


def _check(
    document: Document,
    said: Sequence[Evidence],
    remarks: Sequence[Remark],
    catalogue: Catalogue,
    opened: Opened,
) -> list[Finding]:
    by = _day(source_of(document))
    named = named_in(document.text, said)
    stated = [check_statement(item, catalogue, opened.coverage, named.get(item.claim.id, ())) for item in said]
    borne_out = {
        item.claim.id
        for item, finding in zip(said, stated, strict=True)
        if finding.verdict in (Verdict.SUPPORTED, Verdict.DISPUTED)
    }
    amounts = (check_amount(item, catalogue, named.get(item.claim.id, ())) for item in said)
    found = [*stated, *(finding for finding in amounts if finding is not None)]
    found += [check_remark(remark, catalogue, opened.coverage, by) for remark in remarks]
    found += check_within(said, named, borne_out)
    return sorted(found, key=lambda finding: (finding.start, finding.end, finding.kind))


def _day(source: Source) -> int | None:
    """The last day the document can have been written on [ordinal]; None where it does not say."""
    when = EdtfDate.parse(source.published) if source.published else None
    return None if when is None else when.latest
