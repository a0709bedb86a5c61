"""Accounts: who may sign in, as what, for which units, and where their mail goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.i18n import Translator
from api.lists import every_page
from api.pages.names import Names
from api.pages.problems import refusal_text
from api.pages.render import excel, go, page
from api.pages.sheets_agency import accounts_sheet
from api.pages.words import ROLE_NAMES
from api.security import MIN_PASSWORD, hash_password
from api.system import System
from planner import usecases
from planner.access import Capability, Role
from planner.errors import BadAddress, NameTaken, NotFound, Refusal
from planner.ports import Account

router = APIRouter()
Administrator = Annotated[SignedIn, requires(Capability.ACCOUNT_MANAGE)]
ROWS = 50
_Text = Annotated[str, Query(max_length=400)]
_Field = Annotated[str, Form(max_length=400)]


@router.get("/accounts")
def show_accounts(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Administrator,
    after: _Text = "",
    format: _Text = "",
) -> Response:
    """List the accounts."""
    if format == "xlsx":
        with system.open(write=False) as uow:
            rows = list(every_page(uow.accounts.page))
        return excel(request, accounts_sheet(rows, Names(system.worlds.current(), t)), who)
    return _accounts(request, system, t, who, after)


@router.post("/accounts")
def make_account(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Administrator,
    username: _Field = "",
    password: _Field = "",
    role: Annotated[Role, Form()] = Role.EMPLOYEE,
    nip: _Field = "",
    units: _Field = "",
    email: _Field = "",
) -> Response:
    """Make an account, or show the form again with what is wrong beside each field."""
    typed = {"username": username.strip(), "role": role.value, "nip": nip.strip(), "units": units}
    typed["email"] = email.strip()
    faults = _faults(typed, password, t)
    if not faults:
        hashed = hash_password(password)
        nip_or_none = typed["nip"] or None
        account = Account(0, typed["username"], hashed, role, nip_or_none, _codes(units), email=email)
        try:
            usecases.add_account(system.open(), who.actor, account, system.clock)
        except NameTaken as refusal:
            faults = {"username": refusal_text(refusal, t)}
        except BadAddress as refusal:
            faults = {"email": refusal_text(refusal, t)}
        except NotFound as refusal:
            field = "nip" if refusal.params["what"] == "person" else "units"
            faults = {field: t(UNKNOWN[field])}
    if faults:
        return _accounts(request, system, t, who, "", 422, faults, typed)
    return go("/accounts", "account-made")


@router.get("/accounts/{account_id}")
def show_account(
    request: Request, system: SystemDep, t: TranslatorDep, _who: Administrator, account_id: int
) -> Response:
    """Show the form that changes an account."""
    account = _account(system, account_id)
    typed = {"role": account.role.value, "units": ", ".join(sorted(account.units)), "email": account.email}
    return _account_form(request, t, account, typed)


@router.post("/accounts/{account_id}")
def change_account(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Administrator,
    account_id: int,
    role: Annotated[Role, Form()],
    units: _Field = "",
    password: _Field = "",
    email: Annotated[str | None, Form(max_length=400)] = None,
) -> Response:
    """Change role, units and address, and the password where a new one is given."""
    account = _account(system, account_id)
    typed = {"username": account.username, "role": role.value, "nip": account.nip or "", "units": units}
    typed["email"] = account.email if email is None else email.strip()
    faults = _faults(typed, password or "x" * MIN_PASSWORD, t)
    if not faults:
        try:
            usecases.change_account(
                system.open(),
                who.actor,
                account_id,
                system.clock,
                role=role,
                units=_codes(units),
                password_hash=hash_password(password) if password else None,
                email=email,
            )
        except BadAddress as refusal:
            faults = {"email": refusal_text(refusal, t)}
        except NotFound:
            faults = {"units": t(UNKNOWN["units"])}
        except Refusal as refusal:
            faults = {"role": refusal_text(refusal, t)}
    if faults:
        return _account_form(request, t, account, typed, faults)
    return go("/accounts", "account-changed")


@router.post("/accounts/{account_id}/{action}")
def block_account(system: SystemDep, who: Administrator, account_id: int, action: str) -> Response:
    """Block an account, which signs it out everywhere, or let it sign in again."""
    if action not in ("block", "unblock"):
        raise NotFound("page", action)
    usecases.change_account(system.open(), who.actor, account_id, system.clock, disabled=action == "block")
    return go("/accounts", "account-changed")


UNKNOWN = {
    "nip": "Nobody in the agency's data has this NIP.",
    "units": "One of these unit codes is not in the agency's data.",
}


def _codes(units: str) -> frozenset[str]:
    return frozenset(code.strip() for code in units.split(",") if code.strip())


def _account(system: System, account_id: int) -> Account:
    with system.open(write=False) as uow:
        account = uow.accounts.get(account_id)
    if account is None:
        raise NotFound("account", account_id)
    return account


def _account_form(
    request: Request,
    t: Translator,
    account: Account,
    typed: Mapping[str, str],
    faults: Mapping[str, str] | None = None,
) -> Response:
    return page(
        request,
        "account.html",
        422 if faults else 200,
        account=account,
        typed=typed,
        faults=faults or {},
        min_password=MIN_PASSWORD,
        role_options=[(role.value, t(name)) for role, name in ROLE_NAMES.items()],
    )


def _faults(typed: Mapping[str, str], password: str, t: Translator) -> dict[str, str]:
    faults = {}
    if not typed["username"]:
        faults["username"] = t("Give a user name.")
    if len(password) < MIN_PASSWORD:
        faults["password"] = t("The password needs at least {n} characters.", n=MIN_PASSWORD)
    if typed["role"] in (Role.EMPLOYEE, Role.SUPERVISOR) and not typed["nip"]:
        faults["nip"] = t("An employee or a supervisor needs the NIP of a person.")
    if typed["role"] == Role.LEARNING_OFFICER and not typed["units"].strip():
        faults["units"] = t("A learning officer needs at least one unit.")
    return faults


def _accounts(
    request: Request,
    system: System,
    t: Translator,
    who: SignedIn,
    after: str,
    status: int = 200,
    faults: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    with system.open(write=False) as uow:
        found = uow.accounts.page(after or None, ROWS)
    empty = {"username": "", "role": "", "nip": "", "units": "", "email": ""}
    return page(
        request,
        "accounts.html",
        status,
        rows=found.rows,
        next=found.next,
        names=Names(system.worlds.current(), t),
        own_id=who.account_id,
        min_password=MIN_PASSWORD,
        role_options=[(role.value, t(name)) for role, name in ROLE_NAMES.items()],
        faults=faults or {},
        typed=typed or empty,
    )
