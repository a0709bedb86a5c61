"""``corpu replan``: what came over plans that stand, and the fewest changes that mend it; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Annotated

import typer

from api import replan_desk
from api.cli.faults import words_of_installation
from api.cli.files import AsJson
from api.cli.installation import open_system
from api.cli.output import figures, print_json, report
from api.operator import OPERATOR
from api.replan_views import ReplanOut, replan_out
from api.settings import load_settings
from planner.access import PROGRAM
from planner.replanning import BatchMoved, BudgetNow, Disturbance, PersonLeft, SeatsNow
from planner.usecases import log_reads

Many = list[str] | None
SHOWN = 50


def replan(
    cancelled: Annotated[Many, typer.Option(help="A batch is cancelled: its code.")] = None,
    seats: Annotated[Many, typer.Option(help="A batch has other seats: CODE=SEATS.")] = None,
    moved: Annotated[
        Many, typer.Option(help="A batch is on other days: CODE=2027-03-01..2027-03-05.")
    ] = None,
    budget: Annotated[Many, typer.Option(help="A unit has another budget: CODE=RUPIAH.")] = None,
    left: Annotated[Many, typer.Option(help="Somebody left: the NIP.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of the plans; this year otherwise.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell who is touched, or would be if something happened, and what would stand instead. Changes nothing.

    Plans are changed on the page “Replanning” or over JSON, by somebody who signs for it.
    """
    happened = (
        *(SeatsNow(code, 0) for code in cancelled or ()),
        *_read("--seats", seats, lambda code, text: SeatsNow(code, int(text))),
        *_read("--moved", moved, _moved),
        *_read("--budget", budget, lambda code, text: BudgetNow(code, int(text))),
        *(PersonLeft(nip) for nip in left or ()),
    )
    system = open_system(load_settings())
    known, asked = replan_desk.look(system, PROGRAM, year or system.clock.today().year, happened)
    log_reads(system.open(), OPERATOR, asked.found.nips, "replanning", system.clock)
    found = replan_out(known, asked, words_of_installation())
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    report("corpu replan", _figures(found), as_json)
    for line in _lines(found):
        figures.print(line, markup=False)


def _read(
    option: str, given: Iterable[str] | None, make: Callable[[str, str], Disturbance]
) -> Iterator[Disturbance]:
    for text in given or ():
        code, _, value = text.rpartition("=")
        try:
            yield make(code, value)
        except ValueError as error:
            raise typer.BadParameter(f"{option} {text}") from error


def _moved(code: str, text: str) -> BatchMoved:
    starts, _, ends = text.partition("..")
    return BatchMoved(code, date.fromisoformat(starts), date.fromisoformat(ends))


def _figures(found: ReplanOut) -> dict[str, object]:
    return {
        "plans": found.plans,
        "changed": len(found.changed),
        "reopened": sum(one.reopened for one in found.changed),
        "without_lawful_plan": sum(bool(one.broken) for one in found.changed),
        "withdrawn": len(found.withdrawn),
        "lived": len(found.lived),
    }


def _lines(found: ReplanOut) -> Iterator[str]:
    for one in found.changed[:SHOWN]:
        yield f"\n{one.nip} {one.name} · {one.state.value}"
        yield from (f"  {why.text}" for why in one.why)
        yield from (f"  - {item.starts} {item.name}" for item in one.removed)
        yield from (f"  + {item.starts} {item.name}" for item in one.added)
    if len(found.changed) > SHOWN:
        yield f"\n… {len(found.changed) - SHOWN}"
