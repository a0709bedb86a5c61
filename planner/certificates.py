"""Electronic certificates: what one says, the code by which it is confirmed, and the hours that it stands for."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from catalog.ledger import Grant
from catalog.ledger.tariff import COMMUNITY
from planner.activities import Activity

ALPHABET = "ACDEFGHJKMNPQRTVWXY34679"
"""Without what looks alike on paper: 0 and O, 1 and I and L, 2 and Z, 5 and S, 8 and B, U and V."""
GROUPS, GROUP = 3, 6
"""18 signs of 24: more than 82 bits."""

NewCode = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of one passed activity, as it was issued. It never changes; one that no longer holds is withdrawn.

    ``jp`` is what the activity counted for, 0 where nothing was. ``starts`` and ``ends`` are its days.
    """

    id: int
    code: str
    activity: int
    nip: str
    name: str
    title: str
    form: str
    jp: float
    starts: date
    ends: date
    issued_at: datetime
    issued_by: str
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""


def random_code() -> str:
    """Draw a code that nobody can guess, in groups that are easy to copy."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def read_code(text: str) -> str | None:
    """Read a code as somebody typed it: letter case, spaces and hyphens do not matter. None for what is no code."""
    signs = "".join(sign for sign in text.upper() if sign not in " -\t")
    if len(signs) != GROUPS * GROUP or not set(signs) <= set(ALPHABET):
        return None
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def stands_for(own: Grant, lived: Activity) -> bool:
    """Tell whether hours were granted for an activity: entered for it, or for a meeting of its community while it lasted."""
    if own.activity.lived is not None:
        return own.activity.lived == lived.id
    met = lived.form == own.activity.form == COMMUNITY and own.activity.solution == lived.solution
    return met and lived.starts <= own.activity.days[-1] <= lived.ends


def grants_of(lived: Activity, standing: Iterable[Grant]) -> tuple[Grant, ...]:
    """Return what stands for an activity."""
    return tuple(own for own in standing if stands_for(own, lived))


def jp_of(lived: Activity, standing: Iterable[Grant]) -> float:
    """Add up what stands for an activity."""
    return round(sum(own.jp for own in grants_of(lived, standing)), 2)
