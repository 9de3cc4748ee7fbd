"""The words of `words.yaml`, compiled: what headers, cells and labels of tables and lists say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from foedus.model.resources import load_file

__all__ = ["StructuredWords", "load_structured_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuredWords:
    """Compiled patterns by the name they have in the file; all expect folded text in lower case."""

    columns: Mapping[str, re.Pattern[str]]
    stages: tuple[tuple[str, re.Pattern[str]], ...]
    instruments: Mapping[str, re.Pattern[str]]
    denied: re.Pattern[str]
    planned: re.Pattern[str]
    absent: re.Pattern[str]
    no: re.Pattern[str]
    yes: re.Pattern[str]
    same_day: re.Pattern[str]
    same_year: re.Pattern[str]
    ditto: re.Pattern[str]
    first: re.Pattern[str]
    other: re.Pattern[str]
    together: re.Pattern[str]
    giver: re.Pattern[str]
    between: re.Pattern[str]
    date_of: Mapping[str, str]

    def stages_in(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and code of each stage named in a folded, lowered text, in order, without overlap."""
        found: list[tuple[int, int, str]] = []
        for code, pattern in self.stages:
            for match in pattern.finditer(text):
                if not any(match.start() < end and start < match.end() for start, end, _ in found):
                    found.append((match.start(), match.end(), code))
        return sorted(found)


@cache
def load_structured_words() -> StructuredWords:
    """Read and compile the file, once per process."""
    raw = load_file(Path(__file__).with_name("words.yaml"))
    single = {
        name: re.compile(raw[name])
        for name in (
            "denied",
            "planned",
            "absent",
            "no",
            "yes",
            "same_day",
            "same_year",
            "ditto",
            "first",
            "other",
            "together",
            "giver",
        )
    }
    return StructuredWords(
        columns={name: re.compile(pattern) for name, pattern in raw["columns"].items()},
        stages=tuple((row["stage"], re.compile(_words(row["is"]))) for row in raw["stages"]),
        instruments={code: re.compile(_words(pattern)) for code, pattern in raw["instruments"].items()},
        between=re.compile(_words(raw["between"])),
        date_of=raw["date_of"],
        **single,
    )


def _words(pattern: str) -> str:
    """Latin words stand alone; others need not."""
    return rf"(?<![a-z])(?:{pattern})(?![a-z])"
