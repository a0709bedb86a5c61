"""The pages' tables as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from api.excel import Column, Sheet
from api.pages.names import Names
from api.pages.views_gap_map import HeatTable
from api.pages.words import (
    BUCKET_NAMES,
    CONSIDERATION_NAMES,
    EVIDENCE_NAMES,
    MOVE_NAMES,
    ROLE_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
)
from api.worlds import Known
from competency_models.gaps import Gap
from competency_models.people import Person
from planner.gap_map import Behind
from planner.journey import Journey, State
from planner.ports import Account, Decision, JourneyRow


def journey_sheet(journey: Journey, person: Person, names: Names) -> Sheet:
    """The items of one journey."""
    t = names.t
    columns = (
        Column(t("Learning activity"), width=44),
        Column(t("Model"), width=24),
        Column(t("Form"), width=24),
        Column(t("Start"), "date", 12),
        Column(t("End"), "date", 12),
        Column(t("Batch"), width=14),
        Column(t("Hours"), "number", 9),
        Column("JP", "number", 9),
        Column(t("Cost"), "money", 14),
        Column(t("What it closes"), width=44),
    )
    rows = [
        (
            names.solution(item.solution),
            f"{item.bucket} · {t(BUCKET_NAMES[item.bucket])}",
            names.form(item.form),
            item.starts,
            item.ends,
            item.offering,
            item.hours,
            item.jp,
            item.cost,
            "; ".join(
                f"{names.competency(part.competency)} {part.from_level} → {part.to_level}"
                for part in item.closes
            ),
        )
        for item in journey.items
    ]
    facts = {
        t("Name"): person.name,
        "NIP": person.nip,
        t("Year"): str(journey.year),
        t("State"): t(STATE_NAMES[journey.state]),
        t("Version"): str(journey.version),
    }
    return Sheet(t("Learning plan"), columns, rows, facts)


def gaps_sheet(person: Person, gaps: Iterable[Gap], names: Names) -> Sheet:
    """What is required of a person and how far it is proven."""
    t = names.t
    columns = (
        Column(t("Competency"), width=12),
        Column(t("Name"), width=40),
        Column(t("Required level"), "number", 10),
        Column(t("Proven level"), "number", 10),
        Column(t("Gap"), "number", 10),
        Column(t("Evidence"), width=26),
        Column(t("State"), width=30),
        Column(t("Assessed on"), "date", 13),
        Column(t("Confidence"), "percent", 12),
    )
    rows = [
        (
            gap.competency,
            names.competency(gap.competency),
            gap.required,
            gap.proven,
            gap.gap,
            t(SOURCE_NAMES[gap.evidence.source]) if gap.evidence else "",
            t(EVIDENCE_NAMES[gap.state]),
            gap.evidence.assessed_on if gap.evidence else None,
            gap.evidence.confidence if gap.evidence else None,
        )
        for gap in gaps
    ]
    return Sheet(t("Gaps"), columns, rows, {t("Name"): person.name, "NIP": person.nip})


def inbox_sheet(rows: Iterable[JourneyRow], names: Names, facts: Mapping[str, str]) -> Sheet:
    """Plans in an inbox."""
    t = names.t
    columns = (
        Column("NIP", width=21),
        Column(t("Person"), width=32),
        Column(t("Unit"), width=32),
        Column(t("Year"), "text", 8),
        Column(t("State"), width=16),
        Column(t("Since"), "time", 18),
        Column(t("Consideration"), width=24),
        Column(t("Items"), "number", 8),
        Column(t("Hours"), "number", 9),
        Column("JP", "number", 9),
        Column(t("Cost"), "money", 14),
    )
    lines = (
        (
            row.nip,
            row.name,
            row.unit_name,
            row.year,
            t(STATE_NAMES[row.state]),
            row.since,
            t(CONSIDERATION_NAMES[row.consideration]),
            row.items,
            row.hours,
            row.jp,
            row.cost,
        )
        for row in rows
    )
    return Sheet(t("Inbox"), columns, lines, facts)


def accounts_sheet(rows: Iterable[Account], names: Names) -> Sheet:
    """Accounts, without their passwords' hashes."""
    t = names.t
    columns = (
        Column(t("User name"), width=24),
        Column(t("Role"), width=24),
        Column("NIP", width=21),
        Column(t("Units"), width=30),
        Column(t("State"), width=16),
    )
    lines = (
        (
            row.username,
            t(ROLE_NAMES[row.role]),
            row.nip,
            ", ".join(sorted(row.units)),
            t("blocked") if row.disabled else t("may sign in"),
        )
        for row in rows
    )
    return Sheet(t("Accounts"), columns, lines, {})


def decisions_sheet(rows: Iterable[Decision], names: Names) -> Sheet:
    """The append-only log."""
    t = names.t
    columns = (
        Column(t("When"), "time", 18),
        Column(t("Who"), width=20),
        Column(t("About"), width=24),
        Column(t("Decision"), width=24),
        Column(t("Version"), "number", 9),
        Column(t("Reason"), width=50),
    )
    lines = (
        (
            row.at,
            row.actor,
            f"{row.subject} {row.subject_id}",
            t(MOVE_NAMES.get(row.move, row.move)),
            row.version,
            row.reason,
        )
        for row in rows
    )
    return Sheet(t("Decisions"), columns, lines, {})


def people_sheet(lines: Iterable[Mapping[str, object]], names: Names, facts: Mapping[str, str]) -> Sheet:
    """People in a list."""
    t = names.t
    columns = (
        Column("NIP", width=21),
        Column(t("Name"), width=32),
        Column(t("Job"), width=36),
        Column(t("Unit"), width=36),
        Column(t("Competencies short"), "number", 12),
        Column(t("Latest plan"), width=16),
    )
    rows = (
        (
            line["nip"],
            line["name"],
            line["job"],
            line["unit"],
            line["short"],
            t(STATE_NAMES[line["state"]]) if isinstance(line["state"], State) else "",
        )
        for line in lines
    )
    return Sheet(t("People"), columns, rows, facts)


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


def behind_sheet(rows: Iterable[Behind], known: Known, names: Names, facts: Mapping[str, str]) -> Sheet:
    """The people behind one cell of the gap map."""
    t = names.t
    columns = (
        Column("NIP", width=21),
        Column(t("Name"), width=32),
        Column(t("Unit"), width=36),
        Column(t("Required level"), "number", 10),
        Column(t("Proven level"), "number", 10),
        Column(t("Gap"), "number", 10),
    )
    lines = (
        (
            row.nip,
            names.person(row.nip),
            names.unit(known.people[row.nip].unit),
            row.required,
            row.proven,
            row.gap,
        )
        for row in rows
    )
    return Sheet(t("Gaps"), columns, lines, facts)
