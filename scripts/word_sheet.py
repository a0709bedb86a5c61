"""A Word template as it is written down in ``make_templates.py``: paragraphs, facts, tables and signatures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Arial"
MADE = datetime(2026, 11, 22)  # the file's own day; every filled document gets its own
ALIGN = {"<": WD_ALIGN_PARAGRAPH.LEFT, ">": WD_ALIGN_PARAGRAPH.RIGHT, "^": WD_ALIGN_PARAGRAPH.CENTER}


class Sheet:
    """A template in the making. Widths are millimetres."""

    def __init__(self, *, flipped: bool = False) -> None:
        self.document = Document()
        self.width = 257 if flipped else 166
        section = self.document.sections[0]
        section.page_width, section.page_height = (Mm(297), Mm(210)) if flipped else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if flipped else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Mm(20 if flipped else 22)
        section.top_margin = section.bottom_margin = Mm(20)
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(10.5)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        style.paragraph_format.space_after = Pt(4)
        facts = self.document.core_properties
        facts.author, facts.comments, facts.created, facts.modified = "Corpu Planner", "", MADE, MADE
        self._footer()

    def _footer(self) -> None:
        self.document.styles["Footer"].font.size = Pt(8)
        line = self.document.sections[0].footer.paragraphs[0]
        line.add_run("{{ title }}, halaman ")
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            part.set(qn("w:fldCharType"), kind) if kind else setattr(part, "text", text)
            line.add_run()._r.append(part)

    def text(
        self, text: str = "", *, bold: bool = False, size: float = 0, align: str = "<", red: bool = False
    ) -> Paragraph:
        """Add a paragraph."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = ALIGN[align]
        run = paragraph.add_run(text)
        run.bold = bold
        if size:
            run.font.size = Pt(size)
        if red:
            run.font.color.rgb = RGBColor(0x8A, 0x1C, 0x1C)
        return paragraph

    def heading(self, text: str) -> None:
        """Add the heading of a part; it stays with what follows."""
        paragraph = self.text(text, bold=True)
        paragraph.paragraph_format.space_before = Pt(10)
        paragraph.paragraph_format.keep_with_next = True

    def tag(self, text: str) -> None:
        """Add a paragraph that is gone when the template is filled: ``{%p … %}``."""
        self.document.add_paragraph("{%p " + text + " %}")

    def letterhead(self) -> None:
        """Who issues the paper, above a rule."""
        self.text("{{ agency|upper if agency else agency }}", bold=True, size=12.5, align="^")
        below = self.text("{{ unit|cell }}", align="^")
        borders, rule = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "10"), ("space", "4"), ("color", "000000")):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
        below._p.get_or_add_pPr().append(borders)

    def title(self, *, numbered: bool = False) -> None:
        """The document's title, with a place for its number."""
        paragraph = self.text("{{ title|upper }}", bold=True, size=13, align="^")
        paragraph.paragraph_format.space_before = Pt(10)
        if numbered:
            self.text("Nomor: ........................................", align="^")

    def facts(self, *rows: tuple[str, str], first: int = 48) -> None:
        """Names and values below each other; a row whose name is a tag is gone when the template is filled."""
        table = self._table((first, 4, self.width - first - 4), "Normal Table")
        for name, value in rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, (name, "" if name.startswith("{%tr") else ":", value), strict=True):
                _write(cell, text)
        self._space()

    def table(
        self,
        columns: Sequence[tuple[str, int, str]],
        loop: str,
        cells: Sequence[str],
        *,
        numbers: bool = False,
        last: Sequence[str] = (),
    ) -> None:
        """A table of ``columns`` (title, width, ``<``, ``>`` or ``^``) with a row for each of ``loop``, and a last one."""
        table = self._table([width for _, width, _ in columns], "Table Grid")
        self.head(table, [title for title, _, _ in columns])
        if numbers:
            for place, cell in enumerate(table.add_row().cells, 1):
                _write(cell, f"({place})", size=7.5, align="^")
        rows = (
            ["{%tr for " + loop + " %}", *[""] * (len(columns) - 1)],
            cells,
            ["{%tr endfor %}", *[""] * (len(columns) - 1)],
        )
        for row in rows:
            for cell, text, (_, _, align) in zip(table.add_row().cells, row, columns, strict=True):
                _write(cell, text, size=9, align=align)
        if last:
            for cell, text, (_, _, align) in zip(table.add_row().cells, last, columns, strict=True):
                _write(cell, text, size=9, align=align, bold=True)
        self._space()

    def head(self, table: Table, titles: Sequence[str]) -> None:
        """Give a table its head, repeated on every page."""
        row = table.add_row()
        for cell, title in zip(row.cells, titles, strict=True):
            _write(cell, title, size=9, align="^", bold=True)
            shade = OxmlElement("w:shd")
            for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EBEBEB")):
                shade.set(qn(f"w:{name}"), value)
            cell._tc.get_or_add_tcPr().append(shade)
        repeated = OxmlElement("w:tblHeader")
        row._tr.get_or_add_trPr().append(repeated)

    def free_table(self) -> None:
        """A table whose columns are told by the data: ``columns``, ``lines`` and ``initials``."""
        table = self._table((10, 1, 60, 1, 1, 22, 1), "Table Grid")
        more, end = "{%tc if initials %}", "{%tc endif %}"
        self.head(
            table,
            [
                "No",
                "{%tc for column in columns %}",
                "{{ column }}",
                "{%tc endfor %}",
                more,
                "{{ initials }}",
                end,
            ],
        )
        loop = ["{%tr for line in lines %}", *[""] * 6], ["{%tr endfor %}", *[""] * 6]
        body = [
            "{{ line.number }}",
            "{%tc for value in line.cells %}",
            "{{ value|cell }}",
            "{%tc endfor %}",
            more,
            "",
            end,
        ]
        for row in (loop[0], body, loop[1]):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                _write(cell, text, size=9)
        self._free(table)
        self._space()

    def signatures(self, *, before: str = "") -> None:
        """Places to sign beside each other, one for each of ``signatures``."""
        self._space()
        table = self._table((1,) * 6, "Normal Table")
        alone, _, end, first, middle, last = table.add_row().cells
        _write(alone, "{%tc if signatures|length == 1 %}")
        _write(end, "{%tc endif %}")
        _write(first, "{%tc for one in signatures %}")
        _write(last, "{%tc endfor %}")
        _write(middle, "{% if one.dated %}...................., {{ day }}{% endif %}")
        for text in (
            *([before] if before else []),
            "{{ one.role }},",
            "",
            "",
            "",
            "{{ one.name }}",
            "NIP {{ one.nip }}",
        ):
            paragraph = middle.add_paragraph(text)
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_after = Pt(1)
        middle.paragraphs[-2].runs[0].bold = True
        self._free(table)

    def _table(self, widths: Sequence[int], style: str) -> Table:
        table = self.document.add_table(rows=0, cols=len(widths))
        table.style, table.autofit, table.alignment = (
            self.document.styles[style],
            False,
            WD_TABLE_ALIGNMENT.LEFT,
        )
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        return table

    def _free(self, table: Table) -> None:
        """Have the columns share the width, however many there will be."""
        table.autofit = True
        for width in list(table._tbl.iter(qn("w:tcW"))):
            width.getparent().remove(width)
        first, *others = table._tbl.tblGrid.findall(qn("w:gridCol"))
        first.set(qn("w:w"), str(Mm(self.width).twips))
        for column in others:
            table._tbl.tblGrid.remove(column)
        whole = table._tbl.tblPr.find(qn("w:tblW"))
        whole.set(qn("w:type"), "pct")
        whole.set(qn("w:w"), "5000")

    def _space(self) -> None:
        space = self.document.add_paragraph()
        space.paragraph_format.space_after, space.paragraph_format.line_spacing = Pt(0), Pt(8)

    def file(self) -> bytes:
        """Give the file, the same at every making."""
        made, again = io.BytesIO(), io.BytesIO()
        self.document.save(made)
        with zipfile.ZipFile(made) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(
                    zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED
                )
        return again.getvalue()


def _write(cell: _Cell, text: str, *, size: float = 0, align: str = "<", bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = ALIGN[align]
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
