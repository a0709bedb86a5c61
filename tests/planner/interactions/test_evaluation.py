"""A ranker on logs that it has never met: it finds what is there, and steps back where nothing is."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.interactions import learning
from planner.interactions.evaluation import Evaluation, Held, evaluate
from planner.interactions.log import Interactions, Log
from planner.interactions.reading import read_held, read_interactions
from planner.interactions.scorers import Scorers
from planner.problem import Ints
from tests.planner.interactions.made_logs import by_chance, orderly, split, write


def run(paths: tuple[Path, Path, Path], seed: int = 0) -> Evaluation:
    known = read_interactions(paths[0], paths[2])
    return evaluate(known, lambda: read_held(paths[1], known), seed)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    return run(write(tmp_path_factory.mktemp("orderly"), orderly()))


def test_order_is_found(walked: Evaluation) -> None:
    reached = {name: one.measures for name, one in walked.models.items()}
    assert walked.learned.ranker.model is not None
    assert reached["ranker"].ndcg > 0.7 > 0.3 > reached["popularity"].ndcg
    assert reached["ranker"].ndcg >= reached["markov"].ndcg - 2 * reached["markov"].ndcg_error


def test_what_it_foretells_comes_as_often_as_it_says(walked: Evaluation) -> None:
    calibration = walked.models["ranker"].measures.calibration
    assert calibration is not None
    assert calibration < 0.03


def test_where_only_popularity_counts_it_steps_back_and_says_so(tmp_path: Path) -> None:
    found = run(write(tmp_path, by_chance()))
    assert found.learned.ranker.model is None
    assert found.learned.ranker.chosen in learning.SINGLE
    assert "ranks alone" in found.learned.reason
    assert found.models["ranker"].measures == found.models[found.learned.ranker.chosen].measures


def test_the_part_held_back_is_read_when_all_is_learned(tmp_path: Path) -> None:
    train, test, items = write(tmp_path, orderly(100))
    hidden = test.rename(tmp_path / "hidden.csv")
    known = read_interactions(train, items)
    steps: list[str] = []

    def read() -> Held:
        # Before this moment there is no such file.
        steps.append("read")
        return read_held(hidden.rename(test), known)

    evaluate(known, read, 0, steps.append)
    assert steps.index("whole log") < steps.index("read") < steps.index("popularity")


def test_a_ranker_that_had_peeked_is_caught(tmp_path: Path) -> None:
    """What is learned does not hang on the part held back, whatever stands in it."""
    rows = orderly(150)
    train, test, items = write(tmp_path, rows)
    known = read_interactions(train, items)
    honest = evaluate(known, lambda: read_held(test, known), 0)
    backwards = [(user, "i00", order) for user, _, order in split(rows)[1]]
    test.write_text("user,item,order\n" + "".join(f"{u},{i},{o}\n" for u, i, o in backwards))
    other = evaluate(known, lambda: read_held(test, known), 0)
    assert scores_of(honest) == scores_of(other)


def scores_of(found: Evaluation) -> bytes:
    ranker = found.learned.ranker
    return ranker.scores(ranker.known.log, np.arange(ranker.known.log.people))[0].tobytes()


def test_the_same_log_and_seed_give_the_same_ranker(tmp_path: Path) -> None:
    paths = write(tmp_path, orderly(150))
    assert scores_of(run(paths)) == scores_of(run(paths))


def test_examples_never_see_their_own_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows what is counted on other people than those whose examples are made with it."""
    train, _, items = write(tmp_path, orderly(100))
    known = read_interactions(train, items)
    counted: list[set[int]] = []
    shown: list[tuple[set[int], set[int]]] = []
    fit, rows = learning._scorers, learning._rows

    def counts(known: Interactions, log: Log, people: Ints | None = None) -> Scorers:
        counted.append(set(range(log.people) if people is None else people.tolist()))
        return fit(known, log, people)

    def examples(known: Interactions, scorers: Scorers, log: Log, people: Ints, *more: Any) -> Any:
        shown.append((counted[-1], set(people.tolist())))
        return rows(known, scorers, log, people, *more)

    monkeypatch.setattr(learning, "_scorers", counts)
    monkeypatch.setattr(learning, "_rows", examples)
    learning.learn(known, 0)
    assert shown
    assert not any(seen & asked for seen, asked in shown)
    assert set().union(*(asked for _, asked in shown)) == set(range(100))


def test_people_without_history_and_unknown_items_are_counted(tmp_path: Path) -> None:
    train, test, items = write(tmp_path, orderly(100))
    with test.open("a") as file:
        file.write("stranger,i01,1\nu1,never seen,99\nu2," + train.read_text().split("u2,")[1][:3] + ",99\n")
    found = run((train, test, items)).held
    assert (found.strangers, found.unknown_items, found.repeats) == (1, 1, 1)


def test_one_person_and_one_item_are_enough_to_answer(tmp_path: Path) -> None:
    for name in ("train", "test"):
        (tmp_path / f"{name}.csv").write_text("user,item,order\nu,a,1\n")
    (tmp_path / "items.csv").write_text("item\na\nb\n")
    found = run((tmp_path / "train.csv", tmp_path / "test.csv", tmp_path / "items.csv"))
    assert found.held.repeats == 1
    assert found.models["ranker"].measures.people == 0
