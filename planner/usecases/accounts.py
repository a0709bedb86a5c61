"""Sign-ins: made and changed by administrators only, every change in the log."""

from __future__ import annotations

from dataclasses import replace

from planner.access import Actor, Capability, Role, may
from planner.addresses import is_address
from planner.errors import BadAddress, Forbidden, LastAdministrator, NotFound
from planner.ports import Account, Clock, Decision, UnitOfWork


def add_account(uow: UnitOfWork, actor: Actor, account: Account, clock: Clock) -> Account:
    """Make an account; its id is ignored. Raises Forbidden, BadAddress, NameTaken, NotFound (person, unit)."""
    _check(actor)
    account = replace(account, email=_address(account.email))
    with uow:
        _check_references(uow, account)
        stored = replace(account, id=uow.accounts.add(account), username=account.username.lower())
        uow.decisions.add([_decision(actor, stored, "add", clock)])
        uow.commit()
    return stored


def change_account(
    uow: UnitOfWork,
    actor: Actor,
    account_id: int,
    clock: Clock,
    *,
    role: Role | None = None,
    units: frozenset[str] | None = None,
    disabled: bool | None = None,
    password_hash: str | None = None,
    email: str | None = None,
) -> Account:
    """Change role, units, password, address or whether the account may sign in; what is None stays.

    A change of rights holds from the next request on. Disabling and a new password sign the account out everywhere.
    Raises Forbidden, NotFound, BadAddress, LastAdministrator.
    """
    _check(actor)
    given = {"role": role, "units": units, "disabled": disabled, "password_hash": password_hash}
    given["email"] = None if email is None else _address(email)
    values = {name: value for name, value in given.items() if value is not None}
    with uow:
        before = uow.accounts.get(account_id)
        if before is None:
            raise NotFound("account", account_id)
        after = replace(before, **values)  # type: ignore[arg-type]
        _check_references(uow, after)
        _check_last(uow, after)
        uow.accounts.change(after)
        if disabled or password_hash is not None:
            uow.sessions.remove_all(account_id)
        uow.decisions.add([_decision(actor, after, "change", clock, tuple(values))])
        uow.commit()
    return after


def change_own_password(uow: UnitOfWork, actor: Actor, password_hash: str, clock: Clock) -> Account:
    """Give oneself a new password; signs the account out everywhere. Raises NotFound for who has no account."""
    with uow:
        before = uow.accounts.get(actor.account_id) if actor.account_id is not None else None
        if before is None:
            raise NotFound("account", actor.username)
        after = replace(before, password_hash=password_hash)
        uow.accounts.change(after)
        uow.sessions.remove_all(after.id)
        uow.decisions.add([_decision(actor, after, "change", clock, ("password_hash",))])
        uow.commit()
    return after


def change_own_email(uow: UnitOfWork, actor: Actor, email: str, clock: Clock) -> Account:
    """Say where one's own mail goes to; empty for none. Raises BadAddress, NotFound for who has no account."""
    with uow:
        before = uow.accounts.get(actor.account_id) if actor.account_id is not None else None
        if before is None:
            raise NotFound("account", actor.username)
        after = replace(before, email=_address(email))
        uow.accounts.change(after)
        uow.decisions.add([_decision(actor, after, "change", clock, ("email",))])
        uow.commit()
    return after


def _address(text: str) -> str:
    text = text.strip()
    if text and not is_address(text):
        raise BadAddress
    return text


def _check(actor: Actor) -> None:
    if not may(actor, Capability.ACCOUNT_MANAGE):
        raise Forbidden


def _check_references(uow: UnitOfWork, account: Account) -> None:
    if account.nip is not None and uow.people.get(account.nip) is None:
        raise NotFound("person", account.nip)
    unknown = account.units - uow.people.units_below(account.units)
    if unknown:
        raise NotFound("unit", ", ".join(sorted(unknown)))


def _check_last(uow: UnitOfWork, account: Account) -> None:
    serves = account.role is Role.ADMINISTRATOR and not account.disabled
    if not serves and uow.accounts.administrators() == {account.id}:
        raise LastAdministrator


def _decision(
    actor: Actor, account: Account, move: str, clock: Clock, changed: tuple[str, ...] = ()
) -> Decision:
    return Decision(
        at=clock.now(),
        actor_id=actor.account_id,
        actor=actor.username,
        subject="account",
        subject_id=str(account.id),
        move=move,
        detail={
            "username": account.username,
            "role": account.role.value,
            "units": sorted(account.units),
            "disabled": account.disabled,
            "changed": list(changed),
        },
    )
