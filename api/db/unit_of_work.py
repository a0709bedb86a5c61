"""One transaction over all stores."""

from __future__ import annotations

from types import TracebackType

from sqlalchemy import Connection, Engine

from api.db.engine import WRITES
from api.db.stores.accounts import SqlAccountStore
from api.db.stores.activities import SqlActivityStore
from api.db.stores.agency import SqlAgencyStore
from api.db.stores.certificates import SqlCertificateStore
from api.db.stores.communities import SqlCommunityStore
from api.db.stores.guides import SqlGuideStore
from api.db.stores.journeys import SqlJourneyStore
from api.db.stores.jp import SqlJpLedgerStore
from api.db.stores.judgements import SqlJudgementLog
from api.db.stores.logs import SqlDecisionLog, SqlImportLog, SqlReadLog
from api.db.stores.matches import SqlMatchStore
from api.db.stores.outbox import SqlOutboxStore
from api.db.stores.people import SqlPeopleStore
from api.db.stores.rankers import SqlRankerStore
from api.db.stores.requests import SqlIdempotencyStore, SqlSessionStore
from api.db.stores.runs import SqlRunStore
from api.db.stores.seats import SqlSeatStore


class SqlUnitOfWork:
    """Implements planner.ports.UnitOfWork; made by SqlUnitsOfWork."""

    agency: SqlAgencyStore
    people: SqlPeopleStore
    journeys: SqlJourneyStore
    activities: SqlActivityStore
    communities: SqlCommunityStore
    guides: SqlGuideStore
    matches: SqlMatchStore
    seats: SqlSeatStore
    jp: SqlJpLedgerStore
    judgements: SqlJudgementLog
    certificates: SqlCertificateStore
    outbox: SqlOutboxStore
    rankers: SqlRankerStore
    runs: SqlRunStore
    decisions: SqlDecisionLog
    reads: SqlReadLog
    accounts: SqlAccountStore
    sessions: SqlSessionStore
    idempotency: SqlIdempotencyStore
    imports: SqlImportLog

    def __init__(self, engine: Engine, *, write: bool = True) -> None:
        self._engine = engine
        self._write = write
        self._connection: Connection | None = None
        self._depth = 0

    def __enter__(self) -> SqlUnitOfWork:
        """Begin, or join the outer transaction."""
        if self._depth == 0:
            self._begin()
        self._depth += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back what was not committed, when the outermost block is left."""
        self._depth -= 1
        if self._depth == 0 and self._connection is not None:
            connection, self._connection = self._connection, None
            try:
                connection.rollback()
            finally:
                connection.close()

    def commit(self) -> None:
        """Keep everything, when called in the outermost block; a joined one leaves it to the outermost."""
        if not self._write or self._connection is None:
            raise RuntimeError("this unit of work only reads, or has not begun")
        if self._depth == 1:
            self._connection.commit()

    def _begin(self) -> None:
        connection = self._engine.connect().execution_options(**self._options())
        try:
            connection.begin()
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        self.agency = SqlAgencyStore(connection)
        self.people = SqlPeopleStore(connection)
        self.journeys = SqlJourneyStore(connection)
        self.activities = SqlActivityStore(connection)
        self.communities = SqlCommunityStore(connection)
        self.guides = SqlGuideStore(connection)
        self.matches = SqlMatchStore(connection)
        self.seats = SqlSeatStore(connection)
        self.jp = SqlJpLedgerStore(connection)
        self.judgements = SqlJudgementLog(connection)
        self.certificates = SqlCertificateStore(connection)
        self.outbox = SqlOutboxStore(connection)
        self.rankers = SqlRankerStore(connection)
        self.runs = SqlRunStore(connection)
        self.decisions = SqlDecisionLog(connection)
        self.reads = SqlReadLog(connection)
        self.accounts = SqlAccountStore(connection)
        self.sessions = SqlSessionStore(connection)
        self.idempotency = SqlIdempotencyStore(connection)
        self.imports = SqlImportLog(connection)

    def _options(self) -> dict[str, object]:
        if self._write:
            return {WRITES: True}
        if self._engine.dialect.name == "postgresql":
            # One snapshot for all queries, so that an import in between is seen whole or not at all.
            return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return {}


class SqlUnitsOfWork:
    """Implements planner.ports.OpenUnitOfWork."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def __call__(self, *, write: bool = True) -> SqlUnitOfWork:
        """Make a unit of work, not yet begun."""
        return SqlUnitOfWork(self.engine, write=write)
