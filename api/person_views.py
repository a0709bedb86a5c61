"""A person's gaps and their way to another job, as answers."""

from __future__ import annotations

from datetime import date
from math import isnan
from typing import Literal

from pydantic import BaseModel, Field

from api.i18n import Translator
from api.schemas import PersonOut, person_out
from api.worlds import Known
from competency_models.gaps import EvidenceState, Gap, job_match, match_band
from competency_models.people import Person, Source
from planner.access import Actor
from planner.journey import Consideration


class GapOut(BaseModel):
    """A required competency: level required, level proven on the day, and the evidence that decided it.

    Only ``valid`` evidence proves anything; ``expired`` and ``unverified`` evidence is shown and counts as none.
    """

    competency: str
    name: str
    required: int
    proven: int
    gap: int
    weight: float
    state: Literal["none", "valid", "expired", "unverified"]
    closed_by: list[str] = Field(
        description="Learning solutions that lead to the level above the one proven."
    )
    level: int | None = None
    source: Source | None = None
    assessed_on: date | None = None
    confidence: float | None = None


class GapsOut(BaseModel):
    """A person's gaps on a day against one job; ``match`` is the job-person match in percent, with its band."""

    person: PersonOut
    job: str | None
    day: date
    match: float | None
    band: str | None
    weighted_gap: float
    gaps: list[GapOut]


class RiseOut(BaseModel):
    """Levels of a competency to gain for a move."""

    competency: str
    from_level: int
    to_level: int
    weight: float
    closed_by: list[str] = Field(description="Learning solutions that lead to the first of these levels.")


class MoveOut(BaseModel):
    """One career move and the levels to gain for it."""

    from_job: str
    to_job: str
    rises: list[RiseOut]


class UpskillingOut(BaseModel):
    """The shortest way from one job to another; ``jobs`` is empty where no career moves lead there."""

    from_job: str
    to_job: str
    jobs: list[str]
    levels: int
    moves: list[MoveOut]


def gaps_out(
    known: Known, actor: Actor, person: Person, job: Literal["held", "target"], t: Translator
) -> GapsOut:
    """Show a person's gaps against the job held or aimed at."""
    world = known.world
    table = world.gaps(Consideration.CAREER if job == "target" else Consideration.GAP)
    row = table.row_index[person.nip]
    match = float(job_match(table)[row])
    band = match_band(match, world.parameters, "mapping")
    return GapsOut(
        person=person_out(actor, person, known.id_of),
        job=person.job if job == "held" else person.target_job,
        day=table.day,
        match=None if isnan(match) else round(match, 1),
        band=t.name(band) if band else None,
        weighted_gap=float(table.weighted_gap[row]),
        gaps=[_gap_out(known, gap, t) for gap in table.row(person.nip)],
    )


def _gap_out(known: Known, gap: Gap, t: Translator) -> GapOut:
    out = GapOut(
        competency=gap.competency,
        name=t.name(known.competencies[gap.competency]),
        required=gap.required,
        proven=gap.proven,
        gap=gap.gap,
        weight=gap.weight,
        state=_STATES[gap.state],
        closed_by=list(known.graph.closes(gap.competency, gap.proven + 1)) if gap.gap else [],
    )
    if gap.evidence is None:
        return out
    fields = ("level", "source", "assessed_on", "confidence")
    return out.model_copy(update={name: getattr(gap.evidence, name) for name in fields})


_STATES: dict[EvidenceState, Literal["none", "valid", "expired", "unverified"]] = {
    EvidenceState.NONE: "none",
    EvidenceState.VALID: "valid",
    EvidenceState.EXPIRED: "expired",
    EvidenceState.UNVERIFIED: "unverified",
}


def upskilling_out(known: Known, from_job: str, to_job: str) -> UpskillingOut:
    """Show the shortest way between two jobs, and what closes each step. Raises KeyError for unknown jobs."""
    path = known.graph.upskilling_path(from_job, to_job)
    moves = [
        MoveOut(
            from_job=move.from_job,
            to_job=move.to_job,
            rises=[
                RiseOut(
                    competency=rise.competency,
                    from_level=rise.from_level,
                    to_level=rise.to_level,
                    weight=rise.weight,
                    closed_by=list(known.graph.closes(rise.competency, rise.from_level + 1)),
                )
                for rise in move.rises
            ],
        )
        for move in path.moves
    ]
    return UpskillingOut(
        from_job=from_job, to_job=to_job, jobs=list(path.jobs), levels=path.levels, moves=moves
    )
