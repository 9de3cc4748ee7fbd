"""Actors: the data is whole and unambiguous, and questions of it have the right answers."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model.actors import Actors, Group, Organisation, State, load_actors
from foedus.model.dates import EdtfDate, day
from foedus.model.problems import UnknownActorError
from foedus.model.resources import load_yaml

LANGUAGES = ("en", "ja", "ko", "zh")
ACTORS = load_actors()
FOUNDERS = {"BEL", "CAN", "DNK", "FRA", "GBR", "ISL", "ITA", "LUX", "NLD", "NOR", "PRT", "USA"}
IN_TURN = {
    ("cow", 345): {"SRB", "COW345"},
    ("gw", 260): {"DEU", "COW260"},
    ("gw", 678): {"YEM", "COW678"},
}
"""Numbers that more than one state bore, one after the other."""


def rows(file: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = load_yaml(file)[file]
    return found


def state(code: str) -> State:
    found = ACTORS.get(code)
    assert isinstance(found, State)
    return found


# --- the data ------------------------------------------------------------------------------------


def test_every_code_is_unique() -> None:
    codes = [row["code"] for file in ("states", "organisations", "groups") for row in rows(file)]
    assert len(codes) == len(set(codes)) == len(ACTORS)


def test_all_present_states_and_the_past_ones_of_the_cow_list_are_there() -> None:
    present = {s.code for s in ACTORS.states if s.is_present}
    past = {s.code for s in ACTORS.states if not s.is_present}
    assert len(present) == 193 + len({"XKX", "TWN", "PSE", "VAT"})
    assert {
        "COW260",
        "COW265",
        "COW300",
        "COW315",
        "COW345",
        "COW511",
        "COW678",
        "COW680",
        "COW817",
    } <= past
    assert len(past) == 23


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_actor_has_names_in_every_language(language: str) -> None:
    assert [code for code in ACTORS if not ACTORS.names(code, language)] == []


def test_every_state_has_a_demonym_and_a_capital() -> None:
    assert [s.code for s in ACTORS.states if not s.demonyms.get("en") or not s.capitals.get("en")] == []


def test_forms_are_clean_text() -> None:
    unclean = [f for f in ACTORS.forms() if f.form != unicodedata.normalize("NFC", f.form).strip() or not f.form]
    assert unclean == []


def test_no_list_of_forms_repeats_itself() -> None:
    forms = list(ACTORS.forms())
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize("system", ["cow", "gw"])
def test_spells_are_ordered_and_do_not_overlap(system: str) -> None:
    for one in ACTORS.states:
        spells = one.cow if system == "cow" else one.gw
        assert all(s.last is None or s.first <= s.last for s in spells), one.code
        assert all(a.last is not None and a.last < b.first for a, b in pairwise(spells)), one.code


@pytest.mark.parametrize("system", ["cow", "gw"])
def test_a_number_names_one_state_on_any_day(system: str) -> None:
    bearers: dict[int, set[str]] = defaultdict(set)
    spells: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in ACTORS.states:
        for s in one.cow if system == "cow" else one.gw:
            bearers[s.number].add(one.code)
            spells[s.number].append((s.first, s.last or day("9999-12-31")))
    shared = {(system, number): codes for number, codes in bearers.items() if len(codes) > 1}
    assert shared == {key: codes for key, codes in IN_TURN.items() if key[0] == system}
    for number, days in spells.items():
        assert all(a[1] < b[0] for a, b in pairwise(sorted(days))), number


def test_no_name_belongs_to_two_actors() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for form, _, kind, code in ACTORS.forms():
        if kind in ("name", "group", "organisation"):
            bearers[form.casefold()].add(code)
    assert {form: codes for form, codes in bearers.items() if len(codes) > 1} == {}


def test_ambiguous_short_forms_are_the_ones_the_file_head_names() -> None:
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form, language, kind, code in ACTORS.forms():
        if kind == "short":
            bearers[language, form].add(code)
    assert {key: codes for key, codes in bearers.items() if len(codes) > 1} == {
        ("zh", "新"): {"SGP", "NZL"},
        ("zh", "巴"): {"PAK", "BRA", "PSE"},
        ("zh", "伊"): {"IRN", "IRQ"},
        ("zh", "瑞"): {"SWE", "CHE"},
        ("zh", "阿"): {"AFG", "ALB", "ARE", "ARG", "AZE"},
        ("zh", "摩"): {"MAR", "MDA"},
        ("zh", "斯"): {"SVK", "SVN"},
        ("zh", "爱"): {"EST", "IRL"},
        ("zh", "愛"): {"EST", "IRL"},
        ("zh", "埃"): {"EGY", "ETH"},
        ("zh", "塞"): {"CYP", "SRB"},
        ("ja", "瑞"): {"SWE", "CHE"},
    }


@pytest.mark.parametrize(
    ("compound", "language", "codes"),
    [
        ("日米", "ja", ["JPN", "USA"]),
        ("日豪", "ja", ["JPN", "AUS"]),
        ("日比", "ja", ["JPN", "PHL"]),
        ("日露", "ja", ["JPN", "RUS"]),
        ("米韓", "ja", ["USA", "KOR"]),
        ("한미", "ko", ["KOR", "USA"]),
        ("한호", "ko", ["KOR", "AUS"]),
        ("美菲", "zh", ["USA", "PHL"]),
        ("韓美", "zh", ["KOR", "USA"]),
        ("中俄", "zh", ["CHN", "RUS"]),
    ],
)
def test_compounds_of_short_forms(compound: str, language: str, codes: list[str]) -> None:
    short = {f.form: f.code for f in ACTORS.forms() if f.kind == "short" and f.language == language}
    assert [short[character] for character in compound] == codes


def test_lookalikes_contain_a_form_of_their_language() -> None:
    for language in LANGUAGES:
        forms = {f.form for f in ACTORS.forms() if f.language == language}
        assert [p for p in ACTORS.lookalikes(language) if not any(form in p for form in forms)] == []


@pytest.mark.parametrize("file", ["organisations", "groups"])
def test_every_cited_source_is_listed_with_address_and_day_seen(file: str) -> None:
    data = load_yaml(file)
    cited = {row["source"] for row in data[file] if row.get("source")}
    cited |= {m["source"] for row in data[file] for m in row.get("members", ())}
    assert cited <= data["sources"].keys()
    assert all(s["address"].startswith("http") and day(s["seen"]) for s in data["sources"].values())


def test_members_are_states_whose_dates_run_forward() -> None:
    for code in ACTORS:
        one = ACTORS.get(code)
        if isinstance(one, State):
            continue
        for m in one.members:
            assert isinstance(ACTORS.get(m.actor), State)
            if m.begins and m.ends and m.begins.earliest and m.ends.latest:
                assert m.begins.earliest <= m.ends.latest, (code, m.actor)


def test_base_names_agree_with_unicode_cldr() -> None:
    babel = pytest.importorskip("babel")
    for locale, language in (
        ("en", "en"),
        ("ja", "ja"),
        ("ko", "ko"),
        ("zh_Hans", "zh"),
        ("zh_Hant", "zh"),
    ):
        territories = babel.Locale.parse(locale).territories
        for one in ACTORS.states:
            if one.iso2:
                assert ACTORS.resolve(territories[one.iso2]) == one.code, (
                    locale,
                    language,
                    one.code,
                )


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "number", "on", "code"),
    [
        ("cow", 345, "1914-06-28", "SRB"),
        ("cow", 345, "1938-01-01", "COW345"),
        ("cow", 345, "2010-01-01", "SRB"),
        ("gw", 260, "1960-01-01", "COW260"),
        ("gw", 260, "2000-01-01", "DEU"),
        ("cow", 255, "1914-08-01", "DEU"),
        ("cow", 260, "1990-10-02", "COW260"),
        ("cow", 365, "1985-01-01", "RUS"),
        ("cow", 740, "1950-01-01", "JPN"),  # outside its spells: still Japan
        ("gw", 970, "2000-01-01", "KIR"),  # the two lists use 970 for two states
        ("cow", 970, "2000-01-01", "NRU"),
    ],
)
def test_number_on_a_day(system: str, number: int, on: str, code: str) -> None:
    assert ACTORS.numbered("cow" if system == "cow" else "gw", number, on=day(on)) == code


def test_number_borne_by_two_states_needs_a_day() -> None:
    with pytest.raises(UnknownActorError, match="GW260") as caught:
        ACTORS.resolve("GW260")
    assert "(DEU)" in caught.value.hint
    assert "(COW260)" in caught.value.hint


def test_japan_is_outside_the_cow_system_during_the_occupation() -> None:
    occupied = day("1947-05-03")
    assert not any(spell.holds(occupied) for spell in state("JPN").cow)
    assert any(spell.holds(occupied) for spell in state("JPN").gw)


# --- resolving -----------------------------------------------------------------------------------


def test_every_code_and_name_resolves_to_its_actor() -> None:
    wrong = [
        f for f in ACTORS.forms() if f.kind in ("name", "group", "organisation") and ACTORS.resolve(f.form) != f.code
    ]
    assert wrong == []
    assert [code for code in ACTORS if ACTORS.resolve(code.lower()) != code] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("U.S.", "USA"),
        ("the Philippines", "PHL"),
        ("cote d'ivoire", "CIV"),
        ("Turkiye", "TUR"),
        ("  united   kingdom ", "GBR"),
        ("豪州", "AUS"),
        ("イギリス", "GBR"),
        ("대한민국", "KOR"),
        ("韩国", "KOR"),
        ("韓國", "KOR"),
        ("澳大利亞", "AUS"),
        ("菲律宾", "PHL"),
        ("COW2", "USA"),
        ("COW002", "USA"),
        ("gw732", "KOR"),
        ("COW816", "VNM"),
        ("West Germany", "COW260"),
        ("Ｇ７", "G7"),
        ("AP4", "IP4"),
        ("日米豪印", "QUAD"),
        ("Trinidad & Tobago", "TTO"),
    ],
)
def test_what_users_type(text: str, code: str) -> None:
    assert ACTORS.resolve(text) == code


def test_dakuten_is_no_accent() -> None:
    with pytest.raises(UnknownActorError, match="カーナ"):
        ACTORS.resolve("カーナ")  # Ghana is ガーナ


@pytest.mark.parametrize("text", ["Congo", "Atlantis", "", "COW999", "XYZ"])
def test_unknown_and_ambiguous_input_is_loud(text: str) -> None:
    with pytest.raises(UnknownActorError, match="no state, organisation or group"):
        ACTORS.resolve(text)


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownActorError, match="Phillipines") as caught:
        ACTORS.resolve("Phillipines", where="--actor")
    assert "Philippines (PHL)" in caught.value.hint
    assert caught.value.message.startswith("--actor: ")


def test_names_of_two_actors_are_refused_by_name() -> None:
    left, right = (Group(code=c, name="Twin", names={}, kind="dialogue", members=()) for c in ("LEFT", "RIGHT"))
    with pytest.raises(UnknownActorError, match="'twin'") as caught:
        Actors([left, right], lookalikes={}).resolve("twin")
    assert "LEFT, RIGHT" in caught.value.hint


def test_get_takes_codes_only() -> None:
    assert ACTORS["JPN"] is ACTORS.get("JPN")
    assert "JPN" in ACTORS
    assert "Japan" not in ACTORS
    with pytest.raises(UnknownActorError, match="Japan") as caught:
        ACTORS.get("Japan")
    assert "Japan (JPN)" in caught.value.hint


@given(
    data=st.data(),
    form=st.sampled_from([f for f in ACTORS.forms() if f.kind in ("name", "group", "organisation")]),
)
def test_resolving_ignores_case(data: st.DataObject, form: tuple[str, str, str, str]) -> None:
    upper = data.draw(st.lists(st.booleans(), min_size=len(form[0]), max_size=len(form[0])))
    text = "".join(c.upper() if up else c.lower() for c, up in zip(form[0], upper, strict=True))
    assert ACTORS.resolve(text) == form[3]


@given(st.text(max_size=12))
def test_any_text_resolves_or_is_refused(text: str) -> None:
    try:
        code = ACTORS.resolve(text)
    except UnknownActorError:
        return
    assert code in ACTORS


# --- membership ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "on", "members"),
    [
        ("QUAD", "2006-01-01", set()),
        ("QUAD", "2007-09-01", {"AUS", "IND", "JPN", "USA"}),
        ("QUAD", "2012-01-01", set()),
        ("QUAD", "2017-11-12", {"AUS", "IND", "JPN", "USA"}),
        ("AUKUS", "2021-09-14", set()),
        ("AUKUS", "2021-09-15", {"AUS", "GBR", "USA"}),
        ("FPDA", "1971-10-31", set()),
        ("FPDA", "1971-11-01", {"AUS", "GBR", "MYS", "NZL", "SGP"}),
        ("NATO", "1949-08-23", set()),
        ("NATO", "1949-08-24", FOUNDERS),
        ("NATO", "1955-05-06", FOUNDERS | {"GRC", "TUR", "COW260"}),
        ("NATO", "1990-10-02", FOUNDERS | {"GRC", "TUR", "COW260", "ESP"}),
        ("NATO", "1990-10-03", FOUNDERS | {"GRC", "TUR", "DEU", "ESP"}),
    ],
)
def test_members_on_a_day(group: str, on: str, members: set[str]) -> None:
    found = ACTORS.members(group, day(on))
    assert found.certain == found.possible == members


@pytest.mark.parametrize(
    ("organisation", "on", "count"),
    [
        ("NATO", "2024-03-06", 31),
        ("NATO", "2024-03-07", 32),
        ("EU", "2020-01-31", 28),
        ("EU", "2020-02-01", 27),
    ],
)
def test_size_of_organisations(organisation: str, on: str, count: int) -> None:
    assert len(ACTORS.members(organisation, day(on)).certain) == count


def test_imprecise_dates_give_possible_members() -> None:
    during = ACTORS.members("QUAD", day("2008-06-30"))
    assert during.certain == frozenset()
    assert during.possible == {"AUS", "IND", "JPN", "USA"}


def test_unknown_beginning_is_possible_and_never_certain() -> None:
    later = ACTORS.members("PBP", day("2024-01-01"))
    assert "CAN" in later.possible - later.certain


def test_without_a_day_those_without_an_end_are_certain() -> None:
    ever = ACTORS.members("EU")
    assert "GBR" in ever.possible - ever.certain
    assert "FRA" in ever.certain
    assert ACTORS.members("BRICS").possible - ACTORS.members("BRICS").certain == {"SAU"}


def test_a_list_nobody_recorded_is_not_an_empty_one() -> None:
    assert not ACTORS.members("UN").is_complete
    assert ACTORS.members("NATO").is_complete


@pytest.mark.parametrize("code", ["JPN", "NOBODY"])
def test_only_groups_and_organisations_have_members(code: str) -> None:
    with pytest.raises(UnknownActorError, match=code):
        ACTORS.members(code)


def test_founding_is_kept_as_printed() -> None:
    asean, gigo = ACTORS.get("ASEAN"), ACTORS.get("GIGO")
    assert isinstance(asean, Organisation)
    assert isinstance(gigo, Organisation)
    assert asean.founded == EdtfDate.parse("1967-08-08")
    assert gigo.founded is None
