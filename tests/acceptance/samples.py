"""Documents written for these tests, and the real program run as a user runs it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds"
SCORER = SHARED / "requirements" / "score.py"

# A brief that contradicts itself on one date, considers one treaty and negotiates another agreement.
BRIEF = """\
Networks of access

Source: Sejong Institute
Published: 2025-10-20

Japan and Australia signed a Reciprocal Access Agreement. The Japan-Australia RAA entered into force in January 2022.

Later in this brief: the RAA between Japan and Australia took effect in 2023.

Japan and the United Kingdom are considering a mutual defence treaty. Japan and France are negotiating an RAA.
"""
OTHER = """\
Logistics in the region

Source: Global Times
2025-09-26

Japan and India signed an ACSA in September 2020. The Japan-Philippines RAA took effect on 11 September 2025.
"""


def foedus(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command line inside this process: the same code a tenth as slow."""
    from foedus.present.cli.entry import run

    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        code = run([str(argument) for argument in arguments])
    said, complaints = (stream.buffer.getvalue().decode("utf-8") for stream in streams)
    return subprocess.CompletedProcess([str(each) for each in arguments], code, said, complaints)


def program(*arguments: object, cwd: Path | None = None, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does; `changes` are environment variables."""
    return subprocess.run(
        [sys.executable, "-m", "foedus", *map(str, arguments)],
        cwd=cwd,
        env=environment(**changes),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def environment(**changes: str) -> dict[str, str]:
    """This process' environment, with the package of this folder first."""
    return os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"} | changes


def answer(*arguments: object, **changes: str) -> Any:
    """The envelope of a command that has to succeed."""
    done = program(*arguments, "--json", cwd=None, **changes) if changes else foedus(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def instrument(envelope: Any, kind: str, *parties: str) -> Any:
    """The one instrument of this type among exactly these parties."""
    found = [i for i in envelope["data"]["instruments"] if i["type"] == kind and i["parties"] == sorted(parties)]
    assert len(found) == 1, [i["id"] for i in found]
    return found[0]


def stage(found: Any, name: str) -> Any:
    """The first view of a stage."""
    return next(s for s in found["stages"] if s["stage"] == name)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
