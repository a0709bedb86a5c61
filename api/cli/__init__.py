"""The command ``corpu``."""

from __future__ import annotations

import sys
from importlib import import_module


def main() -> None:
    """Run the command line. Measuring on a log of another platform needs nothing of the house: it is spared its memory."""
    start = "api.cli.evaluating" if sys.argv[1:2] == ["evaluate"] else "api.cli.app"
    import_module(start).main()
