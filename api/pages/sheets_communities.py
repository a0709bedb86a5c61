"""Learning communities as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.community_views import AttendanceOut, CommunityLine, MeetingOut
from api.excel import Column, Sheet
from api.pages.community_words import said
from api.pages.names import Names
from api.pages.words import CAP_NAMES, COMMUNITY_STATE_NAMES, MEETING_NAMES, PART_NAMES
from catalog.ledger import Meeting
from planner.communities import Community, Recap


def communities_sheet(rows: Iterable[CommunityLine], names: Names, facts: Mapping[str, str]) -> Sheet:
    """The list of communities."""
    t = names.t
    columns = (
        Column(t("Topic"), width=44),
        Column(t("Unit"), width=40),
        Column(t("State"), width=22),
        Column(t("Members"), "number", 10),
        Column(t("Meetings"), "number", 10),
        Column(t("Next recapitulation"), "date", 18),
    )
    lines = (
        (
            one.topic,
            one.unit_name,
            t(COMMUNITY_STATE_NAMES[one.state]),
            one.members,
            one.meetings,
            one.recap_due,
        )
        for one in rows
    )
    return Sheet(t("Learning communities"), columns, lines, facts)


def attendance_sheet(own: Community, meetings: Iterable[MeetingOut], names: Names) -> Sheet:
    """Who came to which meeting, in which part, and what each was granted."""
    t = names.t
    columns = (
        Column(t("Meeting"), width=40),
        Column(t("Kind of meeting"), width=24),
        Column(t("Starts"), "time", 18),
        Column(t("Time zone"), width=10),
        Column(t("Name"), width=30),
        Column("NIP", width=20),
        Column(t("Part taken"), width=16),
        Column("JP", "number", 9),
        Column(t("Remark"), width=60),
    )
    rows = (
        (
            held.title,
            t(MEETING_NAMES[held.kind]),
            held.starts.replace(tzinfo=None),
            held.zone.value,
            one.name,
            one.nip,
            t(PART_NAMES[one.part]),
            one.jp if one.known else None,
            remark(one, names),
        )
        for held in meetings
        for one in held.attendance
    )
    return Sheet(t("Attendance"), columns, rows, _facts(own.topic, names.unit(own.unit), names))


def recap_sheet(recap: Recap, names: Names) -> Sheet:
    """The recapitulation in the circular's columns (SE 07/SE/KM/2023, Lampiran F.7.b)."""
    t = names.t
    columns = (
        Column(t("No."), "number", 6),
        Column(t("Name"), width=34),
        Column("NIP", width=22),
        Column(t("Grade"), width=10),
        *(Column(t(MEETING_NAMES[kind]), "number", 16) for kind in Meeting),
        Column(t("Sum of JP"), "number", 12),
    )
    rows = (
        (place, row.name, row.nip, row.grade, *(row.jp[kind] for kind in Meeting), row.total)
        for place, row in enumerate(recap.rows, start=1)
    )
    period = f"{t.date(recap.since)} – {t.date(recap.until)}"
    facts = {**_facts(recap.topic, recap.unit, names), t("Period"): period}
    return Sheet(t("Recapitulation of the community"), columns, rows, facts)


def remark(one: AttendanceOut, names: Names) -> str:
    """What there is to say of somebody's hours: limits that applied, or why nothing was granted."""
    t = names.t
    caps = [t(CAP_NAMES[hit.cap], limit=t.number(hit.limit, 1)) for hit in one.caps]
    told = [said(problem.problem, problem.params, names) for problem in one.problems]
    unknown = [] if one.known else [t("No source gives a figure.")]
    taken_back = [t("Taken back in the ledger.")] if one.taken_back else []
    return "; ".join((*told, *unknown, *taken_back, *caps))


def _facts(topic: str, unit: str, names: Names) -> dict[str, str]:
    return {names.t("Unit"): unit, names.t("Topic"): topic}
