"""What routes ask for: the system, who is signed in, the capability they need, versions, retries and languages.

Every route declares exactly one ``requires(...)``; a test walks all routes and refuses any without.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api.i18n import LOCALES, Translator, translator
from api.problems import Problem
from api.security import (
    CSRF_FIELD,
    CSRF_HEADER,
    SAFE_METHODS,
    SESSION_COOKIE,
    csrf_fits,
    csrf_token,
    from_this_site,
    origin_of,
    token_hash,
)
from api.system import System
from planner.access import Actor, Capability, may

LOCALE_COOKIE = "corpu_language"


def system_of(request: Request) -> System:
    """Return the running system."""
    system: System = request.app.state.system
    return system


def locale_of(request: Request) -> str:
    """Return the reader's language: the one they chose, for programs the one they accept, else the installation's."""
    chosen = request.cookies.get(LOCALE_COOKIE, "")
    if request.url.path.startswith("/api/") and not chosen:
        chosen = request.headers.get("accept-language", "")[:2].lower()
    return chosen if chosen in LOCALES else system_of(request).settings.language


def translator_of(request: Request) -> Translator:
    """Return the translator of the reader's language."""
    return translator(locale_of(request))


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who sent the request: the actor as the database knows them now, their account, their form token,
    and how many notices they have not read.
    """

    actor: Actor
    account_id: int
    csrf: str
    token: str
    unread: int = 0


def _find_signed_in(system: System, token: str) -> SignedIn | None:
    with system.open(write=False) as uow:
        session = uow.sessions.get(token_hash(token), system.clock.now())
        account = uow.accounts.get(session.account_id) if session else None
        if account is None or (account.demo and not system.settings.demo):
            return None
        actor = uow.accounts.actor(account.id)
        unread = uow.outbox.unread(account.id)
    return SignedIn(actor, account.id, csrf_token(system.secret, token), token, unread) if actor else None


async def signed_in(request: Request) -> SignedIn | None:
    """Return who sent the request, looked up once per request; None without a valid session."""
    if not hasattr(request.state, "signed_in"):
        token = request.cookies.get(SESSION_COOKIE)
        system = system_of(request)
        request.state.signed_in = await run_in_threadpool(_find_signed_in, system, token) if token else None
    found: SignedIn | None = request.state.signed_in
    return found


def own_origins(request: Request) -> frozenset[str]:
    """Return the origins that our own pages have."""
    public = system_of(request).settings.public_url
    return frozenset({public or origin_of(str(request.base_url))})


async def _given_form_token(request: Request) -> str:
    if CSRF_HEADER in request.headers:
        return request.headers[CSRF_HEADER]
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return ""
    field = (await request.form()).get(CSRF_FIELD, "")
    return field if isinstance(field, str) else ""


class Open(StrEnum):
    """What a route may ask for instead of a capability."""

    PUBLIC = "public"
    SIGNED_IN = "signed-in"


Need = Capability | Open


class Requires:
    """The dependency that guards one route: right origin, session, form token, capability, in that order."""

    def __init__(self, need: Need) -> None:
        self.need = need

    async def __call__(self, request: Request) -> SignedIn | None:
        """Return who is signed in, None only on a public route; raises Problem."""
        unsafe = request.method not in SAFE_METHODS
        if unsafe and not from_this_site(request.headers, own_origins(request)):
            raise Problem("forged-request")
        who = await signed_in(request)
        if self.need is Open.PUBLIC:
            return who
        if who is None:
            raise Problem("not-signed-in")
        if unsafe and not csrf_fits(system_of(request).secret, who.token, await _given_form_token(request)):
            raise Problem("forged-request")
        if isinstance(self.need, Capability) and not may(who.actor, self.need):
            raise Problem("forbidden")
        return who


def requires(need: Need) -> Any:
    """Declare what a route needs: ``who: Annotated[SignedIn, requires(Capability.PERSON_VIEW)]``."""
    return Depends(Requires(need))


def if_match(
    if_match: Annotated[str | None, Header(description="The ETag of the version you change.")] = None,
) -> int:
    """Return the version that a change was made from. Raises Problem 428 without one, 412 for a foreign one."""
    if if_match is None or if_match.strip() == "*":
        raise Problem("no-version")
    found = re.fullmatch(r'"(\d{1,9})"', if_match.strip())
    if found is None:
        raise Problem("stale")
    return int(found[1])


def etag(version: int) -> str:
    """Return the ETag of a version."""
    return f'"{version}"'


@dataclass(frozen=True, slots=True)
class Retry:
    """How a repeated request is known again: its key ("" where none was sent) and the hash of all that it asks."""

    key: str
    fingerprint: str


async def retry(
    request: Request,
    idempotency_key: Annotated[
        str | None,
        Header(min_length=8, max_length=100, description="Send again with the same key: done once."),
    ] = None,
) -> Retry:
    """Return what tells a repeated POST from a new one."""
    asked = hashlib.sha256()
    for part in (request.method, request.url.path, request.headers.get("if-match", "")):
        asked.update(part.encode() + b"\0")
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        for name, value in (await request.form()).multi_items():
            asked.update(f"{name}\0{getattr(value, 'filename', value)}\0".encode())
            if isinstance(value, UploadFile):
                asked.update(await value.read())
                await value.seek(0)
    else:
        asked.update(await request.body())
    return Retry(idempotency_key or "", asked.hexdigest())


SystemDep = Annotated[System, Depends(system_of)]
TranslatorDep = Annotated[Translator, Depends(translator_of)]
VersionDep = Annotated[int, Depends(if_match)]
RetryDep = Annotated[Retry, Depends(retry)]
