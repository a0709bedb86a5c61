"""What is needed: competencies, job standards, people, evidence, and the gaps between them."""

from pathlib import Path


def regulations_folder() -> Path:
    """Folder of the dated parameters that this package brings along."""
    return Path(__file__).parent / "regulations"
