"""Duties of the forms and parameters in force: which form stands in which model, and that no share was invented."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.solutions import Bucket
from planner.duties.case import Case, gravest
from planner.rules import RuleCheck
from planner.rules.checks import joined

PUPR = "pupr"
CHOICE = "design choice"
OURS = "D"


def forms_of_model(case: Case) -> Iterator[RuleCheck]:
    """Rules 2 and 4: the forms that the circular names stand in the model (G, J)."""
    model, wanted = Bucket(case.value["model"]), case.value["forms"]
    forms = case.facts.context.forms_at
    gone = [key for key in wanted if key not in forms or PUPR not in forms[key].models]
    out = [key for key in wanted if key not in gone and model not in forms[key].buckets(PUPR)]
    stand, all_of_them = float(len(wanted) - len(gone) - len(out)), float(len(wanted))
    if out:
        cited = joined(forms[key].citations[f"buckets.{PUPR}"] for key in out)
        yield case.broken(
            "form_elsewhere", stand, all_of_them, cited, forms=", ".join(out), bucket=str(model)
        )
    elif gone:
        yield case.unknown("form_missing", stand, all_of_them, forms=", ".join(gone))
    else:
        yield case.met(stand, all_of_them)


def social_forms(case: Case) -> Iterator[RuleCheck]:
    """Rule 3: coaching and mentoring stand in model 20, run by the HR unit (H) or by the participant's unit (I)."""
    forms = case.facts.context.forms_at
    checks = list(forms_of_model(case))
    for key in case.value["forms"]:
        if key in forms and not {"stages", "stages.own_unit"} <= forms[key].citations.keys():
            checks.append(case.unknown("form_run_by_one", form=key))
    yield from gravest(checks)


def no_numeric_share(case: Case) -> Iterator[RuleCheck]:
    """Rule 5: the circular states no share of anything, so whoever cites it for one is wrong."""
    at, silent = case.facts.context.parameters_at, case.value["silent"]
    for name in case.value["parameters"]:
        cited = at.citation(name)
        if CHOICE in cited.reference and cited.certainty == OURS:
            continue
        if silent in cited.reference:
            yield case.broken("share_invented", citation=cited, parameter=name)
        else:
            yield case.unknown("share_of_others", citation=cited, parameter=name, reference=cited.reference)
        return
    yield case.met(citation=joined(at.citation(name) for name in case.value["parameters"]))
