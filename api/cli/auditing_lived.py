"""What an audit says of what is lived: the law itself, plans as yearly plans, activities, communities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.table import Table

from api.cli.faults import words_of_installation
from api.cli.output import figures
from api.duty_views import duty_out, duty_title
from api.system import System
from competency_models.parameters import Parameters
from planner.duties import DUTIES, OF_PLANS, About
from planner.duty_audit import Lived, audit_duties
from planner.duty_record import Ground
from planner.overrides import set_aside, set_aside_now
from planner.ports import UnitOfWork
from planner.rules import RuleCheck, Verdict


@dataclass(frozen=True, slots=True)
class LivedFinding:
    """A rule that is not kept, or that cannot be judged; ``set_aside``: the result was recorded with a reason all the same."""

    about: About
    number: int
    nip: str
    check: RuleCheck
    set_aside: bool


def lived_findings(system: System, uow: UnitOfWork, law_day: date | None) -> tuple[LivedFinding, ...]:
    """Hold everything that is lived against the law of its own days, or of ``law_day``."""

    def ground_of(year: int) -> Ground:
        return Ground(system.worlds.within(uow, year).world, system.law, today, law_day)

    today = system.clock.today()
    audited = list(audit_duties(uow, ground_of, today.year))
    known = SetAside.of(uow, [one for one in audited if one.of(Verdict.FAIL)])
    return tuple(
        LivedFinding(one.about, one.number, one.nip, check, known.holds(one, check))
        for one in audited
        for check in (*one.of(Verdict.FAIL), *one.of(Verdict.UNKNOWN))
    )


@dataclass(frozen=True, slots=True)
class SetAside:
    """Rules that results set aside, by activity, and those that approvals did, by plan with the solution."""

    results: frozenset[tuple[int, str]]
    approvals: frozenset[tuple[int, str, str]]

    @classmethod
    def of(cls, uow: UnitOfWork, broken: Sequence[Lived]) -> SetAside:
        """Read them of what breaks a rule, in two queries."""
        lived = [str(one.number) for one in broken if one.about is About.ACTIVITY]
        plans = sorted({str(one.journey) for one in broken if one.journey})
        results = uow.decisions.each_of("activity", lived)
        approvals = uow.decisions.each_of("journey", plans)
        return cls(
            frozenset(
                (int(number), rule.rule)
                for number, history in results.items()
                for row in history
                for rule in set_aside(row)
            ),
            frozenset(
                (int(number), rule.rule, rule.solution)
                for number, history in approvals.items()
                for rule in set_aside_now(history)
            ),
        )

    def holds(self, one: Lived, check: RuleCheck) -> bool:
        """Tell whether somebody set the rule aside with a reason."""
        if check.verdict is not Verdict.FAIL:
            return False
        if one.about is About.ACTIVITY and (one.number, check.rule) in self.results:
            return True
        rules = OF_PLANS.get(check.rule, ())
        return any((one.journey, rule, check.solution) in self.approvals for rule in rules)


def told_lived(found: Sequence[LivedFinding], parameters: Parameters) -> Mapping[str, object]:
    """The findings for a program."""
    translate = words_of_installation()
    rows = [
        {
            "about": one.about,
            "id": one.number,
            "nip": one.nip,
            "set_aside": one.set_aside,
            **duty_out(one.check, parameters, translate).model_dump(mode="json"),
        }
        for one in found
    ]
    return {"rules": _counts(found), "findings": rows}


def print_lived(found: Sequence[LivedFinding], parameters: Parameters) -> None:
    """The findings for a person: how many of each rule, and each that is not kept."""
    translate = words_of_installation()
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(translate("Rule"))
    for heading in (translate("Not met"), translate("Set aside"), translate("Cannot be checked")):
        table.add_column(heading, justify="right")
    for rule, kinds in _counts(found).items():
        table.add_row(f"{rule.upper()} {duty_title(rule, parameters, translate)}", *map(str, kinds.values()))
    if found:
        figures.print(table)
    for one in found:
        if one.check.verdict is Verdict.FAIL:
            told = duty_out(one.check, parameters, translate)
            where = f"{one.about} {one.number}" if one.number else str(one.about)
            figures.print(f"{where}  {told.title} ({told.reference}): {told.mend}", markup=False)


def _counts(found: Sequence[LivedFinding]) -> Mapping[str, Mapping[str, int]]:
    kinds = Counter(
        (one.check.rule, "set_aside" if one.set_aside else str(one.check.verdict)) for one in found
    )
    return {
        rule: {kind: kinds[rule, kind] for kind in ("fail", "set_aside", "unknown")}
        for rule in DUTIES
        if any(name == rule for name, _ in kinds)
    }
