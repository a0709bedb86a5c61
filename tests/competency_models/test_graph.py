"""The competency graph: what closes a gap, what comes first, the way from job to job, and what it refuses."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from competency_models.errors import InputError
from competency_models.framework import (
    CareerMove,
    Competency,
    CompetencyKind,
    Job,
    JobStandard,
    Lift,
    Prerequisite,
)
from competency_models.graph import CompetencyGraph, find_cycles
from competency_models.upskilling import Rise

DATA, ROADS = (Competency(code, code, CompetencyKind.TECHNICAL) for code in ("DATA", "ROADS"))
CLERK, ANALYST, ENGINEER, HEAD = (
    Job(code, code, "ahli_muda") for code in ("CLERK", "ANALYST", "ENGINEER", "HEAD")
)
STANDARDS = (
    JobStandard("CLERK", "DATA", 1),
    JobStandard("ANALYST", "DATA", 3, 2.0),
    JobStandard("ENGINEER", "ROADS", 2),
    JobStandard("HEAD", "DATA", 2),
    JobStandard("HEAD", "ROADS", 4),
)
CAREERS = tuple(
    CareerMove(*pair)
    for pair in (("CLERK", "ANALYST"), ("CLERK", "ENGINEER"), ("ANALYST", "HEAD"), ("ENGINEER", "HEAD"))
)
LIFTS = (
    Lift("course", "DATA", 0, 2),
    Lift("coaching", "DATA", 2, 3),
    Lift("site visit", "ROADS", 0, 1),
    Lift("internship", "ROADS", 1, 3),
    Lift("internship", "DATA", 1, 2),
)
PREREQUISITES = tuple(
    Prerequisite(*pair)
    for pair in (
        ("coaching", "course"),
        ("internship", "course"),
        ("exam", "coaching"),
        ("exam", "internship"),
    )
)


def graph(**changes: object) -> CompetencyGraph:
    parts: dict[str, object] = {
        "competencies": (DATA, ROADS),
        "jobs": (CLERK, ANALYST, ENGINEER, HEAD),
        "standards": STANDARDS,
        "careers": CAREERS,
        "lifts": LIFTS,
        "prerequisites": PREREQUISITES,
    }
    return CompetencyGraph.build(**{**parts, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("competency", "level", "solutions"),
    [
        ("DATA", 1, ("course",)),
        ("DATA", 2, ("course", "internship")),
        ("DATA", 3, ("coaching",)),
        ("DATA", 4, ()),
        ("ROADS", 3, ("internship",)),
    ],
)
def test_what_closes_a_gap_leads_to_the_level_from_below(
    competency: str, level: int, solutions: tuple[str, ...]
) -> None:
    assert graph().closes(competency, level) == solutions


def test_what_comes_first_stands_in_generations() -> None:
    assert graph().comes_first("exam") == (("course",), ("coaching", "internship"))
    assert graph().comes_first("course") == ()


def test_solutions_without_edges_are_known_too() -> None:
    alone = graph(solutions=("talk",))
    assert alone.comes_first("talk") == ()
    assert "talk" in alone.compile().solutions


@pytest.mark.parametrize(
    "ask", [lambda g: g.closes("LAW", 1), lambda g: g.comes_first("LAW"), lambda g: g.standard("LAW")]
)
def test_unknown_codes_are_refused(ask) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(KeyError, match="LAW"):
        ask(graph())


def test_the_upskilling_path_is_the_one_with_the_fewest_weighted_levels() -> None:
    # Over ANALYST: (3 - 1) x 2 + 4 = 8; over ENGINEER: 2 + 1 + 2 = 5.
    path = graph().upskilling_path("CLERK", "HEAD")
    assert path.jobs == ("CLERK", "ENGINEER", "HEAD")
    assert [move.rises for move in path.moves] == [
        (Rise("ROADS", 0, 2, 1.0),),
        (Rise("DATA", 1, 2, 1.0), Rise("ROADS", 2, 4, 1.0)),
    ]
    assert path.levels == 5


def test_a_direct_move_beats_a_detour_that_asks_for_the_same_levels() -> None:
    detour = (*CAREERS, CareerMove("CLERK", "CLERK2"), CareerMove("CLERK2", "ENGINEER"))
    jobs = (CLERK, Job("CLERK2", "", "pemula"), ANALYST, ENGINEER, HEAD)
    assert graph(jobs=jobs, careers=detour).upskilling_path("CLERK", "ENGINEER").jobs == ("CLERK", "ENGINEER")


def test_where_no_career_leads_the_path_is_empty() -> None:
    path = graph().upskilling_path("HEAD", "CLERK")
    assert (path.jobs, path.moves, path.levels) == ((), (), 0)


def test_staying_needs_no_move() -> None:
    path = graph().upskilling_path("HEAD", "HEAD")
    assert (path.jobs, path.moves) == (("HEAD",), ())


REFUSED = {
    "doubled competency": (
        {"competencies": (DATA, DATA, ROADS)},
        "competencies ('DATA'): It stands here more than once.",
    ),
    "doubled job": (
        {"jobs": (CLERK, CLERK, ANALYST, ENGINEER, HEAD)},
        "jobs ('CLERK'): It stands here more than once.",
    ),
    "doubled standard": (
        {"standards": (*STANDARDS, JobStandard("CLERK", "DATA", 2))},
        "standards ('CLERK DATA'): It stands here more than once.",
    ),
    "doubled lift": (
        {"lifts": (*LIFTS, LIFTS[0])},
        "lifts ('course DATA 0-2'): It stands here more than once.",
    ),
    "standard of no job": (
        {"standards": (*STANDARDS, JobStandard("PILOT", "DATA", 2))},
        "standards column job ('PILOT'): There is no job with this code.",
    ),
    "standard of no competency": (
        {"standards": (*STANDARDS, JobStandard("CLERK", "LAW", 2))},
        "standards column competency ('LAW'): There is no competency with this code.",
    ),
    "career from nowhere": (
        {"careers": (CareerMove("PILOT", "HEAD"),)},
        "careers column from_job ('PILOT'): There is no job with this code.",
    ),
    "career to nowhere": (
        {"careers": (CareerMove("HEAD", "PILOT"),)},
        "careers column to_job ('PILOT'): There is no job with this code.",
    ),
    "lift of no competency": (
        {"lifts": (Lift("course", "LAW", 0, 1),)},
        "lifts column competency ('LAW'): There is no competency with this code.",
    ),
    "level too high": (
        {"standards": (JobStandard("CLERK", "DATA", 6),)},
        "standards ('CLERK DATA'): A required level must be 1 to 5 and its weight above 0.",
    ),
    "no weight": (
        {"standards": (JobStandard("CLERK", "DATA", 1, 0.0),)},
        "standards ('CLERK DATA'): A required level must be 1 to 5 and its weight above 0.",
    ),
    "lift downwards": (
        {"lifts": (Lift("course", "DATA", 2, 2),)},
        "lifts ('course DATA'): A lift must lead from a level of 0 or more to a higher one of at most 5.",
    ),
    "circle": (
        {"prerequisites": (*PREREQUISITES, Prerequisite("course", "exam"))},
        "prerequisites column requires ('coaching'): The prerequisites go in a circle:"
        " coaching → course → exam → coaching.",
    ),
    "itself": (
        {"prerequisites": (Prerequisite("course", "course"),)},
        "prerequisites column requires ('course'): The prerequisites go in a circle: course → course.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_graph_is_refused_with_what_is_wrong(name: str) -> None:
    changes, message = REFUSED[name]
    with pytest.raises(InputError) as caught:
        graph(**changes)
    assert len(caught.value.faults) == 1
    assert str(caught.value).startswith(message)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        graph(
            lifts=(Lift("course", "LAW", 0, 1), Lift("course", "DATA", 3, 1)),
            jobs=(CLERK, CLERK, ANALYST, ENGINEER, HEAD),
        )
    assert len(caught.value.faults) == 3


def test_each_knot_of_cycles_is_shown_once() -> None:
    pairs = (("a", "b"), ("b", "a"), ("b", "c"), ("c", "b"), ("x", "y"), ("y", "x"), ("p", "q"))
    cycles = find_cycles(Prerequisite(*pair) for pair in pairs)
    assert [(cycle[0], cycle[-1]) for cycle in cycles] == [("a", "a"), ("x", "x")]


def test_the_arrays_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        graph().compile().required[0, 0] = 5


codes = st.integers(0, 5).map("S{}".format)
lifts_of = st.builds(
    lambda solution, competency, start, rise: Lift(solution, competency, start, min(start + rise, 5)),
    codes,
    st.sampled_from(["DATA", "ROADS"]),
    st.integers(0, 4),
    st.integers(1, 3),
)


@given(
    lifts=st.lists(lifts_of, unique=True, max_size=12),
    edges=st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] > pair[1])),
)
def test_the_compiled_graph_answers_as_the_networkx_graph_does(
    lifts: list[Lift], edges: set[tuple[int, int]]
) -> None:
    prerequisites = [Prerequisite(f"S{later}", f"S{earlier}") for later, earlier in edges]
    answers = graph(lifts=lifts, prerequisites=prerequisites)
    arrays = answers.compile()
    for k, competency in enumerate(arrays.competencies):
        for level in range(1, 6):
            rows = (arrays.lift_competency == k) & (arrays.lift_from < level) & (level <= arrays.lift_to)
            found = {arrays.solutions[s] for s in arrays.lift_solution[rows]}
            assert tuple(sorted(found)) == answers.closes(competency, level)
    order = nx.DiGraph(zip(arrays.prerequisite_solution, arrays.prerequisite_requires, strict=True))
    for solution, s in arrays.solution_index.items():
        before = nx.descendants(order, s) if s in order else set()
        assert {arrays.solutions[p] for p in before} == {
            code for group in answers.comes_first(solution) for code in group
        }
    for job, j in arrays.job_index.items():
        held = answers.standard(job)
        assert {
            arrays.competencies[k]: arrays.required[j, k] for k in np.flatnonzero(arrays.required[j])
        } == {code: line.level for code, line in held.items()}
        assert arrays.weight[j].sum() == sum(line.weight for line in held.values())


@given(order=st.permutations(range(len(LIFTS))))
def test_the_order_of_the_input_does_not_matter(order: list[int]) -> None:
    one, other = (
        graph().compile(),
        graph(lifts=[LIFTS[i] for i in order], standards=STANDARDS[::-1]).compile(),
    )
    for field in ("required", "weight", "lift_solution", "lift_competency", "lift_from", "lift_to"):
        assert np.array_equal(getattr(one, field), getattr(other, field))
