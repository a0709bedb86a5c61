"""The learning catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.lists import page_of
from api.pages.names import Names
from api.pages.render import excel, page
from api.pages.sheets_agency import catalogue_sheet
from api.pages.words import BUCKET_NAMES
from api.worlds import Known
from catalog.solutions import Bucket, LearningSolution, Offering
from planner.access import Capability
from planner.never_planned import never_planned

router = APIRouter()
ROWS = 60
_Text = Annotated[str, Query(max_length=400)]
_BUCKETS = tuple(Bucket)


@router.get("/catalogue")
def show_catalogue(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Annotated[SignedIn, requires(Capability.CATALOGUE_VIEW)],
    q: _Text = "",
    bucket: _Text = "",
    form: _Text = "",
    competency: _Text = "",
    after: _Text = "",
    format: _Text = "",
) -> Response:
    """List what one can do to learn, with levels, cost and the next batch."""
    known = system.worlds.current()
    names = Names(known, t)
    with system.open(write=False) as uow:
        taken = uow.seats.taken()
    found = [
        solution
        for solution in sorted(known.agency.solutions, key=lambda one: one.code)
        if _fits(known, solution, t.name(solution), q, bucket, form, competency)
    ]
    if format == "xlsx":
        facts = {
            t("Name"): q,
            t("Model"): bucket,
            t("Form"): names.form(form),
            t("Competency"): names.competency(competency),
        }
        return excel(
            request, catalogue_sheet([_line(known, one, names, taken) for one in found], names, facts), who
        )
    never = dict(never_planned(known.agency, known.world.forms, known.world.parameters["mix.scheme"]))
    rows = page_of(found, lambda one: one.code, after, ROWS)
    return page(
        request,
        "catalogue.html",
        rows=[_line(known, one, names, taken) for one in rows.rows],
        never={code: names.say(mend) for code, mend in never.items()},
        next=rows.next,
        total=len(found),
        bucket_options=[(key.value, f"{key} · {t(name)}") for key, name in BUCKET_NAMES.items()],
        form_options=sorted(
            ((key, names.form(key)) for key in {one.form for one in known.agency.solutions}),
            key=lambda o: o[1],
        ),
        competency_options=sorted(
            ((one.code, t.name(one)) for one in known.agency.competencies), key=lambda o: o[1]
        ),
    )


def bucket_of(known: Known, solution: LearningSolution) -> str:
    """Return the model that a solution stands in under the scheme in force; empty where it stands in none."""
    place = int(known.world.table.bucket[known.world.table.index[solution.code]])
    return _BUCKETS[place].value if place >= 0 else ""


def _fits(
    known: Known, solution: LearningSolution, name: str, q: str, bucket: str, form: str, competency: str
) -> bool:
    lifts = known.world.lifts_of.get(solution.code, ())
    return (
        q.strip().casefold() in f"{name} {solution.code}".casefold()
        and bucket in ("", bucket_of(known, solution))
        and form in ("", solution.form)
        and (not competency or any(lift.competency == competency for lift in lifts))
    )


def _line(
    known: Known, solution: LearningSolution, names: Names, taken: Mapping[str, int]
) -> Mapping[str, object]:
    batch = _next_batch(known, solution)
    return {
        "code": solution.code,
        "name": names.t.name(solution),
        "provider": solution.provider,
        "requires": [names.solution(code) for code in known.world.requires_of.get(solution.code, ())],
        "bucket": bucket_of(known, solution),
        "form": names.form(solution.form),
        "mode": solution.mode,
        "lifts": [
            {
                "name": names.competency(lift.competency),
                "from_level": lift.from_level,
                "to_level": lift.to_level,
            }
            for lift in known.world.lifts_of.get(solution.code, ())
        ],
        "hours": solution.hours,
        "weeks": solution.weeks,
        "cost": solution.cost,
        "batch": batch,
        "seats": max(batch.seats - taken.get(batch.code, 0), 0) if batch else 0,
        "needs_offering": solution.needs_offering,
    }


def _next_batch(known: Known, solution: LearningSolution) -> Offering | None:
    coming = (
        one
        for one in known.agency.offerings
        if one.solution == solution.code and one.starts >= known.world.day
    )
    return min(coming, key=lambda one: one.starts, default=None)
