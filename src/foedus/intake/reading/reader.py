"""The reader: a document's passages, sentence by sentence, become statements. Rules over a lexicon; no model, no network."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from foedus.intake.reading.announcing import BY_PLACE, announce, announces, at_home, hear_head, most_named
from foedus.intake.reading.assembly import read_frame
from foedus.intake.reading.chinese.carrying import note_two
from foedus.intake.reading.chinese.sentences import read_clausal
from foedus.intake.reading.dates.dating import Dating
from foedus.intake.reading.dates.printed import TextDate, find_dates
from foedus.intake.reading.discourse import Discourse
from foedus.intake.reading.documents import Document
from foedus.intake.reading.english.continuing import follows, open_sentence, read_english
from foedus.intake.reading.finishing import finished
from foedus.intake.reading.folding import fold
from foedus.intake.reading.frames import BY_ENDINGS, CLAUSAL, Frame, Reading
from foedus.intake.reading.framing import frame_of, has_final_verbs, may_state, with_phrases
from foedus.intake.reading.japanese.homes import home_of
from foedus.intake.reading.japanese.memory import Memory
from foedus.intake.reading.japanese.sentences import overhear, read_final
from foedus.intake.reading.korean.sentences import read_by_endings
from foedus.intake.reading.lexicon import Lexicon, Token
from foedus.intake.reading.linking.context import Context
from foedus.intake.reading.linking.dateline import dateline
from foedus.intake.reading.linking.linker import Linker, may_tell
from foedus.intake.reading.linking.sight import Sight
from foedus.intake.reading.mentions import Mention, names_unknown
from foedus.intake.reading.parties import PartyGroup, find_groups
from foedus.intake.reading.passages.passages import Passage
from foedus.intake.reading.remarks.finding import find_remarks
from foedus.intake.reading.remarks.memberships import find_memberships, may_tell_members
from foedus.intake.reading.remarks.ratios import find_ratios
from foedus.intake.reading.scanning import home_in, inside, scanned
from foedus.intake.reading.sentences import Sentence, split_sentences
from foedus.intake.reading.statements import Statement
from foedus.intake.reading.tables.lists import read_list, read_terms
from foedus.intake.reading.tables.outline import Scope
from foedus.intake.reading.tables.pieces import Layout, Piece
from foedus.intake.reading.tables.structured import Prose, read_table
from foedus.model.dates import EdtfDate
from foedus.model.remarks import Remark
from foedus.model.vocabulary import load_vocabulary

__all__ = ["Read", "read_document", "read_statements"]

_FRAME_REACH = 1
_SURE = 0.8
_SAID = attrgetter(*(name for name in Statement.__slots__ if name not in ("confidence", "cues")))

_TOLD = re.compile(
    r"\b(?:exchanged|signed|concluded|ratified|opened|held|agreed|bought|ordered|received) (?:[a-z]+ ){0,4}with\b"
    r"|\bjoined the list\b|\bfollowed (?:in|on|last|a|the|later)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Read:
    """What a document states of instruments, and what it remarks on the network as a whole; both in the order of the text."""

    statements: tuple[Statement, ...]
    remarks: tuple[Remark, ...]


def read_statements(document: Document) -> tuple[Statement, ...]:
    """The statements of `read_document`."""
    return read_document(document).statements


def read_document(document: Document, observe: Callable[[Sight], None] | None = None) -> Read:
    """What a document says, in the order of its text.

    Titles count, headings do not: they announce, and say what tables, lists and time lines below them are about. Questions,
    menus, biographies and bibliographies state nothing.

    Returns
    -------
    Read
        Sorted by place; the same for every run. Linear in the length of the text.
    """
    plain = fold(document.text)
    published = EdtfDate.parse(document.metadata.published) if document.metadata.published else None
    discourse, dating = Discourse(memory=Memory()), Dating(published=published)
    found: list[Statement] = []
    remarks: list[Remark] = []
    by_language: dict[str, tuple[str, Lexicon, list[Token]]] = {}
    layouts: dict[str, Layout] = {}
    linker: Linker | None = None
    for passage in document.passages:
        if passage.language not in by_language:
            by_language[passage.language] = scanned(plain, passage.language)
            folded, lexicon, tokens = by_language[passage.language]
            layouts[passage.language] = Layout(document.text, folded, tokens)
            if has_final_verbs(lexicon):
                discourse.memory.home = home_of(document.text, lexicon)
        folded, lexicon, tokens = by_language[passage.language]
        if passage.language in (*BY_ENDINGS, *CLAUSAL) and not discourse.main:
            discourse.main = most_named(tokens) or at_home(document.text, lexicon)
        if passage.language in BY_PLACE:
            hear_head(document, folded, passage, tokens, discourse)
        if announces(passage):
            announce(folded, passage, lexicon, tokens, discourse)
        if linker is None:
            linker = _linker_of(document, folded, tokens, lexicon, observe)
        _set_scene(folded, passage, inside(tokens, passage), lexicon, dating, linker)
        into = _Into(document, dating, remarks, linker)
        for piece in layouts[passage.language].pieces(passage, tokens, lexicon):
            readings = _read_piece(folded, piece, lexicon, tokens, discourse, into)
            found.extend(finished(document, reading) for reading in readings)
    unique = {_SAID(statement): statement for statement in found}
    ordered = sorted(unique.values(), key=lambda s: (s.start, s.end, s.instrument_type, s.parties, s.stage or ""))
    return Read(tuple(ordered), tuple(sorted(dict.fromkeys(remarks), key=lambda r: (r.start, r.end, r.kind))))


def _linker_of(
    document: Document,
    folded: str,
    tokens: Sequence[Token],
    lexicon: Lexicon,
    observe: Callable[[Sight], None] | None,
) -> Linker:
    """The linker at the head of a document, in the language that it begins in."""
    titles = [inside(tokens, p) for p in document.passages if p.kind == "title" and p.language == lexicon.language]
    home, place = home_in(folded, lexicon), dateline(folded, lexicon, tokens)
    return Linker(Context.of(tokens, titles, home, at_home(document.text, lexicon), place), observe)


def _set_scene(
    folded: str, passage: Passage, tokens: Sequence[Token], lexicon: Lexicon, dating: Dating, linker: Linker
) -> None:
    """Headings and questions state nothing, but what follows may leave unsaid whom, what and when they named."""
    if passage.kind == "heading":
        when = dating.read(find_dates(folded, passage.start, passage.end, lexicon.language), folded, lexicon.language)
        linker.context.head(tokens, next((v for v in when.values() if v), None))
    elif passage.kind == "question":
        linker.hear(
            tokens, find_groups(folded, tokens, (), lexicon, (passage.start, passage.end)) if tokens else [], {}
        )


@dataclass(frozen=True, slots=True)
class _Into:
    """The document being read, the dates it has named, and where its remarks are gathered."""

    document: Document
    dating: Dating
    remarks: list[Remark]
    linker: Linker


def _read_piece(
    folded: str, piece: Piece, lexicon: Lexicon, tokens: Sequence[Token], discourse: Discourse, into: _Into
) -> Iterator[tuple[Reading, str | None]]:
    """A table row by row; its running text, and all other pieces, sentence by sentence."""
    discourse.begin_paragraph()
    into.linker.context.paragraph += 1
    into.dating.begin_paragraph()
    if piece.table is None:
        if lexicon.language in BY_ENDINGS:
            discourse.settle()
        discourse.open_scope(piece.scope)
        into.dating.open_with(piece.scope.date if piece.scope else None, piece.section)
        yield from _read_passage(folded, piece, lexicon, tokens, discourse, into)
        discourse.scope = None
        return
    for item in read_table(folded, piece.table, tokens, lexicon, piece.scope or Scope(), piece.legend):
        if isinstance(item, Prose):
            cell = Piece(start=item.start, end=item.end, scope=item.scope)
            yield from _read_piece(folded, cell, lexicon, tokens, discourse, into)
        else:
            yield item, _date_of(item, {}, discourse, into.dating, lexicon.language)


def _read_passage(
    folded: str,
    piece: Piece,
    lexicon: Lexicon,
    tokens: Sequence[Token],
    discourse: Discourse,
    into: _Into,
) -> Iterator[tuple[Reading, str | None]]:
    grammar, dating = lexicon.grammar, into.dating
    cursor = bisect_left(tokens, piece.start, key=lambda token: token.start)
    for sentence in split_sentences(folded, piece.start, piece.end, lexicon.language, grammar["abbreviations"]):
        own = []
        while cursor < len(tokens) and tokens[cursor].start < sentence.end:
            own.append(tokens[cursor])
            cursor += 1
        own = with_phrases(folded, sentence, own, lexicon)
        open_sentence(folded, sentence, own, lexicon, discourse)
        pair = discourse.pair
        discourse.frame_age += 1
        discourse.kind_age += 1
        span = (max(sentence.start, piece.list_from), sentence.end)
        listed = read_list(folded, span, own, piece.partners, lexicon) or read_terms(
            folded, span, own, piece.terms, lexicon
        )
        if listed and not _is_told(folded, sentence, own, lexicon):
            told = [(reading, _date_of(reading, {}, discourse, dating, lexicon.language)) for reading in listed]
            frame = frame_of(folded, sentence, own, lexicon, discourse)
            yield from into.linker.weigh(
                frame, told, dating.read(frame.dates, folded, lexicon.language), piece.scope, dating
            )
            continue
        if may_state(own, lexicon, discourse) or follows(folded, sentence, own, discourse):
            frame = frame_of(folded, sentence, own, lexicon, discourse)
            readings = list(_read(frame, discourse))
            _blur(folded, sentence, frame.mentions, discourse)
            resolved = dating.read(frame.dates, folded, lexicon.language)
            into.remarks.extend(find_remarks(frame, readings, resolved, into.document.name, into.document.text))
            told = [(reading, _date_of(reading, resolved, discourse, dating, lexicon.language)) for reading in readings]
            yield from into.linker.weigh(frame, told, resolved, piece.scope, dating)
            discourse.hear(frame.groups, (*frame.clauses, *_after_commas(frame)), folded)
            groups: Sequence[PartyGroup] = frame.groups
            _hear_both(frame.groups, own, lexicon, discourse)
            _remember(readings, frame, discourse, resolved)
            dates: Sequence[TextDate] = frame.dates
        else:
            dates = find_dates(folded, sentence.start, sentence.end, lexicon.language)
            groups = find_groups(folded, own, dates, lexicon, (sentence.start, sentence.end)) if own else []
            if has_final_verbs(lexicon):
                overhear(folded, (sentence.start, sentence.end), groups, own, lexicon, discourse)
            opens = (sentence.start,) if lexicon.language in BY_ENDINGS else ()
            discourse.hear(groups, opens, folded)
            _hear_both(groups, own, lexicon, discourse)
            _blur(folded, sentence, (), discourse)
            resolved = dating.read(dates, folded, lexicon.language)
            span = (sentence.start, sentence.end)
            into.remarks.extend(find_ratios(folded, span, lexicon, into.document.name, into.document.text))
            framed = partial(frame_of, folded, sentence, own, lexicon, discourse)
            yield from _untold(framed, own, groups, resolved, piece, into)
        if lexicon.language in CLAUSAL:
            note_two(folded, (sentence.start, sentence.end), groups, discourse, pair)
        _open_with(folded, sentence, dates, resolved, discourse)


def _untold(
    framed: Callable[[], Frame],
    own: Sequence[Token],
    groups: Sequence[PartyGroup],
    resolved: Mapping[TextDate, str | None],
    piece: Piece,
    into: _Into,
) -> Iterator[tuple[Reading, str | None]]:
    """A sentence in which the rules see nothing to read: weighed where its words may tell something, remembered in any case."""
    tells = may_tell(own, groups)
    frame = framed() if tells or may_tell_members(own) else None
    if tells and frame is not None:
        yield from into.linker.weigh(frame, (), resolved, piece.scope, into.dating)
    else:
        into.linker.hear(own, groups, resolved)
    if frame is not None and may_tell_members(own):
        into.remarks.extend(find_memberships(frame, resolved, into.document.name, into.document.text))


def _open_with(
    folded: str,
    sentence: Sentence,
    dates: Sequence[TextDate],
    resolved: Mapping[TextDate, str | None],
    discourse: Discourse,
) -> None:
    """A sentence that opens with a date sets it for the undated events of the next one."""
    for date in dates[:1]:
        if re.fullmatch(r"\s*(in|on|between|also in)?\s*", folded[sentence.start : date.start].lower()):
            discourse.frame_date, discourse.frame_age = resolved[date], 0


def _hear_both(groups: Sequence[PartyGroup], tokens: Sequence[Token], lexicon: Lexicon, discourse: Discourse) -> None:
    """Whom an English sentence names beside "the two governments" is a third, not one of the two."""
    if lexicon.language == "en" and not any(t.kind == "anaphor" and t.value in ("pair", "trio") for t in tokens):
        discourse.hear_both(groups)


def _blur(folded: str, sentence: Sentence, mentions: Sequence[Mention], discourse: Discourse) -> None:
    """A sentence about an agreement of unknown kind makes "the pact" of the next ones uncertain."""
    if not mentions and names_unknown(folded, sentence.start, sentence.end):
        discourse.recall.blur()


def _is_told(folded: str, sentence: Sentence, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Is a line a sentence, or does a Korean one name its instrument, so that it is no bare list of names and dates?"""
    if lexicon.language == "en":
        return _TOLD.search(folded, sentence.start, sentence.end) is not None
    if lexicon.language not in BY_ENDINGS:
        return False
    named = any(token.kind in ("instrument", "named", "equipment") for token in tokens)
    return named or re.search(r"[다요까][.!?\"'”’)]*\s*$", folded[sentence.start : sentence.end]) is not None


