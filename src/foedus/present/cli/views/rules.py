"""Rule files as text: the list, one clause in full, the outcome of cases."""

from __future__ import annotations

from foedus.desk.asking import Answered
from foedus.present.cli.output import emit, say

__all__ = ["show_test"]


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
