"""The book of rules as a sheet of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from api.excel import Column, Sheet
from api.i18n import Translator


def rules_sheet(lines: Iterable[Mapping[str, Any]], t: Translator, facts: Mapping[str, str]) -> Sheet:
    """Rules in force on a day."""
    columns = (
        Column(t("Rule"), width=44),
        Column(t("Form"), width=26),
        Column(t("Value"), width=30),
        Column(t("Unit"), width=14),
        Column(t("In force from"), "date", 13),
        Column(t("Until before"), "date", 13),
        Column(t("Article"), width=40),
        Column(t("Certainty"), width=40),
        Column(t("Note"), width=40),
        Column(t("Readings of the sources"), width=60),
        Column(t("Name"), width=40),
    )
    rows = (
        (
            line["title"],
            line["form"],
            line["value"],
            line["unit"],
            line["since"],
            line["until"],
            line["reference"],
            line["certainty_told"],
            line["note"],
            "; ".join(f"{one['value']} ({one['reference']})" for one in line["readings"]),
            line["name"],
        )
        for line in lines
    )
    return Sheet(t("Rules"), columns, rows, facts)
