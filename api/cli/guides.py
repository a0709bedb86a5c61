"""``corpu guides``: the register of coaches and mentors as a file, in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.faults import words_of_installation
from api.cli.files import AsJson, Source, tell
from api.cli.installation import open_system
from api.cli.output import report, words
from api.operator import OPERATOR
from api.settings import load_settings
from competency_models.errors import InputError
from planner.guide_files import read_guides, write_guides, write_guides_template
from planner.usecases import import_guides, log_reads

app = typer.Typer(help="Coaches and mentors: the register as a file.", no_args_is_help=True)


@app.command("template")
def template(
    path: Annotated[Path, typer.Argument(help="The workbook to write, ending in .xlsx.")],
    language: Annotated[str, typer.Option(help="Language of the explanations: id or en.")] = "id",
) -> None:
    """Write an empty workbook with explanations and drop-downs."""
    write_guides_template(path, language)
    words.print(words_of_installation()("{path}: written.", path=path), markup=False)


@app.command("import")
def import_register(source: Source, as_json: AsJson = False) -> None:
    """Add and change coaches and mentors: everything or nothing; may be repeated."""
    system = open_system(load_settings())
    known = system.worlds.current()
    at = known.world.parameters
    try:
        guides = read_guides(source, known.people, known, at, system.clock.today())
    except InputError as error:
        tell(error, as_json)
        sys.exit(1)
    done = import_guides(system.open(), OPERATOR, guides, system.clock)
    figures: dict[str, object] = {
        name: getattr(done, name) for name in ("added", "changed", "unchanged", "left")
    }
    report("corpu guides import", figures, as_json)


@app.command("export")
def export_register(
    path: Annotated[Path, typer.Argument(help="A folder for guides.csv, or a workbook ending in .xlsx.")],
) -> None:
    """Write the register to a file."""
    system = open_system(load_settings())
    with system.open(write=False) as uow:
        guides = uow.guides.all()
    write_guides(guides, path)
    log_reads(system.open(), OPERATOR, [one.nip for one in guides if one.nip], "guides", system.clock)
    words.print(words_of_installation()("{path}: written.", path=path), markup=False)
