"""What the catalogue leaves open as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.demanded import Line, PersonWaiting
from api.excel import Column, Sheet
from api.pages.names import Names
from api.pages.words import WAIT_MENDS, WAIT_NAMES
from planner.demand import Wait


def demand_sheet(lines: Iterable[Line], title: str, by: str, names: Names, facts: Mapping[str, str]) -> Sheet:
    """Who waits for what; lines by level say what would help."""
    t = names.t
    name_of = {"level": names.competency, "unit": names.unit, "job": names.job}[by]
    levels = by == "level"
    columns = (
        Column(title, width=44),
        *([Column(t("Level"), "number", 8)] if levels else []),
        Column(t("People waiting"), "number", 11),
        Column(t("Levels short"), "number", 11),
        Column(t("Weighted"), "number", 11),
        *(Column(t(WAIT_NAMES[wait]), "number", 16) for wait in Wait),
        *([Column(t("What would help"), width=60)] if levels else []),
    )
    rows = (
        (
            name_of(line.code),
            *([line.level] if levels else []),
            line.people,
            line.levels,
            line.weighted,
            *line.by_wait,
            *([t(WAIT_MENDS[line.remotest])] if levels else []),
        )
        for line in lines
    )
    return Sheet(t("Unmet needs"), columns, rows, facts)


def waiting_sheet(found: Iterable[PersonWaiting], names: Names, facts: Mapping[str, str]) -> Sheet:
    """The people who wait for one level."""
    t = names.t
    columns = (
        Column("NIP", width=21),
        Column(t("Name"), width=30),
        Column(t("Unit"), width=36),
        Column(t("Job"), width=30),
        Column(t("Weight"), "number", 9),
        Column(t("Waits for"), width=44),
    )
    rows = (
        (
            one.person.nip,
            one.person.name,
            names.unit(one.person.unit),
            names.job(one.person.job),
            one.weight,
            t(WAIT_NAMES[one.wait]),
        )
        for one in found
    )
    return Sheet(t("People waiting"), columns, rows, facts)
