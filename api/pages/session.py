"""Signing in and out, language and colours, and where a reader begins."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from api.deps import LOCALE_COOKIE, Open, SignedIn, SystemDep, TranslatorDep, requires
from api.i18n import LOCALES
from api.pages.menu import first_page
from api.pages.problems import refusal_text
from api.pages.render import THEME_COOKIE, THEMES, go, own_path, page
from api.problems import Problem
from api.security import MIN_PASSWORD
from api.sign_in import (
    address_of,
    change_password,
    clear_session_cookie,
    set_session_cookie,
    sign_in,
    sign_out,
)
from api.system import System
from planner.errors import BadAddress
from planner.usecases import change_own_email

router = APIRouter()
SignedInReader = Annotated[SignedIn, requires(Open.SIGNED_IN)]
Anybody = Annotated[SignedIn | None, requires(Open.PUBLIC)]
_YEAR = 365 * 24 * 3600


@router.get("/")
def home(who: Annotated[SignedIn, requires(Open.SIGNED_IN)]) -> RedirectResponse:
    """Lead to the page where the reader's work begins."""
    return go(first_page(who.actor))


@router.get("/sign-in")
def show_sign_in(request: Request, who: Anybody, next: str = "/") -> Response:
    """Show the form; who is signed in already goes on."""
    if who is not None:
        return go(own_path(next))
    return _form(request, next)


@router.post("/sign-in")
def do_sign_in(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    _who: Anybody,
    username: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Open a session, or say on the form why not."""
    try:
        opened = sign_in(system, username, password, address_of(request))
    except Problem as problem:
        body = problem.body(t)
        return _form(request, next, username, f"{body.title} {body.detail}".strip(), problem)
    answer = go(own_path(next))
    set_session_cookie(answer, system.settings, opened.token)
    return answer


@router.post("/sign-out")
def do_sign_out(system: SystemDep, who: Annotated[SignedIn, requires(Open.SIGNED_IN)]) -> Response:
    """End the session."""
    sign_out(system, who)
    answer = go("/sign-in")
    clear_session_cookie(answer, system.settings)
    return answer


@router.get("/password")
def show_password(request: Request, system: SystemDep, who: SignedInReader) -> Response:
    """Show the forms that change one's own password and address."""
    return _own_form(request, system, who)


@router.post("/password")
def do_password(
    who: SignedInReader,
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    current: Annotated[str, Form(max_length=1000)] = "",
    new: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Change one's own password, or say on the form why not; all other browsers are signed out."""
    if len(new) < MIN_PASSWORD:
        return _own_form(
            request, system, who, t("The password needs at least {n} characters.", n=MIN_PASSWORD)
        )
    try:
        opened = change_password(system, who, current, new, address_of(request))
    except Problem as problem:
        return _own_form(request, system, who, problem.body(t).detail, status=problem.status)
    answer = go("/password", "password-changed")
    set_session_cookie(answer, system.settings, opened.token)
    return answer


@router.post("/email")
def do_email(
    who: SignedInReader,
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    email: Annotated[str, Form(max_length=400)] = "",
) -> Response:
    """Say where one's own mail goes to, or show the form again with what was typed."""
    try:
        change_own_email(system.open(), who.actor, email, system.clock)
    except BadAddress as refusal:
        return _own_form(request, system, who, email_fault=refusal_text(refusal, t), email=email)
    return go("/password", "email-changed")


@router.get("/preferences/language/{language}")
def choose_language(system: SystemDep, _who: Anybody, language: str, next: str = "/") -> Response:
    """Keep the reader's language and go back to where they were."""
    return _keep(LOCALE_COOKIE, language if language in LOCALES else "", next, system.settings.secure_cookies)


@router.get("/preferences/theme/{theme}")
def choose_theme(system: SystemDep, _who: Anybody, theme: str, next: str = "/") -> Response:
    """Keep the reader's colours (light, dark, else as the system has them) and go back."""
    return _keep(THEME_COOKIE, theme if theme in THEMES else "", next, system.settings.secure_cookies)


def _own_form(
    request: Request,
    system: System,
    who: SignedIn,
    fault: str = "",
    *,
    email_fault: str = "",
    email: str | None = None,
    status: int = 422,
) -> Response:
    with system.open(write=False) as uow:
        account = uow.accounts.get(who.account_id)
    return page(
        request,
        "password.html",
        status if fault or email_fault else 200,
        fault=fault,
        email_fault=email_fault,
        email=email if email is not None else account.email if account else "",
        by_mail=system.notifier is not None,
        min_password=MIN_PASSWORD,
    )


def _keep(cookie: str, value: str, next: str, secure: bool) -> Response:
    answer = go(own_path(next))
    if value:
        answer.set_cookie(cookie, value, max_age=_YEAR, httponly=True, samesite="lax", secure=secure)
    else:
        answer.delete_cookie(cookie, httponly=True, samesite="lax", secure=secure)
    return answer


def _form(
    request: Request, next: str, username: str = "", fault: str = "", problem: Problem | None = None
) -> Response:
    answer = page(
        request,
        "sign_in.html",
        problem.status if problem else 200,
        next=own_path(next),
        username=username,
        fault=fault,
    )
    answer.headers.update(problem.headers if problem else {})
    return answer
