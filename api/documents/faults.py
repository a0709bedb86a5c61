"""What is wrong with a template, in words for whoever edits it."""

from __future__ import annotations

from pathlib import Path

from competency_models.errors import Fault, InputError


class TemplateFault(InputError):
    """A template that cannot be filled: one fault that names the file, the reason and the mend."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(
            [
                Fault(
                    file.name,
                    "The template cannot be filled: {why}",
                    "Correct it, or remove it from the folder to have the packaged one.",
                    params={"why": why},
                )
            ]
        )
