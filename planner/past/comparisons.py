"""Who was preferred to whom within one plan, and for how much that counts.

A person acts on what was looked at, and what stands further down is looked at less. An act therefore counts by the
inverse of how likely its object was to be seen (clipped): the expected count is then the same wherever something stood.
An item that is left where it is was preferred to the alternatives beneath it if it was looked at, and counts as far as
that is likely: were only exchanges counted, whatever the program puts first would seem the worse for it.

(After Joachims, Swaminathan & Schnabel, Unbiased learning-to-rank with biased feedback, WSDM 2017; clipping after Bottou
et al., JMLR 14, 2013.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby, permutations

from competency_models.parameters import ParametersAt
from planner.judgements import Judged, Judgement

Rivals = Callable[[str, str], bool]
"""Whether two solutions are for the same gap."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One solution of a plan was preferred to another; ``weight`` is the inverse of how likely that was to be seen."""

    winner: Judgement
    loser: Judgement
    weight: float

    @property
    def day(self) -> date:
        """When both words had been said."""
        return max(self.winner.day, self.loser.day)


@dataclass(frozen=True, slots=True)
class Attention:
    """How attention fades with the position, and the ``clip`` below which no chance is taken for less.

    Of what is looked at, a share of ``exchanged`` is taken out.
    """

    decay: float
    clip: float
    exchanged: float = 0.0

    @classmethod
    def of(cls, parameters: ParametersAt) -> Attention:
        """As the parameters of the day have it."""
        keys = "position_decay", "propensity_clip", "exchanged_share"
        return cls(*(float(parameters[f"ranker.{key}"]) for key in keys))

    def weight(self, *acted_on: Judgement) -> float:
        """What an act on these counts for; what was not shown was looked for, and so was seen."""
        return 1.0 / max(min(one.propensity * one.attention(self.decay) for one in acted_on), self.clip)

    def of_leaving(self, *left: Judgement) -> float:
        """What it counts for that an item stands, and an alternative beneath it does not.

        They were looked at with probability ``p (1 - e) / (1 - p e)``, which the inverse of ``p`` sets right.
        """
        return (1.0 - self.exchanged) / (1.0 - self.exchanged / self.weight(*left))


def comparisons(
    judgements: Iterable[Judgement], rivals: Rivals, attention: Attention
) -> Iterator[Comparison]:
    """All comparisons within each plan, by plan, each only once; assigned learning is no preference.

    A plan may be decided on again. What is said then may add a comparison, and never takes an earlier one back: what was
    known on a day does not hang on what came after it.
    """
    plans: dict[int, list[Judgement]] = defaultdict(list)
    for one in judgements:
        plans[one.journey].append(one)
    for journey in sorted(plans):
        standing: dict[tuple[str, bool], Judgement] = {}
        found: dict[tuple[str, str], Comparison] = {}
        for _, words in groupby(sorted(plans[journey], key=_when), _when):
            standing |= {(word.solution, word.by_officer): word for word in words}
            told = _by_word(word for word in standing.values() if not word.assigned)
            for pair in (*_within(told, rivals, attention), *_left(told, rivals, attention)):
                found.setdefault((pair.winner.solution, pair.loser.solution), pair)
        yield from found.values()


def _when(word: Judgement) -> tuple[int, date]:
    return word.version, word.day


Words = Mapping[Judged, list[Judgement]]


def _by_word(told: Iterable[Judgement]) -> Words:
    found: dict[Judged, list[Judgement]] = {judged: [] for judged in Judged}
    for one in sorted(told, key=lambda one: one.solution):
        found[one.judged].append(one)
    return found


def _within(words: Words, rivals: Rivals, attention: Attention) -> Iterator[Comparison]:
    gone = [*words[Judged.REMOVED], *words[Judged.REFUSED]]
    given_up = {one.solution for one in gone}
    kept = [one for one in words[Judged.KEPT] if one.solution not in given_up]
    for loser in gone:
        for winner in kept:
            if rivals(winner.solution, loser.solution):
                yield Comparison(winner, loser, attention.weight(loser))
    for winner, loser in permutations(words[Judged.REMOVED], 2):
        # Both were taken out. What stood further down is seen less often to be: it speaks for more plans than the other.
        more = attention.weight(loser) - attention.weight(winner)
        if more > 0 and rivals(winner.solution, loser.solution):
            yield Comparison(winner, loser, more)
    for winner in words[Judged.ADDED]:
        for loser in words[Judged.REMOVED]:
            if rivals(winner.solution, loser.solution):
                yield Comparison(winner, loser, attention.weight(winner, loser))
        for loser in words[Judged.PASSED]:
            if rivals(winner.solution, loser.solution):
                yield Comparison(winner, loser, attention.weight(winner))


def _left(words: Words, rivals: Rivals, attention: Attention) -> Iterator[Comparison]:
    """What stands goes before its rivals further down that were shown and not taken."""
    refused = {one.solution for one in words[Judged.REFUSED]}
    for winner in words[Judged.KEPT]:
        for loser in words[Judged.PASSED]:
            further = 0 < winner.position < loser.position
            if further and winner.solution not in refused and rivals(winner.solution, loser.solution):
                yield Comparison(winner, loser, attention.of_leaving(winner, loser))
