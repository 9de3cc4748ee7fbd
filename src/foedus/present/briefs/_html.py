"""A brief as one HTML file: figures inside, style inside, nothing fetched, nothing that runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from foedus.desk.brief import BriefData
from foedus.model.answers import Answer
from foedus.present.briefs import words
from foedus.present.briefs._sections import groups_of, kinds_of, lead, ties_among
from foedus.present.figures import (
    Figure,
    hyperedge_figure,
    network_figure,
    timeline_figures,
    to_inline_svg,
)
from foedus.present.templates import environment_of

__all__ = ["to_html"]

_TEMPLATES = Path(__file__).parent / "templates"


def to_html(data: BriefData) -> str:
    """The whole page; the same data gives the same bytes."""
    environment = environment_of(_TEMPLATES)
    environment.filters |= {
        "date": words.human_date,
        "long_date": words.long_date,
        "short_date": words.short_date,
        "words": words.plain_words,
        "upper_first": words.first_upper,
        "answer": words.answer_word,
        "cites": words.cites,
        "href": words.href,
        "address": words.short_address,
    }
    environment.globals |= {"lang": words.language_of, "kind_words": words.KINDS, "verdicts": words.VERDICTS}
    return environment.get_template("brief.html.j2").render(_context(data))


def _context(data: BriefData) -> dict[str, Any]:
    pictures = [figure for figure in (network_figure(data), hyperedge_figure(data)) if figure is not None]
    timelines = list(timeline_figures(data))
    numbered = {figure.name: number for number, figure in enumerate([*timelines, *pictures], start=1)}
    return {
        "brief": data,
        "header": data.header,
        "answers": list(Answer),
        "lead": lead(data),
        "timelines": [_drawn(figure, numbered) for figure in timelines],
        "pictures": [_drawn(figure, numbered) for figure in pictures],
        "groups": groups_of(data),
        "kinds": kinds_of(data),
        "ties_among": ties_among(data),
        "style": _style(),
    }


def _drawn(figure: Figure, numbered: dict[str, int]) -> dict[str, Any]:
    from markupsafe import Markup

    # Safe by construction: Vega escapes every text it draws.
    return {"figure": figure, "number": numbered[figure.name], "svg": Markup(to_inline_svg(figure))}  # noqa: S704


def _style() -> Any:
    from markupsafe import Markup

    sheets = [path.read_text("utf-8") for path in sorted(_TEMPLATES.glob("*.css"))]
    return Markup("\n".join(sheets))  # noqa: S704  # packaged style sheets
