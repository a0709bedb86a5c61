"""The demo's sign-ins: marked as such, and refused wherever the demo does not run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from api.operator import OPERATOR
from api.security import hash_password
from api.system import System
from competency_models.people import Person
from planner.access import Role
from planner.agency import Agency
from planner.ports import Account
from planner.usecases import add_account

PASSWORD = "belajar-bersama"  # noqa: S105
"""Of every demo sign-in; worthless outside the demo."""


def add_demo_sign_ins(system: System, agency: Agency) -> None:
    """Add the sign-ins that are not there yet."""
    with system.open(write=False) as uow:
        known = {account.username for account in uow.accounts.page(limit=200).rows}
    missing = [account for account in _accounts(agency) if account.username not in known]
    password_hash = hash_password(PASSWORD) if missing else ""
    for account in missing:
        add_account(system.open(), OPERATOR, replace(account, password_hash=password_hash), system.clock)


def _accounts(agency: Agency) -> Iterator[Account]:
    people = sorted(agency.people, key=lambda person: person.nip)
    officers = [one for one in people if one.job.startswith("pengembang_tp")]
    chief = next(one for one in people if one.job == "sekretaris_badan")
    teams = ((one, _beside(one, people, officers)) for one in people if one.job.startswith("widyaiswara"))
    centres = {one.nip for one in people if one.job == "kepala_pusat"}
    # Somebody coaches and is coached in the same team; the head of a centre may propose a community, that of a balai may not.
    report, colleagues = next((one, team) for one, team in teams if one.supervisor in centres and team)
    supervisor = report.supervisor
    heads = [one for one in people if one.job == "kepala_balai" and one not in colleagues]
    trainers = [
        one for one in people if one.job.startswith("widyaiswara") and one not in (report, *colleagues)
    ]
    yield Account(0, "pegawai", "", Role.EMPLOYEE, report.nip, demo=True)
    yield Account(0, "coachee", "", Role.EMPLOYEE, colleagues[0].nip, demo=True)
    yield Account(0, "coach", "", Role.EMPLOYEE, trainers[0].nip, demo=True)
    yield Account(0, "mentor", "", Role.SUPERVISOR, heads[0].nip, demo=True)
    yield Account(0, "atasan", "", Role.SUPERVISOR, supervisor, demo=True)
    yield Account(0, "lo", "", Role.LEARNING_OFFICER, officers[0].nip, frozenset({"BPSDM"}), demo=True)
    yield Account(0, "lo2", "", Role.LEARNING_OFFICER, officers[-1].nip, frozenset({"KEM"}), demo=True)
    yield Account(0, "clo", "", Role.CLO, chief.nip, demo=True)
    yield Account(0, "admin", "", Role.ADMINISTRATOR, demo=True)


def _beside(report: Person, people: Sequence[Person], officers: Sequence[Person]) -> list[Person]:
    """Who else reports to the person's supervisor, heads of units last; the demo's officers have sign-ins of their own."""
    taken = (report, officers[0], officers[-1])
    under = (one for one in people if one.supervisor == report.supervisor and one not in taken)
    return sorted(under, key=lambda one: one.job.startswith("kepala_ba"))
