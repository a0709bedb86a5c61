"""Make the packaged Word templates: ``python scripts/make_templates.py``. An agency edits copies of them in Word."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(Path(__file__).resolve().parent))

from word_sheet import Sheet  # noqa: E402

FOLDER = ROOT / "api" / "documents" / "templates"


def journey_letter() -> Sheet:
    """The individual development plan."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.title(numbered=True)
    sheet.tag("if draft")
    sheet.text("KONSEP - belum berlaku sebelum disetujui", bold=True, align="^", red=True)
    sheet.tag("endif")
    sheet.heading("A. Identitas")
    sheet.facts(
        ("Nama", "{{ person.name }}"),
        ("NIP", "{{ person.nip }}"),
        ("Status kepegawaian", "{{ person.status }}"),
        ("Jabatan", "{{ person.job }}"),
        ("Unit kerja", "{{ person.unit }}"),
        ("Atasan langsung", "{{ person.superior }}"),
        ("Dasar pertimbangan", "{{ consideration }}"),
        ("{%tr if target_job %}", ""),
        ("Jabatan tujuan", "{{ target_job }}"),
        ("{%tr endif %}", ""),
        ("Status rencana", "{{ state }} (versi {{ version }})"),
    )
    sheet.heading("B. Kesenjangan kompetensi per {{ gaps_on }}")
    sheet.tag("if gaps")
    sheet.table(
        [
            ("No", 10, ">"),
            ("Kompetensi", 84, "<"),
            ("Level disyaratkan", 24, "^"),
            ("Level terbukti", 24, "^"),
            ("Kesenjangan", 24, "^"),
        ],
        "gap in gaps",
        [
            "{{ loop.index }}",
            "{{ gap.competency }}",
            "{{ gap.required }}",
            "{{ gap.proven }}",
            "{{ gap.missing }}",
        ],
    )
    sheet.tag("else")
    sheet.text("Tidak ada kesenjangan terhadap standar kompetensi jabatan.")
    sheet.tag("endif")
    sheet.heading("C. Kegiatan pembelajaran")
    sheet.tag("for model in models")
    sheet.heading("{{ model.name }}: {{ model.hours }} jam ({{ model.share }})")
    sheet.tag("if model.steps")
    sheet.table(
        [
            ("No", 10, ">"),
            ("Kegiatan dan alasan", 92, "<"),
            ("Waktu", 34, "<"),
            ("Jam", 15, ">"),
            ("JP", 15, ">"),
        ],
        "step in model.steps",
        [
            "{{ loop.index }}",
            "{{ step.name }}\n{{ step.form }}{% if step.batch %}, penyelenggaraan {{ step.batch }}{% endif %}"
            "{% if step.place %}, {{ step.place }}{% endif %}{% for reason in step.reasons %}\n{{ reason }}{% endfor %}",
            "{{ step.starts }} - {{ step.ends }}",
            "{{ step.hours }}",
            "{{ step.jp }}",
        ],
    )
    sheet.tag("else")
    sheet.text("Tidak ada kegiatan dalam model ini.")
    sheet.tag("endif")
    sheet.tag("endfor")
    sheet.heading("D. Rekapitulasi")
    sheet.table(
        [
            ("Model", 62, "<"),
            ("Kegiatan", 20, ">"),
            ("Jam", 18, ">"),
            ("Porsi", 18, ">"),
            ("JP", 18, ">"),
            ("Biaya", 30, ">"),
        ],
        "model in models",
        [
            "{{ model.name }}",
            "{{ model.steps|length }}",
            "{{ model.hours }}",
            "{{ model.share }}",
            "{{ model.jp }}",
            "{{ model.cost }}",
        ],
        last=["Jumlah", "{{ count }}", "{{ hours }}", "", "{{ jp }}", "{{ cost }}"],
    )
    sheet.signatures()
    return sheet


