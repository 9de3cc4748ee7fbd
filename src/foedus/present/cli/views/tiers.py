"""Tiers as text: a table of partners and definitions; then, of a dyad, the criteria and the days on which an answer turned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from foedus.desk.asking import Answered
from foedus.present.cli.views.console import LEGEND, MARKS, answer_text, heading, page, plain_table

__all__ = ["show_tiers"]

_MOST_MISSING: Final = 4
_MOST_EVIDENCE: Final = 4


def show_tiers(done: Answered) -> None:
    """Print tiers."""
    rows: list[dict[str, Any]] = done.data
    dyads = list(dict.fromkeys(row["dyad"] for row in rows))
    with page() as console:
        heading(console, "Tiers", done.to_record()["view"])
        _table(console, rows)
        if len(dyads) == 1 and rows and "turns" in rows[0]:
            _difference(console, rows)
            for row in rows:
                _definition(console, row)
        else:
            for name in dict.fromkeys(row["definition"] for row in rows):
                _criteria_table(console, [row for row in rows if row["definition"] == name])
        if not rows:
            console.print("No instruments of its own with anybody are on record.")
        console.print()
        console.print(LEGEND)


def _table(console: Console, rows: Sequence[dict[str, Any]]) -> None:
    names = list(dict.fromkeys(row["definition"] for row in rows))
    cells = {(row["dyad"], row["definition"]): row for row in rows}
    each = max(1, (console.width - 8) // 14)
    for start in range(0, len(names), each):
        table = plain_table()
        table.add_column("dyad", no_wrap=True)
        for name in names[start : start + each]:
            table.add_column(name.replace("-", " "), overflow="fold")
        for dyad in dict.fromkeys(row["dyad"] for row in rows):
            found = [cells[dyad, name] for name in names[start : start + each]]
            table.add_row(dyad, *(_cell(row) for row in found))
        console.print(table)


def _cell(row: dict[str, Any]) -> Text:
    since = row["since"] if row["answer"] == "yes" else None
    return answer_text(row["answer"], since or "")


def _difference(console: Console, rows: Sequence[dict[str, Any]]) -> None:
    """Where the definitions of one tier disagree, and on which criterion."""
    family = [row for row in rows if row["definition"].startswith("quasi-alliance")]
    yes = [row for row in family if row["answer"] == "yes"]
    no = [row for row in family if row["answer"] == "no"]
    if not (yes and no):
        return
    console.print(Text("The definitions of a quasi-alliance differ on this dyad:", style="bold"))
    for row in yes:
        since = f", since {row['since']}" if row["since"] else ""
        console.print(Text(f"  under {_short(row)} it is one{since}", style="green"))
    for row in no:
        lacking = [c for c in row["criteria"] if c["needed"] and c["answer"] == "no"]
        on = "; ".join(f"{c['name']} (§ {', '.join(k['rule'] for k in c['clauses'])})" for c in lacking)
        console.print(Text(f"  under {_short(row)} it is none: no {on}".replace("no no ", "not: no "), style="red"))


def _short(row: dict[str, Any]) -> str:
    return str(row["definition"]).removeprefix("quasi-alliance-")


def _definition(console: Console, row: dict[str, Any]) -> None:
    console.print()
    mark, colour = MARKS[row["answer"]]
    words = row["answer"].replace("_", " ") + (f", since {row['since']}" if row["since"] else "")
    tree = Tree(
        Text(f"{mark} {row['definition']}: {words}", style=f"bold {colour}").append(
            f"\n{row['title']}", "default not bold"
        ),
        guide_style="bright_black",
    )
    for criterion in row["criteria"]:
        _criterion(tree, criterion)
    for left in row["hangs_on"]:
        tree.add(Text(f"It hangs on this: {left['words']}.", style="yellow"))
    console.print(tree)
    _turns(console, row["turns"])


def _criterion(tree: Tree, criterion: dict[str, Any]) -> None:
    extra = "" if criterion["needed"] else " (noted, not needed)"
    branch = tree.add(answer_text(criterion["answer"], criterion["name"] + extra))
    for clause in criterion["clauses"]:
        branch.add(Text(f"§ {clause['rule']}: {clause['reference']}", style="bright_black"))
    evidence = criterion["evidence"]
    for each in evidence[:_MOST_EVIDENCE]:
        about = f" ({each['instrument']})" if each["instrument"] else ""
        sources = ", ".join(dict.fromkeys(claim["source"] for claim in each.get("claims", ())))
        branch.add(Text(f"{each['words']}{about}").append(f"  {sources}" if sources else "", "bright_black"))
    if len(evidence) > _MOST_EVIDENCE:
        branch.add(f"and {len(evidence) - _MOST_EVIDENCE} more")
    missing = criterion["missing"]
    if missing:
        shown = " · or ".join(each["words"] for each in missing[:_MOST_MISSING])
        more = f" · or {len(missing) - _MOST_MISSING} more" if len(missing) > _MOST_MISSING else ""
        branch.add(Text(f"would meet it: {shown}{more}", style="yellow"))


def _turns(console: Console, turns: Sequence[dict[str, Any]]) -> None:
    if len(turns) < 2:
        return
    table = plain_table(header=False)
    for turn in turns:
        first = turn["on"].startswith("0001")
        on = "; ".join(
            f"{c['name']} {c['answer'].replace('_', ' ')} (§ {', '.join(k['rule'] for k in c['clauses'])})"
            for c in turn["criteria"]
        )
        because = "; ".join(each["words"] for each in turn["because"])
        answer = answer_text(turn["answer"], turn["answer"].replace("_", " "))
        table.add_row("  at first" if first else f"  {turn['on']}", answer, on + (f": {because}" if because else ""))
    console.print(table)


def _criteria_table(console: Console, rows: Sequence[dict[str, Any]]) -> None:
    """Of many dyads: one table for a definition, its criteria as columns."""
    console.print(Text(f"{rows[0]['definition']}: {rows[0]['title']}", style="bold"))
    table = plain_table()
    table.add_column("dyad", no_wrap=True)
    for criterion in rows[0]["criteria"]:
        table.add_column(criterion["name"])
    for row in rows:
        table.add_row(row["dyad"], *(answer_text(criterion["answer"]) for criterion in row["criteria"]))
    console.print(table)
