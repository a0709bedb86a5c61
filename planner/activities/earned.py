"""What somebody who passed enters into the ledger of lesson hours; a pure function."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from catalog import ledger
from catalog.jp import Per
from catalog.ledger.tariff import COMMUNITY
from catalog.solutions import LearningSolution
from planner.activities.lifecycle import Activity

DATE, HOURS, JP = "date", "hours", "jp"
"""Keys of the fields of papers that say when it was held, how long it took, and what the programme states."""


def earned(
    lived: Activity,
    hours: float,
    solution: LearningSolution,
    law: ledger.Law,
    zone: ledger.Zone,
    finished: date,
) -> tuple[ledger.Activity, ...]:
    """Return the rows to enter, each with the days of ``zone`` that are known; no time of day is.

    ``hours`` are those planned; a paper that states hours or a programme's JP has the last word. It ended on its last
    day, or on the day ``finished`` where that came first. What counts only so often a month comes by its dated meetings
    (the fullest of the tables that list them), or else the planned ones month by month. Of a learning community nothing
    is entered: its meetings were granted one by one. No source tells whether it was held abroad: it counts as at home.
    """
    if lived.form == COMMUNITY:
        return ()
    last = min(lived.ends, finished)
    first = min(lived.starts, last)
    form = law.form(lived.form, first)
    own = {
        "nip": lived.nip,
        "form": lived.form,
        "title": solution.name,
        "solution": solution.code,
        "lived": lived.id,
    }
    hours = _stated(lived, HOURS) or hours
    if form is not None and form.month_cap is not None:
        held = _meetings(lived)
        rows = _by_day(held) if held else _by_month(_spread(first, last, solution.sessions), first, last)
        count = sum(times for _, _, times in rows)
        return tuple(
            ledger.Activity.of_days(
                begin, end, zone, hours=round(hours * times / count, 2), sessions=times, **own
            )
            for begin, end, times in rows
        )
    per = form.conversion.per if form and form.conversion else Per.ACTIVITY
    days = (last - first).days + 1
    whole = ledger.Activity.of_days(
        first,
        last,
        zone,
        hours=hours,
        sessions=1 if per is Per.ACTIVITY else min(solution.sessions, days),
        programme_jp=_stated(lived, JP) if per is Per.HOUR else None,
        **own,
    )
    return (whole,)


_Row = tuple[date, date, int]


def _by_day(held: Mapping[date, int]) -> list[_Row]:
    return [(day, day, times) for day, times in sorted(held.items())]


def _by_month(days: Sequence[date], first: date, last: date) -> list[_Row]:
    """The sessions of each month, on the days of the month between first and last."""
    found = []
    for (year, month), own in groupby(days, key=lambda day: (day.year, day.month)):
        begins = date(year, month, 1)
        ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        found.append((max(first, begins), min(last, ends), len(list(own))))
    return found


def _spread(first: date, last: date, sessions: int) -> list[date]:
    """Lay sessions evenly over the days, each in the middle of its share."""
    days = (last - first).days + 1
    return [first + timedelta(days=(2 * n + 1) * days // (2 * sessions)) for n in range(sessions)]


def _meetings(lived: Activity) -> Mapping[date, int]:
    """How many meetings were held on which day, by the table that lists the most; a letter's own date is no meeting."""
    lists: dict[str, Counter[date]] = {}
    for task in lived.tasks:
        tables = {document.key for document in task.stage.documents if document.repeats}
        for paper in task.papers:
            if paper.document in tables:
                days = Counter(day for row in paper.rows if (day := _day(row.get(DATE, ""))) is not None)
                lists[paper.document] = lists.get(paper.document, Counter()) | days
    return max(lists.values(), key=Counter.total, default=Counter())


def _stated(lived: Activity, key: str) -> float | None:
    """The sum that the last paper with the field gives, row by row."""
    papers = (paper.rows for task in lived.tasks for paper in task.papers)
    sums = [given for rows in papers if (given := [row[key] for row in rows if row.get(key)])]
    try:
        return sum(float(one.replace(",", ".")) for one in sums[-1]) if sums else None
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
