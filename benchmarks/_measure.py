"""How benchmarks measure: CPU seconds and peak memory of a child process, best of several; one shape of output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["Cost", "cost_of", "report", "result"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU time, user and system [s], and peak resident memory [MB] of one process."""

    cpu_seconds: float
    peak_mb: float


def cost_of(command: Sequence[str], *, repeat: int = 7) -> Cost:
    """The cheapest of several runs: other work on the machine only ever adds.

    Raises
    ------
    RuntimeError
        If the command fails.
    """
    runs = [_run(command) for _ in range(repeat)]
    return Cost(
        cpu_seconds=round(min(run.cpu_seconds for run in runs), 3), peak_mb=round(min(run.peak_mb for run in runs), 1)
    )


def _run(command: Sequence[str]) -> Cost:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: exit code {running.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(cpu_seconds=used.ru_utime + used.ru_stime, peak_mb=used.ru_maxrss * unit / 1e6)


def report(results: Sequence[dict[str, Any]]) -> int:
    """Print results, as JSON with `--json`; 1 if one is beyond its reach."""
    if "--json" in sys.argv[1:]:
        print(json.dumps({"results": list(results)}, indent=2))
    else:
        for row in results:
            mark = "✓" if row["cpu_seconds"] <= row["reach"] else "✗"
            print(
                f"{mark} {row['name']:32} {row['cpu_seconds']:6.3f} CPU-s (reach {row['reach']}), {row['peak_mb']:6.1f} MB; "
                f"{row['ratio']:.2f} × {row['yardstick']['name']} ({row['yardstick']['cpu_seconds']:.3f} CPU-s)"
            )
    return int(any(row["cpu_seconds"] > row["reach"] for row in results))


def result(name: str, cost: Cost, *, reach: float, yardstick: str, beside: Cost) -> dict[str, Any]:
    """One row: what was measured, and how it compares with what ran beside it."""
    return {
        "name": name,
        **asdict(cost),
        "reach": reach,
        "yardstick": {"name": yardstick, **asdict(beside)},
        "ratio": round(cost.cpu_seconds / beside.cpu_seconds, 3),
    }
