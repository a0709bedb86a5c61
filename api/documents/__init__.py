"""Documents: Word from templates that an agency may edit, PDF and calendar, filled from the data."""

from api.documents.faults import TemplateFault
from api.documents.pdf import render_pages, render_pdf
from api.documents.word import render_docx

__all__ = ["TemplateFault", "render_docx", "render_pages", "render_pdf"]
