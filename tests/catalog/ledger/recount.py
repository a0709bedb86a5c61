"""Counts a person's JP once more, from the regulations' own words; shares nothing with the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

AHEAD = {"WIB": 7, "WITA": 8, "WIT": 9}
ROLES = {
    ("knowledge", "participant"): 2,
    ("knowledge", "presenter"): 4,
    ("experience", "participant"): 2,
    ("experience", "expert"): 4,
    ("material", "author"): 4,
}
CENTS = 100


def local_day(moment: Any, zone: str) -> date:
    """The day on a wall that is so many hours ahead of UTC."""
    there = moment.replace(tzinfo=None) - moment.utcoffset() + timedelta(hours=AHEAD[zone])
    return date(there.year, there.month, there.day)


def recount(
    rows: Sequence[Mapping[str, Any]], most_a_year: int | None, contract: date | None = None
) -> dict[int, Fraction]:
    """JP by year, of the calendar or of a contract, of rows that are in order of time."""
    days: Counter[Any] = Counter()
    months: Counter[Any] = Counter()
    years: Counter[int] = Counter()
    for row in rows:
        first, last = local_day(row["starts"], row["zone"]), local_day(row["ends"], row["zone"])
        if (row["ends"] - row["starts"]).total_seconds() < 24 * 3600:
            last = first
        for day, cents, limits in shares(row, first, last):
            free = True
            for kind, key, most in limits:
                if kind == "month":
                    free = free and months[(*key, day.year, day.month)] < most
                else:
                    cents = min(cents, max(0, most * CENTS - days[key, day]))
            if not free:
                continue
            if most_a_year is not None:
                cents = min(cents, max(0, most_a_year * CENTS - years[begun(day, contract)]))
            for kind, key, _ in limits:
                if kind == "month":
                    months[(*key, day.year, day.month)] += 1
                else:
                    days[key, day] += cents
            years[begun(day, contract)] += cents
    return {year: Fraction(cents, CENTS) for year, cents in years.items() if cents}


def begun(day: date, contract: date | None) -> int:
    """The year whose anniversary of the contract was the last one up to the day."""
    if contract is None:
        return day.year
    this = date(day.year, contract.month, contract.day)
    return day.year if day >= this else day.year - 1


def shares(row: Mapping[str, Any], first: date, last: date) -> list[tuple[date, int, list[Any]]]:
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    abroad, sessions = row["abroad"], row["sessions"]
    match row["form"]:
        case "magang_praktik_kerja" | "pertukaran_pegawai" | "detasering":
            return [(last, 2400 if abroad else 2000, [])]
        case "patok_banding":
            return [(last, 1200 if abroad else 1000, [])]
        case "seminar_konferensi_sarasehan":
            each = 6 if abroad else 4
            return [(day, each * CENTS, [("day", "seminar", each)]) for day in every[:sessions]]
        case "coaching" | "mentoring":
            return meetings(every, sessions, 240 if abroad else 200, [("month", (row["form"],), 2)])
        case "belajar_mandiri":
            working = [day for day in every if day.isoweekday() <= 5] or every
            return even(row["hours"] * (Fraction(6, 5) if abroad else 1), working, [("day", "m", 2)])
        case "kursus" | "pelatihan_teknis":
            stated = row["programme_jp"] or row["hours"]
            return even(stated * (Fraction(6, 5) if abroad else 1), every, [])
        case "e_learning":
            working = [day for day in every if day.isoweekday() <= 5] or every
            return even(row["hours"], working, [("day", "e", 3)])
        case "komunitas_belajar" if row["meeting"]:
            return community(row, every)
        case "komunitas_belajar":
            hours = row["hours"] * (Fraction(6, 5) if abroad else 1)
            return even(hours, every[:sessions], [("day", "k", 2)])
    raise AssertionError(row["form"])


def community(row: Mapping[str, Any], every: list[date]) -> list[tuple[date, int, list[Any]]]:
    meeting, part = row["meeting"], row["part"]
    each = 0 if row["abroad"] else ROLES.get((meeting, part), 0)
    limits: list[Any] = []
    if meeting == "experience":
        limits.append(("month", ("experience", row["organiser"].lower()), 2))
    if meeting == "material":
        limits.append(("month", ("material",), 2))
    if part == "participant":
        limits.append(("day", "k", 2))
    return meetings(every, row["sessions"], each * CENTS, limits)


def meetings(
    every: list[date], count: int, cents: int, limits: list[Any]
) -> list[tuple[date, int, list[Any]]]:
    return [(every[n % len(every)], cents, limits) for n in range(count)]


def even(jp: Any, over: list[date], limits: list[Any]) -> list[tuple[date, int, list[Any]]]:
    cents = round(Fraction(jp) * CENTS)
    return [
        (day, cents // len(over) + (1 if n < cents % len(over) else 0), limits) for n, day in enumerate(over)
    ]
