"""The facts of one question: who asks what of whom, and which instruments stand how on the day, settled or open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from typing import Literal as OneOf

from foedus.analysis.network.snapshot import NetworkSnapshot, Tie
from foedus.analysis.rules.clauses import Atom, Rule
from foedus.analysis.rules.dialect import CONCLUSIONS, FACTS
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.pending import is_pending, kind_of_doubt
from foedus.model.actors import State, load_actors
from foedus.model.answers import Answer
from foedus.model.instruments import Coverage, Instrument
from foedus.model.vocabulary import load_vocabulary

__all__ = [
    "Open",
    "Question",
    "Scene",
    "quoted",
    "relevance",
    "rules_for",
    "scene_of",
    "state_facts",
]

_OF_INSTRUMENTS: Final = frozenset(name for name, given in FACTS.items() if given.kinds[0] == "instrument")
_ALWAYS: Final = frozenset({"in_force", "not_yet", "ended"})


@lru_cache(maxsize=65536)
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
    `kind`: sources differ; a date is not precise or an end not certain; an entry into force nobody reports.
    """

    about: str
    words: str
    kind: OneOf["disputed", "uncertain", "unreported"]
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

    @property
    def opens_key(self) -> tuple[tuple[object, ...], ...]:
        """What is open, without the words: two days may leave the same open."""
        return tuple((o.about, o.kind, o.yes, o.no, o.clause) for o in self.opens)


@lru_cache(maxsize=64)
def rules_for(law: Law, question: Question, *, in_any_situation: bool = False) -> tuple[Rule, ...]:
    """Rules that can matter to the question: they name no other actor, partner, activity or situation, and lead somewhere."""
    asked = {name: term for name, term in question.asked.items() if not (in_any_situation and name == "situation")}
    hosting = frozenset({"host", "sender"}) - asked.keys()
    fitting = [
        rule
        for rule in law.rules
        if rule.fits(asked) and not any(c.atom and not c.negated and c.atom[0] in hosting for c in rule.body)
    ]
    return tuple(_leading_somewhere(fitting))


