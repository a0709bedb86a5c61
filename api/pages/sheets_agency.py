"""Tables about the agency as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from api.excel import Column, Sheet
from api.i18n import Translator
from api.pages.log_words import MOVE_NAMES, SUBJECT_NAMES
from api.pages.names import Names, actor_name
from api.pages.views_gap_map import HeatTable
from api.pages.words import ROLE_NAMES
from competency_models.errors import Fault
from planner.overrides import SetAside
from planner.ports import Account, Decision, ImportEntry
from planner.rules import TITLES


def catalogue_sheet(lines: Iterable[Mapping[str, Any]], names: Names, facts: Mapping[str, str]) -> Sheet:
    """Learning solutions."""
    t = names.t
    columns = (
        Column(t("Code"), width=12),
        Column(t("Learning solution"), width=44),
        Column(t("Model"), width=8),
        Column(t("Form"), width=26),
        Column(t("Lifts"), width=50),
        Column(t("Hours"), "number", 9),
        Column(t("Weeks"), "number", 9),
        Column(t("Cost"), "money", 14),
        Column(t("Next batch"), "date", 13),
        Column(t("Seats left"), "number", 10),
        Column(t("Provider"), width=24),
    )
    rows = (
        (
            line["code"],
            line["name"],
            line["bucket"],
            line["form"],
            "; ".join(f"{lift['name']} {lift['from_level']} → {lift['to_level']}" for lift in line["lifts"]),
            line["hours"],
            line["weeks"],
            line["cost"],
            line["batch"].starts if line["batch"] else None,
            line["seats"] if line["batch"] else None,
            line["provider"],
        )
        for line in lines
    )
    return Sheet(t("Learning catalogue"), columns, rows, facts)


def gap_map_sheet(table: HeatTable, title: str, names: Names, facts: Mapping[str, str]) -> Sheet:
    """The gap map as it is shown."""
    t = names.t
    columns = (
        Column(title, width=40),
        Column(t("People"), "number", 10),
        *(Column(column.name, "number", 14) for column in table.columns),
    )
    rows = (
        (row.name, row.people, *(None if cell is None else round(cell.value, 3) for cell in row.cells))
        for row in table.rows
    )
    return Sheet(t("Gap map"), columns, rows, facts)


def accounts_sheet(rows: Iterable[Account], names: Names) -> Sheet:
    """Accounts, without their passwords' hashes."""
    t = names.t
    columns = (
        Column(t("User name"), width=24),
        Column(t("Role"), width=24),
        Column("NIP", width=21),
        Column(t("Units"), width=50),
        Column(t("E-mail address"), width=30),
        Column(t("State"), width=16),
    )
    lines = (
        (
            row.username,
            t(ROLE_NAMES[row.role]),
            row.nip,
            "; ".join(f"{names.unit(code)} ({code})" for code in sorted(row.units)),
            row.email,
            t("blocked") if row.disabled else t("may sign in"),
        )
        for row in rows
    )
    return Sheet(t("Accounts"), columns, lines, {})


def decisions_sheet(
    rows: Iterable[Decision],
    names: Names,
    set_aside: Callable[[Decision], Iterable[SetAside]],
    person_of: Callable[[Decision], str] | None = None,
) -> Sheet:
    """The append-only log; ``set_aside`` gives what the reader is told of the rules that a decision set aside.

    ``person_of`` names whose plan a decision is about, where the reader may see them.
    """
    t = names.t
    columns = (
        Column(t("When"), "time", 18),
        Column(t("Who"), width=20),
        Column(t("About"), width=24),
        Column(t("Decision"), width=24),
        Column(t("Version"), "number", 9),
        Column(t("Reason"), width=50),
        Column(t("Rules set aside"), width=50),
        *([Column(t("Person"), width=30)] if person_of else []),
    )
    lines = (
        (
            row.at,
            actor_name(row, t),
            f"{t(SUBJECT_NAMES.get(row.subject, row.subject))} {row.subject_id}",
            t(MOVE_NAMES.get(row.move, row.move)),
            row.version,
            row.reason,
            "; ".join(
                f"{t(TITLES[one.rule])}: {names.figure(one.rule, one.measured)} / {names.figure(one.rule, one.limit)}"
                for one in set_aside(row)
            ),
            *([person_of(row)] if person_of else []),
        )
        for row in rows
    )
    return Sheet(t("Decisions"), columns, lines, {})


def imports_sheet(entries: Iterable[ImportEntry], t: Translator) -> Sheet:
    """Finished imports."""
    columns = (
        Column(t("When"), "time", 18),
        Column(t("By"), width=20),
        Column(t("Revision"), "number", 10),
        Column(t("Records added or changed"), "number", 14),
    )
    rows = ((entry.at, actor_name(entry, t), entry.revision, entry.report.changes) for entry in entries)
    return Sheet(t("Earlier imports"), columns, rows, {})


def faults_sheet(faults: Iterable[Fault], t: Translator) -> Sheet:
    """What is wrong with a file, cell by cell."""
    columns = (
        Column(t("File"), width=24),
        Column(t("Sheet"), width=16),
        Column(t("Row"), "number", 8),
        Column(t("Column"), width=18),
        Column(t("Value"), width=24),
        Column(t("What is wrong"), width=60),
        Column(t("How to mend it"), width=60),
    )
    rows = (
        (
            fault.file,
            fault.sheet,
            fault.row,
            fault.column,
            fault.value,
            t(fault.problem, **fault.params),
            t(fault.remedy, **fault.params),
        )
        for fault in faults
    )
    return Sheet(t("What to mend"), columns, rows, {})
