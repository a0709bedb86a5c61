"""Duties of coaching and mentoring, by the HR unit and in one's own unit (SE 07/SE/KM/2023, I, Lampiran H and I)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from catalog.activity_stages import Document
from catalog.ledger.tariff import tariff_of
from catalog.weeks import DAYS_IN_WEEK, mondays
from planner.activities import OPEN, Activity, Phase, Task
from planner.duties.case import Case, gravest
from planner.duties.facts import day_of
from planner.duties.papers import documents_of, filled, meeting_days, tasks_of
from planner.duties.stages import done_or_due, undone
from planner.recap import months_later
from planner.rules import RuleCheck
from planner.rules.checks import joined, over


def _by_hr_unit(activity: Activity, mark: str) -> bool:
    """Whether the HR unit runs the programme: then the activity has the programme's own steps."""
    return bool(tasks_of(activity, mark))


def need_validated(case: Case) -> Iterator[RuleCheck]:
    """Rule 7: in the own unit the head validates the need, and the employee chooses what to develop (I.1-2)."""
    facts = case.facts
    if facts.activity is None or _by_hr_unit(facts.activity, case.value["mark"]):
        return
    checks = list(done_or_due(case, facts.activity, case.value["stage"]))
    area = facts.item is not None and bool(facts.item.closes)
    lifts = facts.context.lifts_of.get(facts.activity.solution, ())
    if not area and not lifts:
        checks.append(case.broken("no_area"))
    yield from gravest(checks or [case.met()])


def meetings(case: Case) -> Iterator[RuleCheck]:
    """Rule 30: so many meetings in every month of the programme, after feedback, self-assessment and aims (H.III.1.e, 2.a)."""
    facts, value = case.facts, case.value
    activity = facts.activity
    if activity is None or not _by_hr_unit(activity, value["first"]):
        return
    checks = [*_before(case, activity)]
    least, held = value["meetings_per_month"], meeting_days(activity)
    months = _months_over(activity.starts, min(activity.ends, facts.today))
    counts = [sum(first <= day < after for day in held) for first, after in months]
    if not counts:
        checks.append(case.unknown("no_month_yet", float(len(held)), float(least)))
    elif min(counts) >= least:
        checks.append(case.met(float(min(counts)), float(least)))
    elif held or activity.phase not in OPEN:
        checks.append(case.broken("too_few_meetings", float(min(counts)), float(least), times=least))
    else:
        checks.append(case.unknown("meetings_unwritten", None, float(least)))
    yield from gravest(checks)


def _before(case: Case, activity: Activity) -> Iterator[RuleCheck]:
    first = [task for task in tasks_of(activity, case.value["first"]) if task.finished_at]
    for key in case.value["before"]:
        undone = [task for task in tasks_of(activity, key) if task.finished_at is None]
        if first and undone:
            yield case.broken("begun_too_early", stage=undone[0].stage.title)
        else:
            yield from done_or_due(case, activity, key)


def _months_over(first: date, last: date) -> Sequence[tuple[date, date]]:
    """The whole months of an activity counted from its first day, each as first day and first day of the next."""
    found, count = [], 0
    while (after := months_later(first, count + 1)) - timedelta(days=1) <= last:
        found.append((months_later(first, count), after))
        count += 1
    return found


def by_week(case: Case) -> Iterator[RuleCheck]:
    """Rule 31: eight weeks, each meeting in its own (H.III.2.b)."""
    activity, value = case.facts.activity, case.value
    weeks: Mapping[str, int] = value["by_week"]
    if activity is None or not _by_hr_unit(activity, next(iter(weeks))):
        return
    # A week that ends on its Friday is a week.
    lasted = len(mondays(activity.starts, activity.ends))
    if lasted < value["weeks"]:
        yield case.broken("too_short", float(lasted), float(value["weeks"]), weeks=value["weeks"])
        return
    yield from gravest(check for key, week in weeks.items() for check in _in_week(case, activity, key, week))


