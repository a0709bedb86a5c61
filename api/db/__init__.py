"""The database behind the planner's ports: SQLite by default, PostgreSQL by one setting."""

from api.db.engine import make_engine
from api.db.migrate import upgrade
from api.db.unit_of_work import SqlUnitOfWork, SqlUnitsOfWork

__all__ = ["SqlUnitOfWork", "SqlUnitsOfWork", "make_engine", "upgrade"]
