"""Signing in and out, for pages and JSON alike."""

from __future__ import annotations

from datetime import timedelta

from fastapi import Request
from starlette.responses import Response

from api.deps import SignedIn
from api.problems import Problem
from api.security import (
    SESSION_COOKIE,
    csrf_token,
    hash_password,
    new_token,
    token_hash,
    verify_password,
)
from api.settings import Settings
from api.system import System
from planner.ports import Session
from planner.usecases import change_own_password

KEYS_KEPT = timedelta(hours=24)
"""How long an idempotency key is remembered."""


def address_of(request: Request) -> str:
    """Return the address that a request came from."""
    return request.client.host if request.client else ""


def sign_in(system: System, username: str, password: str, address: str) -> SignedIn:
    """Open a session for an account, if name and password fit.

    Raises Problem ``too-many`` after too many failures, ``demo-closed`` for a demo account outside the demo, else
    ``wrong-sign-in``; a wrong name, a wrong password and a disabled account are answered alike.
    """
    _check_attempts(system, username, address)
    with system.open(write=False) as uow:
        account = uow.accounts.named(username)
    fits = verify_password(account.password_hash if account else None, password)
    if account is None or not fits or account.disabled:
        system.sign_ins.failed(username, address)
        raise Problem("wrong-sign-in")
    if account.demo and not system.settings.demo:
        raise Problem("demo-closed")
    system.sign_ins.succeeded(username, address)
    return _open_session(system, account.id)


def sign_out(system: System, who: SignedIn) -> None:
    """End the session."""
    with system.open() as uow:
        uow.sessions.remove(token_hash(who.token))
        uow.commit()


def change_password(system: System, who: SignedIn, current: str, new: str, address: str) -> SignedIn:
    """Give the account a new password; every session of it ends, and a new one begins.

    Raises Problem ``too-many`` after too many failures, ``invalid`` where the current password is wrong.
    """
    _check_attempts(system, who.actor.username, address)
    with system.open(write=False) as uow:
        account = uow.accounts.get(who.account_id)
    if account is None or not verify_password(account.password_hash, current):
        system.sign_ins.failed(who.actor.username, address)
        raise Problem("invalid", "The current password is wrong.")
    change_own_password(system.open(), who.actor, hash_password(new), system.clock)
    return _open_session(system, account.id)


def set_session_cookie(response: Response, settings: Settings, token: str) -> None:
    """Give the browser its session: out of reach of scripts and other sites, gone when the session ends."""
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(settings.session_hours * 3600),
        httponly=True,
        samesite="lax",
        secure=settings.secure_cookies,
        path="/",
    )


def clear_session_cookie(response: Response, settings: Settings) -> None:
    """Take the session away from the browser."""
    response.delete_cookie(
        SESSION_COOKIE, path="/", httponly=True, samesite="lax", secure=settings.secure_cookies
    )


def _open_session(system: System, account_id: int) -> SignedIn:
    token, now = new_token(), system.clock.now()
    ends = now + timedelta(hours=system.settings.session_hours)
    with system.open() as uow:
        actor = uow.accounts.actor(account_id)
        if actor is None:
            raise Problem("wrong-sign-in")
        uow.sessions.purge(now)
        uow.idempotency.purge(now - KEYS_KEPT)
        uow.sessions.add(Session(token_hash(token), account_id, now, ends))
        uow.commit()
    return SignedIn(actor, account_id, csrf_token(system.secret, token), token)


def _check_attempts(system: System, username: str, address: str) -> None:
    if wait := system.sign_ins.wait_seconds(username, address, system.clock.now().timestamp()):
        raise Problem(
            "too-many",
            "Try again in {seconds} seconds.",
            {"seconds": wait},
            headers={"Retry-After": str(wait)},
        )
