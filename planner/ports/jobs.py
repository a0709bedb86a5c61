"""Long work: runs that are started, survive the process, and are taken up again where they stood."""

from __future__ import annotations

from typing import Protocol


class Jobs(Protocol):
    """Runs plans for everybody one after another, outside any request, on this machine or others."""

    def start(self, run: int) -> None:
        """Begin a stored run, or take it up again; once it is begun this changes nothing."""

    def close(self) -> None:
        """Stop taking up work; what is under way is taken up again at the next start."""
