"""An entitlement as text: the answer, its conditions, the proof as a tree, the law and the sources it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from foedus.desk.asking import Answered
from foedus.present.cli.views.console import Numbers, heading, page, plain_table, print_sources

__all__ = ["ANSWERS", "show_entitlement"]

ANSWERS: Final = {
    "permitted": ("✓", "permitted", "green"),
    "permitted_if": ("✓", "permitted if the conditions below are met", "green"),
    "not_covered": ("✗", "not covered: nothing forbids it, and nothing in force allows it", "yellow"),
    "prohibited": ("✗", "prohibited", "red"),
    "contested": ("≠", "contested", "magenta"),
    "not_observed": ("·", "not observed: outside what the record covers", "bright_black"),
}
_GATES: Final = {
    "agreement": "Agreement",
    "law": "Law of the actor",
    "host_law": "Law of the host",
    "prohibition": "Prohibition",
    "condition": "Conditions",
    "contested": "Dispute",
    "unobserved": "Not seen",
}


def show_entitlement(done: Answered) -> None:
    """Print an answer with its proof."""
    data = done.data
    numbers = Numbers(data["sources"])
    asked = data["question"]
    with page() as console:
        title = f"May {asked['actor']} {asked['activity']} {asked['partner']}? ({asked['situation'].replace('-', ' ')})"
        heading(console, title, done.to_record()["view"])
        console.print()
        mark, words, colour = ANSWERS[data["answer"]]
        console.print(Text(f"{mark} {words}", style=f"bold {colour}"))
        for condition in data["conditions"]:
            cited = f"  ({condition['reference']})" if condition["reference"] else ""
            console.print(Text(f"  • {condition['condition']}").append(cited, "bright_black"))
        for left in data["hangs_on"] if not data["conditions"] else ():
            console.print(Text(f"  It hangs on this: {left['words']}.", style="yellow"))
        if asked["hypothetical"]:
            console.print(Text("  Under hypothetical law: clauses marked (hypothetical) were given for this question."))
        console.print()
        console.print(_tree(data["proof"], numbers))
        _repairs(console, data)
        _timeline(console, data["timeline"])
        _law(console, data["proof"])
        print_sources(console, numbers)


def _tree(proof: dict[str, Any], numbers: Numbers) -> Tree:
    tree = Tree(Text("Why", style="bold"), guide_style="bright_black")
    for node in proof["because"]:
        if node["gate"] != "condition":  # told above already
            _grow(tree, node, numbers)
    return tree


def _grow(tree: Tree, node: dict[str, Any], numbers: Numbers) -> None:
    branch = tree.add(_line(node, numbers))
    for note in node["notes"]:
        branch.add(Text(note, style="bright_black"))
    for each in node["because"]:
        _grow(branch, each, numbers)


def _line(node: dict[str, Any], numbers: Numbers) -> Text:
    if node["rule"]:
        supposed = " (hypothetical)" if node.get("hypothetical") else ""
        line = Text(f"§ {node['reference']}{supposed}", style="bold" if node["holds"] else "bright_black")
        line.append(f" [{node['valid']}] ", "bright_black").append(f"— {node['conclusion']}", "default")
        return line.append(f"\n  {node['gloss']}", "bright_black not bold")
    if node["kind"] == "instrument":
        style = "green" if node["holds"] else "yellow"
        cited = numbers.of(*(claim["source"] for claim in node["claims"]))
        return Text(node["conclusion"], style=style).append(f"  {cited}", "default")
    bad = not node["holds"] or node["gate"] in ("prohibition", "contested")
    bad = bad and not (node["gate"] == "prohibition" and "lifted" in node["conclusion"])
    gate = f"{_GATES[node['gate']]}: " if node["gate"] in _GATES else ""
    return Text(f"{'✗' if bad else '✓'} {gate}{node['conclusion']}", style="red" if bad else "green")


def _repairs(console: Console, data: dict[str, Any]) -> None:
    if not data["why_not"]:
        return
    console.print()
    console.print(Text("What would make it so: each alone, and no part of it", style="bold"))
    table = plain_table(header=False)
    for number, repair in enumerate(data["why_not"], start=1):
        for at, change in enumerate(repair["changes"]):
            table.add_row(f"{number}." if at == 0 else "", change["words"])
    console.print(table)
    if not data["why_not_complete"]:
        console.print("There are more; the search was cut short.")


def _timeline(console: Console, turns: list[dict[str, Any]]) -> None:
    if not turns:
        return
    console.print()
    console.print(Text("When the answer changes", style="bold"))
    table = plain_table(header=False)
    for turn in turns:
        mark, _, colour = ANSWERS[turn["answer"]]
        first = turn["on"].startswith("0001")
        words = "; ".join(cause["words"] for cause in turn["because"])
        table.add_row(
            "at first" if first else turn["on"], Text(f"{mark} {turn['answer'].replace('_', ' ')}", style=colour), words
        )
    console.print(table)


def _law(console: Console, proof: dict[str, Any]) -> None:
    cited = {node["rule"]: node for node in _walk(proof) if node["rule"] and node["kind"] in ("clause", "lifted")}
    if not cited:
        return
    console.print()
    console.print(Text("Law", style="bold"))
    for name, node in cited.items():
        console.file.write(f"§ {node['reference']} ({name}, {node['file']})\n")
        if node["address"]:
            console.file.write(f"    {node['address']}\n")
        if node["seen"]:
            console.file.write(f"    seen: {node['seen']}\n")


def _walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for each in node["because"]:
        yield from _walk(each)
