"""What to do: score, compose, check, explain and decide learning journeys."""

from pathlib import Path


def regulations_folder() -> Path:
    """Folder of the dated parameters that this package brings along."""
    return Path(__file__).parent / "regulations"
