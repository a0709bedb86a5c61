"""Coaches and mentors, who needs one, and which of them was proposed to whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from catalog.activity_stages import Doer
from planner.access import Scope
from planner.guides import Guide, GuideKind, Match, MatchState
from planner.journey import Closes
from planner.ports.common import Page


@dataclass(frozen=True, slots=True)
class NeedRow:
    """An activity at work that has a task for a guide and none proposed or found.

    ``closes`` is what it is to close in the plan, ``doers`` whose tasks it has, ``others`` the NIPs of who plays, or is
    proposed for, the other guide's part.
    """

    activity: int
    journey: int
    nip: str
    name: str
    unit: str
    unit_name: str
    supervisor: str | None
    solution: str
    form: str
    starts: date
    ends: date
    closes: tuple[Closes, ...]
    doers: frozenset[Doer]
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A match with the person guided and the guide. ``supervisor`` is that person's direct superior."""

    match: Match
    journey: int
    nip: str
    name: str
    unit_name: str
    supervisor: str | None
    solution: str
    form: str
    starts: date
    ends: date
    guide_nip: str | None
    guide_name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A place that a guide has given away, for the days of the activity."""

    guide: int
    starts: date
    ends: date


class GuideStore(Protocol):
    """The register of coaches and mentors."""

    def get(self, guide_id: int) -> Guide | None:
        """The guide, locked until the transaction ends, or None."""

    def lock(self, guides: Collection[int]) -> None:
        """Lock guides until the transaction ends, so that nobody else gives their places away meanwhile."""

    def all(self) -> tuple[Guide, ...]:
        """Every guide, by kind, name and id."""

    def of_person(self, nip: str) -> tuple[Guide, ...]:
        """What a person is in the register, by kind."""

    def add(self, guide: Guide) -> int:
        """Store one as ``add_all`` does; its id."""

    def change(self, guide: Guide) -> None:
        """Store one as ``change_all`` does."""

    def add_all(self, guides: Sequence[Guide]) -> tuple[int, ...]:
        """Store new guides (their ids are ignored); their ids in the same order.

        Raises GuideTaken for a person who is one of the kind; then nothing is stored.
        """

    def change_all(self, guides: Sequence[Guide]) -> None:
        """Store guides whose versions are one above the stored ones. Raises StaleGuide when one is not."""

    def held(self) -> tuple[HeldRow, ...]:
        """The places given away in activities that are not over."""


class MatchStore(Protocol):
    """Who was proposed to whom. Every change names the version that it was made from."""

    def needing(self, kind: GuideKind, scope: Scope) -> tuple[NeedRow, ...]:
        """The activities of the people in the scope that need a guide of the kind, by start, then id."""

    def is_live(self, kind: GuideKind, activity_id: int) -> bool:
        """Tell whether somebody is proposed or found for the part in an activity."""

    def unwanted(self, nips: Collection[str]) -> Mapping[str, frozenset[int]]:
        """The guides who were refused or declined for these people, by NIP."""

    def accepted(self, activities: Collection[int]) -> tuple[Match, ...]:
        """The accepted matches of these activities."""

    def get(self, match_id: int) -> MatchRow | None:
        """The match, locked until the transaction ends, or None."""

    def many(self, matches: Collection[int]) -> tuple[MatchRow, ...]:
        """The matches, newest first."""

    def add(self, matches: Sequence[Match]) -> tuple[int, ...]:
        """Store new matches (their ids are ignored); their ids in the same order.

        Raises AlreadyMatched where somebody is proposed or found for the part already; then nothing is stored.
        """

    def change(self, match: Match) -> None:
        """Store a match whose version is one above the stored one. Raises StaleMatch."""

    def concerning(self, nip: str) -> tuple[MatchRow, ...]:
        """The matches in open activities in which a person is guided, guides, or is the direct superior, newest first."""

    def page(
        self, scope: Scope, states: Collection[MatchState], after: str | None = None, limit: int = 50
    ) -> Page[MatchRow]:
        """Matches of the people in the scope at these states, in open activities, newest first. Raises BadCursor."""
