"""How soon the command line answers, process start included, on the built-in record.

Prints CPU seconds beside `python -c "import sqlalchemy"`; `--json` for machines. Exit code 1 beyond the reach.
"""

from __future__ import annotations

import sys
from typing import Final

from _measure import cost_of, report, result

FOEDUS: Final = (sys.executable, "-m", "foedus")
YARDSTICK: Final = 'python -c "import sqlalchemy"'
WORK: Final = (
    ("foedus --help", ("--help",), 0.3),
    ("foedus show AUS-JPN", ("show", "AUS-JPN"), 0.6),
    ("foedus show AUS-JPN --json", ("show", "AUS-JPN", "--json"), 0.6),
)


def main() -> int:
    cost_of((*FOEDUS, "show", "AUS-JPN"), repeat=1)  # compiles the record, once a version
    beside = cost_of((sys.executable, "-c", "import sqlalchemy"))
    return report(
        [
            result(name, cost_of((*FOEDUS, *arguments)), reach=reach, yardstick=YARDSTICK, beside=beside)
            for name, arguments, reach in WORK
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
