"""Keep a ranker as plain numbers in JSON with their SHA-256; nothing in the file is ever executed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from competency_models.errors import Fault, InputError
from planner.features import NAMES
from planner.ranking import AdditiveRanker, LearnedRanker

_REMEDY = "Train the ranker again; until then the last good one or the default serves."


def save_ranker(ranker: AdditiveRanker, path: Path) -> None:
    """Write the ranker's numbers to ``path``, whole or not at all."""
    body = {
        "name": ranker.name,
        "features": list(ranker.names),
        "weight": ranker.weight.tolist(),
        "centre": ranker.centre.tolist(),
        "bias": ranker.bias,
    }
    text = json.dumps({"sha256": _digest(body), "ranker": body}, indent=1)
    partial = path.with_suffix(path.suffix + ".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def load_ranker(path: Path) -> LearnedRanker:
    """Read a ranker back, bit for bit.

    Raises InputError where the file is missing, damaged, or knows other features than this program.
    """
    body = _checked(path)
    if body["features"] != list(NAMES):
        raise _fault(path, "The ranker was trained on other features.")
    return LearnedRanker(
        name=str(body["name"]),
        names=NAMES,
        weight=np.array(body["weight"], dtype=np.float64),
        centre=np.array(body["centre"], dtype=np.float64),
        bias=float(body["bias"]),
    )


def _checked(path: Path) -> dict[str, Any]:
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        body: dict[str, Any] = whole["ranker"]
        intact = whole["sha256"] == _digest(body)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _fault(path, "The ranker cannot be read.") from error
    if not intact:
        raise _fault(path, "The ranker's numbers do not match their SHA-256.")
    return body


def _digest(body: dict[str, Any]) -> str:
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _fault(path: Path, problem: str) -> InputError:
    return InputError([Fault(file=path.name, problem=problem, remedy=_REMEDY)])
