"""Rules of an activity as its page tells them: what each says, and how it is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from api.duty_views import duty_title, spoken
from api.pages.names import Names
from competency_models.parameters import Parameters
from planner.rules import RuleCheck, Verdict

_ORDER = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.PASS)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in the reader's language; ``number`` is the rule's own."""

    number: str
    title: str
    verdict: Verdict
    measured: float | None
    limit: float | None
    reference: str
    certainty: str
    mend: str


def rule_lines(checks: Iterable[RuleCheck], names: Names, parameters: Parameters) -> list[RuleLine]:
    """What is not kept first, then what cannot be judged."""
    ordered = sorted(checks, key=lambda check: _ORDER.index(check.verdict))
    return [_line(check, names, parameters) for check in ordered]


def _line(check: RuleCheck, names: Names, parameters: Parameters) -> RuleLine:
    return RuleLine(
        number=check.rule.upper(),
        title=duty_title(check.rule, parameters, names.t),
        verdict=check.verdict,
        measured=check.measured,
        limit=check.limit,
        reference=check.reference,
        certainty=check.certainty,
        mend=names.mend(replace(check, params=spoken(check.params, names.t))) if check.mend else "",
    )
