"""Why: the tree from an answer down to clauses and claims; and what is missing where the answer is no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from foedus.analysis.network.snapshot import Tie
from foedus.analysis.rules.clauses import Atom, Clause, Rule
from foedus.analysis.rules.facts import Open, Question, Scene, quoted, rules_for
from foedus.analysis.rules.law import Law
from foedus.analysis.rules.program import Case, Fired, Outcome, Program, run
from foedus.analysis.rules.standing import label_of, state_of
from foedus.analysis.rules.verdicts import Decision, Entitlement
from foedus.model.claims import Evidence
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Node", "conditions_of", "explain"]

_MOST_NEAR: Final = 6
_QUESTION: Final = frozenset({"actor", "partner", "activity", "situation", "host", "sender"})
_STATES: Final = frozenset({"instrument", "in_force", "not_yet", "ended", "between", "type", "party", "role", "stage"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One step of a proof.

    Attributes
    ----------
    conclusion : str
        In words.
    kind : str
        `answer`, `gate`, `clause` (it applies), `lifted` (it would, but for an exception), `near` (it does not apply),
        `instrument`, `open` or `absence`.
    gate : str or None
        `agreement`, `law`, `host_law`, `prohibition`, `condition`, `contested` or `unobserved`.
    holds : bool
    clause : Clause or None
    tie : Tie or None
        The instrument, as it stands on the day.
    notes : tuple of str
        Conditions that rest on no clause and no claim: absences, memberships, counts.
    claims : tuple of Evidence
        The sources of the instrument's state.
    """

    conclusion: str
    kind: str
    gate: str | None = None
    holds: bool = True
    clause: Clause | None = None
    tie: Tie | None = None
    because: tuple[Node, ...] = ()
    notes: tuple[str, ...] = ()
    claims: tuple[Evidence, ...] = ()

    def leaves(self) -> Iterator[Node]:
        """Steps that rest on nothing further inside the proof."""
        if not self.because:
            yield self
        for node in self.because:
            yield from node.leaves()


_GATES: Final[Mapping[str, str]] = {
    "covered": "agreement",
    "no_agreement_needed": "agreement",
    "authorised": "law",
    "host_authorised": "host_law",
    "forbidden": "prohibition",
    "excepted": "exception",
    "condition": "condition",
    "contested": "contested",
    "unobserved": "unobserved",
    "law_unobserved": "unobserved",
}


def explain(scene: Scene, law: Law, decision: Decision) -> Node:
    """The proof of a decision, told of the world it supposes."""
    rules = rules_for(law, scene.question)
    program = Program(law, rules, traced=True)
    outcome = run(program, [decision.case], traced=True)[0]
    teller = _Teller(scene, law, rules, outcome, decision)
    return Node(
        conclusion=teller.sentence(), kind="answer", because=tuple(teller.parts()), holds=decision.answer.is_yes
    )


def conditions_of(proof: Node) -> tuple[Node, ...]:
    """The conditions that the question leaves open, each once."""
    seen: dict[str, Node] = {}
    for node in proof.because:
        if node.gate == "condition" and node.kind == "gate":
            for each in node.because:
                seen.setdefault(each.conclusion, each)
    return tuple(seen.values())


