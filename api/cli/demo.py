"""``corpu demo``: an invented agency, planned from end to end and served."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.files import AsJson
from api.cli.installation import open_system
from api.cli.models import train_here, verdict
from api.cli.output import figures, print_figures, print_json, words
from api.cli.planning import SEED, journey_table, plan_everybody
from api.cli.serving import run
from api.demo.agency import DEMO_DAY, DEMO_PEOPLE, DEMO_SEED, demo_agency
from api.demo.living import live_the_autumn
from api.demo.sign_ins import PASSWORD, add_demo_sign_ins
from api.operator import OPERATOR
from api.settings import Settings, load_settings
from api.system import System
from planner.journey import Consideration
from planner.usecases import import_agency
from planner.usecases.models import card_of, look_at_models, promote_model

REASON = "It beat the default on the demo's latest outcomes."
"""Why the demo's first model serves, for the log."""

FEWEST = 40
"""People among whom there is somebody for every sign-in."""


def demo(
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its data.")] = Path("corpu-demo"),
    database_url: Annotated[str, typer.Option(help="Another database than a file in the folder.")] = "",
    people: Annotated[int, typer.Option(min=FEWEST, help="How many people to invent.")] = DEMO_PEOPLE,
    workers: Annotated[int | None, typer.Option(help="Threads; CORPU_WORKERS otherwise.")] = None,
    serve: Annotated[bool, typer.Option(help="Serve the pages afterwards, until Ctrl-C.")] = True,
    as_json: AsJson = False,
) -> None:
    """Make the demo agency, train the ranker, plan for everyone, and serve the pages."""
    settings = demo_settings(folder, database_url)
    system = open_system(settings)
    report = prepare(system, people, workers or settings.workers)
    if as_json:
        print_json(report)
    else:
        print_figures("corpu demo", report)
        _show_one(system)
    if serve:
        _print_sign_ins(system, settings)
        run(settings)


def demo_settings(folder: Path, database_url: str = "") -> Settings:
    """Return the settings of the demo: its own folder, its own day, demo sign-ins allowed."""
    return load_settings(data_dir=folder, database_url=database_url, today=DEMO_DAY, demo=True)


def prepare(system: System, people: int, workers: int) -> dict[str, object]:
    """Import, train, add sign-ins, live the autumn before, plan; doing it again changes nothing. Return the figures."""
    words.print("Inventing the agency …")
    agency = demo_agency(people, DEMO_SEED)
    imported = import_agency(system.open(), agency, OPERATOR, system.clock)
    words.print("Training the ranker on three years of outcomes …")
    model = _train(system)
    add_demo_sign_ins(system, agency)
    words.print("Living last autumn's plans …")
    live_the_autumn(system, agency, DEMO_DAY)
    known = system.worlds.current()
    words.print("Planning for everyone; the first plan on a machine waits while the search is compiled …")
    planned = plan_everybody(system, known, Consideration.GAP, SEED, workers)
    return planned | {"imported": imported.changes, "model": model}


def _train(system: System) -> dict[str, object]:
    """Train the first model and promote it, if the gate lets it; later runs leave what is kept and serves as it is."""
    shelf = look_at_models(system.open(write=False), OPERATOR)
    if not shelf.models:
        made, _ = train_here(system)
        if made.comparison.passed:
            promote_model(system.open(), OPERATOR, made.comparison, 0, REASON, system.clock)
        shelf = look_at_models(system.open(write=False), OPERATOR)
    first = card_of(shelf.models[-1])
    return {"trained": first.version, "serves": shelf.serves.version or "default"} | verdict(first.comparison)


def _show_one(system: System) -> None:
    known = system.worlds.current()
    with system.open(write=False) as uow:
        journeys = (uow.journeys.of_person(person.nip) for person in known.agency.people)
        journey = next(found[0] for found in journeys if found and found[0].items)
    person = known.people[journey.nip]
    figures.print()
    figures.print(
        f"[bold]{person.name}[/bold] · {known.jobs[person.job].name} · {known.units[person.unit].name}"
    )
    figures.print(journey_table(known, journey.items, journey.year))


def _print_sign_ins(system: System, settings: Settings) -> None:
    with system.open(write=False) as uow:
        accounts = [account for account in uow.accounts.page(limit=200).rows if account.demo]
    words.print(
        f"\nhttp://{settings.host}:{settings.port}/   password of every demo sign-in: [bold]{PASSWORD}[/bold]"
    )
    for account in accounts:
        words.print(f"  {account.username:24} {account.role.value}")
