"""The words of matching: who waits, who could guide them, what stands between, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntFlag

from competency_models.parameters import ParametersAt
from planner.guides import Guide, GuideKind
from planner.journey import Reason

POINTS = 1000
"""Preferences are whole numbers, in thousandths of a point, so that sums are exact."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person whose activity, from ``starts`` to ``ends``, needs a guide.

    ``targets`` are the levels (1-5) that it is to lead to, by competency. ``never`` are guides (by id) that were not
    wanted. ``beside`` says that the activity has a guide of the other kind too; ``others`` are the NIPs of who that is.
    """

    activity: int
    nip: str
    unit: str
    superior: str | None
    starts: date
    ends: date
    targets: Mapping[str, int]
    never: frozenset[int] = frozenset()
    beside: bool = False
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A guide with what is known of them: their unit (None for one from outside) and levels by competency.

    A guide of id 0 is a direct superior who is not in the register yet.
    """

    guide: Guide
    unit: str | None
    levels: Mapping[str, int]

    @property
    def key(self) -> tuple[str, str, int]:
        """The order in which equals are taken, whatever order they came in."""
        return self.guide.nip or "", self.guide.name, self.guide.id


@dataclass(frozen=True, slots=True)
class Held:
    """A place that a guide (by id) has given to somebody, from ``starts`` to ``ends``."""

    guide: int
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Context:
    """What else bears on a matching: each unit's parent (None for the root), and the places given already."""

    parents: Mapping[str, str | None]
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Law:
    """What regulation and our own choices ask of a kind of guide on a day (parameters ``guides.*``)."""

    kind: GuideKind
    day: date
    levels_above: int
    managerial_years: int
    technical_years: int
    certificate: bool
    external: bool
    confidential_before: str
    another_mentor: bool
    superior_beside_mentor: bool
    near_within: int
    weight_level: int
    weight_near: int
    weight_load: int
    weight_superior: int

    @classmethod
    def of(cls, at: ParametersAt, kind: GuideKind) -> Law:
        """Read the parameters of a day. Raises InputError where the day is before the circular."""
        return cls(
            kind=kind,
            day=at.day,
            levels_above=at["guides.levels_above"][kind],
            managerial_years=at["guides.managerial_years_min"][kind],
            technical_years=at["guides.technical_years_min"][kind],
            certificate=at["guides.certificate_required"][kind],
            external=at["guides.external_allowed"][kind],
            confidential_before=at["guides.confidentiality_before"][kind],
            another_mentor=at["guides.mentor_may_be_another"],
            superior_beside_mentor=at["guides.superior_may_coach_beside_mentor"],
            near_within=at["guides.near_within"],
            weight_level=round(POINTS * at["guides.weight_level"]),
            weight_near=round(POINTS * at["guides.weight_near"]),
            weight_load=round(POINTS * at["guides.weight_load"]),
            weight_superior=round(POINTS * at["guides.weight_superior"]),
        )


class Block(IntFlag):
    """What stands between a person and a guide; ``TEXTS`` says each in words."""

    LEVEL = 1
    FULL = 2
    AWAY = 4
    UNIT = 8
    NOT_WANTED = 16
    EXPERIENCE = 32
    CERTIFICATE = 64
    CONFIDENTIALITY = 128
    OUTSIDE = 256
    SUPERIOR = 512
    NOT_SUPERIOR = 1024
    OTHER_PART = 2048
    ONESELF = 4096
    TAKEN = 8192


TEXTS: Mapping[Block, str] = {
    Block.LEVEL: "the level is not high enough",
    Block.FULL: "all places are taken on these days",
    Block.AWAY: "not available on these days",
    Block.UNIT: "takes people of other units only",
    Block.NOT_WANTED: "was proposed before and did not come about",
    Block.EXPERIENCE: "too little experience",
    Block.CERTIFICATE: "has no certificate",
    Block.CONFIDENTIALITY: "has not undertaken confidentiality",
    Block.OUTSIDE: "comes from outside the agency",
    Block.SUPERIOR: "is the direct superior, who is needed as mentor",
    Block.NOT_SUPERIOR: "is not the direct superior",
    Block.OTHER_PART: "has the other part in the same activity",
    Block.ONESELF: "is the same person",
    Block.TAKEN: "fits, and is needed by others",
}
"""Why a guide cannot be had, said of one guide."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A person and their guide: why, how well it fits (thousandths of a point), and what was next best.

    What a guide's load costs is told of the people in their order, so that all worths add up to the whole. ``lost`` is how
    much less the whole would be worth with ``next_best``, the best of those who still have a place.
    """

    waiting: Waiting
    guide: Guide
    worth: int
    reasons: tuple[Reason, ...]
    next_best: Guide | None = None
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A person without a guide, and how many guides each thing stands in the way of; none at all where it is empty."""

    waiting: Waiting
    reasons: tuple[tuple[Block, int], ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs and people left without, each by start, then NIP and activity. ``worth`` is that of all pairs together."""

    pairs: tuple[Pair, ...]
    unmatched: tuple[Unmatched, ...]
    worth: int = 0
    guides: tuple[Guide, ...] = field(default=())
