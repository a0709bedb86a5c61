"""The demo agency's units, competencies, jobs and job standards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from api.demo.data_files import demo_data
from competency_models.framework import CareerMove, Competency, CompetencyKind, Job, JobStandard
from competency_models.frameworks import learning_officer_framework, national_competencies, required_levels
from competency_models.people import OrgUnit
from planner.regulations import standard_parameters

CLASS_NAMES = {
    "ahli_pertama": "Ahli Pertama",
    "ahli_muda": "Ahli Muda",
    "ahli_madya": "Ahli Madya",
    "ahli_utama": "Ahli Utama",
    "terampil": "Terampil",
    "mahir": "Mahir",
    "penyelia": "Penyelia",
    "pelaksana": "",
}


def units() -> tuple[OrgUnit, ...]:
    """Return the units, parents before children."""
    return tuple(OrgUnit(code, name, parent) for code, name, parent, _ in demo_data("structure")["units"])


def competencies() -> tuple[Competency, ...]:
    """Return the national nine, the learning officers' five and the demo's technical competencies."""
    technical = tuple(
        Competency(code, name, CompetencyKind.TECHNICAL, name_en, source="demo", certainty="D")
        for code, (name, name_en) in demo_data("structure")["technical"].items()
    )
    every = (*national_competencies(), *learning_officer_framework().competencies, *technical)
    return tuple(sorted(every, key=lambda competency: competency.code))


def jobs() -> tuple[Job, ...]:
    """Return the jobs: each family's grades, then the single jobs."""
    data = demo_data("structure")
    graded = (
        Job(
            f"{family}_{grade}" if CLASS_NAMES[grade] else family,
            f"{entry['name']} {CLASS_NAMES[grade]}".strip(),
            grade,
            family=family,
            name_en=f"{entry['en']} ({CLASS_NAMES[grade]})" if CLASS_NAMES[grade] else entry["en"],
        )
        for family, entry in data["families"].items()
        for grade in entry["classes"]
    )
    single = (
        Job(code, name, grade, family="struktural", name_en=name_en, critical=critical)
        for code, (name, name_en, grade, _, critical) in data["single_jobs"].items()
    )
    return tuple(sorted((*graded, *single), key=lambda job: job.code))


def technical_of(job: Job) -> tuple[str, ...]:
    """Return the technical competencies that a job's standard names."""
    data = demo_data("structure")
    if job.code in data["single_jobs"]:
        return tuple(data["single_jobs"][job.code][3])
    return tuple(data["families"][job.family]["technical"])


def standards(day: date) -> tuple[JobStandard, ...]:
    """Return each job's standard: the national level of its class, technical competencies half again as weighty."""
    levels = required_levels(standard_parameters().at(day))
    return tuple(sorted(_standards(levels), key=lambda standard: (standard.job, standard.competency)))


def _standards(levels: dict[str, int]) -> Iterator[JobStandard]:
    national = [competency.code for competency in national_competencies()]
    for job in jobs():
        level = levels[job.job_class]
        weight = 1.25 if job.critical else 1.0
        # A trainer of the highest grade: 5 in integrity, unity and technical competencies, 4 in the other managerial ones.
        top = 4 if job.code == "widyaiswara_ahli_utama" else level
        for code in national:
            yield JobStandard(job.code, code, level if code in {"M.01", "SK.01"} else top, weight)
        for code in technical_of(job):
            needed = 4 if job.code == "ppk_jalan" else max(level, 2)
            yield JobStandard(job.code, code, needed, 1.5 * weight)


def careers() -> tuple[CareerMove, ...]:
    """Return the possible moves: grade by grade in a family, then up the structural ladder."""
    data = demo_data("structure")
    ladder = ["kepala_subbagian", "kepala_bidang", "kepala_balai", "kepala_pusat", "kepala_badan"]
    moves = {CareerMove(a, b) for a, b in pairwise(ladder)}
    moves |= {CareerMove("kepala_bidang", "ppk_jalan"), CareerMove("ppk_jalan", "direktur")}
    for family, entry in data["families"].items():
        if len(entry["classes"]) == 1:
            moves.add(CareerMove(family, "arsiparis_terampil"))
            continue
        rungs = [f"{family}_{grade}" for grade in entry["classes"]]
        moves |= {CareerMove(a, b) for a, b in pairwise(rungs)}
        if f"{family}_ahli_muda" in rungs:
            moves.add(CareerMove(f"{family}_ahli_muda", "kepala_subbagian"))
    return tuple(sorted(moves, key=lambda move: (move.from_job, move.to_job)))
