"""The book of rules: every dated value in force on a day, with its article and how certain that is."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.i18n import Translator
from api.lists import After, Format, Limit, file_answer, next_link, page_of
from api.schemas import ListOf
from planner.access import Capability
from planner.rulebook import Entry, plain, rulebook

router = APIRouter(prefix="/rulebook", tags=["catalogue"])


class RuleOut(BaseModel):
    """A parameter's value from ``since`` until the day before ``until``; ``certainty`` tells how its source is known."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "jp.pns_min_per_year",
                    "title": "JP paling sedikit setahun bagi PNS",
                    "unit": "JP",
                    "value": 20,
                    "since": "2017-04-07",
                    "until": None,
                    "reference": "PP 11/2017 art. 203(4)",
                    "certainty": "A2",
                    "note": "",
                }
            ]
        }
    )
    name: str
    title: str
    unit: str
    value: Any
    since: date
    until: date | None
    reference: str
    certainty: str
    note: str


@router.get("", response_model=ListOf[RuleOut])
def list_rules(
    who: Annotated[SignedIn, requires(Capability.CATALOGUE_VIEW)],
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    day: Annotated[date | None, Query(description="The day asked about; today without it.")] = None,
    text: Annotated[str, Query(max_length=100, description="Part of the name, title, article or note.")] = "",
    after: After = None,
    limit: Limit = 50,
    format: Format = "json",
) -> ListOf[RuleOut] | Response:
    """List the values in force on a day, by name."""
    entries = rulebook(system.parameters, day or system.clock.today())
    found = [entry for entry in entries if entry.holds(text)]
    if format != "json":
        rows = [_out(entry, t) for entry in found]
        return file_answer(rows, format, t("Rules"), t, who, system.clock.now())
    page = page_of(found, lambda entry: entry.name, after, limit)
    return ListOf(items=[_out(entry, t) for entry in page.rows], next=next_link(request, page.next))


def _out(entry: Entry, t: Translator) -> RuleOut:
    dated, title = entry.dated, entry.parameter.title
    return RuleOut(
        name=entry.name,
        title=title.get(t.locale) or title["id"],
        unit=entry.parameter.unit,
        value=plain(dated.value),
        since=dated.since,
        until=entry.until,
        reference=dated.citation.reference,
        certainty=dated.citation.certainty,
        note=dated.note,
    )
