"""Rules on what comes before what, and on what runs at the same time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from catalog.weeks import Month, mondays, sessions_by_month
from competency_models.framework import Lift
from planner.journey import Item
from planner.rules.checks import AGENCY, OURS, Plan, RuleCheck, failed, joined, over, passed


def level_order(plan: Plan) -> Iterator[RuleCheck]:
    """Every lift starts from a level that is proven, or that an item which has ended before brings."""
    broken = False
    for item in plan.items:
        for lift in plan.context.lifts_of.get(item.solution, ()):
            if not _reached(plan, item, lift):
                broken = True
                yield failed(
                    "level_order",
                    OURS,
                    "level_order",
                    float(plan.context.proven.get(lift.competency, 0)),
                    float(lift.from_level),
                    solution=item.solution,
                    competency=lift.competency,
                    level=lift.from_level,
                )
    if not broken:
        yield passed("level_order", OURS)


def _reached(plan: Plan, item: Item, lift: Lift) -> bool:
    if plan.context.proven.get(lift.competency, 0) >= lift.from_level:
        return True
    before = (other.solution for other in plan.items if other.ends < item.starts)
    earlier = (own for solution in before for own in plan.context.lifts_of.get(solution, ()))
    return any(
        own.competency == lift.competency and own.from_level < lift.from_level <= own.to_level
        for own in earlier
    )


def prerequisite(plan: Plan) -> Iterator[RuleCheck]:
    """What a solution requires was completed before, or has ended in the plan before it starts."""
    broken = False
    for item in plan.items:
        before = {other.solution for other in plan.items if other.ends < item.starts}
        for requires in plan.context.requires_of.get(item.solution, ()):
            if requires not in before | plan.context.completed:
                broken = True
                yield failed(
                    "prerequisite", AGENCY, "prerequisite", solution=item.solution, requires=requires
                )
    if not broken:
        yield passed("prerequisite", AGENCY)


def at_once(plan: Plan) -> Iterator[RuleCheck]:
    """In no week run more items than the limit."""
    citation, limit = plan.cited("plan.at_once"), float(plan.limits.at_once)
    weeks = Counter(monday for item in plan.items for monday in mondays(item.starts, item.ends))
    worst = max(sorted(weeks), key=lambda monday: weeks[monday], default=None)
    if worst is not None and weeks[worst] > limit:
        yield failed("at_once", citation, "at_once", float(weeks[worst]), limit, monday=worst)
    else:
        yield passed("at_once", citation, float(weeks[worst]) if worst else 0.0, limit)


def form_month_cap(plan: Plan) -> Iterator[RuleCheck]:
    """In no month lie more sessions of a form than are counted; sessions are spread evenly over an item's weeks."""
    checks = [
        check for key, cap in _caps(plan).items() if (check := _worst_month(plan, key, cap)) is not None
    ]
    broken = [check for check in checks if check.mend]
    if broken or not checks:
        yield from broken or [passed("form_month_cap", joined(()))]
        return
    fullest = max(checks, key=lambda check: (check.measured or 0) / (check.limit or 1))
    yield fullest


def _caps(plan: Plan) -> dict[str, float]:
    forms = {item.form: plan.form(item) for item in plan.items}
    return {
        key: form.month_cap for key, form in forms.items() if form is not None and form.month_cap is not None
    }


def _worst_month(plan: Plan, key: str, cap: float) -> RuleCheck | None:
    load: dict[Month, float] = defaultdict(float)
    for item in plan.items:
        if item.form == key:
            for month, sessions in sessions_by_month(
                mondays(item.starts, item.ends), _sessions(plan, item)
            ).items():
                load[month] += sessions
    citation = plan.context.forms_at[key].citations["sessions_per_month_max"]
    worst = max(sorted(load), key=lambda month: load[month])
    if over(load[worst], cap):
        return failed(
            "form_month_cap",
            citation,
            "form_month_cap",
            load[worst],
            cap,
            form=key,
            month="{}-{:02}".format(*worst),
        )
    return passed("form_month_cap", citation, load[worst], cap)


def _sessions(plan: Plan, item: Item) -> int:
    solution = plan.context.solutions.get(item.solution)
    return solution.sessions if solution else 1
