"""Rule files as text: the list, one clause in full, the outcome of cases."""

from __future__ import annotations

from rich.text import Text

from foedus.desk.asking import Answered
from foedus.present.cli.output import emit, say
from foedus.present.cli.views.console import page, plain_table

__all__ = ["show_clauses", "show_list", "show_test"]


def show_list(done: Answered) -> None:
    """Print clauses file by file."""
    if not done.data:
        emit("No clause has this word.")
        return
    with page() as console:
        for file in done.data:
            actor = f" · {file['actor']}" if file["actor"] else ""
            console.print(Text(f"{file['file']}{actor}", style="bold").append(f"  {file['title']}", "default"))
            for survey in file["surveys"]:
                console.print(f"  the whole law looked at for {', '.join(survey['activities'])}: {survey['span']}")
            table = plain_table(header=False)
            for clause in file["clauses"]:
                table.add_row(f"  {clause['rule']}", clause["valid"], clause["reference"])
            console.print(table)


def show_clauses(done: Answered) -> None:
    """Print clauses in full."""
    for number, clause in enumerate(done.data):
        lines = [
            f"{clause['rule']}  ({clause['file']}:{clause['line']})",
            f"  {clause['reference']}",
            f"  in force {clause['valid']}",
            f"  {clause['gloss']}",
            *([f"  {clause['address']}"] if clause["address"] else []),
            *([f"  seen: {clause['seen']}"] if clause["seen"] else []),
            *(f"  lifted by {name}" for name in clause["lifted_by"]),
            *(f"  lifts {name}" for name in clause["lifts"]),
            *(f"    {rule}" for rule in clause["rules"]),
        ]
        emit(("\n" if number else "") + "\n".join(lines))


def show_test(done: Answered) -> None:
    """Print what is wrong, every case that failed, and the count."""
    data = done.data
    for issue in data["issues"]:
        emit(f"✗ {issue['where']}: found {issue['got']}, expected {issue['expected']}. {issue['hint']}".rstrip())
    for case in data["cases"]:
        if not case["passed"]:
            situation = f" --situation {case['situation']}" if case["situation"] else ""
            emit(f"✗ {case['case']}: {case['ask']} --on {case['on']}{situation}")
            emit(f"    expected {case['expected']}, got {case['got'] or 'nothing'}: {case['why']}")
    emit(f"{data['passed']} of {len(data['cases'])} cases pass in {len(data['files'])} files")
    if data["failed"]:
        say("`foedus may …` with the words of a case shows the whole proof.")
