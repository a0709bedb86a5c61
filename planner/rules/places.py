"""Rules on the item itself: who, which model, which batch, when and how long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from catalog.eligibility import RuleHit
from catalog.weeks import mondays, whole_weeks
from competency_models.parameters import Citation
from planner.journey import Item
from planner.limits import allowed_buckets
from planner.rules.checks import AGENCY, OURS, Plan, RuleCheck, Verdict, failed, joined, passed

_CONDITIONS = ("statuses", "pppk_scarce_skill_only", "job_classes", "high_potential_only")

Each = Callable[[Plan, Item], Iterator[RuleCheck]]


def eligibility(plan: Plan) -> Iterator[RuleCheck]:
    """Every form is open to the person."""
    cited = (
        form.citations.get(key) for item in plan.items if (form := plan.form(item)) for key in _CONDITIONS
    )
    yield from _all("eligibility", plan, _eligible, joined(cited))


def _eligible(plan: Plan, item: Item) -> Iterator[RuleCheck]:
    form = plan.form(item)
    if form is None:
        yield _unknown_form("eligibility", plan, item)
    elif hit := form.barred(plan.context.person, plan.context.job_class):
        yield _barred(item, hit)
    elif item.form in plan.context.barred_forms:
        citation = form.citations.get("failure_bars", OURS)
        yield failed("eligibility", citation, "failure_bars", solution=item.solution, form=item.form)


def _barred(item: Item, hit: RuleHit) -> RuleCheck:
    verdict = Verdict.UNKNOWN if hit.unknown else Verdict.FAIL
    params = MappingProxyType({**hit.params, "solution": item.solution})
    citation = hit.citation
    return RuleCheck(
        "eligibility",
        verdict,
        None,
        None,
        citation.reference,
        citation.certainty,
        hit.reason,
        params,
        item.solution,
    )


def consideration(plan: Plan) -> Iterator[RuleCheck]:
    """Every item stands in a model that its form has under the scheme in force and that the consideration allows."""
    yield from _all("consideration", plan, _considered, plan.cited("considerations"))


def _considered(plan: Plan, item: Item) -> Iterator[RuleCheck]:
    context, form = plan.context, plan.form(item)
    params: dict[str, Any] = {"solution": item.solution, "form": item.form, "bucket": str(item.bucket)}
    scheme = context.parameters_at["mix.scheme"]
    if form is None:
        yield _unknown_form("consideration", plan, item)
    elif item.bucket not in form.buckets(scheme):
        citation = form.citations.get(f"buckets.{scheme}", plan.cited("mix.scheme"))
        yield failed("consideration", citation, "bucket_of_form", **params)
    elif item.bucket not in allowed_buckets(context.parameters_at, context.consideration):
        yield failed("consideration", plan.cited("considerations"), "bucket_barred", **params)


def one_batch(plan: Plan) -> Iterator[RuleCheck]:
    """A solution stands in the plan once, on the days of one of its batches if it runs in batches."""
    times = Counter(item.solution for item in plan.items)
    twice = [
        failed("one_batch", AGENCY, "twice", float(count), 1.0, solution=solution, count=count)
        for solution, count in times.items()
        if count > 1
    ]
    yield from twice
    yield from (check for check in _all("one_batch", plan, _batched, AGENCY) if check.mend or not twice)


def _batched(plan: Plan, item: Item) -> Iterator[RuleCheck]:
    solution = plan.context.solutions.get(item.solution)
    if item.offering is None:
        if solution is not None and solution.needs_offering:
            yield failed("one_batch", AGENCY, "needs_batch", solution=item.solution)
        return
    offering = plan.context.offerings.get(item.offering)
    own = (item.solution, item.starts, item.ends)
    if offering is None or (offering.solution, offering.starts, offering.ends) != own:
        yield failed("one_batch", AGENCY, "wrong_batch", solution=item.solution, offering=item.offering)


def seats(plan: Plan) -> Iterator[RuleCheck]:
    """Every batch has a seat for the person."""
    yield from _all("seats", plan, _seated, AGENCY)


def _seated(plan: Plan, item: Item) -> Iterator[RuleCheck]:
    if item.offering is None:
        return
    params: dict[str, Any] = {"solution": item.solution, "offering": item.offering}
    left = (plan.context.seats_left or {}).get(item.offering)
    if left is None:
        yield failed("seats", AGENCY, "seats_unknown", None, 1.0, Verdict.UNKNOWN, **params)
    elif left < 1:
        yield failed("seats", AGENCY, "seats", float(left), 1.0, **params)


def within_year(plan: Plan) -> Iterator[RuleCheck]:
    """Every item starts and ends within the plan's term."""
    yield from _all("within_year", plan, _within, plan.cited("plan.term_years"))


def _within(plan: Plan, item: Item) -> Iterator[RuleCheck]:
    year = plan.context.year
    first = date(year, 1, 1)
    last = date(year + plan.context.parameters_at["plan.term_years"], 1, 1) - timedelta(days=1)
    if not first <= item.starts <= item.ends <= last:
        yield failed(
            "within_year",
            plan.cited("plan.term_years"),
            "within_year",
            solution=item.solution,
            first=first,
            last=last,
        )


def duration(plan: Plan) -> Iterator[RuleCheck]:
    """An item lasts as long as its solution takes, and as its form asks and allows."""
    forms = [form for item in plan.items if (form := plan.form(item))]
    cited = (form.citations.get(key) for form in forms for key in ("weeks_min", "weeks_max"))
    yield from _all("duration", plan, _lasting, joined(cited, AGENCY))


def _lasting(plan: Plan, item: Item) -> Iterator[RuleCheck]:
    form = plan.form(item)
    if form is None:
        yield _unknown_form("duration", plan, item)
        return
    weeks = len(mondays(item.starts, item.ends))
    for limit, citation in _least_weeks(plan, item):
        if weeks < limit:
            yield failed(
                "duration",
                citation,
                "too_short",
                float(weeks),
                float(limit),
                solution=item.solution,
                weeks=limit,
            )
            return
    whole, most = whole_weeks(item.starts, item.ends), form.max_weeks
    if most is not None and whole > most:
        citation = form.citations["weeks_max"]
        yield failed(
            "duration", citation, "too_long", float(whole), float(most), solution=item.solution, weeks=most
        )


def _least_weeks(plan: Plan, item: Item) -> Iterator[tuple[int, Citation]]:
    form, solution = plan.form(item), plan.context.solutions.get(item.solution)
    if form is not None and form.min_weeks is not None:
        yield form.min_weeks, form.citations["weeks_min"]
    if solution is not None and item.offering is None:
        yield solution.weeks, AGENCY


def _all(rule: str, plan: Plan, check: Each, citation: Citation) -> Iterator[RuleCheck]:
    found = [broken for item in plan.items for broken in check(plan, item)]
    yield from found or [passed(rule, citation)]


def _unknown_form(rule: str, plan: Plan, item: Item) -> RuleCheck:
    day = plan.context.parameters_at.day
    params: dict[str, Any] = {"solution": item.solution, "form": item.form, "day": day}
    return failed(rule, AGENCY, "form_unknown", None, None, Verdict.UNKNOWN, **params)
