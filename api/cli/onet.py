"""``corpu import-onet``: the O*NET database as job standards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.files import AsJson, import_figures
from api.cli.installation import open_system
from api.cli.output import report, words
from api.operator import OPERATOR
from api.settings import load_settings
from competency_models.interop.onet import ATTRIBUTION, read_onet
from planner.agency import Agency
from planner.usecases import import_agency


def import_onet(
    folder: Annotated[Path, typer.Argument(help="Folder with the O*NET 29.0 text files and workbooks.")],
    as_json: AsJson = False,
) -> None:
    """Import O*NET occupations, their required levels and related occupations."""
    data = read_onet(folder)
    agency = Agency(
        competencies=data.competencies, jobs=data.jobs, standards=data.standards, careers=data.careers
    )
    system = open_system(load_settings())
    done = import_agency(system.open(), agency, OPERATOR, system.clock)
    report("corpu import-onet", import_figures(done, as_json), as_json)
    words.print(ATTRIBUTION)
