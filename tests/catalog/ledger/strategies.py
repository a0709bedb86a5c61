"""Random sequences of one person's activities, crowded into a few weeks around a year's end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from catalog.ledger import Activity, Meeting, Part, Zone

FIRST = datetime(2026, 12, 20, tzinfo=UTC)
FORMS = (
    *("coaching", "e_learning", "komunitas_belajar", "seminar_konferensi_sarasehan"),
    *("magang_praktik_kerja", "kursus"),
)


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    """One activity; most of them possible."""
    form = draw(st.sampled_from(FORMS))
    starts = FIRST + timedelta(hours=draw(st.integers(0, 24 * 25)))
    lasting = draw(st.one_of(st.integers(1, 6), st.integers(24, 24 * 9)))
    meeting = draw(st.none() | st.sampled_from(Meeting)) if form == "komunitas_belajar" else None
    hours = draw(st.integers(1, min(lasting, 30)))
    return Activity(
        nip="1",
        form=form,
        title=draw(st.sampled_from("ABCDEF")),
        starts=starts,
        ends=starts + timedelta(hours=lasting),
        zone=draw(st.sampled_from(Zone)),
        part=draw(st.sampled_from(Part)),
        abroad=draw(st.sampled_from((False, False, True))),
        hours=hours,
        sessions=draw(st.integers(1, 3)),
        programme_jp=draw(st.none() | st.integers(1, hours)) if form == "kursus" else None,
        meeting=meeting,
        organiser=draw(st.sampled_from(("Balai", "balai", "Pusat"))) if meeting else "",
    )
