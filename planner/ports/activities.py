"""Activities and what lies on somebody's desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from catalog.activity_stages import ActivityStage, Doer
from competency_models.people import Source
from planner.activities import AT_WORK, Activity, EvidenceFile, FilledPaper, Party, Phase
from planner.activities.desk import Desk
from planner.journey import Item
from planner.ports.common import Page


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task that can be done now, with the person and the solution that it belongs to."""

    id: int
    activity: int
    journey: int
    nip: str
    name: str
    unit_name: str
    solution: str
    form: str
    stage: ActivityStage
    number: int
    due: date


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity in a list."""

    id: int
    journey: int
    nip: str
    name: str
    unit_name: str
    solution: str
    form: str
    ends: date
    phase: Phase


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task that can be done now, with everybody whose it may be.

    ``party`` is the NIP of who plays the doer's part; ``played`` tells whether somebody does, perhaps from outside.
    """

    id: int
    activity: int
    solution: str
    due: date
    doer: Doer
    nip: str
    unit: str
    supervisor: str | None
    played: bool
    party: str | None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """An activity whose result is known, and the item of the plan that it lived, None where the plan has it no longer."""

    nip: str
    ends: date
    phase: Phase
    item: Item | None


class ActivityStore(Protocol):
    """Activities with their tasks. Every change names the version that it was made from."""

    def get(self, activity_id: int) -> Activity | None:
        """The activity, locked until the transaction ends, or None."""

    def holding(self, task_id: int) -> Activity | None:
        """The activity that the task is part of, locked until the transaction ends, or None."""

    def find(self, activity_id: int) -> Activity | None:
        """The activity for reading, not locked, or None."""

    def find_holding(self, task_id: int) -> Activity | None:
        """The activity that the task is part of, for reading, not locked, or None."""

    def of_journey(self, journey_id: int) -> tuple[Activity, ...]:
        """The activities of a journey, by start, then id."""

    def of_open_journeys(self) -> tuple[Activity, ...]:
        """The activities of all open journeys, by start, then id."""

    def of_person(self, nip: str) -> tuple[Activity, ...]:
        """All activities of a person, by start, then id."""

    def lived_by(
        self, solution: str, nips: Collection[str], phases: Collection[Phase] = AT_WORK
    ) -> tuple[Activity, ...]:
        """The activities in which these people live a solution, in some phases, locked until the transaction ends."""

    def of_units(
        self, units: Collection[str], forms: Collection[str], since: date, until: date
    ) -> tuple[Activity, ...]:
        """The activities in some forms of the units' people with days from ``since`` to ``until``, by start, then id.

        Those that were cancelled are left out.
        """

    def add(self, activities: Sequence[Activity]) -> None:
        """Store new activities with their tasks (their ids are ignored)."""

    def change(self, activities: Sequence[Activity]) -> None:
        """Store activities whose versions are one above the stored ones, and what became of their tasks.

        Raises StaleVersion when one is not.
        """

    def save_papers(self, task_id: int, papers: Sequence[FilledPaper]) -> None:
        """Store what was written into papers, instead of what stood there. The activity changes with it."""

    def add_file(self, task_id: int, file: EvidenceFile) -> int:
        """Store that a file is evidence of a task (its id is ignored); its id. The activity changes with it."""

    def remove_file(self, file_id: int) -> None:
        """Forget a file. The activity changes with it."""

    def stored_files(self) -> frozenset[str]:
        """The names under which all files are kept."""

    def set_party(self, activity_id: int, played: Party) -> None:
        """Let somebody play a part that nobody plays yet."""

    def remove_party(self, activity_id: int, doer: Doer) -> None:
        """Let nobody play the part any more."""

    def failed(self) -> Mapping[str, frozenset[str]]:
        """The forms in which people failed within their own control and were not evaluated since, by NIP."""

    def waiting(self, desk: Desk, after: str | None = None, limit: int = 50) -> Page[TaskRow]:
        """The tasks on a desk that can be done now, the earliest deadline first. Raises BadCursor."""

    def awaiting_result(self, desk: Desk, after: str | None = None, limit: int = 50) -> Page[ActivityRow]:
        """The activities whose result or evaluation an officer has to record, the earliest end first. Raises BadCursor."""

    def results_since(self, day: date) -> tuple[ResultRow, ...]:
        """The activities that were passed or failed and whose last day was the day or later, by that day, then id."""

    def due(self, until: date) -> tuple[DueTask, ...]:
        """Everybody's tasks that can be done now and are due until that day, the earliest deadline first."""

    def not_assessed_since(
        self, forms: Collection[str], sources: Collection[Source], since: date
    ) -> tuple[Activity, ...]:
        """The passed activities of these forms that ended on ``since`` or later, of people whom none of the sources
        assessed after their end."""
