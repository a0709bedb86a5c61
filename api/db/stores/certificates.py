"""Certificates: added, and withdrawn once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from api.db.tables.certificates import certificate
from planner.certificates import Certificate

_COLUMNS = [certificate.c[field.name] for field in fields(Certificate)]


class SqlCertificateStore:
    """Implements planner.ports.CertificateStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def coded(self, code: str) -> Certificate | None:
        """See the port."""
        return next(iter(self._where(certificate.c.code == code)), None)

    def of_person(self, nip: str) -> tuple[Certificate, ...]:
        """See the port."""
        return self._where(certificate.c.nip == nip)

    def of_activity(self, activity_id: int) -> tuple[Certificate, ...]:
        """See the port."""
        return self._where(certificate.c.activity == activity_id)

    def holding(self, activities: Collection[int]) -> frozenset[int]:
        """See the port."""
        query = select(certificate.c.activity).where(certificate.c.activity.in_(activities))
        return frozenset(self._connection.scalars(query.where(certificate.c.withdrawn_at.is_(None))))

    def add(self, certificates: Sequence[Certificate]) -> tuple[int, ...]:
        """See the port."""
        rows = [{name: value for name, value in asdict(one).items() if name != "id"} for one in certificates]
        statement = insert(certificate).returning(certificate.c.id, sort_by_parameter_order=True)
        return tuple(self._connection.scalars(statement, rows)) if rows else ()

    def withdraw(self, certificate_id: int, at: datetime, reason: str) -> None:
        """See the port."""
        changed = update(certificate).values(withdrawn_at=at, withdrawn_reason=reason)
        self._connection.execute(changed.where(certificate.c.id == certificate_id))

    def _where(self, wanted: ColumnElement[bool]) -> tuple[Certificate, ...]:
        found = self._connection.execute(select(*_COLUMNS).where(wanted).order_by(certificate.c.id))
        return tuple(Certificate(**dict[str, Any](row._mapping)) for row in found)
