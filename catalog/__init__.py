"""What is offered: forms of learning, learning solutions, their dated offerings and past participation."""

from pathlib import Path


def regulations_folder() -> Path:
    """Folder of the dated parameters that this package brings along; the forms lie in ``forms`` inside it."""
    return Path(__file__).parent / "regulations"
