"""Plans for everybody as questions and answers: what a scenario assumes, how far a run is, what was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from catalog.solutions import Offering
from planner.everyone import asked
from planner.everyone.compare import Comparison, Pair
from planner.everyone.figures import BatchUse, Figures, Part, PurseUse, UnitPart
from planner.journey import Consideration, State
from planner.runs import FINISHED, Progress, Run, RunState
from planner.scenario import ROUNDS, Scenario
from planner.usecases import DraftReport

MOST_ROWS = 1_000
_Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=asked.LONGEST_NAME)]
_Rupiah = Annotated[int, Field(ge=0, le=asked.MOST_RUPIAH)]
_Seats = Annotated[int, Field(ge=0, le=asked.MOST_SEATS)]
_Points = Annotated[float, Field(ge=0, le=asked.PERCENT)]


class BudgetIn(BaseModel):
    """A unit's budget for it and all units below; null for no limit."""

    model_config = ConfigDict(extra="forbid")
    unit: _Code
    rupiah: _Rupiah | None


class SeatsIn(BaseModel):
    """A batch with another number of seats."""

    model_config = ConfigDict(extra="forbid")
    offering: _Code
    seats: _Seats


class BatchIn(BaseModel):
    """A new batch. ``cost`` (rupiah a person) replaces the solution's where given."""

    model_config = ConfigDict(extra="forbid")
    code: _Code
    solution: _Code
    starts: date
    ends: date
    seats: _Seats
    place: Annotated[str, StringConstraints(max_length=asked.LONGEST_NAME)] = ""
    cost: _Rupiah | None = None


class ToleranceIn(BaseModel):
    """The tolerance of the 70:20:10 mix in points, for each of the three models."""

    model_config = ConfigDict(extra="forbid")
    experience: _Points
    social: _Points
    formal: _Points


