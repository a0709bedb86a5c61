"""One broken agency for each message, and the exact text that a person gets to read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import catalog.loading
from competency_models.loading import messages, specs
from competency_models.loading.messages import Message
from planner import agency_files
from tests.planner import test_bad_workbooks
from tests.planner.agency_data import BAD, GOOD, faults_of, read, read_case

CASES = sorted(path for path in BAD.iterdir() if path.is_dir())


def test_the_good_agency_is_good() -> None:
    assert faults_of(GOOD) == ""
    assert len(read(GOOD).people) == 4


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_broken_agency_says_what_is_wrong_and_how_to_mend_it(case: Path, tmp_path: Path) -> None:
    assert read_case(case, tmp_path) == (case / "expected.txt").read_text(encoding="utf-8").rstrip("\n")


def test_every_message_has_a_broken_file_that_provokes_it() -> None:
    told = "\n".join((case / "expected.txt").read_text(encoding="utf-8") for case in CASES)
    workbooks = Path(test_bad_workbooks.__file__).read_text(encoding="utf-8")
    untold = [
        name
        for module in (messages, specs, catalog.loading, agency_files)
        for name, message in vars(module).items()
        if isinstance(message, Message)
        and not re.search(pattern_of(message), told)
        and f"messages.{name}" not in workbooks
        and not re.search(pattern_of(message), workbooks)
    ]
    assert untold == []


def pattern_of(message: Message) -> str:
    return re.sub(r"\\{\w+\\}", ".+", re.escape(message.problem))