class _Teller:
    """Tells one outcome."""

    def __init__(self, scene: Scene, law: Law, rules: Sequence[Rule], outcome: Outcome, decision: Decision) -> None:
        self.scene, self.law, self.rules, self.outcome, self.decision = scene, law, rules, outcome, decision
        self.question: Question = scene.question
        self.uses: dict[tuple[str, Atom], list[Fired]] = {}
        for use in outcome.fired:
            head = use.ground(use.rule.head)
            self.uses.setdefault(self._key(head, use.rule.file), []).append(use)

    def _key(self, atom: Atom, file: str) -> tuple[str, Atom]:
        return ("" if atom[0] in _GATES else file, atom)

    @property
    def _is_barred(self) -> bool:
        """Forbidden, whatever else there is?"""
        return self.decision.decided_by == "forbidden"

    def sentence(self) -> str:
        """The answer in words."""
        ask = self.question
        doing = load_vocabulary().activities[ask.activity]
        words = {
            Entitlement.PERMITTED: "permitted",
            Entitlement.PERMITTED_IF: "permitted under conditions",
            Entitlement.NOT_COVERED: "not covered: nothing forbids it, and nothing in force allows it",
            Entitlement.PROHIBITED: "prohibited",
            Entitlement.CONTESTED: "contested",
            Entitlement.NOT_OBSERVED: "not observed: outside what the record covers",
        }[self.decision.answer]
        when = date.fromordinal(self.scene.on).isoformat()
        return f"{ask.actor} {doing} {ask.partner}, {ask.situation.replace('-', ' ')}, {when}: {words}"

    def parts(self) -> Iterator[Node]:
        """Prohibitions, disputes, gates, conditions, what is open: in the order in which they decide."""
        if self.scene.is_future:
            yield Node(conclusion="The day is yet to come: no record can know its law.", kind="absence", holds=False)
        yield from self._group("forbidden", "prohibition", "A rule in force forbids it")
        lifted = [self._lifted(use) for use in self.outcome.lifted if use.rule.head[0] == "forbidden"]
        if lifted:
            yield Node(
                conclusion="What would forbid it is lifted", kind="gate", gate="prohibition", because=tuple(lifted)
            )
        yield from self._group("contested", "contested", "What the law is, is disputed")
        if not self.scene.is_future:
            yield self._agreement()
            yield self._law("authorised", "law", "actor", self.question.actor)
            if self.question.is_hosted:
                yield self._law("host_authorised", "host_law", "host", self.question.partner)
        for name in ("unobserved", "law_unobserved"):
            yield from self._group(name, "unobserved", "Part of it could not be seen")
        hangs = tuple(self._open(left) for left in self.decision.hangs_on)
        if not self.decision.answer.is_yes:
            yield from hangs
        elif hangs or self._of("condition"):
            yield Node(
                conclusion="The question leaves open whether these conditions are met",
                kind="gate",
                gate="condition",
                because=(*self._of("condition"), *hangs),
            )

    def _group(self, name: str, gate: str, words: str) -> Iterator[Node]:
        nodes = self._of(name)
        if nodes:
            yield Node(conclusion=words, kind="gate", gate=gate, because=tuple(nodes), holds=gate != "unobserved")

    def _of(self, name: str) -> list[Node]:
        atoms = sorted({use.ground(use.rule.head) for use in self.outcome.fired if use.rule.head[0] == name})
        return [self._clause(use) for atom in atoms for use in _each_clause(self.uses[self._key(atom, "")])]

    def _agreement(self) -> Node:
        met = [*self._of("covered"), *self._of("no_agreement_needed")]
        pair = f"{self.question.actor} and {self.question.partner}"
        if met:
            needed = any(node.conclusion.endswith("covers it") for node in met)
            words = f"An instrument between {pair} covers it" if needed else "The law asks for no agreement"
            return Node(conclusion=words, kind="gate", gate="agreement", because=tuple(met))
        would = self._would_cover()
        near = [] if would or self._is_barred else list(self._near({"covered", "no_agreement_needed"}))
        words = f"No instrument in force between {pair} covers it"
        if not would and not near:
            words += "; no clause on the day says what instruments would"
        kind = "gate" if would or near else "absence"
        return Node(conclusion=words, kind=kind, gate="agreement", holds=False, because=(*would, *near))

    def _would_cover(self) -> list[Node]:
        """Instruments not in force that would cover it if they were."""
        idle = [
            tie
            for name, tie in self.scene.ties.items()
            if ("in_force", quoted(name)) not in self.decision.case.facts
            and {self.question.actor, self.question.partner} <= set(tie.instrument.parties)
        ]
        cases = []
        always = frozenset(rule.clause for rule in self.rules)
        for tie in idle:
            name = quoted(tie.instrument.id)
            facts = self.decision.case.facts - {("not_yet", name), ("ended", name)} | {("in_force", name)}
            cases.append(Case(facts, always))
        outcomes = run(Program(self.law, self.rules), cases) if cases else []
        return [
            self._instrument(tie, gate="agreement")
            for tie, outcome in zip(idle, outcomes, strict=True)
            if any(atom == ("covered", quoted(tie.instrument.id)) for atom in outcome.conclusions)
        ]

    def _law(self, name: str, gate: str, role: str, who: str) -> Node:
        met = self._of(name)
        if met:
            return Node(conclusion=f"The law of {who} allows it", kind="gate", gate=gate, because=tuple(met))
        lifted = [self._lifted(use) for use in self.outcome.lifted if use.rule.head[0] == name]
        near = [*lifted, *([] if self._is_barred else self._near({name}))]
        surveys = [s for s in self.law.surveys if s.actor == who and s.role in ("both", role)]
        spans = sorted({str(s.span) for s in surveys if self.question.activity in s.activities})
        if role in self.scene.looked:
            words = f"No clause of the law of {who} in force that day allows it"
        elif spans:
            words = (
                f"The record does not claim to cover the law of {who} on this for that day, only for {', '.join(spans)}"
            )
        elif surveys:
            others = ", ".join(sorted({activity for s in surveys for activity in s.activities}))
            words = f"Nobody has looked at the whole law of {who} on this, only on {others}"
        else:
            words = f"Nobody has looked at the law of {who} on this"
        return Node(conclusion=words, kind="gate" if near else "absence", gate=gate, holds=False, because=tuple(near))

    def _near(self, heads: set[str]) -> Iterator[Node]:
        """Clauses that would conclude it on another day or in another situation; the latest versions first."""
        near = [each for each in self._elsewhere if each[0].head[0] in heads]
        near.sort(key=lambda each: (each[2], _latest_first(self.law.clauses[each[0].clause])))
        for rule, words, _ in near[:_MOST_NEAR]:
            clause = self.law.clauses[rule.clause]
            yield Node(
                conclusion=f"does not apply: {words}",
                kind="near",
                gate=_GATES[rule.head[0]],
                holds=False,
                clause=clause,
            )

    @cached_property
    def _elsewhere(self) -> list[tuple[Rule, str, int]]:
        """Rules that apply on another day (all else equal), then those that apply in another situation; one for a clause."""
        case = self.decision.case
        rules = rules_for(self.law, self.question, in_any_situation=True)
        program = Program(self.law, rules, traced=True)
        always = frozenset(rule.clause for rule in rules)
        now = ("situation", self.question.asked["situation"])
        others = [s for s in load_vocabulary().situations if s != self.question.situation]
        cases = [Case(case.facts, always)]
        valid = self.law.standing(self.scene.on, always)[0]
        cases += [Case(case.facts - {now} | {("situation", s.replace("-", "_"))}, valid) for s in others]
        later, *elsewhere = run(program, cases, traced=True)
        fired = {use.rule.clause for use in self.outcome.fired}
        found: dict[str, tuple[Rule, str, int]] = {}
        for use in later.fired:
            if use.rule.clause not in fired and use.rule.clause not in case.valid:
                span = self.law.clauses[use.rule.clause].valid
                found.setdefault(f"{use.rule.clause} {use.rule.head[0]}", (use.rule, f"in force {span}", 0))
        where: dict[str, tuple[Rule, list[str]]] = {}
        for situation, outcome in zip(others, elsewhere, strict=True):
            for use in outcome.fired:
                key = f"{use.rule.clause} {use.rule.head[0]}"
                if use.rule.clause not in fired and key not in found:
                    _, situations = where.setdefault(key, (use.rule, []))
                    situations += [situation] if situation not in situations else []
        listed = [(rule, f"only in the situation {', '.join(names)}", 1) for rule, names in where.values()]
        return [*found.values(), *listed]

    # --- one step ---------------------------------------------------------------------------------------------------

    def _lifted(self, use: Fired) -> Node:
        exceptions = self._exceptions(use.rule.clause)
        return Node(
            conclusion=f"{self._words(use.ground(use.rule.head))}, but for an exception",
            kind="lifted",
            gate=_GATES.get(use.rule.head[0]),
            holds=False,
            clause=self.law.clauses[use.rule.clause],
            because=tuple(exceptions),
        )

    def _exceptions(self, clause: str) -> list[Node]:
        uses = self.uses.get(("", ("excepted", quoted(clause))), [])
        return [self._clause(use) for use in _each_clause(uses)]

    def _clause(self, use: Fired, path: frozenset[Atom] = frozenset()) -> Node:
        head = use.ground(use.rule.head)
        because: list[Node] = []
        notes: list[str] = []
        names: dict[str, None] = {}
        for condition in use.rule.body:
            if condition.atom is None:
                notes += [condition.shown] if condition.within else []
                continue
            atom = use.ground(condition.atom)
            if atom[0] in _QUESTION:
                continue
            if atom[0] in _STATES and len(atom) > 1:
                names[atom[1]] = None
            elif condition.negated:
                notes.append(f"not: {self._words(atom)}")
            elif atom[0] == "member":
                notes.append(f"{atom[1].strip(chr(34))} is a member of {atom[2].strip(chr(34))}")
            elif atom not in path:
                because += self._step(atom, use.rule.file, path | {head})
        for tie in (self.scene.ties.get(name.strip('"')) for name in names):
            because += [self._instrument(tie)] if tie is not None else []
        return Node(
            conclusion=self._words(head),
            kind="clause",
            gate=_GATES.get(head[0]),
            clause=self.law.clauses[use.rule.clause],
            because=tuple(because),
            notes=tuple(notes),
        )

    def _step(self, atom: Atom, file: str, path: frozenset[Atom]) -> list[Node]:
        uses = self.uses.get(self._key(atom, file), [])
        return [self._clause(use, path) for use in uses[:1]]

    def _instrument(self, tie: Tie, gate: str | None = None) -> Node:
        words, claims = state_of(tie, self.scene, self.decision.case)
        return Node(
            conclusion=words,
            kind="instrument",
            gate=gate,
            holds=("in_force", quoted(tie.instrument.id)) in self.decision.case.facts,
            tie=tie,
            claims=claims,
        )

    def _open(self, left: Open) -> Node:
        tie = self.scene.ties.get(left.about)
        because = (self._instrument(tie),) if tie is not None else ()
        clause = None if left.clause is None else self.law.clauses[left.clause]
        return Node(conclusion=left.words, kind="open", holds=False, because=because, clause=clause)

    def _words(self, atom: Atom) -> str:
        name, *terms = atom
        said = [term.strip('"').replace('\\"', '"') for term in terms]
        actor, partner = self.question.actor, self.question.partner
        if name == "covered":
            tie = self.scene.ties.get(said[0])
            return f"{label_of(tie) if tie else said[0]} covers it"
        fixed = {
            "no_agreement_needed": "no agreement is needed",
            "authorised": f"the law of {actor} allows it",
            "host_authorised": f"the law of {partner}, the host, allows it",
            "forbidden": "it is forbidden",
        }
        if name in fixed:
            return fixed[name]
        if name == "excepted":
            return f"lifts {said[0]}"
        if name in _GATES:
            return said[0]
        return name.replace("_", " ") + (f": {', '.join(said)}" if said else "")


def _each_clause(uses: Sequence[Fired]) -> list[Fired]:
    """One use of each clause: the same conclusion met in several ways needs showing once."""
    return list({use.rule.clause: use for use in reversed(uses)}.values())[::-1]


def _latest_first(clause: Clause | None) -> tuple[int, str]:
    return (0, "") if clause is None else (-(clause.valid.earliest or 0), clause.id)
