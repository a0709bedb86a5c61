"""A log as arrays: whose interactions are whose, and what was the latest."""

import numpy as np

from planner.interactions.log import Log

LOG = Log(np.array([4, 1, 2, 0, 3]), np.array([0, 3, 3, 5]), 5)


def test_everybody_has_their_own_rows() -> None:
    assert LOG.length.tolist() == [3, 0, 2]
    assert LOG.person.tolist() == [0, 0, 0, 2, 2]
    assert LOG.age.tolist() == [2, 1, 0, 1, 0]


def test_the_latest_items() -> None:
    assert LOG.latest(1).tolist() == [2, -1, 3]
    assert LOG.latest(3).tolist() == [4, -1, -1]


def test_without_the_latest() -> None:
    before = LOG.before(2)
    assert before.item.tolist() == [4]
    assert before.first.tolist() == [0, 1, 1, 1]


def test_some_people_in_another_order() -> None:
    some = LOG.of(np.array([2, 1, 0]))
    assert some.item.tolist() == [0, 3, 4, 1, 2]
    assert some.first.tolist() == [0, 2, 2, 5]
