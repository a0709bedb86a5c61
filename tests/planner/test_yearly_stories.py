"""What of the stored plans stands in the plan of a year, on both databases."""

from __future__ import annotations

import pytest

from api.db import SqlUnitsOfWork
from planner.access import PROGRAM
from planner.errors import Forbidden
from planner.usecases import approve, decline, draft_journeys, parts_of_year, submit_for_review
from tests.small_agency import ANI, BUDI, CITRA, IN_O1, YEAR, SetClock, Sign, item, no_rules, proposal


def test_approved_and_drafted_plans_of_the_year_stand_in_it_and_declined_ones_do_not(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    uow = open_uow()
    ani, budi, _ = draft_journeys(
        uow,
        PROGRAM,
        [proposal(ANI, item(), IN_O1), proposal(BUDI), proposal(CITRA)],
        clock,
    ).drafted
    for number in (ani, budi):
        submit_for_review(uow, sign.clo, number, 1, clock)
    approve(uow, sign.clo, ani, 2, no_rules, clock)
    decline(uow, sign.clo, budi, 2, "Tidak tepat.", clock)
    found = parts_of_year(uow, sign.clo, YEAR)
    assert [(one.nip, one.solution, one.offering, one.decided) for one in found] == [
        (ANI, "S1", None, True),
        (ANI, "S2", "O1", True),
        (CITRA, "S1", None, False),
    ]
    assert (found[0].cost, found[0].closes) == (1_000, item().closes)
    assert {one.nip for one in parts_of_year(uow, sign.administrator, YEAR, drafts=False)} == {ANI}
    assert parts_of_year(uow, sign.clo, YEAR + 1) == ()
    with pytest.raises(Forbidden):
        parts_of_year(uow, sign.officer, YEAR)
