"""Every packaged template shows all that its document holds, and leaves lines for what is missing."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from docx import Document

from api.documents import render_docx
from api.documents.checking import RENDERERS, check_templates
from api.documents.kinds import KINDS, SAMPLE_DAY, Kind, fields_of, kind_of
from api.documents.listing import field_list
from api.documents.shelf import PACKAGED
from catalog.forms import Forms, load_forms
from tests.api.documents.opened import text_of_docx, text_of_pdf

ROOT = Path(__file__).resolve().parents[3]
DAY = SAMPLE_DAY
READ = {".docx": text_of_docx, ".typ": text_of_pdf}
NOT_SHOWN = {
    "certificate": {"title", "unit", "language", "picture", "picture_label"},
    "assignment": {"person.superior"},
    "paper": {"key", "person.status", "person.superior"},
    "statement": {"unit", "person.status", "person.superior"},
    "monitoring": {"unit"},
    "community_recap": {"agency"},
}
"""What is there for templates that want it."""


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_the_packaged_templates_show_every_text_of_their_document(kind: Kind) -> None:
    values = kind.sample()
    for suffix in kind.formats:
        text = squeezed(READ[suffix](RENDERERS[suffix](kind.key, values)))
        unseen = {
            path
            for path, meaning in fields_of(kind.context)
            if squeezed(meaning) not in text
            and squeezed(meaning.upper()) not in text
            and not leads_on(kind, path)
            and not figure(kind, path)
        }
        assert unseen == NOT_SHOWN.get(kind.key, set())


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def leads_on(kind: Kind, path: str) -> bool:
    """Whether the field only holds others."""
    return any(other.startswith((f"{path}.", f"{path}[].")) for other, _ in fields_of(kind.context))


def figure(kind: Kind, path: str) -> bool:
    """Whether the sample has no text there."""
    found: object = kind.sample()
    for name in path.replace("[]", "").split("."):
        found = found[0] if isinstance(found, tuple) else found
        found = found[name] if isinstance(found, dict) else getattr(found, name)
    return not isinstance(found, str | tuple) or (isinstance(found, tuple) and not isinstance(found[0], str))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_what_is_missing_is_a_line_and_never_a_word(kind: Kind) -> None:
    values = kind.sample(missing=True)
    for suffix in kind.formats:
        text = READ[suffix](RENDERERS[suffix](kind.key, values))
        assert "None" not in text
        assert "none" not in text
        assert "{" not in text
        assert "....." in text or kind.key in {"certificate", "community_recap", "monitoring"}


NASTY = (
    "& < > \" ' # $ \\ [ ] {{ 7*7 }} {% if %} </w:t> #eval(1) @x *b* _i_ \u0645\u0631\u062d \u05e9 1\n2 "
    + "x" * 200
)


def nasty(value: object) -> object:
    """The same filling, of every list one, with every text as bad as somebody could type it."""
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: nasty(getattr(value, one.name)) for one in fields(value)})
    if isinstance(value, tuple):
        return tuple(nasty(one) for one in value[:1])
    return NASTY if isinstance(value, str) else value


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_whatever_was_typed_stands_there_as_it_was_typed(kind: Kind) -> None:
    values = {name: nasty(value) for name, value in kind.sample().items()} | dict(kind.given)
    for suffix in kind.formats:
        text = squeezed(READ[suffix](RENDERERS[suffix](kind.key, values)))
        assert text.count("{{7*7}}{%if%}</w:t>#eval(1)@x*b*_i_") >= 4
        assert "49" not in re.sub(r"\d+/\d+", "", text), "pages apart"


def test_the_script_makes_the_packaged_word_templates(tmp_path: Path) -> None:
    source = f"import sys; sys.path.insert(0, {str(ROOT / 'scripts')!r})\nimport make_templates, pathlib\n"
    source += f"make_templates.FOLDER = pathlib.Path({str(tmp_path)!r})\n"
    source += "for name, make in make_templates.SHEETS.items():\n"
    source += "    (make_templates.FOLDER / f'{name}.docx').write_bytes(make().file())\n"
    subprocess.run([sys.executable, "-c", source], check=True)
    assert contents(tmp_path) == contents(PACKAGED)
    assert set(contents(PACKAGED)) == {f"{kind.key}.docx" for kind in KINDS if ".docx" in kind.formats}


def contents(folder: Path) -> dict[str, dict[str, bytes]]:
    """What is inside each Word file: how it is packed may differ from machine to machine."""
    found = {}
    for path in folder.glob("*.docx"):
        with zipfile.ZipFile(path) as archive:
            found[path.name] = {name: archive.read(name) for name in archive.namelist()}
    return found


def test_every_document_has_both_templates_and_no_field_hides_behind_a_dictionary_s_own() -> None:
    for kind in KINDS:
        assert {suffix for suffix in RENDERERS if (PACKAGED / f"{kind.key}{suffix}").is_file()} == set(
            kind.formats
        )
        names = {part for path, _ in fields_of(kind.context) for part in re.split(r"[.\[\]]+", path)}
        assert names & set(dir(dict)) == set()
        assert names & {"none", "true", "false", "loop", "self"} == set()


def test_the_packaged_templates_are_sound(forms: Forms) -> None:
    assert check_templates(PACKAGED, forms, DAY) == []
    assert kind_of("paper.table_3") == kind_of("paper")
    assert kind_of("papers") is None


def test_all_faults_of_own_templates_are_told_at_once(tmp_path: Path, forms: Forms) -> None:
    word(tmp_path / "journey_letter.docx", "{{ person.nick }}")
    word(tmp_path / "paper.table_3.docx", "{{ by_key.topic }} {{ by_key.nothing }}")
    word(tmp_path / "paper.table_4.docx", "{{ title }} {{ by_key.topic }}")
    word(tmp_path / "lettre.docx", "{{ title }}")
    word(tmp_path / "paper.nowhere.docx", "{{ title }}")
    word(tmp_path / "~$assignment.docx", "open in Word")
    (tmp_path / "statement.typ").write_text("#nobody", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not read", encoding="utf-8")
    told = {fault.file: fault.text() for fault in check_templates(tmp_path, forms, DAY)}
    assert set(told) == {
        "journey_letter.docx",
        "paper.table_3.docx",
        "lettre.docx",
        "paper.nowhere.docx",
        "statement.typ",
    }
    assert "has no attribute 'nick'" in told["journey_letter.docx"]
    assert "has no attribute 'nothing'" in told["paper.table_3.docx"]
    assert "No document has a template of this name." in told["lettre.docx"]
    assert "unknown variable: nobody" in told["statement.typ"]


def test_a_template_that_breaks_only_where_something_is_missing_is_found(
    tmp_path: Path, forms: Forms
) -> None:
    word(tmp_path / "assignment.docx", "{{ place.upper() }}")
    (fault,) = check_templates(tmp_path, forms, DAY)
    assert "upper" in fault.text()


def test_an_own_template_replaces_the_packaged_one(tmp_path: Path) -> None:
    word(tmp_path / "statement.docx", "Kop kami: {{ material }}")
    kind = kind_of("statement")
    assert kind is not None
    values = kind.sample()
    assert (
        text_of_docx(render_docx("statement", values, folder=tmp_path))
        == "Kop kami: Judul bahan pembelajaran"
    )
    assert "Kop kami" not in text_of_docx(render_docx("statement", values))


def test_the_list_names_every_field() -> None:
    told = field_list()
    for kind in (one for one in KINDS if ".docx" in one.formats):
        assert f"## {kind.key}.docx" in told
        for path, meaning in fields_of(kind.context):
            assert f"| `{path}` | {meaning} |" in told


def word(path: Path, text: str) -> None:
    document, made = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(made)
    path.write_bytes(made.getvalue())
