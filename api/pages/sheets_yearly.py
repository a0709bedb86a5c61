"""The yearly plan, the needs behind it and what the catalogue leaves open as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from api.excel import Column, Sheet
from api.pages.names import Names
from api.pages.words import BUCKET_NAMES, KIND_NAMES, PATH_NAMES, WAIT_NAMES
from api.worlds import Known
from api.yearly import Found
from planner.demand import Wait
from planner.needs_analysis import NeedsAnalysis, PersonNeed
from planner.yearly_plan import Aim, Part, PlanLine, PlanSection, YearlyPlan

MOST = 200_000
"""Rows by name that one workbook holds; a spreadsheet has room for a million, and nobody the patience."""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its first sheet, the others, and whose names stand in it."""

    sheet: Sheet
    besides: tuple[Sheet, ...]
    nips: frozenset[str]


def plan_book(found: Found, names: Names) -> Book:
    """The workbook of a yearly plan: its activities, and who takes part unless they are too many for one workbook."""
    plan, facts = found.plan, _facts(found, names)
    if sum(len(line.parts) for line in plan.lines) > MOST:
        return Book(_plan_sheet(plan, names, facts | _too_many(names)), (), frozenset())
    people = _participants_sheet(plan, names, found.known)
    return Book(_plan_sheet(plan, names, facts), (people,), plan.nips)


def analysis_book(found: Found, names: Names) -> Book:
    """The workbook of the analysis: needs by priority, what stands behind each activity, every person's needs unless too many."""
    needs, facts = found.analysis(), _facts(found, names)
    behind = _activities_sheet(found.plan, needs, names)
    if sum(need.short for need in needs.needs) > MOST:
        return Book(_needs_sheet(needs, names, facts | _too_many(names)), (behind,), frozenset())
    inventory = found.inventory()
    people = _inventory_sheet(inventory, names, found.known)
    nips = frozenset(one.nip for one in inventory)
    return Book(_needs_sheet(needs, names, facts), (behind, people), nips)


def _too_many(names: Names) -> dict[str, str]:
    t = names.t
    return {t("People by name"): t("Too many for one workbook: ask for one unit at a time.")}


def _facts(found: Found, names: Names) -> dict[str, str]:
    t = names.t
    return {
        t("Year"): str(found.plan.year),
        t("Unit"): names.unit(found.asked.unit) if found.asked.unit else t("The whole agency"),
        t("Plans"): t("Approved and drafted") if found.asked.drafts else t("Only approved"),
        t("Organisation plan"): found.run.scenario.name if found.run else t("none"),
    }


def _plan_sheet(plan: YearlyPlan, names: Names, facts: Mapping[str, str]) -> Sheet:
    """The activities with the seven fields of PP 11/2017 art. 207(3)."""
    t = names.t
    columns = (
        Column(t("Unit"), width=36),
        Column(t("Learning activity"), width=40),
        Column(t("Batch"), width=12),
        Column(t("Kind of competency"), width=24),
        Column(t("What it develops"), width=44),
        Column("PNS", "number", 8),
        Column("PPPK", "number", 8),
        Column(t("Jobs"), width=40),
        Column(t("Form"), width=26),
        Column(t("Path"), width=14),
        Column(t("Model"), width=24),
        Column(t("Organiser"), width=24),
        Column(t("Start"), "date", 12),
        Column(t("End"), "date", 12),
        Column(t("Leads to, by the catalogue"), width=40),
        Column(t("Curriculum standard"), width=24),
        Column(t("Budget"), "money", 16),
        Column(t("Approved for"), "number", 10),
    )
    rows = (_line(section, line, names) for section in plan.sections for line in section.lines)
    return Sheet(t("Yearly plan"), columns, rows, facts)


def _participants_sheet(plan: YearlyPlan, names: Names, known: Known) -> Sheet:
    """Who is to take part in what."""
    t = names.t
    columns = (
        *_who_columns(names),
        Column(t("Status"), width=9),
        Column(t("Learning activity"), width=40),
        Column(t("Batch"), width=12),
        Column(t("Start"), "date", 12),
        Column(t("End"), "date", 12),
        Column("JP", "number", 8),
        Column(t("Cost"), "money", 14),
        Column(t("State"), width=12),
    )
    parts = (part for line in plan.lines for part in line.parts)
    ordered = sorted(parts, key=lambda part: (part.nip, part.starts, part.solution))
    return Sheet(t("Participants"), columns, (_part(one, names, known) for one in ordered), {})


