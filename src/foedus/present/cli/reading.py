"""The command that reads documents: `read`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.model.problems import UsageError
from foedus.present.cli.options import AsJson, Jobs
from foedus.present.cli.output import emit_json, say, user_name

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from foedus.desk.reading import Reading
    from foedus.desk.storing import Options

__all__ = ["executor_of", "progress", "register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command(epilog=_READ)(read)


_READ = """\
Examples:

\b
  foedus read brief.pdf
  foedus read --why brief.pdf                              which words gave each field, and how sure it is
  foedus read --json briefs/*.txt > statements.jsonl
  foedus read brief.pdf --ledger my.db                     proposals, to be reviewed
  foedus read brief.pdf --ledger my.db --accept all
  foedus read brief.pdf --ledger my.db --accept "confidence>=0.8,type=RAA"

Reading a document twice changes nothing. With --json every statement is one line of JSON, without an envelope.
Exit code 1 if, with --keep-going, a document could not be read."""


def read(  # noqa: PLR0913  # one argument for each option
    documents: Annotated[
        list[str],
        typer.Argument(metavar="DOC…", help="Text, Markdown, HTML, PDF, DOCX; a folder; - for standard input."),
    ],
    ledger: Annotated[
        str | None, typer.Option("--ledger", metavar="PATH", help="Put the statements into this ledger of your own.")
    ] = None,
    accept: Annotated[
        str | None,
        typer.Option("--accept", metavar="RULE", help="Accept by rule: all, none, or conditions joined by commas."),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who states the rule. [default: your user name]")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", metavar="WHO", help="Who published the documents, if they do not say.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="When (EDTF, such as 2024-08), if they do not say."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="URL#NAME", help="A language model reads too; key in FOEDUS_MODEL_KEY."),
    ] = None,
    why: Annotated[
        bool,
        typer.Option("--why", help="Explain each statement: the words that gave its fields, and where they stand."),
    ] = False,
    jobs: Jobs = 1,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Read what can be read, though some cannot.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read documents into statements: what they say of which instrument, with the words they say it in."""
    from foedus.desk.reading import read_documents
    from foedus.desk.storing import Options

    if accept is not None and ledger is None:
        raise UsageError("--accept: there is no ledger to accept into.", hint="Add --ledger PATH.")
    who = None if accept is None else by or user_name()
    options = Options.parse(publisher=publisher, published=published, accept=accept, by=who)
    with executor_of(jobs) as executor:
        done = read_documents(
            documents, keep_going=keep_going, notice=progress(len(documents)), model=model, executor=executor
        )
    stored = [] if ledger is None else _store(done, ledger, options)
    records = iter(done.explained()) if why else done.each_record()
    if as_json:
        for record in records:
            emit_json(record, indent=None)
    else:
        _show(list(records), [(document.name, document.metadata) for document, _ in done.documents], why=why)
    for line in stored:
        say(line)
    for used in done.by_model:
        say(_cost(used))
    for problem in done.problems:
        say(f"Not read: {problem.message} {problem.hint}".rstrip())
    if done.problems:
        raise typer.Exit(1)


def _show(records: list[dict[str, Any]], documents: list[tuple[str, Any]], *, why: bool) -> None:
    if why:
        from foedus.present.cli.views.reasons import show_reasons

        show_reasons(records, documents)
    else:
        from foedus.present.cli.views.statements import show_statements

        show_statements(records, documents)


def _cost(used: Any) -> str:
    dropped = ", ".join(f"{n} {reason}" for reason, n in sorted(used.dropped.items()))
    return (
        f"Model: {used.calls} calls ({used.cached} from the cache), {used.prompt_tokens} + {used.completion_tokens} tokens; "
        f"dropped: {dropped or 'nothing'}; disagreements with the rules: {len(used.disagreements)}"
    )


def _store(done: Reading, ledger: str, options: Options) -> list[str]:
    from foedus.desk.storing import store

    lines = []
    for row in store(done, ledger, options):
        lines.append(f"{row.doc}: {row.statements} statements, {row.new} new, {row.accepted} accepted")
        lines += [f"{row.doc}: {note}" for note in row.notes]
    if options.rule is None:
        lines.append(f"Proposals wait in the queue: foedus review --ledger {ledger}")
    return lines


def progress(total: int) -> Any:
    """Tell a person at a terminal which document is being read; a log file is not told."""
    if total < 2 or not sys.stderr.isatty():
        return lambda _: None
    seen = iter(range(1, total + 1))
    return lambda name: say(f"[{next(seen)}/{total}] {name}")


@contextmanager
def executor_of(jobs: int) -> Iterator[Executor | None]:
    """As many processes as asked for; none for one job."""
    if jobs < 2:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs) as executor:
        yield executor
