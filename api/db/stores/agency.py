"""The agency's data: loaded in a dozen queries, merged in bulk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, insert, select, update

from api.db.tables import agency as tables
from catalog.budgets import Budget
from catalog.solutions import LearningSolution, Offering, Participation
from competency_models.errors import Fault, InputError
from competency_models.framework import CareerMove, Competency, Job, JobStandard, Lift, Prerequisite
from competency_models.people import Assessment, OrgUnit, Person
from planner.agency import Agency
from planner.ports import ImportReport, TableReport


@dataclass(frozen=True, slots=True)
class _Kept:
    """One table of an agency: its name there, its records' type, its table. The primary key identifies a record."""

    name: str
    record: type[Any]
    table: Table

    @property
    def columns(self) -> list[Column[Any]]:
        return [self.table.c[field.name] for field in fields(self.record)]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.table.primary_key)

    def key_of(self, record: object) -> tuple[Any, ...]:
        return tuple(getattr(record, name) for name in self.key)


# In the order of their references.
KEPT = (
    _Kept("units", OrgUnit, tables.unit),
    _Kept("competencies", Competency, tables.competency),
    _Kept("jobs", Job, tables.job),
    _Kept("standards", JobStandard, tables.job_standard),
    _Kept("careers", CareerMove, tables.career_move),
    _Kept("people", Person, tables.person),
    _Kept("assessments", Assessment, tables.assessment),
    _Kept("solutions", LearningSolution, tables.solution),
    _Kept("lifts", Lift, tables.lift),
    _Kept("prerequisites", Prerequisite, tables.prerequisite),
    _Kept("offerings", Offering, tables.offering),
    _Kept("participations", Participation, tables.participation),
    _Kept("budgets", Budget, tables.budget),
)


class SqlAgencyStore:
    """Implements planner.ports.AgencyStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def revision(self) -> int:
        """See the port."""
        revision: int = self._connection.scalars(select(tables.agency_revision.c.revision)).one()
        return revision

    def has_job(self, code: str) -> bool:
        """See the port."""
        found = self._connection.scalars(select(tables.job.c.code).where(tables.job.c.code == code)).first()
        return found is not None

    def job_class(self, code: str) -> str:
        """See the port."""
        query = select(tables.job.c.job_class).where(tables.job.c.code == code)
        return self._connection.scalars(query).first() or ""

    def solution(self, code: str) -> LearningSolution | None:
        """See the port."""
        columns = [tables.solution.c[field.name] for field in fields(LearningSolution)]
        row = self._connection.execute(select(*columns).where(tables.solution.c.code == code)).first()
        return LearningSolution(*row) if row else None

    def load(self) -> Agency:
        """See the port."""
        return Agency(**{kept.name: self._load(kept) for kept in KEPT})

    def merge(self, agency: Agency) -> ImportReport:
        """See the port."""
        # Also locks: a second import waits here for the first.
        grown = tables.agency_revision.c.revision + 1
        self._connection.execute(update(tables.agency_revision).values(revision=grown))
        _refuse_twins(agency)
        self._refuse_lost_seats(agency.offerings)
        return ImportReport({kept.name: self._merge(kept, getattr(agency, kept.name)) for kept in KEPT})

    def _load(self, kept: _Kept) -> tuple[Any, ...]:
        rows = self._connection.execute(select(*kept.columns))
        # Sorted here: databases sort text each in their own way.
        return tuple(sorted((kept.record(*row) for row in rows), key=kept.key_of))

    def _merge(self, kept: _Kept, records: Sequence[Any]) -> TableReport:
        stored = {kept.key_of(record): record for record in self._load(kept)}
        new = [record for record in records if kept.key_of(record) not in stored]
        same_key = [record for record in records if kept.key_of(record) in stored]
        changed = [record for record in same_key if record != stored[kept.key_of(record)]]
        if new:
            self._connection.execute(insert(kept.table), [_row(record) for record in new])
        if changed:
            self._connection.execute(_update(kept), [_row(record, "_") for record in changed])
        return TableReport(
            added=len(new),
            changed=len(changed),
            unchanged=len(same_key) - len(changed),
            left=len(stored) - len(same_key),
        )

    def _refuse_lost_seats(self, offerings: Sequence[Offering]) -> None:
        table = tables.offering
        query = (
            select(table.c.code, table.c.taken)
            .where(table.c.taken > 0)
            .order_by(table.c.code)
            .with_for_update()
        )
        taken = dict(self._connection.execute(query).all())
        faults = [
            Fault(
                file="offerings",
                column="seats",
                value=str(offering.seats),
                problem="The batch {code} has {taken} seats taken by approved plans.",
                remedy="Give at least {taken} seats, or let the page “Replanning” change the plans first.",
                params={"code": offering.code, "taken": taken[offering.code]},
            )
            for offering in offerings
            if offering.seats < taken.get(offering.code, 0)
        ]
        if faults:
            raise InputError(faults)


def _row(record: object, prefix: str = "") -> dict[str, Any]:
    return {prefix + field.name: getattr(record, field.name) for field in fields(record)}  # type: ignore[arg-type]


def _update(kept: _Kept) -> Any:
    others = [column.name for column in kept.columns if column.name not in kept.key]
    here = [kept.table.c[name] == bindparam(f"_{name}") for name in kept.key]
    return update(kept.table).where(*here).values({name: bindparam(f"_{name}") for name in others})


def _refuse_twins(agency: Agency) -> None:
    faults = [fault for kept in KEPT for fault in _twins(kept, getattr(agency, kept.name))]
    if faults:
        raise InputError(faults)


def _twins(kept: _Kept, records: Sequence[Any]) -> Iterator[Fault]:
    for key, count in Counter(map(kept.key_of, records)).items():
        if count > 1:
            yield Fault(
                file=kept.name,
                column=", ".join(kept.key),
                value=" ".join(map(str, key)),
                problem="This record stands {count} times.",
                remedy="Keep one of them.",
                params={"count": count},
            )
