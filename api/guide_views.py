"""Coaches and mentors, proposals and matches as answers, and an entry of the register as it is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.i18n import Translator
from api.worlds import Known
from planner.access import Actor, Capability, may
from planner.guides import ANSWERS, Answer, Guide, GuideKind, Match, MatchState
from planner.journey import Reason
from planner.matching import LEVEL, POINTS, TEXTS, Law, Pair, Unmatched, needed_level
from planner.ports import HeldRow, MatchRow
from planner.usecases import GuideProposal, may_answer

_Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
MOST_PAIRS = 2000


class GuideIn(BaseModel):
    """An entry of the register; an employee is named by NIP, who comes from outside by name and organisation."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "kind": "coach",
                    "name": "Widya Astuti",
                    "organisation": "Lembaga Coaching Nusantara",
                    "capacity": 5,
                    "managerial_years": 8,
                    "technical_years": 6,
                    "competencies": {"M.01": 4},
                }
            ]
        },
    )
    kind: GuideKind
    nip: Annotated[str, StringConstraints(strip_whitespace=True, max_length=18)] | None = None
    name: _Text = ""
    organisation: _Text = ""
    capacity: int = Field(1, ge=-1000, le=1000)
    managerial_years: int = Field(0, ge=-1000, le=1000)
    technical_years: int = Field(0, ge=-1000, le=1000)
    certificate: _Text = ""
    confidential_since: date | None = None
    available_from: date | None = None
    available_until: date | None = None
    active: bool = True
    competencies: dict[_Text, int] = Field(default_factory=dict, max_length=200)
    units: list[_Text] = Field(default_factory=list, max_length=500)

    def guide(self, guide_id: int = 0, version: int = 1) -> Guide:
        """Return the entry."""
        own = self.model_dump(exclude={"units", "nip"})
        return Guide(id=guide_id, version=version, nip=self.nip or None, units=frozenset(self.units), **own)


class GuideOut(BaseModel):
    """An entry of the register, and how many people the guide has now, proposed ones too."""

    id: int
    kind: GuideKind
    person_id: str | None
    name: str
    unit: str | None
    organisation: str
    capacity: int
    guided: int
    managerial_years: int
    technical_years: int
    certificate: str
    confidential_since: date | None
    available_from: date | None
    available_until: date | None
    active: bool
    competencies: dict[str, int]
    units: list[str]
    version: int


class MentorOut(BaseModel):
    """A mentor who may be asked for."""

    id: int
    name: str
    unit: str | None
    competencies: dict[str, int]


class ReasonLine(BaseModel):
    """One reason in the reader's language, and its points."""

    text: str
    points: float


class PairOut(BaseModel):
    """A person and the guide proposed for them. ``guide`` 0 is the direct superior, whom an offer enters in the register."""

    activity: int
    person_id: str
    name: str
    unit: str
    solution: str
    form: str
    starts: date
    ends: date
    guide: int
    guide_name: str
    organisation: str
    points: float
    reasons: list[ReasonLine]
    next_best: str | None
    lost: float


class LeftOut(BaseModel):
    """A person for whom no guide was found, and why: how many guides each reason holds of."""

    activity: int
    person_id: str
    name: str
    unit: str
    solution: str
    form: str
    starts: date
    ends: date
    needed: dict[str, int] = Field(description="The level that a guide needs, by competency.")
    reasons: list[WhyOut]


class WhyOut(BaseModel):
    """What stands in the way, of how many guides."""

    text: str
    guides: int


class ProposalOut(BaseModel):
    """What the program proposes; nothing of it is stored before somebody offers it."""

    kind: GuideKind
    guides: int
    points: float
    pairs: list[PairOut]
    unmatched: list[LeftOut]


class MatchOut(BaseModel):
    """A match. ``answers`` are those that are the reader's to give now. Who refused is not told."""

    id: int
    kind: GuideKind
    activity: int
    person_id: str
    name: str
    unit: str
    solution: str
    form: str
    starts: date
    ends: date
    guide: int
    guide_name: str
    organisation: str
    asked: bool
    state: MatchState
    version: int
    changed_at: datetime
    answers: list[Answer]
    reasons: list[ReasonLine]


def guide_out(known: Known, guide: Guide, guided: int) -> GuideOut:
    """An entry with its load."""
    person = known.people.get(guide.nip or "")
    own = {name: getattr(guide, name) for name in GuideOut.model_fields if hasattr(guide, name)}
    return GuideOut(
        **own
        | {"competencies": dict(guide.competencies), "units": sorted(guide.units)}
        | {
            "person_id": known.id_of.get(guide.nip or ""),
            "unit": person.unit if person else None,
            "guided": guided,
        }
    )


