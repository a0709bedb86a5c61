"""Word files from templates that an agency may edit: filled in a sandbox, the same data give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from api.documents import shelf
from api.documents.faults import TemplateFault
from api.documents.values import day_of, filled

BLANK = "." * 40
"""What a missing value leaves to write on by hand; in a table ``{{ value|cell }}`` leaves the cell empty."""

_OWN_SUMS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What expressions of a template may raise."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render_docx(
    template: str | tuple[str, ...], context: Mapping[str, object], *, folder: Path | None = None
) -> bytes:
    """Fill a template; the arguments are those of ``api.documents.pdf.render_pdf``.

    Raises TemplateFault where the template cannot be filled, KeyError where there is none.
    """
    day = day_of(context)
    path = shelf.find((template,) if isinstance(template, str) else template, ".docx", folder)
    document = _opened(path)
    try:
        document.render(filled(context), _sandbox(), autoescape=True)
    except TemplateError as error:
        raise TemplateFault(path, f"{error.message or type(error).__name__}.") from None
    except _OWN_SUMS as error:
        raise TemplateFault(path, f"{error}.") from None
    facts = document.docx.core_properties
    facts.title = str(context["title"])[:255]
    facts.created = facts.modified = datetime(day.year, day.month, day.day)
    made = io.BytesIO()
    document.save(made)
    return _without_time(made)


def _opened(path: Path) -> DocxTemplate:
    document = DocxTemplate(path)
    try:
        document.init_docx()
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, PackageNotFoundError):
        raise TemplateFault(path, "it is no Word file (.docx).") from None
    return document


def _sandbox() -> ImmutableSandboxedEnvironment:
    sandbox = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: BLANK if value is None else value,
    )
    sandbox.filters["cell"] = lambda value: "" if value is None else value
    return sandbox


def _without_time(made: io.BytesIO) -> bytes:
    """Write the archive anew, with no time of its own."""
    again = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()
