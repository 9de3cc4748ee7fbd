"""Tiers under every built-in definition: 900,000 synthetic dyad-years, and the whole record at every change since 1945.

Each in a process of its own that first reads the definitions; its CPU seconds are those of the work alone. `--json` for
machines. Exit code 1 beyond the reach.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from itertools import combinations
from typing import Any, Final

from foedus.analysis.network.snapshot import Tie
from foedus.analysis.rules.tiers.alliances import Alliances
from foedus.analysis.rules.tiers.asked import DEFENCE
from foedus.analysis.rules.tiers.history import AllianceHistory, Phases, days_of, phases_of, standings_over
from foedus.analysis.rules.tiers.standing import standing_of
from foedus.analysis.rules.tiers.verdicts import Signature, decide_all, signature_of
from foedus.desk.definitions import load_definitions
from foedus.desk.ledgers import open_for_reading
from foedus.model.answers import Answer
from foedus.model.dates import day
from foedus.model.instruments import Coverage, Instrument
from foedus.resolution.perspectives import Perspective

DYAD_YEARS: Final = 900_000
DISTINCT: Final = 600
WORK: Final = {"synthetic": 1.0, "record": 2.0}
_TYPES: Final = (
    "mutual_defense_treaty", "security_treaty", "RAA", "ACSA", "ISA", "DETTA", "2+2", "OSA", "strategic_partnership",
    "exercise", "port_call", "joint_development", "other_treaty",
)  # fmt: skip
_ANSWERS: Final = (*(Answer.NO,) * 6, *(Answer.YES,) * 3, Answer.DISPUTED, Answer.UNCERTAIN)


def synthetic() -> tuple[float, dict[str, int]]:
    """Dyads with instruments drawn by lot, some of them open, seen by a record that covers some types."""
    book = load_definitions()[0]
    lot = random.Random(1945)  # noqa: S311  # draws test data
    distinct: dict[Signature, None] = {}
    while len(distinct) < DISTINCT:
        distinct[_drawn(lot, book)] = None
    kinds = list(distinct)
    rows = [kinds[lot.randrange(DISTINCT)] for _ in range(DYAD_YEARS)]
    start = time.process_time()
    answers = decide_all(rows, book)
    took = time.process_time() - start
    return took, {
        "dyad_years": len(answers),
        "definitions": len(book.definitions),
        "distinct": len(set(rows)),
        "distinct_answers": len({tuple(v.answer for v in each) for each in answers}),
    }


def _drawn(lot: random.Random, book: Any) -> Signature:
    on = day("2020-01-01")
    ties = []
    for kind in _TYPES:
        answer = lot.choice(_ANSWERS)
        if answer is not Answer.NO:
            parties = ("AUS", "JPN") if kind != "exercise" or lot.random() < 0.5 else ("AUS", "JPN", "USA")
            instrument = Instrument(id=f"{kind}-x", type=kind, parties=parties, evidence=())
            ties.append(Tie(instrument=instrument, answer=answer, stages=(), since=None))
    for who in ("AUS", "JPN"):
        if lot.random() < 0.5:
            treaty = Instrument(id=f"{who}-usa", type=DEFENCE, parties=(who, "USA"), evidence=())
            ties.append(Tie(instrument=treaty, answer=Answer.YES, stages=(), since=None))
    covered = [
        Coverage(actor="AUS", instrument_type=kind, earliest=1, latest=on) for kind in _TYPES if lot.random() < 0.7
    ]
    own = [tie for tie in ties if {"AUS", "JPN"} <= set(tie.instrument.parties)]
    standing = standing_of(("AUS", "JPN"), own, Alliances.of(ties, on), book.asked, on=on, coverage=covered)
    return signature_of(standing, book)


def record() -> tuple[float, dict[str, int]]:
    """Every pair with an instrument in common, on every day since 1945 on which something changes for it."""
    book = load_definitions()[0]
    first, last = day("1945-01-01"), day("2026-12-31")
    with open_for_reading() as opened:
        instruments, coverage = opened.instruments(), opened.coverage
    start = time.process_time()
    wanted = book.asked.types | {DEFENCE}
    phases: dict[str, Phases] = {
        each.id: phases_of(each, perspective=Perspective(), coverage=coverage, first=first)
        for each in instruments
        if (book.asked.anything or each.type in wanted) and len(each.parties) > 1
    }
    alliances = AllianceHistory((phases[each.id] for each in instruments if each.type == DEFENCE), first=first)
    pairs: dict[tuple[str, str], list[Phases]] = {}
    for each in instruments:
        if each.id in phases:
            for pair in combinations(each.parties, 2):
                pairs.setdefault((pair[0], pair[1]), []).append(phases[each.id])
    signatures: list[Signature] = []
    n_days = 0
    for pair, own in sorted(pairs.items()):
        days = [on for on in days_of(pair, own, alliances, book, coverage, first=first) if on <= last]
        n_days += len(days)
        changed = standings_over(pair, days, own, alliances, book, coverage, changes_only=True)
        signatures += [signature_of(standing, book) for standing in changed]
    answers = decide_all(signatures, book)
    took = time.process_time() - start
    return took, {
        "dyads": len(pairs),
        "dyad_days": n_days,
        "with_a_change": len(answers),
        "distinct": len(set(signatures)),
    }


def main() -> int:
    """Run both, each in a process of its own."""
    if len(sys.argv) > 2 and sys.argv[1] == "--one":
        took, facts = {"synthetic": synthetic, "record": record}[sys.argv[2]]()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"cpu_seconds": round(took, 3), "peak_mb": round(peak, 1), **facts}))
        return 0
    results = []
    for name, reach in WORK.items():
        runs = [json.loads(subprocess.check_output([sys.executable, __file__, "--one", name])) for _ in range(3)]
        best = min(runs, key=lambda run: run["cpu_seconds"])
        results.append(
            {"name": f"tiers, {name}", "reach": reach, "ratio": round(best["cpu_seconds"] / reach, 3), **best}
        )
    if "--json" in sys.argv[1:]:
        print(json.dumps({"results": results}, indent=2))
    else:
        for row in results:
            mark = "✓" if row["cpu_seconds"] <= row["reach"] else "✗"
            rest = ", ".join(f"{key} {row[key]}" for key in row if key not in ("name", "reach", "ratio", "cpu_seconds"))
            print(f"{mark} {row['name']:18} {row['cpu_seconds']:6.3f} CPU-s (reach {row['reach']}); {rest}")
    return int(any(row["cpu_seconds"] > row["reach"] for row in results))


if __name__ == "__main__":
    sys.exit(main())
