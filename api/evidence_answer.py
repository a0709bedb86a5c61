"""A file brought as evidence, as an answer that no browser opens by itself."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from api.deps import SignedIn
from api.reach import note_reads
from api.system import System
from planner.errors import NotFound
from planner.usecases import find_file


def file_answer(system: System, who: SignedIn, task_id: int, file_id: int) -> Response:
    """Return a file to who sees its activity, and note that it was read. Raises NotFound."""
    found, file = find_file(system.open(write=False), who.actor, task_id, file_id)
    content = system.files.read(file.stored_as)
    if content is None:
        raise NotFound("file", file_id)
    note_reads(system, who, [found.nip], "evidence")
    return Response(
        content,
        media_type=file.kind,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )
