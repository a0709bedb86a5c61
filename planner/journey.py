"""A journey: the ordered, dated learning plan of one person, with the reasons for each item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from catalog.solutions import Bucket


class Consideration(StrEnum):
    """Why competence is developed (SE 07/SE/KM/2023, F); each allows its own models."""

    GAP = "gap"
    NEED = "need"
    TECHNOLOGY = "technology"
    CAREER = "career"


class State(StrEnum):
    """Where a journey stands; ``planner.approval`` holds the only table of moves between them."""

    REQUESTED = "requested"
    DRAFTED = "drafted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    DECLINED = "declined"
    ACTIVE = "active"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """The four stages of a learning journey (policy brief, LAN), from the level an item leads to."""

    PEMULA = "pemula"
    MENENGAH = "menengah"
    LANJUTAN = "lanjutan"
    PROFESIONAL = "profesional"


@dataclass(frozen=True, slots=True)
class Closes:
    """Part of a gap that an item closes: levels ``from_level + 1`` to ``to_level`` of a competency."""

    competency: str
    from_level: int
    to_level: int
    weight: float


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a score or a choice: a message id with its fields, and its signed share of the score."""

    code: str
    share: float = 0.0
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyShare:
    """What one family of features adds to the log-odds of both answers; ``foremost`` is its weightiest feature.

    The family ``usual`` stands for the usual pair, from which all others are counted: together they are the log-odds.
    """

    family: str
    completion: float
    closing: float
    foremost: str = ""


@dataclass(frozen=True, slots=True)
class Attempts:
    """How many past attempts stand behind a prediction: those at the solution, and the person's own at anything.

    ``both`` are counted in either. ``enough`` is what the parameter of the day said of their number.
    """

    at_solution: int
    of_person: int
    both: int
    enough: bool

    @property
    def number(self) -> int:
        """Each attempt counted once."""
        return self.at_solution + self.of_person - self.both


@dataclass(frozen=True, slots=True)
class Contrast:
    """What would have put an alternative first: the success that it ``needed``, None where not even certain success would do.

    ``family`` is the one that would lift its success furthest, to ``lifted``, spoke it for the alternative as for the chosen one;
    empty where none would lift it. ``completion`` and ``closing`` are the least change of that family's shares, in log-odds, that
    is enough; both are 0 where no single family is.
    """

    needed: float | None
    family: str = ""
    foremost: str = ""
    completion: float = 0.0
    closing: float = 0.0
    lifted: float = 0.0

    @property
    def alone(self) -> bool:
        """Whether the one family would have been enough."""
        return bool(self.completion or self.closing)


@dataclass(frozen=True, slots=True)
class Alternative:
    """What was next best for the same gap: solution, offering, predicted success, value lost by taking it."""

    solution: str
    offering: str | None
    starts: date
    success: float
    value_lost: float
    contrast: Contrast | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One learning solution on its dates. ``ends`` is the last day. ``jp`` is what regulation will count.

    ``completion`` is the probability that it is taken and completed, ``closing`` the share of its levels that closes then,
    ``success`` their product; ``shares`` are what both hang on. Plans of earlier versions have neither these nor ``attempts``.
    ``assigned`` is what nobody chooses: it is required of the person, or another item builds on it. ``exposure`` is how likely
    the program was to propose it here: less than 1 where a draw decided between near-equal ones.
    """

    solution: str
    offering: str | None
    starts: date
    ends: date
    form: str
    bucket: Bucket
    hours: float
    jp: float
    cost: int
    stage: Stage
    success: float
    closes: tuple[Closes, ...] = ()
    reasons: tuple[Reason, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    added_by_hand: bool = False
    completion: float = 0.0
    closing: float = 0.0
    shares: tuple[FamilyShare, ...] = ()
    attempts: Attempts | None = None
    assigned: bool = False
    exposure: float = 1.0


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a plan: enough to make it again, bit for bit."""

    ranker: str
    ranker_version: str
    parameters_day: date
    seed: int
    input_hash: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the program proposes for one person: items, or the rule that cannot be met and its smallest mend."""

    nip: str
    year: int
    consideration: Consideration
    items: tuple[Item, ...]
    value: float
    provenance: Provenance
    unplanned: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """A stored journey. ``proposed`` is what the program drafted, ``items`` what stands now.

    ``version`` grows by one with every change; a change must name the version it was made from. ``note`` is the wish of
    whoever requested it, ``target_job`` the job that it should lead to, where that is another than the person's own target.
    """

    id: int
    nip: str
    year: int
    consideration: Consideration
    state: State
    version: int
    items: tuple[Item, ...]
    proposed: tuple[Item, ...]
    requested_by: int | None = None
    note: str = ""
    provenance: Provenance | None = None
    unplanned: str = ""
    mend: str = ""
    target_job: str | None = None
    changed_at: datetime | None = None

    @property
    def untouched(self) -> bool:
        """Whether nobody has worked on it since it was asked for or drafted: the program may draft it anew."""
        fresh = self.state is State.DRAFTED and self.items == self.proposed
        return fresh or self.state is State.REQUESTED