def assignment() -> Sheet:
    """The letter of assignment."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.title(numbered=True)
    sheet.text("Dasar:")
    sheet.tag("if reference")
    sheet.text("- {{ reference }}")
    sheet.tag("endif")
    sheet.text("- Rencana Pengembangan Individu Tahun {{ plan_year }} versi {{ plan_version }}")
    sheet.text("MENUGASKAN", bold=True, align="^")
    sheet.facts(
        ("Nama", "{{ person.name }}"),
        ("NIP", "{{ person.nip }}"),
        ("Status kepegawaian", "{{ person.status }}"),
        ("Jabatan", "{{ person.job }}"),
        ("Unit kerja", "{{ person.unit }}"),
    )
    sheet.heading("Untuk melaksanakan")
    sheet.facts(
        ("Kegiatan pembelajaran", "{{ activity }}"),
        ("Bentuk", "{{ form }}"),
        ("Waktu", "{{ starts }} sampai {{ ends }}"),
        ("Tempat", "{{ place }}"),
        ("{%tr if batch %}", ""),
        ("Penyelenggaraan", "{{ batch }}"),
        ("{%tr endif %}", ""),
        ("Jam belajar / JP", "{{ hours }} jam / {{ jp }} JP"),
        ("Biaya", "{{ cost }}"),
        ("{%tr for party in parties %}", ""),
        ("{{ party.role }}", "{{ party.name }}"),
        ("{%tr endfor %}", ""),
    )
    sheet.tag("if aims")
    sheet.heading("Kompetensi yang dikembangkan")
    sheet.tag("for aim in aims")
    sheet.text("- {{ aim }}")
    sheet.tag("endfor")
    sheet.tag("endif")
    sheet.tag("if duties")
    sheet.heading("Kewajiban pegawai")
    sheet.table(
        [
            ("No", 10, ">"),
            ("Yang dikerjakan", 60, "<"),
            ("Hasil yang diserahkan", 62, "<"),
            ("Paling lambat", 34, "<"),
        ],
        "duty in duties",
        ["{{ loop.index }}", "{{ duty.name }}", "{{ duty.output }}", "{{ duty.due }}"],
    )
    sheet.tag("endif")
    sheet.text("Surat penugasan ini dibuat untuk dilaksanakan dengan penuh tanggung jawab.")
    sheet.signatures()
    sheet.text("Tembusan:", size=9.5).paragraph_format.space_before = 120000
    sheet.tag("for copy in copies")
    sheet.text("{{ loop.index }}. {{ copy }}", size=9.5)
    sheet.tag("endfor")
    return sheet


def paper() -> Sheet:
    """Any form of an activity."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.title()
    sheet.facts(
        ("Nama", "{{ person.name }}"),
        ("NIP", "{{ person.nip }}"),
        ("Jabatan", "{{ person.job }}"),
        ("Unit kerja", "{{ person.unit }}"),
        ("Kegiatan", "{{ activity }} ({{ form }})"),
        ("Waktu", "{{ starts }} sampai {{ ends }}"),
        ("Tahapan", "{{ stage }}{% if number %}, ke-{{ number }}{% endif %}"),
        ("{%tr if coach %}", ""),
        ("Nama coach", "{{ coach }}"),
        ("{%tr endif %}", ""),
        ("{%tr if mentor %}", ""),
        ("Nama mentor", "{{ mentor }}"),
        ("{%tr endif %}", ""),
    )
    sheet.tag("if columns")
    sheet.free_table()
    sheet.tag("endif")
    sheet.tag("for record in records")
    sheet.tag("if record.number")
    sheet.heading("{{ record.number }}.")
    sheet.tag("endif")
    sheet.tag("for entry in record.entries")
    sheet.heading("{{ entry.name }}")
    sheet.text("{{ entry.value }}")
    sheet.tag("endfor")
    sheet.tag("endfor")
    sheet.signatures()
    return sheet