def load_of(held: Iterable[HeldRow]) -> Mapping[int, int]:
    """How many people each guide has in activities that are not over, by guide."""
    found: dict[int, int] = {}
    for one in held:
        found[one.guide] = found.get(one.guide, 0) + 1
    return found


def mentor_out(known: Known, guide: Guide) -> MentorOut:
    """A mentor as everybody may see them."""
    person = known.people.get(guide.nip or "")
    return MentorOut(
        id=guide.id,
        name=guide.name,
        unit=person.unit if person else None,
        competencies=dict(guide.competencies),
    )


def proposal_out(known: Known, kind: GuideKind, found: GuideProposal, t: Translator) -> ProposalOut:
    """A proposal with everything explained."""
    return ProposalOut(
        kind=kind,
        guides=len(found.matching.guides),
        points=found.matching.worth / POINTS,
        pairs=[_pair_out(known, found, pair, t) for pair in found.matching.pairs],
        unmatched=[_left_out(known, kind, found, left, t) for left in found.matching.unmatched],
    )


def match_out(known: Known, row: MatchRow, actor: Actor, t: Translator) -> MatchOut:
    """A match as one of those whom it concerns may see it."""
    match = row.match
    return MatchOut(
        id=match.id,
        kind=match.kind,
        activity=match.activity,
        person_id=known.id_of[row.nip],
        name=row.name,
        unit=row.unit_name,
        solution=row.solution,
        form=row.form,
        starts=row.starts,
        ends=row.ends,
        guide=match.guide,
        guide_name=row.guide_name,
        organisation=row.organisation,
        asked=match.asked,
        state=shown_state(match),
        version=match.version,
        changed_at=match.changed_at,
        answers=answers_of(row, actor),
        reasons=[_reason(known, one, t) for one in told_to(actor, match.reasons)],
    )


def shown_state(match: Match) -> MatchState:
    """The state as it is told: not whether the person or their superior did not want it."""
    return MatchState.REFUSED if match.state is MatchState.DECLINED_BY_SUPERIOR else match.state


def answers_of(row: MatchRow, actor: Actor) -> list[Answer]:
    """The answers that are the actor's to give now."""
    return [
        answer for answer in Answer if (row.match.state, answer) in ANSWERS and may_answer(actor, row, answer)
    ]


ENOUGH = "{competency}: the level is high enough to guide towards the target."


def told_to(actor: Actor, reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons as somebody may read them: what level a guide has is for officers only."""
    if may(actor, Capability.MATCH_PROPOSE):
        return list(reasons)
    return [
        replace(one, code=ENOUGH, share=0.0, params=one.params[:1]) if one.code == LEVEL else one
        for one in reasons
    ]


def reason_text(known: Known, reason: Reason, t: Translator) -> str:
    """Say a reason, with the competency by its name."""
    params = dict(reason.params)
    competency = known.competencies.get(params.get("competency", ""))
    if competency is not None:
        params["competency"] = t.name(competency)
    return t(reason.code, **params)


def _reason(known: Known, reason: Reason, t: Translator) -> ReasonLine:
    return ReasonLine(text=reason_text(known, reason, t), points=round(reason.share, 3))


def _pair_out(known: Known, found: GuideProposal, pair: Pair, t: Translator) -> PairOut:
    return PairOut(
        **_need(known, found, pair.waiting.activity),
        guide=pair.guide.id,
        guide_name=pair.guide.name,
        organisation=pair.guide.organisation,
        points=pair.worth / POINTS,
        reasons=[_reason(known, one, t) for one in pair.reasons],
        next_best=pair.next_best.name if pair.next_best else None,
        lost=pair.lost / POINTS,
    )


def _left_out(known: Known, kind: GuideKind, found: GuideProposal, left: Unmatched, t: Translator) -> LeftOut:
    reasons = [WhyOut(text=t(TEXTS[block]), guides=count) for block, count in left.reasons]
    law = Law.of(known.world.parameters, kind)
    needed = {code: needed_level(target, law) for code, target in left.waiting.targets.items()}
    return LeftOut(**_need(known, found, left.waiting.activity), needed=needed, reasons=reasons)


def _need(known: Known, found: GuideProposal, activity: int) -> dict[str, object]:
    need = found.needs[activity]
    return {
        "activity": activity,
        "person_id": known.id_of[need.nip],
        "name": need.name,
        "unit": need.unit_name,
        "solution": need.solution,
        "form": need.form,
        "starts": need.starts,
        "ends": need.ends,
    }
