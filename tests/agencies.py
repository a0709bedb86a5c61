"""Small made agencies, as a Hypothesis strategy: every table filled, every reference kept, seats scarce.

Sizes are chosen so that lawful plans are common but not certain, and so that people compete for seats.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from catalog.forms import Forms
from catalog.solutions import Bucket, LearningSolution, Mode, Offering, Participation
from competency_models.framework import (
    CareerMove,
    Competency,
    CompetencyKind,
    Job,
    JobStandard,
    Lift,
    Prerequisite,
)
from competency_models.parameters import Parameters
from competency_models.people import Assessment, OrgUnit, Performance, Person, Potential, Source, Status
from planner.agency import Agency
from planner.regulations import standard_forms, standard_parameters
from planner.world import World

DAY = date(2027, 1, 4)
YEAR = 2027

# Form → smallest and largest effort hours and weeks that make sense for it.
FORMS = {
    "magang_praktik_kerja": (20, 60, 2, 6),
    "detasering": (20, 60, 2, 6),
    "patok_banding": (10, 24, 1, 1),
    "komunitas_belajar": (8, 24, 4, 10),
    "belajar_mandiri": (6, 24, 2, 8),
    "coaching": (4, 12, 4, 10),
    "mentoring": (4, 12, 4, 10),
    "e_learning": (2, 8, 1, 3),
    "workshop_lokakarya": (3, 8, 1, 1),
    "seminar_konferensi_sarasehan": (2, 6, 1, 1),
    "pelatihan_teknis": (4, 16, 1, 2),
    "pertukaran_pegawai": (30, 60, 4, 8),
}
# Open to all, at any time, and of sizes that go together in the mix; most agencies have them.
CORE = (
    ("komunitas_belajar", 20, 8, 10),
    ("belajar_mandiri", 16, 6, 4),
    ("patok_banding", 24, 1, 1),
    ("coaching", 6, 8, 3),
    ("mentoring", 8, 9, 3),
    ("coaching", 4, 8, 2),
    ("e_learning", 3, 2, 3),
    ("workshop_lokakarya", 5, 1, 1),
)
JOB_CLASSES = ("ahli_pertama", "ahli_muda", "pengawas", "pelaksana", "administrator")


@cache
def parameters() -> Parameters:
    """The standard parameters, read once."""
    return standard_parameters()


@cache
def forms() -> Forms:
    """The standard forms, read once."""
    return standard_forms()


def world_of(agency: Agency, **changes: object) -> World:
    """The agency laid out on the tests' day."""
    return World.build(agency, DAY, YEAR, parameters(), forms(), **changes)  # type: ignore[arg-type]


@st.composite
def agencies(draw: st.DrawFn, people: int = 5, solutions: int = 16) -> Agency:
    """A small agency with at most so many people and solutions."""
    competencies = tuple(
        Competency(f"C{n}", f"Competency {n}", CompetencyKind.TECHNICAL)
        for n in range(draw(st.integers(1, 4)))
    )
    codes = [competency.code for competency in competencies]
    jobs = tuple(Job(f"J{n}", f"Job {n}", draw(st.sampled_from(JOB_CLASSES))) for n in range(2))
    standards = tuple(
        JobStandard(job.code, code, draw(st.integers(1, 5)), draw(st.sampled_from([0.5, 1.0, 2.0])))
        for job in jobs
        for code in codes
        if draw(st.integers(0, 3))
    )
    core = _core() if draw(st.integers(0, 3)) else ()
    offered = (*core, *(draw(_solution(f"S{n:02}")) for n in range(draw(st.integers(3, solutions)))))
    staff = tuple(draw(_person(n)) for n in range(draw(st.integers(1, people))))
    return Agency(
        units=(OrgUnit("U0", "Agency"), OrgUnit("U1", "Unit", "U0")),
        competencies=competencies,
        jobs=jobs,
        standards=standards,
        careers=(CareerMove("J0", "J1"),),
        people=staff,
        assessments=tuple(draw(_assessment(p.nip, c)) for p in staff for c in codes if draw(st.booleans())),
        solutions=offered,
        lifts=tuple(draw(_lift(s.code, c, s in core)) for s in offered for c in _some(draw, codes)),
        prerequisites=_prerequisites(draw, [s.code for s in offered]),
        offerings=tuple(o for s in offered for o in _offerings(draw, s)),
        participations=tuple(
            draw(_participation(p.nip, s.code))
            for p in staff
            for s in offered
            if draw(st.integers(0, 9)) == 0
        ),
    )


