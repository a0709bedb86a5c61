"""``corpu tidy``: remove files that nobody names any more; for a timer such as cron."""

from __future__ import annotations

from api.cli.files import AsJson
from api.cli.installation import open_system
from api.cli.output import report
from api.settings import load_settings
from planner.usecases import sweep_files


def tidy(as_json: AsJson = False) -> None:
    """Remove files of evidence that were taken back, or that a broken request left behind, after a day."""
    system = open_system(load_settings())
    removed = sweep_files(system.open(write=False), system.files, system.clock)
    report("corpu tidy", {"files_removed": removed}, as_json)
