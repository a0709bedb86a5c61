"""The book of rules: regulations and choices of ours as dated values."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.deps import SignedIn, requires
from api.routers.catalogue import ListingDep
from api.rule_views import RuleOut, rule_out
from api.schemas import ListOf
from planner.access import Capability
from planner.rulebook import chosen, rulebook

router = APIRouter(prefix="/rules", tags=["catalogue"])
Text = Annotated[str, Query(max_length=100, description="Part of a name, title, article or note.")]


@router.get("", response_model=ListOf[RuleOut])
def list_rules(
    who: Annotated[SignedIn, requires(Capability.CATALOGUE_VIEW)],
    ask: ListingDep,
    day: Annotated[date | None, Query(description="The rules in force on this day; today otherwise.")] = None,
    text: Text = "",
    form: Annotated[str, Query(max_length=100, description="Key of a form of learning.")] = "",
    certainty: Annotated[str, Query(max_length=2, description="S, V, A2, A, M or D.")] = "",
) -> ListOf[RuleOut] | Response:
    """List the rules in force on a day, with article, certainty in words, readings and history."""
    book = rulebook(ask.system.parameters, day or ask.system.clock.today())
    return ask.answer(
        who,
        ask.t("Rules"),
        chosen(book, text, form, certainty),
        lambda entry: entry.name,
        lambda entry: rule_out(entry, ask.t),
    )
