"""What made a predicted success high or low: every property under its own name, and shares that add up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.explain import FEATURES, OTHERS, SHOWN, USUAL, prediction
from planner.features import FAMILIES, NAMES

MODEL = "Which of the models 70, 20 and 10 it belongs to."


def test_every_feature_is_told() -> None:
    assert FEATURES.keys() == set(NAMES)


def test_not_being_of_another_model_is_a_share_of_its_own_model() -> None:
    """A mentoring's column ``experience`` is 0: what that costs it is no word about learning from experience."""
    shares = np.zeros(len(NAMES))
    shares[NAMES.index("experience")], shares[NAMES.index("social")] = -0.15, 0.4
    told = {reason.code: reason.share for reason in prediction("completion", 0.0, shares)}
    assert told == {USUAL: 0.0, MODEL: 0.25, OTHERS: 0.0}


def test_no_sentence_names_one_side_of_a_property_that_others_have() -> None:
    """Each column of the family ``form`` is 0 for some items: its sentence must be true of them too."""
    for name in FAMILIES["form"]:
        assert FEATURES[name].startswith(("Which", "Whether")), name


@given(st.lists(st.floats(-0.5, 0.5), min_size=len(NAMES), max_size=len(NAMES)), st.floats(-2, 2))
def test_the_shares_add_up_to_the_log_odds(parts: list[float], usual: float) -> None:
    contributions = np.array(parts)
    total = usual + float(contributions.sum())
    told = prediction("closing", usual, contributions)
    assert sum(reason.share for reason in told) == pytest.approx(total, abs=1e-9)
    assert len(told) <= SHOWN + 2
    assert len({reason.code for reason in told}) == len(told)
