"""Templates in the reader's language, and the answers made from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.deps import SignedIn, locale_of, system_of
from api.excel import Sheet, answer
from api.i18n import Translator, translator
from api.pages import guide_words, log_words, model_words, run_words, words
from api.pages.menu import menu
from api.pages.names import actor_name
from api.pages.told import TOLD
from api.pages.views_reasons import shares_told
from api.reasons import signed
from api.system import System
from planner.explain import CLOSES, FEATURES, STRENGTHENS
from planner.rules import TITLES as RULE_TITLES

_HERE = Path(__file__).resolve().parent.parent
_WORDS = {
    name.lower(): value
    for room in (words, guide_words, log_words, model_words, run_words)
    for name, value in vars(room).items()
    if name.isupper()
}
THEME_COOKIE = "corpu_theme"
THEMES = ("light", "dark")


def page(request: Request, template: str, status: int = 200, **context: object) -> HTMLResponse:
    """Answer with a page in the reader's language and colours."""
    body = (
        environment(locale_of(request))
        .get_template(template)
        .render(**{"refused": "", **_frame(request), **context})
    )
    return HTMLResponse(body, status, headers={"Vary": "Cookie"})


def excel(request: Request, sheet: Sheet, who: SignedIn, besides: Sequence[Sheet] = ()) -> Response:
    """Answer with a table as a workbook, and others ``besides``."""
    system = system_of(request)
    made = local(system, system.clock.now())
    return answer(sheet, translator(locale_of(request)), who.actor.username, made, besides)


def go(path: str, told: str = "", place: str = "") -> RedirectResponse:
    """Send the browser to another page after something was done, perhaps to a ``place`` on it.

    ``told`` is a key of ``TOLD``.
    """
    mark = "&" if "?" in path else "?"
    address = f"{path}{mark}told={told}" if told else path
    return RedirectResponse(f"{address}#{place}" if place else address, 303)


def own_path(path: str) -> str:
    """Return an address if it is one of ours, else the first page: nobody is sent to another site."""
    return path if re.match(r"/(?![/\\])[^\s\\]*$", path) else "/"


def local(system: System, moment: datetime) -> datetime:
    """Return a moment in the agency's time zone."""
    return moment.astimezone(ZoneInfo(system.settings.time_zone))


@cache
def environment(locale: str) -> Environment:
    """Return the templates of a language."""
    t = translator(locale)
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {**_WORDS, "t": t, "_": _message(t), "icon": icon, "mark": _mark()}
    environment.globals["actor_name"] = lambda row: actor_name(row, t)
    environment.globals |= {"rule_titles": RULE_TITLES, "feature_texts": FEATURES}
    environment.globals |= {
        "own_reasons": (CLOSES, STRENGTHENS),
        "shares_told": shares_told,
        "signed": signed,
    }
    return environment


@cache
def icon(name: str) -> Markup:
    """Return a vendored icon, hidden from screen readers: words stand beside it."""
    svg = (_HERE / "static" / "vendor" / "tabler-icons" / f"{name}.svg").read_text(encoding="utf-8")
    own = re.sub(r'\sclass="[^"]*"', ' class="icon" aria-hidden="true" focusable="false"', svg, count=1)
    return Markup(" ".join(own.split()))  # noqa: S704 - a file of ours


@cache
def _mark() -> Markup:
    svg = (_HERE / "static" / "mark.svg").read_text(encoding="utf-8")
    return Markup(svg.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))  # noqa: S704 - a file of ours


def _message(t: Translator) -> Callable[..., str]:
    def say(msgid: str, **params: object) -> str:
        """Translate and fill in; the fields are escaped."""
        text = t.gettext(msgid) if msgid else ""
        return escape(text).format_map(params) if params else text

    return say


def _frame(request: Request) -> dict[str, Any]:
    """Everything that every page's frame shows."""
    who: SignedIn | None = getattr(request.state, "signed_in", None)
    query = request.query_params
    path = request.url.path if request.method == "GET" else "/"
    return {
        "actor": who.actor if who else None,
        "csrf_token": who.csrf if who else "",
        "unread": who.unread if who else 0,
        "menu": menu(who.actor, request.url.path) if who else (),
        "here": with_query(path, query),
        "query": query,
        "with_query": lambda **changes: with_query(path, query, **changes),
        "theme": request.cookies.get(THEME_COOKIE) if request.cookies.get(THEME_COOKIE) in THEMES else "",
        "told": translator(locale_of(request))(TOLD.get(query.get("told", ""), "")),
        "local": lambda moment: local(system_of(request), moment) if moment else None,
    }


def with_query(path: str, query: Any, **changes: str | None) -> str:
    """Return the address with some of its query replaced (None removes), without the message of last time."""
    kept = {key: value for key, value in query.items() if key not in {"told", *changes} and value}
    wanted = {**kept, **{key: value for key, value in changes.items() if value is not None}}
    return f"{path}?{urlencode(wanted)}" if wanted else path
