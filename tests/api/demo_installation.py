"""A small demo agency, stored, with its sign-ins: for stories that need plans that keep all rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.bootstrap import build_system
from api.demo.agency import DEMO_DAY, DEMO_SEED, demo_agency
from api.demo.sign_ins import add_demo_sign_ins
from api.operator import OPERATOR
from api.settings import load_settings
from api.system import System
from planner.usecases import import_agency

PEOPLE = 60


@contextmanager
def demo_installation(database_url: str, data_dir: Path) -> Iterator[System]:
    """Import a demo agency and add its sign-ins; nothing is planned yet."""
    data_dir.mkdir(exist_ok=True)
    settings = load_settings(database_url=database_url, data_dir=data_dir, today=DEMO_DAY, demo=True)
    system = build_system(settings)
    agency = demo_agency(PEOPLE, DEMO_SEED)
    try:
        import_agency(system.open(), agency, OPERATOR, system.clock)
        add_demo_sign_ins(system, agency)
        yield system
    finally:
        system.close()
