"""Documents opened as their readers open them."""

from __future__ import annotations

import io
import re

from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader


def text_of_docx(file: bytes) -> str:
    """All text of a Word file, in order: paragraphs and cells, a line each."""
    body = Document(io.BytesIO(file)).element.body
    lines = []
    for paragraph in body.iter(qn("w:p")):
        parts = (
            node.text if node.tag == qn("w:t") else "\n" for node in paragraph.iter(qn("w:t"), qn("w:br"))
        )
        lines.append("".join(part or "" for part in parts))
    return "\n".join(lines)


def text_of_pdf(file: bytes) -> str:
    """All text of a PDF, with its spaces and line ends as one space each."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    return re.sub(r"\s+", " ", "\n".join(pages))
