"""Why an activity cannot count: it cannot have been so, or it is in the ledger already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from catalog.jp import Per
from catalog.ledger.activity import HOUR, Activity, Meeting
from catalog.ledger.law import Law
from catalog.ledger.tariff import COMMUNITY, Tariff
from competency_models.parameters import ParametersAt

ENDS = "It ends before it begins."
NO_FORM = "There was no form “{form}” on {day}."
NO_HOURS = "Give the hours, more than 0."
NO_SESSIONS = "Give the meetings or days, at least 1."
ODD_FIGURE = "JP of the programme and length of the material are more than 0, where they are given."
TOO_MANY_HOURS = "{hours} hours do not fit into the {elapsed} hours between start and end."
TOO_MUCH_PROGRAMME = "A programme of {jp} JP takes {needed} hours; between start and end lie {elapsed}."
TOO_FAST = "The material lasts {length} hours; nobody goes through it in {hours}."
TOO_MANY_DAYS = "{sessions} days do not fit between start and end."
NOT_THE_PROGRAMMES = "This form counts the hours spent, not what a programme states for itself."
ONE_MONTH = "Only so many times a month count: enter what was held in each month by itself."
NOT_A_COMMUNITY = "Only a learning community has kinds of meeting and roles."
NO_ORGANISER = "Name the organiser: only so many meetings a month of each one count."
TWICE = "“{title}” is in the ledger already, from {day}."
SAME_TIME = "At the same time the person was at “{title}”."
NOT_OVER = "It is not over yet: it ends on {day}."
CROWDED = "Together with what is in the ledger, {hours} hours would lie within {elapsed} hours."

OBJECTIONS = (
    *(ENDS, NO_FORM, NO_HOURS, NO_SESSIONS, ODD_FIGURE, TOO_MANY_HOURS, TOO_MUCH_PROGRAMME, TOO_FAST),
    *(
        TOO_MANY_DAYS,
        NOT_THE_PROGRAMMES,
        ONE_MONTH,
        NOT_A_COMMUNITY,
        NO_ORGANISER,
        TWICE,
        SAME_TIME,
        NOT_OVER,
        CROWDED,
    ),
)
_SLACK = 1e-9  # hours that were divided by something do not come back whole


@dataclass(frozen=True, slots=True)
class Objection:
    """A message id with its fields."""

    msgid: str
    params: Mapping[str, object]


def objections_to(
    activity: Activity, tariff: Tariff | None, standing: Sequence[Activity], law: Law
) -> tuple[Objection, ...]:
    """Return all reasons why the activity cannot count beside what stands in the person's ledger."""
    if activity.ends <= activity.starts:
        return (Objection(ENDS, {}),)
    if tariff is None:
        return (Objection(NO_FORM, {"form": activity.form, "day": activity.days[0]}),)
    at = law.at(activity.days[0])
    found = (_figures(activity, tariff), _speed(activity, tariff, at), _shape(activity, tariff))
    own = tuple(Objection(msgid, params) for part in found for msgid, params in part)
    return own or tuple(_beside(activity, standing))


_Found = Iterable[tuple[str, Mapping[str, object]]]


def _figures(activity: Activity, tariff: Tariff) -> _Found:
    programme, length = activity.programme_jp, activity.length_hours
    lacking = programme is None and tariff.per is Per.HOUR and activity.hours == 0
    if not isfinite(activity.hours) or activity.hours < 0 or lacking:
        yield NO_HOURS, {}
    if activity.sessions < 1:
        yield NO_SESSIONS, {}
    if any(given is not None and not (isfinite(given) and given > 0) for given in (programme, length)):
        yield ODD_FIGURE, {}


def _speed(activity: Activity, tariff: Tariff, at: ParametersAt) -> _Found:
    hours, elapsed = activity.hours, round(activity.elapsed, 2)
    if hours > activity.elapsed + _SLACK:
        yield TOO_MANY_HOURS, {"hours": hours, "elapsed": elapsed}
    needed = (activity.programme_jp or 0) * at["ledger.minutes_per_programme_jp"] / 60
    if needed > activity.elapsed + _SLACK:
        yield TOO_MUCH_PROGRAMME, {"jp": activity.programme_jp, "needed": needed, "elapsed": elapsed}
    length = activity.length_hours or 0
    if hours < length * at["ledger.pace_min"] - _SLACK:
        yield TOO_FAST, {"length": length, "hours": hours}
    if tariff.per is Per.DAY and activity.sessions > len(activity.days):
        yield TOO_MANY_DAYS, {"sessions": activity.sessions}


def _shape(activity: Activity, tariff: Tariff) -> _Found:
    if activity.programme_jp is not None and (tariff.per is not Per.HOUR or tariff.day is not None):
        yield NOT_THE_PROGRAMMES, {}
    first, last = activity.days[0], activity.days[-1]
    if tariff.month is not None and (first.year, first.month) != (last.year, last.month):
        yield ONE_MONTH, {}
    if activity.meeting is not None and activity.form != COMMUNITY:
        yield NOT_A_COMMUNITY, {}
    if activity.meeting is Meeting.EXPERIENCE and not activity.organiser.strip():
        yield NO_ORGANISER, {}


def _beside(activity: Activity, standing: Sequence[Activity]) -> Iterator[Objection]:
    twice = [other for other in standing if _same(activity, other)]
    for other in twice:
        yield Objection(TWICE, {"title": other.title, "day": other.days[0]})
    if twice:
        return
    sittings = [other for other in standing if other.sitting and activity.sitting and activity.meets(other)]
    for other in sittings:
        yield Objection(SAME_TIME, {"title": other.title})
    if not sittings:
        yield from _crowding(activity, standing)


def _same(one: Activity, other: Activity) -> bool:
    """The same thing under the same name or of the same plan, at the same time; the same material at any time."""
    if one.form != other.form:
        return False
    named = one.title.strip().casefold() == other.title.strip().casefold()
    material = one.meeting is Meeting.MATERIAL is other.meeting
    planned = one.solution != "" and one.solution == other.solution
    return (named and material) or ((named or planned) and one.meets(other))


def _crowding(activity: Activity, standing: Sequence[Activity]) -> Iterator[Objection]:
    """Within no stretch of time may lie more hours than it has: then all could have been done, one after another."""
    everything = sorted((*standing, activity), key=lambda one: one.ends)
    for start in sorted({one.starts for one in everything if one.starts <= activity.starts}, reverse=True):
        hours = 0.0
        for one in everything:
            hours += one.hours if one.starts >= start else 0.0
            elapsed = (one.ends - start) / HOUR
            if one.ends >= activity.ends and hours > elapsed + _SLACK:
                yield Objection(CROWDED, {"hours": round(hours, 2), "elapsed": round(elapsed, 2)})
                return
