"""``corpu evaluate ranking`` on a log from files."""

import subprocess
import sys
from pathlib import Path

from tests.api.cli.conftest import Corpu
from tests.planner.interactions.made_logs import orderly, write


def arguments(folder: Path) -> list[str]:
    train, test, items = write(folder, orderly(120))
    return ["evaluate", "ranking", "--train", str(train), "--test", str(test), "--items", str(items)]


def test_every_model_is_told_with_its_errors(corpu: Corpu, tmp_path: Path) -> None:
    told = corpu(*arguments(tmp_path), "--json").json()
    assert set(told["models"]) == {"ranker", "popularity", "item_knn", "markov", "ease"}
    ranker = told["models"]["ranker"]
    assert {"hr@10", "ndcg@10", "mrr", "coverage", "se", "cpu_s", "calibration"} <= set(ranker)
    assert ranker["ndcg@10"] > told["models"]["popularity"]["ndcg@10"]
    assert told["ranker"]["reason"]
    assert told["held_back"]["people"] == 120


def test_people_read_a_table(corpu: Corpu, tmp_path: Path) -> None:
    said = corpu(*arguments(tmp_path))
    assert "NDCG@10" in said.out
    assert "ranker:" in said.err


def test_a_faulty_file_is_told_by_row(corpu: Corpu, tmp_path: Path) -> None:
    asked = arguments(tmp_path)
    Path(asked[3]).write_text("user,item,order\nu1,,1\n")
    said = corpu(*asked)
    assert said.status == 1
    assert "train.csv row 2 column item" in said.err


def test_measuring_is_spared_the_memory_of_the_house() -> None:
    heavy = "numba", "fastapi", "sqlalchemy", "api.bootstrap"
    asked = f"import sys, api.cli.evaluating; print([name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
