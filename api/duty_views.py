"""Rules of what is lived as answers: what each says of an activity, and what is to be done."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from api.i18n import Translator
from api.rule_views import title_of
from catalog.activity_stages import Words
from competency_models.parameters import Parameters
from planner.duties import PREFIX
from planner.rules import RuleCheck, Verdict


class DutyOut(BaseModel):
    """A numbered rule held against an activity: verdict, figure, limit, article and its certainty, and how to mend it."""

    rule: str
    title: str
    verdict: Verdict
    measured: float | None
    limit: float | None
    reference: str
    certainty: str
    mend: str


def duty_out(check: RuleCheck, parameters: Parameters, t: Translator) -> DutyOut:
    """Show what a rule says."""
    return DutyOut(
        rule=check.rule,
        title=duty_title(check.rule, parameters, t),
        verdict=check.verdict,
        measured=check.measured,
        limit=check.limit,
        reference=check.reference,
        certainty=check.certainty,
        mend=t(check.mend, **spoken(check.params, t)) if check.mend else "",
    )


def duty_title(rule: str, parameters: Parameters, t: Translator) -> str:
    """Name a rule in the reader's language."""
    return title_of(parameters.by_name[PREFIX + rule], t)


def spoken(params: Mapping[str, object], t: Translator) -> dict[str, object]:
    """Write the texts among a message's fields in the reader's language."""
    return {key: _spoken(value, t) for key, value in params.items()}


def _spoken(value: object, t: Translator) -> object:
    match value:
        case Words():
            return t.name(value)
        case tuple():
            return ", ".join(t(str(one)) for one in value)
    return value
