"""The pages: each asks the desk what its address says and renders the answer; the parameters are the API's."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from foedus.desk.asking import Answered
from foedus.model.problems import UsageError
from foedus.present.workbench.asked import Asked, Ledger, Question, Sought, Subject
from foedus.present.workbench.grouping import groups_of, title_of
from foedus.present.workbench.links import address_of
from foedus.present.workbench.numbering import Numbers, sources_of_sides
from foedus.present.workbench.rendering import ICON, render, stylesheet

__all__ = ["router"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/", response_model=None)
def home(asked: Asked, ledger: Ledger) -> HTMLResponse:
    """The search form, and where one could begin."""
    from foedus.model.actors import load_actors
    from foedus.present.workbench.overview import overview_of

    actors = load_actors()
    names = [(code, actors.get(code).name) for code in actors]
    return HTMLResponse(
        render("home", given=asked.given(), overview=overview_of(ledger), place=ledger, actors=sorted(names))
    )


@router.get("/search", response_model=None)
def search(sought: Sought) -> RedirectResponse:
    """From the form to the address of the answer."""
    what = sought.what.strip()
    if not what and sought.view != "conflicts":
        raise UsageError(
            "search: nobody is named; expected an actor, a dyad or an instrument.", hint="For example AUS-JPN."
        )
    given = {name: value.strip() for name, value in sought.given().items()}
    return RedirectResponse(address_of(sought.view, what, given), status_code=303)


@router.get("/show/{subject:path}", response_model=None)
def show(subject: Subject, asked: Asked, ledger: Ledger) -> HTMLResponse:
    """A dossier: in full for a dyad or an instrument, instrument by instrument for an actor."""
    from foedus.desk.dossier import show as ask

    done = ask(subject, ledger=ledger, **asked.arguments())
    found, instruments = done.data["subject"], done.data["instruments"]
    return _page(
        "dossier",
        subject,
        asked,
        done,
        numbers=Numbers(done.data["sources"]),
        title=title_of(found, instruments),
        groups=groups_of(instruments, found["parties"][0]) if found["kind"] == "actor" else [],
    )


@router.get("/matrix/{subject:path}", response_model=None)
def matrix(subject: Subject, asked: Asked, ledger: Ledger) -> HTMLResponse:
    """Partners by type of instrument."""
    from foedus.desk.matrix import matrix as ask

    done = ask(subject, ledger=ledger, **asked.arguments())
    return _page("matrix", subject, asked, done, numbers=Numbers(done.data["sources"]))


@router.get("/conflicts", response_model=None)
def all_conflicts(asked: Asked, ledger: Ledger) -> HTMLResponse:
    """Where sources differ."""
    return _conflicts(None, asked, ledger)


@router.get("/conflicts/{subject:path}", response_model=None)
def conflicts(subject: Subject, asked: Asked, ledger: Ledger) -> HTMLResponse:
    """Where sources differ about somebody or something."""
    return _conflicts(subject, asked, ledger)


@router.get("/brief/{subject:path}", response_model=None)
def brief(subject: Subject, asked: Asked, ledger: Ledger) -> HTMLResponse:
    """The brief, the same page as `foedus brief` writes."""
    from foedus.desk.briefing import prepare_brief
    from foedus.present.briefs import FORMATS

    data, _ = prepare_brief(subject, ledger=ledger, **asked.arguments())
    page = FORMATS[".html"](data)
    return HTMLResponse(page, headers={"Content-Security-Policy": _policy_for(page)})


@router.get("/style.css", response_model=None)
async def style() -> Response:
    """The style of the pages; its address changes when it does."""
    return Response(stylesheet(), media_type="text/css", headers={"Cache-Control": "max-age=31536000, immutable"})


@router.get("/favicon.ico", response_model=None)
async def icon() -> Response:
    """A picture for the tab."""
    return Response(ICON, media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"})


def _conflicts(what: str | None, asked: Question, ledger: str | None) -> HTMLResponse:
    from foedus.desk.conflicts import conflicts as ask

    done = ask(what, ledger=ledger, **asked.arguments())
    return _page("conflicts", what or "", asked, done, numbers=Numbers(sources_of_sides(done.data)))


def _page(template: str, what: str, asked: Question, done: Answered, **context: Any) -> HTMLResponse:
    view = done.to_record()["view"]
    return HTMLResponse(
        render(template, what=what, given=asked.given(), data=done.data, view=view, ledger=done.ledger, **context)
    )


def _policy_for(page: bytes) -> str:
    """A self-contained page may use exactly the style written in it, and nothing from anywhere."""
    sheets = re.findall(rb"<style>(.*?)</style>", page, re.DOTALL)
    hashes = " ".join(f"'sha256-{b64encode(hashlib.sha256(sheet).digest()).decode()}'" for sheet in sheets) or "'none'"
    return (
        f"default-src 'none'; style-src {hashes}; img-src data:; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
