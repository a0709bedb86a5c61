"""What a decision on a plan says of each proposal is kept for learning, in the transaction of the decision.

A plan that is sent back is not decided yet, and one that ends while it is lived was decided before: neither says anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.access import Actor
from planner.approval import Move
from planner.journey import Alternative, Consideration, Item, Journey, State
from planner.judgements import Judged, Judgement
from planner.ports import Clock, Decision, UnitOfWork

Place = tuple[int, float]
"""Where something was shown, counted from the top of the plan (0: nowhere), and how likely the program was to show it."""


def keep_judgements(
    uow: UnitOfWork, actor: Actor, before: Journey, after: Journey, reason: str, clock: Clock
) -> None:
    """Append what somebody made of a plan by approving, declining or withdrawing it."""
    if before.state is State.ACTIVE:
        return
    edits = reasons_of_edits(uow.decisions.of("journey", str(after.id)))
    word = Word(clock.today(), actor.nip != after.nip, reason.strip(), edits)
    uow.judgements.add(tuple(judgements_of(after, word)))


@dataclass(frozen=True, slots=True)
class Word:
    """A decision: its day, whether another than the employee spoke, its reason, and those of edits before it by solution."""

    day: date
    by_officer: bool
    reason: str = ""
    edits: Mapping[str, str] = field(default_factory=dict)


def judgements_of(journey: Journey, word: Word) -> Iterator[Judgement]:
    """What became of everything that was proposed, and what stands in the plan instead.

    Of alternatives those are told that somebody may have looked at and did not take: all in a plan that was approved, else those
    of an item that was taken out.
    """
    standing = {item.solution for item in journey.items}
    proposed = {item.solution for item in journey.proposed}
    kept = Judged.KEPT if journey.state is State.APPROVED else Judged.REFUSED
    for number, item in enumerate(journey.proposed, start=1):
        judged = kept if item.solution in standing else Judged.REMOVED
        yield _judgement(journey, word, judged, item, (number, item.exposure))
    beneath = _beneath(journey.proposed)
    for item in journey.items:
        if item.solution not in proposed:
            place, _ = beneath.get(item.solution, ((0, 1.0), None))
            yield _judgement(journey, word, Judged.ADDED, item, place)
    looked_at = _beneath(journey.proposed, () if kept is Judged.KEPT else standing)
    for solution, (place, other) in looked_at.items():
        if solution not in standing | proposed:
            yield _judgement(journey, word, Judged.PASSED, other, place)


def refusal_of(journey: Journey, item: Item, word: Word) -> Judgement:
    """What somebody says who would rather not take one item."""
    codes = [one.solution for one in journey.proposed]
    place = codes.index(item.solution) + 1 if item.solution in codes else 0
    return _judgement(journey, word, Judged.REFUSED, item, (place, item.exposure))


def reasons_of_edits(rows: Iterable[Decision]) -> Mapping[str, str]:
    """Why solutions were added or taken out since the plan was drafted, by solution, from its rows of the log."""
    reasons: dict[str, str] = {}
    for row in rows:
        if row.move == Move.DRAFT:
            reasons.clear()
        elif row.move == Move.EDIT:
            for change in ("added", "removed"):
                codes = row.detail.get(change, ())
                reasons.update(dict.fromkeys(codes if isinstance(codes, list) else (), row.reason))
    return reasons


def _beneath(proposed: Iterable[Item], standing: Iterable[str] = ()) -> dict[str, tuple[Place, Alternative]]:
    """The alternatives shown beneath the items that stand no longer, by solution, where each was seen first."""
    found: dict[str, tuple[Place, Alternative]] = {}
    gone = set(standing)
    for number, item in enumerate(proposed, start=1):
        if item.solution not in gone:
            for further, other in enumerate(item.alternatives, start=1):
                found.setdefault(other.solution, ((number + further, item.exposure), other))
    return found


def _judgement(
    journey: Journey, word: Word, judged: Judged, shown: Item | Alternative, place: Place
) -> Judgement:
    edited = judged in (Judged.REMOVED, Judged.ADDED)
    return Judgement(
        journey=journey.id,
        nip=journey.nip,
        solution=shown.solution,
        day=word.day,
        judged=judged,
        position=place[0],
        score=shown.success,
        propensity=place[1],
        ranker_version=journey.provenance.ranker_version if journey.provenance else "",
        by_officer=word.by_officer or edited,
        assigned=isinstance(shown, Item) and shown.assigned,
        reason=word.edits.get(shown.solution, "") if edited else word.reason,
        version=journey.version,
        career=journey.consideration is Consideration.CAREER,
    )
