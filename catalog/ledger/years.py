"""The years in which lesson hours are counted: calendar years, or those that begin on the day of a contract."""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)


def year_of(day: date, contract: date | None = None) -> int:
    """Return the year whose count holds the day, named by the calendar year in which it begins.

    ``contract`` is the first day of a contract: its years begin on that day of the calendar, before the contract too.
    """
    if contract is None:
        return day.year
    return day.year - ((day.month, day.day) < (contract.month, contract.day))


def days_of(year: int, contract: date | None = None) -> tuple[date, date]:
    """Return the first and the last day of a year's count; one of 29 February begins on 1 March in common years."""
    return _begin(year, contract), _begin(year + 1, contract) - DAY


def _begin(year: int, contract: date | None) -> date:
    if contract is None:
        return date(year, 1, 1)
    try:
        return contract.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
