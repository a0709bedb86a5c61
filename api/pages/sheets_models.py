"""Models, servings, groups and features' curves as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.excel import Column, Sheet
from api.i18n import Translator
from api.pages.model_words import MODEL_NAMES, QUESTION_NAMES, SERVING_NAMES
from api.pages.names import Names
from api.pages.views_drift import error_of
from api.pages.views_models import GroupRow, ModelRow, Panel
from planner.explain import FEATURES
from planner.ports import Serving
from planner.registry import Serves
from planner.training.drift import DriftWeek
from planner.training.findings import say
from planner.training.statistics import Interval


def models_sheet(rows: Iterable[ModelRow], serves: Serves, t: Translator) -> Sheet:
    """Every kept model."""
    columns = (
        Column(t("Model"), width=16),
        Column(t("Kind"), width=26),
        Column(t("Trained"), "time", 18),
        Column(t("By")),
        Column(t("Learnt until"), "date", 13),
        Column(t("Gate when trained"), width=18),
        *_interval(t("Loss fell by"), t),
    )
    lines = (
        (
            row.version,
            t(MODEL_NAMES.get(row.name, row.name)),
            row.made_at,
            row.made_by,
            row.learned_until,
            "" if row.comparison is None else t("open") if row.comparison.passed else t("shut"),
            *(_edges(row.comparison.gain) if row.comparison else (None, None, None)),
        )
        for row in rows
    )
    return Sheet(t("Prediction models"), columns, lines, {t("Serves now"): serves.version or t("Default")})


def servings_sheet(servings: Iterable[Serving], t: Translator) -> Sheet:
    """What served when, the newest first."""
    columns = (
        Column(t("When"), "time", 18),
        Column(t("Decision")),
        Column(t("Model from then on")),
        Column(t("By")),
        Column(t("Reason"), width=60),
    )
    lines = (
        (one.at, t(SERVING_NAMES[one.move]), one.version or t("Default"), one.actor, one.reason)
        for one in reversed(tuple(servings))
    )
    return Sheet(t("What served when"), columns, lines, {})


def groups_sheet(rows: Iterable[GroupRow], names: Names, about: Mapping[str, str]) -> Sheet:
    """The groups that are told, with every interval in full."""
    t = names.t
    columns = [
        Column(t("Kind of group")),
        Column(t("Group"), width=40),
        Column(t("People"), "number", 10),
        Column(t("Attempts"), "number", 10),
        Column(t("Came true"), "percent", 14),
        Column(t("Serving one said"), "percent", 14),
        Column(t("This model said"), "percent", 14),
        *_interval(t("Change of loss (above 0 is worse)"), t),
        *_interval(t("Change of chances beside others"), t),
        *_interval(t("Change of best places beside others"), t),
        *_interval(t("More completed than predicted, beside others"), t),
        *_interval(t("More closed than predicted, beside others"), t),
        Column(t("Gate"), width=60),
    ]
    lines = ((*_group(row), "; ".join(row.harms)) for row in rows)
    return Sheet(t("Groups"), columns, lines, about)


def features_sheet(rows: Iterable[Panel], names: Names, about: Mapping[str, str]) -> Sheet:
    """How far each property moves both answers, the strongest first."""
    t = names.t
    columns = (
        Column(t("Property"), width=44),
        Column(t("Name"), width=22),
        Column(t("Question"), width=22),
        Column(t("From"), "fine", 12),
        Column(t("To"), "fine", 12),
        Column(t("Least answer"), "percent", 14),
        Column(t("Greatest answer"), "percent", 14),
    )
    lines = (
        (
            *(t(FEATURES.get(row.feature, row.feature)), row.feature, t(QUESTION_NAMES[stroke.question])),
            *(row.low, row.high, stroke.least, stroke.most),
        )
        for row in rows
        for stroke in row.strokes
    )
    return Sheet(t("What moves its answers"), columns, lines, about)


def drift_sheet(weeks: Iterable[DriftWeek], t: Translator) -> Sheet:
    """The weekly figures, the newest first."""
    columns = (
        Column(t("Week of"), "date", 13),
        Column(t("Activities ended"), "number", 12),
        Column(t("Completion: how far off"), "percent", 14),
        Column(t("Closing of levels: how far off"), "percent", 14),
        Column(t("Plans decided"), "number", 12),
        Column(t("Changed by officers"), "percent", 14),
        Column(t("Plans proposed"), "number", 12),
        Column(t("Catalogue proposed"), "percent", 14),
        Column(t("By the default model"), "percent", 14),
        Column(t("Warnings"), width=80),
    )
    lines = (
        (
            week.monday,
            week.ended,
            *(error_of(question)(week) for question in ("completion", "closing")),
            *(week.decided, week.overridden, week.planned, week.coverage, week.by_default),
            " ".join(say(one, t) for one in week.warnings),
        )
        for week in weeks
    )
    return Sheet(t("Predictions week by week"), columns, lines, {})


def _group(row: GroupRow) -> tuple[object, ...]:
    one = row.figure
    intervals = (one.loss, one.chances, one.places, one.more_completed, one.more_closed)
    return (
        *(row.kind, row.name, one.people, one.rows, one.true, one.serving, one.challenger),
        *(edge for interval in intervals for edge in _edges(interval)),
    )


def _interval(title: str, t: Translator) -> tuple[Column, Column, Column]:
    return Column(title, "fine", 16), Column(t("at least"), "fine", 11), Column(t("at most"), "fine", 11)


def _edges(one: Interval) -> tuple[float, float, float]:
    return one.mean, one.low, one.high
