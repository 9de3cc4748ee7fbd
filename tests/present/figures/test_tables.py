"""What figures draw: tables compared, not pixels; and that drawing them is the same every time."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from itertools import combinations, pairwise

import pytest
from tests.present.briefs.synthetic import HOSTILE, brief

from foedus.desk.brief import BriefData
from foedus.present.figures import (
    Figure,
    hyperedge_figure,
    hyperedge_table,
    network_figure,
    network_table,
    timeline_figures,
    timeline_table,
    to_inline_svg,
    to_svg,
)
from foedus.present.figures._layout import oval
from foedus.present.figures.figure import LAYERS, PAPER


def _figures(data: BriefData) -> list[Figure]:
    found = [*timeline_figures(data), network_figure(data), hyperedge_figure(data)]
    return [figure for figure in found if figure is not None]


def test_timeline_table() -> None:
    rows = [(r["group"], r["lane"], r["kind"], r["start"], r["end"], r["goes_on"]) for r in timeline_table(brief())]
    on = 2024.4945
    assert rows == [
        ("Australia", "RAA", "in force", 2023.612, on, True),
        ("Australia", "RAA", "signed, not in force", 2022.0137, 2023.612, False),
        ("Australia", "ACSA", "in force", 2013.082, 2017.6776, False),
        ("Australia", "ACSA", "in force", 2017.6776, on, True),
        ("Australia", "2+2", "meetings", 2007.4262, on, True),
        ("Australia", "2+2", "done", 2007.4262, 2007.4262, False),
        ("Australia", "2+2", "later", 2024.6776, 2024.6776, False),
        ("Philippines", "DETTA", "signed, not in force", 2016.1612, on, True),
        ("Philippines", "equipment export", "step", 2024.041, 2024.041, False),
        ("Philippines", "OSA", "done", 2023.8361, 2023.8361, False),
        ("Philippines", "OSA", "later", 2027.4973, 2027.4973, False),
        ("South Korea", "ISA", "disputed", 2016.8934, on, True),
        ("United Kingdom", "ISA", "uncertain", 2024.0, on, True),
        ("Three or more", "AUS IND USA", "meetings", 2017.8607, on, True),
        ("Three or more", "AUS IND USA", "done", 2017.8607, 2017.8607, False),
        ("Three or more", "KOR USA", "step", 2024.3716, 2024.3716, False),
        ("Own law and policy", "law or policy", "in force", 2016.2404, on, True),
    ]


def test_network_table() -> None:
    rows = [(r["a"], r["b"], r["layer"], r["answer"], r["of_subject"]) for r in network_table(brief())]
    assert rows == [
        ("AUS", "JPN", "access", "yes", True),
        ("AUS", "JPN", "consultation", "yes", True),
        ("AUS", "JPN", "logistics", "yes", True),
        ("AUS", "PHL", "access", "yes", False),
        ("GBR", "JPN", "information", "uncertain", True),
        ("JPN", "KOR", "information", "disputed", True),
        ("JPN", "PHL", "aid", "yes", True),
        ("JPN", "PHL", "industry", "uncertain", True),
    ]


def test_groups_are_rows_not_pairs() -> None:
    assert [(r["members"], r["layer"], r["answer"], r["title"]) for r in hyperedge_table(brief())] == [
        (["JPN", "KOR", "USA"], "exercises", "uncertain", "Exercise: Freedom Edge"),
        (["AUS", "IND", "JPN", "USA"], "consultation", "yes", "Minilateral: Quad"),
    ]


@pytest.mark.parametrize("subject", ["JPN", "AUS-JPN", "PHL"])
def test_same_input_same_bytes_and_no_address(subject: str) -> None:
    for figure, again in zip(_figures(brief(subject)), _figures(brief(subject)), strict=True):
        svg = to_svg(figure)
        assert svg == to_svg(again)
        assert json.dumps(figure.spec, sort_keys=True) == json.dumps(again.spec, sort_keys=True)
        for element in ElementTree.fromstring(svg).iter():  # noqa: S314  # our own drawing
            assert not any("href" in name or name.startswith("on") for name in element.attrib)
            assert element.tag.rpartition("}")[2] not in {"image", "script", "foreignObject", "style"}


def test_titles_of_others_are_escaped() -> None:
    figure = hyperedge_figure(brief())
    assert figure is not None
    evil = json.loads(json.dumps(figure.spec).replace("Quad", json.dumps(HOSTILE)[1:-1]))
    svg = to_svg(Figure(name="x", title="", table=(), spec=evil, caption="", alt="", sources=()))
    assert "<script" not in svg
    assert "<img" not in svg
    assert "&lt;script" in svg


def test_colours_become_variables_of_the_page() -> None:
    figure = network_figure(brief())
    assert figure is not None
    svg = to_inline_svg(figure)
    assert 'aria-labelledby="network-alt"' in svg
    assert "var(--layer-access," in svg
    assert f'"{PAPER}"' not in svg


def test_no_two_labels_meet() -> None:
    partners = [f"P{n:02}" for n in range(44)]
    places, tall = oval(["JPN"], partners)
    for side in (-1, 1):
        heights = sorted(y for code, (x, y) in places.items() if x * side > 0 and code != "JPN")
        assert min(b - a for a, b in pairwise(heights)) >= 14
    assert len(set(places.values())) == 45
    assert tall < 700


def test_layers_can_be_told_from_paper_and_from_each_other() -> None:
    assert min(_contrast(colour, PAPER) for colour in LAYERS.values()) >= 4.5
    assert all(a != b for a, b in combinations(LAYERS.values(), 2))


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
