"""Runs as they are kept: plans for everybody, asked for, searched and found."""

from __future__ import annotations

from typing import Protocol

from planner.runs import Run


class RunStore(Protocol):
    """Runs, and the state of those under way, from which a killed one is taken up again."""

    def add(self, run: Run) -> int:
        """Keep a new run; the id that it was given."""

    def get(self, run_id: int) -> Run | None:
        """The run with its plan, or None."""

    def hold(self, run_id: int) -> Run | None:
        """The same, and nobody else changes it until the transaction ends."""

    def all(self) -> tuple[Run, ...]:
        """Every run without its plan (``body`` is empty), newest first."""

    def change(self, run: Run) -> None:
        """Keep what a held run became, its body too."""

    def checkpoint(self, run_id: int) -> bytes | None:
        """The state of a run under way, None where there is none."""

    def keep_checkpoint(self, run_id: int, state: bytes | None) -> None:
        """Replace the state of a run under way; None drops it."""
