"""Rules on sums over the plan: hours, lesson hours, cost, and the mix of the three models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any

from catalog.solutions import Bucket
from competency_models.people import Status
from planner.journey import Item
from planner.limits import shares_for
from planner.rules.checks import Plan, RuleCheck, Verdict, failed, over, passed

_MOST = {"hours_max": "plan.hours_max_per_year", "budget": "plan.budget_per_person"}


def hours_max(plan: Plan) -> Iterator[RuleCheck]:
    """Effort hours stay within the year's limit."""
    yield _most("hours_max", plan, sum(item.hours for item in plan.items), plan.limits.hours_max)


def budget(plan: Plan) -> Iterator[RuleCheck]:
    """The items' cost stays within the person's budget."""
    yield _most("budget", plan, float(sum(item.cost for item in plan.items)), plan.limits.budget)


def jp_min(plan: Plan) -> Iterator[RuleCheck]:
    """PNS reach their yearly quota."""
    measured, limit = counted_jp(plan), plan.limits.jp_min
    citation = plan.cited("jp.pns_min_per_year")
    if over(limit, measured):
        yield failed("jp_min", citation, "jp_min", measured, limit, missing=limit - measured)
    else:
        yield passed("jp_min", citation, measured, limit)


def jp_max(plan: Plan) -> Iterator[RuleCheck]:
    """PPPK stay within theirs."""
    measured, limit = counted_jp(plan), plan.limits.jp_max
    exempt = plan.context.person.status is Status.PPPK and not isfinite(limit)
    citation = plan.cited("jp.pppk_max_exempt_job_classes" if exempt else "jp.pppk_max_per_contract_year")
    if over(measured, limit):
        yield failed("jp_max", citation, "jp_max", measured, limit, excess=measured - limit)
    else:
        yield passed("jp_max", citation, measured, limit if isfinite(limit) else None)


def counted_jp(plan: Plan) -> float:
    """Return the JP that the forms in force count; the item's own figure where its solution or form is unknown."""
    return sum(_jp(plan, item) for item in plan.items)


def mix(bucket: Bucket) -> Callable[[Plan], Iterator[RuleCheck]]:
    """A model's share of the effort hours, in percent, lies within its tolerance."""
    rule = f"mix_{bucket}"

    def check(plan: Plan) -> Iterator[RuleCheck]:
        context = plan.context
        low, high = (100 * end for end in shares_for(context.parameters_at, context.consideration)[bucket])
        citation = plan.cited("considerations" if high == 0 else "mix.targets")
        hours = sum(item.hours for item in plan.items)
        params: dict[str, Any] = {"bucket": str(bucket), "low": low, "high": high}
        if hours == 0:
            yield failed(rule, citation, "mix_empty", None, None, Verdict.UNKNOWN, **params)
            return
        share = 100 * sum(item.hours for item in plan.items if item.bucket is bucket) / hours
        if over(low, share):
            yield failed(rule, citation, "mix_more", share, low, **params)
        elif over(share, high):
            yield failed(rule, citation, "mix_less", share, high, **params)
        else:
            yield passed(rule, citation, share, min((low, high), key=lambda end: abs(share - end)))

    return check


def _most(rule: str, plan: Plan, measured: float, limit: float) -> RuleCheck:
    citation = plan.cited(_MOST[rule])
    if over(measured, limit):
        return failed(rule, citation, rule, measured, limit, excess=measured - limit)
    return passed(rule, citation, measured, limit)


def _jp(plan: Plan, item: Item) -> float:
    solution, form = plan.context.solutions.get(item.solution), plan.form(item)
    if solution is None or form is None:
        return item.jp
    return form.jp(solution.hours, solution.sessions, solution.weeks)
