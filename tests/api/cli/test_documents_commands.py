"""corpu documents: templates written out for editing, and an agency's own ones checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from api.documents.kinds import KINDS
from tests.api.cli.conftest import Corpu

WORD = {f"{kind.key}.docx" for kind in KINDS if ".docx" in kind.formats}


def word(path: Path, text: str) -> None:
    document = Document()
    document.add_paragraph(text)
    document.save(str(path))


def test_templates_are_written_once_with_the_list_of_their_fields(corpu: Corpu, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    said = corpu("documents", "templates", folder)
    assert (said.status, {path.name for path in folder.iterdir()}) == (0, WORD | {"ISIAN.md"})
    assert f"{len(WORD)} templates written" in " ".join(said.err.split())
    assert "| `person.name` | Nama pegawai |" in (folder / "ISIAN.md").read_text(encoding="utf-8")
    word(folder / "statement.docx", "Kop kami")
    edited = (folder / "statement.docx").read_bytes()
    assert "0 templates written" in " ".join(corpu("documents", "templates", folder).err.split())
    assert (folder / "statement.docx").read_bytes() == edited


def test_a_check_names_every_fault_with_its_file(corpu: Corpu, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    corpu("documents", "templates", folder)
    assert corpu("documents", "check", folder).status == 0
    word(folder / "statement.docx", "{{ person.nick }}")
    word(folder / "brief.docx", "{{ title }}")
    said = corpu("documents", "check", folder)
    assert said.status == 1
    first, second = said.out.splitlines()
    assert first.startswith("brief.docx: No document has a template of this name.")
    assert second.startswith("statement.docx: The template cannot be filled:")
    faults = corpu("documents", "check", folder, "--json").json()["faults"]
    assert [fault["file"] for fault in faults] == ["brief.docx", "statement.docx"]


def test_a_faulty_template_ends_the_start(
    corpu: Corpu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word(tmp_path / "statement.docx", "{{ person.nick }}")
    monkeypatch.setenv("CORPU_TEMPLATES_DIR", str(tmp_path))
    assert corpu("documents", "check").status == 1
    said = corpu("plan", "--all")
    assert said.status == 1
    assert "statement.docx: The template cannot be filled:" in " ".join(said.err.split())
