"""Serves as ``corpu serve`` does, but takes for today what stands in a file: a test turns the leaves of the calendar.

Run with the file as the only argument. Times stay real, as they do with ``CORPU_TODAY``.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from api.cli import main
from api.clock import SystemClock


def serve(calendar: Path) -> None:
    """Serve until the process is ended."""

    def today(self: SystemClock) -> date:
        return date.fromisoformat(calendar.read_text(encoding="ascii"))

    SystemClock.today = today  # type: ignore[method-assign]
    sys.argv = ["corpu", "serve"]
    main()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
