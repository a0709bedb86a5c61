"""What features make of judgements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from catalog.solutions import LearningSolution
from planner.by_hand import item_by_hand
from planner.journey import Consideration
from planner.judgements import Judged, Judgement
from planner.propose import propose
from tests.planner.small_world import AGENCY, ANI, BUDI, small_world

KEPT = Judgement(1, ANI, "VISIT", date(2026, 11, 20), Judged.KEPT, 4, 0.5, 1.0, "v", True, False)


def test_attention_fades_with_the_position_and_what_was_looked_for_was_seen() -> None:
    assert [replace(KEPT, position=place).attention(0.5) for place in (0, 1, 4)] == [1.0, 1.0, 0.5]
    assert KEPT.attention(0.0) == 1.0


def test_what_another_item_builds_on_and_what_people_are_sent_to_is_assigned() -> None:
    found = {item.solution: item.assigned for item in propose(small_world(), [BUDI])[0].items}
    assert found.keys() > {"COACH", "ONLINE"}
    assert [code for code, assigned in found.items() if assigned] == ["ONLINE"]  # the coaching asks for it
    basic = LearningSolution("BASIC", "Basic", "pelatihan_dasar", 8, 1, 1)
    world = small_world(solutions=(*AGENCY.solutions, basic))
    for code, assigned in (("BASIC", True), ("VISIT", False)):
        item = item_by_hand(world, BUDI, Consideration.GAP, code, None, date(2027, 3, 1))
        assert item.assigned is assigned