def _needs_sheet(found: NeedsAnalysis, names: Names, facts: Mapping[str, str]) -> Sheet:
    """The needs by priority."""
    t = names.t
    columns = (
        Column(t("Priority"), "number", 9),
        Column(t("Competency"), width=40),
        Column(t("Kind of competency"), width=18),
        Column(t("Required of"), "number", 11),
        Column(t("People short"), "number", 11),
        Column(t("In critical jobs"), "number", 11),
        Column(t("Levels short"), "number", 11),
        Column(t("Levels short × weight"), "number", 12),
        Column(t("People planned for"), "number", 11),
        Column(t("Levels planned"), "number", 11),
        Column(t("People waiting"), "number", 11),
        *(Column(t(WAIT_NAMES[wait]), "number", 14) for wait in Wait),
    )
    rows = (
        (
            place,
            names.competency(one.competency),
            t(KIND_NAMES[one.kind]),
            one.required,
            one.short,
            one.critical,
            one.levels,
            one.weighted,
            one.planned,
            one.planned_levels,
            one.waiting,
            *one.by_wait,
        )
        for place, one in enumerate(found.needs, 1)
    )
    return Sheet(t("Needs analysis"), columns, rows, facts)


def _inventory_sheet(found: Iterable[PersonNeed], names: Names, known: Known) -> Sheet:
    """Every person's needs, each with its activity or what it waits for (PP 11/2017 art. 205)."""
    t = names.t
    columns = (
        *_who_columns(names),
        Column(t("Competency"), width=36),
        Column(t("Required"), "number", 10),
        Column(t("Proven"), "number", 10),
        Column(t("Gap"), "number", 8),
        Column(t("Levels short × weight"), "number", 12),
        Column(t("Learning activity"), width=40),
        Column(t("Waits for"), width=44),
    )
    return Sheet(t("Inventory"), columns, (_need(one, names, known) for one in found), {})


def _activities_sheet(plan: YearlyPlan, found: NeedsAnalysis, names: Names) -> Sheet:
    """What stands behind each activity: the gaps that it closes, with their priority."""
    t = names.t
    columns = (
        Column(t("Unit"), width=36),
        Column(t("Learning activity"), width=40),
        Column(t("Batch"), width=12),
        Column(t("Competency"), width=36),
        Column(t("From level"), "number", 9),
        Column(t("To level"), "number", 9),
        Column(t("People"), "number", 9),
        Column(t("Priority"), "number", 9),
    )
    ranks = {need.competency: place for place, need in enumerate(found.needs, 1)}
    rows = (
        (
            names.unit(section.unit),
            names.solution(line.solution),
            line.offering,
            names.competency(aim.competency),
            aim.from_level,
            aim.to_level,
            aim.people,
            ranks.get(aim.competency),
        )
        for section in plan.sections
        for line in section.lines
        for aim in line.aims
        if aim.people
    )
    return Sheet(t("Behind the activities"), columns, rows, {})


def _aims_text(aims: Iterable[Aim], names: Names) -> str:
    """What an activity develops, in words."""
    return "; ".join(f"{names.competency(one.competency)} {one.from_level} → {one.to_level}" for one in aims)


def _line(section: PlanSection, line: PlanLine, names: Names) -> tuple[object, ...]:
    t = names.t
    leads = (
        f"{names.competency(one.competency)} {one.from_level} → {one.to_level}" for one in line.curriculum
    )
    return (
        names.unit(section.unit),
        names.solution(line.solution),
        line.offering,
        ", ".join(t(KIND_NAMES[one]) for one in line.kinds),
        _aims_text(line.aims, names),
        line.pns,
        line.pppk,
        "; ".join(names.job(code) for code in line.jobs),
        names.form(line.form),
        t(PATH_NAMES[line.classical]),
        ", ".join(f"{one.value} · {t(BUCKET_NAMES[one])}" for one in line.buckets),
        line.organiser,
        line.starts,
        line.ends,
        "; ".join(leads),
        None,
        line.cost,
        line.decided,
    )


def _who_columns(names: Names) -> tuple[Column, ...]:
    """The headings of what ``_who`` gives."""
    t = names.t
    return (
        Column("NIP", width=21),
        Column(t("Name"), width=30),
        Column(t("Unit"), width=36),
        Column(t("Job"), width=30),
    )


def _who(nip: str, names: Names, known: Known) -> Iterator[str]:
    person = known.people[nip]
    yield from (nip, person.name, names.unit(person.unit), names.job(person.job))


def _part(one: Part, names: Names, known: Known) -> tuple[object, ...]:
    state = names.t("Approved") if one.decided else names.t("Drafted")
    status = known.people[one.nip].status.value
    activity = (names.solution(one.solution), one.offering, one.starts, one.ends, one.jp, one.cost)
    return (*_who(one.nip, names, known), status, *activity, state)


def _need(one: PersonNeed, names: Names, known: Known) -> tuple[object, ...]:
    activity = names.solution(one.solution) if one.solution else ""
    waits = names.t(WAIT_NAMES[Wait(one.waits)]) if one.waits else ""
    levels = (one.required, one.proven, one.gap, one.weighted)
    return (*_who(one.nip, names, known), names.competency(one.competency), *levels, activity, waits)
