"""Made agencies: any that keeps the rules, with text that tempts a spreadsheet."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from catalog.budgets import Budget
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
from competency_models.frameworks import national_competencies
from competency_models.people import Assessment, OrgUnit, Performance, Person, Potential, Source, Status
from planner.agency import Agency
from tests.planner.agency_data import FORMS, JOB_CLASSES

TEMPTING = (
    "=1+1",
    "+62",
    "-Pusat",
    "@SUM(A1)",
    "'quoted",
    "''=",
    "a,b;c",
    'the "x"',
    "0012",
    "1e5",
    "TRUE",
    "2027-01-01",
)

printable = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zs", "Zl", "Zp", "Co", "Cn"))
codes = st.one_of(st.text(printable, min_size=1, max_size=12), st.sampled_from(TEMPTING))
words = (
    st.one_of(
        st.text(st.one_of(printable, st.sampled_from(" \n\t\u00a0")), min_size=1, max_size=30),
        st.sampled_from(TEMPTING),
    )
    .map(str.strip)
    .filter(bool)
)
maybe_words = st.one_of(st.just(""), words)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
numbers = st.one_of(
    st.integers(1, 100).map(float),
    st.floats(0.001, 99).map(lambda value: float(f"{value:.12g}")),
    st.just(1.125),
)
nips = st.builds(
    lambda born, rest: f"{born:%Y%m%d}{rest:010d}",
    st.dates(date(1950, 1, 1), date(2005, 12, 31)),
    st.integers(1, 10**9),
).filter(lambda nip: not nip.endswith("000"))


def some(values: Any, most: int = 4) -> Any:
    return st.lists(values, max_size=most, unique=True)


@st.composite
def agencies(draw: st.DrawFn) -> Agency:
    """Make an agency that keeps every rule; tuples are sorted by their key, the national nine are in."""
    units = draw(st.lists(codes, min_size=1, max_size=4, unique=True))
    jobs = draw(st.lists(codes, min_size=1, max_size=4, unique=True))
    solutions = draw(some(codes))
    people = draw(st.lists(nips, min_size=1, max_size=5, unique=True))
    national = {one.code: one for one in national_competencies()}
    own = {code: draw(competencies(code)) for code in draw(some(codes))}
    known = sorted({**national, **own})
    offered = [
        Offering(code, draw(st.sampled_from(solutions)), *sorted((draw(days), draw(days))), draw(st.integers(1, 50)),
                 draw(maybe_words), draw(st.none() | st.integers(0, 10**9)))
        for code in (draw(some(codes)) if solutions else ())
    ]  # fmt: skip
    return Agency(
        units=ordered([OrgUnit(code, draw(words), units[place - 1] if place else None) for place, code in enumerate(units)]),
        competencies=ordered(list({**national, **own}.values())),
        jobs=ordered([draw(jobs_of(code)) for code in jobs]),
        standards=ordered(
            [JobStandard(job, code, draw(st.integers(1, 5)), draw(numbers))
             for job in jobs for code in known[: 1 + draw(st.integers(0, 3))]]
        ),
        careers=ordered([CareerMove(jobs[place - 1], job) for place, job in enumerate(jobs) if place]),
        people=ordered([draw(people_of(nip, units, jobs, [other for other in people if other != nip])) for nip in people]),
        assessments=ordered([draw(assessments_of(nip, known)) for nip in people]),
        solutions=ordered([draw(solutions_of(code, {one.solution for one in offered})) for code in solutions]),
        lifts=ordered(
            [Lift(code, draw(st.sampled_from(known)), *sorted(draw(some(st.integers(0, 5), 2).filter(lambda x: len(x) == 2))))
             for code in solutions]
        ),
        prerequisites=ordered([Prerequisite(code, solutions[place - 1]) for place, code in enumerate(solutions) if place]),
        offerings=ordered(offered),
        participations=ordered(
            [Participation(nip, draw(st.sampled_from(solutions)), *sorted((draw(days), draw(days))), draw(st.booleans()),
                           draw(st.sampled_from(["", *known])), draw(levels), draw(levels), draw(st.booleans()))
             for nip in (people if solutions else ())]
        ),
        budgets=ordered(
            [Budget(unit, year, draw(st.integers(0, 10**15))) for unit in units
             for year in draw(some(st.integers(2000, 2100), 2))]
        ),
    )  # fmt: skip


levels = st.none() | st.integers(0, 5)


def ordered(rows: list[Any]) -> tuple[Any, ...]:
    def key(row: Any) -> tuple[Any, ...]:
        names = {
            JobStandard: ("job", "competency"), CareerMove: ("from_job", "to_job"), Person: ("nip",),
            Assessment: ("nip", "competency", "source", "assessed_on"), Lift: ("solution", "competency", "from_level"),
            Prerequisite: ("solution", "requires"), Participation: ("nip", "solution", "started", "competency"),
            Budget: ("unit", "year"),
        }  # fmt: skip
        return tuple(getattr(row, name) for name in names.get(type(row), ("code",)))

    return tuple(sorted(rows, key=key))


def competencies(code: str) -> st.SearchStrategy[Competency]:
    described = st.dictionaries(st.integers(1, 5), words).map(MappingProxyType)
    return st.builds(
        Competency, st.just(code), words, st.sampled_from(CompetencyKind), maybe_words, described, maybe_words,
        st.sampled_from(["", "D", "A2"]),
    )  # fmt: skip


def jobs_of(code: str) -> st.SearchStrategy[Job]:
    return st.builds(
        Job, st.just(code), words, st.sampled_from(JOB_CLASSES), maybe_words, maybe_words, st.booleans()
    )


def people_of(nip: str, units: list[str], jobs: list[str], others: list[str]) -> st.SearchStrategy[Person]:
    return st.builds(
        Person, st.just(nip), words, st.sampled_from(units), st.sampled_from(jobs), st.sampled_from(Status),
        st.sampled_from([None, *others]), st.sampled_from([None, *jobs]), st.none() | st.sampled_from(Performance),
        st.none() | st.sampled_from(Potential), st.booleans(),
    )  # fmt: skip


@st.composite
def assessments_of(draw: st.DrawFn, nip: str, known: list[str]) -> Assessment:
    on, expires = sorted((draw(days), draw(days)))
    return Assessment(
        nip, draw(st.sampled_from(known)), draw(st.integers(0, 5)), draw(st.sampled_from(Source)), on,
        draw(st.sampled_from([0.0, 0.25, 0.9, 1.0])), draw(st.sampled_from([None, expires])), draw(st.booleans()),
    )  # fmt: skip


def solutions_of(code: str, offered: set[str]) -> st.SearchStrategy[LearningSolution]:
    return st.builds(
        LearningSolution, st.just(code), words, st.sampled_from(FORMS), numbers, st.integers(1, 52), st.integers(1, 40),
        st.integers(0, 10**9), st.sampled_from(Mode), st.none() | st.sampled_from(Bucket), maybe_words, maybe_words,
        st.booleans() if code in offered else st.just(False),
    )  # fmt: skip
