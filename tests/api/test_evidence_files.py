"""Files brought as evidence: judged by their content, kept whole under names of our own, swept when nobody names them."""

from __future__ import annotations

import io
import stat
import zipfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import evidence_files
from api.evidence_files import EvidenceFiles, kind_of
from planner.errors.papers import BadFile
from tests.papers import PDF

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 32
OFFICE = "application/vnd.openxmlformats-officedocument."


def package(*names: str, size: int = 1, **more: str) -> bytes:
    """A zip with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        for name in names:
            book.writestr(name, b" " * size)
        for name, content in more.items():
            book.writestr(name, content)
    return made.getvalue()


def word() -> bytes:
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()


def workbook() -> bytes:
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (word(), OFFICE + "wordprocessingml.document"),
        (workbook(), OFFICE + "spreadsheetml.sheet"),
        (package(TYPES, "ppt/presentation.xml"), OFFICE + "presentationml.presentation"),
    ],
)
def test_a_kind_is_told_by_the_content(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


NOT_TAKEN = "This kind of file is not taken."


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "The file is empty."),
        (b"hello", NOT_TAKEN),
        (b"<!doctype html><script>alert(1)</script>", NOT_TAKEN),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", NOT_TAKEN),
        (b"MZ" + b"\0" * 100, NOT_TAKEN),
        (b"<html>%PDF-1.7", NOT_TAKEN),
        (package("readme.txt"), NOT_TAKEN),
        (package("word/document.xml"), NOT_TAKEN),
        (b"PK\x03\x04" + b"\0" * 50, "The file is damaged."),
        (word()[:-30], "The file is damaged."),
        (package(TYPES, "word/document.xml", "word/vbaProject.bin"), "The file has macros."),
        (package(TYPES, "xl/workbook.xml", *map(str, range(5_000))), "The file unpacks to more"),
    ],
)
def test_everything_else_is_refused_whatever_it_is_called(content: bytes, problem: str) -> None:
    with pytest.raises(BadFile, match=problem.replace(".", r"\.")):
        kind_of(content)


def test_a_small_file_that_unpacks_to_a_large_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = package(TYPES, "word/document.xml", size=2_000_000)
    assert len(bomb) < 10_000
    assert kind_of(bomb)
    monkeypatch.setattr(evidence_files, "ZIP_UNPACKED_MAX", 1_000_000)
    with pytest.raises(BadFile, match="unpacks to more"):
        kind_of(bomb)


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail))
def test_no_content_brings_it_to_a_halt(content: bytes) -> None:
    with suppress(BadFile):
        assert "/" in kind_of(content)


def test_a_file_is_kept_whole_for_this_user_only_under_a_name_of_ours(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path / "evidence", 1_000)
    kept = files.keep(PDF)
    path = tmp_path / "evidence" / kept.stored_as
    assert (path.read_bytes(), files.read(kept.stored_as)) == (PDF, PDF)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert (kept.size, kept.kind) == (len(PDF), "application/pdf")
    assert files.keep(PDF).stored_as != kept.stored_as
    assert all(len(one.name) == 32 for one in path.parent.iterdir())


def test_a_file_that_is_too_large_leaves_nothing_behind(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path / "evidence", 1_000_000)
    with pytest.raises(BadFile, match=r"The file is larger than 1 MB\."):
        files.keep(PDF + b" " * 1_000_000)
    with pytest.raises(BadFile):
        files.keep(b"hello")
    assert not (tmp_path / "evidence").exists()


@pytest.mark.parametrize("name", ["../secret.key", "/etc/passwd", "0" * 31, "", "Z" * 32, ".new-x"])
def test_no_name_but_our_own_is_ever_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.key").write_text("x")
    files = EvidenceFiles(tmp_path / "evidence", 1_000)
    files.keep(PDF)
    assert files.read(name) is None


def test_what_nobody_names_is_swept_once_it_is_old(tmp_path: Path) -> None:
    files, folder = EvidenceFiles(tmp_path, 1_000), tmp_path
    used, unused = files.keep(PDF).stored_as, files.keep(PDF).stored_as
    (folder / ".new-left").write_bytes(b"half")
    now = datetime.now(UTC)
    assert files.sweep({used}, now - timedelta(days=1)) == 0
    assert files.sweep({used}, now + timedelta(minutes=1)) == 2
    assert [one.name for one in folder.iterdir()] == [used]
    assert files.read(unused) is None


def test_where_nothing_was_ever_kept_nothing_is_swept(tmp_path: Path) -> None:
    assert EvidenceFiles(tmp_path / "none", 1_000).sweep((), datetime.now(UTC)) == 0
