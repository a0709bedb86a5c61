"""PDF from typst templates: data go in as values, the same data give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from api.documents import shelf
from api.documents.faults import TemplateFault
from api.documents.values import day_of, filled

PACKAGES = Path(__file__).resolve().parent / "packages"
_FOR_KEEPING = ["a-2a", "ua-1"]
"""PDF/A-2a can be archived, PDF/UA-1 be read aloud."""

_OUTSIDE = "@preview"


def render_pdf(
    template: str | tuple[str, ...], context: Mapping[str, object], *, folder: Path | None = None
) -> bytes:
    """Fill a template: PDF/A-2a and PDF/UA-1, unless the data hold a character that the fonts lack.

    ``template`` is a name, or several of which the first that exists is taken; ``context`` holds ``title`` and ``day``
    (a date: the file's own), and what the template asks for; ``folder`` holds an agency's own templates.
    Raises TemplateFault where the template cannot be filled, KeyError where there is none.
    """
    return b"".join(_compile(template, context, folder, "pdf", _FOR_KEEPING))


def render_pages(
    template: str | tuple[str, ...], context: Mapping[str, object], *, folder: Path | None = None
) -> list[bytes]:
    """Fill a template as pictures, one PNG a page; see ``render_pdf``."""
    return _compile(template, context, folder, "png", [])


def _compile(
    template: str | tuple[str, ...],
    context: Mapping[str, object],
    folder: Path | None,
    form: Any,
    standards: list[Any],
) -> list[bytes]:
    day = day_of(context)
    path = shelf.find((template,) if isinstance(template, str) else template, ".typ", folder)
    _refuse_the_internet(path)
    compiler = typst.Compiler(
        path,
        root=path.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(filled(context))},
        package_path=PACKAGES,
        package_cache_path=PACKAGES,
    )
    made_on = datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        try:
            made = compiler.compile(format=form, pdf_standards=standards, timestamp=made_on)
        except typst.TypstError as error:
            if "could not be displayed" not in str(error):
                raise
            made = compiler.compile(format=form, timestamp=made_on)
    except typst.TypstError as error:
        raise TemplateFault(path, ". ".join([error.message, *error.hints]) + ".") from None
    return made if isinstance(made, list) else [made or b""]


def _refuse_the_internet(path: Path) -> None:
    if _OUTSIDE in path.read_text(encoding="utf-8", errors="replace"):
        raise TemplateFault(path, f"{_OUTSIDE} is on the internet, and nothing is fetched from there.")


@cache
def _fonts() -> typst.Fonts:
    """The fonts that come with typst, so that every machine makes the same file."""
    return typst.Fonts(include_system_fonts=False)
