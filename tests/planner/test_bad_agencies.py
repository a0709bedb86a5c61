"""One broken agency for each message, and the exact text that a person gets to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.planner.agency_data import BAD, GOOD, faults_of, read, read_case

CASES = sorted(path for path in BAD.iterdir() if path.is_dir())


def test_the_good_agency_is_good() -> None:
    assert faults_of(GOOD) == ""
    assert len(read(GOOD).people) == 4


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_broken_agency_says_what_is_wrong_and_how_to_mend_it(case: Path, tmp_path: Path) -> None:
    assert read_case(case, tmp_path) == (case / "expected.txt").read_text(encoding="utf-8").rstrip("\n")
