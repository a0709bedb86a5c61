"""A plan as a calendar file (RFC 5545): a whole-day event for each item, another for each of its deadlines.

Days carry no time zone: the first of March is the first of March in WIB, WITA and WIT.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from api.documents.blocks import named
from api.documents.values import LANGUAGE, plain
from api.worlds import Known
from catalog.activity_stages import Doer
from planner.activities import Activity, Phase, Task
from planner.journey import Item, Journey, State

_NO_SITE = "corpu-planner.invalid"
_GONE = frozenset({State.DECLINED, State.WITHDRAWN})
_HOLDS = frozenset({State.APPROVED, State.ACTIVE, State.COMPLETED})


def journey_calendar(
    known: Known, journey: Journey, activities: Iterable[Activity], site: str, now: datetime
) -> bytes:
    """Make the calendar of a plan; with every change of the plan its events follow by their ``UID`` and ``SEQUENCE``.

    ``site`` is our own address, "" where none is set. Of the tasks only the employee's own are deadlines here.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Corpu Planner//ID")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Rencana pembelajaran {journey.year}")
    made = journey.changed_at or now
    host = urlsplit(site).hostname or _NO_SITE
    for item in journey.items:
        calendar.add_component(_item(known, journey, item, site, host, made))
    for activity in activities:
        for task in (one for one in activity.tasks if one.stage.doer is Doer.EMPLOYEE):
            calendar.add_component(_deadline(known, activity, task, site, host))
    return bytes(calendar.to_ical())


def _item(known: Known, journey: Journey, item: Item, site: str, host: str, made: datetime) -> Event:
    event = _whole_days(_text(named(known.solutions, item.solution)), item.starts, item.ends)
    event.add("uid", f"journey-{journey.id}-{item.solution}@{host}")
    event.add("dtstamp", made)
    event.add("sequence", journey.version)
    event.add(
        "status",
        "CANCELLED" if journey.state in _GONE else "CONFIRMED" if journey.state in _HOLDS else "TENTATIVE",
    )
    form = named(known.world.forms, item.form)
    event.add(
        "description", f"{form}, {LANGUAGE.number(item.hours, 1)} jam, {LANGUAGE.number(item.jp, 1)} JP"
    )
    event.add("categories", [f"Model {item.bucket}%"])
    offering = known.offerings.get(item.offering or "")
    if offering and offering.place:
        event.add("location", _text(offering.place))
    if site:
        event.add("url", f"{site}/journeys/{journey.id}")
    return event


def _deadline(known: Known, activity: Activity, task: Task, site: str, host: str) -> Event:
    done = task.finished_at is not None
    what = f"{'Selesai' if done else 'Tenggat'}: {_text(task.stage.title.name)}"
    event = _whole_days(what, task.due, task.due)
    event.add("uid", f"task-{task.id}@{host}")
    event.add("dtstamp", activity.changed_at)
    event.add("sequence", activity.version)
    event.add("status", "CANCELLED" if activity.phase is Phase.CANCELLED else "CONFIRMED")
    event.add("description", _text(named(known.solutions, activity.solution)))
    event.add("categories", ["Tenggat"])
    if site:
        event.add("url", f"{site}/activities/{activity.id}")
    return event


def _whole_days(what: str, first: date, last: date) -> Event:
    """An event on whole days, which blocks no hours; in the file its end is the day after the last."""
    event = Event()
    event.add("summary", what)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _text(value: str) -> str:
    return str(plain(value) or "")
