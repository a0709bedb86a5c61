"""Competency frameworks that are built in: the national nine, and the learning officers' own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from competency_models.errors import InputError
from competency_models.framework import CareerMove, Competency, CompetencyKind, Job, JobStandard
from competency_models.parameters import ParametersAt
from competency_models.yaml_source import YamlFile

_REQUIRED_LEVEL = "required_level."


@dataclass(frozen=True, slots=True)
class Framework:
    """Competencies with the jobs that require them, and the moves between those jobs."""

    competencies: tuple[Competency, ...]
    jobs: tuple[Job, ...] = ()
    standards: tuple[JobStandard, ...] = ()
    careers: tuple[CareerMove, ...] = ()


def national_competencies() -> tuple[Competency, ...]:
    """Return the nine competencies of every civil servant (PermenPANRB 38/2017), levels described."""
    return _competencies(_read("national"))


def required_levels(parameters_at: ParametersAt) -> dict[str, int]:
    """Return the level of the nine that each job class requires (parameters ``required_level.*``)."""
    names = (name for name in parameters_at.names() if name.startswith(_REQUIRED_LEVEL))
    return {name.removeprefix(_REQUIRED_LEVEL): parameters_at[name] for name in names}


def learning_officer_framework() -> Framework:
    """Return the learning officers' five competencies on three levels, with a job for each level.

    Competencies and levels are from LAN's policy brief; the level descriptions are ours (certainty D).
    """
    content = _read("learning_officer")
    competencies = _competencies(content)
    jobs = tuple(_job(entry) for entry in content["jobs"])
    standards = tuple(
        JobStandard(entry["code"], competency.code, entry["level"])
        for entry in content["jobs"]
        for competency in competencies
    )
    careers = tuple(CareerMove(lower.code, higher.code) for lower, higher in pairwise(jobs))
    return Framework(competencies, jobs, standards, careers)


@cache
def _read(name: str) -> Any:
    source = YamlFile(Path(__file__).parent / "frameworks" / f"{name}.yaml")
    content = source.read()
    if content is None or source.faults:
        raise InputError(source.faults)
    return content.plain()


def _competencies(content: Any) -> tuple[Competency, ...]:
    return tuple(
        Competency(
            entry["code"],
            entry["name"]["id"],
            CompetencyKind(entry["kind"]),
            entry["name"]["en"],
            entry["levels"],
            content["source"],
            content["certainty"],
        )
        for entry in content["competencies"]
    )


def _job(entry: Any) -> Job:
    return Job(
        entry["code"], entry["name"]["id"], entry["job_class"], "learning officer", entry["name"]["en"]
    )