def _leading_somewhere(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Those that draw a conclusion, or help others that do."""
    helping: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        helping.setdefault((rule.file, rule.head[0]), []).append(rule)
    todo = [rule for rule in rules if rule.head[0] in CONCLUSIONS]
    wanted: set[int] = set()
    while todo:
        rule = todo.pop()
        if id(rule) not in wanted:
            wanted.add(id(rule))
            for atom in rule.asks:
                todo += helping.get((rule.file, atom[0]), ())
    return (rule for rule in rules if id(rule) in wanted)


@lru_cache(maxsize=64)
def relevance(law: Law, question: Question) -> Callable[[Instrument], bool]:
    """Tells whether an instrument can change what the law concludes on the question.

    Of those between the two: the types and ids the rules name, or all where some rule asks for an instrument of any
    type. Of the others: ids named outside `between`, and types a rule asks for without asking for `between`.
    """
    rules = rules_for(law, question)
    named, apart = _ids_named(rules)
    types, beyond, anything = _types_named(rules)
    both = {question.actor, question.partner}

    def matters(instrument: Instrument) -> bool:
        if both <= set(instrument.parties):
            return anything or instrument.type in types or instrument.id in named
        return instrument.id in apart or (instrument.type in beyond and not both.isdisjoint(instrument.parties))

    return matters


def _ids_named(rules: Sequence[Rule]) -> tuple[set[str], set[str]]:
    """Constants of the rules, and those of rules that do not ask that the named instrument be one between the two."""
    named: set[str] = set()
    apart: set[str] = set()
    for rule in rules:
        own = {term for atom in rule.asks for term in atom[1:] if term[0] == '"'}
        between = {atom[1] for atom in rule.asks if atom[0] == "between"}
        named |= {term.strip('"') for term in own}
        apart |= {term.strip('"') for term in own - between}
    return named, apart


def _types_named(rules: Sequence[Rule]) -> tuple[set[str], set[str], bool]:
    """Types the rules ask for; those asked for without `between`; and whether some rule asks for any type at all."""
    types: set[str] = set()
    beyond: set[str] = set()
    anything = False
    for rule in rules:
        typed = {atom[1]: atom[2] for atom in rule.asks if atom[0] == "type"}
        between = {atom[1] for atom in rule.asks if atom[0] == "between"}
        helped = {term for atom in rule.asks if atom[0] not in FACTS for term in atom[1:]}
        for variable in {a[1] for a in rule.asks if a[0] in _OF_INSTRUMENTS and a[1][0] != '"'}:
            kind = typed.get(variable, "")
            if kind[:1] == '"':
                types.add(kind.strip('"'))
                beyond |= set() if variable in between else {kind.strip('"')}
            elif variable not in helped:
                anything = True
    return types, beyond, anything


def scene_of(
    question: Question,
    snapshot: NetworkSnapshot,
    law: Law,
    *,
    coverage: Sequence[Coverage] = (),
    waits: Mapping[str, int] = MappingProxyType({}),
    horizon: int | None = None,
) -> Scene:
    """The facts of a question on the day of a snapshot.

    Parameters
    ----------
    snapshot : NetworkSnapshot
        Only the instruments that matter to the question are taken from it.
    coverage : sequence of Coverage
        Where the record claims to be complete.
    waits : mapping
        The usual time [days] from signature to entry into force, by type, as in `usual_waits`: sooner, an entry into force
        that nobody reports counts as not having happened.
    horizon : int or None
        The last day [ordinal] that anything can be known of.
    """
    on = snapshot.on
    rules = rules_for(law, question)
    matters = relevance(law, question)
    ties = [tie for tie in snapshot.ties if matters(tie.instrument)]
    facts: set[Atom] = {(name, term) for name, term in question.asked.items()}
    opens: list[Open] = []
    asked_for = _ALWAYS | {atom[0] for rule in rules for atom in rule.asks}
    for tie in ties:
        fixed, left_open = _facts_of(tie, question, on, is_pending=is_pending(tie, on, waits))
        facts |= {atom for atom in fixed if atom[0] in asked_for}
        opens += left_open
    standing, unsure = law.standing(on, dict.fromkeys(rule.clause for rule in rules))
    looked = frozenset(_looked(question, law, standing, ties, on=on, coverage=coverage))
    whose = {"actor": question.actor, "host": question.partner}
    facts |= {("surveyed", quoted(who)) for role, who in whose.items() if role in looked and "surveyed" in asked_for}
    member, maybe = _memberships(question, law.words, on)
    opens += maybe
    opens += [_open_clause(law, name, on) for name in sorted(unsure)]
    return Scene(
        question=question,
        on=on,
        facts=frozenset(facts | member),
        valid=standing,
        opens=tuple(opens),
        looked=looked,
        ties=MappingProxyType({tie.instrument.id: tie for tie in ties}),
        is_future=horizon is not None and on > horizon,
    )


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
    if is_pending or _is_over(tie) or tie.answer not in (Answer.DISPUTED, Answer.UNCERTAIN):
        return facts | otherwise, []
    left = Open(
        about=instrument.id,
        words=_doubt(tie, date.fromordinal(on).isoformat()),
        kind=kind_of_doubt(tie),
        yes=frozenset({("in_force", name)}),
        no=frozenset(otherwise),
    )
    return facts, [left]


def _is_over(tie: Tie) -> bool:
    """Did it end by that day, although nobody says when it began?"""
    effects = tie.type.stages
    return any(effects[view.stage].effect == "ends" and view.holds is Answer.YES for view in tie.stages)


def _doubt(tie: Tie, when: str) -> str:
    """What is open about an instrument, as a clause that goes on from *whether*."""
    kind, name = kind_of_doubt(tie), tie.instrument.id
    if kind == "disputed":
        return f"sources differ on whether {name} was in force on {when}"
    if kind == "uncertain":
        return f"it is not certain whether {name} was in force on {when}"
    signed = next((f" on {view.date}" for view in tie.stages if view.stage == "signed" and view.date), "")
    return f"{name}, signed{signed}, was in force on {when}: no source seen gives the day"


def state_facts(tie: Tie) -> set[Atom]:
    """How an instrument stands that is not in force: over, or signed and not there yet."""
    effects = tie.type.stages
    name = quoted(tie.instrument.id)
    reached = {view.stage for view in tie.stages if view.holds is Answer.YES}
    if tie.superseded_by or any(effects[stage].effect in ("begins", "ends") for stage in reached):
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
                words_ = (
                    f"it is not certain whether {who} was a member of {group} on {date.fromordinal(on).isoformat()}"
                )
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


def _looked(  # the parts of a scene
    question: Question,
    law: Law,
    standing: frozenset[str],
    ties: Sequence[Tie],
    *,
    on: int,
    coverage: Sequence[Coverage],
) -> Iterator[str]:
    whose = {"actor": question.actor} | ({"host": question.partner} if question.is_hosted else {})
    for role, who in whose.items():
        if any(survey.covers(who, question.activity, on, role=role) for survey in law.surveys):
            yield role
    covering = [rule for rule in rules_for(law, question) if rule.head[0] == "covered" and rule.clause in standing]
    atoms = [c.atom for rule in covering for c in rule.body if c.atom]
    types = {atom[2].strip('"') for atom in atoms if atom[0] == "type" and atom[2][0] == '"'}
    pair = tuple(sorted((question.actor, question.partner)))
    # An instrument that came later says nothing on what there was that day.
    known = any(
        tie.instrument.type in types
        and set(pair) <= set(tie.instrument.parties)
        and not tie.answer.is_open
        and any(view.holds is Answer.YES for view in tie.stages)
        for tie in ties
    )
    complete = types and all(any(w.holds_for(pair, kind, on) for w in coverage) for kind in types)
    if known or complete:
        yield "agreement"
