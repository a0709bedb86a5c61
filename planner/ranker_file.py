"""Keep a ranker as plain numbers in JSON with their SHA-256; nothing in the file is ever executed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from competency_models.errors import Fault, InputError
from planner.features import NAMES
from planner.ranking import AdditiveRanker, read_head, spell_ranker

_REMEDY = "Train the ranker again; until then the last good one or the default serves."


def save_ranker(ranker: AdditiveRanker, path: Path) -> None:
    """Write the ranker's numbers to ``path``, whole or not at all."""
    body = spell_ranker(ranker)
    text = json.dumps({"sha256": _digest(body), "ranker": body})
    partial = path.with_suffix(path.suffix + ".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def load_ranker(path: Path) -> AdditiveRanker:
    """Read a ranker back, bit for bit.

    Raises InputError where the file is missing, damaged, or knows other features than this program.
    """
    body = _checked(path)
    try:
        ranker = AdditiveRanker(str(body["name"]), read_head(body["completion"]), read_head(body["closing"]))
    except (KeyError, TypeError, ValueError) as error:
        raise _fault(path, "The ranker cannot be read.") from error
    if any(head.names != NAMES for head in (ranker.completion, ranker.closing)):
        raise _fault(path, "The ranker was trained on other features.")
    return ranker


def _checked(path: Path) -> dict[str, Any]:
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        text: str = whole["ranker"]
        intact = whole["sha256"] == _digest(text)
        body: dict[str, Any] = json.loads(text) if intact else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _fault(path, "The ranker cannot be read.") from error
    if not intact:
        raise _fault(path, "The ranker's numbers do not match their SHA-256.")
    return body


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _fault(path: Path, problem: str) -> InputError:
    return InputError([Fault(file=path.name, problem=problem, remedy=_REMEDY)])
