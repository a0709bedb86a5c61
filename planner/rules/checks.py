"""What a rule check is, and what it is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from math import isclose
from types import MappingProxyType

from catalog.forms import Form
from catalog.solutions import LearningSolution, Offering
from competency_models.framework import Lift
from competency_models.parameter_files import CERTAINTIES
from competency_models.parameters import Citation, ParametersAt
from competency_models.people import Person
from planner.journey import Item
from planner.limits import limits_for
from planner.problem import Limits
from planner.rules.messages import MENDS

OURS = Citation("design choice", "D")
"""A rule of the program's own."""
AGENCY = Citation("agency's catalogue", "D")
"""A rule that the agency's own tables set."""


class Verdict(StrEnum):
    """What a rule says of a plan; unknown where the data do not tell."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """One rule held against a plan.

    ``measured`` and ``limit`` are in the rule's own unit, None where it has no figure. ``mend`` is a message id
    with the fields ``params``, empty where the rule is met. ``solution`` names the item that breaks it, if one does.
    """

    rule: str
    verdict: Verdict
    measured: float | None
    limit: float | None
    reference: str
    certainty: str
    mend: str = ""
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    solution: str = ""


@dataclass(frozen=True, slots=True)
class RuleContext:
    """Everything beside the items that the rules look at.

    ``proven`` is the level proven by competency; ``completed`` the solutions done before the plan;
    ``seats_left`` by offering, without the person's own seat, None where nobody knows; ``budget`` in rupiah,
    None for the parameter's; ``barred_forms`` those closed to the person until their performance was evaluated.
    """

    person: Person
    job_class: str
    year: int
    consideration: str
    parameters_at: ParametersAt
    forms_at: Mapping[str, Form]
    solutions: Mapping[str, LearningSolution]
    offerings: Mapping[str, Offering]
    lifts_of: Mapping[str, tuple[Lift, ...]]
    requires_of: Mapping[str, tuple[str, ...]]
    proven: Mapping[str, int]
    completed: frozenset[str]
    seats_left: Mapping[str, int] | None = None
    budget: float | None = None
    barred_forms: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Plan:
    """A person's items together with their context; what every check is given."""

    items: Sequence[Item]
    context: RuleContext

    @cached_property
    def limits(self) -> Limits:
        """The person's limits for the year."""
        c = self.context
        return limits_for(c.person, c.parameters_at, c.forms_at, c.consideration, c.budget, c.job_class)

    def form(self, item: Item) -> Form | None:
        """The item's form on the day, if there is one."""
        return self.context.forms_at.get(item.form)

    def cited(self, parameter: str) -> Citation:
        """Where a parameter stands."""
        return self.context.parameters_at.citation(parameter)


def passed(
    rule: str, citation: Citation, measured: float | None = None, limit: float | None = None
) -> RuleCheck:
    """A rule that is met."""
    return RuleCheck(rule, Verdict.PASS, measured, limit, citation.reference, citation.certainty)


def failed(
    rule: str,
    citation: Citation,
    mend: str,
    /,
    measured: float | None = None,
    limit: float | None = None,
    verdict: Verdict = Verdict.FAIL,
    **params: object,
) -> RuleCheck:
    """A rule that is broken, or cannot be judged; ``mend`` is a key of ``MENDS``."""
    return RuleCheck(
        rule,
        verdict,
        measured,
        limit,
        citation.reference,
        citation.certainty,
        MENDS[mend],
        MappingProxyType({name: plain(value) for name, value in params.items()}),
        str(params.get("solution", "")),
    )


def plain(value: object) -> object:
    """Free a figure that is to be read from rounding and from an empty decimal."""
    if not isinstance(value, float):
        return value
    return int(value) if value.is_integer() else float(f"{value:.10g}")


def over(value: float, limit: float) -> bool:
    """Say whether a value is above its limit by more than rounding."""
    return value > limit and not isclose(value, limit)


def joined(citations: Iterable[Citation | None], default: Citation = OURS) -> Citation:
    """Return the citations as one, as certain as the least certain of them."""
    known = sorted({c for c in citations if c is not None}, key=lambda c: (c.reference, c.certainty))
    if not known:
        return default
    weakest = max((c.certainty for c in known), key=CERTAINTIES.index)
    return Citation("; ".join(dict.fromkeys(c.reference for c in known)), weakest)
