"""Cases beside definitions: dyads with the answer their author expects, run on the record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from foedus.desk.asking import Answered
from foedus.desk.definitions import built_in_names, path_of
from foedus.desk.tiers import tiers
from foedus.model.answers import Answer
from foedus.model.problems import FoedusError, Issue
from foedus.model.resources import parse_yaml

__all__ = ["run_tier_cases"]

_NEEDED = frozenset({"dyad", "on", "answer"})


def run_tier_cases(definitions: Sequence[str] = (), *, ledger: str | None = None) -> Answered:
    """Run the cases beside these definitions (names or files); without any, beside all built-in ones.

    Returns
    -------
    Answered
        `data`: `cases`, `passed`, `failed`, `issues`.
    """
    rows: list[dict[str, Any]] = []
    issues: list[Issue] = []
    for name in definitions or built_in_names():
        path = Path(name) if name.endswith(".lp") else path_of(name)
        beside = path.with_name(f"{path.stem}.cases.yaml")
        if not beside.is_file():
            issues.append(
                Issue(code="cases-missing", where=beside.name, got="no file", expected="cases beside the rules")
            )
            continue
        for number, case in enumerate(parse_yaml(beside.read_text("utf-8")) or [], start=1):
            where = f"{beside.name}, case {number}"
            if not isinstance(case, dict) or set(case) < _NEEDED or case["answer"] not in set(Answer):
                expected = '{dyad: JPN-KOR, on: "1965-12-18", answer: "yes", reference: WORDS}'
                issues.append(Issue(code="cases-form", where=where, got=repr(case), expected=expected))
                continue
            rows.append(_run(name, where, case, ledger))
    failed = [row for row in rows if not row["passed"]]
    return Answered(
        data={
            "cases": rows,
            "passed": len(rows) - len(failed),
            "failed": len(failed),
            "issues": [issue.to_record() for issue in issues],
        }
    )


def _run(name: str, where: str, case: dict[str, Any], ledger: str | None) -> dict[str, Any]:
    shown = {"case": where, "dyad": case["dyad"], "on": case["on"], "expected": case["answer"]}
    try:
        row = tiers(case["dyad"], definitions=(name,), on=case["on"], ledger=ledger).data[0]
    except FoedusError as problem:
        return shown | {"got": None, "passed": False, "why": f"{problem.message} {problem.hint}".strip()}
    why = "; ".join(f"{c['name']}: {c['answer']}" for c in row["criteria"])
    return shown | {"got": row["answer"], "passed": row["answer"] == case["answer"], "why": why}
