"""Models, their cards and comparisons as tables in the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table

from api.i18n import Translator
from planner.training.card import Card
from planner.training.findings import WORDS, say
from planner.training.gate import Comparison, GroupFigure, Interval
from planner.usecases.models import Shelf


def shelf_table(shelf: Shelf, t: Translator) -> Table:
    """Every kept model, newest first, and at last the default one; the serving one is marked."""
    table = _table([t("Version"), t("Kind"), t("Learnt until"), t("Trained"), t("By"), ""])
    for model in shelf.models:
        until = "–" if model.learned_until is None else t.date(model.learned_until)
        marks = [t("serves")] if model.version == shelf.serves.version else []
        marks += [t("damaged")] if model.version in shelf.faults else []
        made = t.date(model.made_at.date())
        table.add_row(model.version, model.name, until, made, model.made_by, ", ".join(marks))
    default = "" if shelf.serves.version else t("serves")
    table.add_row("default", "default", "–", "–", "–", default)
    return table


def comparison_table(comparison: Comparison, t: Translator) -> Table:
    """The serving model beside the challenger on outcomes that neither has seen."""
    old, new = comparison.serving, comparison.challenger
    table = _table(["", f"{t('Serving')} {old.version}", f"{t('Challenger')} {new.version}"])
    table.add_row(t("Loss (less is better)"), t.number(old.loss, 4), t.number(new.loss, 4))
    table.add_row(t("Loss fell by"), "", _told(comparison.gain, t))
    before = {one.question: one.error for one in old.calibration}
    for one in new.calibration:
        row = t("Calibration error: {question}", question=t(WORDS[one.question]))
        table.add_row(row, _number(before.get(one.question), t), t.number(one.error, 4))
    table.add_row(t("Concordance"), _number(old.concordance, t), _number(new.concordance, t))
    days = f"{t.date(comparison.first)} – {t.date(comparison.last)}"
    table.add_row(t("Attempts"), "", f"{t.number(comparison.rows)} ({days})")
    table.add_row(t("People"), "", t.number(comparison.people))
    return table


def groups_table(groups: Iterable[GroupFigure], t: Translator) -> Table:
    """What both models said of each group, what came true, and how the loss changes."""
    headings = (t("Group"), t("People"), t("Came true"), t("Serving one said"), t("This model said"))
    table = _table([*headings, t("Change of loss (above 0 is worse)")])
    for one in groups:
        shares = [t.percent(share) for share in (one.true, one.serving, one.challenger)]
        who = f"{t(WORDS[one.kind])}: {t(one.name)}"
        table.add_row(who, t.number(one.people), *shares, _told(one.loss, t))
    return table


def card_table(card: Card, t: Translator) -> Table:
    """What a model learned from, and what it does not know."""
    table = _table([t("Model"), f"{card.name} {card.version}"])
    days = [day for day in (card.first, card.last) if day is not None]
    table.add_row(t("Outcomes from"), " – ".join(map(t.date, days)) or "–")
    table.add_row(t("Attempts"), t.number(card.attempts))
    table.add_row(t("People"), t.number(card.people))
    table.add_row(t("Completed"), t.number(card.completed))
    table.add_row(t("With known levels"), t.number(card.measured))
    table.add_row(t("Preferences"), t.number(card.preferences))
    table.add_row(t("Features"), ", ".join(card.features))
    for limit in card.limits:
        table.add_row(t("Known limit"), say(limit, t))
    return table


def _table(headings: Iterable[str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _number(value: float | None, t: Translator) -> str:
    return "–" if value is None else t.number(value, 4)


def _told(interval: Interval, t: Translator) -> str:
    return f"{t.number(interval.mean, 4)} ({t.number(interval.low, 4)} … {t.number(interval.high, 4)})"