def _in_week(case: Case, activity: Activity, key: str, week: int) -> Iterator[RuleCheck]:
    last = activity.starts + timedelta(days=DAYS_IN_WEEK * week - 1)
    for task in tasks_of(activity, key):
        if task.finished_at is None and case.facts.today <= last:
            yield case.unknown("not_due", stage=task.stage.title, day=last)
            continue
        done = case.facts.today if task.finished_at is None else day_of(task.finished_at)
        reached = float((done - activity.starts).days // DAYS_IN_WEEK + 1)
        if reached > week:
            yield case.broken("late", reached, float(week), stage=task.stage.title, day=last)
        else:
            yield case.met(reached, float(week))


def ten_steps(case: Case) -> Iterator[RuleCheck]:
    """Rule 32: the ten steps of Table 2, before, during and after, in this order (H.III.2)."""
    activity, value = case.facts.activity, case.value
    parts = [value["before"], value["during"], value["after"]]
    steps = [key for part in parts for key in part]
    if activity is None or not _by_hr_unit(activity, steps[0]):
        return
    gone = [key for key in steps if not tasks_of(activity, key)]
    done = float(sum(bool(_finished(activity, [key])) for key in steps))
    if gone:
        yield case.broken(
            "steps_gone", float(len(steps) - len(gone)), float(len(steps)), steps=", ".join(gone)
        )
    elif _out_of_order(activity, parts):
        yield case.broken("steps_out_of_order", done, float(len(steps)))
    elif done == len(steps):
        yield case.met(done, float(len(steps)))
    else:
        checks = [check for key in steps for check in done_or_due(case, activity, key)]
        yield from gravest(checks)


def _finished(activity: Activity, keys: Sequence[str]) -> list[date]:
    tasks = (task for key in keys for task in tasks_of(activity, key))
    return [day_of(task.finished_at) for task in tasks if task.finished_at]


def _out_of_order(activity: Activity, parts: Sequence[Sequence[str]]) -> bool:
    """Whether a step of a later part was done before all of an earlier one were."""
    for earlier, later in pairwise(parts):
        done, next_done = _finished(activity, earlier), _finished(activity, later)
        if next_done and (len(done) < len(earlier) or max(done) > min(next_done)):
            return True
    return False


def reassessed(case: Case) -> Iterator[RuleCheck]:
    """Rule 33: assessed anew by the talent unit within so many months (H.III.1.g)."""
    facts, months = case.facts, case.parameter("guides.reassessment_months_max")
    activity = facts.activity
    if (
        activity is None
        or not _by_hr_unit(activity, case.value["mark"])
        or activity.phase is not Phase.PASSED
    ):
        return
    until = months_later(activity.ends, months)
    days = [day for day in facts.reassessed or () if activity.ends < day <= min(until, facts.today)]
    cited = case.cited("guides.reassessment_required")
    if days or not case.parameter("guides.reassessment_required"):
        yield case.met(citation=cited)
    elif facts.reassessed is None:
        yield case.unknown("not_assessed")
    elif facts.today <= until:
        yield case.unknown("reassess", day=until)
    else:
        yield case.broken("not_reassessed", day=until, months=months)


def evaluations(case: Case) -> Iterator[RuleCheck]:
    """Rule 34: every questionnaire with all its items (H.III.2.e)."""
    activity = case.facts.activity
    items: Mapping[str, int] = case.value["items"]
    if activity is None or not _by_hr_unit(activity, case.value["mark"]):
        return
    known = documents_of(activity)
    yield from gravest(
        check for key, least in items.items() for check in _evaluation(case, known.get(key), key, least)
    )


def _evaluation(case: Case, found: tuple[Task, Document] | None, key: str, least: int) -> Iterator[RuleCheck]:
    if found is None:
        yield case.unknown("no_questionnaire", document=key)
        return
    task, document = found
    asked = len(document.contents)
    written = filled(task, document)
    if asked < least:
        yield case.broken("items_missing", float(asked), float(least), stage=document.title, items=least)
    elif task.finished_at is None:
        yield undone(case, task)
    elif written < least:
        yield case.broken("items_missing", float(written), float(least), stage=document.title, items=least)
    else:
        yield case.met(float(written), float(least))


def own_unit(case: Case) -> Iterator[RuleCheck]:
    """Rule 35: every meeting counts what the form says, and no more of them a month than it allows (I.1.a.3, I.2.a.5)."""
    facts = case.facts
    if facts.activity is None or facts.law is None or _by_hr_unit(facts.activity, case.value["mark"]):
        return
    if not facts.grants:
        yield case.unknown("no_jp_yet")
        return
    counted: dict[tuple[int, int], float] = {}
    cited, limit = [], 0.0
    for grant in facts.grants:
        tariff = tariff_of(grant.activity, facts.law)
        if tariff is None or tariff.month is None or tariff.jp is None:
            continue
        cited.append(tariff.citation)
        limit = tariff.month.amount
        for own in grant.portions:
            month = (own.day.year, own.day.month)
            counted[month] = counted.get(month, 0.0) + own.times
            if over(own.jp, tariff.jp * max(own.times, 0.0)):
                yield case.broken("jp_too_high", own.jp, tariff.jp * own.times, tariff.citation)
                return
    most = max(counted.values(), default=0.0)
    if over(most, limit):
        yield case.broken("too_often", most, limit, joined(cited), times=limit)
    else:
        yield case.met(most, limit, joined(cited))
