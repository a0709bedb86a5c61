"""Error pages that people understand, and refusals said in their language."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from api.deps import translator_of
from api.i18n import Translator
from api.pages.log_words import MOVE_NAMES
from api.pages.render import page, with_query
from api.pages.words import STATE_NAMES
from api.problems import TITLES, Problem
from api.refusals import KINDS, params_of
from planner import errors
from planner.journey import State
from planner.rules import TITLES as RULE_TITLES

ADVICE = {
    "forbidden": "Your account's role does not include this page. If you need it, ask the administrator.",
    "forged-request": "The page was open for too long, or was sent from elsewhere. Go back, reload it and send it again.",
    "not-found": "The address may be mistyped, or the page is about somebody outside your care.",
    "stale": "Go back and reload the page to see what changed; then do it again.",
    "internal": "Nothing of what you did was half stored. Try again in a moment.",
    "too-large": "Choose a smaller file, or ask the administrator to allow larger ones.",
    "too-many": "This protects accounts against guessing.",
}


def problem_page(request: Request, problem: Problem) -> Response:
    """Answer a problem with a page; who is not signed in is led to the sign-in page and back."""
    if problem.kind == "not-signed-in":
        return _to_sign_in(request)
    t = translator_of(request)
    body = problem.body(t)
    answer = page(
        request,
        "error.html",
        problem.status,
        title=body.title,
        detail=body.detail,
        errors=body.errors,
        advice=t(ADVICE.get(problem.kind, "")),
        code=int(problem.status),
        back=request.headers.get("referer", "") if problem.status != HTTPStatus.NOT_FOUND else "",
    )
    answer.headers.update(problem.headers)
    return answer


def status_of(refusal: errors.Refusal) -> int:
    """Return the status that a page answers a refusal with."""
    return TITLES[KINDS[type(refusal)]][0]


def refusal_text(refusal: errors.Refusal, t: Translator) -> str:
    """Say why something was refused, with rules, states and days named."""
    params = dict(params_of(refusal, t))
    match refusal:
        case errors.RuleBroken():
            params["rules"] = ", ".join(dict.fromkeys(t(RULE_TITLES[check.rule]) for check in refusal.checks))
        case errors.SeatsGone():
            near = [f"{code} ({t.date(starts)})" for code, starts, _ in refusal.alternatives]
            params["nearest"] = ", ".join(near) or "–"
        case errors.IllegalMove():
            params["move"] = t(MOVE_NAMES.get(str(params["move"]), str(params["move"])))
            params["state"] = t(STATE_NAMES[State(str(params["state"]))]) if params["state"] else "–"
        case errors.BadEdit():
            params["problem"] = t(str(params["problem"]))
    return t(refusal.msgid, **params)


def _to_sign_in(request: Request) -> Response:
    wanted = with_query(request.url.path, request.query_params) if request.method == "GET" else "/"
    return RedirectResponse(with_query("/sign-in", {"next": wanted if wanted != "/" else ""}), 303)
