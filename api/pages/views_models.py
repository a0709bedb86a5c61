"""What a model's pages show: curves of its features, groups by name, intervals as drawings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from api.pages.model_words import GROUP_KIND_NAMES, SEX_NAMES
from api.pages.names import Names
from api.pages.plots import Dot, Whisker, answers, dots, drawn, heights, polyline, whisker
from competency_models.errors import Fault, InputError
from competency_models.generations import generations
from planner.ports import KeptModel
from planner.ranking import AdditiveRanker
from planner.registry import read_model
from planner.training.card import Card
from planner.training.findings import Finding, say
from planner.training.gate import Comparison
from planner.training.groups import GroupKind
from planner.training.harm import GroupFigure
from planner.usecases.models import Shelf, card_of

HARDLY = 0.005
"""A feature that moves no answer by as much is not drawn."""
Spans = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A kept model in a list, with what its card says of the gate, and what is wrong with it."""

    version: str
    name: str
    learned_until: date | None
    made_at: datetime
    made_by: str
    comparison: Comparison | None
    faults: tuple[Fault, ...]
    served: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """One question's curve over a feature: its points, and the least and the greatest answer on it."""

    question: str
    points: str
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Panel:
    """How one feature moves both answers between ``low`` and ``high``, while all else is usual."""

    feature: str
    low: float
    high: float
    strokes: tuple[Stroke, ...]

    @property
    def sway(self) -> float:
        """By how much it moves the answer that it moves most."""
        return max(stroke.most - stroke.least for stroke in self.strokes)


@dataclass(frozen=True, slots=True)
class CurvesDrawn:
    """All features' curves on one scale; ``ticks`` are places on it in drawing units, each with its share.

    ``still`` counts the features that hardly move any answer.
    """

    panels: tuple[Panel, ...] = ()
    ticks: tuple[tuple[float, float], ...] = ()
    still: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """One model's calibration drawn: its dots, and the line through them."""

    whose: str
    dots: tuple[Dot, ...]
    points: str
    error: float


@dataclass(frozen=True, slots=True)
class CalibrationPlot:
    """What was said and what came true for one question, of the models that were compared."""

    question: str
    rows: int
    marks: tuple[Marks, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group's figures, what its change in loss looks like, and what the gate found."""

    kind: str
    name: str
    figure: GroupFigure
    loss: Whisker
    harms: tuple[str, ...]


def model_rows(shelf: Shelf) -> tuple[ModelRow, ...]:
    """Every kept model, the newest first."""
    served = {one.version for one in shelf.servings}
    rows = []
    for model in shelf.models:
        card, faults = readable(model)
        rows.append(
            ModelRow(
                version=model.version,
                name=model.name,
                learned_until=model.learned_until,
                made_at=model.made_at,
                made_by=model.made_by,
                comparison=card.comparison if card else None,
                faults=faults,
                served=model.version in served,
            )
        )
    return tuple(rows)


def readable(model: KeptModel) -> tuple[Card | None, tuple[Fault, ...]]:
    """A model's card, None where it is damaged, and what is wrong with the model and its card."""
    faults: list[Fault] = []
    card = None
    try:
        card = card_of(model)
    except InputError as error:
        faults += error.faults
    try:
        read_model(model.version, model)
    except InputError as error:
        faults += error.faults
    return card, tuple(faults)


def curves(ranker: AdditiveRanker, spans: Spans) -> CurvesDrawn:
    """The curves of all features that move an answer by half a point or more, the strongest first."""
    heads = {"completion": ranker.completion, "closing": ranker.closing}
    found = {
        (place, question): answers(head, place, *spans[feature])
        for place, feature in enumerate(ranker.completion.names)
        for question, head in heads.items()
        if feature in spans and spans[feature][0] < spans[feature][1]
    }
    high = heights(chances for _, chances in found.values())
    panels = []
    for place, feature in enumerate(ranker.completion.names):
        own = [(question, *found[place, question]) for question in heads if (place, question) in found]
        strokes = (
            Stroke(question, drawn(x, y, high), float(y.min()), float(y.max())) for question, x, y in own
        )
        if own:
            panels.append(Panel(feature, *spans[feature], tuple(strokes)))
    ticks = tuple((high.at(share), share) for share in (high.low, (high.low + high.high) / 2, high.high))
    moving = sorted((one for one in panels if one.sway >= HARDLY), key=lambda one: -one.sway)
    return CurvesDrawn(tuple(moving), ticks, len(ranker.completion.names) - len(moving))


def calibration_plots(found: Comparison) -> tuple[CalibrationPlot, ...]:
    """One plot a question, with the challenger's dots before the serving model's."""
    plots = []
    for own in found.challenger.calibration:
        both = [("challenger", own)]
        both += [("serving", one) for one in found.serving.calibration if one.question == own.question]
        marks = []
        for whose, one in both:
            placed = dots(one)
            marks.append(Marks(whose, placed, polyline((dot.x, dot.y) for dot in placed), one.error))
        plots.append(CalibrationPlot(own.question, own.rows, tuple(marks)))
    return tuple(plots)


def group_rows(found: Comparison, names: Names) -> tuple[GroupRow, ...]:
    """The groups that are told, by kind and name, with what the gate found about each."""
    widest = max((abs(edge) for one in found.groups for edge in (one.loss.low, one.loss.high)), default=1.0)
    rows = (
        GroupRow(
            names.t(GROUP_KIND_NAMES[one.kind]),
            group_name(one, names),
            one,
            whisker(one.loss, widest),
            tuple(finding_text(what, names) for what in found.refusals if _about(what, one)),
        )
        for one in found.groups
    )
    order = [*(kind for kind in GroupKind if kind is not GroupKind.UNIT), GroupKind.UNIT]
    return tuple(sorted(rows, key=lambda row: (order.index(row.figure.kind), row.name)))


def finding_text(finding: Finding, names: Names) -> str:
    """Say a finding in the reader's language, the group that it is about by its name."""
    fields = dict(finding.params)
    kind = GroupKind(str(fields["kind"])) if "group" in fields else GroupKind.SEX
    if kind is not GroupKind.SEX:  # the finding itself has words for men and women within a sentence
        fields["group"] = name_of(kind, str(fields["group"]), names)
    return say(replace(finding, params=tuple(fields.items())), names.t)


def group_name(figure: GroupFigure, names: Names) -> str:
    """Name a group in the reader's language."""
    return name_of(figure.kind, figure.key, names)


def name_of(kind: GroupKind, key: str, names: Names) -> str:
    """Name a group in the reader's language; a key stands for itself where nothing has it any more."""
    match kind:
        case GroupKind.UNIT:
            return names.unit(key)
        case GroupKind.SEX:
            return names.t(SEX_NAMES.get(key, key))
        case GroupKind.GENERATION:
            told = {one.key: one for one in generations(names.known.world.parameters)}
            return names.t.name(told[key]) if key in told else key
        case GroupKind.GRADE:
            return key.replace("_", " ").capitalize()
    return key


def _about(finding: Finding, group: GroupFigure) -> bool:
    fields = dict(finding.params)
    return (fields.get("kind"), fields.get("group")) == (group.kind, group.key)
