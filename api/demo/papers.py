"""What was written into the papers of the demo's activities."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from docx import Document as Sheet

from api.demo.data_files import demo_data
from catalog.activity_stages import Document, Field, FieldKind
from planner.activities import Task

Rows = tuple[Mapping[str, str], ...]


def written(document: Document, starts: date, day: date) -> Rows:
    """Return the rows of a paper that was filled in on a day, in an activity that started before or starts after it."""
    texts = demo_data("papers")["papers"].get(document.key, [{}])
    kept = texts if document.repeats else texts[:1]
    return tuple(_row(document, own, number, (starts, day)) for number, own in enumerate(kept, start=1))


def _row(
    document: Document, texts: Mapping[str, Any], number: int, days: tuple[date, date]
) -> Mapping[str, str]:
    starts, day = days
    held = starts + (day - starts) * texts["part"] if "part" in texts else day
    return {one.key: texts.get(one.key) or _ordinary(one, number, held) for one in document.contents}


def _ordinary(field: Field, number: int, day: date) -> str:
    match field.kind:
        case FieldKind.DATE:
            # What took several days took three.
            return (day - timedelta(days=2 if field.key == "begins" else 0)).isoformat()
        case FieldKind.NUMBER:
            return str(number)
        case FieldKind.SCORE:
            return field.choices[-1].key
        case FieldKind.CHOICE:
            return field.choices[0].key
    text: str = demo_data("papers")["ordinary"]
    return text.format(field=field.name)


def evidence_of(task: Task, day: date) -> tuple[str, bytes]:
    """Return the file that was brought for a task: its name and content."""
    sheet = Sheet()
    sheet.core_properties.created = sheet.core_properties.modified = datetime.combine(day, time())
    sheet.add_heading(task.stage.output.name)
    sheet.add_paragraph(f"Contoh berkas bukti dari demo. Dibuat {day:%d-%m-%Y}.")
    content = BytesIO()
    sheet.save(content)
    return f"{task.stage.output.name}.docx", content.getvalue()
