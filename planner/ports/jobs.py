"""Long work: runs that are started, survive the process, and are taken up again where they stood."""

from __future__ import annotations

from typing import Protocol


class Jobs(Protocol):
    """Runs plans for everybody one after another, outside any request, on this machine or others."""

    def start(self, run: int) -> None:
        """Begin a stored run, or take it up again; once it is begun this changes nothing."""

    def take_up(self) -> None:
        """Carry out here what was and will be asked for, unless another process does; without this it only is asked for."""

    def close(self) -> None:
        """Stop taking up work; what is under way is taken up again at the next start."""
