from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.ledger.samples import (
    ROOT,
    WHEN,
    WHO,
    Treacherous,
    add,
    batch,
    claim,
    finished,
    in_a_child,
    many,
    names_in,
    program,
    source,
    tamper,
)

from foedus.ledger.appending import append_batch
from foedus.ledger.integrity import verify_ledger
from foedus.ledger.sqlite import writing
from foedus.ledger.store import Batch, Ledger, create_ledger, open_ledger
from foedus.model.problems import DamagedLedgerError, LedgerBusyError


def test_ctrl_c_in_the_middle_of_a_batch(ledger: Ledger) -> None:
    add(ledger, claim("before"))
    head = ledger.head()
    with pytest.raises(KeyboardInterrupt):
        ledger.append(Batch(claims=Treacherous(many(1500))), recorded_at=WHEN, recorded_by=WHO)
    assert ledger.head() == head
    assert verify_ledger(ledger).issues == ()
    assert add(ledger, *many(1500)).new_claims == 1500


KILLED = """
import signal, sys
from foedus.ledger.store import Batch, open_ledger
from tests.ledger.samples import ROOT, WHEN, WHO, Treacherous, many
class Fatal(Treacherous):
    after, signal = int(sys.argv[2]), signal.SIGKILL
with open_ledger(sys.argv[1]) as ledger:
    ledger.append(Batch(claims=Fatal(many(1500))), recorded_at=WHEN, recorded_by=WHO)
"""


@pytest.mark.parametrize("after", [0, 499, 500, 1001, 1499])
def test_killed_in_the_middle_of_a_batch(ledger: Ledger, after: int) -> None:
    add(ledger, claim("before"))
    head = ledger.head()
    assert finished(KILLED, ledger.place, after).returncode == -signal.SIGKILL
    assert ledger.head() == head
    assert verify_ledger(ledger).issues == ()
    assert add(ledger, *many(1500)).new_claims == 1500


WRITER = """
import sys
from foedus.ledger.store import open_ledger
from tests.ledger.samples import add, many
ledger = open_ledger(sys.argv[1], patience=60)
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    add(ledger, *many(30, start=int(sys.argv[2]) + 30 * number))
    print(number, flush=True)
"""


def test_killed_at_any_moment(ledger: Ledger) -> None:
    writer = program(WRITER, ledger.place, 0, 10_000)
    assert writer.stdin
    assert writer.stdout
    writer.stdin.write("go\n")
    writer.stdin.flush()
    assert [writer.stdout.readline().strip() for _ in range(4)] == ["ready", "0", "1", "2"]
    writer.kill()
    writer.communicate()
    claims = ledger.count() - 1
    assert claims >= 90
    assert claims % 30 == 0
    assert verify_ledger(ledger).issues == ()


def test_two_that_write_at_once(ledger: Ledger) -> None:
    writers = [program(WRITER, ledger.place, start, 15) for start in (0, 200)]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    done = [writer.communicate() for writer in writers]
    assert [complaints for _, complaints in done] == ["", ""]
    # 0..449 and 200..649 overlap: what both wrote is there once.
    assert len(ledger.evidence()) == 650
    assert verify_ledger(ledger).issues == ()


def test_threads_share_a_ledger(ledger: Ledger) -> None:
    threads = [threading.Thread(target=add, args=(ledger, *many(40, start=40 * turn))) for turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.count() == 161
    assert verify_ledger(ledger).issues == ()


def test_busy_for_too_long(ledger: Ledger) -> None:
    with closing(sqlite3.connect(ledger.place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_ledger(ledger.place, patience=0.01) as mine:
            with pytest.raises(LedgerBusyError, match="another process is writing") as caught:
                add(mine, claim(1))
            assert "Wait" in caught.value.hint
            assert mine.count() == 0
        other.execute("ROLLBACK")


def test_readers_read_while_one_writes(ledger: Ledger) -> None:
    add(ledger, *many(5))
    with open_ledger(ledger.place, read_only=True) as one, open_ledger(ledger.place, read_only=True) as two:
        with writing(ledger.engine, ledger.place) as connection:
            append_batch(connection, batch(*many(600)), recorded_at=WHEN, recorded_by=WHO)
            assert (len(one.evidence()), len(two.evidence())) == (5, 5)
            assert verify_ledger(one).issues == ()
        assert (len(one.evidence()), len(two.evidence())) == (600, 600)


def room_for(size: int) -> Callable[[], None]:
    """Let no file of this process grow beyond ``size`` bytes: the kernel refuses the write, as on a full disk."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_no_room_for_a_batch(ledger: Ledger) -> None:
    add(ledger, claim("before"))
    head, place = ledger.head(), ledger.place
    ledger.close()

    def fill() -> str:
        with open_ledger(place) as mine:
            return str(add(mine, *many(5000)))

    said = in_a_child(fill, prepare=room_for(400_000))
    assert said.startswith(f"UnwritablePathError: {place}: the disk is full or failing")
    assert "nothing was changed" in said
    assert ledger.head() == head
    assert verify_ledger(ledger).issues == ()
    assert add(ledger, *many(5000)).new_claims == 5000


@pytest.mark.parametrize("size", [0, 4096, 40_000])
def test_no_room_for_a_ledger(tmp_path: Path, size: int) -> None:
    said = in_a_child(lambda: str(create_ledger(tmp_path / "new.db")), prepare=room_for(size))
    assert said.startswith(f"UnwritablePathError: {tmp_path}/new.db: ")
    assert names_in(tmp_path) == []


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    code = """
import sys
from foedus.ledger.integrity import verify_ledger
from foedus.ledger.store import create_ledger, open_ledger
from foedus.model.problems import UnwritablePathError
from tests.ledger.samples import add, many
place = sys.argv[1] + "/small.db"
with create_ledger(place) as ledger:
    add(ledger, *many(100))
    head = ledger.head()
    try:
        add(ledger, *many(50_000))
    except UnwritablePathError as problem:
        print(problem.message)
    assert ledger.head() == head
    assert verify_ledger(ledger).valid
    assert add(ledger, *many(200)).new_claims == 100
"""
    unshare, mount = shutil.which("unshare"), shutil.which("mount")
    if not unshare or not mount:
        pytest.skip("no unshare and mount here to make a small disk with")
    own = [unshare, "--mount"] if os.geteuid() == 0 else [unshare, "--mount", "--user", "--map-root-user"]
    made = subprocess.run(
        [*own, mount, "-t", "tmpfs", "-o", "size=1m", "none", tmp_path], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"this user may not mount a small disk: {made.stderr.decode().strip()}")
    script = 'mount -t tmpfs -o size=1m none "$1" && exec "$2" -c "$3" "$1"'
    done = subprocess.run(
        [*own, "sh", "-c", script, "sh", str(tmp_path), sys.executable, code],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "small.db: the disk is full or failing (database or disk is full); nothing was changed." in done.stdout


def test_a_row_that_no_entry_explains_stops_the_writer(ledger: Ledger) -> None:
    tamper(ledger.place, "INSERT INTO claim VALUES (2, 'c1:x', 'RAA', NULL, 'brief', NULL)")
    with pytest.raises(DamagedLedgerError, match="the ledger only grows"):
        add(ledger, claim(1))
    assert ledger.count() == 0


def test_a_source_recorded_by_another_meanwhile(ledger: Ledger) -> None:
    with open_ledger(ledger.place) as other:
        other.append(Batch(sources=(source(),)), recorded_at=WHEN, recorded_by="another")
    assert add(ledger, claim(1)).known == 1
