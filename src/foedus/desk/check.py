"""Checking documents: every statement held against the record, in the order of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from foedus.analysis.checking.candidates import Catalogue
from foedus.analysis.checking.findings import Finding, Verdict
from foedus.analysis.checking.stages import check_statement
from foedus.desk.ledgers import Opened, open_for_reading
from foedus.desk.reading import Reading
from foedus.desk.sources import source_of
from foedus.intake.reading.documents import Document
from foedus.intake.reading.statements import Statement
from foedus.model.claims import Evidence

__all__ = ["Checked", "check_documents"]


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

    def records(self) -> list[dict[str, Any]]:
        """Rows of `foedus check --json`."""
        return [finding.to_record() for finding in self.findings]

    def counts(self) -> dict[str, int]:
        """Findings by verdict, in the order of `Verdict`."""
        found = Counter(finding.verdict.value for finding in self.findings)
        return {verdict.value: found[verdict.value] for verdict in Verdict if found[verdict.value]}


def check_documents(reading: Reading, *, ledger: str | None = None) -> Checked:
    """Hold documents against a ledger; None for the built-in record.

    Raises
    ------
    FoedusError
        If the ledger cannot be opened.
    """
    with open_for_reading(ledger) as opened:
        catalogue = Catalogue(opened.instruments())
        findings = [
            finding
            for document, statements in reading.documents
            for finding in _check(document, statements, catalogue, opened)
        ]
        return Checked(
            findings=tuple(findings),
            documents=tuple(document for document, _ in reading.documents),
            ledger=opened.ledger.head(),
        )


def _check(
    document: Document, statements: Sequence[Statement], catalogue: Catalogue, opened: Opened
) -> list[Finding]:
    source = source_of(document)
    said = [
        Evidence(claim=statement.to_claim(source.id), source=source, recorded_at="", recorded_by="")
        for statement in statements
    ]
    return [check_statement(item, catalogue, opened.coverage) for item in said]
