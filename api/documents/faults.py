"""What is wrong with a template, in words for whoever edits it."""

from __future__ import annotations

from pathlib import Path


class TemplateFault(Exception):
    """A template that cannot be filled; ``file`` names it, ``problem`` says why, ``remedy`` how to mend it."""

    def __init__(self, file: Path, problem: str, remedy: str) -> None:
        super().__init__(f"{file.name}: {problem} {remedy}")
        self.file = file
        self.problem = problem
        self.remedy = remedy
