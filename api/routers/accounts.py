"""Sign-ins, kept by administrators; imports never touch them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.deps import RetryDep, SignedIn, SystemDep, requires
from api.lists import After, Limit, next_link
from api.once import Reply, once
from api.schemas import ListOf, NewPassword
from api.security import hash_password
from planner import usecases
from planner.access import Capability, Role
from planner.addresses import LONGEST
from planner.ports import Account, UnitOfWork

router = APIRouter(prefix="/accounts", tags=["accounts"])
Keeper = Annotated[SignedIn, requires(Capability.ACCOUNT_MANAGE)]


class AccountOut(BaseModel):
    """A sign-in; its password is never shown, not even as a hash. ``email`` is empty where no mail is wanted."""

    id: int
    username: str
    role: Role
    nip: str | None
    units: list[str]
    demo: bool
    disabled: bool
    email: str


class NewAccount(BaseModel):
    """A new sign-in. ``units`` are those of a learning officer, with everything below them."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "username": "lo.setjen",
                    "password": "kata sandi panjang",
                    "role": "learning_officer",
                    "units": ["U1"],
                }
            ]
        },
    )
    username: str = Field(min_length=2, max_length=100, pattern=r"^\S+$")
    password: NewPassword
    role: Role
    nip: str | None = Field(None, pattern=r"^\d{18}$")
    units: frozenset[str] = frozenset()
    email: str = Field("", max_length=LONGEST)


class AccountChange(BaseModel):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"disabled": True}]})
    role: Role | None = None
    units: frozenset[str] | None = None
    disabled: bool | None = None
    password: NewPassword | None = None
    email: str | None = Field(None, max_length=LONGEST)


def _out(account: Account) -> AccountOut:
    fields = {name: getattr(account, name) for name in AccountOut.model_fields if name != "units"}
    return AccountOut(**fields, units=sorted(account.units))


@router.get("")
def list_accounts(
    _who: Keeper, request: Request, system: SystemDep, after: After = None, limit: Limit = 50
) -> ListOf[AccountOut]:
    """List the sign-ins by user name."""
    with system.open(write=False) as uow:
        page = uow.accounts.page(after, limit)
    return ListOf(items=[_out(row) for row in page.rows], next=next_link(request, page.next))


@router.post("", status_code=201, response_model=AccountOut)
def add_account(who: Keeper, system: SystemDep, retry: RetryDep, body: NewAccount) -> Response:
    """Make a sign-in."""
    hashed = hash_password(body.password.get_secret_value())
    new = Account(0, body.username, hashed, body.role, body.nip, body.units, email=body.email)

    def work(uow: UnitOfWork) -> Reply:
        return Reply(_out(usecases.add_account(uow, who.actor, new, system.clock)), 201)

    return once(system, who, retry, work)


@router.patch("/{account_id}")
def change_account(who: Keeper, account_id: int, system: SystemDep, body: AccountChange) -> AccountOut:
    """Change role, units, password, address, or whether the account may sign in, from the next request on."""
    hashed = hash_password(body.password.get_secret_value()) if body.password else None
    changed = usecases.change_account(
        system.open(),
        who.actor,
        account_id,
        system.clock,
        role=body.role,
        units=body.units,
        disabled=body.disabled,
        password_hash=hashed,
        email=body.email,
    )
    return _out(changed)
