"""Where templates lie: the agency's own folder first, then the packaged ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

PACKAGED = Path(__file__).resolve().parent / "templates"
_NAME = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")


def find(names: Iterable[str], suffix: str, folder: Path | None) -> Path:
    """Return the template of the first name that has one; ``suffix`` is ``.docx`` or ``.typ``.

    For each name the agency's ``folder`` is asked before the packaged templates. Raises KeyError when there is none.
    """
    names = tuple(names)
    for name in names:
        for place in (folder, PACKAGED):
            if place is not None and _NAME.fullmatch(name) and (place / f"{name}{suffix}").is_file():
                return place / f"{name}{suffix}"
    raise KeyError(names)
