"""What a plan for everybody costs around its search, on a demo agency in a database: reading, laying out, telling, storing."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.bootstrap import build_system
from api.demo.agency import DEMO_DAY, DEMO_SEED, demo_agency
from api.operator import OPERATOR
from api.settings import load_settings
from planner.access import PROGRAM
from planner.allocation import Stop, allocate
from planner.everyone import Everybody
from planner.everyone.body import Body, pack
from planner.everyone.left_out import left_out
from planner.everyone.proposals import Drafts
from planner.everyone.totals import figures_of
from planner.usecases import draft_journeys, import_agency

SLICE = 100
"""People whose drafts are written and stored in one transaction."""


@dataclass(frozen=True)
class Around:
    """CPU seconds a person (``store``: of the clock, in the database), and megabytes of the process after each stage."""

    people: int
    load: float
    world: float
    lay_out: float
    tell: float
    draft: float
    store: float
    body_bytes: float
    megabytes: dict[str, float]


def around(people: int, database_url: str = "") -> Around:
    """Measure on a demo agency of so many people; in a temporary SQLite file where no other database is named."""
    seconds: dict[str, float] = {}
    megabytes: dict[str, float] = {}

    @contextmanager
    def stage(name: str, *, clock: bool = False) -> Iterator[None]:
        now = time.perf_counter if clock else time.process_time
        began = now()
        yield
        seconds[name] = seconds.get(name, 0.0) + (now() - began) / people
        megabytes[name] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)

    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(data_dir=Path(folder), today=DEMO_DAY, database_url=database_url)
        system = build_system(settings)
        import_agency(system.open(), demo_agency(people, DEMO_SEED), OPERATOR, system.clock)
        with system.open(write=False) as uow:
            uow.agency.load()  # the first one also reads the file for the first time
        with stage("load"), system.open(write=False) as uow:
            uow.agency.load()
        with stage("world"):
            known = system.worlds.current(DEMO_DAY.year)
        with stage("lay_out"):
            everybody = Everybody.of(known.world)
        result = allocate(everybody.organisation, Stop(rounds=1))
        with stage("tell"):
            out = left_out(everybody, result.plan)
            figures_of(everybody, result, out).to_json()
            body = pack(Body.of(everybody, result, out))
            drafts = Drafts.of(everybody, result.plan)
        for begin in range(0, len(everybody), SLICE):
            with stage("draft"):
                proposals = drafts.part(begin, begin + SLICE)
            with stage("store", clock=True):
                draft_journeys(system.open(), PROGRAM, proposals, system.clock)
        system.close()
    seconds["world"] -= seconds["load"]  # the world is built from an agency that is loaded again
    return Around(people, **seconds, body_bytes=len(body) / people, megabytes=megabytes)
