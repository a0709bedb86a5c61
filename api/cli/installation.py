"""The installation that a command works on; it lets the database go when the command has ended."""

from __future__ import annotations

from contextlib import ExitStack

from api.bootstrap import build_system
from api.settings import Settings
from api.system import System

ended = ExitStack()
"""What to do when the command has ended."""


def open_system(settings: Settings) -> System:
    """Put the installation together. Raises as api.bootstrap.build_system."""
    system = build_system(settings)
    ended.callback(system.close)
    return system
