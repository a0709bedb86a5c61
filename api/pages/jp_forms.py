"""The form of an activity: what was typed, what is wrong with it, and the activity itself."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ValidationError

from api.i18n import Translator
from api.jp_views import ActivityIn, EntryOut
from catalog import ledger
from catalog.ledger import Zone
from planner.activities import Activity
from planner.activities.refused import RefusedHours

_Text = str


class Typed(BaseModel):
    """The fields as they were typed."""

    form: _Text = ""
    title: _Text = ""
    starts: _Text = ""
    ends: _Text = ""
    zone: _Text = "WIB"
    part: _Text = "participant"
    abroad: _Text = ""
    hours: _Text = ""
    sessions: _Text = "1"
    programme_jp: _Text = ""
    length_hours: _Text = ""
    meeting: _Text = ""
    organiser: _Text = ""
    solution: _Text = ""
    lived: _Text = ""
    reason: _Text = ""


FAULTS = {
    "form": "Choose a form.",
    "title": "Give the activity a name.",
    "starts": "Give the day and time of the start.",
    "ends": "Give the day and time of the end.",
    "hours": "Give the hours, more than 0.",
    "sessions": "Give the meetings or days, at least 1.",
    "programme_jp": "Give a number above 0, or leave it empty.",
    "length_hours": "Give a number above 0, or leave it empty.",
}
TOO_FAR = "Start and end lie between 2019 and 2100, at most three years apart."


def read(typed: Typed, nip: str, t: Translator) -> tuple[ledger.Activity | None, Mapping[str, str]]:
    """Return the activity, or what is wrong by field."""
    fields = {name: value.strip() for name, value in typed.model_dump(exclude={"reason"}).items()}
    given = {name: value for name, value in fields.items() if value}
    for name in ("hours", "programme_jp", "length_hours"):
        if name in given:
            given[name] = given[name].replace(",", ".")
    try:
        return ActivityIn.model_validate({"form": "", **given, "abroad": bool(fields["abroad"])}).activity(
            nip
        ), {}
    except ValidationError as error:
        found = {str(one["loc"][0]) if one["loc"] else "ends" for one in error.errors()}
        return None, {name: t(FAULTS.get(name, TOO_FAR)) for name in fields if name in found}


def proposed(lived: Activity, hours: RefusedHours, title: str, zone: Zone) -> Typed:
    """Fill the form with hours of a passed activity that the ledger did not take."""
    return Typed(
        form=lived.form,
        title=title,
        starts=f"{hours.first}T08:00",
        ends=f"{hours.last}T16:00",
        zone=zone.value,
        hours=f"{hours.hours:g}",
        sessions=str(hours.sessions),
        programme_jp="" if hours.programme_jp is None else f"{hours.programme_jp:g}",
        solution=lived.solution,
        lived=str(lived.id),
    )


def copied(entry: EntryOut) -> Typed:
    """Fill the form with a row of the ledger, to be corrected."""
    return Typed(
        form=entry.form,
        title=entry.title,
        starts=entry.starts.strftime("%Y-%m-%dT%H:%M"),
        ends=entry.ends.strftime("%Y-%m-%dT%H:%M"),
        zone=entry.zone.value,
        part=entry.part.value,
        abroad="1" if entry.abroad else "",
        hours=f"{entry.hours:g}",
        sessions=str(entry.sessions),
        meeting=entry.meeting.value if entry.meeting else "",
        organiser=entry.organiser,
    )
