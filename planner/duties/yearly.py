"""Duties of the yearly plan (UU 20/2023, art. 49; PP 11/2017, art. 205 to 207): Q5 to Q9."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from planner.duties.case import Case, worst
from planner.duties.facts import Facts
from planner.journey import Item
from planner.quota import PLANS
from planner.rules import RULES, RuleCheck
from planner.rules.checks import Plan


def continuous(case: Case) -> Iterator[RuleCheck]:
    """Q5: every employee develops their competence in the year: something is earned or planned (art. 49)."""
    year = case.facts.jp_year
    if year is None:
        yield case.unknown("ledger_unread")
        return
    developed = year.earned + year.planned
    if developed > 0:
        yield case.met(developed)
    elif year.unknown:
        yield case.unknown("jp_without_figure", developed)
    elif _to_come(case):
        yield case.unknown("not_set_yet", developed)
    else:
        yield case.broken("nothing_developed", developed)


def _to_come(case: Case) -> bool:
    """Whether a plan of the running year is drafted and not set."""
    journey = case.facts.journey
    drafted = journey is not None and journey.items and journey.state not in PLANS
    return bool(drafted) and journey is not None and journey.year >= case.facts.today.year


def complete_plan(case: Case) -> Iterator[RuleCheck]:
    """Q6: an inventory and an implementation of one year within the budget (art. 205)."""
    facts = case.facts
    if facts.journey is None:
        return
    plan = Plan(facts.journey.items, facts.context)
    checks = [replace(worst(RULES[rule](plan)), rule=case.rule) for rule in ("within_year", "budget")]
    if not facts.journey.items:
        checks.append(case.broken("no_implementation"))
    if facts.standards is None:
        checks.append(case.unknown("standards_unread"))
    elif facts.context.person.job not in facts.standards:
        checks.append(case.broken("no_inventory", job=facts.context.person.job))
    if not facts.assessed:
        checks.append(case.unknown("not_assessed"))
    yield worst(checks)


def two_analyses(case: Case) -> Iterator[RuleCheck]:
    """Q7: competencies against the standards of the held and the target job, and performance against its target (art. 206)."""
    facts, person = case.facts, case.facts.context.person
    if facts.standards is None:
        yield case.unknown("standards_unread")
        return
    target = (facts.journey.target_job if facts.journey else None) or person.target_job
    for job in filter(None, (person.job, target)):
        if job not in facts.standards:
            yield case.broken("no_standard", job=job)
            return
    if target is None:
        yield case.unknown("no_target_job")
    elif person.performance is None:
        yield case.unknown("performance_unrecorded")
    else:
        yield case.met()


def two_hands(case: Case) -> Iterator[RuleCheck]:
    """Q8: one drafts, another sets (art. 207(1)-(2))."""
    authors = case.facts.authors
    if authors is None or authors.approved is None:
        yield case.unknown("not_set_yet")
    elif authors.drafted == authors.approved:
        yield case.broken("one_hand")
    else:
        yield case.met()


def fields(case: Case) -> Iterator[RuleCheck]:
    """Q9: every item of the plan says what the article asks for (art. 207(3))."""
    facts = case.facts
    if facts.journey is None:
        return
    wanted = case.value
    lacking = {
        item.solution: [field for field in wanted if not FIELDS[field](facts, item)]
        for item in facts.journey.items
        if item.solution in facts.context.solutions
    }
    gone = [item.solution for item in facts.journey.items if item.solution not in lacking]
    limit = float(len(wanted))
    poorest = max(lacking, key=lambda code: len(lacking[code]), default=None)
    if poorest is not None and lacking[poorest]:
        left = lacking[poorest]
        # Who organises is the catalogue's to say; the decree that sets the plan may name them all the same.
        answer = case.unknown if set(left) <= OF_CATALOGUE else case.broken
        told = tuple(NAMES[field] for field in left)
        yield answer("item_fields", limit - len(left), limit, solution=poorest, fields=told)
    elif gone:
        yield case.unknown("solution_gone", None, limit, solution=gone[0])
    else:
        yield case.met(limit, limit)


def _kinds(facts: Facts, item: Item) -> bool:
    lifts = facts.context.lifts_of.get(item.solution, ())
    codes = {own.competency for own in item.closes} | {own.competency for own in lifts}
    return bool(codes & (facts.kinds or {}).keys())


OF_CATALOGUE = frozenset({"organiser"})
"""Fields that stand in the catalogue, not in the plan."""

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "competency": "kind of competency",
        "target": "person",
        "type_and_path": "form and path",
        "organiser": "organiser",
        "schedule": "schedule",
        "curriculum": "fit with the curriculum",
        "budget": "budget",
    }
)
"""What each field of an item is called: message ids."""

FIELDS: Mapping[str, Callable[[Facts, Item], bool]] = MappingProxyType(
    {
        "competency": _kinds,
        "target": lambda facts, _: facts.journey is not None and bool(facts.journey.nip),
        "type_and_path": lambda facts, item: item.form in facts.context.forms_at,
        "organiser": lambda facts, item: bool(facts.context.solutions[item.solution].provider),
        "schedule": lambda _, item: item.starts <= item.ends,
        "curriculum": lambda facts, item: bool(facts.context.lifts_of.get(item.solution)),
        "budget": lambda _, item: item.cost >= 0,
    }
)
"""Whether an item says each of the fields."""
