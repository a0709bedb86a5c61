"""What every change of a journey over JSON shares: the version seen, the retry key, and the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends
from starlette.responses import Response

from api.deps import Retry, RetryDep, SignedIn, SystemDep, TranslatorDep, VersionDep, etag
from api.i18n import Translator
from api.journey_views import JourneyOut, journey_out
from api.once import Reply, once
from api.system import System
from planner.access import Actor
from planner.ports import UnitOfWork
from planner.usecases import find_journey


def shown(system: System, uow: UnitOfWork, actor: Actor, journey_id: int, t: Translator) -> JourneyOut:
    """Show a journey with its rules checked anew. Raises NotFound."""
    journey, person = find_journey(uow, actor, journey_id)
    known = system.worlds.within(uow, journey.year)
    checks = system.check_items(uow, journey) if journey.items else ()
    return journey_out(known, actor, person, journey, checks, t)


@dataclass(frozen=True, slots=True)
class Step:
    """A change of one journey that was asked for."""

    system: System
    t: Translator
    retry: Retry
    journey_id: int
    version: int

    def take(self, who: SignedIn, use_case: Callable[..., object], *given: Any, **named: Any) -> Response:
        """Carry the change out in one transaction with its answer: the journey as it then stands.

        ``use_case`` gets the unit of work, the actor, the journey and its version, then what was given.
        """

        def work(uow: UnitOfWork) -> Reply:
            use_case(uow, who.actor, self.journey_id, self.version, *given, **named)
            body = shown(self.system, uow, who.actor, self.journey_id, self.t)
            return Reply(body, 200, {"ETag": etag(body.version)})

        return once(self.system, who, self.retry, work)


def step_of(
    journey_id: int, system: SystemDep, t: TranslatorDep, version: VersionDep, retry: RetryDep
) -> Step:
    """Return the change that a request asks for. Raises Problem without If-Match."""
    return Step(system, t, retry, journey_id, version)


StepDep = Annotated[Step, Depends(step_of)]
