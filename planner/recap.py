"""What a community's meetings granted in a time, person by person, and when the next recapitulation is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from catalog.ledger import Grant, Meeting
from competency_models.parameters import ParametersAt
from planner.communities import Community, RecapRow


def recap_rows(
    grants: Iterable[Grant], names: Mapping[str, str], since: date, until: date
) -> tuple[RecapRow, ...]:
    """Add up the JP of standing grants with a kind of meeting, from ``since`` to ``until``, by name, then NIP."""
    jp: dict[str, dict[Meeting, float]] = defaultdict(lambda: dict.fromkeys(Meeting, 0.0))
    unknown: dict[str, int] = defaultdict(int)
    for grant in grants:
        own = grant.activity
        counted = [portion.jp for portion in grant.portions if since <= portion.day <= until]
        if own.meeting is None or not counted:
            continue
        line = jp[own.nip]
        line[own.meeting] = round(line[own.meeting] + sum(counted), 2)
        unknown[own.nip] += not grant.known
    rows = (RecapRow(nip, names.get(nip, nip), line, unknown[nip]) for nip, line in jp.items())
    return tuple(sorted(rows, key=lambda row: (row.name, row.nip)))


def recap_due(community: Community, at: ParametersAt) -> date | None:
    """The day by which the next recapitulation must be handed in (Lampiran F.7.b); None before the verification."""
    if community.recapped_until is None:
        return None
    return months_later(community.recapped_until, at["community.recap_months_max"])


def recap_late(community: Community, at: ParametersAt, today: date) -> bool:
    """Tell whether a community that meets has waited too long with its recapitulation."""
    due = recap_due(community, at)
    return due is not None and due < today


def months_later(day: date, months: int) -> date:
    """The same day of a later month, its last day where the month is shorter."""
    ahead = day.month - 1 + months
    first = date(day.year + ahead // 12, ahead % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(last, first + timedelta(days=day.day - 1))


def quarters(since: date, until: date) -> tuple[tuple[date, date], ...]:
    """The calendar quarters that two days and the time between lie in, newest first."""
    found, first = [], date(since.year, (since.month - 1) // 3 * 3 + 1, 1)
    while first <= until:
        after = months_later(first, 3)
        found.append((first, after - timedelta(days=1)))
        first = after
    return tuple(reversed(found))
