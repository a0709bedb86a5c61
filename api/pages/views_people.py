"""A person's gaps as rows to show. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from api.pages.names import Names
from api.worlds import Known
from competency_models.evidence import expires_on
from competency_models.framework import CompetencyKind
from competency_models.gaps import Gap, MatchBand, job_match, match_band
from competency_models.people import Person
from competency_models.talent import TalentBox, nine_box
from planner.journey import Consideration


@dataclass(frozen=True, slots=True)
class GapRow:
    """A required competency with its name; ``valid_until`` is the last day on which its evidence proves it."""

    gap: Gap
    name: str
    kind: CompetencyKind
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person's page shows; ``target_rows`` is None without a target job."""

    rows: tuple[GapRow, ...]
    target_rows: tuple[GapRow, ...] | None
    match: float | None
    band: MatchBand | None
    box: TalentBox | None

    @property
    def short(self) -> int:
        """Levels short of the job held."""
        return sum(row.gap.gap for row in self.rows)


def profile(known: Known, person: Person, names: Names) -> Profile:
    """Gather a person's gaps, largest first, the job match and the talent box."""
    world = known.world
    held = world.gaps(Consideration.GAP)
    match = float(job_match(held)[held.row_index[person.nip]])
    known_match = match == match  # NaN: nothing is required
    target = world.gaps(Consideration.CAREER).row(person.nip) if person.target_job else None
    return Profile(
        rows=_rows(known, held.row(person.nip), names),
        target_rows=None if target is None else _rows(known, target, names),
        match=match if known_match else None,
        band=match_band(match, world.parameters, "mapping") if known_match else None,
        box=_box(known, person),
    )


def _box(known: Known, person: Person) -> TalentBox | None:
    if person.performance is None or person.potential is None:
        return None
    return nine_box(person.performance, person.potential, known.world.parameters)


def _rows(known: Known, gaps: tuple[Gap, ...], names: Names) -> tuple[GapRow, ...]:
    rows = (
        GapRow(
            gap,
            names.competency(gap.competency),
            known.competencies[gap.competency].kind,
            expires_on(gap.evidence, known.world.parameters) - timedelta(days=1) if gap.evidence else None,
        )
        for gap in gaps
    )
    return tuple(sorted(rows, key=lambda row: (-row.gap.gap, row.gap.competency)))
