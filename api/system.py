"""Everything that a request may reach, put together once by ``api.bootstrap``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from catalog.forms import Forms
from planner.propose import World

from api.settings import Settings
from api.sign_in_limit import SignInLimit
from competency_models.parameters import Parameters
from planner.ports import CheckItems, Clock, MakeItem, OpenUnitOfWork


@dataclass(frozen=True, slots=True)
class Known:
    """The agency as it was at one revision, ready for planning, with the ids that people have in addresses."""

    revision: int
    world: World
    nip_of: Mapping[str, str]


class Worlds(Protocol):
    """Keeps the agency in memory for as long as its data do not change."""

    def current(self) -> Known:
        """The agency as it is stored now; built anew only after an import, a new day or another seat taken."""


@dataclass(frozen=True, slots=True)
class System:
    """The parts of one running installation; safe to share between threads."""

    settings: Settings
    secret: bytes
    clock: Clock
    open: OpenUnitOfWork
    parameters: Parameters
    forms: Forms
    worlds: Worlds
    check_items: CheckItems
    make_item: MakeItem
    sign_ins: SignInLimit
