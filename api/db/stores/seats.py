"""Seats: taken by one guarded statement, so that two approvals never get the last one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import Connection, select, update

from api.db.tables.agency import offering


class SqlSeatStore:
    """Implements planner.ports.SeatStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, code: str) -> bool:
        """See the port."""
        free = update(offering).where(offering.c.code == code, offering.c.taken < offering.c.seats)
        return self._connection.execute(free.values(taken=offering.c.taken + 1)).rowcount == 1

    def give_back(self, offerings: Collection[str]) -> None:
        """See the port."""
        # Locked in one order everywhere, so that two transactions never wait for each other.
        codes = sorted(offerings)
        if codes:
            lock = select(offering.c.code).where(offering.c.code.in_(codes)).order_by(offering.c.code)
            self._connection.execute(lock.with_for_update()).all()
            given = update(offering).where(offering.c.code.in_(codes))
            self._connection.execute(given.values(taken=offering.c.taken - 1))

    def taken(self) -> Mapping[str, int]:
        """See the port."""
        query = select(offering.c.code, offering.c.taken).where(offering.c.taken > 0)
        return dict(self._connection.execute(query).all())

    def nearest(self, code: str, since: date, count: int = 3) -> tuple[tuple[str, date, int], ...]:
        """See the port."""
        full = self._connection.execute(
            select(offering.c.solution, offering.c.starts).where(offering.c.code == code)
        ).first()
        if full is None:
            return ()
        left = (offering.c.seats - offering.c.taken).label("left")
        fitting = (offering.c.solution == full.solution, left > 0, offering.c.starts >= since)
        query = select(offering.c.code, offering.c.starts, left).where(*fitting)
        others = [(row[0], row[1], row[2]) for row in self._connection.execute(query) if row[0] != code]
        return tuple(sorted(others, key=lambda other: (abs(other[1] - full.starts), other[0]))[:count])
