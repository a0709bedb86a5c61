"""Rules as tables in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from api.i18n import Translator
from api.rule_views import title_of, value_told
from competency_models.parameters import DatedValue, Parameter
from planner.rulebook import CERTAINTY_NAMES, Difference, Entry


def rules_table(book: Iterable[Entry], t: Translator) -> Table:
    """Every rule with value, article and certainty."""
    table = _table([t("Rule"), t("Value"), t("Unit"), t("Since"), t("Article"), t("Certainty")])
    for entry in book:
        title = Text(title_of(entry.parameter, t)).append(f"\n{entry.name}", "dim")
        _row(table, title, value_told(entry.dated.value, t), t(entry.parameter.unit), *_cited(entry.dated))
    return table


def readings_table(dated: DatedValue, t: Translator) -> Table:
    """Every reading of a value on which the sources disagree."""
    table = _table([t("Reading"), t("Article"), t("Certainty"), t("Note")], t("The sources disagree"))
    for reading in dated.readings:
        certainty = t(CERTAINTY_NAMES[reading.citation.certainty])
        _row(table, value_told(reading.value, t), reading.citation.reference, certainty, t(reading.note))
    return table


def history_table(parameter: Parameter, t: Translator) -> Table:
    """All values that a rule had, has and will have."""
    table = _table([t("Value"), t("Since"), t("Article"), t("Certainty"), t("Note")], t("History"))
    for dated in parameter.values:
        _row(table, value_told(dated.value, t), *_cited(dated), t(dated.note))
    return table


def difference_table(found: Sequence[Difference], first: date, second: date, t: Translator) -> Table:
    """What differs, the first day's value beside the second's."""
    table = _table([t("Rule"), f"{first}", f"{second}", t("Article")])
    for one in found:
        title = Text(title_of(one.parameter, t)).append(f"\n{one.parameter.name}", "dim")
        article = (one.after or one.before or one.parameter.values[0]).citation.reference
        _row(table, title, _value(one.before, t), _value(one.after, t), article)
    return table


def _table(headings: Iterable[str], title: str = "") -> Table:
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _row(table: Table, *cells: str | Text) -> None:
    table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in cells))


def _cited(dated: DatedValue) -> tuple[str, str, str]:
    return dated.since.isoformat(), dated.citation.reference, dated.citation.certainty


def _value(dated: DatedValue | None, t: Translator) -> str:
    return value_told(dated.value, t) if dated else "–"
