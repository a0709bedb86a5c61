"""One duty held against one record: what the answers are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from competency_models.parameters import Citation
from planner.duties.facts import Facts
from planner.duties.messages import MENDS
from planner.rules import RULES, RuleCheck, Verdict
from planner.rules.checks import Plan, plain

PREFIX = "duty."
"""What the parameters of the duties are called: ``duty.`` and the rule."""


@dataclass(frozen=True, slots=True)
class Case:
    """A duty by its rule (``r15``, ``q9``) and the facts that it is held against."""

    rule: str
    facts: Facts

    @property
    def value(self) -> Any:
        """What the duty's parameter says on the day."""
        return self.facts.context.parameters_at[PREFIX + self.rule]

    @property
    def citation(self) -> Citation:
        """Where the duty stands."""
        return self.cited(PREFIX + self.rule)

    def parameter(self, name: str) -> Any:
        """What another parameter says on the day."""
        return self.facts.context.parameters_at[name]

    def cited(self, parameter: str) -> Citation:
        """Where another parameter stands."""
        return self.facts.context.parameters_at.citation(parameter)

    def met(
        self, measured: float | None = None, limit: float | None = None, citation: Citation | None = None
    ) -> RuleCheck:
        """The duty is kept."""
        return self._answer(Verdict.PASS, measured, limit, citation)

    def broken(
        self,
        mend: str,
        /,
        measured: float | None = None,
        limit: float | None = None,
        citation: Citation | None = None,
        **params: object,
    ) -> RuleCheck:
        """The record shows that the duty is not kept; ``mend`` is a key of ``MENDS``."""
        return self._answer(Verdict.FAIL, measured, limit, citation, mend, params)

    def unknown(
        self,
        mend: str,
        /,
        measured: float | None = None,
        limit: float | None = None,
        citation: Citation | None = None,
        **params: object,
    ) -> RuleCheck:
        """The record does not tell; ``mend`` is a key of ``MENDS``."""
        return self._answer(Verdict.UNKNOWN, measured, limit, citation, mend, params)

    def as_planned(self, rule: str) -> RuleCheck:
        """Hold a rule of plans against the item of the activity, as one of this duty's."""
        item, context = self.facts.item, self.facts.context
        if item is None:
            return self.unknown("no_item")
        return replace(worst(RULES[rule](Plan((item,), context))), rule=self.rule)

    def _answer(
        self,
        verdict: Verdict,
        measured: float | None,
        limit: float | None,
        citation: Citation | None,
        mend: str = "",
        params: dict[str, object] | None = None,
    ) -> RuleCheck:
        where = citation or self.citation
        return RuleCheck(
            self.rule,
            verdict,
            measured,
            limit,
            where.reference,
            where.certainty,
            MENDS[mend] if mend else "",
            MappingProxyType({name: plain(value) for name, value in (params or {}).items()}),
            self.facts.item.solution if self.facts.item else "",
        )


_GRAVEST = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.PASS)


def worst(checks: Iterable[RuleCheck]) -> RuleCheck:
    """Return the gravest of some answers, the first of equals. Raises ValueError for none."""
    return min(checks, key=lambda check: _GRAVEST.index(check.verdict))


def gravest(checks: Iterable[RuleCheck]) -> Iterator[RuleCheck]:
    """Yield the gravest answer, and nothing where nothing was asked."""
    found = tuple(checks)
    if found:
        yield worst(found)