def _some(draw: st.DrawFn, codes: list[str]) -> list[str]:
    return draw(st.lists(st.sampled_from(codes), min_size=1, max_size=2, unique=True))


def _core() -> tuple[LearningSolution, ...]:
    return tuple(
        LearningSolution(f"A{n}", f"Core {n}", form, float(hours), weeks, sessions, bucket=_bucket(form))
        for n, (form, hours, weeks, sessions) in enumerate(CORE)
    )


def _bucket(form: str) -> Bucket | None:
    return Bucket.EXPERIENCE if form == "belajar_mandiri" else None


@st.composite
def _solution(draw: st.DrawFn, code: str) -> LearningSolution:
    form = draw(st.sampled_from(sorted(FORMS)))
    few, many, short, long = FORMS[form]
    weeks = draw(st.integers(short, long))
    return LearningSolution(
        code=code,
        name=f"Solution {code}",
        form=form,
        hours=float(draw(st.integers(few, many))),
        weeks=weeks,
        sessions=draw(st.integers(1, max(weeks // 2, 2))),
        cost=draw(st.sampled_from([0, 0, 500_000, 4_000_000])),
        mode=draw(st.sampled_from(Mode)),
        bucket=_bucket(form),
        needs_offering=draw(st.integers(0, 3)) == 0,
    )


@st.composite
def _lift(draw: st.DrawFn, solution: str, competency: str, easy: bool) -> Lift:
    start = 0 if easy else draw(st.integers(0, 3))
    return Lift(solution, competency, start, draw(st.integers(start + 1, 5)))


def _prerequisites(draw: st.DrawFn, codes: list[str]) -> tuple[Prerequisite, ...]:
    later = [i for i in range(1, len(codes)) if draw(st.integers(0, 7)) == 0]
    return tuple(Prerequisite(codes[i], codes[draw(st.integers(0, i - 1))]) for i in later)


def _offerings(draw: st.DrawFn, solution: LearningSolution) -> list[Offering]:
    if not solution.needs_offering and draw(st.booleans()):
        return []
    found = []
    for n in range(draw(st.integers(1, 3))):
        starts = date(YEAR, 1, 4) + timedelta(days=draw(st.integers(-20, 350)))
        ends = starts + timedelta(days=7 * solution.weeks - 3)
        found.append(
            Offering(f"{solution.code}-{n}", solution.code, starts, ends, draw(st.integers(0, 3)), "Jakarta")
        )
    return found


@st.composite
def _person(draw: st.DrawFn, number: int) -> Person:
    return Person(
        nip=f"{draw(st.integers(1965, 2001))}0101201501{draw(st.integers(1, 2))}{number:03}",
        name=f"Person {number}",
        unit=draw(st.sampled_from(["U0", "U1"])),
        job=draw(st.sampled_from(["J0", "J1"])),
        status=draw(st.sampled_from([Status.PNS, Status.PNS, Status.PPPK])),
        target_job=draw(st.sampled_from([None, "J1"])),
        performance=draw(st.sampled_from([None, *Performance])),
        potential=draw(st.sampled_from([None, *Potential])),
        scarce_skill=draw(st.booleans()),
    )


@st.composite
def _assessment(draw: st.DrawFn, nip: str, competency: str) -> Assessment:
    return Assessment(
        nip,
        competency,
        draw(st.integers(0, 5)),
        draw(st.sampled_from(Source)),
        DAY - timedelta(days=draw(st.integers(1, 1500))),
        verified=draw(st.booleans()),
    )


@st.composite
def _participation(draw: st.DrawFn, nip: str, solution: str) -> Participation:
    ended = DAY - timedelta(days=draw(st.integers(1, 700)))
    return Participation(nip, solution, ended - timedelta(days=20), ended, draw(st.booleans()))
