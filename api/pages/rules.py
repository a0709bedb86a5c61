"""The book of rules: what is in force on a day, in which article it stands, how certain that is, and what it was before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.lists import page_of
from api.pages.citations import cite
from api.pages.names import Names
from api.pages.render import excel, page
from api.pages.sheets_rules import rules_sheet
from api.pages.words import CERTAINTY_NAMES
from api.rule_views import title_of, value_told
from competency_models.parameters import Citation, DatedValue
from planner.access import Capability
from planner.rulebook import Entry, chosen, rulebook

router = APIRouter()
ROWS = 60
_Text = Annotated[str, Query(max_length=400)]


@router.get("/rules")
def show_rules(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Annotated[SignedIn, requires(Capability.CATALOGUE_VIEW)],
    q: _Text = "",
    form: _Text = "",
    certainty: _Text = "",
    day: _Text = "",
    after: _Text = "",
    format: _Text = "",
) -> Response:
    """List every rule in force on a day."""
    on = _day(day) or system.clock.today()
    names, book = Names(system.worlds.current(), t), rulebook(system.parameters, on)
    found = chosen(book, q, form, certainty)
    if format == "xlsx":
        facts = {t("Day"): t.date(on), t("Text"): q, t("Form"): names.form(form), t("Certainty"): certainty}
        return excel(request, rules_sheet([_line(one, names) for one in found], t, facts), who)
    rows = page_of(found, lambda entry: entry.name, after, ROWS)
    forms = {entry.form for entry in book if entry.form}
    return page(
        request,
        "rules.html",
        rows=[_line(one, names) for one in rows.rows],
        next=rows.next,
        total=len(found),
        on=on,
        form_options=sorted(((key, names.form(key)) for key in forms), key=lambda option: option[1]),
        certainty_options=[(key, t(name)) for key, name in CERTAINTY_NAMES.items()],
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _line(entry: Entry, names: Names) -> Mapping[str, object]:
    parameter, dated, t = entry.parameter, entry.dated, names.t
    return {
        "name": entry.name,
        "title": title_of(parameter, t),
        "form": names.form(entry.form) if entry.form else "",
        "unit": t(parameter.unit),
        "until": entry.until,
        "readings": [_told(one.value, one.citation, one.note, names) for one in dated.readings],
        "history": [_dated(one, names) for one in reversed(parameter.values)],
        **_dated(dated, names),
    }


def _dated(dated: DatedValue, names: Names) -> Mapping[str, object]:
    return {"since": dated.since, **_told(dated.value, dated.citation, dated.note, names)}


def _told(value: object, citation: Citation, note: str, names: Names) -> Mapping[str, object]:
    return {
        "value": value_told(value, names.t),
        "reference": cite(citation.reference, names.t),
        "certainty_told": names.t(CERTAINTY_NAMES[citation.certainty]),
        "note": names.t(note),
    }
