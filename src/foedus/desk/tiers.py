"""Which tier has a dyad, or has each partner of an actor, under rival definitions; why, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Unpack

from foedus.analysis.rules.clauses import Clause
from foedus.analysis.rules.tiers.asked import DEFENCE
from foedus.analysis.rules.tiers.canonical import names_of_opens
from foedus.analysis.rules.tiers.definitions import Rulebook
from foedus.analysis.rules.tiers.history import (
    AllianceHistory,
    Phases,
    Turn,
    days_of,
    phases_of,
    standings_over,
    turns_of,
)
from foedus.analysis.rules.tiers.reasons import Ground, Reason, explain_all
from foedus.analysis.rules.tiers.standing import Standing
from foedus.analysis.rules.tiers.steps import Step
from foedus.analysis.rules.tiers.verdicts import Verdict, decide_all, decide_jointly, signature_of
from foedus.desk._questions import horizon
from foedus.desk.asking import Answered, View
from foedus.desk.definitions import load_definitions
from foedus.desk.dossier import read_subject
from foedus.desk.ledgers import Opened
from foedus.desk.records import claim_record, title_of
from foedus.desk.subjects import Subject
from foedus.desk.viewing import Viewing, viewed
from foedus.model.actors import Group, load_actors
from foedus.model.claims import Evidence
from foedus.model.instruments import Instrument
from foedus.model.problems import UsageError

__all__ = ["tiers"]

_MOST_CLAIMS: Final = 3


def tiers(
    what: str,
    *,
    definitions: Sequence[str] = ("all",),
    **where: Unpack[Viewing],
) -> Answered:
    """Tiers of a dyad, or of an actor with each of its partners.

    Returns
    -------
    Answered
        `data`: a list of `{dyad, partner, definition, title, answer, since, criteria, hangs_on, turns}`; `turns` only for a dyad.

    Raises
    ------
    FoedusError
        If a name, day, perspective or definition cannot be read.
    """
    rulebooks = load_definitions(definitions)
    with viewed(where) as (opened, view):
        subject = _subject(opened, what)
        work = _Work(opened, view)
        dyads = work.dyads(subject)
        rows = [row for rulebook in rulebooks for row in work.rows(dyads, rulebook, in_full=subject.kind == "dyad")]
        rows.sort(key=lambda row: row["partner"])  # stable: definitions keep their order
        return Answered(data=rows, view=view, ledger=opened.ledger.head())


def _subject(opened: Opened, what: str) -> Subject:
    subject = read_subject(opened, what)
    group = len(subject.parties) == 1 and isinstance(load_actors().get(subject.parties[0]), Group)
    if subject.kind == "instrument" or len(subject.parties) > 2 or group:
        raise UsageError(
            f"tiers: {what!r} is neither one actor nor two; a tier is one of a dyad.",
            hint="foedus tiers KOR-JPN, or foedus tiers JPN for all its partners",
        )
    return subject


@dataclass(slots=True)
class _Work:
    """Instruments of one question with their phases, made once."""

    opened: Opened
    view: View
    _phases: dict[str, Phases] = field(default_factory=dict)
    _alliances: AllianceHistory | None = None
    _own: dict[tuple[str, str], list[Instrument]] = field(default_factory=dict)

    def dyads(self, subject: Subject) -> list[tuple[str, str]]:
        """The dyad asked about, or those of the actor that have an instrument of their own."""
        found = self.opened.instruments(subject.parties)
        if len(subject.parties) == 2:
            pair = (subject.parties[0], subject.parties[1])
            self._own = {pair: list(found)}
            return [pair]
        actor = subject.parties[0]
        partners = {p for i in found if len(i.parties) == 2 for p in i.parties if p != actor}
        for partner in sorted(partners):
            pair = (min(actor, partner), max(actor, partner))
            self._own[pair] = [i for i in found if partner in i.parties]
        return sorted(self._own)

    def phases(self, instruments: Iterable[Instrument]) -> list[Phases]:
        """Of each instrument, how it stands from when to when."""
        found = []
        for each in instruments:
            if each.id not in self._phases:
                self._phases[each.id] = phases_of(
                    each, perspective=self.view.perspective, known=self.view.known, coverage=self.opened.coverage
                )
            found.append(self._phases[each.id])
        return found

    def alliances(self) -> AllianceHistory:
        """Who was allied with whom."""
        if self._alliances is None:
            self._alliances = AllianceHistory(self.phases(self.opened.instruments(types=(DEFENCE,))))
        return self._alliances

    def standings(self, pair: tuple[str, str], days: Sequence[int], rulebook: Rulebook) -> list[Standing]:
        """How the two stand on each day."""
        own = self.phases(self._own[pair])
        return standings_over(pair, days, own, self.alliances(), rulebook, self.opened.coverage)

    def rows(self, dyads: Sequence[tuple[str, str]], rulebook: Rulebook, *, in_full: bool) -> list[dict[str, Any]]:
        """One row for each dyad and definition."""
        today = horizon()
        standings = [self.standings(pair, [self.view.on], rulebook)[0] for pair in dyads]
        verdicts = decide_jointly([signature_of(s, rulebook, future=s.on > today) for s in standings], rulebook)
        reasons = explain_all(standings, verdicts, rulebook, effort="pairs" if in_full else "steps")
        rows = []
        for pair, standing, verdict, reason in zip(dyads, standings, verdicts, reasons, strict=True):
            turns = self._turns(pair, rulebook, today)
            told = self._turn_records(pair, turns, rulebook) if in_full else []
            for at, definition in enumerate(rulebook.definitions):
                now = [turn for turn in turns[at] if turn.on <= self.view.on]
                row = {
                    "dyad": "-".join(pair),
                    "partner": self._partner(pair, dyads),
                    "definition": definition.name,
                    "title": definition.title,
                    "answer": verdict[at].answer.value,
                    "since": _since(now),
                    "criteria": [_criterion_record(each) for each in reason[at]],
                    "hangs_on": _hangs_on(standing, verdict[at], rulebook),
                }
                rows.append(row | ({"turns": told[at]} if in_full else {}))
        return rows

    def _partner(self, pair: tuple[str, str], dyads: Sequence[tuple[str, str]]) -> str:
        """The one of the two that is not asked about; of a dyad asked about, the second."""
        if len(dyads) == 1:
            return pair[1]
        return next((who for who in pair if any(who not in other for other in dyads)), pair[1])

    def _turns(self, pair: tuple[str, str], rulebook: Rulebook, today: int) -> list[tuple[Turn, ...]]:
        own = self.phases(self._own[pair])
        coverage, alliances = self.opened.coverage, self.alliances()
        days = [day for day in days_of(pair, own, alliances, rulebook, coverage) if day <= today]
        return turns_of(standings_over(pair, days, own, alliances, rulebook, coverage, changes_only=True), rulebook)

    def _turn_records(
        self, pair: tuple[str, str], turns: Sequence[tuple[Turn, ...]], rulebook: Rulebook
    ) -> list[list[dict[str, Any]]]:
        """For each definition its turns, with the clauses on which the answer turned and the instruments that turned it."""
        days = sorted({turn.on for each in turns for turn in each})
        standings = self.standings(pair, days, rulebook)
        verdicts = decide_all([signature_of(standing, rulebook) for standing in standings], rulebook)
        reasons = dict(zip(days, explain_all(standings, verdicts, rulebook, effort="grounds"), strict=True))
        return [[_turn_record(turn, reasons[turn.on][at]) for turn in each] for at, each in enumerate(turns)]


def _turn_record(turn: Turn, reasons: Sequence[Reason]) -> dict[str, Any]:
    turned = [reason for reason in reasons if reason.criterion.name in turn.criteria]
    changed = {tie.instrument.id for tie in turn.causes}
    grounds = [g for reason in turned for g in reason.grounds if g.tie and g.tie.instrument.id in changed]
    return {
        "on": date.fromordinal(turn.on).isoformat(),
        "answer": turn.answer.value,
        "criteria": [
            {"name": r.criterion.name, "answer": r.answer.value, "clauses": [_clause_record(c) for c in r.clauses]}
            for r in turned
        ],
        "because": list({g.tie.instrument.id: _cause_record(g) for g in grounds if g.tie}.values()),
    }


def _since(turns: Sequence[Turn]) -> str | None:
    """The day of the last turn; None where it was always so."""
    return date.fromordinal(turns[-1].on).isoformat() if len(turns) > 1 else None


def _hangs_on(standing: Standing, verdict: Verdict, rulebook: Rulebook) -> list[dict[str, str]]:
    if not verdict.hangs_on:
        return []
    names = names_of_opens(standing, rulebook.asked)
    about = {name for each in verdict.hangs_on for name in names[each]}
    opens = [left for left in standing.opens if left.about in about]
    return [{"about": left.about, "kind": left.kind, "words": left.words} for left in opens]


def _clause_record(clause: Clause) -> dict[str, Any]:
    return {
        "rule": clause.id,
        "reference": clause.reference,
        "address": clause.address or None,
        "gloss": clause.gloss,
        "valid": clause.valid.text,
        "file": f"{clause.file}:{clause.line}",
    }


def _criterion_record(reason: Reason) -> dict[str, Any]:
    return {
        "name": reason.criterion.name,
        "needed": reason.criterion.needed,
        "answer": reason.answer.value,
        "clauses": [_clause_record(clause) for clause in reason.clauses],
        "evidence": [_ground_record(ground) for ground in reason.grounds],
        "missing": [_missing_record(steps) for steps in reason.missing],
    }


def _cause_record(ground: Ground) -> dict[str, Any]:
    return {"instrument": ground.tie.instrument.id if ground.tie else None, "words": ground.words}


def _ground_record(ground: Ground) -> dict[str, Any]:
    record: dict[str, Any] = {
        "words": ground.words,
        "holds": ground.holds,
        "rule": ground.clause.id if ground.clause else None,
        "instrument": None,
    }
    if ground.tie is not None:
        instrument = ground.tie.instrument
        record |= {
            "instrument": instrument.id,
            "type": instrument.type,
            "parties": list(instrument.parties),
            "title": title_of(instrument),
            "since": ground.tie.since,
            "status": ground.tie.answer.value,
            "claims": [claim_record(item) for item in _claims(ground)],
        }
        if any(item.source.kind in ("scenario", "simulation") for item in _claims(ground)):
            record["hypothetical"] = True
    return record


def _claims(ground: Ground) -> list[Evidence]:
    """The claims that settle how it stands: those to its beginning first."""
    if ground.tie is None:
        return []
    effects = ground.tie.type.stages
    views = sorted(ground.tie.stages, key=lambda view: effects[view.stage].effect not in ("begins", "ends", "pauses"))
    found = {item.claim.id: item for view in views for item in view.evidence}
    return list(found.values())[:_MOST_CLAIMS]


def _missing_record(steps: Sequence[Step]) -> dict[str, Any]:
    return {
        "words": "; ".join(step.words for step in steps),
        "steps": [
            {
                "kind": step.kind,
                "type": step.type,
                "parties": list(step.parties),
                "stage": "in_force" if step.kind == "instrument" else None,
                "about": step.about,
                "words": step.words,
            }
            for step in steps
        ],
    }
