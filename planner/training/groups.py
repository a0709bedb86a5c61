"""Groups of people that no model may harm: they are for audits only, and never features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from competency_models.generations import generation_of, generations
from competency_models.parameters import ParametersAt
from competency_models.people import OrgUnit, Person
from planner.gap_map import subtree
from planner.problem import Bools

SEX_DIGIT = 14
"""Where a NIP tells the sex, counted from 0."""
SEXES: Mapping[str, str] = {"1": "men", "2": "women"}
"""What the digit says."""


class GroupKind(StrEnum):
    """By what people are grouped. A grade is the class of the job held (ahli muda, pengawas …)."""

    UNIT = "unit"
    GENERATION = "generation"
    SEX = "sex"
    STATUS = "status"
    GRADE = "grade"


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """``G`` groups of ``P`` people: kind, key and name of each, and ``members`` (G, P). Groups of units overlap."""

    kinds: tuple[GroupKind, ...]
    keys: tuple[str, ...]
    names: tuple[str, ...]
    members: Bools

    def __len__(self) -> int:
        """How many groups."""
        return len(self.keys)

    @classmethod
    def of(
        cls,
        people: Sequence[Person],
        units: Sequence[OrgUnit],
        job_class: Mapping[str, str],
        parameters: ParametersAt,
    ) -> Groups:
        """All groups of the people (P,): each unit with those below it, and everybody by each other kind.

        A group that holds everybody or nobody is none. Whose sex the NIP does not tell is in no group of sex.
        """
        names = {band.key: band.name for band in generations(parameters)}
        born = {year: generation_of(year, parameters).key for year in {one.birth_year for one in people}}
        own = {
            GroupKind.GENERATION: [born[one.birth_year] for one in people],
            GroupKind.SEX: [SEXES.get(one.nip[SEX_DIGIT : SEX_DIGIT + 1], "") for one in people],
            GroupKind.STATUS: [one.status.value for one in people],
            GroupKind.GRADE: [job_class.get(one.job, "") for one in people],
        }
        rows = [(GroupKind.UNIT, unit.code, unit.name) for unit in units]
        parts = [_of_units(people, units)]
        for kind, keys in own.items():
            present = sorted(set(keys) - {""})
            rows += [(kind, key, names.get(key, key)) for key in present]
            parts.append(np.array(present, dtype=object)[:, None] == np.array(keys, dtype=object)[None, :])
        members = np.vstack(parts).astype(np.bool_)
        some = np.flatnonzero(members.any(axis=1) & ~members.all(axis=1)).tolist()
        kinds, codes, told = zip(*(rows[row] for row in some), strict=True) if some else ((), (), ())
        return cls(kinds, codes, told, members[some])


def _of_units(people: Sequence[Person], units: Sequence[OrgUnit]) -> Bools:
    place = {unit.code: row for row, unit in enumerate(units)}
    own = np.array([place[person.unit] for person in people], dtype=np.int64)
    return subtree(units)[:, own]
