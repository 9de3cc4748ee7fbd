"""Reading documents into statements; nothing is stored here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.intake.reading.documents import Document, load_document
from foedus.intake.reading.statements import Statement
from foedus.model.problems import UnreadableDocumentError, UsageError
from foedus.model.remarks import Remark

if TYPE_CHECKING:
    from foedus.intake.reading.model import Endpoint, ModelReading

__all__ = ["Reading", "UnreadableDocumentsError", "read_documents"]

Notice = Callable[[str], None]


class UnreadableDocumentsError(UnreadableDocumentError):
    """Several documents whose text cannot be had; `problems` has one error for each."""

    def __init__(self, problems: Sequence[UnreadableDocumentError], n_documents: int) -> None:
        listed = "\n".join(f"  {problem.message} {problem.hint}".rstrip() for problem in problems)
        super().__init__(
            f"{len(problems)} of {n_documents} documents cannot be read:\n{listed}",
            hint="Nothing was written. Mend these or leave them out, or read the others with --keep-going.",
        )
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Documents with their statements, and what could not be read."""

    documents: tuple[tuple[Document, tuple[Statement, ...]], ...]
    remarks: tuple[tuple[Remark, ...], ...] = ()
    problems: tuple[UnreadableDocumentError, ...] = ()
    by_model: tuple[ModelReading, ...] = ()

    def records(self) -> list[dict[str, Any]]:
        """Rows of `foedus read --json`, in the order of documents and text."""
        return [statement.to_record() for _, statements in self.documents for statement in statements]


def read_documents(
    paths: Iterable[str | Path],
    *,
    keep_going: bool = False,
    notice: Notice = lambda _: None,
    model: str | None = None,
) -> Reading:
    """Read files into statements; nothing is stored.

    Parameters
    ----------
    keep_going : bool
        Return what can be read although some documents cannot; otherwise any bad one is an error.
    notice : callable
        Told the name of each document before it is read.
    model : str, optional
        A language model that reads beside the rules, as `URL#name`.

    Raises
    ------
    UnreadableDocumentError, UnreadableDocumentsError
        If documents cannot be read; all bad ones are named.
    """
    from foedus.intake.reading.reader import read_document

    files = [Path(path) for path in paths]
    if not files:
        raise UsageError("read: no documents were named.", hint="For example `foedus read brief.pdf`.")
    endpoint = _endpoint(model)
    done: list[tuple[Document, tuple[Statement, ...]]] = []
    remarks: list[tuple[Remark, ...]] = []
    by_model: list[ModelReading] = []
    problems: list[UnreadableDocumentError] = []
    for path in files:
        notice(str(path))
        try:
            document = load_document(path)
        except UnreadableDocumentError as problem:
            problems.append(problem)
            continue
        read = read_document(document)
        statements = read.statements
        if endpoint is not None:
            from foedus.intake.reading.model import read_with_model

            by_model.append(read_with_model(document, statements, endpoint, notice=notice))
            statements = by_model[-1].statements
        done.append((document, statements))
        remarks.append(read.remarks)
    if problems and not keep_going:
        raise problems[0] if len(files) == 1 else UnreadableDocumentsError(problems, len(files))
    return Reading(documents=tuple(done), remarks=tuple(remarks), problems=tuple(problems), by_model=tuple(by_model))


def _endpoint(model: str | None) -> Endpoint | None:
    if model is None:
        return None
    from foedus.intake.reading.model import Endpoint

    return Endpoint.parse(model)
