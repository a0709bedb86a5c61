"""Tasks as a workbook."""

from __future__ import annotations

from collections.abc import Iterable

from api.excel import Column, Sheet
from api.pages.names import Names
from api.pages.words import DOER_NAMES
from planner.ports import TaskRow


def tasks_sheet(rows: Iterable[TaskRow], names: Names) -> Sheet:
    """What waits for somebody."""
    t = names.t
    columns = (
        Column(t("Deadline"), "date", 12),
        Column(t("Task"), width=40),
        Column(t("Output"), width=50),
        Column(t("Responsible"), width=20),
        Column(t("Person"), width=30),
        Column("NIP", width=20),
        Column(t("Unit"), width=30),
        Column(t("Learning solution"), width=40),
        Column(t("Reference"), width=40),
    )
    lines = (
        (
            row.due,
            t.name(row.stage.title),
            t.name(row.stage.output),
            t(DOER_NAMES[row.stage.doer]),
            row.name,
            row.nip,
            row.unit_name,
            names.solution(row.solution),
            t(row.stage.citation.reference),
        )
        for row in rows
    )
    return Sheet(t("Tasks"), columns, lines, {})
