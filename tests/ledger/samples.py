"""Small sources, claims and batches for the tests of the ledger, and ways to treat its file badly."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from foedus.ledger.store import Appended, Batch, Ledger
from foedus.model.claims import Claim, Judgement, JudgementKind, Locator, Source, SourceId

ROOT = Path(__file__).parents[2]
WHEN, WHO = "2025-11-24T12:00:00Z", "a curator"


def source(name: str = "brief", **changes: Any) -> Source:
    content = {"publisher": "institute", "title": f"On {name}", "kind": "research", "published": "2024-08"}
    return Source(id=SourceId(name), **(content | changes))


def claim(at: object = 1, *parties: str, **changes: Any) -> Claim:
    content: dict[str, Any] = {
        "source": SourceId("brief"),
        "instrument_type": "RAA",
        "stage": "signed",
        "date": "2022-01",
    }
    return Claim(locator=Locator(at=f"row {at}"), parties=parties or ("AUS", "JPN"), **(content | changes))


def judgement(kind: JudgementKind, *targets: str, by: str = "reviewer") -> Judgement:
    return Judgement(kind=kind, targets=targets, by=by)


def batch(*claims: Claim, proposed: bool = False, judgements: tuple[Judgement, ...] = ()) -> Batch:
    return Batch(sources=(source(),), claims=claims, judgements=judgements, proposed=proposed)


def add(ledger: Ledger, *claims: Claim, proposed: bool = False, judgements: tuple[Judgement, ...] = ()) -> Appended:
    whole = batch(*claims, proposed=proposed, judgements=judgements)
    return ledger.append(whole, recorded_at=WHEN, recorded_by=WHO)


class Treacherous(tuple[Claim, ...]):
    """Claims that send this process a signal after ``after`` of them have been taken."""

    __slots__ = ()
    after = 700
    signal = signal.SIGINT

    def __iter__(self) -> Iterator[Claim]:
        for number, one in enumerate(super().__iter__()):
            if number == self.after:
                os.kill(os.getpid(), self.signal)
            yield one


def many(count: int, start: int = 0) -> tuple[Claim, ...]:
    return tuple(claim(number) for number in range(start, start + count))


def tamper(path: Path, *statements: str) -> None:
    """Change a ledger behind its back: guards off, ``statements``, the same guards on again."""
    with closing(sqlite3.connect(path)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in guards:
            connection.execute(sql)
        connection.commit()


def names_in(folder: Path) -> list[str]:
    """Names of what is in a folder, sorted."""
    return sorted(one.name for one in folder.iterdir())


def program(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start another Python on ``code``, which sees the package, these samples and ``arguments``."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The same, waited for."""
    with program(code, *arguments) as running:
        said, complaints = running.communicate()
    return subprocess.CompletedProcess(code, running.returncode, said, complaints)


def in_a_child(work: Callable[[], str], *, prepare: Callable[[], None] = lambda: None) -> str:
    """What ``work`` returns in a forked process, after ``prepare`` has taken rights or room away from it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            prepare()
            said = work()
        except BaseException as problem:  # noqa: BLE001  # the child's outermost boundary
            said = f"{type(problem).__name__}: {problem}"
        with os.fdopen(writer, "w") as pipe:
            pipe.write(said)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


def without_rights() -> None:
    """Become nobody, if this is root, to whom no permission applies."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
