"""What can be wrong with a rule file: file, line, clause, what was found, what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from foedus.model.problems import FoedusError, Issue

__all__ = ["BadRulesError", "TooMuchToDecideError"]

_SHOWN: Final = 20


class BadRulesError(FoedusError):
    """Rules that cannot be run: every problem of the file, with its place."""

    code = "bad-rules"

    def __init__(self, issues: Sequence[Issue]) -> None:
        shown = [str(issue) for issue in issues[:_SHOWN]]
        more = len(issues) - len(shown)
        super().__init__("\n".join([*shown, *([f"… and {more} more."] if more > 0 else [])]))
        self.issues = tuple(issues)


class TooMuchToDecideError(FoedusError):
    """A question whose facts leave more open, or take more time, than the limits allow."""

    code = "too-much-to-decide"
    exit_code = 1
