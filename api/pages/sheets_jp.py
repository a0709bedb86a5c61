"""Lesson hours as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable

from api.excel import Column, Sheet
from api.jp_views import EntryOut, UnitJpOut
from api.pages.names import Names
from api.pages.words import CAP_NAMES, PART_NAMES
from competency_models.people import Person
from planner.certificates import Certificate


def entries_sheet(person: Person, year: int, entries: Iterable[EntryOut], names: Names) -> Sheet:
    """The rows of a person's ledger in a year."""
    t = names.t
    columns = (
        Column(t("Starts"), "time", 18),
        Column(t("Ends"), "time", 18),
        Column(t("Time zone"), width=10),
        Column(t("Activity"), width=40),
        Column(t("Form"), width=30),
        Column(t("Part taken"), width=16),
        Column("JP", "number", 9),
        Column(t("Rule"), width=50),
        Column(t("Certainty"), width=10),
        Column(t("Limit that applied"), width=24),
        Column(t("Entered by"), width=18),
        Column(t("Entered at"), "time", 18),
        Column(t("Reason"), width=40),
    )
    rows = (
        (
            one.starts,
            one.ends,
            one.zone.value,
            one.title,
            names.form(one.form),
            t(PART_NAMES[one.part]),
            one.jp if one.known else None,
            one.reference,
            one.certainty,
            ", ".join(t(CAP_NAMES[hit.cap], limit=t.number(hit.limit, 1)) for hit in one.caps),
            one.by,
            one.at,
            one.reason,
        )
        for one in entries
    )
    facts = {t("Name"): person.name, "NIP": person.nip, t("Year"): str(year)}
    return Sheet(t("Lesson hours"), columns, rows, facts)


def certificates_sheet(person: Person, found: Iterable[Certificate], names: Names) -> Sheet:
    """A person's certificates, withdrawn ones too."""
    t = names.t
    columns = (
        Column(t("Activity"), width=40),
        Column(t("Form"), width=30),
        Column(t("Starts"), "date", 12),
        Column(t("Ends"), "date", 12),
        Column("JP", "number", 9),
        Column(t("Issued"), "time", 18),
        Column(t("Verification code"), width=24),
        Column(t("Withdrawn"), "time", 18),
        Column(t("Reason"), width=40),
    )
    rows = (
        (
            *(one.title, names.form(one.form), one.starts, one.ends, one.jp, one.issued_at, one.code),
            *(one.withdrawn_at, one.withdrawn_reason),
        )
        for one in found
    )
    return Sheet(t("Certificates"), columns, rows, {t("Name"): person.name, "NIP": person.nip})


def units_sheet(rows: Iterable[UnitJpOut], year: int, names: Names) -> Sheet:
    """Units' totals of a year."""
    t = names.t
    columns = (
        Column(t("Unit"), width=40),
        Column(t("People"), "number", 9),
        Column(t("Quota met"), "number", 12),
        Column(t("JP earned"), "number", 12),
        Column(t("JP planned"), "number", 12),
        Column(t("JP missing"), "number", 12),
    )
    lines = ((one.name, one.people, one.met, one.earned, one.planned, one.missing) for one in rows)
    return Sheet(t("Lesson hours"), columns, lines, {t("Year"): str(year)})
