"""Addresses of views: whom, then the question, so that any answer can be sent on as a link."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

__all__ = ["PARAMETERS", "address_of"]

PARAMETERS = ("on", "known", "perspective")


def address_of(view: str, what: str = "", given: Mapping[str, str] | None = None) -> str:
    """Path and query of a view; parameters that say nothing are left out.

    Examples
    --------
    >>> address_of("show", "AUS-JPN", {"on": "2022-06-30", "known": ""})
    '/show/AUS-JPN?on=2022-06-30'
    >>> address_of("conflicts"), address_of("matrix", "日本/?")
    ('/conflicts', '/matrix/%E6%97%A5%E6%9C%AC%2F%3F')
    """
    path = f"/{view}/{quote(what, safe='')}" if what else f"/{view}"
    kept = {name: value for name in PARAMETERS if (value := (given or {}).get(name, ""))}
    return f"{path}?{urlencode(kept)}" if kept else path
