"""The demo agency has lived before it is shown: plans of last autumn, a programme with coach and mentor, a community."""

from __future__ import annotations

from datetime import date

from api.demo import community, guides
from api.demo.autumn import FIRST_DAY, LIVED_BY, Autumn
from api.system import System
from planner.agency import Agency
from planner.world import World


def live_the_autumn(system: System, agency: Agency, last_day: date) -> int:
    """Live the autumn until ``last_day``, all or nothing; how many activities that were, 0 where it was done before."""
    with system.open() as uow:
        accounts = [account for account in uow.accounts.page(limit=200).rows if account.demo]
        found = {account.username: uow.accounts.actor(account.id) for account in accounts}
        actors = {name: actor for name, actor in found.items() if actor is not None}
        first = actors[LIVED_BY[0]].nip or ""
        if any(journey.year == FIRST_DAY.year for journey in uow.journeys.of_person(first)):
            return 0
        world = World.build(agency, FIRST_DAY, FIRST_DAY.year, system.parameters, system.forms, None, {})
        autumn = Autumn(system, uow, world, actors, last_day)
        autumn.plan()
        autumn.live([*community.happenings(), *guides.happenings()])
        uow.commit()
    return len(autumn.activities)
