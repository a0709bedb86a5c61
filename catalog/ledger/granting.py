"""Grants JP to an activity, given what the person's ledger holds; a pure function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from catalog.jp import Per
from catalog.ledger.activity import Activity
from catalog.ledger.entry import Cap, CapHit, Grant, Portion
from catalog.ledger.law import Law
from catalog.ledger.objections import Objection, objections_to
from catalog.ledger.tariff import Tariff, tariff_of
from catalog.ledger.years import year_of
from competency_models.parameters import Citation


@dataclass(frozen=True, slots=True)
class YearLimit:
    """The most JP that count for a person in a year: of the calendar, or of their contract that began on a day."""

    jp: float
    citation: Citation
    contract: date | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """An activity that cannot count, and every reason why."""

    activity: Activity
    objections: tuple[Objection, ...]


def grant(
    activity: Activity, standing: Sequence[Grant], law: Law, year_limit: YearLimit | None = None
) -> Grant | Refused:
    """Grant what the activity counts for beside the grants that stand in the same person's ledger."""
    tariff = tariff_of(activity, law)
    others = [own.activity for own in standing]
    objections = objections_to(activity, tariff, others, law)
    if objections or tariff is None:
        return Refused(activity, objections)
    claimed = _claimed(activity, tariff)
    made = Grant(
        activity,
        claimed,
        known=tariff.jp is not None,
        rule=tariff.name,
        citation=tariff.citation,
        month_group=tariff.month.group if tariff.month else "",
        day_group=tariff.day.group if tariff.day else "",
    )
    used = _Used(year_limit.contract if year_limit else None)
    for own in standing:
        for portion in own.portions:
            used.add(own, portion)
    return _capped(made, tariff, used, year_limit)


def settle(
    activities: Iterable[Activity], law: Law, year_limit: YearLimit | None = None
) -> tuple[Grant | Refused, ...]:
    """Grant one person's activities in order of time, each beside those before it."""
    granted: list[Grant] = []
    answers: list[Grant | Refused] = []
    for activity in sorted(activities, key=lambda one: (one.starts, one.ends, one.form, one.title)):
        answer = grant(activity, granted, law, year_limit)
        answers.append(answer)
        if isinstance(answer, Grant):
            granted.append(answer)
    return tuple(answers)


@dataclass(slots=True)
class _Used:
    """What the ledger has counted already against each limit."""

    contract: date | None
    month: dict[tuple[str, int, int], float] = field(default_factory=lambda: defaultdict(float))
    day: dict[tuple[str, date], float] = field(default_factory=lambda: defaultdict(float))
    year: dict[int, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, own: Grant, portion: Portion) -> None:
        day = portion.day
        self.month[own.month_group, day.year, day.month] += portion.times
        self.day[own.day_group, day] += portion.jp
        self.year[year_of(day, self.contract)] += portion.jp


def _claimed(activity: Activity, tariff: Tariff) -> tuple[Portion, ...]:
    """What it would count for without limits, by day."""
    jp, days = tariff.jp or 0.0, activity.days
    if tariff.per is Per.ACTIVITY:
        return (Portion(days[-1], round(jp, 2)),)
    if tariff.per is Per.HOUR:
        stated = activity.hours if activity.programme_jp is None else activity.programme_jp
        return _spread(stated * jp, tariff.counted_days(days, activity.sessions))
    return tuple(Portion(days[count % len(days)], round(jp, 2), 1.0) for count in range(activity.sessions))


def _spread(jp: float, days: Sequence[date]) -> tuple[Portion, ...]:
    """Spread JP evenly; hundredths that do not divide go to the first days."""
    each, rest = divmod(round(jp * 100), len(days))
    return tuple(Portion(day, (each + (place < rest)) / 100) for place, day in enumerate(days))


def _capped(made: Grant, tariff: Tariff, used: _Used, year_limit: YearLimit | None) -> Grant:
    hits: dict[Cap, CapHit] = {}
    if tariff.per is Per.ACTIVITY and made.activity.sessions > 1:
        hits[Cap.ACTIVITY] = CapHit(Cap.ACTIVITY, tariff.jp or 0.0, tariff.citation)
    counted = []
    for portion in made.portions:
        for cap, left, limit, citation in _room(portion, tariff, used, year_limit):
            measured = portion.times if cap is Cap.MONTH else portion.jp
            if measured > left:
                portion = _cut(portion, cap, left)
                hits[cap] = CapHit(cap, limit, citation)
        counted.append(portion)
        used.add(made, portion)
    return replace(made, portions=tuple(counted), caps=tuple(hits.values()))


def _room(
    portion: Portion, tariff: Tariff, used: _Used, year_limit: YearLimit | None
) -> Iterable[tuple[Cap, float, float, Citation]]:
    """The limits that hold for a portion, each with what is left of it."""
    day = portion.day
    if tariff.month is not None:
        own = tariff.month
        spent = used.month[own.group, day.year, day.month]
        yield Cap.MONTH, max(0.0, own.amount - spent), own.amount, own.citation
    if tariff.day is not None:
        own = tariff.day
        left = round(own.amount - used.day[own.group, day], 2)
        yield Cap.DAY, max(0.0, left), own.amount, own.citation
    if year_limit is not None:
        left = round(year_limit.jp - used.year[year_of(day, year_limit.contract)], 2)
        yield Cap.YEAR, max(0.0, left), year_limit.jp, year_limit.citation


def _cut(portion: Portion, cap: Cap, left: float) -> Portion:
    if cap is not Cap.MONTH:
        return replace(portion, jp=left)
    # A part of a meeting counts for nothing.
    return Portion(portion.day, 0.0, 0.0)
