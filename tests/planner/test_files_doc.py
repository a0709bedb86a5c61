"""``docs/files.md`` says what the program reads."""

from __future__ import annotations

import re

import yaml

from competency_models.loading.mapping import AgencyNames
from scripts import write_files_doc


def test_the_tables_of_the_documentation_are_the_tables_that_are_read() -> None:
    assert write_files_doc.FILE.read_text(encoding="utf-8") == write_files_doc.files_doc()


def test_the_mapping_in_the_documentation_is_one() -> None:
    text = write_files_doc.FILE.read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example
    names = AgencyNames.model_validate(yaml.safe_load(example[1]))
    assert names.of("people").columns["nip"] == "NIP BARU"
