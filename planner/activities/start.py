"""A journey's items become activities: the stages of each form, laid out on the item's days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from catalog.activity_stages import ActivityStage, due_days
from catalog.forms import Form
from planner.activities.lifecycle import Activity, Phase, Task
from planner.journey import Item, Journey


def activities_of(
    journey: Journey, forms: Mapping[str, Form], general: tuple[ActivityStage, ...], at: datetime
) -> tuple[Activity, ...]:
    """One activity for each item; ``general`` are the stages where a form is not known."""
    return tuple(
        Activity(
            id=0,
            journey=journey.id,
            nip=journey.nip,
            solution=item.solution,
            form=item.form,
            starts=item.starts,
            ends=item.ends,
            phase=Phase.PLANNED,
            version=1,
            changed_at=at,
            tasks=tasks_of(item, stages_of(item, forms, general)),
        )
        for item in journey.items
    )


def stages_of(
    item: Item, forms: Mapping[str, Form], general: tuple[ActivityStage, ...]
) -> tuple[ActivityStage, ...]:
    """The stages that an item goes through: a batch is the HR unit's, without one the own unit runs it."""
    form = forms.get(item.form)
    if form is None:
        return general
    return form.stages_of_own_unit if item.offering is None else form.stages


def tasks_of(item: Item, stages: Iterable[ActivityStage]) -> tuple[Task, ...]:
    """The tasks of an item, by deadline, then in the order of the stages."""
    stages = tuple(stages)
    days = due_days(stages, item.starts, item.ends)
    tasks = [
        Task(0, stage, number, due) for stage in stages for number, due in enumerate(days[stage.key], start=1)
    ]
    return tuple(sorted(tasks, key=lambda task: task.due))
