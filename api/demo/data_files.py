"""The demo's YAML files, as plain mappings."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "data"


@cache
def demo_data(name: str) -> dict[str, Any]:
    """Read ``data/<name>.yaml``; the answer is shared and must not be changed."""
    data: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return data
