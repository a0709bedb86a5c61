"""The list of all that templates may show, for whoever edits them."""

from __future__ import annotations

from collections.abc import Iterator

from api.documents.kinds import KINDS, fields_of

_HEAD = """# Isian templat

Setiap templat Word memuat isian di antara kurung kurawal ganda, misalnya `{{ person.name }}`. Isian yang kosong dicetak
sebagai garis titik-titik untuk ditulis tangan; `{{ person.name|cell }}` membiarkannya kosong. Nama dengan `[]` adalah
daftar: `{%p for gap in gaps %}` … `{{ gap.competency }}` … `{%p endfor %}`, atau `{%tr for gap in gaps %}` untuk baris tabel.
Periksa hasil suntingan dengan `corpu documents check FOLDER`.
"""


def field_list() -> str:
    """Give the list of all Word documents with their fields, in Bahasa Indonesia."""
    return _HEAD + "".join(f"{line}\n" for line in _documents())


def _documents() -> Iterator[str]:
    for kind in (one for one in KINDS if ".docx" in one.formats):
        yield from ("", f"## {kind.key}.docx: {kind.name}", "", "| Isian | Arti |", "|---|---|")
        yield from (f"| `{path}` | {meaning} |" for path, meaning in fields_of(kind.context))
