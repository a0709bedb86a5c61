"""The best choice of solutions by their rewards alone that keeps the hours and their mix: exact, hours counted in whole units."""

from __future__ import annotations

from planner.allocation.bounding.person import CANDIDATES, COUNT, FULL, SPLIT
from planner.allocation.bounding.terms import HIGH, HOURS, LOW, Crowd, Desk, Year
from planner.composing.data import NEVER, compiled, inlined

NONE = -1e30
TINY = 1e-6


@compiled
def best_hours(year: Year, crowd: Crowd, person: int, desk: Desk) -> float:
    """The greatest sum of rewards, ``NONE`` where nothing fits; ``desk.chosen`` (n,) is 1 for the solutions that make it."""
    limit, first = crowd.limit[person], crowd.candidate_from[person]
    most = int(crowd.rows[limit, HOURS])
    for bucket in range(3):
        desk.size[COUNT + bucket] = 0
        desk.size[FULL + bucket] = min(
            most, int(crowd.rows[limit, HIGH + bucket] * (most + year.loose) + TINY)
        )
    for place in range(desk.size[CANDIDATES]):
        desk.chosen[place] = 0
        if desk.reward[place] > NONE / 2 and desk.fixed[place] >= 0:
            bucket = year.bucket[crowd.candidate[first + place]]
            desk.listed[bucket, desk.size[COUNT + bucket]] = place
            desk.size[COUNT + bucket] += 1
        elif desk.fixed[place] > 0:
            return NONE
    for bucket in range(3):
        _fill(year, crowd, first, desk, bucket)
    best = _together(year, crowd, limit, desk)
    if best > NONE / 2:
        for bucket in range(3):
            _take(year, crowd, first, desk, bucket)
    return best


@inlined
def _fill(year: Year, crowd: Crowd, first: int, desk: Desk, bucket: int) -> None:
    """``desk.table[bucket, k, h]``: the best of the first k listed solutions with exactly h units."""
    full = desk.size[FULL + bucket]
    for hours in range(full + 1):
        desk.table[bucket, 0, hours] = NONE
    desk.table[bucket, 0, 0] = 0.0
    for number in range(desk.size[COUNT + bucket]):
        place = desk.listed[bucket, number]
        length, reward = year.hours[crowd.candidate[first + place]], desk.reward[place]
        without = NONE if desk.fixed[place] > 0 else 0.0
        before, after = desk.table[bucket, number, : full + 1], desk.table[bucket, number + 1, : full + 1]
        least = min(length, full + 1)
        for hours in range(least):
            after[hours] = before[hours] + without
        # parts from their own beginning: the compiler then sees that it can take several at a time
        same, shorter, longer = before[least:], before[: full + 1 - least], after[least:]
        for at in range(len(longer)):
            longer[at] = max(same[at] + without, shorter[at] + reward)


@inlined
def _together(year: Year, crowd: Crowd, limit: int, desk: Desk) -> float:
    """The best hours of the three buckets together; where they are is left in ``desk.size``."""
    _widen(desk)
    last, middle = desk.size[COUNT + 2], desk.size[COUNT + 1]
    most, up_to = int(crowd.rows[limit, HOURS]), len(desk.widest) - 1
    top, beside = desk.widest[up_to, desk.size[FULL]], NONE
    for hours in range(desk.size[FULL + 1] + 1):
        beside = max(beside, desk.table[1, middle, hours])
    best = NONE
    for tens in range(desk.size[FULL + 2], -1, -1):  # most hours first: the best is near them
        if desk.table[2, last, tens] + beside + top <= max(best, NONE / 2):
            continue
        for twenties in range(desk.size[FULL + 1], -1, -1):
            both = desk.table[2, last, tens] + desk.table[1, middle, twenties]
            room = min(desk.size[FULL], most - tens - twenties)
            if room < 0 or both + desk.widest[up_to, room] <= max(best, NONE / 2):
                continue
            begin, end = _window(year, crowd, limit, tens, twenties, desk.size[FULL])
            if begin > end:
                continue
            level = 0
            while 2 << level <= end - begin + 1:
                level += 1
            found = both + max(desk.widest[level, begin], desk.widest[level, end + 1 - (1 << level)])
            if found > best:
                best = found
                desk.size[SPLIT], desk.size[SPLIT + 1], desk.size[SPLIT + 2] = begin, twenties, tens
                desk.size[SPLIT + 3] = end
    return best


@inlined
def _window(year: Year, crowd: Crowd, limit: int, tens: int, twenties: int, full: int) -> tuple[int, int]:
    """The hours of the first bucket, from and to, that keep the mix beside so many of the others; none where they cross."""
    rest, loose = tens + twenties, year.loose
    low, high = crowd.rows[limit, LOW], crowd.rows[limit, HIGH]
    least = (low * rest - loose) / (1.0 - low) if low < 1.0 else float((rest > loose) * NEVER)
    most = min(float(full), crowd.rows[limit, HOURS] - rest)
    if high < 1.0:
        most = min(most, high * (rest + loose) / (1.0 - high))
    for bucket in range(1, 3):
        own = tens if bucket == 2 else twenties
        share = crowd.rows[limit, HIGH + bucket]
        if share > 0.0:
            least = max(least, own / share - rest - loose)
        share = crowd.rows[limit, LOW + bucket]
        if share > 0.0:
            most = min(most, (own + loose) / share - rest)
    return max(0, int(least + 1.0 - TINY)), int(most + 1.0 + TINY) - 1


@inlined
def _widen(desk: Desk) -> None:
    """``desk.widest[k, h]``: the best of the first bucket with h units to 2 ** k - 1 more; in the last row with h at most."""
    full, count, up_to = desk.size[FULL], desk.size[COUNT], len(desk.widest) - 1
    best = NONE
    for hours in range(full + 1):
        best = max(best, desk.table[0, count, hours])
        desk.widest[0, hours] = desk.table[0, count, hours]
        desk.widest[up_to, hours] = best
    level = 1
    while 1 << level <= full + 1:
        half = 1 << (level - 1)
        for hours in range(full + 2 - 2 * half):
            desk.widest[level, hours] = max(
                desk.widest[level - 1, hours], desk.widest[level - 1, hours + half]
            )
        level += 1


@inlined
def _take(year: Year, crowd: Crowd, first: int, desk: Desk, bucket: int) -> None:
    """Mark the solutions of a bucket that make the best."""
    hours = desk.size[SPLIT + bucket]
    if bucket == 0:
        for other in range(hours, desk.size[SPLIT + 3] + 1):
            if desk.widest[0, other] > desk.widest[0, hours]:
                hours = other
    for number in range(desk.size[COUNT + bucket] - 1, -1, -1):
        place = desk.listed[bucket, number]
        if (
            desk.fixed[place] > 0
            or desk.table[bucket, number + 1, hours] != desk.table[bucket, number, hours]
        ):
            desk.chosen[place] = 1
            hours -= year.hours[crowd.candidate[first + place]]
