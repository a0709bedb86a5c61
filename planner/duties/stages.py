"""Duties that are stages: who does them, whether they are done in time, and what their papers contain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.activities import Activity, Task
from planner.duties.case import Case, gravest
from planner.duties.papers import answers_of, filled, tasks_of
from planner.rules import RuleCheck
from planner.rules.checks import joined


def staged(case: Case) -> Iterator[RuleCheck]:
    """Rules 15, 22 and 29: every stage is done by whom the article names, with the contents that it asks for."""
    activity = case.facts.activity
    if activity is None:
        return
    roles: Mapping[str, str] = case.value["roles"]
    checks = [
        *_contents(case, activity),
        *_attended(case, activity),
        *(check for key, role in roles.items() for check in _stage(case, activity, key, role)),
    ]
    done = float(sum(_all_done(activity, key) for key in roles))
    yield from gravest([*checks, case.met(done, float(len(roles)))])


def done_or_due(case: Case, activity: Activity, key: str) -> Iterator[RuleCheck]:
    """What there is to say of a stage that is not done: missed, not yet due, or not one of the activity's."""
    tasks = tasks_of(activity, key)
    if not tasks:
        yield case.unknown("no_stage", stage=key)
    for task in tasks:
        if task.finished_at is None:
            yield undone(case, task)


def _stage(case: Case, activity: Activity, key: str, role: str) -> Iterator[RuleCheck]:
    yield from done_or_due(case, activity, key)
    for task in tasks_of(activity, key):
        if task.stage.doer != role:
            yield case.broken("other_role", stage=task.stage.title)


def _contents(case: Case, activity: Activity) -> Iterator[RuleCheck]:
    least_of: Mapping[str, int] = case.value.get("contents", {})
    for task in activity.tasks:
        for document in task.stage.documents:
            least = least_of.get(document.key)
            if least is None or task.finished_at is None:
                continue
            written = float(filled(task, document))
            if written < least:
                yield case.broken("contents", written, float(least), stage=document.title, contents=least)
            else:
                yield case.met(written, float(least))


def _attended(case: Case, activity: Activity) -> Iterator[RuleCheck]:
    """Whoever went says that they attended in full."""
    wanted = case.value.get("attended")
    if wanted is None:
        return
    said = [
        text for task in tasks_of(activity, wanted["stage"]) for text in answers_of(task, wanted["field"])
    ]
    if said and said[-1] != wanted["answer"]:
        yield case.broken("not_in_full")


def undone(case: Case, task: Task) -> RuleCheck:
    """What there is to say of a task that is not done: missed, or not yet due."""
    due, today = task.due, case.facts.today
    cited = joined((case.citation, task.stage.due.citation))
    if due < today:
        return case.broken("late", citation=cited, stage=task.stage.title, day=due)
    return case.unknown("not_due", citation=cited, stage=task.stage.title, day=due)


def _all_done(activity: Activity, key: str) -> bool:
    tasks = tasks_of(activity, key)
    return bool(tasks) and all(task.finished_at for task in tasks)
