"""The agency in memory follows the database; a damaged ranker leaves the last good one in place."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from api.bootstrap import KeptRanker
from api.demo.agency import DEMO_DAY, demo_agency
from planner.ranker_file import save_ranker
from planner.regulations import standard_forms, standard_parameters
from planner.training.examples import examples
from planner.training.models import train_linear
from planner.usecases import import_agency
from planner.world import World
from tests.api.doors import Doors
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


def test_ids_in_addresses_are_stable_and_lead_back(doors: Doors) -> None:
    known = doors.system.worlds.current()
    assert {known.nip_of[known.id_of[nip]] for nip in known.people} == set(known.people)
    assert known.id_of[ANI] == doors.person(ANI)


def test_a_damaged_ranker_is_refused_and_the_last_good_one_serves(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = World.build(demo_agency(40), DEMO_DAY, 2027, standard_parameters(), standard_forms())
    path = tmp_path / "ranker.json"
    kept = KeptRanker(path)
    assert kept.current() is None
    save_ranker(train_linear(examples(world)), path)
    good = kept.current()
    assert good is not None
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("0", "1", 1), encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        assert kept.current() is good
    assert "ranker" in caplog.text
    path.unlink()
    assert kept.current() is None
