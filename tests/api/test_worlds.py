"""The agency in memory follows the database: what was imported, which seats were taken, which model serves."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from api.bootstrap import ServingRanker
from api.db import SqlUnitsOfWork
from api.worlds import Worlds
from competency_models.errors import InputError
from planner.judgements import Judged, Judgement
from planner.registry import Serves
from planner.usecases import import_agency
from planner.usecases.models import keep_model, promote_model
from tests.api.doors import Doors
from tests.planner.kept_models import comparison, made, ranker
from tests.planner.test_model_stories import damage
from tests.small_agency import ADMINISTRATOR, AGENCY, ANI, SetClock


def test_nothing_is_built_anew_while_nothing_changes(doors: Doors) -> None:
    first = doors.system.worlds.current()
    assert doors.system.worlds.current() is first
    assert doors.system.worlds.current(first.world.year) is first
    assert doors.system.worlds.current(first.world.year + 1) is not first


def test_an_import_is_seen_at_once(doors: Doors, clock: SetClock) -> None:
    assert doors.system.worlds.current().people[ANI].name == "Ani"
    people = tuple(replace(one, name="Ani Baru") if one.nip == ANI else one for one in AGENCY.people)
    import_agency(doors.system.open(), replace(AGENCY, people=people), ADMINISTRATOR, clock)
    assert doors.system.worlds.current().people[ANI].name == "Ani Baru"


def test_a_seat_that_was_taken_is_seen_at_once(doors: Doors) -> None:
    def left() -> dict[str, int]:
        slots = doors.system.worlds.current().world.slots
        return dict(zip(slots.batches, slots.seats.tolist(), strict=True))

    before = left()
    with doors.system.open() as uow:
        assert uow.seats.take("O2")
        uow.commit()
    assert left() == before | {"O2": before["O2"] - 1}


def test_what_people_made_of_proposals_is_known_the_next_day(doors: Doors, clock: SetClock) -> None:
    def keep(days_ago: int) -> Judgement:
        day = clock.today() - timedelta(days=days_ago)
        made = Judgement(7, ANI, "S1", day, Judged.KEPT, 1, 0.5, 1.0, "v", by_officer=True, assigned=False)
        with doors.system.open() as uow:
            uow.judgements.add([made])
            uow.commit()
        return made

    system = doors.system
    worlds = Worlds(system.open, clock, system.parameters, system.forms, lambda _: Serves(), b"")
    first, today = worlds.current(), keep(0)
    assert worlds.current() is first
    late = keep(3)  # of a day before
    assert worlds.current().world.judgements == (late,)
    clock.wait(days=1)
    assert worlds.current().world.judgements == (late, today)


def test_the_agency_of_an_earlier_day_is_the_one_of_then(doors: Doors, clock: SetClock) -> None:
    system = doors.system
    worlds = Worlds(system.open, clock, system.parameters, system.forms, lambda _: Serves(), b"")
    first = worlds.current().world
    clock.wait(days=1)
    with system.open(write=False) as uow:
        assert worlds.on(uow, first.year, first.day).input_hash == first.input_hash
        assert worlds.within(uow).world.input_hash != first.input_hash


def test_ids_in_addresses_are_stable_and_lead_back(doors: Doors) -> None:
    known = doors.system.worlds.current()
    assert {known.nip_of[known.id_of[nip]] for nip in known.people} == set(known.people)
    assert known.id_of[ANI] == doors.person(ANI)


def test_a_promoted_model_is_used_at_once_and_a_damaged_one_is_told(
    doors: Doors, open_uow: SqlUnitsOfWork, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    worlds = doors.system.worlds
    assert (worlds.current().world.ranker.name, worlds.current().serves.fell_back) == ("default", False)
    versions = [keep_model(open_uow(), ADMINISTRATOR, made(bias), clock).version for bias in (0.1, 0.2)]
    promote_model(open_uow(), ADMINISTRATOR, comparison(ranker(0.1)), 0, "better", clock)
    assert worlds.current().world.ranker.version == versions[0]
    damage(open_uow, versions[1], b"\x80\x04.")
    with pytest.raises(InputError, match="pickle in disguise"):
        promote_model(open_uow(), ADMINISTRATOR, comparison(ranker(0.2)), 1, "better still", clock)
    damage(open_uow, versions[0], b"no model")
    started_again = ServingRanker()
    with caplog.at_level(logging.ERROR), (uow := open_uow(write=False)):
        assert started_again.within(uow).fell_back
        assert started_again.within(uow).ranker is None
    assert [record.message.partition(":")[0] for record in caplog.records] == [f"model {versions[0]}"]
