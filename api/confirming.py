"""Confirms a certificate to whoever holds its code; for JSON and pages alike, and slow to those who guess."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from api.problems import Problem
from api.system import System
from planner.certificates import Certificate, read_code


def confirm(system: System, code: str, address: str) -> Certificate | None:
    """Return the certificate of a code; None alike for a code that none has and for what is no code.

    Raises Problem ``too-many`` after too many wrong codes from one address.
    """
    if wait := system.codes.wait_seconds(address, system.clock.now().timestamp()):
        text, params = "Try again in {seconds} seconds.", {"seconds": wait}
        raise Problem("too-many", text, params, headers={"Retry-After": str(wait)})
    with system.open(write=False) as uow:
        found = uow.certificates.coded(read_code(code) or "")
    if found is None:
        system.codes.failed(address)
    return found


def issued_on(system: System, certificate: Certificate) -> date:
    """Return the day of issue where the agency is."""
    return certificate.issued_at.astimezone(ZoneInfo(system.settings.time_zone)).date()
