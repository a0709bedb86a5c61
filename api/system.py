"""Everything that a request may reach, put together once by ``api.bootstrap``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from api.code_limit import CodeLimit
from api.settings import Settings
from api.sign_in_limit import SignInLimit
from api.worlds import Worlds
from catalog.forms import Forms
from catalog.ledger import Law
from competency_models.parameters import Parameters
from planner.ports import CheckDuties, CheckItems, Clock, FileStore, Jobs, MakeItem, Notifier, OpenUnitOfWork


@dataclass(frozen=True, slots=True)
class System:
    """The parts of one running installation; safe to share between threads. ``close`` ends long work and lets the database go.

    ``notifier`` is None where no mail is sent.
    """

    settings: Settings
    secret: bytes
    clock: Clock
    open: OpenUnitOfWork
    parameters: Parameters
    forms: Forms
    law: Law
    worlds: Worlds
    check_items: CheckItems
    check_duties: CheckDuties
    make_item: MakeItem
    sign_ins: SignInLimit
    codes: CodeLimit
    files: FileStore
    notifier: Notifier | None
    jobs: Jobs
    close: Callable[[], None]
