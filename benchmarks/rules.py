"""What rules cost: 900,000 dyad-years answered by distinct signature, and the proof of one answer.

Thirty thousand synthetic dyads over thirty years, each with a history of instruments of ten types; a signature for every
dyad and spell, so that equal ones are told by value, as in a real panel. The yardstick is clingo asked for each distinct
signature alone. Prints CPU seconds; `--json` for machines. Exit code 1 beyond the reach.
"""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Callable
from itertools import pairwise
from time import process_time
from typing import Any, Final

from _measure import Cost, report, result

from foedus.analysis.rules.facts import Question, Scene, rules_for
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.parsing import parse_rules
from foedus.analysis.rules.program import Case, Program
from foedus.analysis.rules.proofs import explain
from foedus.analysis.rules.repairs import find_repairs
from foedus.analysis.rules.verdicts import Signature, decide, decide_all

DYADS: Final = 30_000
YEARS: Final = 30
TYPES: Final = ("RAA", "VFA", "SOFA", "ACSA", "ISA", "DETTA", "OSA", "2+2", "basing", "mutual_defense_treaty")
QUESTION: Final = Question(actor="AUS", activity="visit-train", partner="JPN", situation="exercise")
PROOF_REACH: Final = 0.05


def main() -> int:
    law = _law()
    program = Program(law, rules_for(law, QUESTION))
    rows = _panel(random.Random(5), frozenset(law.clauses))  # noqa: S311  # the same panel every time
    distinct = list(dict.fromkeys(rows))
    if len(rows) != DYADS * YEARS or len(distinct) < 500:
        raise RuntimeError(f"{len(rows)} dyad-years with {len(distinct)} signatures")
    whole = _seconds(lambda: decide_all(rows, program), runs=3)
    alone = _seconds(lambda: [decide_all([each], program) for each in distinct], runs=1)
    scene = Scene(question=QUESTION, on=730_000, facts=distinct[-1].case.facts, valid=distinct[-1].case.valid)
    decision = decide(scene, law)
    proof = _seconds(lambda: explain(scene, law, decision), runs=9)
    repairs = _seconds(lambda: find_repairs(scene, law), runs=3)
    yardstick = f"clingo, {len(distinct)} times"
    results: list[dict[str, Any]] = [
        result("900,000 dyad-years answered", _cost(whole), reach=1.0, yardstick=yardstick, beside=_cost(alone))
        | {"dyad_years": len(rows), "signatures": len(distinct)},
        result("one proof", _cost(proof), reach=PROOF_REACH, yardstick=yardstick, beside=_cost(alone)),
        result("all smallest repairs", _cost(repairs), reach=1.0, yardstick=yardstick, beside=_cost(alone)),
    ]
    return report(results)


def _law() -> Law:
    """Forty clauses: each type covers, some forbid, some lift that, all with conditions."""
    lines = ["%@ file: synthetic", "%@ actor: AUS", "%@ survey: visit-train | 1900/.."]
    number = 0

    def clause(rule: str) -> None:
        nonlocal number
        number += 1
        lines.extend(
            [f"%@ clause: c{number}", f"%@ reference: art. {number}", "%@ valid: 1950/..", "%@ gloss: words", rule]
        )

    for kind in TYPES:
        held = f'in_force(I), between(I), type(I, "{kind}")'
        clause(f"covered(I) :- {held}, activity(visit_train).")
        clause(f'condition("on request under the {kind}") :- {held}, situation(exercise).')
    clause("authorised :- helper.\nhelper :- situation(exercise; peacetime).")
    clause("host_authorised :- covered(I).")
    for one, other in pairwise(TYPES):
        clause(f'forbidden :- type(I, "{one}"), between(I), in_force(I), not apart.\napart :- type(J, "{other}").')
        clause(f'excepted("c{number}") :- type(I, "VFA"), in_force(I), between(I).')
    return Law.of([parse_rules("\n".join(lines) + "\n", "synthetic.lp")])


def _panel(chance: random.Random, valid: frozenset[str]) -> list[Signature]:
    rows: list[Signature] = []
    for _ in range(DYADS):
        have: set[str] = set()
        changes = sorted(chance.sample(range(1, YEARS), chance.randint(1, 4)))
        for start, end in zip([0, *changes], [*changes, YEARS], strict=True):
            have ^= {chance.choice(TYPES)}
            rows += [_signature(have, valid)] * (end - start)
    return rows


def _signature(have: set[str], valid: frozenset[str]) -> Signature:
    facts = {(name, term) for name, term in QUESTION.asked.items()}
    for kind in have:
        name = f'"{kind}"'
        facts |= {("in_force", name), ("between", name), ("type", name, f'"{kind}"')}
    return Signature(Case(frozenset(facts), valid), frozenset({"actor"}), hosted=True)


def _cost(cpu: float) -> Cost:
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    return Cost(cpu_seconds=round(cpu, 4), peak_mb=round(peak, 1))


def _seconds(work: Callable[[], object], *, runs: int) -> float:
    """CPU seconds of this process, the best of several runs."""
    taken = []
    for _ in range(runs):
        start = process_time()
        work()
        taken.append(process_time() - start)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())
