"""What may be wrong with the graph's edges: doubled, dangling, impossible or going in circles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from competency_models.errors import Fault
from competency_models.framework import MAX_LEVEL, CareerMove, Competency, Job, JobStandard, Lift

_NO_JOB = "There is no job with this code."
_NO_COMPETENCY = "There is no competency with this code."


def reference_faults(
    competencies: Sequence[Competency],
    jobs: Sequence[Job],
    standards: Sequence[JobStandard],
    careers: Sequence[CareerMove],
    lifts: Sequence[Lift],
) -> list[Fault]:
    """Return every doubled, dangling or impossible entry; the fault's file is the table's name."""
    known, known_jobs = {c.code for c in competencies}, {j.code for j in jobs}
    return [
        *_doubled("competencies", (c.code for c in competencies)),
        *_doubled("jobs", (job.code for job in jobs)),
        *_doubled("standards", (f"{line.job} {line.competency}" for line in standards)),
        *_doubled("lifts", (f"{e.solution} {e.competency} {e.from_level}-{e.to_level}" for e in lifts)),
        *_dangling("standards", "job", (line.job for line in standards), known_jobs, _NO_JOB),
        *_dangling("standards", "competency", (line.competency for line in standards), known, _NO_COMPETENCY),
        *_dangling("careers", "from_job", (move.from_job for move in careers), known_jobs, _NO_JOB),
        *_dangling("careers", "to_job", (move.to_job for move in careers), known_jobs, _NO_JOB),
        *_dangling("lifts", "competency", (edge.competency for edge in lifts), known, _NO_COMPETENCY),
        *_impossible(standards, lifts),
    ]


def cycle_faults(cycles: Iterable[tuple[str, ...]]) -> list[Fault]:
    """Return a fault for each cycle of prerequisites."""
    problem = "The prerequisites go in a circle: {path}."
    remedy = "Remove one of these prerequisites."
    return [
        Fault(
            "prerequisites",
            problem,
            remedy,
            column="requires",
            value=path[0],
            params={"path": " → ".join(path)},
        )
        for path in cycles
    ]


def _doubled(table: str, keys: Iterable[str]) -> list[Fault]:
    counts = Counter(keys)
    return [
        Fault(table, "It stands here more than once.", "Keep one of them.", value=key)
        for key, count in counts.items()
        if count > 1
    ]


def _dangling(table: str, column: str, used: Iterable[str], known: set[str], problem: str) -> list[Fault]:
    return [
        Fault(table, problem, "Add it or mend the code.", column=column, value=code)
        for code in sorted(set(used) - known)
    ]


def _impossible(standards: Sequence[JobStandard], lifts: Sequence[Lift]) -> list[Fault]:
    span: dict[str, Hashable] = {"top": MAX_LEVEL}
    level = "A required level must be 1 to {top} and its weight above 0."
    lift = "A lift must lead from a level of 0 or more to a higher one of at most {top}."
    return [
        Fault("standards", level, "Mend the line.", value=f"{line.job} {line.competency}", params=span)
        for line in standards
        if not (1 <= line.level <= MAX_LEVEL and 0 < line.weight < math.inf)
    ] + [
        Fault("lifts", lift, "Mend the line.", value=f"{edge.solution} {edge.competency}", params=span)
        for edge in lifts
        if not 0 <= edge.from_level < edge.to_level <= MAX_LEVEL
    ]
