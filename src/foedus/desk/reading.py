"""Reading documents into statements; nothing is stored here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from foedus.intake.reading.contexts import place_of
from foedus.intake.reading.documents import Document, document_from_bytes, load_document
from foedus.intake.reading.statements import Statement
from foedus.model.problems import UnreadableDocumentError, UsageError
from foedus.model.remarks import Remark

if TYPE_CHECKING:
    from foedus.intake.reading.model import Endpoint, ModelReading
    from foedus.intake.reading.reader import Read

__all__ = ["Reading", "UnreadableDocumentsError", "read_documents"]

Notice = Callable[[str], None]

_ENDINGS: Final = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx")
"""Files of a folder that are read; others are none of ours."""
_STDIN: Final = "-"


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
        """Rows of `foedus read --json`, in the order of documents and text; with `page` and `box` where there are pages."""
        return list(self.each_record())

    def each_record(self) -> Iterator[dict[str, Any]]:
        """The same rows one after the other, for texts with very many."""
        for document, statements in self.documents:
            for statement in statements:
                yield statement.to_record() | place_of(document, statement.start)

    def explained(self) -> list[dict[str, Any]]:
        """The same rows, each with what gave its fields: `why`, the reader's own `cues`, the `sentence`, and `doubts`."""
        from foedus.intake.reading.reasons import Explainer

        return [
            explained.to_record()
            for document, statements in self.documents
            for explained in map(Explainer(document).explain, statements)
        ]


def read_documents(
    paths: Iterable[str | Path],
    *,
    keep_going: bool = False,
    notice: Notice = lambda _: None,
    model: str | None = None,
    executor: Executor | None = None,
) -> Reading:
    """Read files into statements; nothing is stored.

    Parameters
    ----------
    paths : iterable of str or Path
        Files, folders (what is in them, at any depth, by name), `-` for standard input.
    keep_going : bool
        Return what can be read although some documents cannot; otherwise any bad one is an error.
    notice : callable
        Told the name of each document before it is read.
    model : str, optional
        A language model that reads beside the rules, as `URL#name`.
    executor : Executor, optional
        Where documents are read, several at a time; the answer is the same, in the same order.

    Raises
    ------
    UnreadableDocumentError, UnreadableDocumentsError
        If documents cannot be read; all bad ones are named.
    """
    files = list(dict.fromkeys(_files(paths)))
    if not files:
        raise UsageError("read: no documents were named.", hint="For example `foedus read brief.pdf`.")
    endpoint = _endpoint(model)
    done: list[tuple[Document, tuple[Statement, ...]]] = []
    remarks: list[tuple[Remark, ...]] = []
    by_model: list[ModelReading] = []
    problems: list[UnreadableDocumentError] = []
    read_all = (map if executor is None else executor.map)(_read_one, files, _names(files))
    for path, result in zip(files, read_all, strict=True):
        notice(path)
        if isinstance(result, tuple):
            problems.append(UnreadableDocumentError(result[0], hint=result[1]))
            continue
        document, read = result.document, result.read
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


def _files(paths: Iterable[str | Path]) -> Iterator[str]:
    """Every file named, folders opened; the order is that of the names."""
    for path in map(str, paths):
        if path == _STDIN or not Path(path).is_dir():
            yield path
            continue
        found = [f for f in Path(path).rglob("*") if f.suffix.lower() in _ENDINGS and f.is_file()]
        if not found:
            raise UsageError(
                f"{path}: the folder holds no document.", hint=f"Documents are files that end in {', '.join(_ENDINGS)}."
            )
        yield from sorted(map(str, found))


def _names(files: Sequence[str]) -> list[str]:
    """What each document is called: its file's name, and of files of one name as much of their folders as tells them apart."""
    parts = [Path(file).parts or (file,) for file in files]
    alike: dict[str, list[tuple[str, ...]]] = {}
    for own in parts:
        alike.setdefault(own[-1], []).append(own)
    names = []
    for own in parts:
        same = [other for other in alike[own[-1]] if other != own]
        length = next((n for n in range(1, len(own)) if all(o[-n:] != own[-n:] for o in same)), len(own))
        names.append("/".join(own[-length:]))
    return names


@dataclass(frozen=True, slots=True)
class _ReadOne:
    document: Document
    read: Read


def _read_one(path: str, name: str) -> _ReadOne | tuple[str, str]:
    """One document under its name, or why it cannot be read; plain values, so that another process can send them back."""
    from foedus.intake.reading.reader import read_document

    try:
        document = (
            document_from_bytes(sys.stdin.buffer.read(), "stdin") if path == _STDIN else load_document(Path(path), name)
        )
    except UnreadableDocumentError as problem:
        return problem.message, problem.hint
    return _ReadOne(document, read_document(document))
