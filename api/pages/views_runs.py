"""What the pages of plans for everybody show beside their figures: what was assumed, how far a search is, its course drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from api.pages.names import Names
from api.pages.plots import Axis, polyline
from api.pages.problems import refusal_text
from api.pages.words import UNPLANNED_NAMES
from planner.errors import Refusal
from planner.errors.runs import OnlyAssumed
from planner.everyone.body import Body
from planner.everyone.figures import Figures, Turn
from planner.rules import TITLES
from planner.runs import FINISHED, OPEN, Progress, Run
from planner.scenario import Scenario
from planner.unplanned import mend_text

LEFT, RIGHT, TOP, BOTTOM = 52.0, 390.0, 10.0, 180.0
"""The drawing of a search, in drawing units."""
_HEADROOM = 0.05
_MARKS = 10
"""Rounds named on the axis at most."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a search went: the plan's worth and the proven bound after each round, as attributes of polylines.

    ``across`` and ``up`` are places on the axes in drawing units, each with its round or worth.
    """

    plan: str
    bound: str
    across: tuple[tuple[float, int], ...]
    up: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in a list: what it assumes, how far it is, and its figures where it has any."""

    run: Run
    assumed: tuple[str, ...]
    running: bool
    share: float
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two plans that are compared; ``href`` is empty and ``gap`` None for the plans as they stand."""

    name: str
    href: str
    assumed: tuple[str, ...]
    gap: float | None


def side(run: Run | None, figures: Figures, names: Names) -> Side:
    """A run, or the plans as they stand, as one side of a comparison."""
    if run is None:
        return Side(names.t("Plans as they stand"), "", (names.t("Every draft and approved plan"),), None)
    return Side(run.scenario.name, f"/runs/{run.id}", tuple(assumed(run.scenario, names)), figures.gap)


def run_rows(runs: Iterable[Run], names: Names) -> tuple[RunRow, ...]:
    """Every run with what a list shows of it."""
    return tuple(
        RunRow(
            run,
            tuple(assumed(run.scenario, names)),
            run.state in OPEN,
            share_done(run.progress),
            figures_of(run),
        )
        for run in runs
    )


def figures_of(run: Run) -> Figures | None:
    """A finished run's figures."""
    return Figures.from_json(run.figures) if run.state in FINISHED and run.figures else None


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """Somebody without a plan: why, and what would help, in words."""

    nip: str
    unit: str
    reason: str
    why: str
    mend: str


def left_out_rows(body: Body, names: Names) -> tuple[LeftOutRow, ...]:
    """Who of the people still here has no plan, by unit and name."""
    people = names.known.people
    rows = (
        LeftOutRow(
            nip=body.nips[one.person],
            unit=people[body.nips[one.person]].unit,
            reason=one.reason,
            why=why_out(one.reason, names),
            mend=names.say(mend_text(one.reason, one.mend)),
        )
        for one in body.out
        if body.nips[one.person] in people
    )
    return tuple(sorted(rows, key=lambda row: (names.unit(row.unit), names.person(row.nip), row.nip)))


def why_out(reason: str, names: Names) -> str:
    """Say why people have no plan: one of our own reasons, or the rule that no plan of theirs can keep."""
    return names.t(UNPLANNED_NAMES.get(reason) or TITLES.get(reason, reason))


def share_done(progress: Progress) -> float:
    """How far a search is, from 0 to 1: its rounds of at most so many."""
    return min(progress.round / progress.rounds, 1.0) if progress.rounds else 0.0


def assumed(scenario: Scenario, names: Names) -> list[str]:
    """Say what a scenario assumes beside the agency as it stands, one thing a text."""
    return changes(scenario, names) or [names.t("As it stands")]


def changes(scenario: Scenario, names: Names) -> list[str]:
    """Say the same; nothing where nothing is assumed."""
    return list(_changes(scenario, names))


def _changes(scenario: Scenario, names: Names) -> Iterator[str]:
    t = names.t
    if scenario.budget_percent != 100:
        yield t("all budgets at {percent}", percent=t.percent(scenario.budget_percent / 100, 1))
    for unit, rupiah in scenario.budgets:
        money = t("without limit") if rupiah is None else t.rupiah(rupiah)
        yield t("budget of {unit}: {money}", unit=names.unit(unit), money=money)
    for code, seats in scenario.seats:
        yield t.plural("{n} seat in {batch}", "{n} seats in {batch}", seats, batch=batch_name(code, names))
    for one in scenario.batches:
        what = t(
            "new batch of {solution} on {day}", solution=names.solution(one.solution), day=t.date(one.starts)
        )
        yield f"{what}, {t.plural('{n} seat', '{n} seats', one.seats)}"
    if scenario.tolerance:
        points = " / ".join(t.number(one, 1) for one in scenario.tolerance)
        yield t("tolerance of 70:20:10: {points} points", points=points)


def run_refusal(refusal: Refusal, names: Names) -> str:
    """Say why something about a run was refused; what is only assumed by its name."""
    if not isinstance(refusal, OnlyAssumed):
        return refusal_text(refusal, names.t)
    codes = str(refusal.params["what"]).split(", ")
    told = (names.unit(code) if code in names.known.units else batch_name(code, names) for code in codes)
    return names.t(refusal.msgid, what="; ".join(told))


def batch_name(code: str, names: Names) -> str:
    """Name a batch by its solution and first day; a code stands for itself where the batch is gone."""
    offering = names.known.offerings.get(code)
    if offering is None:
        return code
    return f"{names.solution(offering.solution)}, {names.t.date(offering.starts)}"


def course(trace: Sequence[Turn]) -> Course | None:
    """Draw how a search went; nothing where it had fewer than two rounds."""
    if len(trace) < 2:
        return None
    worths = [one.worth for one in trace]
    bounds = [one.bound for one in trace if one.bound is not None]
    low, high = min(worths), max([*worths, *bounds])
    room = (high - low or 1.0) * _HEADROOM
    x = Axis(trace[0].number, trace[-1].number, LEFT, RIGHT)
    y = Axis(low - room, high + room, BOTTOM, TOP)
    return Course(
        plan=polyline((x.at(one.number), y.at(one.worth)) for one in trace),
        bound=polyline((x.at(one.number), y.at(one.bound)) for one in trace if one.bound is not None),
        across=tuple((x.at(one.number), one.number) for one in trace[:: ceil(len(trace) / _MARKS)]),
        up=tuple((y.at(figure), figure) for figure in (low, (low + high) / 2, high)),
    )
