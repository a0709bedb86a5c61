"""Rows of the ledger: what an activity was granted, by which rule, and the corrections. Nothing is ever changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from catalog.ledger.activity import Activity
from catalog.ledger.years import year_of
from competency_models.parameters import Citation


class Cap(StrEnum):
    """What kept an activity from counting in full."""

    ACTIVITY = "activity"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class CapHit:
    """A cap that bit: JP an activity, a day or a year, times a month."""

    cap: Cap
    limit: float
    citation: Citation


@dataclass(frozen=True, slots=True)
class Portion:
    """JP of one day; ``times`` is what a monthly limit counts."""

    day: date
    jp: float
    times: float = 0.0


@dataclass(frozen=True, slots=True)
class Grant:
    """What an activity counts for: JP by day, the parameter applied, the caps that bit.

    ``known`` is False where no source gives a figure; then nothing is counted yet. The groups name what shares a
    monthly or a daily limit with it, "" where it has none.
    """

    activity: Activity
    portions: tuple[Portion, ...]
    known: bool
    rule: str
    citation: Citation
    caps: tuple[CapHit, ...] = ()
    month_group: str = ""
    day_group: str = ""

    @property
    def jp(self) -> float:
        """All JP of the grant."""
        return total(self.portions)

    def jp_in(self, year: int, contract: date | None = None) -> float:
        """The JP of one year: of the calendar, or of a contract that began on a day."""
        return total(own for own in self.portions if year_of(own.day, contract) == year)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the ledger. ``reverses`` is the id of the row that this one takes back."""

    id: int
    grant: Grant
    at: datetime
    actor_id: int | None
    actor: str
    reverses: int | None = None
    reason: str = ""


def total(portions: Iterable[Portion]) -> float:
    """Add up JP, to hundredths."""
    return round(sum(portion.jp for portion in portions), 2)


def reversal_of(grant: Grant) -> Grant:
    """Return the grant that takes another back: the same days, less than nothing."""
    back = tuple(Portion(own.day, -own.jp, -own.times) for own in grant.portions)
    return replace(grant, portions=back)


def standing_grants(entries: Sequence[Entry]) -> tuple[Grant, ...]:
    """Return the grants that no later entry took back."""
    gone = {entry.reverses for entry in entries}
    return tuple(entry.grant for entry in entries if entry.reverses is None and entry.id not in gone)
