"""``corpu user``: sign-ins, made by whoever has the machine."""

from __future__ import annotations

import secrets
import sys
from typing import Annotated

import typer

from api.cli.installation import open_system
from api.cli.output import report, words
from api.operator import OPERATOR
from api.security import hash_password
from api.settings import load_settings
from planner.access import Role
from planner.errors import NotFound
from planner.ports import Account
from planner.usecases import add_account, change_account

app = typer.Typer(help="Manage sign-ins.", no_args_is_help=True)


@app.command("add")
def add(
    username: Annotated[str, typer.Argument(help="User name; letter case does not matter.")],
    role: Annotated[Role, typer.Option(help="What the person may do.")],
    nip: Annotated[
        str | None, typer.Option(help="The person's NIP, for those who have a plan of their own.")
    ] = None,
    unit: Annotated[
        list[str] | None, typer.Option(help="Unit of a learning officer; may be repeated.")
    ] = None,
    email: Annotated[str, typer.Option(help="Where the person's mail goes to.")] = "",
    password_stdin: Annotated[bool, typer.Option(help="Read the password from standard input.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Make a sign-in. Without --password-stdin a password is made up and printed once."""
    given = sys.stdin.readline().rstrip("\r\n") if password_stdin else ""
    password = given or secrets.token_urlsafe(12)
    system = open_system(load_settings())
    account = Account(
        id=0,
        username=username,
        password_hash=hash_password(password),
        role=role,
        nip=nip,
        units=frozenset(unit or ()),
        email=email,
    )
    stored = add_account(system.open(), OPERATOR, account, system.clock)
    figures: dict[str, object] = {
        "username": stored.username,
        "role": stored.role.value,
        "units": sorted(stored.units),
    }
    report("corpu user add", figures if given else figures | {"password": password}, as_json)
    if not given:
        words.print("Note the password now; it is stored only as a hash.")


@app.command("email")
def set_email(
    username: Annotated[str, typer.Argument(help="User name; letter case does not matter.")],
    address: Annotated[str, typer.Argument(help="Where mail goes to; left out: nowhere.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Say where the mail of a sign-in goes to."""
    system = open_system(load_settings())
    with system.open(write=False) as uow:
        account = uow.accounts.named(username)
    if account is None:
        raise NotFound("account", username)
    stored = change_account(system.open(), OPERATOR, account.id, system.clock, email=address)
    report("corpu user email", {"username": stored.username, "email": stored.email}, as_json)
