"""Why an item was chosen: what it closes, and what made its predicted success high or low.

Codes are message ids in English; shares of the prediction are log-odds and add up to the log-odds of the success.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.features import NAMES
from planner.journey import Closes, Reason
from planner.problem import Floats
from planner.ranking import Prediction, Shares

CLOSES = "Closes the gap in {competency} from level {from} to level {to}."
STRENGTHENS = "Strengthens {competency}, which the job requires, and completes the year's learning."
USUAL = "Usual success."
OTHERS = "Everything else together."
DRAWN = "Drawn to learn from, in place of the nearly equal {solution}."
SHOWN = 3
"""Properties named one by one; the others are added up."""

FEATURES: Mapping[str, str] = {
    "levels_closed": "How many missing levels it covers.",
    "competencies_required": "How many of its competencies the job requires.",
    "grows": "Whether there is anything new in it.",
    "leap": "How many levels it lifts at once.",
    "already_known": "How much of it is known already.",
    "hours": "The effort in hours.",
    "weeks": "The time from start to end.",
    "cost": "The cost.",
    "experience": "Which of the models 70, 20 and 10 it belongs to.",
    "social": "Which of the models 70, 20 and 10 it belongs to.",
    "online": "Whether it is held on site, online or both.",
    "blended": "Whether it is held on site, online or both.",
    "dated": "Whether it is held in dated batches.",
    "own_rate": "How the person's earlier learning turned out.",
    "own_completion": "How often the person completes what was begun.",
    "own_attempts": "How much the person has learnt before.",
    "tried_before": "Whether the person tried it before.",
    "solution_rate": "How it turned out for others.",
    "popularity": "How many others took it.",
}
"""What each feature says. Those that tell the sides of one property apart share a sentence: a mentoring's share of not
being learning from experience is a share of its model, not of another one's."""

_ASKED: Mapping[str, tuple[int, ...]] = {
    text: tuple(f for f, name in enumerate(NAMES) if FEATURES[name] == text) for text in FEATURES.values()
}
"""The columns of the features behind each sentence."""


def reasons_of(
    closes: Sequence[Closes], strengthens: Sequence[str], said: Prediction, shares: Shares
) -> tuple[Reason, ...]:
    """All reasons of one item: levels closed (share = expected weighted levels), then the shares of both answers."""
    success = float(said.success[0])
    levels = tuple(
        Reason(CLOSES, round(c.weight * (c.to_level - c.from_level) * success, 6), _levels(c)) for c in closes
    )
    own = () if closes else tuple(Reason(STRENGTHENS, 0.0, (("competency", c),)) for c in strengthens[:1])
    completion = prediction("completion", shares.completion_bias, shares.completion[0])
    closing = prediction("closing", shares.closing_bias, shares.closing[0])
    return levels + own + completion + closing


def prediction(question: str, usual: float, contributions: Floats) -> tuple[Reason, ...]:
    """One answer taken apart: the usual pair's log-odds, the weightiest properties (F,), and the sum of the rest."""
    shares = {text: sum(float(contributions[f]) for f in columns) for text, columns in _ASKED.items()}
    order = sorted(shares, key=lambda text: (-abs(round(shares[text], 9)), _ASKED[text]))
    named = [text for text in order[:SHOWN] if abs(shares[text]) > 1e-6]
    rest = float(contributions.sum()) - sum(shares[text] for text in named)
    asked = (("question", question),)
    return (
        Reason(USUAL, usual, asked),
        *(Reason(text, shares[text], asked) for text in named),
        Reason(OTHERS, rest, asked),
    )


def _levels(closes: Closes) -> tuple[tuple[str, str], ...]:
    return (
        ("competency", closes.competency),
        ("from", str(closes.from_level)),
        ("to", str(closes.to_level)),
    )
