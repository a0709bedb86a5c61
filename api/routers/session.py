"""Signing in, signing out, and who one is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from api.deps import Open, SignedIn, SystemDep, requires
from api.schemas import NewPassword
from api.sign_in import (
    address_of,
    change_password,
    clear_session_cookie,
    set_session_cookie,
    sign_in,
    sign_out,
)
from api.system import System
from planner.access import CAPABILITIES, Capability, Role
from planner.addresses import LONGEST
from planner.usecases import change_own_email

router = APIRouter(prefix="/session", tags=["session"])
Who = Annotated[SignedIn, requires(Open.SIGNED_IN)]


class SignInBody(BaseModel):
    """A user name and its password."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"username": "pegawai", "password": "kata sandi Anda"}]},
    )
    username: str
    password: SecretStr


class Me(BaseModel):
    """Who is signed in. Send ``csrf_token`` back as the header X-CSRF-Token with every change."""

    username: str
    role: Role
    person_id: str | None
    units: list[str]
    capabilities: list[Capability]
    email: str
    csrf_token: str


def _me(system: System, who: SignedIn) -> Me:
    actor = who.actor
    with system.open(write=False) as uow:
        account = uow.accounts.get(who.account_id)
    return Me(
        username=actor.username,
        role=actor.role,
        person_id=system.worlds.current().id_of.get(actor.nip) if actor.nip else None,
        units=sorted(actor.units),
        capabilities=sorted(CAPABILITIES[actor.role]),
        email=account.email if account else "",
        csrf_token=who.csrf,
    )


@router.post("")
def open_session(
    _who: Annotated[SignedIn | None, requires(Open.PUBLIC)],
    request: Request,
    response: Response,
    system: SystemDep,
    body: SignInBody,
) -> Me:
    """Sign in; the session is in the cookie of the answer."""
    who = sign_in(system, body.username, body.password.get_secret_value(), address_of(request))
    set_session_cookie(response, system.settings, who.token)
    return _me(system, who)


@router.get("")
def show_session(who: Who, system: SystemDep) -> Me:
    """Tell who is signed in."""
    return _me(system, who)


class PasswordBody(BaseModel):
    """The password so far, and the one to come."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"current": "kata sandi lama", "new": "kata sandi yang panjang"}]},
    )
    current: SecretStr
    new: NewPassword


@router.put("/password")
def put_password(who: Who, request: Request, response: Response, system: SystemDep, body: PasswordBody) -> Me:
    """Give oneself a new password; every other session ends, and the cookie of the answer holds the new one."""
    current, new = body.current.get_secret_value(), body.new.get_secret_value()
    opened = change_password(system, who, current, new, address_of(request))
    set_session_cookie(response, system.settings, opened.token)
    return _me(system, opened)


class EmailBody(BaseModel):
    """Where one's mail goes to; empty for none."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"email": "nama@instansi.go.id"}]}
    )
    email: str = Field(max_length=LONGEST)


@router.put("/email")
def put_email(who: Who, system: SystemDep, body: EmailBody) -> Me:
    """Say where one's own mail goes to; only administrators and oneself see it."""
    change_own_email(system.open(), who.actor, body.email, system.clock)
    return _me(system, who)


@router.delete("", status_code=204)
def close_session(who: Who, response: Response, system: SystemDep) -> None:
    """Sign out."""
    sign_out(system, who)
    clear_session_cookie(response, system.settings)
