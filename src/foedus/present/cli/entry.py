"""The outermost boundary: runs a command, turns whatever goes wrong into one message and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import Any, Final, NoReturn

import typer

from foedus.model.problems import FoedusError
from foedus.present.cli.app import app
from foedus.present.cli.output import complain, is_utf8

__all__ = ["main", "run"]

INTERRUPTED: Final = 130
# A command lives for a moment and makes little garbage: looking for it often is a tenth of its time.
_OBJECTS_BETWEEN_COLLECTIONS: Final = 200_000
# What Typer raises for a call it cannot parse; its own name for the class has moved between versions.
_UsageProblem: Final[type[Exception]] = typer.BadParameter.__bases__[0]


def main() -> NoReturn:
    """Run `foedus` with the arguments of the process, and leave with its exit code."""
    code = 1
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        _prepare_streams()
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
        code = 1
    except OSError as problem:
        _discard_output()
        _report(
            {"code": "unwritable-path", "message": _cannot(problem), "hint": "Free some space, or write elsewhere."}, []
        )
        code = 2
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command; what is wrong with the call or the data is said, and comes back as the exit code."""
    try:
        done = app(arguments, prog_name="foedus", standalone_mode=False)
    except FoedusError as problem:
        _report({"code": problem.code, "message": problem.message, "hint": problem.hint}, arguments)
        return problem.exit_code
    except _UsageProblem as problem:
        _report({"code": "usage", "message": _usage(problem), "hint": _usage_hint(problem)}, arguments)
        return 2
    except (KeyboardInterrupt, typer.Abort):
        done = INTERRUPTED
    if done == INTERRUPTED:
        _report(_INTERRUPTION, arguments)
        return INTERRUPTED
    return done if isinstance(done, int) else 0


_INTERRUPTION: Final = {
    "code": "interrupted",
    "message": "Interrupted; whatever was being written was not.",
    "hint": "Do the same again: what is recorded already is not recorded twice.",
}


def _usage(problem: Exception) -> str:
    words: Any = getattr(problem, "format_message", lambda: str(problem))
    return str(words())


def _usage_hint(problem: Exception) -> str:
    context: Any = getattr(problem, "ctx", None)
    return f"See `{context.command_path} --help`." if context is not None else "See `foedus --help`."


def _cannot(problem: OSError) -> str:
    return f"{problem.filename or 'output'}: cannot be written ({problem.strerror or problem})."


def _report(error: dict[str, str], arguments: list[str]) -> None:
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    complain(error, as_json="--json" in before)


def _prepare_streams() -> None:
    """Four scripts go through these streams; one that cannot carry them replaces what it cannot, and never stops."""
    for stream in (sys.stdout, sys.stderr):
        if not is_utf8(stream) and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _discard_output() -> None:
    """Nobody reads on, or nothing can be written: keep the interpreter from trying again when it ends."""
    with suppress(OSError, ValueError):  # a stream without a file descriptor has nothing left to flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
