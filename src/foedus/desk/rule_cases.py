"""Cases beside rule files: questions with the answer their author expects, run on the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foedus.analysis.rules.law import Law
from foedus.analysis.rules.verdicts import Entitlement, decide_scenes
from foedus.desk._questions import ground_of, read_question, scenes_on
from foedus.desk.asking import Answered
from foedus.desk.law import built_in_paths, is_example, load_law, name_of, read_rule_file, rule_paths
from foedus.desk.ledgers import Opened, open_for_reading
from foedus.desk.viewing import read_view
from foedus.model.dates import day
from foedus.model.instruments import Instrument
from foedus.model.problems import FoedusError, Issue
from foedus.model.resources import parse_yaml

__all__ = ["run_cases"]

_KEYS = frozenset({"ask", "on", "situation", "answer", "reference", "note"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    where: str
    ask: str
    on: str
    situation: str | None
    answer: str
    reference: str


def run_cases(places: Sequence[str] = (), *, ledger: str | None = None) -> Answered:
    """Run the cases beside rule files; without places, beside all built-in ones.

    Returns
    -------
    Answered
        `data`: `files` with their cases, `passed`, `failed`, `issues` (what is wrong with a file or a case).
    """
    own = rule_paths(places) if places else built_in_paths()
    issues: list[Issue] = []
    standing = {path.resolve() for path in built_in_paths()}
    extra = [path for path in own if path.resolve() not in standing]
    common = [path for path in extra if not is_example(path)]
    rows: list[dict[str, Any]] = []
    with open_for_reading(ledger) as opened:
        law = _law(common, issues)
        everything = opened.instruments()
        for path in own:
            amended = _law(common, issues, bill=path) if is_example(path) else law
            cases = _cases(path, issues)
            if amended is not None:
                rows += [_run(case, amended, opened, everything) | {"file": name_of(path)} for case in cases]
    failed = [row for row in rows if not row["passed"]]
    data = {
        "files": [name_of(path) for path in own],
        "cases": rows,
        "passed": len(rows) - len(failed),
        "failed": len(failed),
        "issues": [issue.to_record() for issue in issues],
    }
    return Answered(data=data)


def _law(extra: Sequence[Path], issues: list[Issue], *, bill: Path | None = None) -> Law | None:
    """The built-in law with these files; None where one cannot be run, every problem of every file told."""
    found: list[Issue] = []
    for path in (*extra, *([bill] if bill else [])):
        try:
            read_rule_file(path)
        except FoedusError as problem:
            found += _issues_of(problem, path)
    issues += found
    if found:
        return None
    try:
        return load_law(extra, bill=bill)
    except FoedusError as problem:
        issues += _issues_of(problem, Path("law"))
        return None


def _issues_of(problem: FoedusError, path: Path) -> list[Issue]:
    own: tuple[Issue, ...] = getattr(problem, "issues", ())
    return list(own) or [Issue(code=problem.code, where=name_of(path), got=problem.message, expected="a rule file")]


def _cases(path: Path, issues: list[Issue]) -> list[_Case]:
    import yaml

    beside = path.with_name(f"{path.stem}.cases.yaml")
    where = name_of(beside)
    if not beside.is_file():
        issues.append(Issue(code="cases-missing", where=where, got="no file", expected="cases beside the rules"))
        return []
    try:
        rows = parse_yaml(beside.read_text("utf-8")) or []
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        issues.append(Issue(code="cases-form", where=where, got=str(problem), expected="YAML"))
        return []
    found = []
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], start=1):
        wrong = _malformed(row)
        if wrong:
            issues.append(
                Issue(
                    code="cases-form",
                    where=f"{where}, case {number}",
                    got=wrong,
                    expected="{ask: ACTOR ACTIVITY PARTNER, on: DAY, situation: S, answer: KIND, reference: WORDS}",
                )
            )
            continue
        found.append(
            _Case(
                where=f"{where}, case {number}",
                ask=row["ask"],
                on=row["on"],
                situation=row.get("situation") or None,
                answer=row["answer"],
                reference=row.get("reference", ""),
            )
        )
    return found


def _malformed(row: Any) -> str:
    """What is wrong with a case; empty if nothing is."""
    if not isinstance(row, dict):
        return repr(row)
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        return f"the key {unknown[0]}"
    lacking = sorted({"ask", "on", "answer"} - set(row))
    if lacking:
        return f"no {lacking[0]}"
    if len(str(row["ask"]).split()) != 3:
        return f"ask: {row['ask']}"
    if row["answer"] not in set(Entitlement):
        return f"answer: {row['answer']}"
    return ""


def _run(case: _Case, law: Law, opened: Opened, everything: Sequence[Instrument]) -> dict[str, Any]:
    shown = {
        "case": case.where,
        "ask": case.ask,
        "on": case.on,
        "situation": case.situation,
        "expected": case.answer,
        "reference": case.reference,
    }
    try:
        question = read_question(*_words(case.ask), case.situation)
        on = day(case.on, where=case.where)
        view = read_view(opened, on=case.on, known=None, perspective=None)
        scenes = scenes_on(question, [on], ground_of(everything, question, law, view), opened, view, law)
        decision = decide_scenes(scenes, law)[0]
    except FoedusError as problem:
        return shown | {"got": None, "passed": False, "why": f"{problem.message} {problem.hint}".strip()}
    hangs = "; ".join(left.words for left in decision.hangs_on)
    why = f"decided by {decision.decided_by}" + (f"; hangs on: {hangs}" if hangs else "")
    return shown | {"got": decision.answer.value, "passed": decision.answer.value == case.answer, "why": why}


def _words(ask: str) -> tuple[str, str, str]:
    actor, activity, partner = ask.split()
    return actor, activity, partner
