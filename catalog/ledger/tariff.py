"""By which rule an activity counts, and up to which daily and monthly limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

from catalog.forms import Form
from catalog.jp import DaysBy, Per
from catalog.ledger.activity import Activity, Meeting
from catalog.ledger.law import Law
from competency_models.parameters import Citation, ParametersAt

COMMUNITY = "komunitas_belajar"
"""The form whose meetings have kinds and roles of their own."""


@dataclass(frozen=True, slots=True)
class Limit:
    """JP a day or times a month, shared by all that has the same ``group``."""

    amount: float
    group: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Tariff:
    """``jp`` for each ``per``, by the parameter ``name``; None where no source gives a figure.

    ``working_days`` is how many days from Monday on count; None where every day does.
    """

    name: str
    citation: Citation
    per: Per
    jp: float | None
    day: Limit | None = None
    month: Limit | None = None
    days_by: DaysBy = DaysBy.SESSIONS
    working_days: int | None = None

    def counted_days(self, days: Sequence[date], sessions: int) -> Sequence[date]:
        """Return the days over which hours are spread: working days, sessions, or all where nothing is limited."""
        if self.day is None:
            return days
        if self.days_by is DaysBy.SESSIONS:
            return days[:sessions]
        week = self.working_days or 0
        return tuple(day for day in days if day.weekday() < week) or days


def tariff_of(activity: Activity, law: Law) -> Tariff | None:
    """Return the tariff on the activity's first day; None where its form did not exist then."""
    form = law.form(activity.form, activity.days[0])
    if form is None:
        return None
    at = law.at(activity.days[0])
    if activity.meeting is not None and f"community.{activity.meeting}.jp" in at.names():
        return _meeting_tariff(activity, activity.meeting, form, at)
    return _form_tariff(activity, form)


def _form_tariff(activity: Activity, form: Form) -> Tariff:
    own = form.conversion
    if own is None:
        return Tariff(f"form.{form.key}.definition", form.citations["definition"], Per.ACTIVITY, None)
    field = "jp_abroad" if activity.abroad and own.jp_abroad is not None else "jp"
    jp = own.jp_abroad if activity.abroad else own.jp
    by_day = own.per is Per.DAY and jp is not None
    return Tariff(
        name=f"form.{form.key}.{field}",
        citation=form.citations[field],
        per=own.per,
        jp=jp,
        day=Limit(jp or 0, form.key, form.citations[field]) if by_day else _day_limit(form),
        month=_month_limit(form),
        days_by=own.days_by,
        working_days=own.working_days if own.days_by is DaysBy.WORKING_DAYS else None,
    )


def _meeting_tariff(activity: Activity, meeting: Meeting, form: Form, at: ParametersAt) -> Tariff:
    """The circular's own figures by role; they say nothing of meetings abroad."""
    name = f"community.{meeting}.jp"
    figure = None if activity.abroad else at[name].get(activity.part)
    bound = activity.part in at["community.day_limit_binds"]
    return Tariff(
        name=name,
        citation=at.citation(name),
        per=Per.SESSION,
        jp=None if figure is None else float(figure),
        day=_day_limit(form) if bound else None,
        month=_meeting_month_limit(activity, meeting, at),
    )


def _meeting_month_limit(activity: Activity, meeting: Meeting, at: ParametersAt) -> Limit | None:
    name = f"community.{meeting}.month_max"
    if name not in at.names():
        return None
    own = at[name]
    shared = activity.organiser.strip().casefold() if own["per"] == "organiser" else ""
    return Limit(float(own["times"]), f"{activity.form}/{meeting}/{shared}", at.citation(name))


def _day_limit(form: Form) -> Limit | None:
    own = form.conversion
    if own is None:
        return None
    if isfinite(own.day_max):
        return Limit(own.day_max, form.key, form.citations["jp_per_day_max"])
    return None


def _month_limit(form: Form) -> Limit | None:
    if form.month_cap is None:
        return None
    return Limit(form.month_cap, form.key, form.citations["sessions_per_month_max"])
