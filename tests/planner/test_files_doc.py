"""``docs/files.md`` says what the program reads."""

from __future__ import annotations

import re
from pathlib import Path

from competency_models.loading.mapping import read_mapping
from planner.agency_files import TABLES
from scripts import write_files_doc


def test_the_tables_of_the_documentation_are_the_tables_that_are_read() -> None:
    assert write_files_doc.FILE.read_text(encoding="utf-8") == write_files_doc.files_doc()


def test_the_mapping_in_the_documentation_is_one(tmp_path: Path) -> None:
    text = write_files_doc.FILE.read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example
    (tmp_path / "columns.yaml").write_text(example[1], encoding="utf-8")
    names, faults = read_mapping(tmp_path / "columns.yaml", TABLES)
    assert faults == []
    assert names.of("people").columns["nip"] == "NIP BARU"
    assert names.ignore == ("Catatan",)
