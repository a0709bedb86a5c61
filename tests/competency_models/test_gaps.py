"""Gaps on a day: which evidence proves, what is still missing, job-person match and its bands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

import competency_models
from competency_models.framework import Competency, CompetencyKind, Job, JobStandard
from competency_models.gaps import EvidenceState, Gap, considerations, find_gaps, job_match, match_band
from competency_models.graph import CompetencyGraph
from competency_models.parameters import load_parameters
from competency_models.people import Assessment, Person, Source

DAY = date(2027, 1, 4)
AT = load_parameters(competency_models.regulations_folder()).at(DAY)
GRAPH = CompetencyGraph.build(
    [Competency(code, code, CompetencyKind.TECHNICAL) for code in ("DATA", "LAW", "ROADS")],
    [Job("CLERK", "Clerk", "pelaksana"), Job("HEAD", "Head", "pengawas")],
    [
        JobStandard("CLERK", "DATA", 3, 2.0),
        JobStandard("CLERK", "ROADS", 2),
        JobStandard("HEAD", "DATA", 4),
        JobStandard("HEAD", "LAW", 2),
    ],
).compile()
SITI = Person("198001012005012001", "Siti", "U1", "CLERK", target_job="HEAD")
BUDI = Person("199001012015011002", "Budi", "U1", "HEAD")


def evidence(
    level: int, source: Source = Source.TEST, assessed_on: date = date(2026, 6, 1), **more: object
) -> Assessment:
    return Assessment(SITI.nip, "DATA", level, source, assessed_on, **more)  # type: ignore[arg-type]


def data_gap(*assessments: Assessment, day: date = DAY) -> Gap:
    gap = find_gaps(GRAPH, [SITI], assessments, day, AT).row(SITI.nip)[0]
    assert gap.competency == "DATA"
    return gap


def test_a_gap_is_what_is_required_less_what_is_proven() -> None:
    gap = data_gap(evidence(2))
    assert (gap.required, gap.proven, gap.gap, gap.weight, gap.state) == (3, 2, 1, 2.0, EvidenceState.VALID)
    assert gap.evidence == evidence(2)


def test_more_than_required_is_no_negative_gap() -> None:
    assert data_gap(evidence(5)).gap == 0


def test_without_evidence_nothing_is_proven() -> None:
    gap = data_gap()
    assert (gap.proven, gap.gap, gap.state, gap.evidence) == (0, 3, EvidenceState.NONE, None)


def test_the_gap_against_the_target_job_has_its_own_requirements() -> None:
    table = find_gaps(GRAPH, [SITI], [evidence(2)], DAY, AT, job="target")
    assert {gap.competency: gap.gap for gap in table.row(SITI.nip)} == {"DATA": 2, "LAW": 2}


def test_without_a_target_job_nothing_is_required() -> None:
    table = find_gaps(GRAPH, [BUDI], [], DAY, AT, job="target")
    assert table.row(BUDI.nip) == ()
    assert table.weighted_gap.tolist() == [0.0]


def test_levels_count_by_their_weight() -> None:
    assert find_gaps(GRAPH, [SITI, BUDI], [evidence(1)], DAY, AT).weighted_gap.tolist() == [
        2 * 2.0 + 2,
        4.0 + 2,
    ]


@pytest.mark.parametrize(
    ("source", "assessed_on", "last_day"),
    [
        (Source.ASSESSMENT_CENTRE, date(2024, 1, 5), date(2027, 1, 4)),
        (Source.TEST, date(2025, 1, 5), date(2027, 1, 4)),
        (Source.SUPERVISOR, date(2026, 1, 5), date(2027, 1, 4)),
        (Source.SUPERVISOR, date(2024, 2, 29), date(2025, 2, 27)),
        (Source.TEST, date(2024, 2, 29), date(2026, 2, 27)),
    ],
)
def test_evidence_lasts_as_long_as_its_source(source: Source, assessed_on: date, last_day: date) -> None:
    proof = evidence(2, source, assessed_on)
    assert data_gap(proof, day=assessed_on).proven == 2
    assert data_gap(proof, day=last_day).proven == 2
    after = data_gap(proof, day=date.fromordinal(last_day.toordinal() + 1))
    assert (after.proven, after.state, after.evidence) == (0, EvidenceState.EXPIRED, proof)


def test_an_expiry_day_of_its_own_comes_before_the_source_s() -> None:
    proof = evidence(2, Source.SUPERVISOR, date(2020, 1, 1), expires=date(2030, 1, 1))
    assert data_gap(proof).state is EvidenceState.VALID
    assert data_gap(evidence(2, expires=DAY)).state is EvidenceState.EXPIRED


def test_evidence_of_the_future_is_no_evidence() -> None:
    assert data_gap(evidence(2, assessed_on=date(2027, 1, 5))).state is EvidenceState.NONE


def test_a_self_assessment_waits_for_the_supervisor() -> None:
    said = evidence(3, Source.SELF, verified=False)
    assert (data_gap(said).proven, data_gap(said).state, data_gap(said).evidence) == (
        0,
        EvidenceState.UNVERIFIED,
        said,
    )
    assert data_gap(evidence(3, Source.SELF, verified=True)).proven == 3


def test_other_sources_need_no_verification() -> None:
    assert data_gap(evidence(3, Source.SUPERVISOR, verified=False)).proven == 3


def test_the_most_trusted_source_wins_over_a_newer_and_higher_one() -> None:
    centre = evidence(1, Source.ASSESSMENT_CENTRE, date(2025, 1, 1))
    assert data_gap(evidence(3, Source.SUPERVISOR), centre).evidence == centre


def test_of_one_source_the_most_recent_wins() -> None:
    assert data_gap(evidence(3), evidence(1, assessed_on=date(2026, 7, 1))).proven == 1


def test_valid_evidence_wins_over_more_trusted_that_expired() -> None:
    assert (
        data_gap(
            evidence(3, Source.ASSESSMENT_CENTRE, date(2020, 1, 1)), evidence(2, Source.SUPERVISOR)
        ).proven
        == 2
    )


def test_of_one_day_the_more_confident_wins_and_then_the_lower() -> None:
    assert data_gap(evidence(3, confidence=0.9), evidence(2, confidence=0.6)).proven == 3
    assert data_gap(evidence(3), evidence(2)).proven == 2


def test_a_zero_proves_that_nothing_is_there() -> None:
    assert (data_gap(evidence(0)).proven, data_gap(evidence(0)).state) == (0, EvidenceState.VALID)


def test_evidence_of_strangers_and_of_unknown_competencies_is_left_out() -> None:
    others = [
        Assessment("0" * 18, "DATA", 3, Source.TEST, DAY),
        Assessment(SITI.nip, "POETRY", 3, Source.TEST, DAY),
    ]
    assert data_gap(*others).state is EvidenceState.NONE


def test_nobody_has_no_gaps() -> None:
    assert find_gaps(GRAPH, [], [], DAY, AT).gap.shape == (0, 3)


def test_a_job_that_is_not_in_the_graph_is_named() -> None:
    with pytest.raises(ValueError, match="PILOT"):
        find_gaps(GRAPH, [Person("1" * 18, "P", "U1", "PILOT")], [], DAY, AT)


def test_a_person_counts_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        find_gaps(GRAPH, [SITI, SITI], [], DAY, AT)


def match(*assessments: Assessment, people: Sequence[Person] = (SITI,)) -> list[float]:
    return job_match(find_gaps(GRAPH, people, assessments, DAY, AT)).tolist()


def test_job_match_is_proven_over_required() -> None:
    assert match(evidence(2), people=(SITI, BUDI)) == [40.0, 0.0]


def test_job_match_ignores_what_is_not_required_and_ends_at_a_hundred() -> None:
    law = Assessment(SITI.nip, "LAW", 5, Source.TEST, DAY)
    roads = Assessment(SITI.nip, "ROADS", 5, Source.TEST, DAY)
    assert match(law) == [0.0]
    assert match(evidence(5), roads) == [100.0]


def test_job_match_without_requirements_is_not_a_number() -> None:
    table = find_gaps(GRAPH, [BUDI], [], DAY, AT, job="target")
    assert np.isnan(job_match(table)).all()
    assert match_band(math.nan, AT, "filling") is None


@pytest.mark.parametrize(
    ("purpose", "value", "name"),
    [
        ("filling", 100.0, "memenuhi syarat"),
        ("filling", 80.0, "memenuhi syarat"),
        ("filling", 79.99, "masih memenuhi syarat"),
        ("filling", 68.0, "masih memenuhi syarat"),
        ("filling", 67.99, "kurang memenuhi syarat"),
        ("mapping", 90.0, "optimal"),
        ("mapping", 78.0, "cukup optimal"),
        ("mapping", 0.0, "kurang optimal"),
    ],
)
def test_the_bands_begin_at_their_lower_end(purpose: str, value: float, name: str) -> None:
    band = match_band(value, AT, purpose)  # type: ignore[arg-type]
    assert band is not None
    assert band.name == name


def test_only_technology_leaves_out_the_social_model() -> None:
    full = ("70", "20", "10")
    assert considerations(AT) == {"gap": full, "need": full, "technology": ("70", "10"), "career": full}
