"""Everything that is lived held against the rules of a day: the law itself, open plans, their activities, communities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from competency_models.people import Person
from planner.access import Scope
from planner.activities import Activity
from planner.duties import About, Facts, check_duties
from planner.duty_record import Ground, Record, facts_of_activity, facts_of_community, facts_of_plan
from planner.journey import Journey
from planner.ports import UnitOfWork
from planner.rules import RuleCheck, RuleContext, Verdict

NOBODY = Person(nip="", name="", unit="", job="")
"""Stands where a rule is about no person."""


@dataclass(frozen=True, slots=True)
class Lived:
    """An activity, a plan, a community or the law, and what its duties say.

    ``number`` is the id of what it is about, 0 for the law; ``nip`` is the person's and ``journey`` their plan, "" and 0
    where it is about none.
    """

    about: About
    number: int
    nip: str
    checks: tuple[RuleCheck, ...]
    journey: int = 0

    def of(self, verdict: Verdict) -> tuple[RuleCheck, ...]:
        """Return the checks with this verdict."""
        return tuple(check for check in self.checks if check.verdict is verdict)


def audit_duties(uow: UnitOfWork, ground_of: Callable[[int], Ground], year: int) -> Iterator[Lived]:
    """Hold every duty against what is open, in a number of queries that does not depend on how much that is.

    ``ground_of`` gives the agency for plans of a year; the law and the communities are those of ``year``. Raises
    InputError where a parameter has no value so early.
    """
    taken, lived = uow.seats.taken(), _by_journey(uow.activities.of_open_journeys())
    ground = ground_of(year)
    yield Lived(About.LAW, 0, "", check_duties(Facts(_nobodys(ground), ground.today), About.LAW))
    for plans_of, journeys in groupby(uow.journeys.every_open(), lambda journey: journey.year):
        yield from _of_year(uow, ground_of(plans_of), tuple(journeys), lived, taken)
    yield from _communities(uow, ground)


def _by_journey(activities: Sequence[Activity]) -> Mapping[int, tuple[Activity, ...]]:
    found: dict[int, tuple[Activity, ...]] = {}
    for one in activities:
        found[one.journey] = (*found.get(one.journey, ()), one)
    return found


def _of_year(
    uow: UnitOfWork,
    ground: Ground,
    journeys: Sequence[Journey],
    lived: Mapping[int, tuple[Activity, ...]],
    taken: Mapping[str, int],
) -> Iterator[Lived]:
    activities = [one for journey in journeys for one in lived.get(journey.id, ())]
    year = journeys[0].year
    # What a plan brings may be earned in the year after, into which a PPPK's contract year reaches too.
    entries = uow.jp.between(Scope(everyone=True), date(year, 1, 1), date(year + 1, 12, 31))
    record = Record.of(uow, activities, [journey.id for journey in journeys], entries, ground.world)
    for journey in journeys:
        if journey.items:
            facts = facts_of_plan(ground, record, taken, journey)
            yield Lived(About.PLAN, journey.id, journey.nip, check_duties(facts, About.PLAN), journey.id)
        for one in lived.get(journey.id, ()):
            own = facts_of_activity(ground, record, taken, journey, one)
            yield Lived(About.ACTIVITY, one.id, one.nip, check_duties(own, About.ACTIVITY), journey.id)


def _communities(uow: UnitOfWork, ground: Ground) -> Iterator[Lived]:
    known = uow.communities.every_verified()
    numbers = [one.id for one in known]
    meetings, grants = uow.communities.meetings(numbers), uow.communities.grants(numbers)
    for one in known:
        facts = facts_of_community(ground, one, meetings, grants, _nobodys(ground))
        yield Lived(About.COMMUNITY, one.id, "", check_duties(facts, About.COMMUNITY))


def _nobodys(ground: Ground) -> RuleContext:
    day = ground.law_day or ground.today
    return RuleContext(
        person=NOBODY,
        job_class="",
        year=day.year,
        consideration="",
        parameters_at=ground.law.at(day),
        forms_at=ground.law.forms_at(day),
        solutions={},
        offerings={},
        lifts_of={},
        requires_of={},
        proven={},
        completed=frozenset(),
    )
