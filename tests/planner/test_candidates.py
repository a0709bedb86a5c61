"""Which solutions may stand in whose plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from catalog.solutions import Offering, Participation
from competency_models.framework import CompetencyKind
from competency_models.people import Performance
from planner.candidates import find_candidates
from planner.journey import Consideration
from planner.regulations import standard_forms, standard_parameters
from planner.world import World
from tests.agencies import DAY, YEAR, world_of
from tests.planner.small_world import AGENCY, ANI, BUDI, CITRA, small_world, solution


def offered_to(world: World, nip: str, consideration: Consideration = Consideration.GAP) -> set[str]:
    """Codes of a person's candidates."""
    found = find_candidates(world, np.array([world.people[nip]]), consideration)
    return {world.table.solutions[number].code for number in found.facts.solution}


def test_what_closes_a_gap_or_strengthens_what_the_job_requires_is_a_candidate() -> None:
    assert offered_to(small_world(), ANI) == {"COMMUNITY", "VISIT", "COACH", "MENTOR", "ONLINE", "CLASS"}


def test_what_can_never_be_entered_is_none() -> None:
    lifts = tuple(
        replace(lift, from_level=4, to_level=5) if lift.solution == "VISIT" else lift for lift in AGENCY.lifts
    )
    assert "VISIT" not in offered_to(small_world(lifts=lifts), ANI)


def test_a_solution_that_runs_in_batches_needs_one_with_a_seat() -> None:
    assert "NOWHERE" not in offered_to(small_world(), ANI)
    assert "CLASS" not in offered_to(world_of(AGENCY, seats_taken={"CLASS-1": 1}), ANI)


def test_a_batch_before_the_day_or_beyond_the_year_does_not_count() -> None:
    for starts, ends in (
        (date(2027, 1, 1), date(2027, 1, 8)),
        (date(2027, 12, 27), date(2028, 1, 7)),
    ):
        batch = (Offering("CLASS-1", "CLASS", starts, ends, 9),)
        assert "CLASS" not in offered_to(small_world(offerings=batch), ANI)


def test_a_form_closed_to_the_person_gives_no_candidate() -> None:
    internship = solution("VISIT", "magang_praktik_kerja", 40, 4)
    solutions = tuple(internship if s.code == "VISIT" else s for s in AGENCY.solutions)
    world = small_world(solutions=solutions)
    assert "VISIT" in offered_to(world, ANI)
    assert "VISIT" not in offered_to(world, CITRA)


@pytest.mark.parametrize(
    ("kind", "performance", "founded"),
    [
        (CompetencyKind.TECHNICAL, None, True),
        (CompetencyKind.MANAGERIAL, None, False),
        (CompetencyKind.MANAGERIAL, Performance.AS_EXPECTED, False),
        (CompetencyKind.MANAGERIAL, Performance.BELOW, True),
    ],
)
def test_an_internship_rests_on_a_technical_gap_or_on_poor_performance(
    kind: CompetencyKind, performance: Performance | None, founded: bool
) -> None:
    """SE 07/SE/KM/2023, Lampiran A.7.a; a solution that closes no gap at all rests on none."""
    internship = solution("VISIT", "magang_praktik_kerja", 40, 4)
    world = small_world(
        solutions=tuple(internship if s.code == "VISIT" else s for s in AGENCY.solutions),
        competencies=tuple(replace(one, kind=kind) for one in AGENCY.competencies),
        people=tuple(replace(one, performance=performance) for one in AGENCY.people),
    )
    assert ("VISIT" in offered_to(world, ANI)) is founded
    assert "COACH" in offered_to(world, ANI)


def test_an_agency_that_reads_the_circular_as_both_gets_internships_for_both_only(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "duty.r13:\n  values:\n    - from: 2023-11-30\n"
        "      value: {forms: [magang_praktik_kerja], kinds: [technical], performance: [below], both: true}\n"
        '      reference: "SE 07/SE/KM/2023, Lampiran A"\n      certainty: S\n',
        encoding="utf-8",
    )
    internship = solution("VISIT", "magang_praktik_kerja", 40, 4)
    agency = replace(
        AGENCY,
        solutions=tuple(internship if s.code == "VISIT" else s for s in AGENCY.solutions),
        people=tuple(
            replace(one, performance=Performance.BELOW if one.nip == ANI else None) for one in AGENCY.people
        ),
    )
    world = World.build(agency, DAY, YEAR, standard_parameters(tmp_path), standard_forms(tmp_path))
    assert "VISIT" in offered_to(world, ANI)
    assert "VISIT" not in offered_to(world, BUDI)
    assert "VISIT" in offered_to(world_of(agency), BUDI)


def test_who_failed_within_their_own_control_is_not_offered_the_form_again() -> None:
    """SE 07/SE/KM/2023, Lampiran A.7.c.4: until the evaluation of their performance; other forms stay open."""
    internship = solution("VISIT", "magang_praktik_kerja", 40, 4)
    solutions = tuple(internship if s.code == "VISIT" else s for s in AGENCY.solutions)
    world = small_world(solutions=solutions)
    failed = world.with_failures({ANI: {"magang_praktik_kerja", "coaching"}})
    assert offered_to(world, ANI) - offered_to(failed, ANI) == {"VISIT"}
    assert offered_to(world, BUDI) == offered_to(failed, BUDI)
    assert failed.input_hash != world.input_hash
    assert world.with_failures({ANI: {"coaching"}}).input_hash == world.input_hash


def test_a_model_that_the_consideration_forbids_gives_no_candidate() -> None:
    assert {"COACH", "MENTOR"} & offered_to(small_world(), ANI, Consideration.TECHNOLOGY) == set()


def test_a_career_looks_at_the_target_job() -> None:
    world = small_world()
    assert "COMMUNITY" not in offered_to(world, ANI, Consideration.CAREER)
    assert "MENTOR" in offered_to(world, ANI, Consideration.CAREER)
    assert offered_to(world, BUDI, Consideration.CAREER) == set()


def test_what_was_completed_lately_is_not_proposed_again() -> None:
    for ended, again in ((date(2026, 11, 2), False), (date(2024, 11, 2), True)):
        past = (Participation(ANI, "VISIT", date(2024, 10, 1), ended, True),)
        assert ("VISIT" in offered_to(small_world(participations=past), ANI)) is again


def test_gain_counts_missing_levels_by_weight() -> None:
    world = small_world()
    found = find_candidates(world, np.array([world.people[ANI]]), Consideration.GAP)
    gain = dict(zip(found.facts.solution.tolist(), found.facts.gain.tolist(), strict=True))
    assert gain[world.table.index["VISIT"]] == 4.0
    assert gain[world.table.index["COMMUNITY"]] == 2.0
    assert gain[world.table.index["MENTOR"]] == 0.0
