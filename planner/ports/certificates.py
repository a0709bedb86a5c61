"""Certificates as they are kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from planner.certificates import Certificate


class CertificateStore(Protocol):
    """Certificates; the database itself forbids changing or deleting them, but for their withdrawal."""

    def coded(self, code: str) -> Certificate | None:
        """The certificate of a code, or None."""

    def of_person(self, nip: str) -> tuple[Certificate, ...]:
        """All certificates of a person, withdrawn ones too, oldest first."""

    def of_activity(self, activity_id: int) -> tuple[Certificate, ...]:
        """All certificates of an activity, withdrawn ones too, oldest first."""

    def holding(self, activities: Collection[int]) -> frozenset[int]:
        """Those of the activities for which a certificate holds."""

    def add(self, certificates: Sequence[Certificate]) -> tuple[int, ...]:
        """Store new certificates (their ids are ignored); their ids in the same order."""

    def withdraw(self, certificate_id: int, at: datetime, reason: str) -> None:
        """Mark one that no longer holds."""
