"""Commands of the rules: `may`, and `rules list|show|test|new`."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from foedus.present.cli.options import AsJson, Known, LedgerPath, On, Perspective
from foedus.present.cli.output import emit, emit_json, say

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command(epilog=_MAY)(may)
    rules = typer.Typer(
        help="The rule files behind `may`: list, show, test, make.",
        epilog=_RULES,
        rich_markup_mode=None,
        no_args_is_help=True,
    )
    rules.command("list", epilog=_LIST)(list_)
    rules.command(epilog=_SHOW)(show)
    rules.command("test", epilog=_TEST)(run_tests)
    rules.command(epilog=_NEW)(new)
    rules.command(epilog=_CHECK)(check)
    app.add_typer(rules, name="rules")


_RULES = """\
Examples:

\b
  foedus rules list JPN
  foedus rules show jpn.sdf.100-8-2017
  foedus rules test
  foedus rules new my-law/bill.lp --actor JPN"""

_MAY = """\
Examples:

\b
  foedus may JPN supply-ammunition AUS --situation exercise --on 2018-01-01
  foedus may GBR visit-train JPN --on 2023-10-14 --why-not
  foedus may KOR share-classified JPN --timeline
  foedus may JPN defend USA --situation survival-threatening --law bill.lp

ACTOR does it to, for or with PARTNER. Activities: visit-train, base-permanently, supply-goods, supply-ammunition,
refuel-combat-sorties, share-classified, transfer-equipment, transfer-lethal-equipment, co-develop, protect-assets, defend,
consult, aid-forces, repair, disaster-relief, evacuate. Situations: peacetime, exercise, disaster, peacekeeping,
international-peace, important-influence, anticipated-attack, armed-attack, survival-threatening.

Answers: permitted, permitted_if (conditions listed), not_covered, prohibited, contested, not_observed.
Exit code 0 for permitted and permitted_if, 1 for the others."""


def may(  # noqa: PLR0913  # one argument for each option
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="Who does it: a code or a name.")],
    activity: Annotated[str, typer.Argument(metavar="ACTIVITY", help="What, such as supply-ammunition.")],
    partner: Annotated[str, typer.Argument(metavar="PARTNER", help="To, for or with whom.")],
    situation: Annotated[
        str | None, typer.Option("--situation", "-s", metavar="S", help="In which situation. [default: peacetime]")
    ] = None,
    why_not: Annotated[
        bool, typer.Option("--why-not", help="Name all smallest changes that would make it so.")
    ] = False,
    timeline: Annotated[bool, typer.Option("--timeline", help="Name every day on which the answer changes.")] = False,
    law: Annotated[
        list[str] | None,
        typer.Option("--law", metavar="FILE", help="Clauses to replace or add for this one question."),
    ] = None,
    on: On = None,
    known: Known = None,
    perspective: Perspective = None,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """May ACTOR do ACTIVITY with PARTNER? By agreement and by law, with proof."""
    from foedus.desk.may import Ask
    from foedus.desk.may import may as ask

    question = Ask(
        actor=actor,
        activity=activity,
        partner=partner,
        situation=situation,
        law=law or (),
        why_not=why_not,
        timeline=timeline,
    )
    done = ask(question, ledger=ledger, on=on, known=known, perspective=perspective)
    if as_json:
        emit_json(done.to_record())
    else:
        from foedus.present.cli.views.entitlement import show_entitlement

        show_entitlement(done)
    if done.data["answer"] not in ("permitted", "permitted_if"):
        raise typer.Exit(1)


_LIST = """\
Examples:

\b
  foedus rules list
  foedus rules list JPN
  foedus rules list --law my-law/ --json"""

LawFiles = Annotated[
    list[str] | None, typer.Option("--law", metavar="FILE", help="Rule files or folders beside the built-in ones.")
]


def list_(
    word: Annotated[
        str | None, typer.Argument(metavar="[WORD]", help="Only clauses whose id, file, reference or gloss has it.")
    ] = None,
    law: LawFiles = None,
    as_json: AsJson = False,
) -> None:
    """Every clause with its validity and reference, file by file."""
    from foedus.desk.rules import list_rules

    done = list_rules(word, law=law or ())
    if as_json:
        emit_json(done.to_record())
        return
    from foedus.present.cli.views.rules import show_list

    show_list(done)


_SHOW = """\
Examples:

