"""When each solution can be taken in a year: its batches, or month starts where it has none.

Slots are the same for everyone, so they are laid out once and every person's options are rows of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from catalog.solutions import LearningSolution, Offering
from catalog.weeks import mondays, sessions_by_month, whole_weeks
from planner.horizon import Horizon
from planner.problem import Floats, Ints
from planner.solution_table import SolutionTable


@dataclass(frozen=True, slots=True)
class Slot:
    """One solution on one possible date; ``starts`` and ``ends`` are its first and last day."""

    solution: int
    offering: Offering | None
    starts: date
    ends: date
    cost: int


@dataclass(frozen=True, slots=True, eq=False)
class SlotTable:
    """``T`` slots sorted by solution and start. Weeks are half open: busy in ``start <= week < end``.

    ``first`` (S + 1,) bounds each solution's slots. ``batch`` (T,) indexes ``seats`` (batches,), -1 where no seat is
    needed. ``capped`` names the ``C`` forms with a monthly cap that occur; ``month_load`` (T, C, M) counts their sessions.
    """

    rows: tuple[Slot, ...]
    first: Ints
    start: Ints
    end: Ints
    cost: Floats
    batch: Ints
    batches: tuple[str, ...]
    seats: Ints
    capped: tuple[str, ...]
    month_load: Floats

    @classmethod
    def build(
        cls,
        table: SolutionTable,
        offerings: Sequence[Offering],
        horizon: Horizon,
        seats_taken: Mapping[str, int],
        capped: Sequence[str],
    ) -> SlotTable:
        """Lay out every slot of the horizon; full batches stay, with no seats, so that edits can name them."""
        held = _by_solution(offerings)
        batches = tuple(sorted(offering.code for offering in offerings))
        place = {code: i for i, code in enumerate(batches)}
        rows: list[Slot] = []
        first = [0]
        for number, solution in enumerate(table.solutions):
            slots = slots_of(number, solution, held.get(solution.code, ()), horizon)
            rows.extend(slot for slot in slots if _lasts_lawfully(table, slot))
            first.append(len(rows))
        return cls(
            rows=tuple(rows),
            first=np.array(first, dtype=np.int64),
            start=np.array([horizon.week_of(row.starts) for row in rows], dtype=np.int64),
            end=np.array([horizon.week_of(row.ends) + 1 for row in rows], dtype=np.int64),
            cost=np.array([row.cost for row in rows], dtype=np.float64),
            batch=np.array([place[r.offering.code] if r.offering else -1 for r in rows], dtype=np.int64),
            batches=batches,
            seats=_seats_left(batches, offerings, seats_taken),
            capped=tuple(capped),
            month_load=_month_load(table, rows, horizon, tuple(capped)),
        )

    def with_seats(self, offerings: Sequence[Offering], seats_taken: Mapping[str, int]) -> SlotTable:
        """The same slots with other seats taken."""
        return replace(self, seats=_seats_left(self.batches, offerings, seats_taken))


def slots_of(
    number: int, solution: LearningSolution, offerings: Sequence[Offering], horizon: Horizon
) -> list[Slot]:
    """The slots of one solution that lie wholly within the horizon, by start."""
    if offerings:
        inside = (o for o in offerings if horizon.start <= o.starts and o.ends <= horizon.end)
        return [
            Slot(number, o, o.starts, o.ends, solution.cost if o.cost is None else o.cost)
            for o in sorted(inside, key=lambda o: (o.starts, o.code))
        ]
    if solution.needs_offering:
        return []
    starts = (horizon.monday_of(week) for week in horizon.month_starts())
    dated = ((start, last_day(start, solution.weeks)) for start in starts)
    return [Slot(number, None, s, e, solution.cost) for s, e in dated if e <= horizon.end]


def last_day(starts: date, weeks: int) -> date:
    """Last working day, a Friday, of something that takes whole weeks and starts in the week of ``starts``."""
    monday = starts - timedelta(days=starts.weekday())
    return monday + timedelta(days=7 * max(weeks, 1) - 3)


def _seats_left(batches: Sequence[str], offerings: Sequence[Offering], taken: Mapping[str, int]) -> Ints:
    total = {offering.code: offering.seats for offering in offerings}
    return np.array([max(total[code] - taken.get(code, 0), 0) for code in batches], dtype=np.int64)


def _lasts_lawfully(table: SolutionTable, slot: Slot) -> bool:
    if table.form[slot.solution] < 0:
        return False
    form = table.forms[table.form[slot.solution]]
    touched, whole = len(mondays(slot.starts, slot.ends)), whole_weeks(slot.starts, slot.ends)
    return touched >= (form.min_weeks or 0) and (form.max_weeks is None or whole <= form.max_weeks)


def _month_load(
    table: SolutionTable, rows: Sequence[Slot], horizon: Horizon, capped: tuple[str, ...]
) -> Floats:
    base = horizon.monday.year * 12 + horizon.monday.month
    load = np.zeros((len(rows), len(capped), int(horizon.months()[-1]) + 1))
    for i, row in enumerate(rows):
        solution = table.solutions[row.solution]
        if solution.form in capped:
            spread = sessions_by_month(mondays(row.starts, row.ends), solution.sessions)
            for (year, month), sessions in spread.items():
                load[i, capped.index(solution.form), year * 12 + month - base] = sessions
    return load


def _by_solution(offerings: Sequence[Offering]) -> dict[str, list[Offering]]:
    held: dict[str, list[Offering]] = {}
    for offering in offerings:
        held.setdefault(offering.solution, []).append(offering)
    return held
