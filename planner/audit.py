"""Every open plan held against the rules of a day, this year's or another's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from catalog.forms import Form
from competency_models.parameters import ParametersAt
from planner.by_hand import rule_context
from planner.journey import Journey
from planner.rules import RuleCheck, Verdict, check_items
from planner.world import World


@dataclass(frozen=True, slots=True)
class Audited:
    """A plan and what every rule says of it."""

    journey: Journey
    checks: tuple[RuleCheck, ...]

    def of(self, verdict: Verdict) -> tuple[RuleCheck, ...]:
        """Return the checks with this verdict."""
        return tuple(check for check in self.checks if check.verdict is verdict)


def audit(
    world: World,
    journeys: Iterable[Journey],
    taken: Mapping[str, int],
    parameters_at: ParametersAt,
    forms_at: Mapping[str, Form],
) -> Iterator[Audited]:
    """Hold the plans of the world's year against the law of another day; plans without items are left out.

    What is proven, completed and offered is the world's; ``taken`` are the seats given out, by offering. Raises
    InputError where a parameter has no value so early.
    """
    for journey in journeys:
        if journey.items:
            context = rule_context(world, journey, taken)
            law = replace(context, parameters_at=parameters_at, forms_at=forms_at)
            yield Audited(journey, check_items(journey.items, law))
