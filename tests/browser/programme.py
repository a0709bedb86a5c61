"""A programme of eight weeks in a small demo agency: a batch, an approved plan, a coach; everything else happens in browsers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from api.demo.programme import LIFTS, PROGRAMME
from api.operator import OPERATOR
from api.system import System
from catalog.solutions import Offering
from planner.by_hand import item_by_hand
from planner.guide_register import new_guide
from planner.guides import GuideKind
from planner.journey import Consideration, Journey, State
from planner.usecases import add_guide, import_agency

STARTS, ENDS = date(2027, 2, 1), date(2027, 3, 26)
BATCH = Offering("SP01-2", PROGRAMME.code, STARTS, ENDS, 10, "Jakarta")


def prepare(system: System) -> None:
    """Offer the batch, register the coach, and approve a plan with the programme for the coachee."""
    agency = system.worlds.current().agency
    import_agency(
        system.open(), replace(agency, offerings=(*agency.offerings, BATCH)), OPERATOR, system.clock
    )
    known = system.worlds.current()
    with system.open() as uow:
        nips = {name: account.nip for name in ("coachee", "coach") if (account := uow.accounts.named(name))}
        chief = uow.accounts.named("clo")
        actor = uow.accounts.actor(chief.id) if chief else None
        assert actor is not None
        nip, at = nips["coachee"] or "", known.world.parameters
        item = item_by_hand(known.world, nip, Consideration.GAP, PROGRAMME.code, BATCH.code, STARTS)
        plan = Journey(
            0,
            nip,
            STARTS.year,
            Consideration.GAP,
            State.APPROVED,
            1,
            (item,),
            (item,),
            changed_at=system.clock.now(),
        )
        uow.journeys.add([plan])
        entry = replace(
            new_guide(GuideKind.COACH, nips["coach"], "", at),
            managerial_years=8,
            technical_years=10,
            competencies={lift.competency: lift.to_level for lift in LIFTS},
        )
        add_guide(uow, actor, entry, known, at, system.clock)
        uow.commit()


def turn(calendar: Path, day: date) -> None:
    """Turn the server's calendar."""
    calendar.write_text(day.isoformat(), encoding="ascii")
