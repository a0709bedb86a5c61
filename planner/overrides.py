"""Rules that an approval set aside: how the log of decisions keeps them, and how they are read back from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from planner.approval import Move
from planner.ports import Decision
from planner.rules import RuleCheck

SEATS = "seats"
"""The rule that nobody sets aside: approval does not ask about it, it takes the seats."""
_KEY = "set_aside"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A rule that a plan broke when it was approved all the same; figures in the rule's own unit."""

    rule: str
    solution: str
    measured: float | None
    limit: float | None
    reference: str
    certainty: str


def detail_of(broken: Iterable[RuleCheck]) -> Mapping[str, object]:
    """Return what the log keeps of the broken rules beside the reason."""
    return {_KEY: [asdict(_set_aside(check)) for check in broken]}


def set_aside(decision: Decision) -> tuple[SetAside, ...]:
    """Return the rules that a decision set aside; most set aside none."""
    kept: Any = decision.detail.get(_KEY, ())
    return tuple(SetAside(**one) for one in kept)


def set_aside_now(history: Sequence[Decision]) -> tuple[SetAside, ...]:
    """Return the rules that the latest approval of a plan set aside; ``history`` is the plan's, oldest first."""
    approvals = (row for row in reversed(history) if row.move == Move.APPROVE)
    latest = next(approvals, None)
    return set_aside(latest) if latest else ()


def _set_aside(check: RuleCheck) -> SetAside:
    figures = (check.measured, check.limit)
    return SetAside(check.rule, check.solution, *figures, check.reference, check.certainty)
