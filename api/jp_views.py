"""Lesson hours as answers: an activity handed in, a person's year, a unit's totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime, model_validator

from api.worlds import Known
from catalog.ledger import Activity, Cap, CapHit, Entry, Law, Meeting, Part, Zone, days_of, standing_grants
from competency_models.people import Person
from planner.journey import Journey
from planner.quota import JpOfUnit, JpYear, contract_of, current_year, jp_year, limited, quota_citation

FIRST_YEAR = 2019
"""The forms' first values hold from this year on."""
LONGEST = timedelta(days=3 * 366)
_Hours = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]
_Text = Annotated[str, Field(max_length=300)]


class ActivityIn(BaseModel):
    """An activity that took place; ``starts`` and ``ends`` are by the clock of ``zone``."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "form": "coaching",
                    "title": "Coaching data, pertemuan 1",
                    "starts": "2027-01-02T09:00:00",
                    "ends": "2027-01-02T11:00:00",
                    "zone": "WIB",
                    "hours": 2,
                }
            ]
        },
    )
    form: _Text
    title: Annotated[str, Field(min_length=1, max_length=300, pattern=r"\S")]
    starts: NaiveDatetime
    ends: NaiveDatetime
    zone: Zone = Zone.WIB
    part: Part = Part.PARTICIPANT
    abroad: bool = False
    hours: _Hours = 0
    sessions: int = Field(1, ge=1, le=1000)
    programme_jp: _Hours | None = None
    length_hours: _Hours | None = None
    meeting: Meeting | None = None
    organiser: _Text = ""
    solution: _Text = Field("", description="Code of the learning solution that was planned.")
    lived: int | None = Field(
        None, ge=1, le=2**31 - 1, description="The passed activity of a plan that it stands for."
    )

    @model_validator(mode="after")
    def _lies_within_reach(self) -> Self:
        years = (self.starts.year, self.ends.year)
        if min(years) < FIRST_YEAR or max(years) > 2100 or self.ends - self.starts > LONGEST:
            raise ValueError("starts and ends must lie between 2019 and 2100, at most three years apart")
        return self

    def activity(self, nip: str) -> Activity:
        """Return the person's activity, its moments by the zone's clock."""
        own = self.model_dump()
        for name in ("starts", "ends"):
            own[name] = own[name].replace(tzinfo=self.zone.info)
        return Activity(nip=nip, **own)


class CapOut(BaseModel):
    """A cap that bit: JP an activity, a day or a year, times a month."""

    cap: Cap
    limit: float
    reference: str
    certainty: str


class EntryOut(BaseModel):
    """A row of the ledger. ``timed`` is false where only days are known, ``known`` where no source gives a figure.

    ``reversed`` is true where it was taken back.
    """

    id: int
    at: datetime
    by: str
    form: str
    title: str
    starts: datetime
    ends: datetime
    timed: bool
    zone: Zone
    part: Part
    abroad: bool
    hours: float
    sessions: int
    meeting: Meeting | None
    organiser: str
    jp: float
    known: bool
    rule: str
    reference: str
    certainty: str
    caps: list[CapOut]
    reverses: int | None
    reversed: bool
    reason: str


class JpOut(BaseModel):
    """A person's lesson hours of a year; ``least`` and ``most`` are null where nothing is asked or limited.

    The year runs from ``first`` to ``last``: the calendar's, or for PPPK their contract's where its first day is known.
    """

    person_id: str
    year: int
    first: date
    last: date
    by_contract: bool
    earned: float
    planned: float
    missing: float
    unknown: int
    least: float | None
    most: float | None
    met: bool | None
    reference: str
    certainty: str
    entries: list[EntryOut]


class UnitJpOut(BaseModel):
    """Lesson hours of the people of one unit in a year; ``met`` of ``people`` have earned what they need."""

    unit: str
    name: str
    people: int
    met: int
    earned: float
    planned: float
    missing: float


def entry_out(entry: Entry, taken_back: Collection[int] = ()) -> EntryOut:
    """Show a row of the ledger."""
    own, grant = entry.grant.activity, entry.grant
    plain = ("form", "title", "timed", "zone", "part", "abroad", "hours", "sessions", "meeting", "organiser")
    return EntryOut(
        id=entry.id,
        at=entry.at,
        by=entry.actor,
        starts=own.starts.astimezone(own.zone.info),
        ends=own.ends.astimezone(own.zone.info),
        **{name: getattr(own, name) for name in plain},
        jp=grant.jp,
        known=grant.known,
        rule=grant.rule,
        reference=grant.citation.reference,
        certainty=grant.citation.certainty,
        caps=caps_out(grant.caps),
        reverses=entry.reverses,
        reversed=entry.id in taken_back,
        reason=entry.reason,
    )


def caps_out(hits: Iterable[CapHit]) -> list[CapOut]:
    """Show the caps that bit."""
    return [
        CapOut(
            cap=hit.cap,
            limit=hit.limit,
            reference=hit.citation.reference,
            certainty=hit.citation.certainty,
        )
        for hit in hits
    ]


def entries_between(entries: Sequence[Entry], first: date, last: date) -> list[EntryOut]:
    """Show the rows that have one of the days, oldest first."""
    taken_back = {entry.reverses for entry in entries if entry.reverses is not None}
    return [
        entry_out(entry, taken_back)
        for entry in entries
        if entry.grant.activity.days[0] <= last and first <= entry.grant.activity.days[-1]
    ]


def reach_of(year: int) -> tuple[date, date]:
    """Return the days on which a year named so may lie, be it the calendar's or a contract's."""
    return date(year, 1, 1), date(year + 1, 12, 31)


def job_class_of(known: Known, person: Person) -> str:
    """Return the class of the person's job."""
    return known.jobs[person.job].job_class


