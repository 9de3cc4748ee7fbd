"""The lines of a rule file that begin with `%@`: what the file is about, and each clause's reference and validity."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from foedus.analysis.rules.clauses import Clause, Survey
from foedus.model.actors import load_actors
from foedus.model.dates import EdtfDate
from foedus.model.problems import FoedusError, Issue
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Headers", "read_headers"]

_OF_FILE: Final = ("file", "actor", "survey", "note")
_OF_CLAUSE: Final = ("clause", "reference", "address", "valid", "gloss", "seen", "note")
_NEEDED: Final = ("reference", "valid", "gloss")
_LINE: Final = re.compile(r"%@\s*(?P<key>[A-Za-z_-]+)\s*:\s?(?P<value>.*)\Z")
_MORE: Final = re.compile(r"%@\s{3,}(?P<value>\S.*)\Z")
_CLAUSE_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_@()/-]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    """Headers of one file, and which clause a line belongs to."""

    title: str
    actor: str | None
    surveys: tuple[Survey, ...]
    clauses: tuple[Clause, ...]

    def clause_at(self, line: int) -> Clause | None:
        """The clause whose header stands last before this line."""
        at = bisect_right([clause.line for clause in self.clauses], line)
        return self.clauses[at - 1] if at else None


@dataclass(slots=True)
class _Entry:
    line: int
    key: str
    value: str


def read_headers(text: str, name: str, issues: list[Issue]) -> Headers:
    """Read all headers; what is wrong with them goes to ``issues``."""
    entries = _entries(text, name, issues)
    first = next((i for i, entry in enumerate(entries) if entry.key == "clause"), len(entries))
    of_file: dict[str, str] = {}
    surveys = []
    for entry in entries[:first]:
        if entry.key not in _OF_FILE:
            issues.append(_issue(name, entry.line, f"{entry.key} before any clause", f"one of {', '.join(_OF_FILE)}"))
        elif entry.key == "survey":
            surveys.append(entry)
        else:
            of_file[entry.key] = entry.value
            _known_actor(entry, name, issues)
    if "file" not in of_file:
        issues.append(_issue(name, 1, "no header `%@ file:`", "what the file is about, in words"))
    actor = of_file.get("actor") or None
    return Headers(
        title=of_file.get("file", ""),
        actor=actor,
        surveys=tuple(s for entry in surveys for s in _survey(entry, actor, name, issues)),
        clauses=tuple(_clauses(entries[first:], actor, name, issues)),
    )


def _entries(text: str, name: str, issues: list[Issue]) -> list[_Entry]:
    found: list[_Entry] = []
    known = tuple(dict.fromkeys((*_OF_FILE, *_OF_CLAUSE)))
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if not stripped.startswith("%@"):
            continue
        header, more = _LINE.match(stripped), _MORE.match(stripped)
        if header is not None and header["key"] in known:
            found.append(_Entry(number, header["key"], header["value"].strip()))
        elif more is not None and found:
            found[-1].value += " " + more["value"].strip()
        else:
            near = difflib.get_close_matches(header["key"], known, n=1) if header else []
            hint = f"Did you mean {near[0]}?" if near else "A line that goes on begins with `%@` and three spaces."
            issues.append(
                _issue(name, number, repr(stripped[:60]), f"`%@ KEY: …` with KEY of {', '.join(known)}", hint)
            )
    return found


def _clauses(entries: Sequence[_Entry], actor: str | None, name: str, issues: list[Issue]) -> list[Clause]:
    groups: list[list[_Entry]] = []
    for entry in entries:
        if entry.key == "clause":
            groups.append([entry])
        elif entry.key not in _OF_CLAUSE:
            issues.append(
                _issue(name, entry.line, f"{entry.key} inside a clause", "headers of the file before its first clause")
            )
        else:
            groups[-1].append(entry)
    return [clause for group in groups for clause in [_clause(group, actor, name, issues)] if clause is not None]


def _clause(group: Sequence[_Entry], actor: str | None, name: str, issues: list[Issue]) -> Clause | None:
    head = group[0]
    values = {entry.key: entry for entry in group}
    place = f"clause {head.value}"
    if not _CLAUSE_ID.match(head.value):
        issues.append(_issue(name, head.line, f"clause {head.value!r}", "an id such as jpn.sdf.100-8, without spaces"))
    lacking = [key for key in _NEEDED if key not in values or not values[key].value]
    issues += [_issue(name, head.line, f"{place} without `%@ {key}:`", "reference, valid and gloss") for key in lacking]
    span = _span(values["valid"], name, issues) if "valid" in values else None
    text = {key: entry.value for key, entry in values.items()}
    return Clause(
        id=head.value,
        file=name,
        line=head.line,
        reference=text.get("reference", ""),
        valid=span or EdtfDate.parse("0001/.."),
        gloss=text.get("gloss", ""),
        address=text.get("address", ""),
        seen=text.get("seen", ""),
        actor=actor,
    )


def _span(entry: _Entry, name: str, issues: list[Issue]) -> EdtfDate | None:
    text = entry.value.partition("|")[2].strip() if entry.key == "survey" else entry.value
    try:
        if "/" not in text:
            raise ValueError
        return EdtfDate.parse(text)
    except (FoedusError, ValueError):
        issues.append(
            _issue(
                name, entry.line, f"{entry.key}: {text!r}", "an EDTF interval", "Write 2013-01-31/.. or 2013/2015-09."
            )
        )
        return None


def _survey(entry: _Entry, actor: str | None, name: str, issues: list[Issue]) -> list[Survey]:
    if actor is None:
        issues.append(_issue(name, entry.line, "a survey without `%@ actor:`", "whose law was looked at"))
        return []
    span = _span(entry, name, issues)
    by_role: dict[str, set[str]] = {}
    for word in entry.value.partition("|")[0].replace(",", " ").split():
        role, _, activity = word.rpartition(":")
        code = activity.replace("_", "-")
        known = load_vocabulary().activities
        if code not in known or role not in ("", "host", "actor"):
            near = difflib.get_close_matches(code, known, n=2)
            hint = f"Did you mean {', '.join(near)}?" if near else ""
            issues.append(_issue(name, entry.line, f"survey of {word!r}", "activities, bare or as host:ACTIVITY", hint))
        else:
            by_role.setdefault(role or "both", set()).add(code)
    if span is None:
        return []
    return [
        Survey(actor=actor, activities=frozenset(codes), span=span, role=role)  # type: ignore[arg-type]  # checked above
        for role, codes in by_role.items()
    ]


def _known_actor(entry: _Entry, name: str, issues: list[Issue]) -> None:
    if entry.key == "actor" and entry.value not in load_actors():
        issues.append(_issue(name, entry.line, f"actor {entry.value!r}", "the code of a state or organisation"))


def _issue(name: str, line: int, got: str, expected: str, hint: str = "") -> Issue:
    return Issue(code="rules-header", where=f"{name}:{line}", got=got, expected=expected, hint=hint)
