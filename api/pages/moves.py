"""The use case behind every button of a journey but drafting, which computes before it stores."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from api.deps import SignedIn
from api.system import System
from planner import usecases
from planner.approval import Move
from planner.ports import UnitOfWork

Carry = Callable[[System, UnitOfWork, SignedIn, int, int, str], object]
CARRY: Mapping[Move, Carry] = {
    Move.APPROVE: lambda s, uow, who, key, version, reason: usecases.approve(
        uow, who.actor, key, version, s.check_items, s.clock, reason=reason
    ),
    Move.RETURN: lambda s, uow, who, key, version, reason: usecases.return_journey(
        uow, who.actor, key, version, reason, s.clock
    ),
    Move.DECLINE: lambda s, uow, who, key, version, reason: usecases.decline(
        uow, who.actor, key, version, reason, s.clock
    ),
    Move.SUBMIT: lambda s, uow, who, key, version, _: usecases.submit_for_review(
        uow, who.actor, key, version, s.clock
    ),
    Move.ACTIVATE: lambda s, uow, who, key, version, _: usecases.activate(
        uow, who.actor, key, version, s.forms, s.clock
    ),
    Move.WITHDRAW: lambda s, uow, who, key, version, reason: usecases.withdraw(
        uow, who.actor, key, version, s.clock, reason=reason
    ),
}
"""By move; called with the system, a unit of work, who it is, the journey, its version and the reason."""
