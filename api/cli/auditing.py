"""``corpu rules audit``: every open plan, and what is lived of it, held against the rules in force on a day."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rich.table import Table

from api.cli.auditing_lived import lived_findings, print_lived, told_lived
from api.cli.faults import words_of_installation
from api.cli.files import AsJson
from api.cli.installation import open_system
from api.cli.output import figures, print_json, words
from api.cli.rules import Day
from api.operator import OPERATOR
from api.settings import load_settings
from api.system import System
from planner.approval import HOLDS_SEATS
from planner.audit import Audited, audit
from planner.overrides import set_aside_now
from planner.ports import UnitOfWork
from planner.rules import TITLES, RuleCheck, Verdict
from planner.usecases import log_reads


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a plan does not meet, or that cannot be judged; ``set_aside``: its approval said why all the same."""

    audited: Audited
    check: RuleCheck
    set_aside: bool


def audit_rules(day: Day = None, as_json: AsJson = False) -> None:
    """Hold every open plan, its activities and the communities against the rules of a day.

    Exit status 1 when one is broken that no approval and no result set aside.
    """
    system = open_system(load_settings())
    on = day.date() if day else system.clock.today()
    with system.open(write=False) as uow:
        plans = list(_audited(system, uow, on))
        found = list(_findings(uow, plans))
        lived = lived_findings(system, uow, day.date() if day else None)
    nips = {one.audited.journey.nip for one in found} | {one.nip for one in lived if one.nip}
    log_reads(system.open(), OPERATOR, sorted(nips), "rule audit", system.clock)
    if as_json:
        told = [_told(finding) for finding in found]
        parts = {"findings": told, "lived": told_lived(lived, system.parameters)}
        print_json({"day": on, "plans": len(plans), "rules": _counts(found), **parts})
    else:
        print_lived(lived, system.parameters)
        _print(found, len(plans), on)
    open_ended = [(one.check, one.set_aside) for one in found] + [(one.check, one.set_aside) for one in lived]
    sys.exit(any(check.verdict is Verdict.FAIL and not known for check, known in open_ended))


def _audited(system: System, uow: UnitOfWork, on: date) -> Iterator[Audited]:
    parameters_at, forms_at = system.parameters.at(on), system.forms.at(on)
    taken = uow.seats.taken()
    for year, journeys in groupby(uow.journeys.every_open(), lambda journey: journey.year):
        world = system.worlds.within(uow, year).world
        yield from audit(world, journeys, taken, parameters_at, forms_at)


def _findings(uow: UnitOfWork, plans: Sequence[Audited]) -> Iterator[Finding]:
    approved = [one for one in plans if one.journey.state in HOLDS_SEATS and one.of(Verdict.FAIL)]
    histories = uow.decisions.each_of("journey", [str(one.journey.id) for one in approved])
    known = {
        (int(number), rule.rule, rule.solution)
        for number, history in histories.items()
        for rule in set_aside_now(history)
    }
    for one in plans:
        for check in (*one.of(Verdict.FAIL), *one.of(Verdict.UNKNOWN)):
            yield Finding(one, check, (one.journey.id, check.rule, check.solution) in known)


def _counts(found: list[Finding]) -> Mapping[str, Mapping[str, int]]:
    kinds = Counter(
        (one.check.rule, "set_aside" if one.set_aside else str(one.check.verdict)) for one in found
    )
    return {
        rule: {kind: kinds[rule, kind] for kind in ("fail", "set_aside", "unknown")}
        for rule in TITLES
        if any(name == rule for name, _ in kinds)
    }


def _told(finding: Finding) -> dict[str, object]:
    check, journey, translate = finding.check, finding.audited.journey, words_of_installation()
    return {
        "journey": journey.id,
        "nip": journey.nip,
        "year": journey.year,
        "state": journey.state,
        "rule": check.rule,
        "solution": check.solution,
        "verdict": check.verdict,
        "set_aside": finding.set_aside,
        "measured": check.measured,
        "limit": check.limit,
        "reference": check.reference,
        "certainty": check.certainty,
        "mend": translate(check.mend, **check.params) if check.mend else "",
    }


def _print(found: list[Finding], plans: int, on: date) -> None:
    translate = words_of_installation()
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(translate("Rule"))
    for heading in (translate("Not met"), translate("Set aside"), translate("Cannot be checked")):
        table.add_column(heading, justify="right")
    for rule, kinds in _counts(found).items():
        table.add_row(translate(TITLES[rule]), *map(str, kinds.values()))
    if found:
        figures.print(table)
    for one in found:
        told = _told(one)
        if one.check.verdict is Verdict.FAIL:
            title = translate(TITLES[one.check.rule])
            figures.print(f"{told['nip']}  {title} ({told['reference']}): {told['mend']}", markup=False)
    words.print(
        translate.plural(
            "{n} open plan held against the rules of {day}",
            "{n} open plans held against the rules of {day}",
            plans,
            day=on,
        )
    )
