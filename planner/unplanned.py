"""Why nobody could be given a lawful plan, and the smallest change that would help, in words for people."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from planner.build_problem import Case
from planner.journey import Reason
from planner.problem import Solution
from planner.rules.messages import TITLES
from planner.solution_table import BUCKETS

NO_GAP = "no_gap"
NO_SOLUTION = "no_solution"
NO_MODEL = "no_model"
NO_TARGET_JOB = "no_target_job"
SEATS = "seats"
MONEY = "money"
NO_CANDIDATE = "no_candidate"
"""The composer's word for having nothing that covers a step."""

MENDS = {
    NO_GAP: "Nothing is needed: the person has no gap and no least number of lesson hours.",
    NO_SOLUTION: "Add learning solutions that lift what the job requires and that this person may take.",
    NO_MODEL: "Add learning solutions of the model {needed} that lift what the job requires and that this person may take.",
    NO_TARGET_JOB: "Enter a target job for the person.",
    SEATS: "Add seats to full batches, or another batch: {needed}.",
    MONEY: "Raise the budget of one of these units: {needed}.",
}
CHANGE = "Change the limit “{limit}” from {now} to {needed}."
NOTHING_SMALL = "No single change of a limit is enough; look at the learning solutions offered."


def why_not(
    case: Case, solution: Solution, wanted: Sequence[str], aimless: bool, purses: Sequence[str] = ()
) -> tuple[str, str]:
    """The rule that cannot be met and its mend (see ``mend_text``); two empty texts where there is a plan.

    ``wanted`` are the full batches that a lawful plan would take: then seats are the reason; ``purses`` are units whose
    money it would need and that is used up. ``aimless`` says that a career is planned without a target job.
    """
    if not solution.reason and solution.chosen:
        return "", ""
    if aimless:
        return NO_TARGET_JOB, ""
    if not solution.reason and not len(case.steps.level):
        return NO_GAP, ""
    if wanted:
        return SEATS, ",".join(sorted(wanted))
    if purses:
        return MONEY, ",".join(sorted(purses))
    if not len(case.short.solution):
        return NO_SOLUTION, ""
    if solution.relaxation is None:
        return _nothing_small(case, solution)
    change = solution.relaxation
    return solution.reason, f"{change.limit}:{change.now:g}:{change.needed:g}"


def _nothing_small(case: Case, solution: Solution) -> tuple[str, str]:
    """What stands in the way where no single change of a limit would do: first of all a model with nothing in it."""
    least = case.problem.limits.share_low
    empty = [
        bucket.value for n, bucket in enumerate(BUCKETS) if least[n] > 0 and n not in case.problem.bucket
    ]
    if empty:
        return NO_MODEL, ", ".join(empty)
    return (NO_SOLUTION if solution.reason in ("", NO_CANDIDATE) else solution.reason), ""


def mend_text(unplanned: str, mend: str) -> Reason:
    """The mend of a proposal as a message id with its fields."""
    if unplanned in MENDS:
        return Reason(MENDS[unplanned], 0.0, (("needed", mend),))
    if not mend:
        return Reason(NOTHING_SMALL)
    limit, now, needed = mend.split(":")
    before, after = (
        _figure(limit, float(now), ROUND_HALF_EVEN),
        _figure(limit, float(needed), _away(now, needed)),
    )
    return Reason(CHANGE, 0.0, (("limit", TITLES.get(limit, limit)), ("now", before), ("needed", after)))


def _figure(limit: str, value: float, rounding: str) -> str:
    percent = limit.startswith("mix_")
    shown = Decimal(str(value)) * (100 if percent else 1)
    return f"{shown.quantize(Decimal('0.1'), rounding).normalize():f}" + (" %" if percent else "")


def _away(now: str, needed: str) -> str:
    """Round so that the change stays large enough."""
    return ROUND_CEILING if float(needed) > float(now) else ROUND_FLOOR
