"""Which claims are about the same instrument: a pure function of the set of claims, blind to their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from foedus.model.claims import Claim, Evidence, Judgement
from foedus.model.dates import EdtfDate, overlap
from foedus.model.identity import content_id
from foedus.model.instruments import Instrument
from foedus.model.vocabulary import load_vocabulary

__all__ = ["resolve_instruments"]

# Types with one instrument (or one version after another) a set of parties; the others come many at a time.
_SUCCESSIVE_TRACKS = frozenset({"treaty", "declaration", "dialogue"})


def resolve_instruments(evidence: Iterable[Evidence], judgements: Iterable[Judgement] = ()) -> tuple[Instrument, ...]:
    """Resolve evidence to instruments.

    A claim whose source names the instrument belongs to it. Any other claim goes to the named instrument of the
    same type and parties that its label or date fits; where several versions succeed each other, to the one alive
    at the time. What fits none becomes an instrument of its own, one for each type, set of parties and label.
    Judgements `same` (of two instruments) join; `different` (of a claim and an instrument) part.

    Returns
    -------
    tuple of Instrument
        Sorted by id; the same for every order and repetition of the input.
    """
    unique = {item.claim.id: item for item in evidence}
    items = [unique[key] for key in sorted(unique)]
    apart = {(a, b) for j in judgements if j.kind == "different" for a in j.targets for b in j.targets if a != b}
    named: dict[str, list[Evidence]] = defaultdict(list)
    for item in items:
        if item.claim.instrument is not None and (item.claim.id, item.claim.instrument) not in apart:
            named[item.claim.instrument].append(item)
    index: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for name, members in sorted(named.items()):
        first = members[0].claim
        index[first.instrument_type, first.parties].append(name)
    groups = {name: list(members) for name, members in named.items()}
    for item in items:
        if item.claim.instrument in named and item in named[item.claim.instrument]:
            continue
        claim = item.claim
        candidates = [n for n in index[claim.instrument_type, claim.parties] if (claim.id, n) not in apart]
        name = _best(item, candidates, named) or _own_id(claim)
        groups.setdefault(name, []).append(item)
    return tuple(_instrument(name, members) for name, members in sorted(_joined(groups, judgements).items()))


def _own_id(claim: Claim) -> str:
    return content_id("i1", {"type": claim.instrument_type, "parties": list(claim.parties), "label": claim.label})


def _best(item: Evidence, candidates: Sequence[str], named: Mapping[str, Sequence[Evidence]]) -> str | None:
    claim, when = item.claim, item.claim.when
    if claim.label is not None:
        labelled = [name for name in candidates if named[name][0].claim.label == claim.label]
        if labelled:
            return labelled[0]
    fitting = [name for name in candidates if when is not None and _fits(claim, when, named[name])]
    if len(fitting) == 1:
        return fitting[0]
    if load_vocabulary().type(claim.instrument_type).track not in _SUCCESSIVE_TRACKS:
        return candidates[0] if len(candidates) == 1 and when is None else None
    pool = fitting or candidates
    if len(pool) < 2:
        return pool[0] if pool else None
    moment = when if when is not None and when.latest is not None else item.known_on
    dated = sorted((_birth(named[name]), name) for name in pool)
    alive = [name for birth, name in dated if moment.latest is not None and birth <= moment.latest]
    return alive[-1] if alive else dated[0][1]


def _fits(claim: Claim, when: EdtfDate, members: Sequence[Evidence]) -> bool:
    vocabulary = load_vocabulary()
    coarse = vocabulary.stage(claim.instrument_type, claim.stage).coarse if claim.stage else None
    for other in (member.claim for member in members):
        if other.when is None or not overlap(when, other.when):
            continue
        if coarse is None or (other.stage and vocabulary.stage(other.instrument_type, other.stage).coarse == coarse):
            return True
    return False


def _birth(members: Sequence[Evidence]) -> int:
    days = [m.claim.when.earliest for m in members if m.claim.when is not None and m.claim.when.earliest is not None]
    return min(days, default=0)


def _joined(groups: dict[str, list[Evidence]], judgements: Iterable[Judgement]) -> dict[str, list[Evidence]]:
    leader = {name: name for name in groups}

    def lead(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for judgement in judgements:
        if judgement.kind == "same":
            known = sorted({lead(target) for target in judgement.targets if target in leader})
            for name in known[1:]:
                leader[name] = known[0]
    joined: dict[str, list[Evidence]] = defaultdict(list)
    for name, members in groups.items():
        joined[lead(name)].extend(members)
    return joined


def _instrument(name: str, members: list[Evidence]) -> Instrument:
    members = sorted(members, key=lambda item: item.claim.id)
    # The curator's own claims describe the instrument; statements from prose only add to it.
    naming = [m.claim for m in members if m.claim.instrument == name] or [m.claim for m in members]
    title = {language: text for claim in naming for language, text in claim.title}
    return Instrument(
        id=name,
        type=naming[0].instrument_type,
        parties=naming[0].parties,
        evidence=tuple(members),
        roles=next((claim.roles for claim in naming if claim.roles), ()),
        label=next((claim.label for claim in naming if claim.label), None),
        title=MappingProxyType(title),
        replaces=next((claim.replaces for claim in naming if claim.replaces), None),
    )
