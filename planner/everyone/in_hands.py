"""Plans of a year that people are at work on, or have decided on: they stand, and what they take is set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.approval import HOLDS_SEATS
from planner.journey import Journey, State


@dataclass(frozen=True, slots=True)
class Held:
    """One person's plan in people's hands: what it costs, its batches, and whether their seats are taken already."""

    nip: str
    state: State
    cost: int
    offerings: tuple[str, ...]
    seated: bool


@dataclass(frozen=True, slots=True)
class InHands:
    """Plans that stand, sorted by NIP; ``anew`` are people among them who may be planned for all the same."""

    held: tuple[Held, ...] = ()
    anew: frozenset[str] = frozenset()

    @classmethod
    def of(cls, journeys: Iterable[Journey], year: int) -> InHands:
        """Those of the journeys that are of the year and in people's hands: neither closed without result nor untouched.

        Who completed a plan and has asked for another may be planned for again; what the first one took stays taken.
        """
        mine = sorted((one for one in journeys if one.year == year), key=lambda one: (one.nip, one.id))
        anew = frozenset(one.nip for one in mine if one.untouched)
        return cls(tuple(_held(one) for one in mine if _stands(one)), anew)

    @property
    def nips(self) -> frozenset[str]:
        """Who is not planned for."""
        return frozenset(one.nip for one in self.held) - self.anew

    @property
    def states(self) -> Mapping[str, int]:
        """How many plans stand, by state."""
        return dict(sorted(Counter(one.state.value for one in self.held).items()))

    @property
    def seats(self) -> Mapping[str, int]:
        """Seats that are wanted and not taken yet, by offering."""
        return Counter(code for one in self.held if not one.seated for code in one.offerings)


def _stands(journey: Journey) -> bool:
    return journey.state not in (State.DECLINED, State.WITHDRAWN) and not journey.untouched


def _held(journey: Journey) -> Held:
    return Held(
        nip=journey.nip,
        state=journey.state,
        cost=sum(item.cost for item in journey.items),
        offerings=tuple(sorted(item.offering for item in journey.items if item.offering)),
        seated=journey.state in HOLDS_SEATS,
    )
