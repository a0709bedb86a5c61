"""``corpu documents``: write the Word templates out for editing, and check an agency's own."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.faults import words_of_installation
from api.cli.files import AsJson, plain_fault
from api.cli.output import print_json, words
from api.clock import SystemClock
from api.documents.checking import check_templates
from api.documents.listing import field_list
from api.documents.shelf import PACKAGED
from api.settings import load_settings
from catalog.forms import Forms
from planner.regulations import standard_parameters

app = typer.Typer(help="Templates of letters and forms: write out, check.", no_args_is_help=True)
LIST = "ISIAN.md"


@app.command("templates")
def templates(
    folder: Annotated[Path, typer.Argument(help="Where to write them; made when it is missing.")],
) -> None:
    """Write the packaged Word templates for editing, with a list of all that they may show; keeps what is there."""
    translate = words_of_installation()
    folder.mkdir(parents=True, exist_ok=True)
    written = [path for path in sorted(PACKAGED.glob("*.docx")) if not (folder / path.name).exists()]
    for path in written:
        shutil.copyfile(path, folder / path.name)
    (folder / LIST).write_text(field_list(), encoding="utf-8")
    words.print(
        translate.plural(
            "{n} template written to {folder}",
            "{n} templates written to {folder}",
            len(written),
            folder=folder,
        )
    )


@app.command("check")
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of own templates; CORPU_TEMPLATES_DIR otherwise.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Fill every own template with made-up data and list all faults; exit status 1 when there is any."""
    translate, settings = words_of_installation(), load_settings()
    own = folder or settings.templates_dir
    folders = [settings.regulations_dir] if settings.regulations_dir else []
    forms = Forms(standard_parameters(*folders))
    faults = check_templates(own, forms, SystemClock.of(settings).today()) if own else []
    if as_json:
        print_json({"faults": [plain_fault(fault) for fault in faults]})
    else:
        for fault in faults:
            print(fault.text(translate.gettext))
        words.print(translate.plural("{n} fault", "{n} faults", len(faults)))
    if faults:
        sys.exit(1)
