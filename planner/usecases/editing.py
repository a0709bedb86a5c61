"""An officer changes a plan's items; the rules are checked again at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.access import Actor
from planner.approval import Move
from planner.editing import Choice, Edit, differences, edit
from planner.journey import Item, Journey
from planner.ports import CheckItems, Clock, MakeItem, UnitOfWork
from planner.usecases.change import change_journey, find_journey

if TYPE_CHECKING:
    from planner.rules import RuleCheck


@dataclass(frozen=True, slots=True)
class Edited:
    """The journey after an edit, and how every rule judges it."""

    journey: Journey
    checks: tuple[RuleCheck, ...]


def edit_items(
    uow: UnitOfWork,
    actor: Actor,
    journey_id: int,
    version: int,
    edits: Sequence[Edit],
    make_item: MakeItem,
    check_items: CheckItems,
    clock: Clock,
    *,
    reason: str = "",
) -> Edited:
    """Swap, move, add or remove items; an approved plan goes back to review and its seats are given back.

    A plan that breaks a rule is stored all the same, so that nothing is lost half-way; approval refuses it.
    Raises NotFound, Forbidden, IllegalMove, StaleVersion, BadEdit.
    """
    with uow:
        before, _ = find_journey(uow, actor, journey_id)

        def make(choice: Choice) -> Item:
            return make_item(uow, before, choice.solution, choice.offering, choice.starts)

        items = edit(before.items, edits, make)
        detail = differences(before.items, items)
        _, after = change_journey(
            uow, actor, journey_id, version, Move.EDIT, clock, reason=reason, detail=detail, items=items
        )
        checks = check_items(uow, after)
        uow.commit()
    return Edited(after, checks)
