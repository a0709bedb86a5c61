"""What holds for the gaps of any people with any evidence, and that no Python runs once per person."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from datetime import date, timedelta
from types import FrameType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import competency_models
from competency_models.compiled import CompiledGraph
from competency_models.framework import Competency, CompetencyKind, Job, JobStandard
from competency_models.gaps import EvidenceState, GapTable, find_gaps
from competency_models.graph import CompetencyGraph
from competency_models.parameters import load_parameters
from competency_models.people import Assessment, Person, Source

DAY = date(2027, 1, 4)
AT = load_parameters(competency_models.regulations_folder()).at(DAY)
VALIDITY = {source: AT[f"evidence.validity_months.{source}"] for source in Source}


def build(competencies: int, jobs: int) -> CompiledGraph:
    rng = np.random.default_rng(7)
    names, posts = [f"C{k:02}" for k in range(competencies)], [f"J{j}" for j in range(jobs)]
    lines = [
        JobStandard(job, name, int(rng.integers(1, 6)), float(rng.integers(1, 4)))
        for job in posts
        for name in names
        if rng.random() < 0.7
    ]
    known = [Competency(name, name, CompetencyKind.TECHNICAL) for name in names]
    return CompetencyGraph.build(known, [Job(post, post, "pelaksana") for post in posts], lines).compile()


GRAPH = build(4, 3)
nips = st.integers(0, 7).map(lambda i: f"{i:018}")
people = st.lists(
    st.builds(
        Person,
        nip=nips,
        name=st.just("N"),
        unit=st.just("U"),
        job=st.sampled_from(GRAPH.jobs),
        target_job=st.sampled_from([None, *GRAPH.jobs]),
    ),
    unique_by=lambda person: person.nip,
    max_size=6,
)
days = st.integers(-2000, 30).map(lambda n: DAY + timedelta(days=n))
assessments = st.lists(
    st.builds(
        Assessment,
        nip=nips,
        competency=st.sampled_from(GRAPH.competencies),
        level=st.integers(0, 5),
        source=st.sampled_from(Source),
        assessed_on=days,
        confidence=st.sampled_from([0.5, 1.0]),
        expires=st.none() | st.integers(-100, 900).map(lambda n: DAY + timedelta(days=n)),
        verified=st.booleans(),
    ),
    max_size=30,
)
jobs = st.sampled_from(["held", "target"])


def columns(table: GapTable) -> list[np.ndarray[Any, Any]]:
    return [table.required, table.proven, table.weight, table.gap, table.evidence_state, table.evidence]


@given(people, assessments, jobs)
def test_a_gap_is_never_negative_and_never_more_than_required(who, found, job) -> None:  # type: ignore[no-untyped-def]
    table = find_gaps(GRAPH, who, found, DAY, AT, job)
    assert (table.gap >= 0).all()
    assert (table.gap <= table.required).all()
    assert (table.weighted_gap >= 0).all()


@given(people, assessments, st.randoms())
def test_permuting_people_permutes_rows(who, found, random) -> None:  # type: ignore[no-untyped-def]
    order = list(range(len(who)))
    random.shuffle(order)
    one, other = (find_gaps(GRAPH, group, found, DAY, AT) for group in (who, [who[i] for i in order]))
    for before, after in zip(columns(one), columns(other), strict=True):
        assert np.array_equal(before[order], after)


@given(people, assessments)
def test_one_person_has_the_same_gaps_alone_as_among_many(who, found) -> None:  # type: ignore[no-untyped-def]
    table = find_gaps(GRAPH, who, found, DAY, AT)
    for person in who:
        assert find_gaps(GRAPH, [person], found, DAY, AT).row(person.nip) == table.row(person.nip)


@given(people, assessments, st.randoms())
def test_the_order_of_the_evidence_does_not_matter(who, found, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(found)
    random.shuffle(shuffled)
    one, other = (find_gaps(GRAPH, who, group, DAY, AT) for group in (found, shuffled))
    assert np.array_equal(one.proven, other.proven)
    assert np.array_equal(one.evidence_state, other.evidence_state)


def still_proves(proof: Assessment) -> bool:
    """Tell the rule once more, one piece of evidence at a time and by the calendar."""
    expires = proof.expires
    if expires is None:
        months = proof.assessed_on.year * 12 + proof.assessed_on.month - 1 + VALIDITY[proof.source]
        first_after = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
        month_ends = first_after - timedelta(days=1)
        expires = month_ends.replace(day=min(proof.assessed_on.day, month_ends.day))
    trusted = proof.verified or proof.source is not Source.SELF
    return trusted and proof.assessed_on <= DAY < expires


@given(people, assessments)
def test_expired_unverified_and_future_evidence_never_proves(who, found) -> None:  # type: ignore[no-untyped-def]
    table = find_gaps(GRAPH, who, found, DAY, AT)
    for person in who:
        for gap in table.row(person.nip):
            own = [proof for proof in found if (proof.nip, proof.competency) == (person.nip, gap.competency)]
            valid = [proof for proof in own if still_proves(proof)]
            if not valid:
                assert gap.proven == 0
                assert gap.state is not EvidenceState.VALID
                continue
            best = min(list(Source).index(proof.source) for proof in valid)
            assert gap.state is EvidenceState.VALID
            assert gap.evidence in valid
            assert gap.evidence.source is list(Source)[best]
            assert gap.proven == gap.evidence.level


def staff(number: int, graph: CompiledGraph) -> tuple[list[Person], list[Assessment]]:
    rng = np.random.default_rng(11)
    posts = rng.integers(len(graph.jobs), size=number).tolist()
    crowd = [Person(f"{i:018}", "N", "U", graph.jobs[post]) for i, post in enumerate(posts)]
    picks = rng.integers(len(graph.competencies), size=number).tolist()
    proofs = [
        Assessment(person.nip, graph.competencies[k], k % 6, Source.TEST, DAY - timedelta(days=k * 40))
        for person, k in zip(crowd, picks, strict=True)
    ]
    return crowd, proofs


def count_steps(work: Callable[[], object]) -> int:
    """Count the Python instructions that a call executes, in whatever module."""
    steps = 0

    def trace(frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        return trace

    before = sys.gettrace()
    gc.disable()  # a collection runs Python callbacks of the test tools
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
        gc.enable()
    return steps


def test_no_python_runs_once_per_person_or_per_piece_of_evidence() -> None:
    few, many = (staff(number, GRAPH) for number in (50, 5_000))
    steps = [
        count_steps(lambda group=group: find_gaps(GRAPH, *group, DAY, AT).weighted_gap)
        for group in (few, many)
    ]
    assert 100 < steps[0] == steps[1]


@pytest.mark.slow
def test_a_hundred_thousand_people_and_68_competencies() -> None:
    graph = build(68, 40)
    crowd, proofs = staff(100_000, graph)
    table = find_gaps(graph, crowd, proofs, DAY, AT)
    assert table.gap.shape == (100_000, 68)
    for i in (0, 31_415, 99_999):
        assert table.row(crowd[i].nip) == find_gaps(graph, [crowd[i]], proofs[i : i + 1], DAY, AT).row(
            crowd[i].nip
        )
    assert table.weighted_gap.sum() == sum((table.gap[:, k] @ table.weight[:, k]) for k in range(68))
