"""Turns the refusals of the use cases into answers; the only list of which refusal is which problem."""

from __future__ import annotations

from collections.abc import Mapping

from api.i18n import Translator
from api.problems import FieldError, Problem, Translate
from planner import errors
from planner.errors import communities, guides, models, papers, replanning, runs
from planner.rules import TITLES
from planner.training.findings import say
from planner.training.refused import GateShut

KINDS: Mapping[type[errors.Refusal], str] = {
    errors.NotFound: "not-found",
    errors.Forbidden: "forbidden",
    errors.SelfApproval: "own-journey",
    errors.StaleVersion: "stale",
    errors.IllegalMove: "conflict",
    errors.AlreadyOpen: "conflict",
    errors.ReasonMissing: "invalid",
    errors.SeatsGone: "seat-taken",
    errors.RuleBroken: "rules-broken",
    errors.DutiesBroken: "duties-broken",
    errors.EmptyPlan: "conflict",
    errors.BadEdit: "invalid",
    errors.KeyReused: "key-reused",
    errors.BadCursor: "bad-request",
    errors.NameTaken: "conflict",
    errors.BadAddress: "invalid",
    errors.LastAdministrator: "conflict",
    errors.BadValue: "bad-request",
    errors.YearOver: "conflict",
    errors.ActivitiesOpen: "conflict",
    errors.ActivityClosed: "conflict",
    errors.TaskDone: "conflict",
    errors.TaskWaits: "conflict",
    errors.OwnResult: "forbidden",
    errors.OwnLedger: "forbidden",
    errors.NotCounted: "invalid",
    errors.CorrectedBefore: "conflict",
    errors.Unfit: "invalid",
    communities.NotNow: "conflict",
    communities.StaleCommunity: "stale",
    communities.OwnCommunity: "forbidden",
    communities.MonthFull: "conflict",
    papers.StalePaper: "stale",
    papers.BadPaper: "invalid",
    papers.PapersIncomplete: "invalid",
    papers.BadFile: "invalid",
    guides.MatchClosed: "conflict",
    guides.StaleMatch: "stale",
    guides.StaleGuide: "stale",
    guides.GuideUnfit: "conflict",
    guides.GuideTaken: "conflict",
    guides.ConfidentialityMissing: "conflict",
    guides.AlreadyMatched: "conflict",
    guides.NoGuideNeeded: "conflict",
    models.ServesMeanwhile: "stale",
    models.ServesAlready: "conflict",
    models.NothingBefore: "conflict",
    models.TrainingRuns: "conflict",
    runs.RunStands: "conflict",
    runs.AgencyChanged: "conflict",
    runs.OnlyAssumed: "conflict",
    runs.SearchBroke: "conflict",
    runs.ClusterMissing: "conflict",
    runs.ClusterSilent: "conflict",
    runs.SearchGivenUp: "conflict",
    replanning.ChangedMeanwhile: "conflict",
    GateShut: "gate-shut",
}


def from_refusal(refusal: errors.Refusal, translate: Translator) -> Problem:
    """Return the problem of a refusal, with what breaks which rule and which batches still have seats."""
    kind = KINDS[type(refusal)]
    if isinstance(refusal, errors.BadEdit):
        return Problem(kind, str(refusal.params["problem"]))
    if isinstance(refusal, papers.BadFile):
        return Problem(kind, refusal.problem, refusal.fields)
    return Problem(kind, refusal.msgid, params_of(refusal, translate), _details(refusal, translate))


def params_of(refusal: errors.Refusal, translate: Translator) -> Mapping[str, object]:
    """Return the fields of a refusal's message, those that are words in the reader's language."""
    match refusal:
        case errors.NotFound():
            return {**refusal.params, "what": translate(str(refusal.params["what"]))}
        case guides.GuideUnfit():
            return {**refusal.params, "reasons": ", ".join(map(translate, refusal.reasons))}
        case GateShut():
            return {"reasons": " ".join(say(finding, translate) for finding in refusal.findings)}
    return refusal.params


def _details(refusal: errors.Refusal, translate: Translator) -> list[FieldError]:
    if isinstance(refusal, errors.RuleBroken):
        return [
            FieldError(
                field=f"rules.{check.rule}",
                problem=f"{translate(TITLES[check.rule])} ({check.reference})",
                value="" if check.measured is None else f"{check.measured:g} / {check.limit:g}",
                remedy=translate(check.mend).format_map(dict(check.params)),
            )
            for check in refusal.checks
        ]
    if isinstance(refusal, errors.DutiesBroken):
        return [
            FieldError(field=f"duties.{check.rule}", problem=f"{check.reference} ({check.certainty})")
            for check in refusal.checks
        ]
    if isinstance(refusal, errors.NotCounted):
        return [
            FieldError(field="activity", problem=translate(one.msgid).format_map(plain(one.params)))
            for one in refusal.objections
        ]
    if isinstance(refusal, errors.Unfit):
        return [
            FieldError(field=one.field, problem=translate(one.msgid).format_map(plain(one.params)))
            for one in refusal.faults
        ]
    if isinstance(refusal, GateShut):
        return [FieldError(field=one.name, problem=say(one, translate)) for one in refusal.findings]
    if isinstance(refusal, papers.BadPaper):
        return [_paper_fault(fault, translate) for fault in refusal.faults]
    if isinstance(refusal, errors.ActivitiesOpen):
        return [
            FieldError(field=f"activities.{one.id}", problem=one.solution, value=one.phase.value)
            for one in refusal.activities
        ]
    if isinstance(refusal, errors.SeatsGone):
        return [
            FieldError(
                field="offering",
                problem=refusal.offering,
                remedy=f"{code} {starts.isoformat()}",
                value=str(left),
            )
            for code, starts, left in refusal.alternatives
        ]
    return []


def _paper_fault(fault: papers.PaperFault, translate: Translate) -> FieldError:
    """Name the place as it is written: document, row and field."""
    place = (fault.document, str(fault.row or ""), fault.field)
    problem = translate(fault.problem).format_map({"limit": fault.limit})
    return FieldError(field=".".join(part for part in place if part) or "files", problem=problem)


def plain(params: Mapping[str, object]) -> dict[str, object]:
    """Write figures without needless decimals."""
    return {key: f"{value:g}" if isinstance(value, float) else value for key, value in params.items()}