def person_year(
    known: Known,
    law: Law,
    person: Person,
    year: int | None,
    entries: Sequence[Entry],
    journeys: Iterable[Journey],
    today: date,
) -> JpYear:
    """Add up a person's year (None: that of today) by today's quota, that of a past year by its last day's."""
    year = current_year(person, today) if year is None else year
    at = law.at(min(today, days_of(year, contract_of(person))[1]))
    return jp_year(person, job_class_of(known, person), year, standing_grants(entries), journeys, at)


def years_of(
    known: Known,
    law: Law,
    people: Iterable[Person],
    year: int | None,
    entries: Mapping[str, Sequence[Entry]],
    journeys: Iterable[Journey],
    today: date,
) -> list[JpYear]:
    """Add up the year of each of these people (None: each one's own of today)."""
    planned: dict[str, list[Journey]] = defaultdict(list)
    for journey in journeys:
        planned[journey.nip].append(journey)
    return [
        person_year(known, law, one, year, entries.get(one.nip, ()), planned[one.nip], today)
        for one in people
    ]


def jp_out(
    known: Known, law: Law, person: Person, found: JpYear, entries: Sequence[Entry], today: date
) -> JpOut:
    """Show a person's year with its rows."""
    citation = quota_citation(person, law.at(min(today, found.last)))
    return JpOut(
        person_id=known.id_of[person.nip],
        year=found.year,
        first=found.first,
        last=found.last,
        by_contract=found.contract is not None,
        earned=found.earned,
        planned=found.planned,
        missing=found.missing,
        unknown=found.unknown,
        least=found.least or None,
        most=limited(found.most),
        met=found.met,
        reference=citation.reference,
        certainty=citation.certainty,
        entries=entries_between(entries, found.first, found.last),
    )


def unit_jp_out(known: Known, found: JpOfUnit) -> UnitJpOut:
    """Show a unit's totals."""
    figures = {name: getattr(found, name) for name in UnitJpOut.model_fields if name != "name"}
    return UnitJpOut(name=known.units[found.unit].name, **figures)
