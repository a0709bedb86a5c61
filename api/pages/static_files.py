"""Style sheets, scripts, fonts and pictures."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).resolve().parent.parent / "static"


class OwnFiles(StaticFiles):
    """A browser keeps vendored files for a day, as they change with a release only; our own it asks for each time."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Serve one file."""
        response = await super().get_response(path, scope)
        kept = "public, max-age=86400" if path.startswith("vendor/") else "no-cache"
        response.headers.setdefault("Cache-Control", kept)
        return response
