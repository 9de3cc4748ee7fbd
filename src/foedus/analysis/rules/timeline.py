"""Law over time: every day on which the answer changes, and which clause or instrument changed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from foedus.analysis.rules.clauses import Atom
from foedus.analysis.rules.facts import Question, Scene, rules_for
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.verdicts import Decision, decide_scenes
from foedus.model.actors import State, load_actors
from foedus.model.dates import EdtfDate
from foedus.model.instruments import Instrument

__all__ = ["Turn", "days_of_change", "timeline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """From day `on` [ordinal] the answer is another one. `causes` are (kind, id, words); empty for the first."""

    on: int
    scene: Scene
    decision: Decision
    causes: tuple[tuple[str, str, str], ...] = ()


def days_of_change(
    question: Question, law: Law, instruments: Sequence[Instrument], waits: Mapping[str, int] | None = None
) -> list[int]:
    """Every day [ordinal] on which something the answer may hang on begins, ends or becomes certain."""
    rules = rules_for(law, question)
    dates = [EdtfDate.parse(part) for rule in rules for part in _ends(law.clauses[rule.clause].valid.text)]
    pair = (question.actor, question.partner)
    dates += [EdtfDate.parse(part) for s in law.surveys if s.actor in pair for part in _ends(s.span.text)]
    dates += [date for code in law.words for date in _membership_dates(code, pair)]
    claims = [item.claim for each in instruments for item in each.evidence if item.claim.date]
    dates += [EdtfDate.parse(part) for claim in claims for part in _ends(claim.date or "")]
    days = {1}
    for date in dates:
        for day in (date.earliest, date.latest):
            days |= {day, day + 1} if day is not None else set()
    for claim in claims:  # from when on a signature is no longer a recent one
        when, wait = claim.when, (waits or {}).get(claim.instrument_type)
        if claim.stage == "signed" and when is not None and wait is not None:
            days |= {end + wait + more for end in (when.earliest, when.latest) if end for more in (0, 1)}
    return sorted(days)


def _ends(span: str) -> list[str]:
    return [part for part in span.split("/") if part not in ("", "..")]


def _membership_dates(code: str, pair: tuple[str, str]) -> Iterator[EdtfDate]:
    actors = load_actors()
    if code in actors and not isinstance(actor := actors[code], State):
        for each in actor.members:
            if each.actor in pair:
                yield from (date for date in (each.begins, each.ends) if date is not None)


def timeline(law: Law, scenes: Sequence[Scene]) -> list[Turn]:
    """The turns of the answer over scenes of one question in the order of their days."""
    decisions = decide_scenes(scenes, law)
    turns: list[Turn] = []
    previous: tuple[Scene, Decision] | None = None
    changed: list[tuple[Scene, Scene, Decision]] = []
    for scene, decision in zip(scenes, decisions, strict=True):
        if previous is None or decision.answer is not previous[1].answer:
            turns.append(Turn(on=scene.on, scene=scene, decision=decision))
            if previous is not None:
                changed.append((previous[0], scene, previous[1]))
        previous = (scene, decision)
    causes = _causes(law, changed)
    return [turns[0], *(replace(t, causes=c) for t, c in zip(turns[1:], causes, strict=True))] if turns else []


_Revert = Callable[[Scene], Scene]


def _causes(law: Law, changed: Sequence[tuple[Scene, Scene, Decision]]) -> list[tuple[tuple[str, str, str], ...]]:
    """Of all that changed that day, what turned the answer: undone alone, the old answer comes back."""
    tries = [[(cause, undo(after)) for cause, undo in _differences(law, before, after)] for before, after, _ in changed]
    answers = iter(decide_scenes([scene for each in tries for _, scene in each], law))
    found = []
    for each, (_, _, old) in zip(tries, changed, strict=True):
        results = [(cause, next(answers).answer) for cause, _ in each]
        turning = [cause for cause, answer in results if answer is old.answer]
        found.append(tuple(turning or [cause for cause, _ in results]))
    return found


def _differences(law: Law, before: Scene, after: Scene) -> Iterator[tuple[tuple[str, str, str], _Revert]]:
    yield from _clauses(law, before, after)
    yield from _instruments(before, after)
    if before.looked != after.looked:
        words = "what the record claims to cover"
        yield ("survey", "survey", words), lambda scene: replace(scene, looked=before.looked)
    members = {a for a in before.facts ^ after.facts if a[0] == "member"}
    for atom in sorted(members):
        verb = "is" if atom in after.facts else "is no longer"
        words = f"{atom[1].strip(chr(34))} {verb} a member of {atom[2].strip(chr(34))}"
        yield ("membership", atom[2].strip('"'), words), partial(_without_change, atom=atom)


def _without_change(scene: Scene, atom: Atom) -> Scene:
    return replace(scene, facts=scene.facts ^ {atom})


def _clauses(law: Law, before: Scene, after: Scene) -> Iterator[tuple[tuple[str, str, str], _Revert]]:
    def state(scene: Scene, name: str) -> str:
        if name in scene.valid:
            return "yes"
        return "open" if any(left.clause == name for left in scene.opens) else "no"

    names = before.valid | after.valid | {o.clause for s in (before, after) for o in s.opens if o.clause}
    for name in sorted(names):
        was, now = state(before, name), state(after, name)
        if was != now:
            clause = law.clauses[name]
            verb = {"yes": "applies", "no": "no longer applies", "open": "may apply: its date is not precise"}[now]

            def undo(scene: Scene, name: str = name) -> Scene:
                opens = tuple(o for o in scene.opens if o.clause != name)
                kept = tuple(o for o in before.opens if o.clause == name)
                valid = scene.valid | {name} if name in before.valid else scene.valid - {name}
                return replace(scene, opens=(*opens, *kept), valid=valid)

            yield ("clause", name, f"{clause.reference} {verb}"), undo


def _instruments(before: Scene, after: Scene) -> Iterator[tuple[tuple[str, str, str], _Revert]]:
    states = ("in_force", "not_yet", "ended", "stage")
    for name in sorted(before.ties.keys() | after.ties.keys()):
        own = f'"{name}"'
        was = {a for a in before.facts if a[0] in states and a[1] == own}, {o.about for o in before.opens} & {name}
        now = {a for a in after.facts if a[0] in states and a[1] == own}, {o.about for o in after.opens} & {name}
        if was == now:
            continue

        def undo(scene: Scene, own: str = own, name: str = name) -> Scene:
            facts = {a for a in scene.facts if len(a) < 2 or a[1] != own} | {
                a for a in before.facts if a[1:2] == (own,)
            }
            opens = tuple(o for o in scene.opens if o.about != name)
            return replace(scene, facts=frozenset(facts), opens=(*opens, *(o for o in before.opens if o.about == name)))

        yield ("instrument", name, _said(name, own, after)), undo


def _said(name: str, own: str, scene: Scene) -> str:
    if ("in_force", own) in scene.facts:
        return f"{name} is in force"
    if any(left.about == name for left in scene.opens):
        return f"{name} may be in force: it is disputed or not certain"
    if ("ended", own) in scene.facts:
        return f"{name} is no longer in force"
    return f"{name} is signed, not in force" if ("not_yet", own) in scene.facts else f"{name} is not in force"
