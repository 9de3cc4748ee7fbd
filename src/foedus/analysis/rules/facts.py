"""The facts of one question: who asks what of whom, and which instruments stand how on the day, settled or open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final
from typing import Literal as OneOf

from foedus.analysis.network.snapshot import NetworkSnapshot, Tie
from foedus.analysis.rules.clauses import Atom, Law, Rule
from foedus.model.actors import State, load_actors
from foedus.model.answers import Answer
from foedus.model.dates import EdtfDate, day, has_begun
from foedus.model.instruments import Coverage, Sought, StageView
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Open", "Question", "Scene", "quoted", "rules_for", "scene_of", "state_facts", "ties_that_matter"]

_FRESH: Final = 365
"""Days [count] after a signature in which an entry into force that was looked for and not found has not happened."""


def quoted(text: str) -> str:
    r"""A string as clingo writes it.

    Examples
    --------
    >>> print(quoted('say "no"'))
    "say \"no\""
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """May `actor` do `activity` to, for or with `partner`, in `situation`? Codes of the vocabulary."""

    actor: str
    activity: str
    partner: str
    situation: str = "peacetime"

    @property
    def is_hosted(self) -> bool:
        """Does it happen on the partner's soil, where the partner's law counts too?"""
        return self.activity in load_vocabulary().hosted

    @property
    def asked(self) -> Mapping[str, str]:
        """Predicates that hold of one thing each, as rules ask for them."""
        given = {
            "actor": quoted(self.actor),
            "partner": quoted(self.partner),
            "activity": self.activity.replace("-", "_"),
            "situation": self.situation.replace("-", "_"),
        }
        hosted = {"host": quoted(self.partner), "sender": quoted(self.actor)} if self.is_hosted else {}
        return MappingProxyType(given | hosted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Something the record leaves open: in some worlds `yes` holds, in the others `no`.

    `about` is the id of the instrument or clause, or the group; `clause` is set where the clause's validity is open.
    """

    about: str
    words: str
    kind: OneOf["disputed", "uncertain"]
    yes: frozenset[Atom] = frozenset()
    no: frozenset[Atom] = frozenset()
    clause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that a question is answered from.

    Attributes
    ----------
    facts : frozenset of Atom
        What holds in every world.
    valid : frozenset of str
        Ids of clauses that are law on the day, in every world.
    opens : tuple of Open
    looked : frozenset of str
        Whose law was looked at for this activity and day: `actor`, `host`; and `agreement` where the record knows what
        instruments there are.
    ties : mapping
        Instruments of the facts, by id.
    is_future : bool
        After the day up to which the record can know anything.
    """

    question: Question
    on: int
    facts: frozenset[Atom]
    valid: frozenset[str]
    opens: tuple[Open, ...] = ()
    looked: frozenset[str] = frozenset()
    ties: Mapping[str, Tie] = field(default_factory=lambda: MappingProxyType({}))
    is_future: bool = False


def rules_for(law: Law, question: Question) -> tuple[Rule, ...]:
    """Rules that can apply to the question; the others name another actor, partner, activity or situation."""
    asked = question.asked
    hosting = frozenset({"host", "sender"}) - asked.keys()
    return tuple(
        rule
        for rule in law.rules
        if rule.fits(asked) and not any(c.atom and not c.negated and c.atom[0] in hosting for c in rule.body)
    )


def ties_that_matter(ties: Iterable[Tie], question: Question, rules: Sequence[Rule]) -> list[Tie]:
    """Instruments of both, those the rules name, and those of one of them of a type that rules look for elsewhere."""
    named = {term.strip('"') for rule in rules for c in rule.body if c.atom for term in c.atom[1:] if term[0] == '"'}
    types = set(_types_beyond(rules))
    both, either = {question.actor, question.partner}, (question.actor, question.partner)
    found = []
    for tie in ties:
        parties = set(tie.instrument.parties)
        one = any(who in parties for who in either)
        if both <= parties or tie.instrument.id in named or (one and tie.instrument.type in types):
            found.append(tie)
    return found


def _types_beyond(rules: Sequence[Rule]) -> Iterator[str]:
    """Types of which a rule asks without saying that the instrument is one between the two."""
    for rule in rules:
        atoms = [c.atom for c in rule.body if c.atom] + [atom for c in rule.body for atom in c.within]
        between = {atom[1] for atom in atoms if atom[0] == "between"}
        for atom in atoms:
            if atom[0] == "type" and atom[1] not in between:
                yield atom[2].strip('"')


def scene_of(
    question: Question,
    snapshot: NetworkSnapshot,
    law: Law,
    *,
    coverage: Sequence[Coverage] = (),
    sought: Sequence[Sought] = (),
    horizon: int | None = None,
) -> Scene:
    """The facts of a question on the day of a snapshot.

    Parameters
    ----------
    snapshot : NetworkSnapshot
        Only the instruments that matter to the question are taken from it.
    coverage : sequence of Coverage
        Where the record claims to be complete.
    sought : sequence of Sought
        Entries into force that were looked for and not found: soon after a signature, that means not in force yet.
    horizon : int or None
        The last day [ordinal] that anything can be known of.
    """
    on = snapshot.on
    rules = rules_for(law, question)
    ties = ties_that_matter(snapshot.ties, question, rules)
    facts: set[Atom] = {(name, term) for name, term in question.asked.items()}
    opens: list[Open] = []
    for tie in ties:
        fixed, left_open = _facts_of(tie, question, on, is_pending=_is_pending(tie, on, sought))
        facts |= fixed
        opens += left_open
    member, maybe = _memberships(question, law.words, on)
    standing, unsure = law.standing(on)
    needed = {rule.clause for rule in rules}
    opens += maybe
    opens += [_open_clause(law, name, on) for name in sorted(unsure & needed)]
    return Scene(
        question=question,
        on=on,
        facts=frozenset(facts | member),
        valid=standing & needed,
        opens=tuple(opens),
        looked=frozenset(_looked(question, law, ties, on=on, coverage=coverage)),
        ties=MappingProxyType({tie.instrument.id: tie for tie in ties}),
        is_future=horizon is not None and on > horizon,
    )


def _is_pending(tie: Tie, on: int, sought: Sequence[Sought]) -> bool:
    """Signed lately, nobody's approval reported, and an entry into force looked for in vain."""
    names = {tie.instrument.id} | {item.claim.instrument for item in tie.instrument.evidence}
    if not any(each.stage == "in_force" and each.instrument in names and day(each.as_of) >= on for each in sought):
        return False
    if any(view.stage == "approved" and view.holds is not Answer.NO for view in tie.stages):
        return False
    signed = [view for view in tie.stages if view.stage == "signed" and view.holds is Answer.YES]
    return bool(signed) and all(_is_recent(view, on) for view in signed)


def _is_recent(view: StageView, on: int) -> bool:
    return view.date is not None and has_begun(EdtfDate.parse(view.date), on - _FRESH) == "no"


def _facts_of(tie: Tie, question: Question, on: int, *, is_pending: bool) -> tuple[set[Atom], list[Open]]:
    instrument = tie.instrument
    name = quoted(instrument.id)
    facts: set[Atom] = {("instrument", name), ("type", name, quoted(instrument.type))}
    facts |= {("party", name, quoted(party)) for party in instrument.parties}
    facts |= {("role", name, quoted(role), quoted(who)) for role, whose in instrument.roles for who in whose}
    if {question.actor, question.partner} <= set(instrument.parties):
        facts.add(("between", name))
    facts |= {("stage", name, quoted(v.stage)) for v in tie.stages if v.holds is Answer.YES}
    if tie.answer is Answer.YES:
        return facts | {("in_force", name)}, []
    otherwise = state_facts(tie)
    if is_pending or tie.answer not in (Answer.DISPUTED, Answer.UNCERTAIN):
        return facts | otherwise, []
    how = "sources differ on whether" if tie.answer is Answer.DISPUTED else "it is not certain whether"
    left = Open(
        about=instrument.id,
        words=f"{how} {instrument.id} was in force on {date.fromordinal(on).isoformat()}",
        kind="disputed" if tie.answer is Answer.DISPUTED else "uncertain",
        yes=frozenset({("in_force", name)}),
        no=frozenset(otherwise),
    )
    return facts, [left]


def state_facts(tie: Tie) -> set[Atom]:
    """How an instrument stands that is not in force: over, or signed and not there yet."""
    effects = tie.type.stages
    name = quoted(tie.instrument.id)
    reached = {view.stage for view in tie.stages if view.holds is Answer.YES}
    if tie.superseded_by or any(effects[stage].effect == "begins" for stage in reached):
        return {("ended", name)}
    signed = effects["signed"].rank if "signed" in effects else 0
    return {("not_yet", name)} if any(effects[stage].rank >= signed for stage in reached) else set()


def _memberships(question: Question, words: frozenset[str], on: int) -> tuple[set[Atom], list[Open]]:
    actors = load_actors()
    facts: set[Atom] = set()
    opens = []
    for group in sorted(code for code in words if code in actors and not isinstance(actors[code], State)):
        members = actors.members(group, on)
        for who in (question.actor, question.partner):
            atom = ("member", quoted(who), quoted(group))
            if who in members.certain:
                facts.add(atom)
            elif who in members.possible:
                words_ = f"it is not certain whether {who} was a member of {group} on {date.fromordinal(on).isoformat()}"
                opens.append(Open(about=group, words=words_, kind="uncertain", yes=frozenset({atom})))
    return facts, opens


def _open_clause(law: Law, name: str, on: int) -> Open:
    clause = law.clauses[name]
    return Open(
        about=name,
        words=f"it is not certain whether {clause.reference} ({clause.valid}) applied on {date.fromordinal(on).isoformat()}",
        kind="uncertain",
        clause=name,
    )


def _looked(
    question: Question, law: Law, ties: Sequence[Tie], *, on: int, coverage: Sequence[Coverage]
) -> Iterator[str]:
    rules, standing = rules_for(law, question), law.standing(on)[0]
    whose = {"actor": question.actor} | ({"host": question.partner} if question.is_hosted else {})
    for role, who in whose.items():
        if any(survey.covers(who, question.activity, on, role=role) for survey in law.surveys):
            yield role
    covering = [rule for rule in rules if rule.head[0] == "covered" and rule.clause in standing]
    atoms = [c.atom for rule in covering for c in rule.body if c.atom]
    types = {atom[2].strip('"') for atom in atoms if atom[0] == "type" and atom[2][0] == '"'}
    pair = tuple(sorted((question.actor, question.partner)))
    known = any(
        tie.instrument.type in types and set(pair) <= set(tie.instrument.parties) and not tie.answer.is_open
        for tie in ties
    )
    complete = types and all(any(w.holds_for(pair, kind, on) for w in coverage) for kind in types)
    if known or complete:
        yield "agreement"
