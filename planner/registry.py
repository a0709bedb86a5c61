"""Kept rankers: every one is checked before it is used, and where the promoted one is damaged the last good one serves."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from competency_models.errors import Fault, InputError
from planner.features import NAMES
from planner.ports import KeptModel, Serving, ServingMove
from planner.ranking import AdditiveRanker, read_head

REMEDY = "Roll back, or train and promote another model; until then the last good one or the default serves."


@dataclass(frozen=True, slots=True, eq=False)
class Serves:
    """What serves: ``ranker`` is None and ``version`` "" for the default one.

    Of what came after ``learned_until`` it knows nothing.
    ``number`` is that of the newest serving, 0 where nothing was ever promoted; ``promoted`` the version that should serve.
    ``faults`` say why it does not, and why those before it do not either.
    """

    ranker: AdditiveRanker | None = None
    version: str = ""
    learned_until: date | None = None
    number: int = 0
    promoted: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def fell_back(self) -> bool:
        """Whether another ranker serves than the promoted one."""
        return bool(self.faults)


def digest(body: bytes) -> str:
    """The SHA-256 of exact bytes, in hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def standing(servings: Sequence[Serving]) -> tuple[str, ...]:
    """The promoted versions that were not rolled back, the newest last: it should serve, those before it stand behind it."""
    stack: list[str] = []
    for serving in servings:
        if serving.move is ServingMove.PROMOTE:
            stack.append(serving.version)
        elif stack:
            stack.pop()
    return tuple(stack)


def what_serves(servings: Sequence[Serving], find: Callable[[str], KeptModel | None]) -> Serves:
    """The newest promoted ranker that is whole and was not rolled back; the default one where there is none."""
    stack = standing(servings)
    number, promoted = len(servings), stack[-1] if stack else ""
    faults: list[Fault] = []
    for version in reversed(stack):
        model = find(version)
        try:
            ranker = read_model(version, model)
        except InputError as error:
            faults.extend(error.faults)
            continue
        until = model.learned_until if model else None
        return Serves(ranker, version, until, number, promoted, tuple(faults))
    return Serves(number=number, promoted=promoted, faults=tuple(faults))


def read_model(version: str, model: KeptModel | None) -> AdditiveRanker:
    """The kept ranker, bit for bit.

    Raises InputError, which names what is wrong, where it is missing, damaged, anything but our numbers, or knows other
    features than this program.
    """
    file = f"model {version}"
    if model is None:
        raise _damaged(file, "The model is not kept.")
    checked_bytes(file, model.body, model.sha256)
    if not model.sha256.startswith(version):
        raise _damaged(file, "The model is another one than its version says.")
    try:
        body = json.loads(model.body, parse_float=_finite, parse_int=_finite, parse_constant=_finite)
        ranker = AdditiveRanker(str(body["name"]), read_head(body["completion"]), read_head(body["closing"]))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _damaged(file, "The bytes are not the numbers of a model.") from error
    if any(head.names != NAMES for head in (ranker.completion, ranker.closing)):
        raise _damaged(file, "The model was trained on other features than this program knows.")
    return ranker


def checked_bytes(file: str, body: bytes, sha256: str) -> None:
    """Raises InputError where the bytes are a pickle, or are not those that were stored."""
    # A pickle ends with a full stop and, but for the two oldest kinds, begins with 0x80; a JSON object does neither.
    if body[:1] == b"\x80" or (body[:1] != b"{" and body[-1:] == b"."):
        raise _damaged(file, "This is a pickle in disguise, which could run anything; it was not opened.")
    if digest(body) != sha256:
        raise _damaged(file, "The bytes do not match their SHA-256: they were changed or cut off.")


def _damaged(file: str, problem: str) -> InputError:
    return InputError([Fault(file=file, problem=problem, remedy=REMEDY)])


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("every number is finite")
    return value
