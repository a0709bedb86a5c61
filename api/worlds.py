"""Keeps the agency in memory for as long as its data do not change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from api.security import opaque_id
from catalog.forms import Forms
from catalog.solutions import LearningSolution, Offering
from competency_models.framework import Competency, Job, JobStandard, Lift
from competency_models.graph import CompetencyGraph
from competency_models.parameters import Parameters
from competency_models.people import OrgUnit, Person
from planner.agency import Agency
from planner.ports import Clock, OpenUnitOfWork, UnitOfWork
from planner.registry import Serves
from planner.world import World, graph_of


@dataclass(frozen=True, eq=False)
class Known:
    """The agency at one revision: the world for planning, and its records by code for answers and pages.

    ``id_of`` and ``nip_of`` translate between NIPs and the ids under which people appear in addresses; ``failed`` are the
    forms in which people failed within their own control and were not evaluated since, by NIP; ``serves`` tells whether the
    world's ranker is the promoted one.
    """

    revision: int
    world: World
    id_of: Mapping[str, str]
    failed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    serves: Serves = field(default_factory=Serves)

    @property
    def agency(self) -> Agency:
        """The agency's tables."""
        return self.world.agency

    def with_seats(self, taken: Mapping[str, int]) -> Known:
        """The same agency with other seats taken; what was worked out before is kept."""
        made = copy(self)
        made.__dict__["world"] = self.world.with_seats(taken)
        return made

    def with_failures(self, failed: Mapping[str, frozenset[str]]) -> Known:
        """The same agency for people who failed in forms within their own control."""
        made = copy(self)
        made.__dict__.update(world=self.world.with_failures(failed), failed=failed)
        return made

    @cached_property
    def nip_of(self) -> Mapping[str, str]:
        """NIP by the id in addresses."""
        return {key: nip for nip, key in self.id_of.items()}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """People by NIP."""
        return {one.nip: one for one in self.agency.people}

    @cached_property
    def units(self) -> Mapping[str, OrgUnit]:
        """Units by code."""
        return {one.code: one for one in self.agency.units}

    @cached_property
    def jobs(self) -> Mapping[str, Job]:
        """Jobs by code."""
        return {one.code: one for one in self.agency.jobs}

    @cached_property
    def competencies(self) -> Mapping[str, Competency]:
        """Competencies by code."""
        return {one.code: one for one in self.agency.competencies}

    @cached_property
    def solutions(self) -> Mapping[str, LearningSolution]:
        """Learning solutions by code."""
        return {one.code: one for one in self.agency.solutions}

    @cached_property
    def offerings(self) -> Mapping[str, Offering]:
        """Offerings by code."""
        return {one.code: one for one in self.agency.offerings}

    @cached_property
    def standards(self) -> Mapping[str, tuple[JobStandard, ...]]:
        """The lines of each job's standard, by job code."""
        found: dict[str, list[JobStandard]] = {}
        for line in self.agency.standards:
            found.setdefault(line.job, []).append(line)
        return {job: tuple(lines) for job, lines in found.items()}

    def lifts_of(self, solution: str) -> tuple[Lift, ...]:
        """What a solution lifts."""
        return self.world.lifts_of.get(solution, ())

    @cached_property
    def graph(self) -> CompetencyGraph:
        """The competency graph, for single questions such as an upskilling path."""
        return graph_of(self.agency)


_Key = tuple[int, int, date, int, tuple[int, str]]


class Worlds:
    """Builds the agency anew after an import, on a new day, for another year, or when another ranker serves.

    What people made of proposals is known from the next day on: no draft goes stale by what is decided meanwhile.
    """

    def __init__(
        self,
        open_uow: OpenUnitOfWork,
        clock: Clock,
        parameters: Parameters,
        forms: Forms,
        serving: Callable[[UnitOfWork], Serves],
        secret: bytes,
    ) -> None:
        self._open = open_uow
        self._clock = clock
        self._parameters = parameters
        self._forms = forms
        self._serving = serving
        self._secret = secret
        self._lock = threading.Lock()
        self._built: dict[int, tuple[_Key, Mapping[str, int], Known]] = {}
        self._agency: tuple[int, Agency, Mapping[str, str]] | None = None

    def current(self, year: int | None = None) -> Known:
        """The agency as it is stored now, for plans of a year (this one where none is given)."""
        with self._open(write=False) as uow:
            return self.within(uow, year)

    def within(self, uow: UnitOfWork, year: int | None = None) -> Known:
        """The agency as the transaction sees it, for plans of a year; of a year that is over, on its last day.

        Not for a transaction that imports: what it rolls back would stay here.
        """
        today = self._clock.today()
        year = year or today.year
        day = min(today, date(year, 12, 31))
        serves = self._serving(uow)
        taken, failed = uow.seats.taken(), uow.activities.failed()
        revision, judged = uow.agency.revision(), uow.judgements.newest(day)
        key = (revision, judged, day, year, (serves.number, serves.version))
        with self._lock:
            kept = self._built.get(year)
            if kept is None or kept[0] != key:
                known = self._build(uow, key, serves, taken)
            else:
                known = kept[2] if kept[1] == taken else kept[2].with_seats(taken)
            known = known if known.failed == failed else known.with_failures(failed)
            self._built[year] = (key, taken, known)
        return known

    def on(self, uow: UnitOfWork, year: int, day: date) -> World:
        """The agency as the transaction sees it, for plans of a year, as of a day; of another than today nothing is kept."""
        if day == min(self._clock.today(), date(year, 12, 31)):
            return self.within(uow, year).world
        taken, failed = uow.seats.taken(), uow.activities.failed()
        world = World.build(
            uow.agency.load(),
            day,
            year,
            self._parameters,
            self._forms,
            self._serving(uow).ranker,
            taken,
            uow.judgements.before(day),
        )
        return world.with_failures(failed) if failed else world

    def _build(self, uow: UnitOfWork, key: _Key, serves: Serves, taken: Mapping[str, int]) -> Known:
        revision, _, day, year, _ = key
        if self._agency is None or self._agency[0] != revision:
            agency = uow.agency.load()
            self._agency = (
                revision,
                agency,
                {one.nip: opaque_id(self._secret, one.nip) for one in agency.people},
            )
        _, agency, ids = self._agency
        judgements = uow.judgements.before(day)
        world = World.build(
            agency, day, year, self._parameters, self._forms, serves.ranker, taken, judgements
        )
        return Known(revision, world, ids, serves=serves)
