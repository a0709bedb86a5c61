"""Duties of an internship and of an exchange (SE 07/SE/KM/2023, Lampiran A and B): rules 11 to 21 without the agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from competency_models.people import Status
from planner.activities import OPEN, Activity, Phase
from planner.duties.case import Case, gravest
from planner.duties.papers import answers, days_of, reported, tasks_of
from planner.duties.stages import done_or_due
from planner.rules import RuleCheck, Verdict
from planner.rules.checks import joined

OUTCOME, NOT_PASSED = "outcome", "not_passed"
"""The field of the final test's paper, and the answer that forbids a pass."""


def intern(case: Case) -> Iterator[RuleCheck]:
    """Rule 11: open to the person; of a PPPK the officer judges contract, need of upgrading and a short stay (A.5)."""
    check = case.as_planned("eligibility")
    if check.verdict is Verdict.PASS and case.facts.context.person.status is Status.PPPK:
        check = case.unknown("pppk_to_judge")
    yield check


def duration(case: Case) -> Iterator[RuleCheck]:
    """Rule 12: not shorter and not longer than the form allows (A.6)."""
    yield case.as_planned("duration")


def basis(case: Case) -> Iterator[RuleCheck]:
    """Rule 13: a gap in technical competency, in performance, or in both as the circular is read (A, A.7.a)."""
    facts, value = case.facts, case.value
    if facts.item is None or facts.kinds is None:
        yield case.unknown("no_item")
        return
    performance = facts.context.person.performance
    technical: bool = any(facts.kinds.get(own.competency) in value["kinds"] for own in facts.item.closes)
    poor = None if performance is None else str(performance) in value["performance"]
    kept = (technical and poor) if value["both"] else (technical or poor)
    undecided = poor is None and (technical == bool(value["both"]))
    if undecided:
        yield case.unknown("performance_unrecorded")
    elif kept:
        yield case.met()
    else:
        yield case.broken("no_basis")


def host(case: Case) -> Iterator[RuleCheck]:
    """Rule 14: the agreement says where the person works and names the expert who guides them (A.4)."""
    activity, value = case.facts.activity, case.value
    if activity is None:
        return
    said = [field for field in value["fields"] if answers(activity, field)]
    tasks = tasks_of(activity, value["stage"])
    if len(said) == len(value["fields"]):
        yield case.met(float(len(said)), float(len(said)))
    elif any(task.finished_at for task in tasks):
        yield case.broken("host_unsaid", float(len(said)), float(len(value["fields"])))
    else:
        yield from gravest(done_or_due(case, activity, value["stage"]))


def days_spent(case: Case) -> Iterator[RuleCheck]:
    """Rule 16: days of briefing by the sender and of orientation by the host (A.7.b.3, B.3)."""
    activity = case.facts.activity
    if activity is None:
        return
    days: Mapping[str, int] = case.value["days"]
    yield from gravest(check for key, least in days.items() for check in _days(case, activity, key, least))


def _days(case: Case, activity: Activity, key: str, least: int) -> Iterator[RuleCheck]:
    yield from done_or_due(case, activity, key)
    for task in tasks_of(activity, key):
        days = days_of(task)
        if task.finished_at is None:
            continue
        if not days:
            yield case.unknown("days_unwritten", None, float(least), stage=task.stage.title)
            continue
        spent = float((days[-1] - days[0]).days + 1)
        if spent < least:
            yield case.broken("too_few_days", spent, float(least), stage=task.stage.title, days=least)
        else:
            yield case.met(spent, float(least))


def watched(case: Case) -> Iterator[RuleCheck]:
    """Rule 17: assessed periodically, every stage reported, and passed only by the final test (A.7.b.3.d, A.7.c)."""
    activity, value = case.facts.activity, case.value
    if activity is None:
        return
    checks = [*_final(case, activity), *_periodic(case, activity)]
    for key in value["reports"]:
        checks += [
            case.broken("no_report", stage=task.stage.title)
            for task in tasks_of(activity, key)
            if task.finished_at and not reported(task)
        ]
    yield from gravest(checks)


def _final(case: Case, activity: Activity) -> Iterator[RuleCheck]:
    tasks = tasks_of(activity, case.value["final"])
    tested = any(task.finished_at for task in tasks)
    if activity.phase is Phase.PASSED and not tested:
        yield case.broken("untested")
    elif activity.phase is Phase.PASSED and NOT_PASSED in answers(activity, OUTCOME):
        yield case.broken("passed_against_test")
    else:
        yield from done_or_due(case, activity, case.value["final"])


def _periodic(case: Case, activity: Activity) -> Iterator[RuleCheck]:
    tasks = tasks_of(activity, case.value["periodic"])
    longest = case.value["longest_days"]
    every = tasks[0].stage.every_days if tasks else None
    if tasks and (every is None or every > longest):
        cited = joined((case.citation, tasks[0].stage.citation))
        yield case.broken("too_seldom", every and float(every), float(longest), cited, days=longest)
    due = [task for task in tasks if task.finished_at or task.due < case.facts.today]
    done = [task for task in due if task.finished_at]
    if due and len(done) == len(due):
        yield case.met(float(len(done)), float(len(due)))
    yield from done_or_due(case, activity, case.value["periodic"])


def failure(case: Case) -> Iterator[RuleCheck]:
    """Rule 18: within one's own control bars until the performance evaluation, outside it nothing (A.7.c.4, B.4.d)."""
    facts = case.facts
    if facts.activity is None:
        return
    form = facts.context.forms_at.get(facts.activity.form)
    if form is None or "failure_bars" not in form.citations:
        yield case.unknown("consequence_unstated", form=facts.activity.form)
    elif not form.failure_bars:
        yield case.broken("no_consequence", citation=form.citations["failure_bars"], form=form.key)
    elif facts.activity.phase in OPEN and form.key in facts.context.barred_forms:
        yield case.broken("barred", form=form.key)
    else:
        yield case.met()


def model(case: Case) -> Iterator[RuleCheck]:
    """Rule 19: part of a classical course that the person takes, or standing alone (A.3)."""
    facts, value = case.facts, case.value
    if facts.activity is None:
        return
    said = answers(facts.activity, value["field"])
    if not said:
        checks = list(done_or_due(case, facts.activity, value["stage"]))
        yield from gravest(checks or [case.unknown("model_unwritten")])
        return
    taken = {item.form for item in facts.journey.items} if facts.journey else set()
    forms = facts.context.forms_at
    classical = any(key in forms and forms[key].path == value["path"] for key in taken)
    if said[-1] == value["bundled"] and not classical:
        yield case.broken("bundled_with_nothing")
    else:
        yield case.met()


def exchanged(case: Case) -> Iterator[RuleCheck]:
    """Rule 20: PNS in managerial or middle and top functional posts, of high potential (B.1)."""
    yield case.as_planned("eligibility")


def exchange(case: Case) -> Iterator[RuleCheck]:
    """Rule 21: how long an exchange lasts, its briefing and orientation, and what a failure brings (B.2-B.4)."""
    yield from gravest([*duration(case), *days_spent(case), *failure(case)])
