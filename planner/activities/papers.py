"""What may be written into a paper, and what is still missing from it: every fault at once, each with its field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from catalog.activity_stages import Document, Field, FieldKind
from planner.activities.lifecycle import Task
from planner.errors.papers import PaperFault

Rows = tuple[Mapping[str, str], ...]
"""What is written into a paper: one row, or several where it ``repeats``; a text by the key of its field."""

ROWS_MAX = 60
LONGEST: Mapping[FieldKind, int] = {FieldKind.TEXT: 500, FieldKind.LONG: 20_000, FieldKind.NUMBER: 20}
"""Characters that a field may have, line ends counted once. Choices and dates are bounded by what they are."""

NEEDED = "This is needed."
NO_ROW = "At least one row is needed."
NOT_A_DATE = "Write a day as YYYY-MM-DD."
NOT_A_NUMBER = "Write a number."
NOT_A_CHOICE = "Choose one of the answers."
TOO_LONG = "This is too long: at most {limit} characters."
TOO_MANY = "There are too many rows: at most {limit}."
ONE_ROW = "This paper has one row."
UNKNOWN_FIELD = "There is no such field."
CHARACTERS = "This has characters that cannot be stored."
NO_FILE = "Bring at least one file as evidence."
FAULTS = (
    *(NEEDED, NO_ROW, NOT_A_DATE, NOT_A_NUMBER, NOT_A_CHOICE, TOO_LONG, TOO_MANY),
    *(ONE_ROW, UNKNOWN_FIELD, CHARACTERS, NO_FILE),
)
"""Everything that can be wrong, as message ids."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def cleaned(document: Document, rows: Iterable[Mapping[str, str]]) -> Rows:
    """Return what is kept of what was written: no blanks around it, no empty fields, no empty rows."""
    numbers = {field.key for field in document.contents if field.kind is FieldKind.NUMBER}
    kept = tuple(
        {key: text for key, value in row.items() if (text := _plain(value, number=key in numbers))}
        for row in rows
    )
    return tuple(row for row in kept if row)


def faults_of(document: Document, rows: Rows, *, draft: bool = False) -> tuple[PaperFault, ...]:
    """Return every fault of cleaned rows; of a ``draft`` only what cannot be stored, not what is missing."""
    found = tuple(_faults(document, rows))
    return tuple(fault for fault in found if not fault.missing) if draft else found


def missing_papers(task: Task) -> tuple[PaperFault, ...]:
    """Return everything that is still to be written or brought before the task can be finished."""
    written = {paper.document: paper.rows for paper in task.papers}
    fillable = [document for document in task.stage.documents if document.contents]
    faults = [fault for one in fillable for fault in faults_of(one, written.get(one.key, ()))]
    if task.stage.evidence and not task.files:
        name = task.stage.title
        faults.append(PaperFault("", 0, "", name.name, name.name_en, NO_FILE, missing=True))
    return tuple(faults)


def _faults(document: Document, rows: Rows) -> Iterator[PaperFault]:
    known = {field.key: field for field in document.contents}
    if len(rows) > (ROWS_MAX if document.repeats else 1):
        yield _of_paper(document, TOO_MANY if document.repeats else ONE_ROW, limit=ROWS_MAX)
        return
    for number, row in enumerate(rows, 1):
        for key in row.keys() - known.keys():
            yield PaperFault(document.key, number, key[:40], key[:40], key[:40], UNKNOWN_FIELD)
    asked = any(field.required for field in document.contents)
    if document.repeats and asked and not rows:
        yield _of_paper(document, NO_ROW, missing=True)
    lines = rows if document.repeats else rows or ({},)
    for number, row in enumerate(lines, 1):
        for field in document.contents:
            yield from _of_field(document, number, field, row.get(field.key, ""))


def _of_paper(document: Document, problem: str, *, limit: int = 0, missing: bool = False) -> PaperFault:
    title = document.title
    return PaperFault(document.key, 0, "", title.name, title.name_en, problem, limit, missing)


def _of_field(document: Document, number: int, field: Field, text: str) -> Iterator[PaperFault]:
    missing = field.required and not text
    limit = LONGEST.get(field.kind, 0)
    problem = NEEDED if missing else _problem(field, text) if text else ""
    if problem:
        names = (field.key, field.name, field.name_en)
        yield PaperFault(document.key, number, *names, problem, limit, missing)


def _problem(field: Field, text: str) -> str:
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text):
        return CHARACTERS
    match field.kind:
        case FieldKind.DATE:
            return "" if _is_date(text) else NOT_A_DATE
        case FieldKind.CHOICE | FieldKind.SCORE:
            return "" if text in {choice.key for choice in field.choices} else NOT_A_CHOICE
        case FieldKind.NUMBER if not _NUMBER.fullmatch(text):
            return NOT_A_NUMBER
    return TOO_LONG if len(text) > LONGEST[field.kind] else ""


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _plain(value: str, *, number: bool) -> str:
    text = value.replace("\r\n", "\n").strip()
    return text.replace(",", ".") if number else text
