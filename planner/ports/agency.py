"""The agency's own data, and its people in lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from catalog.solutions import LearningSolution
from competency_models.people import Person
from planner.access import Scope
from planner.agency import Agency
from planner.journey import State
from planner.ports.common import Page


@dataclass(frozen=True, slots=True)
class TableReport:
    """What an import did to one table: how many records. ``left`` ones are stored but not in the files."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, by table name of ``Agency``."""

    tables: Mapping[str, TableReport]

    @property
    def changes(self) -> int:
        """Records added or changed."""
        return sum(table.added + table.changed for table in self.tables.values())


class AgencyStore(Protocol):
    """The agency's own data."""

    def revision(self) -> int:
        """A number that grows with every import; caches compare it."""

    def has_job(self, code: str) -> bool:
        """Tell whether there is such a job."""

    def job_class(self, code: str) -> str:
        """The class of a job; "" of one that is not there."""

    def solution(self, code: str) -> LearningSolution | None:
        """The learning solution, or None."""

    def load(self) -> Agency:
        """Everything, in a number of queries that does not depend on the agency's size."""

    def merge(self, agency: Agency) -> ImportReport:
        """Add what is new, change what differs, leave what the files do not mention.

        Raises InputError when a batch would have fewer seats than were already given out.
        """


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list, with the names of unit and job and their newest journey, where there is one."""

    person: Person
    unit_name: str
    job_name: str
    journey: int | None = None
    state: State | None = None


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """``text`` matches part of the name or the NIP's beginning; ``unit`` includes the units below it."""

    text: str = ""
    unit: str | None = None
    job: str | None = None


class PeopleStore(Protocol):
    """People, one by one or listed within a scope."""

    def get(self, nip: str) -> Person | None:
        """The person, or None."""

    def many(self, nips: Collection[str]) -> Mapping[str, Person]:
        """Those of the people who are stored, by NIP."""

    def page(
        self, scope: Scope, wanted: PeopleFilter = PeopleFilter(), after: str | None = None, limit: int = 50
    ) -> Page[PersonRow]:
        """People in the scope by name, then NIP. Raises BadCursor.

        The cursor is the NIP of the page's last person: a door that puts it in an address hides it first.
        """

    def units_below(self, units: Collection[str]) -> frozenset[str]:
        """The units and everything below them."""
