"""The demo agency's people: invented names and employee numbers on a real structure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

import numpy as np

from api.demo.data_files import demo_data
from api.demo.structure import careers, jobs
from competency_models.people import Performance, Person, Potential, Status

HEADS_START = {"jpt_madya": 1966, "jpt_pratama": 1969, "administrator": 1972}


def people(count: int, seed: int) -> tuple[Person, ...]:
    """Return ``count`` people, heads of units first in their units; the same for the same seed.

    Raises:
        ValueError: ``count`` is less than the number of units, so that some unit would have no head.

    """
    places = _places(count)
    rng = np.random.default_rng([seed, 1])
    grade = {job.code: job.job_class for job in jobs()}
    heads: dict[str, str] = {}
    parents = {code: parent for code, _, parent, _ in demo_data("structure")["units"]}
    staff: list[Person] = []
    for serial, (unit, job) in enumerate(places):
        person = _person(rng, serial, unit, job, grade[job])
        boss = heads.get(unit) or heads.get(parents[unit] or "")
        heads.setdefault(unit, person.nip)
        staff.append(replace(person, supervisor=boss))
    return tuple(sorted(staff, key=lambda person: person.nip))


def _places(count: int) -> list[tuple[str, str]]:
    """Return (unit, job) for each person: every unit's head, then single jobs, then families by their shares."""
    data = demo_data("structure")
    places = [(code, head) for code, _, _, head in data["units"]]
    if count < len(places):
        raise ValueError(f"the demo agency has {len(places)} units and needs at least as many people")
    for job, (per_hundred, unit_codes) in data["extra"].items():
        places += [(unit_codes[i % len(unit_codes)], job) for i in range(count * per_hundred // 100)]
    places = places[:count]
    return places + _family_places(count - len(places))


def _family_places(count: int) -> list[tuple[str, str]]:
    families = demo_data("structure")["families"]
    names = list(families)
    shares = np.array([families[name]["share"] for name in names], dtype=float)
    due = np.floor(np.cumsum(shares) / shares.sum() * count).astype(int)
    sizes = np.diff(due, prepend=0)
    by_family: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, size in zip(names, sizes, strict=True):
        entry = families[name]
        codes = [name] if len(entry["classes"]) == 1 else [f"{name}_{grade}" for grade in entry["classes"]]
        # More people stand on the lower rungs: rung r is dealt out in proportion to 1 / (r + 1).
        rungs = np.repeat(np.arange(len(codes)), [12 // (rung + 1) for rung in range(len(codes))])
        by_family[name] = [
            (entry["units"][i % len(entry["units"])], codes[rungs[(i * 7) % len(rungs)]]) for i in range(size)
        ]
    return [place for name in names for place in by_family[name]]


def _person(rng: np.random.Generator, serial: int, unit: str, job: str, grade: str) -> Person:
    names = demo_data("names")
    female = bool(rng.random() < 0.45)
    given = names["female" if female else "male"]
    family = names["family"]
    name = f"{given[rng.integers(len(given))]} {family[rng.integers(len(family))]}"
    first_year = HEADS_START.get(grade, 1974)
    born = int(rng.integers(first_year, first_year + 8 if grade in HEADS_START else 2001))
    appointed = min(born + int(rng.integers(23, 30)), 2025)
    nip = (
        f"{born:04d}{rng.integers(1, 13):02d}{rng.integers(1, 29):02d}"
        f"{appointed:04d}{rng.integers(1, 13):02d}{2 if female else 1}{serial % 1000:03d}"
    )
    contract = grade not in HEADS_START and grade != "pengawas" and bool(rng.random() < 0.15)
    return Person(
        nip,
        name,
        unit,
        job,
        Status.PPPK if contract else Status.PNS,
        target_job=_target(rng, job),
        performance=(Performance.BELOW, Performance.AS_EXPECTED, Performance.ABOVE)[
            rng.choice(3, p=[0.1, 0.65, 0.25])
        ],
        potential=(Potential.LOW, Potential.MIDDLE, Potential.HIGH)[rng.choice(3, p=[0.2, 0.55, 0.25])],
        scarce_skill=contract and bool(rng.random() < 0.2),
        contract_starts=date(appointed, int(nip[12:14]), 1) if contract else None,
    )


def _target(rng: np.random.Generator, job: str) -> str | None:
    onward = [move.to_job for move in careers() if move.from_job == job]
    return onward[rng.integers(len(onward))] if onward and rng.random() < 0.4 else None