def community_proposal() -> Sheet:
    """The seven fields of a learning community's proposal."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.title()
    for title, value in (
        ("1. Nama Unit Kerja", "{{ unit_name }}"),
        ("2. Latar Belakang", "{{ background }}"),
        ("3. Topik Kegiatan Komunitas Belajar", "{{ topic }}"),
        ("4. Bentuk Kegiatan Komunitas Belajar", "{{ meetings|join(', ') if meetings else none }}"),
        ("5. Target yang ingin dicapai", "{{ target }}"),
    ):
        sheet.heading(title)
        sheet.text(value)
    sheet.heading("6. Peserta")
    sheet.table(
        [("No", 10, ">"), ("Nama", 44, "<"), ("NIP", 40, "<"), ("Jabatan", 36, "<"), ("Unit kerja", 36, "<")],
        "one in members",
        ["{{ one.number }}", "{{ one.name }}", "{{ one.nip }}", "{{ one.job }}", "{{ one.unit }}"],
    )
    sheet.tag("if others")
    sheet.text("{{ others }} peserta lainnya.")
    sheet.tag("endif")
    sheet.heading("7. Jadwal Pelaksanaan Kegiatan")
    sheet.facts(
        ("Jadwal", "{{ schedule }}"),
        ("Lokasi", "{{ place }}"),
        ("Koordinator", "{{ coordinator }}"),
        first=30,
    )
    sheet.signatures(before="Mengetahui,")
    return sheet


def community_recap() -> Sheet:
    """The recapitulation of a unit's communities, by kind of meeting."""
    sheet = Sheet(flipped=True)
    sheet.title()
    sheet.facts(
        ("Unit Kerja", "{{ unit_name }}"),
        ("{%tr if topic %}", ""),
        ("Topik", "{{ topic }}"),
        ("{%tr endif %}", ""),
        ("Periode", "{{ since }} sampai {{ until }}"),
    )
    kinds = (
        "JP Berbagi Pengetahuan",
        "JP Berbagi Pengalaman",
        "JP Berbagi Bahan Pembelajaran",
        "JP Diskusi Permasalahan",
    )
    sheet.table(
        [("No", 10, ">"), ("Nama", 58, "<"), ("NIP", 44, "<"), ("Gol", 15, "^")]
        + [(kind, 26, ">") for kind in kinds]
        + [("Jumlah Perolehan JP", 26, ">")],
        "line in lines",
        [
            "{{ line.number }}",
            "{{ line.name }}",
            "{{ line.nip }}",
            "{{ line.grade|cell }}",
            "{{ line.knowledge }}",
            "{{ line.experience }}",
            "{{ line.material }}",
            "{{ line.discussion }}",
            "{{ line.total }}",
        ],
        last=["", "Jumlah", "", "", "", "", "", "", "{{ total }}"],
    )
    sheet.tag("if not lines")
    sheet.text("Tidak ada kehadiran dalam periode ini.")
    sheet.tag("endif")
    sheet.tag("if unknown")
    sheet.text(
        "{{ unknown }} kehadiran belum dihitung karena tidak ada sumber yang menetapkan JP-nya.", size=9
    )
    sheet.tag("endif")
    sheet.signatures()
    return sheet


def statement() -> Sheet:
    """The four statements of whoever shares material of their own."""
    sheet = Sheet()
    sheet.title()
    sheet.text("Saya yang bertanda tangan di bawah ini:")
    sheet.facts(
        ("Nama", "{{ person.name }}"),
        ("NIP", "{{ person.nip }}"),
        ("Jabatan", "{{ person.job }}"),
        ("Unit Kerja", "{{ person.unit }}"),
    )
    sheet.text("selaku pembuat Bahan Pembelajaran yang berjudul:")
    sheet.text("{{ material }}", bold=True)
    sheet.text("Menyatakan bahwa:")
    for number, text in enumerate(
        (
            "Bahan Pembelajaran dengan judul di atas merupakan hasil karya orisinal milik saya;",
            "Bahan Pembelajaran yang saya buat telah mendapatkan persetujuan dan dijamin mutunya oleh Jabatan Pimpinan "
            "Tinggi Pratama di Unit Kerja saya;",
            "Segala konten yang tercantum dalam Bahan Pembelajaran tersebut di atas adalah sepenuhnya tanggung jawab saya;",
            "Setelah Bahan Pembelajaran ini diserahkan kepada Unit Organisasi Yang Menangani Pengembangan Sumber Daya "
            "Manusia, saya tidak keberatan jika Bahan Pembelajaran tersebut diakses oleh seluruh pegawai di lingkungan "
            "{{ agency }} dan dimanfaatkan untuk mengembangkan kompetensi.",
        ),
        1,
    ):
        sheet.text(f"{number}. {text}")
    sheet.text(
        "Demikian surat pernyataan ini saya buat agar ditindaklanjuti oleh Unit Organisasi Yang Menangani Pengembangan "
        "Sumber Daya Manusia."
    )
    sheet.signatures()
    return sheet


