"""A document filled and handed out as a file; that it was looked at is kept."""

from __future__ import annotations

from dataclasses import fields
from typing import Literal
from urllib.parse import quote

from starlette.responses import Response

from api.deps import SignedIn
from api.documents import render_docx, render_pdf
from api.printing.found import Dates, Printed
from api.reach import note_reads
from api.system import System

Format = Literal["docx", "pdf"]
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "ics": "text/calendar; charset=utf-8",
}
LONGEST_NAME = 120
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def hand_out_dates(system: System, who: SignedIn, found: Dates) -> Response:
    """Answer with a calendar."""
    note_reads(system, who, found.nips, "documents")
    return as_file(found.content, found.file, "ics")


def hand_out(system: System, who: SignedIn, found: Printed, form: Format) -> Response:
    """Fill a document and answer with it; that it was looked at is kept."""
    note_reads(system, who, found.nips, "documents")
    return as_file(filled_in(system, found, form), found.file, form)


def filled_in(system: System, found: Printed, form: Format) -> bytes:
    """Fill a document with the agency's own template, or the packaged one."""
    render = render_docx if form == "docx" else render_pdf
    values = {field.name: getattr(found.context, field.name) for field in fields(found.context)}
    return render(found.templates, values, folder=system.settings.templates_dir)


def as_file(content: bytes, name: str, ending: str) -> Response:
    """Answer with a file to keep, under a name that every system takes (RFC 6266, RFC 5987)."""
    name = " ".join(name.split())[:LONGEST_NAME]
    plain = "".join(sign if sign in _ASCII else "-" for sign in name)
    told = f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(f'{name}.{ending}', safe='')}"
    return Response(content, 200, {"Content-Disposition": told}, MEDIA[ending])
