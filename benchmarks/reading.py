"""How fast English is read, and read and checked against the built-in record; how both grow; what a long file takes in memory.

Two texts made by `_texts.py`: *ordinary* prose, one sentence in five about an instrument, and *dense*, every sentence about one.
Prints CPU seconds and MB/s of one core beside the lexicon's bare multi-pattern scan of the same text; `--json` for machines.
Exit code 1 beyond the reach.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, Final

from _measure import Cost, cost_of, report, result
from _texts import dense, ordinary

from foedus.desk.check import check_documents
from foedus.desk.reading import Reading
from foedus.intake.reading.documents import document_from_text
from foedus.intake.reading.lexicon import load_lexicon
from foedus.intake.reading.reader import read_document

MB: Final = 1_000_000
RUNS: Final = 3
SCAN: Final = "bare scan"
REACH: Final = {"ordinary": 1.0, "dense": 4.0}
"""CPU seconds a megabyte, checking included."""
LONG: Final = 8
LONG_REACH_MB: Final = 300


def main() -> int:
    rows: list[dict[str, Any]] = []
    _check("Japan and Australia signed an agreement on 6 January 2022.")  # lexicon and record are loaded once a process
    for name, text in (("ordinary", ordinary(MB)), ("dense", dense(MB))):
        scan = _seconds(partial(_scan, text))
        for work, doing in (("read", _read), ("read and check", _check)):
            rows.append(_row(f"{work}, {name}, 1 MB", _seconds(partial(doing, text)), scan, REACH[name]))
    rows += _growth()
    rows.append(_long_file())
    return report(rows)


def _growth() -> list[dict[str, Any]]:
    """Two and four times the text beside as many times the work of one."""
    one = _seconds(partial(_check, ordinary(MB)))
    rows = []
    for times in (2, 4):
        cpu = _seconds(partial(_check, ordinary(times * MB)), runs=1)
        row = result(
            f"read and check, ordinary, {times} MB", _cost(cpu), reach=times * REACH["ordinary"],
            yardstick=f"{times} × 1 MB", beside=_cost(times * one),
        )  # fmt: skip
        rows.append(row)
    return rows


def _long_file() -> dict[str, Any]:
    """The command on a file of several megabytes beside one on a short file: the peak is what matters."""
    with tempfile.TemporaryDirectory() as folder:
        costs = []
        for size in (0.1, LONG):
            path = Path(folder) / f"{size}.txt"
            path.write_text(ordinary(int(size * MB)), encoding="utf-8")
            costs.append(cost_of([sys.executable, "-m", "foedus", "read", "--json", str(path)], repeat=1))
    short, long = costs
    return result(
        f"foedus read, {LONG} MB",
        long,
        reach=LONG * REACH["ordinary"] + 1,
        yardstick="foedus read, 0.1 MB",
        beside=short,
    )


def _row(name: str, cpu: float, scan: float, reach: float) -> dict[str, Any]:
    row = result(name, _cost(cpu), reach=reach, yardstick=SCAN, beside=_cost(scan))
    return row | {"mb_per_second": round(1 / cpu, 3)}


def _cost(cpu: float) -> Cost:
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(
        cpu_seconds=round(cpu, 4), peak_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6, 1)
    )


def _seconds(work: Callable[[], object], *, runs: int = RUNS) -> float:
    """CPU seconds of this process, the median of several runs."""
    taken = []
    for _ in range(runs):
        start = process_time()
        work()
        taken.append(process_time() - start)
    return median(taken)


def _scan(text: str) -> int:
    return len(load_lexicon("en").automaton.find_matches_as_indexes(text.lower(), overlapping=True))


def _read(text: str) -> Reading:
    document = document_from_text(text, "page.txt")
    read = read_document(document)
    return Reading(documents=((document, read.statements),), remarks=(read.remarks,))


def _check(text: str) -> object:
    return check_documents(_read(text))


if __name__ == "__main__":
    sys.exit(main())
