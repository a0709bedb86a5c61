"""Coaches and mentors, and the pairing of each with the person whom they are to guide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from catalog.activity_stages import Doer
from planner.errors.guides import MatchClosed
from planner.journey import Reason


class GuideKind(StrEnum):
    """What somebody is to others (SE 07/SE/KM/2023, L.I and L.II)."""

    COACH = "coach"
    MENTOR = "mentor"

    @property
    def doer(self) -> Doer:
        """Whose tasks they do in an activity."""
        return Doer(self.value)


class MatchState(StrEnum):
    """Where a pairing stands: a superior may have to approve it, the person guided may refuse it without a reason."""

    AWAITING_SUPERIOR = "awaiting_superior"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DECLINED_BY_SUPERIOR = "declined_by_superior"
    CANCELLED = "cancelled"


class Answer(StrEnum):
    """What is said to a pairing. ``cancel`` is the officer's; it also takes back one that was accepted."""

    APPROVE = "approve"
    DECLINE = "decline"
    ACCEPT = "accept"
    REFUSE = "refuse"
    CANCEL = "cancel"


_S = MatchState
ANSWERS: Mapping[tuple[MatchState, Answer], MatchState] = {
    (_S.AWAITING_SUPERIOR, Answer.APPROVE): _S.OFFERED,
    (_S.AWAITING_SUPERIOR, Answer.DECLINE): _S.DECLINED_BY_SUPERIOR,
    (_S.OFFERED, Answer.ACCEPT): _S.ACCEPTED,
    (_S.OFFERED, Answer.REFUSE): _S.REFUSED,
    (_S.AWAITING_SUPERIOR, Answer.CANCEL): _S.CANCELLED,
    (_S.OFFERED, Answer.CANCEL): _S.CANCELLED,
    (_S.ACCEPTED, Answer.CANCEL): _S.CANCELLED,
}
"""The only way from one state to another."""

LIVE = frozenset({_S.AWAITING_SUPERIOR, _S.OFFERED, _S.ACCEPTED})
"""States that hold a place with the guide."""

NEVER_AGAIN = frozenset({_S.REFUSED, _S.DECLINED_BY_SUPERIOR})
"""Pairings that were not wanted: they are not proposed a second time."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A coach or mentor. ``nip`` is None for one from outside. ``capacity`` is how many they guide at the same time.

    ``competencies`` are their own levels (1-5) by competency; ``units`` those whose people they take, with the units below
    them, all where empty. ``confidential_since`` is the day of the undertaking of confidentiality, None without one.
    ``version`` grows by one with every change.
    """

    id: int
    kind: GuideKind
    nip: str | None
    name: str
    organisation: str
    capacity: int
    managerial_years: int
    technical_years: int
    certificate: str
    confidential_since: date | None
    available_from: date | None
    available_until: date | None
    active: bool
    competencies: Mapping[str, int]
    units: frozenset[str]
    version: int = 1


@dataclass(frozen=True, slots=True)
class Match:
    """A guide proposed to the person of an activity. ``version`` grows by one with every change.

    ``asked`` says that the person asked for this guide: then it is the guide who accepts or refuses.
    """

    id: int
    activity: int
    kind: GuideKind
    guide: int
    state: MatchState
    version: int
    changed_at: datetime
    reasons: tuple[Reason, ...]
    asked: bool = False


def next_state(state: MatchState, answer: Answer) -> MatchState:
    """Look the answer up. Raises MatchClosed when the table does not list it."""
    found = ANSWERS.get((state, answer))
    if found is None:
        raise MatchClosed
    return found
