"""Heads as sums: step curves at their edges, however many edges and rows; and back from plain numbers."""

from __future__ import annotations

import json

import numpy as np
import pytest

from planner.ranking import Curves, Head, Line, fit_curves, fit_line, log_odds, read_head
from planner.ranking.heads import BLOCK
from tests.planner.ranking.samples import NAMES, sample

FREE = np.zeros(len(NAMES), dtype=np.bool_)


@pytest.mark.parametrize("count", [1, 5, 63, 64, 300])
def test_a_value_on_an_edge_lies_to_its_right(count: int) -> None:
    edges = np.arange(count, dtype=np.float64)
    curve = Curves(("a",), (edges,), (np.arange(count + 1, dtype=np.float64),), 0.0)
    asked = np.concatenate([[-np.inf, -0.5], edges, edges + 0.5, [np.inf]])
    expected = [0.0, 0.0, *(edges + 1), *(edges + 1), float(count)]
    assert curve.shares(asked[:, None])[:, 0].tolist() == expected


@pytest.mark.parametrize("head", [fit_line(sample(), 1.0, FREE), fit_curves(sample(), 40, FREE)])
def test_any_number_of_rows_and_a_head_read_back_answer_bit_for_bit(head: Head) -> None:
    rows = np.random.default_rng(5).normal(size=(2 * BLOCK + 3, len(NAMES)))
    whole = log_odds(head, rows)
    assert np.abs(whole - head.bias - head.shares(rows).sum(axis=1)).max() < 1e-9
    assert [log_odds(head, rows[n : n + 1])[0] for n in (0, BLOCK, BLOCK + 1)] == pytest.approx(
        whole[[0, BLOCK, BLOCK + 1]].tolist(), abs=1e-12
    )
    back = read_head(json.loads(json.dumps(head.plain())))
    assert np.array_equal(log_odds(back, rows), whole)


def test_a_stretched_head_is_still_a_sum() -> None:
    seen = sample(200).values
    for head in (fit_line(sample(), 1.0, FREE), fit_curves(sample(), 40, FREE)):
        stretched = head.stretched(0.5, 0.25)
        assert np.allclose(log_odds(stretched, seen), 0.5 * log_odds(head, seen) + 0.25, atol=1e-12)


def test_numbers_that_do_not_fit_together_are_no_head() -> None:
    line = Line(("a",), np.ones(1), np.zeros(1), 0.0).plain()
    curve = Curves(("a",), (np.zeros(1),), (np.zeros(2),), 0.0).plain()
    wrong = [
        line | {"weight": []},
        line | {"kind": "tree"},
        line | {"weight": [float("nan")]},
        curve | {"heights": [[0.0]]},
        curve | {"edges": []},
    ]
    for body in wrong:
        with pytest.raises(ValueError, match=r"."):
            read_head(body)
    with pytest.raises(KeyError):
        read_head({})


def test_a_curve_keeps_only_edges_at_which_it_steps() -> None:
    head = fit_curves(sample(), 40, FREE)
    assert all((np.diff(heights) != 0).all() for heights in head.heights)
    assert any(len(edges) for edges in head.edges)
