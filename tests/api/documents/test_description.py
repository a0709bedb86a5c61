"""docs/documents.md names every document, where it is fetched, and the fields of no other."""

from __future__ import annotations

import re
from pathlib import Path

from api.documents.kinds import KINDS
from tests.api.route_table import DOCUMENTS

DOCUMENT = (Path(__file__).parents[3] / "docs" / "documents.md").read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| (?P<name>[^|]+) \| (?P<templates>[^|]*) \| (?P<where>[^|]+) \|$", DOCUMENT, re.MULTILINE
)


def test_every_template_is_named_beside_its_document() -> None:
    told = {name for _, templates, _ in ROWS for name in re.findall(r"`([a-z_]+)`", templates)}
    assert told == {kind.key for kind in KINDS}


def test_every_address_is_named() -> None:
    """Ids are written ``{id}`` there, and each ending for itself."""
    told = {path for _, _, where in ROWS for path in re.findall(r"`(/[^`]+)\.\w+`", where)}
    served = {
        re.sub(r"{\w+_id}", "{id}", path).replace("{id}.", "{person}.").rpartition(".")[0]
        for path in DOCUMENTS
    }
    assert told - {"/activities/{id}/certificate"} == served


def test_the_steps_name_real_commands_and_settings() -> None:
    assert "`corpu documents templates FOLDER`" in DOCUMENT
    assert "`corpu documents check FOLDER`" in DOCUMENT
    assert "`CORPU_TEMPLATES_DIR`" in DOCUMENT
