"""``corpu serve``: the pages and the JSON interface."""

from __future__ import annotations

from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.cli.output import words
from api.middleware import log_to_standard_error
from api.settings import Settings, load_settings

KEEP_ALIVE = 75
"""Seconds; uvicorn's own 5 close a proxy's connection under its hands."""


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; CORPU_HOST otherwise.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; CORPU_PORT otherwise.")] = None,
) -> None:
    """Serve the pages and the JSON interface until Ctrl-C."""
    given = {"host": host, "port": port}
    run(load_settings(**{name: value for name, value in given.items() if value is not None}))


def run(settings: Settings) -> None:
    """Serve with these settings until interrupted."""
    app = create_app(settings)
    log_to_standard_error()
    if settings.runs:
        app.state.system.jobs.take_up()
    words.print(f"http://{settings.host}:{settings.port}/  (Ctrl-C ends)")
    try:
        uvicorn.run(
            app,
            host=settings.host,
            port=settings.port,
            log_level="warning",
            access_log=False,
            timeout_keep_alive=KEEP_ALIVE,
            server_header=False,
        )
    finally:
        app.state.system.close()