\b
  foedus rules show jpn.sdf.100-8-2017
  foedus rules show domestic/JPN/sdf-act.lp"""


def show(
    what: Annotated[
        str, typer.Argument(metavar="CLAUSE|FILE", help="The id of a clause, or a file as `rules list` names it.")
    ],
    law: LawFiles = None,
    as_json: AsJson = False,
) -> None:
    """A clause in full: reference, address, validity, gloss, what was seen, its rules, and what lifts it."""
    from foedus.desk.rules import show_rules

    done = show_rules(what, law=law or ())
    if as_json:
        emit_json(done.to_record())
        return
    from foedus.present.cli.views.rules import show_clauses

    show_clauses(done)


_TEST = """\
Examples:

\b
  foedus rules test                      the cases beside every built-in rule file
  foedus rules test my-law/              those of a folder, together with the built-in law
  foedus rules test a.lp b.lp --json

Exit code 1 if a file cannot be run or a case fails."""


def run_tests(
    places: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE|FOLDER]…", help="Rule files. [default: all built-in ones]")
    ] = None,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """Run the cases written beside rule files; of all built-in ones, those of the definitions of tiers too."""
    from foedus.desk.rule_cases import run_cases
    from foedus.desk.tier_cases import run_tier_cases

    done = run_cases(places or (), ledger=ledger)
    defined = None if places else run_tier_cases(ledger=ledger).data
    if defined is not None:
        done.data["definitions"] = defined
    if as_json:
        emit_json(done.to_record())
    else:
        from foedus.present.cli.views.rules import show_test

        show_test(done)
        if defined is not None:
            say(f"{defined['passed']} of {defined['passed'] + defined['failed']} cases of definitions of tiers pass")
    if any(each["failed"] or each["issues"] for each in (done.data, defined) if each is not None):
        raise typer.Exit(1)


_NEW = """\
Examples:

\b
  foedus rules new my-law/bill.lp --actor JPN
  foedus rules new third-party.lp
  foedus rules new my-tier.lp --definition"""


def new(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A new file that ends in .lp.")],
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="ACTOR", help="Whose law it is. [default: nobody's, an instrument]")
    ] = None,
    definition: Annotated[
        bool, typer.Option("--definition", help="A definition of a tier, for `foedus tiers --definition FILE`.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a rule file with header, clause and cases to start from."""
    if definition:
        from foedus.desk.definitions import new_definition

        done = new_definition(path)
    else:
        from foedus.desk.rules import new_rules

        done = new_rules(path, actor=actor)
    if as_json:
        emit_json(done.to_record())
        return
    for name in done.data["files"]:
        emit(name)
    named = shlex.quote(path)
    say(f"Next: foedus tiers AUS-JPN --definition {named}" if definition else f"Next: foedus rules test {named}")


_CHECK = """\
Examples:

\b
  foedus rules check                       the 28 rules by name, and how each runs
  foedus rules check R24 JPN-KOR           preconditions of an ACSA and an RAA
  foedus rules check R20 JPN               does the United States lead every group of Japan?
  foedus rules check R28 JPN-KOR --like AUS-JPN
  foedus rules check R13 310/465 166/248 51/100

Exit code 1 where the answer is no."""


def check(  # noqa: PLR0913  # one argument for each option
    rule: Annotated[str | None, typer.Argument(metavar="[RULE]", help="R01 to R28. [default: list them]")] = None,
    what: Annotated[
        list[str] | None, typer.Argument(metavar="[WHAT]…", help="A dyad, an actor, or votes, as the rule asks.")
    ] = None,
    like: Annotated[
        str | None, typer.Option("--like", metavar="DYAD", help="For R28: the dyad to compare with.")
    ] = None,
    on: On = None,
    known: Known = None,
    perspective: Perspective = None,
    ledger: LedgerPath = None,
    as_json: AsJson = False,
) -> None:
    """Hold a rule that authors state against the record, by its name."""
    from foedus.desk.named_rules import Check, check_rule, list_named_rules

    done = (
        list_named_rules()
        if rule is None
        else check_rule(
            Check(rule=rule, what=what or (), like=like), ledger=ledger, on=on, known=known, perspective=perspective
        )
    )
    if as_json:
        emit_json(done.to_record())
    else:
        from foedus.present.cli.views.named import show_named

        show_named(done)
    if rule is not None and done.data["answer"] == "no":
        raise typer.Exit(1)
