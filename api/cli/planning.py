"""``corpu plan`` and ``corpu show``: propose journeys and look at one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from api.cli.faults import words_of_installation
from api.cli.files import AsJson
from api.cli.installation import open_system
from api.cli.output import figures, print_json, progress_bar, report, words
from api.jobs.watching import working
from api.settings import load_settings
from api.system import System
from api.worlds import Known
from planner.access import PROGRAM
from planner.allocation import Stop, allocate
from planner.allocation.partitions import split
from planner.allocation.worth import finish
from planner.errors import NotFound
from planner.everyone import Drafts, Everybody, InHands
from planner.journey import Consideration, Item, Journey, Proposal
from planner.ports import Read
from planner.propose import propose
from planner.summary import Summing
from planner.unplanned import mend_text
from planner.usecases import draft_journeys

WIDE = 100
"""Columns of a terminal that has room for the bar over the year."""

PART = 250
"""People whose drafts are in memory at the same time."""

SEED = 2027
"""The seed where none is given; any other gives other, equally lawful plans."""


def plan(
    nip: Annotated[str | None, typer.Argument(help="One person's NIP.")] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Plan for everyone.")] = False,
    consideration: Annotated[
        Consideration, typer.Option(help="Why competence is developed.")
    ] = Consideration.GAP,
    year: Annotated[int | None, typer.Option(help="Year of the plan; this year otherwise.")] = None,
    seed: Annotated[int, typer.Option(help="Same seed, same data: the same plan.")] = SEED,
    workers: Annotated[int | None, typer.Option(help="Threads; CORPU_WORKERS otherwise.")] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            help="Where everyone is planned: tcp://… of a Dask scheduler, or local; CORPU_CLUSTER otherwise."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Propose journeys and store them as drafts for the learning officers."""
    if (nip is None) != everyone:
        words.print("Give one NIP, or --all for everyone.")
        sys.exit(2)
    settings = load_settings(**({} if cluster is None else {"cluster": cluster}))
    system = open_system(settings)
    known = system.worlds.current(year)
    if nip is not None and nip not in known.people:
        raise NotFound("person", nip)
    workers = workers or settings.workers
    if nip is None:
        report("corpu plan", plan_everybody(system, known, consideration, seed, workers), as_json)
        return
    proposals = propose(known.world, [nip], consideration=consideration, seed=seed, workers=workers)
    report("corpu plan", _drafted(system, known, [proposals], 1, consideration), as_json)
    if not as_json:
        _show(system, known, nip)


def plan_everybody(
    system: System, known: Known, consideration: Consideration, seed: int, workers: int
) -> dict[str, object]:
    """Share seats and money among everybody, store the drafts, and say what came of it; plans in people's hands stand."""
    year = known.world.year
    with system.open(write=False) as uow:
        hands = InHands.of(uow.journeys.of_year(year), year)
    everybody = Everybody.of(known.world, consideration=consideration, seed=seed, hands=hands)
    stop = Stop()
    parts_of_people = split(everybody.organisation)
    with (
        progress_bar("Sharing seats and money", stop.rounds) as done,
        working(system.settings.cluster, workers, parts_of_people) as crew,
    ):
        result = allocate(everybody.organisation, stop, workers, lambda now: done(now.number), crew=crew)
    result, _ = finish(everybody.organisation, result, workers)
    written = Drafts.of(everybody, result.plan)
    parts = (written.part(at, at + PART) for at in range(0, len(everybody), PART))
    said = _drafted(system, known, parts, len(everybody), consideration, len(hands.nips))
    return said | {"gap_percent": round(100 * result.gap, 3) if result.plan.planned.any() else 0.0}


def _drafted(
    system: System,
    known: Known,
    parts: Iterable[Sequence[Proposal]],
    count: int,
    consideration: Consideration,
    standing: int = 0,
) -> dict[str, object]:
    """Store drafts; say what was planned and what became of them; ``standing`` plans were left alone from the first."""
    sums, drafted, unchanged, left = Summing(known.world, consideration), 0, 0, standing
    with progress_bar("Storing drafts", count) as done:
        for part in parts:
            sums.add(part)
            stored = draft_journeys(system.open(), PROGRAM, part, system.clock)
            drafted += len(stored.drafted)
            unchanged += stored.unchanged
            left += len(stored.left)
            done(drafted + unchanged + left - standing)
    return asdict(sums.summary()) | {
        "drafted": drafted,
        "drafts_unchanged": unchanged,
        "left_to_people": left,
    }


def show(
    nip: Annotated[str, typer.Argument(help="The person's NIP.")],
    as_json: AsJson = False,
) -> None:
    """Show a person's newest journey in the terminal."""
    system = open_system(load_settings())
    known = system.worlds.current()
    if nip not in known.people:
        raise NotFound("person", nip)
    if as_json:
        journey = newest(system, nip)
        print_json({"nip": nip, "journey": asdict(journey) if journey else None})
    else:
        _show(system, known, nip)


def newest(system: System, nip: str) -> Journey | None:
    """Return the person's newest journey, and note that the command line looked at it."""
    with system.open() as uow:
        found = uow.journeys.of_person(nip)
        uow.reads.add([Read(system.clock.now(), None, "command line", nip, "journey")])
        uow.commit()
    return found[0] if found else None


def _show(system: System, known: Known, nip: str) -> None:
    translate = words_of_installation()
    person, journey = known.people[nip], newest(system, nip)
    figures.print(
        f"[bold]{person.name}[/bold] · {known.jobs[person.job].name} · {known.units[person.unit].name}"
    )
    if journey is None:
        figures.print(translate("No plan yet."))
    elif journey.unplanned:
        mend = mend_text(journey.unplanned, journey.mend)
        figures.print(f"{journey.unplanned}: {translate(mend.code, **dict(mend.params))}")
    else:
        figures.print(journey_table(known, journey.items, journey.year))


def journey_table(known: Known, items: Sequence[Item], year: int) -> Table:
    """Draw items as rows with a bar over the year's months."""
    translate = words_of_installation()
    wide = figures.width >= WIDE
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (translate("Dates"), translate("Model")):
        table.add_column(heading, no_wrap=True)
    table.add_column(translate("Learning solution"), min_width=20)
    for heading in (translate("Hours"), translate("JP")):
        table.add_column(heading, no_wrap=True, justify="right")
    table.add_column(translate("Closes"))
    if wide:
        table.add_column("".join(translate.month(month)[0] for month in range(1, 13)), no_wrap=True)
    for item in items:
        closes = ", ".join(f"{one.competency} {one.from_level}→{one.to_level}" for one in item.closes)
        name = (
            translate.name(known.solutions[item.solution])
            if item.solution in known.solutions
            else item.solution
        )
        row = [
            f"{item.starts:%d.%m.} – {item.ends:%d.%m.%y}",
            item.bucket.value,
            name,
            translate.number(item.hours, 1),
            translate.number(item.jp, 1),
            closes or "–",
        ]
        table.add_row(*row, *([_months(item, year)] if wide else []))
    return table


def _months(item: Item, year: int) -> str:
    first = item.starts.month if item.starts.year == year else 1
    last = item.ends.month if item.ends.year == year else 12
    return "".join("█" if first <= month <= last else "·" for month in range(1, 13))
