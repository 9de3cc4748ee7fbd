"""`foedus serve` as a user starts it, on any free port, waited for by what it prints."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.acceptance.samples import environment


@contextmanager
def served(*arguments: object) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Address and process; the address is printed once requests are accepted, and the pipe ends if it never is."""
    process = subprocess.Popen(
        [sys.executable, "-m", "foedus", "serve", "--port", "0", "--json", *map(str, arguments)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, process.communicate(timeout=30)[1]
        yield json.loads(line)["data"]["address"], process
    finally:
        process.kill()
        process.communicate(timeout=30)


def interrupted(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code and standard error after Ctrl-C."""
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    return process.returncode, said
