"""Why a paper or a file of an activity is refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from planner.errors import Refusal, StaleVersion


@dataclasses.dataclass(frozen=True, slots=True)
class PaperFault:
    """What is wrong with a paper. ``row`` counts from 1, 0 for the whole paper; ``field`` is "" for a whole row.

    ``name`` and ``name_en`` are the field's or the document's, for people; ``problem`` is a message id, perhaps with the
    field ``limit``. ``missing`` tells what keeps a task from being finished from what cannot be stored at all.
    """

    document: str
    row: int
    field: str
    name: str
    name_en: str
    problem: str
    limit: int = 0
    missing: bool = False


class BadPaper(Refusal):
    """What was written cannot be stored; ``faults`` are all that is wrong with it."""

    msgid = "The paper was not stored. Mend what is named."

    def __init__(self, faults: Sequence[PaperFault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


class PapersIncomplete(BadPaper):
    """The task is not done before its papers are; ``faults`` are all that is missing."""

    msgid = "The papers of this task are not complete yet."


class StalePaper(StaleVersion):
    """Somebody else wrote into the same paper after the actor read it."""

    msgid = "Somebody wrote into this paper meanwhile: you saw version {seen}, now it is version {now}."


class BadFile(Refusal):
    """A file that is not taken as evidence."""

    msgid = "{problem}"

    def __init__(self, problem: str, **params: object) -> None:
        super().__init__(problem=problem.format_map(params))
        self.problem, self.fields = problem, params