def monitoring() -> Sheet:
    """Table 7: the monitoring of self-learning."""
    sheet = Sheet(flipped=True)
    sheet.title()
    sheet.facts(("Instansi/satuan kerja", "{{ unit_name }}"), ("Periode", "{{ since }} sampai {{ until }}"))
    titles = (
        *("Nama", "NIP", "Jabatan", "Kompetensi teknis yang dikembangkan", "Target kegiatan", "Jadwal"),
        *("Kegiatan yang terealisasi", "Kesesuaian realisasi dengan jadwal", "Ket"),
    )
    widths = (30, 38, 27, 30, 27, 27, 28, 22, 18)
    fields = ("name", "nip", "job", "competency", "target", "schedule", "done", "on_schedule", "remarks")
    sheet.table(
        [("No", 10, ">"), *((title, width, "<") for title, width in zip(titles, widths, strict=True))],
        "line in lines",
        ["{{ line.number }}", *("{{ line." + field + "|cell }}" for field in fields)],
        numbers=True,
    )
    sheet.tag("if not lines")
    sheet.text("Tidak ada belajar mandiri dalam periode ini.")
    sheet.tag("endif")
    sheet.signatures()
    return sheet


def unit_recap() -> Sheet:
    """The quarterly recapitulation of a unit."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.title()
    sheet.facts(
        ("Unit Kerja", "{{ unit_name }}"),
        ("Triwulan", "{{ quarter }} tahun {{ year }}"),
        ("Periode", "{{ since }} sampai {{ until }}"),
    )
    sheet.table(
        [
            ("No", 10, ">"),
            ("Nama dan jabatan", 48, "<"),
            ("NIP", 38, "<"),
            ("JP menurut bentuk", 52, "<"),
            ("JP", 18, ">"),
        ],
        "one in people",
        [
            "{{ one.number }}",
            "{{ one.name }}\n{{ one.job }}",
            "{{ one.nip }}",
            "{% for own in one.forms %}{{ own.form }}: {{ own.times }} kali, {{ own.jp }} JP"
            "{% if not loop.last %}\n{% endif %}{% endfor %}",
            "{{ one.total }}",
        ],
        last=["", "Jumlah seluruhnya", "", "", "{{ total }}"],
    )
    sheet.tag("if without")
    sheet.text("{{ without }} pegawai belum memperoleh JP dalam triwulan ini.")
    sheet.tag("endif")
    sheet.signatures()
    return sheet


def yearly_plan() -> Sheet:
    """The yearly plan with the seven fields of PP 11/2017 art. 207(3)."""
    sheet = Sheet(flipped=True)
    sheet.letterhead()
    sheet.title(numbered=True)
    sheet.tag("if draft")
    sheet.text("KONSEP - memuat kegiatan yang belum disetujui", bold=True, align="^", red=True)
    sheet.tag("endif")
    sheet.facts(
        ("Ruang lingkup", "{{ scope }}"),
        ("Pegawai", "{{ people }}, {{ without }} di antaranya belum memiliki rencana"),
        ("Kegiatan", "{{ activities }}"),
        ("Anggaran yang dibutuhkan", "{{ cost }}"),
        ("Dasar", "PP 11/2017 Pasal 207 ayat (3)"),
        first=62,
    )
    sheet.tag("for unit in units")
    sheet.heading("{{ unit.name }}: {{ unit.people }} pegawai, {{ unit.cost }}")
    sheet.table(
        [
            ("No", 10, ">"),
            ("Kegiatan", 43, "<"),
            ("Jenis kompetensi (a)", 43, "<"),
            ("Target (b)", 30, "<"),
            ("Jenis dan jalur (c)", 30, "<"),
            ("Penyelenggara (d)", 28, "<"),
            ("Jadwal (e)", 22, "<"),
            ("Kesesuaian dengan standar kurikulum (f)", 30, "<"),
            ("Anggaran (g)", 21, ">"),
        ],
        "line in unit.lines",
        [
            "{{ line.number }}",
            "{{ line.name }}{% if line.batch %}\nPenyelenggaraan {{ line.batch }}{% endif %}",
            "{% if line.kind %}{{ line.kind }}\n{% endif %}{{ line.aims|cell }}",
            "{{ line.target }}{% if line.jobs %}\n{{ line.jobs }}{% endif %}\ndisetujui: {{ line.state }}",
            "{{ line.form }}\n{{ line.model }}",
            "{{ line.organiser|cell }}",
            "{{ line.schedule }}",
            "{% if line.curriculum %}Dicapai: {{ line.curriculum }}\n{% endif %}Standar: ..........",
            "{{ line.cost }}",
        ],
    )
    sheet.tag("endfor")
    sheet.tag("if not units")
    sheet.text("Belum ada kegiatan yang direncanakan.")
    sheet.tag("endif")
    sheet.signatures()
    return sheet


def needs_analysis() -> Sheet:
    """The analysis of competency development needs."""
    sheet = Sheet(flipped=True)
    sheet.letterhead()
    sheet.title(numbered=True)
    sheet.facts(
        ("Ruang lingkup", "{{ scope }}"),
        ("Kesenjangan dihitung per", "{{ measured }}"),
        ("Dasar", "PP 11/2017 Pasal 205 sampai 207"),
        first=62,
    )
    sheet.heading("A. Kompetensi terhadap standar jabatan")
    sheet.facts(
        ("Pegawai", "{{ people }}"),
        ("Dengan kesenjangan pada jabatan kini", "{{ short }}, bersama-sama {{ levels }} level"),
        ("Dengan jabatan tujuan", "{{ aiming }}, {{ aiming_short }} di antaranya dengan kesenjangan"),
        first=62,
    )
    sheet.heading("B. Kinerja")
    sheet.table(
        [("Kinerja", 70, "<"), ("Pegawai", 24, ">")],
        "one in performance",
        ["{{ one.name }}", "{{ one.people }}"],
    )
    sheet.heading("C. Kebutuhan menurut prioritas")
    sheet.table(
        [
            ("No", 10, ">"),
            ("Kompetensi", 42, "<"),
            ("Jenis", 22, "<"),
            ("Disyaratkan", 24, ">"),
            ("Kesenjangan", 25, ">"),
            ("Jabatan kritis", 17, ">"),
            ("Level", 13, ">"),
            ("Bobot", 14, ">"),
            ("Direncanakan", 27, ">"),
            ("Level tertutup", 18, ">"),
            ("Menunggu", 21, ">"),
            ("Yang ditunggu", 24, "<"),
        ],
        "one in needs",
        [
            "{{ one.priority }}",
            "{{ one.competency }}",
            "{{ one.kind }}",
            "{{ one.required }}",
            "{{ one.short }}",
            "{{ one.critical }}",
            "{{ one.levels }}",
            "{{ one.weight }}",
            "{{ one.planned }}",
            "{{ one.planned_levels }}",
            "{{ one.waiting }}",
            "{{ one.waits|cell }}",
        ],
    )
    sheet.text(
        "Bobot: jumlah level kesenjangan dikali bobot kompetensi dalam standar jabatan. Selain level dan bobot, angka adalah "
        "banyaknya pegawai.",
        size=9,
    )
    sheet.heading("D. Yang mendasari setiap kegiatan")
    sheet.table(
        [
            ("No", 10, ">"),
            ("Kegiatan", 70, "<"),
            ("Unit kerja", 55, "<"),
            ("Peserta", 18, ">"),
            ("Kesenjangan yang ditutup", 104, "<"),
        ],
        "one in activities",
        [
            "{{ one.number }}",
            "{{ one.name }}",
            "{{ one.unit }}",
            "{{ one.people }}",
            "{% for need in one.needs %}{{ need }}{% if not loop.last %}\n{% endif %}{% endfor %}"
            "{% if not one.needs %}Penguatan, tanpa kesenjangan{% endif %}",
        ],
    )
    sheet.signatures()
    return sheet


SHEETS: Mapping[str, Callable[[], Sheet]] = {
    "journey_letter": journey_letter,
    "assignment": assignment,
    "paper": paper,
    "community_proposal": community_proposal,
    "community_recap": community_recap,
    "statement": statement,
    "monitoring": monitoring,
    "unit_recap": unit_recap,
    "yearly_plan": yearly_plan,
    "needs_analysis": needs_analysis,
}

if __name__ == "__main__":
    for name, make in SHEETS.items():
        (FOLDER / f"{name}.docx").write_bytes(make().file())
