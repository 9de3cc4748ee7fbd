"""Storing what was read: one transaction a document, proposals until accepted, nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from foedus.desk.acceptance import Rule, parse_rule
from foedus.desk.asking import now
from foedus.desk.ledgers import Opened, open_for_writing
from foedus.desk.reading import Reading
from foedus.desk.sources import source_of
from foedus.intake.reading.contexts import context_of, passage_at
from foedus.intake.reading.documents import Document
from foedus.intake.reading.statements import Statement
from foedus.ledger.store import Batch
from foedus.model.claims import Claim, Evidence, Judgement, Source
from foedus.model.dates import EdtfDate
from foedus.model.publishers import resolve_publisher
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Options", "Stored", "store"]

_BY: Final = "reader@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user says about the documents: overrides of what they say of themselves, and what to accept."""

    publisher: str | None = None
    published: str | None = None
    rule: Rule | None = None
    by: str | None = None

    @classmethod
    def parse(
        cls,
        *,
        publisher: str | None = None,
        published: str | None = None,
        accept: str | None = None,
        by: str | None = None,
    ) -> Options:
        """Read `--publisher`, `--published`, `--accept`, and who states that rule.

        Raises
        ------
        FoedusError
            If one of them cannot be read.
        """
        if published is not None:
            EdtfDate.parse(published, where="--published")
        return cls(
            publisher=None if publisher is None else resolve_publisher(publisher, where="--publisher"),
            published=published,
            rule=None if accept is None else parse_rule(accept),
            by=by,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What came of one document in the ledger [counts]; `notes` are for the user."""

    doc: str
    source: str
    statements: int
    new: int
    accepted: int
    notes: tuple[str, ...] = field(default=())


def store(reading: Reading, ledger: str, options: Options) -> tuple[Stored, ...]:
    """Put statements into a ledger: one transaction a document; what is there already is not put there twice.

    Raises
    ------
    FoedusError
        If the ledger cannot be opened or written; each document is in it whole or not at all.
    """
    with open_for_writing(ledger) as opened:
        known = {source.id: source for source in opened.ledger.sources()}
        stored = []
        for document, statements in reading.documents:
            fresh = source_of(document, publisher=options.publisher, published=options.published)
            source = known.setdefault(fresh.id, fresh)
            stored.append(_store(opened, document, statements, source, options, _differences(source, fresh)))
        return tuple(stored)


def _store(
    opened: Opened,
    document: Document,
    statements: Sequence[Statement],
    source: Source,
    options: Options,
    notes: tuple[str, ...],
) -> Stored:
    import foedus

    claims = tuple(_claim(document, statement, source) for statement in statements)
    moment, by = now(), f"{_BY}{foedus.__version__}"
    accepted = _accepted(opened, claims, source, options.rule, moment)
    judgements = () if not accepted or options.rule is None else (_judgement(accepted, options.rule, options.by),)
    batch = Batch(sources=(source,), claims=claims, judgements=judgements, proposed=True)
    done = opened.ledger.append(batch, recorded_at=moment, recorded_by=by)
    return Stored(
        doc=document.name,
        source=source.id,
        statements=len(statements),
        new=done.new_claims,
        accepted=len(accepted),
        notes=notes,
    )


def _claim(document: Document, statement: Statement, source: Source) -> Claim:
    """The claim a statement makes, with its sentence; a stage that its type's life cycle lacks is refused loudly."""
    if statement.stage is not None:
        where = f"{statement.doc}, characters {statement.start}–{statement.end}"
        load_vocabulary().stage(statement.instrument_type, statement.stage, where=where)
    passage = passage_at(document, statement.start)
    context = context_of(document, statement.start, statement.end)
    return statement.to_claim(source.id, page=passage.page if passage else None, context=context)


def _accepted(
    opened: Opened, claims: Sequence[Claim], source: Source, rule: Rule | None, moment: str
) -> tuple[Claim, ...]:
    """Claims the rule accepts and nobody has judged yet: a rule never overrules a person."""
    if rule is None or rule.accepts_none:
        return ()
    types = {claim.instrument_type for claim in claims}
    before = {item.claim.id: item.standing for item in opened.ledger.evidence(types=types)} if types else {}
    waiting = [claim for claim in claims if before.get(claim.id, "proposed") == "proposed"]
    return tuple(
        claim
        for claim in waiting
        if rule.accepts(Evidence(claim=claim, source=source, recorded_at=moment, recorded_by=_BY))
    )


def _judgement(claims: Sequence[Claim], rule: Rule, by: str | None) -> Judgement:
    """Signed with the rule; whose rule it is, is its reason."""
    reason = f"rule stated by {by}" if by else ""
    return Judgement(kind="accept", targets=tuple(claim.id for claim in claims), by=rule.name, reason=reason)


def _differences(recorded: Source, fresh: Source) -> tuple[str, ...]:
    """What the user now says otherwise of a text that is in the ledger already; what is recorded stays."""
    same = replace(fresh, file_name=recorded.file_name)
    if same == recorded:
        return ()
    names = [n for n in ("publisher", "published", "title", "kind") if getattr(same, n) != getattr(recorded, n)]
    return tuple(f"{n} stays {getattr(recorded, n)!r} as recorded; {getattr(same, n)!r} was not taken" for n in names)
