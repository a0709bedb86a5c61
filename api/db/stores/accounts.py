"""Sign-ins and what they were granted; read anew on every request."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from api.db.stores.paging import fetch_page
from api.db.stores.people import SqlPeopleStore
from api.db.tables.accounts import account, account_unit
from api.db.tables.agency import unit
from planner.access import Actor, Role
from planner.errors import NameTaken
from planner.ports import Account, Page

_PLAIN = [field.name for field in fields(Account) if field.name != "units"]
_COLUMNS = [account.c[name] for name in _PLAIN]


class SqlAccountStore:
    """Implements planner.ports.AccountStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, account_id: int) -> Account | None:
        """See the port."""
        return self._one(account.c.id == account_id)

    def named(self, username: str) -> Account | None:
        """See the port."""
        return self._one(account.c.username == username.lower())

    def actor(self, account_id: int) -> Actor | None:
        """See the port."""
        found = self.get(account_id)
        if found is None or found.disabled:
            return None
        units = SqlPeopleStore(self._connection).units_below(found.units)
        return Actor(found.id, found.username, found.role, found.nip, units)

    def administrators(self) -> frozenset[int]:
        """See the port."""
        serving = (account.c.role == Role.ADMINISTRATOR, account.c.disabled.is_(False))
        query = select(account.c.id).where(*serving).order_by(account.c.id).with_for_update()
        return frozenset(self._connection.scalars(query))

    def of_roles(self, roles: Collection[Role]) -> frozenset[int]:
        """See the port."""
        serving = (account.c.role.in_(sorted(roles)), account.c.disabled.is_(False))
        return frozenset(self._connection.scalars(select(account.c.id).where(*serving)))

    def of_people(self, nips: Collection[str]) -> Mapping[str, frozenset[int]]:
        """See the port."""
        serving = (account.c.nip.in_(sorted(nips)), account.c.disabled.is_(False))
        return _gathered(self._connection.execute(select(account.c.nip, account.c.id).where(*serving)))

    def officers_of(self, units: Collection[str]) -> Mapping[str, frozenset[int]]:
        """See the port."""
        wanted = select(unit.c.code.label("code"), unit.c.code.label("above"))
        tree = wanted.where(unit.c.code.in_(sorted(units))).cte("above", recursive=True)
        upwards = select(tree.c.code, unit.c.parent).where(unit.c.code == tree.c.above)
        tree = tree.union(upwards.where(unit.c.parent.is_not(None)))
        query = select(tree.c.code, account.c.id).join(account_unit, account_unit.c.unit == tree.c.above)
        query = query.join(account, account.c.id == account_unit.c.account_id)
        query = query.where(account.c.role == Role.LEARNING_OFFICER, account.c.disabled.is_(False))
        return _gathered(self._connection.execute(query))

    def add(self, new: Account) -> int:
        """See the port."""
        try:
            with self._connection.begin_nested():
                result = self._connection.execute(insert(account).values(_values(new)))
        except IntegrityError as error:
            if self.named(new.username) is None:
                raise
            raise NameTaken(username=new.username) from error
        account_id: int = result.inserted_primary_key[0]  # type: ignore[index]
        self._grant(account_id, sorted(new.units))
        return account_id

    def change(self, changed: Account) -> None:
        """See the port."""
        self._connection.execute(update(account).where(account.c.id == changed.id).values(_values(changed)))
        self._connection.execute(delete(account_unit).where(account_unit.c.account_id == changed.id))
        self._grant(changed.id, sorted(changed.units))

    def page(self, after: str | None = None, limit: int = 50) -> Page[Account]:
        """See the port."""
        keys = (account.c.username,)
        page = fetch_page(self._connection, select(*_COLUMNS), keys, (str,), _account, after, limit)
        return Page(self._with_units(page.rows), page.next)

    def _one(self, condition: Any) -> Account | None:
        row = self._connection.execute(select(*_COLUMNS).where(condition)).first()
        return self._with_units([_account(row)])[0] if row else None

    def _with_units(self, accounts: Sequence[Account]) -> tuple[Account, ...]:
        ids = [found.id for found in accounts]
        query = select(account_unit.c.account_id, account_unit.c.unit).where(
            account_unit.c.account_id.in_(ids)
        )
        granted = _gathered(self._connection.execute(query))
        return tuple(replace(found, units=granted.get(found.id, frozenset())) for found in accounts)

    def _grant(self, account_id: int, units: Sequence[str]) -> None:
        if units:
            rows = [{"account_id": account_id, "unit": unit} for unit in units]
            self._connection.execute(insert(account_unit), rows)


def _gathered(pairs: Iterable[Any]) -> Mapping[Any, frozenset[Any]]:
    found: dict[Any, set[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}


def _account(row: Row[Any]) -> Account:
    return Account(**dict(zip(_PLAIN, row, strict=True)))


def _values(new: Account) -> dict[str, Any]:
    values = {name: getattr(new, name) for name in _PLAIN if name != "id"}
    return values | {"username": new.username.lower()}
