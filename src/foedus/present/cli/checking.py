"""The command that checks documents: `check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.model.problems import UsageError
from foedus.present.cli.options import AsJson, Jobs, LedgerPath
from foedus.present.cli.output import emit_json, refuse_unwritable, say, write_file
from foedus.present.cli.reading import executor_of, progress

if TYPE_CHECKING:
    from foedus.desk.check import Checked

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command(epilog=_CHECK)(check)


_CHECK = """\
Examples:

\b
  foedus check brief.pdf
  foedus check brief.pdf -o report.html             the text with marks, for people
  foedus check --json briefs/*.txt > findings.jsonl
  foedus check a.txt b.txt --against-each-other     what they say against each other, too
  foedus check brief.pdf --predictions              only plans and predictions, and what became of them

A text is judged by what could be known on its own day. Exit code 1 if anything is contradicted."""


def check(  # noqa: PLR0913  # one argument for each option
    documents: Annotated[
        list[str],
        typer.Argument(metavar="DOC…", help="Text, Markdown, HTML, PDF, DOCX; a folder; - for standard input."),
    ],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE.html", help="A report with the text and its marks.")
    ] = None,
    against_each_other: Annotated[
        bool, typer.Option("--against-each-other", help="Hold the documents against each other, too.")
    ] = False,
    predictions: Annotated[
        bool, typer.Option("--predictions", help="Only plans and predictions, and what became of them.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="List what needs no correction, too.")] = False,
    jobs: Jobs = 1,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Check what can be read, though some cannot.")
    ] = False,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """Check documents: each statement held against the record, with the record's sources."""
    if output is not None:
        if Path(output).suffix.lower() not in (".html", ".htm"):
            raise UsageError(f"-o {output}: expected a name that ends in .html.", hint="-o report.html")
        refuse_unwritable(output)
    from foedus.desk.check import check_documents
    from foedus.desk.reading import read_documents

    with executor_of(jobs) as executor:
        read = read_documents(documents, keep_going=keep_going, notice=progress(len(documents)), executor=executor)
    done = check_documents(read, ledger=ledger, against_each_other=against_each_other)
    if predictions:
        done = done.only("prediction")
    if output is not None:
        from foedus.present.reports import to_html

        write_file(output, to_html(done))
        say(f"{output}: {len(done.findings)} statements in {len(done.documents)} documents")
    if as_json:
        for record in done.records():
            emit_json(record, indent=None)
    elif predictions or output is None:
        _show(done, predictions=predictions, everything=everything)
    for problem in read.problems:
        say(f"Not read: {problem.message} {problem.hint}".rstrip())
    if done.contradicted or read.problems:
        raise typer.Exit(1)


def _show(done: Checked, *, predictions: bool, everything: bool) -> None:
    if predictions:
        from foedus.present.cli.views.predictions import show_predictions

        show_predictions(done)
    else:
        from foedus.present.cli.views.findings import show_findings

        show_findings(done, everything=everything)
