"""Templates and style of the pages: words, marks and colours are those of the briefs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from foedus.model.vocabulary import load_vocabulary
from foedus.present.briefs import words
from foedus.present.workbench.grouping import by_date, name_of, place_in, sort_by_name
from foedus.present.workbench.links import PARAMETERS, address_of

if TYPE_CHECKING:
    from jinja2 import Environment

from foedus.present.templates import environment_of

__all__ = ["ICON", "render", "render_problem", "stylesheet"]

_HERE: Final = Path(__file__).parent
_TEMPLATES: Final = _HERE / "templates"
_BRIEFS: Final = _HERE.parent / "briefs" / "templates"
# As in a brief, sources are numbered as `#s1`; these two sheets hold its colours and its tables.
_SHARED: Final = ("brief.css", "parts.css")

ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="none" stroke="#17507e" stroke-width="1.6"'
    ' d="M8 3.2 3.2 12h9.6z"/><g fill="#17507e"><circle cx="8" cy="3" r="2.3"/><circle cx="3" cy="12.4" r="2.3"/>'
    '<circle cx="13" cy="12.4" r="2.3"/></g></svg>'
)


def render(template: str, *, what: str = "", given: Mapping[str, str] | None = None, **context: Any) -> str:
    """One page.

    Parameters
    ----------
    template : str
        Name of the template without its endings.
    what : str
        Whom or what the page is about, as written: it stands in the search form.
    given : mapping of str to str, optional
        The parameters of the question, which every link of the page carries on.
    """
    kept = {name: (given or {}).get(name, "") for name in PARAMETERS}
    return (
        _environment()
        .get_template(f"{template}.html.j2")
        .render(what=what, given=kept, link=partial(address_of, given=kept), style=_style_address(), **context)
    )


def render_problem(error: Mapping[str, str], status: int, *, what: str, given: Mapping[str, str]) -> str:
    """The page that says what went wrong, with the search form to try again."""
    return render("problem", what=what, given=given, error=error, status=status)


@cache
def stylesheet() -> str:
    """The style of all pages."""
    sheets = [*(_BRIEFS / name for name in _SHARED), _TEMPLATES / "workbench.css"]
    return "\n".join(sheet.read_text("utf-8") for sheet in sheets)


@cache
def _style_address() -> str:
    return f"/style.css?{hashlib.sha256(stylesheet().encode()).hexdigest()[:12]}"


@cache
def _environment() -> Environment:
    environment = environment_of(_TEMPLATES)
    environment.filters |= {
        "date": words.human_date,
        "long_date": words.long_date,
        "short_date": words.short_date,
        "words": words.plain_words,
        "upper_first": words.first_upper,
        "href": words.href,
        "address": words.short_address,
        "name": name_of,
        "by_date": by_date,
        "place": place_in,
        "sort_by_name": sort_by_name,
        "type_label": _type_label,
    }
    environment.globals |= {"lang": words.language_of}
    return environment


def _type_label(code: str) -> str:
    return load_vocabulary().type(code).label
