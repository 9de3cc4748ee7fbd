"""Forms with choices: walked where they are many, and then the same as if all were written out."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from foedus.intake.reading.forms import expand, widen
from foedus.intake.reading.lexicon import load_lexicon

_PLAIN = st.sampled_from(["a", "ab", "b ", " ", "MoU", "mou", "MOU", ""])
_CHOICE = st.lists(_PLAIN, min_size=2, max_size=4).map(lambda options: f"({'|'.join(options)})")
_NESTED = st.lists(st.one_of(_PLAIN, _CHOICE), min_size=2, max_size=3).map(lambda options: f"({'|'.join(options)})")
_FORMS = st.lists(st.one_of(_PLAIN, _CHOICE, _NESTED), min_size=1, max_size=5).map("".join)


@given(form=_FORMS, text=st.text("ab MoUmou", max_size=40))
def test_walking_a_form_finds_what_writing_it_out_finds(form: str, text: str) -> None:
    lowered = text.lower()
    assume(sum(1 for _ in islice(expand(form), 2001)) <= 2000)  # the slow twin has to end
    wide = widen(form, str, str.lower)
    if wide is None:
        return
    walked = {
        (at, until, spelled)
        for head in wide.heads
        for at in range(len(lowered) + 1)
        if lowered.startswith(head.lower(), at)
        for until, spelled in wide.spellings(lowered, head, at + len(head))
    }
    written = {
        (at, at + len(spelled), spelled)
        for spelled in expand(form)
        for at in range(len(lowered) + 1)
        if lowered.startswith(spelled.lower(), at)
    }
    assert walked == written


@pytest.mark.parametrize("form", ["pact", "(pact|treaty) with", "a (b", "a) (b|c)"])
def test_forms_of_few_spellings_are_written_out(form: str) -> None:
    assert widen(form, str, str.lower) is None


@pytest.mark.parametrize("language", ["en", "ja", "ko", "zh"])
def test_a_lexicon_stays_small(language: str) -> None:
    assert len(load_lexicon(language).entries) < 20_000


def test_a_long_title_is_one_token() -> None:
    title = "memorandum of understanding concerning the exchange and mutual protection of the classified military information"
    tokens = [t for t in load_lexicon("en").scan(f"The {title} was signed.") if t.kind == "instrument"]
    assert [(t.value, t.start, t.end) for t in tokens] == [("ISA", 4, 4 + len(title))]
