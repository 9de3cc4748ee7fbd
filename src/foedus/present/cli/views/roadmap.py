"""A roadmap as text: each sequence with its steps, what they presuppose, who has to act, how long others took; the checklist."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Console
from rich.text import Text

from foedus.desk.asking import Answered
from foedus.present.cli.views.console import Numbers, heading, page, plain_table, print_sources
from foedus.present.cli.views.durations import print_gaps, span, spread_words

__all__ = ["show_roadmap"]

_STATES: Final = {"ready": ("✓", "green"), "missing": ("✗", "red"), "not_observed": ("·", "bright_black")}
_ACTS: Final = {
    "required": "has to consent",
    "laid": "has the text before it",
    "depends": "has to consent or not, by content",
    "disputed": "may have to consent: disputed",
    "unknown": "what its parliament has to do is not on file",
}
_MOST_SHOWN: Final = 12


def show_roadmap(done: Answered) -> None:
    """Print a roadmap."""
    data = done.data
    numbers = Numbers(data["sources"])
    with page() as console:
        heading(console, f"{data['dyad']} → {_target(data['target'])}", done.to_record()["view"])
        _definition(console, data["target"])
        console.print()
        if data["already"]:
            console.print(Text("✓ reached already", style="bold green"))
        elif not data["sequences"]:
            console.print(Text("✗ no sequence of instruments leads there", style="bold red"))
            for why in data["why_none"]:
                console.print(f"  {why}")
        else:
            _sequences(console, data, numbers)
        for supposed in data["supposing"]:
            console.print(Text(f"  Supposed, since the record leaves it open: {supposed}", style="yellow"))
        _rivals(console, data["rivals"])
        _checklist(console, data, numbers)
        if data["like"]:
            print_gaps(console, data["gaps"], data["like"], numbers)
        print_sources(console, numbers)


def _target(target: dict[str, Any]) -> str:
    return str(target["words"])


def _definition(console: Console, target: dict[str, Any]) -> None:
    if target["kind"] == "tier":
        console.print(Text(f"definition: {target['definition']}, {target['title']}", style="bright_black"))


def _rivals(console: Console, rivals: list[dict[str, Any]]) -> None:
    if not rivals:
        return
    console.print()
    console.print(Text("Under rival definitions", style="bold"))
    table = plain_table(header=False)
    for each in rivals:
        ways = "1 way" if each["ways"] == 1 else f"{each['ways']} ways"
        steps = f", {each['fewest_steps']} step{'s' * (each['fewest_steps'] != 1)} at least" if each["ways"] else ""
        table.add_row(each["definition"], "reached already" if each["already"] else f"{ways}{steps}")
    console.print(table)


def _sequences(console: Console, data: dict[str, Any], numbers: Numbers) -> None:
    found = data["sequences"]
    many = "1 way" if len(found) == 1 else f"{len(found)} ways"
    console.print(Text(f"{many} there: each is enough, and no part of it is", style="bold"))
    for number, sequence in enumerate(found[:_MOST_SHOWN], start=1):
        console.print()
        console.print(Text(f"{number}. {_summary(sequence['cost'])}", style="bold"))
        for step in sequence["steps"]:
            _step(console, step, numbers)
        for before in sequence["beforehand"]:
            _before(console, before)
    if len(found) > _MOST_SHOWN:
        console.print()
        console.print(f"… and {len(found) - _MOST_SHOWN} more; --json has them all.")
    if not data["complete"]:
        console.print("The search was cut short, or what is open in the record ruled sets out: there may be more.")


def _summary(cost: dict[str, Any]) -> str:
    parts = ["1 step" if cost["steps"] == 1 else f"{cost['steps']} steps"]
    if cost["missing_before"]:
        parts.append(f"{cost['missing_before']} missing before")
    if cost["parliaments"]:
        parts.append(f"parliaments that act: {', '.join(cost['parliaments'])}")
    if cost["days_side_by_side"] is not None:
        parts.append(f"by the medians {span(cost['days_side_by_side'])} side by side")
        if cost["steps"] > 1:
            parts.append(f"{span(cost['days_one_after_another'])} one after another")
    return "; ".join(parts)


def _step(console: Console, step: dict[str, Any], numbers: Numbers) -> None:
    stage = step["stage"].replace("_", " ")
    line = Text("   → ").append(f"{step['type']} {'-'.join(step['parties'])} {stage}", style="bold")
    if step["reached"]:
        when = f" {step['reached_on']}" if step["reached_on"] else ""
        line.append(f"  (so far: {step['reached'].replace('_', ' ')}{when}) {numbers.of(*step['sources'])}")
    console.print(line)
    for leg in step["takes"]:
        console.print(Text(f"       {leg['from_to'].replace('_', ' ')}: {spread_words(leg)}", style="bright_black"))
    for act in step["parliaments"]:
        console.print(Text(f"       {_act(act)}", style="bright_black"))


def _act(act: dict[str, Any]) -> str:
    seen = f"; approved {act['approved']} of {act['of']} on record" if act["of"] else ""
    if act["answer"] == "unknown":
        return f"{act['party']}: {_ACTS['unknown']}{seen}"
    return f"{act['party']}: {act['body']} {_ACTS[act['answer']]} ({act['reference']}){seen}"


def _before(console: Console, before: dict[str, Any]) -> None:
    needs = " or ".join(before["needs"])
    state = {
        "there": f"is there ({before['instrument']})",
        "in_sequence": "comes before it here",
        "missing": "is missing",
    }[before["state"]]
    force = {"required": "presupposes", "advised": "should follow", "assumed": "is taken to presuppose"}[
        before["force"]
    ]
    style = "yellow" if before["state"] == "missing" else "bright_black"
    line = f"   {'!' if before['state'] == 'missing' else '·'} {before['for']} {force} {needs}, which {state}"
    console.print(Text(f"{line} [{before['reference']}]", style=style))


def _checklist(console: Console, data: dict[str, Any], numbers: Numbers) -> None:
    console.print()
    console.print(
        Text(
            f"Preconditions, after {data['preconditions_of']['by']} ({data['preconditions_of']['rule']})", style="bold"
        )
    )
    table = plain_table(header=False)
    for item in data["preconditions"]:
        mark, colour = _STATES[item["state"]]
        table.add_row(
            Text(f"{mark} {item['state'].replace('_', ' ')}", style=colour), item["words"], _evidence(item, numbers)
        )
    console.print(table)
    source = data["preconditions_of"]["source"]
    console.file.write(f"{source['publisher']}: “{source['title']}”, {source['published']}, {source['at']}\n")
    console.file.write(f"    {source['address']}\n")


def _evidence(item: dict[str, Any], numbers: Numbers) -> Text:
    told = Text(item["note"])
    for each in item["evidence"]:
        stages = (
            [f"{s['stage']} {s['date'] or ''}".strip() for s in each["setbacks"]] if item["id"] == "acceptance" else []
        )
        if not stages and each["holds"] != "yes" and each["stage"]:
            stages = [f"{each['stage'].replace('_', ' ')} {each['date'] or ''}".strip()]
        if not stages and each["since"]:
            stages = [f"since {each['since']}"]
        words = f"{each['instrument']}{': ' + ', '.join(stages) if stages else ''} {numbers.of(*each['sources'][:2])}"
        told.append(("\n" if told else "") + words)
    return told
