"""Tables about people as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.excel import Column, Sheet
from api.i18n import Translator
from api.pages.log_words import READ_NAMES
from api.pages.names import Names
from api.pages.views_journey import totals
from api.pages.words import BUCKET_NAMES, CONSIDERATION_NAMES, EVIDENCE_NAMES, SOURCE_NAMES, STATE_NAMES
from api.worlds import Known
from competency_models.gaps import Gap
from competency_models.people import Person
from planner.gap_map import Behind
from planner.journey import Item, Journey, State
from planner.ports import JourneyRow, Read


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
        Column(t("Why"), width=90),
        Column(t("Predicted success"), "percent", 12),
        Column(t("Completes"), "percent", 12),
        Column(t("Closes once completed"), "percent", 12),
        Column(t("Past attempts"), "number", 12),
        Column(t("What was next best"), width=90),
    )
    rows = [_item_row(item, names) for item in journey.items]
    facts = {
        t("Name"): person.name,
        "NIP": person.nip,
        t("Year"): str(journey.year),
        t("State"): t(STATE_NAMES[journey.state]),
        t("Version"): str(journey.version),
    }
    return Sheet(t("Learning plan"), columns, rows, facts)


def _item_row(item: Item, names: Names) -> tuple[object, ...]:
    parts = [f"{names.competency(one.competency)} {one.from_level} → {one.to_level}" for one in item.closes]
    others = [f"{names.solution(one.solution)}: {names.first_if(one)}" for one in item.alternatives]
    answers = (item.completion, item.closing) if item.completion else (None, None)
    return (
        names.solution(item.solution),
        f"{item.bucket} · {names.t(BUCKET_NAMES[item.bucket])}",
        names.form(item.form),
        item.starts,
        item.ends,
        item.offering,
        item.hours,
        item.jp,
        item.cost,
        "; ".join(parts),
        names.why(item),
        item.success,
        *answers,
        item.attempts.number if item.attempts else None,
        " ".join(others),
    )


def plans_sheet(person: Person, journeys: Iterable[Journey], names: Names) -> Sheet:
    """All plans of a person."""
    t = names.t
    columns = (
        Column(t("Year"), "text", 8),
        Column(t("State"), width=18),
        Column(t("Consideration"), width=26),
        Column(t("Items"), "number", 8),
        Column(t("Hours"), "number", 9),
        Column("JP", "number", 9),
        Column(t("Cost"), "money", 14),
        Column(t("Last change"), "time", 18),
    )
    rows = []
    for journey in journeys:
        sums = totals(journey.items)
        reasons = (t(STATE_NAMES[journey.state]), t(CONSIDERATION_NAMES[journey.consideration]))
        rows.append((journey.year, *reasons, sums.items, sums.hours, sums.jp, sums.cost, journey.changed_at))
    return Sheet(t("Plans"), columns, rows, {t("Name"): person.name, "NIP": person.nip})


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


def reads_sheet(person: Person, reads: Iterable[Read], t: Translator) -> Sheet:
    """Who looked at a person's data."""
    columns = (Column(t("When"), "time", 18), Column(t("Who"), width=24), Column(t("What"), width=30))
    rows = ((read.at, read.actor, t(READ_NAMES.get(read.what, read.what))) for read in reads)
    return Sheet(t("Who looked at my data"), columns, rows, {t("Name"): person.name, "NIP": person.nip})
