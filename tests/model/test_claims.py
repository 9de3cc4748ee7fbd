"""Claims and judgements: ids are equal exactly when contents are."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from foedus.model.claims import Claim, Judgement, Locator, SourceId
from foedus.model.identity import canonical_json, content_id, quote_digest

TEXT = st.text(max_size=12)
FIELDS = st.fixed_dictionaries(
    {"stage": st.sampled_from([None, "signed", "in_force"]), "date": st.sampled_from([None, "2022", "2022-01"])},
    optional={"value": TEXT, "unit": TEXT, "party": st.sampled_from(["JPN", "AUS"]), "negated": st.booleans()},
)


def claim(**fields: Any) -> Claim:
    base: dict[str, Any] = {"parties": ("JPN", "AUS"), "locator": Locator(start=1, end=4), "instrument_type": "RAA"}
    return Claim(source=SourceId("s"), **(base | fields))


@given(FIELDS, FIELDS)
def test_ids_are_equal_exactly_when_contents_are(left: dict[str, Any], right: dict[str, Any]) -> None:
    a, b = claim(**left), claim(**right)
    assert (a.id == b.id) == (a.to_record(with_id=False) == b.to_record(with_id=False))


@given(FIELDS)
def test_a_claim_survives_its_record(fields: dict[str, Any]) -> None:
    one = claim(roles=(("exporter", ("JPN",)), ("importer", ("AUS",))), title=(("en", "x"),), **fields)
    assert Claim.from_record(one.to_record()) == one == Claim.recorded(one.to_record(), one.id)


def test_order_of_parties_is_no_content() -> None:
    assert claim(parties=("AUS", "JPN")).id == claim(parties=("JPN", "AUS", "JPN")).id


def test_a_revision_is_another_claim() -> None:
    one = claim(date="2022")
    assert one.revised(date="2023").id != one.id
    assert one.date == "2022"


def test_judgements_survive_their_record() -> None:
    one = Judgement(kind="same", targets=("b", "a"), by="analyst", reason="two names")
    assert Judgement.from_record(one.to_record()) == one
    assert one.id == Judgement(kind="same", targets=("a", "b"), by="analyst", reason="two names").id


@given(st.dictionaries(TEXT, TEXT))
def test_one_text_for_one_content(content: dict[str, str]) -> None:
    shuffled = dict(reversed(list(content.items())))
    assert canonical_json(content) == canonical_json(shuffled)
    assert content_id("x1", content) == content_id("x1", shuffled)


def test_quotes_are_blind_to_white_space_alone() -> None:
    assert quote_digest("in\u00a0force\n since") == quote_digest(" in force since ")
    assert quote_digest("in force") != quote_digest("In force")


def test_what_is_kept_is_what_the_digest_covers() -> None:
    one = claim(label="\ufa70", title=(("ja", "\u304b\u3099"),), locator=Locator(quote="\ufa70"))
    assert (one.label, one.title, one.locator.quote) == ("\u4e26", (("ja", "\u304c"),), "\u4e26")
    assert Claim.from_record(one.to_record()) == one == Claim.recorded(one.to_record(), one.id)