def _read(frame: Frame, discourse: Discourse) -> Iterator[Reading]:
    if frame.lexicon.language in BY_ENDINGS:
        return read_by_endings(frame, discourse)
    if frame.lexicon.language in CLAUSAL:
        return read_clausal(frame, discourse)
    if has_final_verbs(frame.lexicon):
        return read_final(frame, discourse)
    return iter(read_english(frame, discourse)) if frame.lexicon.language == "en" else read_frame(frame, discourse)


def _date_of(
    reading: Reading, resolved: Mapping[TextDate, str | None], discourse: Discourse, dating: Dating, language: str
) -> str | None:
    if reading.date is None:
        return _inherited(reading, discourse, dating)
    lead = discourse.scope.date if discourse.scope else None
    if lead is not None and lead.start == reading.date.start:
        return dating.lead or dating.meaning(reading.date, "past")
    if reading.date.kind == "anaphoric":
        meant = resolved.get(reading.date)
    else:
        meant = dating.meaning(reading.date, "future" if reading.modality == "planned" else "past")
    if (
        meant
        and reading.stage == "in_force"
        and reading.date_of == "entry into force"
        and (language in ("en", "zh") or len(meant) > 8)
    ):
        return meant.removesuffix("/..")  # "in force since 2013" gives the day of entry
    return meant


