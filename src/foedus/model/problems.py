"""What can go wrong: errors in calls are exceptions with a code and a hint; problems in data are values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "DamagedLedgerError",
    "FoedusError",
    "Issue",
    "LedgerBusyError",
    "MissingExtraError",
    "ModelUnavailableError",
    "NotALedgerError",
    "NotFoundError",
    "Report",
    "Severity",
    "UnknownActorError",
    "UnknownTermError",
    "UnparsableDateError",
    "UnreadableDocumentError",
    "UnwritablePathError",
    "UsageError",
]


class FoedusError(Exception):
    """Root of all errors Foedus raises on purpose.

    Attributes
    ----------
    code : str
        Stable, kebab-case; the same in the CLI, JSON and the documentation.
    hint : str
        The next step for the reader of the message.
    exit_code : int
        2 for a wrong call, 1 where the data or the answer says no.
    """

    code = "error"
    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    @property
    def message(self) -> str:
        """The sentence shown to the user: place, what was found, what was expected."""
        return str(self.args[0])


class UsageError(FoedusError):
    """A call that cannot be understood."""

    code = "usage"


class UnparsableDateError(FoedusError):
    """A date string is not EDTF level 1."""

    code = "unparsable-date"

    def __init__(self, text: str, *, where: str, why: str = "is not an EDTF level-1 date") -> None:
        super().__init__(
            f"{where}: {text!r} {why}.",
            hint="Write '1949-04-04', '1949-04', '1949?', '194X', '1949/1951' or '1949/..'.",
        )


def _did_you_mean(nearest: Sequence[str], otherwise: str) -> str:
    return f"Did you mean {', '.join(nearest)}?" if nearest else otherwise


class UnknownActorError(FoedusError):
    """A name or code that no state, organisation or group in the vocabulary bears."""

    code = "unknown-actor"

    def __init__(self, found: str, *, where: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(
            f"{where}: no state, organisation or group is called {found!r}; expected an ISO 3166 alpha-3 code or a name.",
            hint=_did_you_mean(nearest, "Write a code such as JPN, NATO or QUAD, or a name in English."),
        )


class UnknownTermError(FoedusError):
    """A code that the vocabulary does not list."""

    code = "unknown-term"

    def __init__(self, kind: str, found: str, *, where: str, known: Sequence[str], nearest: Sequence[str] = ()) -> None:
        super().__init__(
            f"{where}: {found!r} is not a known {kind}; expected one of {', '.join(known)}.",
            hint=_did_you_mean(nearest, f"Use one of the listed codes, or add a new {kind} to the vocabulary."),
        )


class NotFoundError(FoedusError):
    """Nothing in the ledger answers to this name."""

    code = "not-found"
    exit_code = 1


class UnreadableDocumentError(FoedusError):
    """A document whose text cannot be had without guessing."""

    code = "unreadable-document"


class NotALedgerError(FoedusError):
    """A file that is not a Foedus ledger, or one of a newer version."""

    code = "not-a-ledger"


class LedgerBusyError(FoedusError):
    """Another process holds the ledger's write lock for too long."""

    code = "ledger-busy"
    exit_code = 1


class DamagedLedgerError(FoedusError):
    """A ledger whose entries no longer agree with their digests."""

    code = "damaged-ledger"
    exit_code = 1


class UnwritablePathError(FoedusError):
    """A place that cannot be written: read-only, missing, occupied or full."""

    code = "unwritable-path"


class MissingExtraError(FoedusError):
    """An optional set of dependencies that is not installed."""

    code = "missing-extra"

    def __init__(self, extra: str, wanted: str) -> None:
        super().__init__(
            f"{wanted} needs the extra {extra!r}, which is not installed.", hint=f"pip install 'foedus[{extra}]'"
        )


class ModelUnavailableError(FoedusError):
    """A language model's endpoint that gives no usable answer."""

    code = "model-unavailable"
    exit_code = 1


class Severity(StrEnum):
    """How bad an issue is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One problem in data: where it is, what was found, what was expected, what to do."""

    code: str
    where: str
    got: str
    expected: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.where}: found {self.got}, expected {self.expected}." + (f" {self.hint}" if self.hint else "")

    def to_record(self) -> dict[str, str]:
        """Plain mapping for JSON."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "where": self.where,
            "got": self.got,
            "expected": self.expected,
            "hint": self.hint,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The issues found by one check; `valid` when none of them is an error."""

    issues: tuple[Issue, ...] = ()

    @property
    def valid(self) -> bool:
        """True when no issue is an error; warnings do not make data invalid."""
        return not any(issue.severity is Severity.ERROR for issue in self.issues)

    @property
    def counts(self) -> Mapping[str, int]:
        """Number of issues [count] by code."""
        return Counter(issue.code for issue in self.issues)
