"""The tables, one module a subject; importing this package knows them all."""

from api.db.tables import (
    accounts,
    activities,
    agency,
    certificates,
    communities,
    guides,
    journeys,
    jp,
    judgements,
    limits,
    logs,
    outbox,
    rankers,
    runs,
)
from api.db.tables.base import metadata

__all__ = [
    "accounts",
    "activities",
    "agency",
    "certificates",
    "communities",
    "guides",
    "journeys",
    "jp",
    "judgements",
    "limits",
    "logs",
    "metadata",
    "outbox",
    "rankers",
    "runs",
]
