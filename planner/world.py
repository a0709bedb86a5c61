"""Everything proposing needs, laid out once for an agency, a day and a year, and never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from functools import cached_property

from catalog.forms import Form, Forms
from competency_models.compiled import CompiledGraph
from competency_models.framework import Lift
from competency_models.gaps import GapTable, find_gaps
from competency_models.graph import CompetencyGraph
from competency_models.parameters import Parameters, ParametersAt
from competency_models.people import Assessment, Person
from planner.agency import Agency
from planner.canonical import digest, spell
from planner.features import Snapshot
from planner.horizon import Horizon
from planner.journey import Consideration
from planner.judgements import Judgement
from planner.limits import capped_forms
from planner.past import Attention, History, Past
from planner.problem import Ints
from planner.ranking import Ranker, default_ranker
from planner.slots import SlotTable
from planner.solution_table import SolutionTable


@dataclass(frozen=True, eq=False)
class World:
    """An agency on a day, for plans of ``year``. Build it with ``World.build``; read it from any thread.

    ``barred`` are the forms that are closed to somebody until their performance was evaluated, by NIP; ``judgements`` what
    people made of proposals before the day, sorted by day.
    """

    agency: Agency
    day: date
    year: int
    parameters: ParametersAt
    forms: Mapping[str, Form]
    ranker: Ranker
    graph: CompiledGraph
    horizon: Horizon
    table: SolutionTable
    slots: SlotTable
    people: Mapping[str, int]
    history: History
    barred: Mapping[str, frozenset[str]] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()

    @classmethod
    def build(
        cls,
        agency: Agency,
        day: date,
        year: int,
        parameters: Parameters,
        forms: Forms,
        ranker: Ranker | None = None,
        seats_taken: Mapping[str, int] | None = None,
        judgements: Iterable[Judgement] = (),
    ) -> World:
        """Lay the agency out. Without a ``ranker`` the default one predicts; ``seats_taken`` is by offering.

        Of ``judgements`` those of the day and later are left out: no plan hangs on what is decided on its own day.

        Raises InputError where the graph is broken and ValueError where the year is over on that day.
        """
        at, forms_at = parameters.at(day), forms.at(day)
        graph = graph_of(agency).compile()
        horizon = Horizon.of(day, year)
        table = SolutionTable.build(agency.solutions, agency.prerequisites, graph, forms_at, at["mix.scheme"])
        people = {person.nip: row for row, person in enumerate(agency.people)}
        bare = cls(
            agency=agency,
            day=day,
            year=year,
            parameters=at,
            forms=forms_at,
            ranker=ranker or default_ranker(at),
            graph=graph,
            horizon=horizon,
            table=table,
            slots=SlotTable.build(
                table, agency.offerings, horizon, seats_taken or {}, capped_forms(forms_at)
            ),
            people=people,
            history=History.build(agency.participations, people, table, graph.competency_index),
        )
        return bare.with_judgements(judgements)

    def with_seats(self, seats_taken: Mapping[str, int]) -> World:
        """The same world with other seats taken; whatever does not hang on seats is shared, and not worked out again."""
        made = copy(self)
        made.__dict__["slots"] = self.slots.with_seats(self.agency.offerings, seats_taken)
        made.__dict__.pop("input_hash", None)
        return made

    def with_offerings(self, seats_taken: Mapping[str, int]) -> World:
        """The same world with its slots laid out anew, after its agency's offerings were replaced."""
        made = copy(self)
        made.__dict__["slots"] = SlotTable.build(
            self.table, self.agency.offerings, self.horizon, seats_taken, capped_forms(self.forms)
        )
        made.__dict__.pop("input_hash", None)
        return made

    def with_judgements(self, judgements: Iterable[Judgement]) -> World:
        """The same world with what people made of proposals before its day; nothing of the agency is laid out anew."""
        early = [one for one in judgements if one.day < self.day]
        early.sort(key=lambda one: (one.day, one.journey, one.nip, one.solution, one.judged))
        made = copy(self)
        made.__dict__["judgements"] = tuple(early)
        for hangs_on_them in ("past", "snapshot", "input_hash"):
            made.__dict__.pop(hangs_on_them, None)
        return made

    def with_failures(self, failed: Mapping[str, Collection[str]]) -> World:
        """The same world for people who failed in forms, by NIP, within their own control.

        Forms whose file has ``failure_bars`` are closed to them (SE 07/SE/KM/2023, Lampiran A.7.c.4, B.4.d).
        """
        barring = {key for key, form in self.forms.items() if form.failure_bars}
        barred = {nip: frozenset(barring & set(forms)) for nip, forms in failed.items()}
        made = copy(self)
        made.__dict__["barred"] = {nip: forms for nip, forms in barred.items() if forms}
        made.__dict__.pop("input_hash", None)
        return made

    def gaps(self, consideration: Consideration) -> GapTable:
        """Everyone's gaps on the day: against the target job for a career, else against the job held."""
        return self._target_gaps if consideration is Consideration.CAREER else self._held_gaps

    @cached_property
    def past(self) -> Past:
        """What features are drawn from."""
        return Past.build(
            self.history, self.judgements, self.table, self.agency.people, Attention.of(self.parameters)
        )

    @cached_property
    def snapshot(self) -> Snapshot:
        """What the ranker may know today."""
        return Snapshot.on(self.past, self.day, self.parameters)

    def person(self, nip: str) -> Person:
        """The person of that NIP. Raises KeyError."""
        return self.agency.people[self.people[nip]]

    @cached_property
    def job_class(self) -> Mapping[str, str]:
        """Job class by job code."""
        return {job.code: job.job_class for job in self.agency.jobs}

    @cached_property
    def critical_jobs(self) -> frozenset[str]:
        """Codes of the jobs that are critical."""
        return frozenset(job.code for job in self.agency.jobs if job.critical)

    @cached_property
    def lifts_of(self) -> Mapping[str, tuple[Lift, ...]]:
        """Lifts by solution code."""
        found: dict[str, list[Lift]] = {}
        for lift in self.agency.lifts:
            found.setdefault(lift.solution, []).append(lift)
        return {code: tuple(lifts) for code, lifts in found.items()}

    @cached_property
    def assessments_of(self) -> Mapping[str, tuple[Assessment, ...]]:
        """Evidence by NIP."""
        found: dict[str, list[Assessment]] = {}
        for evidence in self.agency.assessments:
            found.setdefault(evidence.nip, []).append(evidence)
        return {nip: tuple(all_of_it) for nip, all_of_it in found.items()}

    @cached_property
    def requires_of(self) -> Mapping[str, tuple[str, ...]]:
        """Prerequisites by solution code."""
        found: dict[str, list[str]] = {}
        for edge in self.agency.prerequisites:
            found.setdefault(edge.solution, []).append(edge.requires)
        return {code: tuple(sorted(set(required))) for code, required in found.items()}

    @cached_property
    def completed(self) -> frozenset[tuple[int, int]]:
        """(person, solution) rows of everything ever completed before the plan."""
        done = self.history.completed_pairs(date.min, self.horizon.start, len(self.table.solutions))
        return frozenset(
            (int(key) // len(self.table.solutions), int(key) % len(self.table.solutions)) for key in done
        )

    @cached_property
    def recently_completed(self) -> Ints:
        """Sorted keys ``person * S + solution`` of what is too recent to be proposed again."""
        days = timedelta(days=int(self.parameters["propose.repeat_after_days"]))
        start = self.horizon.start
        return self.history.completed_pairs(start - days, start, len(self.table.solutions))

    @cached_property
    def input_hash(self) -> str:
        """SHA-256 over the agency's tables, the judgements, the day and the year, whatever database they came from."""
        lines = [f"{self.day.isoformat()} {self.year} {self.slots.seats.tolist()}"]
        lines.extend(f"barred {nip} {sorted(forms)}" for nip, forms in sorted(self.barred.items()))
        lines.extend(f"judged {spell(one)}" for one in self.judgements)
        for table in fields(self.agency):
            lines.append(table.name)
            lines.extend(sorted(map(spell, getattr(self.agency, table.name))))
        return digest(lines)

    @cached_property
    def _held_gaps(self) -> GapTable:
        agency = self.agency
        return find_gaps(self.graph, agency.people, agency.assessments, self.day, self.parameters)

    @cached_property
    def _target_gaps(self) -> GapTable:
        agency = self.agency
        return find_gaps(
            self.graph, agency.people, agency.assessments, self.day, self.parameters, job="target"
        )


def graph_of(agency: Agency) -> CompetencyGraph:
    """The agency's competency graph. Raises InputError where it is broken."""
    return CompetencyGraph.build(
        agency.competencies,
        agency.jobs,
        agency.standards,
        agency.careers,
        agency.lifts,
        agency.prerequisites,
        solutions=[solution.code for solution in agency.solutions],
    )
