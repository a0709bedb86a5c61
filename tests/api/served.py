"""Applications for tests: making one lays out every route anew, half a second each time, so a test takes the last one's."""

from __future__ import annotations

from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from api.system import System

_free: dict[tuple[bool, int], list[FastAPI]] = {}
_lent: list[tuple[tuple[bool, int], FastAPI]] = []


def serve(settings: Settings, system: System) -> FastAPI:
    """An application on the system, until the test ends; it knows of nothing that was served before."""
    # All that an application takes from its settings; everything else it asks its system.
    key = (settings.secure_cookies, settings.upload_max_mb)
    app = free.pop() if (free := _free.get(key)) else create_app(settings, system)
    app.state.system = system
    _lent.append((key, app))
    return app


def take_back() -> None:
    """The test is over: its applications are free."""
    while _lent:
        key, app = _lent.pop()
        del app.state.system
        _free.setdefault(key, []).append(app)
