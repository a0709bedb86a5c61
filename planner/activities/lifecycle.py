"""An item of an approved journey while it is lived: tasks with owner and deadline, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from catalog.activity_stages import ActivityStage, Doer
from planner.errors import ActivityClosed, TaskDone, TaskWaits


class Phase(StrEnum):
    """Where an activity stands. A failure within one's own control bars; an evaluation of performance lifts it."""

    PLANNED = "planned"
    RUNNING = "running"
    AWAITING_RESULT = "awaiting_result"
    PASSED = "passed"
    FAILED_EXCUSED = "failed_excused"
    FAILED_BARRED = "failed_barred"
    FAILED_EVALUATED = "failed_evaluated"
    CANCELLED = "cancelled"


class Turn(StrEnum):
    """What happens to an activity."""

    BEGIN = "begin"
    END = "end"
    PASS = "pass"  # noqa: S105 - no password
    EXCUSE = "excuse"
    BAR = "bar"
    EVALUATE = "evaluate"
    CANCEL = "cancel"


TURNS: Mapping[tuple[Phase, Turn], Phase] = {
    (Phase.PLANNED, Turn.BEGIN): Phase.RUNNING,
    (Phase.RUNNING, Turn.END): Phase.AWAITING_RESULT,
    (Phase.AWAITING_RESULT, Turn.PASS): Phase.PASSED,
    # SE 07/SE/KM/2023, Lampiran A.7.c.4: outside one's own control, or within it.
    (Phase.AWAITING_RESULT, Turn.EXCUSE): Phase.FAILED_EXCUSED,
    (Phase.AWAITING_RESULT, Turn.BAR): Phase.FAILED_BARRED,
    (Phase.RUNNING, Turn.EXCUSE): Phase.FAILED_EXCUSED,
    (Phase.RUNNING, Turn.BAR): Phase.FAILED_BARRED,
    (Phase.FAILED_BARRED, Turn.EVALUATE): Phase.FAILED_EVALUATED,
    (Phase.PLANNED, Turn.CANCEL): Phase.CANCELLED,
    (Phase.RUNNING, Turn.CANCEL): Phase.CANCELLED,
    (Phase.AWAITING_RESULT, Turn.CANCEL): Phase.CANCELLED,
}
"""The only way from one phase to another."""

OPEN = frozenset({Phase.PLANNED, Phase.RUNNING, Phase.AWAITING_RESULT})
"""Phases in which something is still to come."""

AT_WORK = frozenset({Phase.PLANNED, Phase.RUNNING})
"""Phases in which tasks are done."""

KNOWN = frozenset({Phase.PASSED, Phase.FAILED_EXCUSED, Phase.FAILED_BARRED, Phase.FAILED_EVALUATED})
"""Phases in which it is known whether the activity was completed."""

TO_JUDGE = (Phase.AWAITING_RESULT, Phase.FAILED_BARRED)
"""Phases that wait for an officer: for the result, or for the evaluation of performance that lifts the bar."""

RESULTS = (Turn.PASS, Turn.EXCUSE, Turn.BAR, Turn.EVALUATE)
"""What somebody else decides on an activity."""

NEEDS_REASON = frozenset({Turn.EXCUSE, Turn.BAR})
"""Results that must tell the employee why."""


@dataclass(frozen=True, slots=True)
class FilledPaper:
    """What was written into a document of a task's stage: one row, or several where it ``repeats``.

    Every row is a text by the key of its field; days are written YYYY-MM-DD, a choice as its key. ``version`` is the one
    that the activity got by it.
    """

    document: str
    rows: tuple[Mapping[str, str], ...]
    saved_at: datetime
    saved_by: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file brought as evidence; ``stored_as`` names it in the store of files, ``size`` is in bytes."""

    id: int
    name: str
    kind: str
    size: int
    sha256: str
    stored_as: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class Party:
    """Who plays a part in an activity; ``nip`` is None for one from outside, for whom the HR unit acts."""

    doer: Doer
    guide: int
    nip: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: a stage, the ``number`` of its repetition (1 is the first), and when it was done by whom.

    The stage is kept as it stood when the activity began, so that a later law does not change what was promised.
    """

    id: int
    stage: ActivityStage
    number: int
    due: date
    finished_at: datetime | None = None
    finished_by: int | None = None
    note: str = ""
    papers: tuple[FilledPaper, ...] = ()
    files: tuple[EvidenceFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """A journey's item being lived. ``version`` grows by one with every change."""

    id: int
    journey: int
    nip: str
    solution: str
    form: str
    starts: date
    ends: date
    phase: Phase
    version: int
    changed_at: datetime
    tasks: tuple[Task, ...]
    parties: tuple[Party, ...] = ()


def next_phase(phase: Phase, turn: Turn) -> Phase:
    """Look the turn up. Raises ActivityClosed when the table does not list it."""
    found = TURNS.get((phase, turn))
    if found is None:
        raise ActivityClosed
    return found


def possible_results(activity: Activity) -> tuple[Turn, ...]:
    """The results that may be recorded now."""
    return tuple(turn for turn in RESULTS if (activity.phase, turn) in TURNS)


def ready_tasks(activity: Activity) -> tuple[Task, ...]:
    """The tasks that can be done now: those before them are done. None once the activity is over."""
    if activity.phase not in AT_WORK:
        return ()
    undone = {task.stage.key for task in activity.tasks if task.finished_at is None}
    found: dict[str, Task] = {}
    for task in activity.tasks:
        if task.finished_at is None and not undone & set(task.stage.after):
            found.setdefault(task.stage.key, task)
    return tuple(found.values())


def turned(activity: Activity, turn: Turn, at: datetime) -> Activity:
    """The activity after a turn. Raises ActivityClosed."""
    phase = next_phase(activity.phase, turn)
    return replace(activity, phase=phase, version=activity.version + 1, changed_at=at)


def with_finished(activity: Activity, task_id: int, at: datetime, by: int | None, note: str) -> Activity:
    """The activity after a task is done: the first one begins it, the last one ends it.

    Raises ActivityClosed, TaskDone, TaskWaits.
    """
    task = next(task for task in activity.tasks if task.id == task_id)
    if activity.phase not in AT_WORK:
        raise ActivityClosed
    if task.finished_at is not None:
        raise TaskDone
    if task not in ready_tasks(activity):
        raise TaskWaits
    done = replace(task, finished_at=at, finished_by=by, note=note)
    tasks = tuple(done if one.id == task_id else one for one in activity.tasks)
    phase = next_phase(activity.phase, Turn.BEGIN) if activity.phase is Phase.PLANNED else activity.phase
    if all(one.finished_at is not None for one in tasks):
        phase = next_phase(phase, Turn.END)
    return replace(activity, tasks=tasks, phase=phase, version=activity.version + 1, changed_at=at)