def _remember(
    readings: Sequence[Reading], frame: Frame, discourse: Discourse, resolved: Mapping[TextDate, str | None]
) -> None:
    spoken = [*(m.type for m in frame.mentions if m.how != "act"), *(reading.type for reading in readings)]
    spoken = [kind for kind in spoken if load_vocabulary().type(kind).family in ("treaty", "programme")]
    if spoken:
        discourse.kind, discourse.kind_age = spoken[-1], 0
    for reading in readings:
        if reading.confidence >= _SURE and not any(t.kind == "comparison" for t in frame.tokens):
            discourse.take(reading.parties)
        kind = load_vocabulary().type(reading.type)
        if kind.family == "treaty" and len(reading.parties) > 1:
            discourse.instrument = (reading.type, reading.parties)
            discourse.tell(reading.type, reading.parties)
        if kind.family == "programme" and len(set(reading.parties)) == 2:
            discourse.programme = (reading.type, reading.parties)
        if reading.date is not None and kind.is_instant:
            discourse.event_date, discourse.event_age = resolved.get(reading.date), 0


def _after_commas(frame: Frame) -> list[int]:
    part = frame.folded[frame.sentence.start : frame.sentence.end]
    return [frame.sentence.start + found.end() for found in re.finditer(r", ", part)]


def _inherited(reading: Reading, discourse: Discourse, dating: Dating) -> str | None:
    """The date an undated event takes from its line, from the head of the sentence before, or from the story so far."""
    if not reading.inherits_date:
        return None
    if dating.lead is not None:
        return dating.lead
    if discourse.frame_age <= _FRAME_REACH:
        return discourse.frame_date
    if load_vocabulary().type(reading.type).is_instant and discourse.event_age <= _FRAME_REACH:
        return discourse.event_date
    return None
