from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from api.documents import TemplateFault, render_docx, render_pages, render_pdf
from api.documents.values import plain
from tests.api.documents.opened import text_of_docx, text_of_pdf

DAY = date(2027, 1, 4)
NASTY = '& < > " \' # $ \\ [ ] {{ 7 * 7 }} {% for x in y %} #eval("1") *bold* $x^2$ @ref </w:t> ]]> &amp; <!-- _a_ `b`'
TYP = """#import "@local/corpu:1.0.0": *
#show: sheet
= #data.title
#facts((("Nama", data.name), ("Jabatan", data.job)))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("templates")
    (place / "note.typ").write_text(TYP, encoding="utf-8")
    word(place / "note.docx", "{{ title }}", "Nama: {{ name }}", "Jabatan: {{ job }}")
    return place


def word(path: Path, *paragraphs: str) -> None:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))


def note(name: object = "Ani", job: object = "Analis") -> dict[str, object]:
    return {"title": "Surat", "day": DAY, "agency": "Instansi", "name": name, "job": job}


def test_a_pdf_can_be_kept_and_read_aloud(folder: Path) -> None:
    made = render_pdf("note", note(), folder=folder)
    read = PdfReader(io.BytesIO(made))
    assert read.metadata is not None
    assert read.metadata.title == "Surat"
    assert read.metadata.creation_date is not None
    assert read.metadata.creation_date.date() == DAY
    xmp = str(read.root_object["/Metadata"].get_object().get_data())
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "Nama : Ani" in text_of_pdf(made)


def test_the_same_data_give_the_same_bytes_and_other_data_others(folder: Path) -> None:
    for render in (render_docx, render_pdf):
        assert render("note", note(), folder=folder) == render("note", note(), folder=folder)
        assert render("note", note(), folder=folder) != render("note", note("Budi"), folder=folder)


@pytest.mark.parametrize(
    "name", [NASTY, "x" * 2000, "مرحبا שלום", "Ani \N{GRINNING FACE}", "baris 1\nbaris 2"]
)
def test_what_somebody_typed_is_shown_as_it_was_typed(folder: Path, name: str) -> None:
    assert f"Nama: {name}" in text_of_docx(render_docx("note", note(name), folder=folder))
    pdf = text_of_pdf(render_pdf("note", note(name), folder=folder)).replace("\u200b", "")
    if name.isascii():
        assert "".join(name.split()) in "".join(pdf.split())


@settings(max_examples=60, deadline=None)
@given(name=st.text(max_size=2000))
def test_no_text_breaks_a_document(folder: Path, name: str) -> None:
    shown = plain(name)
    word_text = text_of_docx(render_docx("note", note(name), folder=folder))
    if shown is not None and "\t" not in str(shown):
        assert f"Nama: {shown}" in word_text
    assert len(PdfReader(io.BytesIO(render_pdf("note", note(name), folder=folder))).pages) >= 1


def test_what_is_missing_leaves_a_line_to_write_on(folder: Path) -> None:
    for missing in (None, "", "  "):
        for text in (
            text_of_docx(render_docx("note", note(missing), folder=folder)),
            text_of_pdf(render_pdf("note", note(missing), folder=folder)),
        ):
            assert "None" not in text
            assert "....." in text.partition("Nama")[2].partition("Jabatan")[0]


def test_days_and_figures_are_written_in_bahasa_indonesia() -> None:
    assert plain({"on": date(2027, 8, 17), "jp": 1234.5, "years": (2027,)}) == {
        "on": "17 Agustus 2027",
        "jp": "1.234,5",
        "years": [2027],
    }
    with pytest.raises(TypeError, match="cannot show a object"):
        plain(object())


def test_a_document_without_a_day_is_refused(folder: Path) -> None:
    for render in (render_docx, render_pdf):
        with pytest.raises(TypeError, match="day is a date"):
            render("note", {"title": "Surat"}, folder=folder)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ nobody }}", "'nobody' is undefined"),
        ("{{ name.__class__ }}", "unsafe"),
        ("{% for x in %}", "Expected"),
        ("{% include '/etc/passwd' %}", "no loader"),
    ],
)
def test_a_faulty_word_template_is_named_with_its_fault(tmp_path: Path, text: str, problem: str) -> None:
    word(tmp_path / "note.docx", text)
    with pytest.raises(TemplateFault, match=problem) as caught:
        render_docx("note", note(), folder=tmp_path)
    assert str(caught.value).startswith("note.docx: The template cannot be filled: ")


def test_a_file_that_is_no_word_file_is_named(tmp_path: Path) -> None:
    for content in (b"", b"PK nothing", _zip("a.txt")):
        (tmp_path / "note.docx").write_bytes(content)
        with pytest.raises(TemplateFault, match="it is no Word file"):
            render_docx("note", note(), folder=tmp_path)


def _zip(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("#nobody", "unknown variable: nobody"),
        ('#import "@preview/tablex:0.0.8": *', "on the internet"),
        ('#read("/../../../etc/passwd")', "outside|escape|denied|not found"),
        ("#let x = (", "unclosed delimiter"),
    ],
)
def test_a_faulty_pdf_template_is_named_with_its_fault(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "note.typ").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateFault, match=problem):
        render_pdf("note", note(), folder=tmp_path)


def test_the_first_name_that_has_a_template_is_taken_and_no_other_place_is_reached(folder: Path) -> None:
    assert render_pages(("nobody", "note"), note(), folder=folder)
    for name in ("../note", "/etc/passwd", "Note", "", "a/b"):
        with pytest.raises(KeyError):
            render_pdf(name, note(), folder=folder)
