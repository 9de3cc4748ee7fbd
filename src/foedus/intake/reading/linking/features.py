"""What speaks for and against a tie: features of an event with its type, parties and date, as short names."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from foedus.intake.reading.lexicon import Token
from foedus.intake.reading.linking.choices import Dated, Event, Kind
from foedus.intake.reading.linking.pairing import Pairing
from foedus.intake.reading.linking.sight import Sight
from foedus.intake.reading.mentions import VAGUE
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Scene"]

_WIDE: Final = 2.5  # letters of English that one of Chinese, Japanese or Korean stands for
_STEPS: Final = (2, 8, 20, 45, 90, 180)
_COUNTED: Final = 3
_NEAR: Final = 24
_UNTOLD: Final = ("date_of", "families", "types")
_REFERRING: Final = ("instrument", "thing", "contract", "exercise", "kind", "both")


def _year(value: str) -> int:
    return int(value[:4]) if value[:4].isdigit() else 0


class Scene:
    """One sentence, measured once; its methods give the features of ties in it."""

    def __init__(self, sight: Sight, events: list[Event], kinds: list[Kind], pairings: list[Pairing]) -> None:
        frame = sight.frame
        self.sight, self.frame = sight, frame
        self.events, self.kinds, self.pairings = events, kinds, pairings
        self.scale = 1.0 if frame.lexicon.language == "en" else _WIDE
        self.places = sorted({e.start for e in events if e.words})
        self.named = sorted({k.start for k in kinds if k.source == "here"})
        self.here = sorted({k.type for k in kinds if k.source == "here"})
        self.groups = [g for g in frame.groups if g.case != "other_than"]
        self.codes = {code for g in self.groups for code in g.codes}
        self.dates = [d for d in frame.dates if sight.resolved.get(d)]
        self.anaphors = sorted({t.value for t in frame.tokens if t.kind == "anaphor"})
        self.owners = {id(d): code for g in frame.groups for code, d in zip(g.codes, g.dates, strict=False) if d}
        self.starts = sorted(d.start for d in self.dates)
        self.modal = sorted({t.value for t in frame.tokens if t.kind in ("modality", "attribution", "comparison")})
        self.most_together = max(sight.context.together.values(), default=0)
        length = (frame.sentence.end - frame.sentence.start) * self.scale
        self.length = "short" if length < 60 else "mid" if length < 200 else "long"
        self._relations: dict[tuple[int, int, int, int], list[str]] = {}

    def event(self, event: Event) -> list[str]:
        """The event by itself: what kind of place it stands in."""
        how = event.how
        found = [
            f"e:{how}:{self.sight.place}",
            f"e:{how}:words{min(_COUNTED, len(self.places))}",
            f"e:{how}:{self.length}",
        ]
        if event.mention is not None:
            found.append(f"e:bare:{event.mention.kind}:{'told' if event.mention.detail.get('stage') else 'silent'}")
        if self.frame.in_bracket(event.start) is not None:
            found.append(f"e:{how}:bracket")
        found += [f"e:{how}:modal:{value}" for value in self.modal]
        form = self.frame.folded[event.start : event.end].lower()
        if event.words:
            found.append(f"e:form:{form}")
        elif event.mention is not None:
            found.append(f"e:bare:form:{form}")
        return found

    def stage(self, event: Event, kind: Kind, stage: str | None, word: Token | None) -> list[str]:
        """The event with the stage it means for a type."""
        how, family = event.how, load_vocabulary().type(kind.type).family
        found = [f"e:{how}:{stage}", f"e:{how}:{stage}:{family}", f"e:{how}:{stage}:{kind.type}"]
        found.append(f"e:{how}:dates{min(_COUNTED, len(self.dates))}:{stage}")
        if word is not None:
            found += [f"e:detail:{key}" for key in word.detail if key not in _UNTOLD]
        return found

    def kind(self, event: Event, kind: Kind) -> list[str]:
        """The event with its type: where the type is named."""
        here = kind.source == "here"
        vague = "vague" if kind.type in VAGUE else "clear"
        found = [
            f"t:{kind.source}",
            f"t:{kind.source}:{vague}",
            f"t:{kind.source}:types{min(_COUNTED, len(self.here))}",
        ]
        found += [f"t:{kind.source}:type:{kind.type}", f"t:{kind.source}:{kind.word}"]
        if kind.word == "hint":
            found.append(f"t:hint:{kind.type}:{self.frame.folded[kind.start : kind.end].lower()}")
        if here and event.mention is None:
            found += [f"t:{event.how}:{r}" for r in self._relation(event.start, event.end, kind.start, kind.end)]
            found.append(f"t:{event.how}:{self._bracketed(event.start, kind.start, kind.end)}")
            found.append(f"t:{event.how}:nearer{self._nearer(kind.start, event.start)}")
            near = self._rank(event.start, kind.start, self.named)
            found += [
                f"t:{event.how}:rank{near}",
                f"t:{event.how}:rank{near}:{'L' if kind.start < event.start else 'R'}",
            ]
        if not here:
            found += [f"t:{kind.source}:anaphor:{a}" for a in self.anaphors if a in _REFERRING]
            found += [f"t:{kind.source}:{'actors' if self.codes else 'nobody'}"]
        if kind.type in VAGUE and any(t not in VAGUE for t in self.here):
            found.append("t:vague:beside:clear")
        return found

    def parties(self, pairing: Pairing) -> list[str]:
        """A set of parties by itself: how it comes about, and what the text has said of them."""
        size = min(_COUNTED, len(pairing.parties))
        said = len(pairing.parties & self.codes)
        others = min(_COUNTED, len(self.codes) - said)
        found = [f"p:others{others}", f"p:said{said}:{size}:others{others}"]
        for source in pairing.sources:
            found += [f"p:{source}", f"p:{source}:others{others}"]
            if said < size:
                found += [f"p:{source}:anaphor:{a}" for a in self.anaphors]
        found.append(f"p:alone_source:{len(pairing.sources)}:{pairing.sources[0]}")
        if pairing.cases:
            found.append(f"p:cases:{'+'.join(pairing.cases)}")
        return found + self._known(pairing, size, said)

    def _known(self, pairing: Pairing, size: int, said: int) -> list[str]:
        """What the text before has said of a set of parties."""
        context = self.sight.context
        here = context.in_paragraph if context.last_paragraph == context.paragraph else set()
        found: list[str] = []
        missing = []
        for code in pairing.order:
            rank = context.top.index(code) if code in context.top else 5
            found.append(f"p:often:{rank}:{'said' if code in self.codes else 'unsaid'}")
            if code not in self.codes:
                recent = context.recent.index(code) if code in context.recent[:5] else 5
                missing.append(recent)
                found.append(f"p:unsaid:recent{recent}:{'par' if code in here else 'far'}")
        if len(missing) == 2:
            found.append(f"p:unsaid2:{min(missing)}:{max(missing)}")
        if size == 2:
            times = context.together.get(pairing.parties, 0)
            most = "most" if times and times == self.most_together else "less"
            found.append(f"p:together:{min(3, times)}:{most}:{said}")
        if context.hub:
            found.append(f"p:hub:{'in' if context.hub in pairing.parties else 'out'}:{size}")
        if context.home:
            found.append(f"p:home:{'in' if context.home in pairing.parties else 'out'}:{size}:{said}")
        for name, codes in (("title", context.title), ("heading", context.heading)):
            if codes:
                found.append(f"p:{name}:{min(2, len(pairing.parties & set(codes)))}of{min(3, len(codes))}")
        return found

    def parties_of_kind(self, kind: Kind, pairing: Pairing) -> list[str]:
        """A set of parties with a type: whether it has so many, and where the two stand."""
        size = min(_COUNTED, len(pairing.parties))
        family = load_vocabulary().type(kind.type).family
        found = [
            f"p:size{size}:{family}",
            f"p:size{size}:{kind.type}",
            *(f"p:{source}:{family}" for source in pairing.sources),
        ]
        if len(pairing.parties & self.codes) < size:
            where = "t_here" if kind.source == "here" else "t_before"
            found += [f"p:{source}:{where}" for source in pairing.sources]
        if kind.source == "here":
            for i, span in enumerate(pairing.spans[:2]):
                found += [f"pt:{i}:{r}" for r in self._relation(kind.start, kind.end, *span)]
        if kind.source.startswith("ago"):
            spoken = next((h for h in self.sight.context.kinds if kind.type in h.types), None)
            if spoken is not None:
                shared = min(2, len(pairing.parties & set(spoken.codes)))
                found.append(f"p:spoken:{'pair' if pairing.parties in spoken.pairs else shared}:{size}")
        return found

    def parties_at(self, event: Event, pairing: Pairing) -> list[str]:
        """Where a set of parties stands from the event."""
        spans = enumerate(pairing.spans[:2])
        return [f"p:{i}:{r}" for i, span in spans for r in self._relation(event.start, event.end, *span)]

    def date(self, kind: Kind, dated: Dated, stage: str | None) -> list[str]:
        """A date by itself, with the stage it would date."""
        entry = load_vocabulary().type(kind.type)
        found = [
            f"d:{dated.source}:here{min(_COUNTED, len(self.dates))}",
            f"d:{dated.source}:{stage}",
            f"d:{dated.source}:{self.sight.place}",
        ]
        if entry.is_instant:
            found.append(f"d:{dated.source}:instant")
        found.append(f"d:{dated.source}:{stage}:{entry.family}")
        if dated.date is not None and dated.date in self.sight.others:
            apart = abs(_year(self.sight.others[dated.date]) - _year(self.sight.resolved.get(dated.date) or ""))
            found.append(f"d:{dated.source}:apart{bisect_left((1, 2, 5), apart)}")
        return found

    def date_at(self, event: Event, dated: Dated) -> list[str]:
        """Where a date stands from the event."""
        how = event.how
        found = [f"d:{dated.source}:{how}"]
        if dated.date is None:
            return found
        start = dated.date.start
        found += [f"d:{how}:{r}" for r in self._relation(event.start, event.end, start, dated.date.end)]
        if event.date is None:
            found.append(f"d:{how}:{self._same_bracket(event.start, start)}")
            found.append(f"d:{how}:nearer{self._nearer(start, event.start)}")
        rank = self._rank(event.start, start, self.starts)
        found += [f"d:rank{rank}:{'L' if start < event.start else 'R'}", f"d:kind:{dated.date.kind}:{how}"]
        at, to = sorted((event.start, start))
        found.append(f"d:between:{min(2, sum(at < s < to for s in self.starts))}")
        return found

    def date_of_kind(self, kind: Kind, dated: Dated) -> list[str]:
        """Where a date stands from the name of the type."""
        if dated.date is None or kind.source != "here":
            return []
        found = [f"td:{self._bracketed(dated.date.start, kind.start, kind.end)}"]
        found.append(f"td:rank{self._rank(dated.date.start, kind.start, self.named)}")
        return found + [f"td:{r}" for r in self._aside(kind.start, kind.end, dated)]

    def date_of_parties(self, pairing: Pairing, dated: Dated) -> list[str]:
        """Whose a date is: that of a name in a list, and where it stands from the parties."""
        if dated.date is None:
            return []
        found = []
        owner = self.owners.get(id(dated.date))
        if owner is not None:
            found.append(f"d:owner:{'in' if owner in pairing.parties else 'out'}")
        elif any(code in pairing.parties for code in self.owners.values()):
            found.append("d:owner:other")
        for i, span in enumerate(pairing.spans[:2]):
            found += [f"pd:{i}:{r}" for r in self._aside(*span, dated)]
        return found

    def _aside(self, start: int, end: int, dated: Dated) -> list[str]:
        if dated.date is None:
            return []
        return [r for r in self._relation(start, end, dated.date.start, dated.date.end) if r[0] in "LR"][:2]

    def modality(self, event: Event, word: Token | None, stage: str | None) -> list[str]:
        """Words that change how the event is meant, by where they stand."""
        found = ["bias", f"m:{event.how}:{stage}"]
        if word is not None:
            found += [f"m:detail:{key}" for key in word.detail if key not in _UNTOLD]
            found.append(f"m:word:{self.frame.folded[word.start : word.end].lower()}")
        for token in self.frame.tokens:
            if token.kind != "modality":
                continue
            form = self.frame.folded[token.start : token.end].lower()
            found.append(f"m:{token.value}")
            for relation in self._relation(event.start, event.end, token.start, token.end):
                found.append(f"m:{token.value}:{relation}")
            found.append(f"m:form:{form}")
        return found

    def rules(self, event: Event, kind: Kind, pairing: Pairing, dated: Dated, stage: str | None) -> list[str]:
        """What the rules read here: the same, part of it, something else, or nothing."""
        readings = self.sight.readings
        if not readings:
            return ["r:none"]
        found = set()
        for r, value in zip(readings, self.sight.dates, strict=True):
            same_type, same_parties = r.type == kind.type, frozenset(r.parties) == pairing.parties
            same_stage, same_date = r.stage == stage, value == dated.value
            over = r.start < event.end and event.start < r.end
            code = f"{'T' if same_type else 't'}{'P' if same_parties else 'p'}{'S' if same_stage else 's'}{'D' if same_date else 'd'}"
            found.add(f"r:{code}")
            if code == "TPSD":
                found.add(f"r:sure{round(r.confidence * 10)}")
            if over:
                found.add(f"r:{code}:over")
        if not any(r.start < event.end and event.start < r.end for r in readings):
            found.add("r:elsewhere")
        return sorted(found)

    def _nearer(self, place: int, at: int) -> int:
        """How many other words for stages stand nearer to a place, no more than three."""
        return min(_COUNTED, sum(abs(p - place) < abs(at - place) for p in self.places if p != at))

    def _same_bracket(self, one: int, other: int) -> str:
        """Do two places stand in one bracket, in none, or only one of them in one?"""
        left, right = self.frame.in_bracket(one), self.frame.in_bracket(other)
        return "nobracket" if left is right is None else "samebracket" if left is right else "crossbracket"

    def _bracketed(self, at: int, start: int, end: int) -> str:
        """Is a place in the bracket right behind a mention, in another one, or in none?"""
        bracket = self.frame.in_bracket(at)
        if bracket is None:
            return "open"
        if bracket.start <= start < bracket.end:
            return "inside"
        behind = [k for k in self.named if k < bracket.start]
        return "ownbracket" if behind and behind[-1] == start and bracket.start - end <= _NEAR else "otherbracket"

    def _rank(self, at: int, place: int, places: list[int]) -> int:
        return min(_COUNTED, sum(abs(p - at) < abs(place - at) for p in places))

    def _relation(self, start: int, end: int, other: int, until: int) -> list[str]:
        key = (start, end, other, until)
        known = self._relations.get(key)
        if known is None:
            known = self._relations[key] = self._related(start, end, other, until)
        return known

    def _related(self, start: int, end: int, other: int, until: int) -> list[str]:
        if other < end and start < until:
            return ["in"]
        side = "L" if other < start else "R"
        gap = (start - until if side == "L" else other - end) * self.scale
        step = bisect_left(_STEPS, gap)
        low, high = (until, start) if side == "L" else (end, other)
        crossed = min(2, bisect_left(self.places, high) - bisect_left(self.places, low))
        clauses = min(2, sum(low <= c <= high for c in self.frame.clauses))
        return [f"{side}:{step}", f"{side}:x{crossed}:c{clauses}", f"{side}:c{clauses}", f"x{crossed}"]