class ScenarioIn(BaseModel):
    """What a plan for everybody is to assume beside the agency as it stands, and when its search stops."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "Anggaran 80%", "year": 2027, "budget_percent": 80}]},
    )
    name: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=asked.LONGEST_NAME)
    ]
    year: Annotated[int, Field(ge=2000, le=2100)]
    consideration: Consideration = Consideration.GAP
    budget_percent: Annotated[float, Field(ge=0, le=asked.MOST_PERCENT)] = 100.0
    budgets: Annotated[list[BudgetIn], Field(max_length=MOST_ROWS)] = []
    seats: Annotated[list[SeatsIn], Field(max_length=MOST_ROWS)] = []
    batches: Annotated[list[BatchIn], Field(max_length=MOST_ROWS)] = []
    tolerance: ToleranceIn | None = None
    rounds: Annotated[int, Field(ge=1, le=asked.MOST_ROUNDS)] = ROUNDS
    gap: Annotated[float, Field(ge=0, le=1)] = 0.0

    def scenario(self) -> Scenario:
        """The scenario that is asked for."""
        points = self.tolerance
        return Scenario(
            name=self.name,
            year=self.year,
            consideration=self.consideration,
            budget_percent=self.budget_percent,
            budgets=tuple((one.unit, one.rupiah) for one in self.budgets),
            seats=tuple((one.offering, one.seats) for one in self.seats),
            batches=tuple(Offering(**one.model_dump()) for one in self.batches),
            tolerance=(points.experience, points.social, points.formal) if points else None,
            rounds=self.rounds,
            gap=self.gap,
        )


class RunRowOut(BaseModel):
    """A run in a list; what was found is null before it is done."""

    id: int
    name: str
    year: int
    state: RunState
    day: date = Field(description="The day that it plans on.")
    asked_by: str
    asked_at: datetime
    changed_at: datetime
    round: int
    rounds: int
    people: int | None
    planned: int | None
    levels: int | None = Field(description="Missing levels that are covered.")
    cost: int | None
    gap: float | None = Field(
        description="The share by which the best possible plan could at most be better."
    )


class RunOut(BaseModel):
    """A run: its question, how far it is, and when it is done what was found."""

    id: int
    scenario: ScenarioIn
    state: RunState
    day: date = Field(description="The day that it plans on.")
    asked_by: str
    asked_at: datetime
    changed_at: datetime
    progress: Progress
    cancelling: bool = Field(description="It stops at its next round.")
    failure: str
    plan_hash: str
    drafted: int = Field(description="People of an adopted plan whose drafts are stored.")
    figures: Figures | None


class AdoptedOut(BaseModel):
    """What became of an adopted plan: drafts made anew, those that stood so already, and people who were left alone, by state."""

    run: RunOut
    drafted: int
    unchanged: int
    left: dict[State, int]


class WorthOut(BaseModel):
    """What one more seat of a batch, or one more million rupiah of a unit, is worth to a plan, in units of value.

    ``low`` and ``high`` bound it where they were worked out; with very many people only the price of the search is known.
    """

    what: Literal["seat", "million"]
    of: str = Field(description="The offering's or the unit's code.")
    price: float
    low: float | None
    high: float | None


class ComparisonOut(BaseModel):
    """Two plans side by side; null where one has no such part. Of plans that stand no value, bound or price is known."""

    first: Figures
    second: Figures
    totals: list[Pair[float]]
    units: list[Pair[UnitPart]]
    forms: list[Pair[Part]]
    models: list[Pair[Part]]
    months: list[Pair[Part]]
    batches: list[Pair[BatchUse]]
    purses: list[Pair[PurseUse]]
    changed: int = Field(description="People with a plan in both that is not the same.")
    only_first: int
    only_second: int


def run_row(run: Run) -> RunRowOut:
    """Show a run in a list."""
    found = Figures.from_json(run.figures) if run.state in FINISHED else None
    return RunRowOut(
        id=run.id,
        name=run.scenario.name,
        year=run.scenario.year,
        state=run.state,
        day=run.day,
        asked_by=run.asked_by,
        asked_at=run.asked_at,
        changed_at=run.changed_at,
        round=run.progress.round,
        rounds=run.progress.rounds or run.scenario.rounds,
        people=found.people if found else None,
        planned=found.planned if found else None,
        levels=found.levels if found else None,
        cost=found.cost if found else None,
        gap=found.gap if found else None,
    )


def run_out(run: Run) -> RunOut:
    """Show a run."""
    return RunOut(
        id=run.id,
        scenario=_scenario_out(run.scenario),
        state=run.state,
        day=run.day,
        asked_by=run.asked_by,
        asked_at=run.asked_at,
        changed_at=run.changed_at,
        progress=run.progress,
        cancelling=run.cancel and run.state is RunState.RUNNING,
        failure=run.failure,
        plan_hash=run.plan_hash,
        drafted=run.drafted,
        figures=Figures.from_json(run.figures) if run.state in FINISHED else None,
    )


def adopted_out(run: Run, report: DraftReport) -> AdoptedOut:
    """Show what became of an adopted plan."""
    return AdoptedOut(
        run=run_out(run),
        drafted=len(report.drafted),
        unchanged=report.unchanged,
        left=dict(Counter(state for _, state in report.left)),
    )


def worths_out(figures: Figures) -> list[WorthOut]:
    """Show what seats and millions are worth, the most first."""
    seats = [
        WorthOut(what="seat", of=one.offering, price=one.price, low=one.low, high=one.high)
        for one in figures.batches
    ]
    millions = [
        WorthOut(what="million", of=one.unit, price=one.price, low=one.low, high=one.high)
        for one in figures.purses
    ]
    return sorted([*seats, *millions], key=lambda one: (-one.price, one.what, one.of))


def compared_out(found: Comparison) -> ComparisonOut:
    """Show two plans side by side."""
    return ComparisonOut(**{one.name: getattr(found, one.name) for one in fields(found)})


def _scenario_out(known: Scenario) -> ScenarioIn:
    points = known.tolerance
    return ScenarioIn(
        name=known.name,
        year=known.year,
        consideration=known.consideration,
        budget_percent=known.budget_percent,
        budgets=[BudgetIn(unit=unit, rupiah=rupiah) for unit, rupiah in known.budgets],
        seats=[SeatsIn(offering=code, seats=seats) for code, seats in known.seats],
        batches=[BatchIn(**asdict(one)) for one in known.batches],
        tolerance=ToleranceIn(experience=points[0], social=points[1], formal=points[2]) if points else None,
        rounds=known.rounds,
        gap=known.gap,
    )
