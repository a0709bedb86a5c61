"""Papers of a learning community: its proposal, its recapitulation, and an author's statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from api.documents.blocks import Head, Identity, Signature, head_of, identity_of, named, signed_by
from api.documents.terms import MEETINGS
from api.worlds import Known
from catalog.ledger import Meeting
from competency_models.people import Person
from planner.communities import CommunityMeeting, CommunityProposal, RecapRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who takes part."""

    number: Annotated[int, "Nomor urut"]
    name: Annotated[str, "Nama"]
    nip: Annotated[str, "NIP"]
    job: Annotated[str, "Jabatan"]
    unit: Annotated[str, "Unit kerja"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Head):
    """The proposal of a learning community with its seven fields (SE 07/SE/KM/2023, Lampiran F.2.a)."""

    unit_name: Annotated[str, "1. Nama unit kerja"]
    background: Annotated[str | None, "2. Latar belakang"]
    topic: Annotated[str | None, "3. Topik kegiatan"]
    meetings: Annotated[tuple[str, ...], "4. Bentuk kegiatan"]
    target: Annotated[str | None, "5. Target yang ingin dicapai"]
    members: Annotated[tuple[Member, ...], "6. Peserta"]
    others: Annotated[int, "Banyaknya peserta yang tidak boleh dilihat pembaca"]
    schedule: Annotated[str | None, "7. Jadwal pelaksanaan"]
    place: Annotated[str | None, "7. Lokasi pelaksanaan"]
    coordinator: Annotated[str | None, "Koordinator"]
    signatures: Annotated[tuple[Signature, ...], "Tempat tanda tangan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapLine:
    """One person's JP by kind of meeting."""

    number: Annotated[int, "Nomor urut"]
    name: Annotated[str, "Nama"]
    nip: Annotated[str, "NIP"]
    grade: Annotated[str | None, "Golongan; tidak disimpan, ditulis tangan"]
    knowledge: Annotated[float, "JP berbagi pengetahuan"]
    experience: Annotated[float, "JP berbagi pengalaman"]
    material: Annotated[float, "JP berbagi bahan pembelajaran"]
    discussion: Annotated[float, "JP diskusi permasalahan"]
    total: Annotated[float, "Jumlah perolehan JP"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityRecap(Head):
    """The recapitulation of a unit's communities (SE 07/SE/KM/2023, Lampiran F.7.b)."""

    unit_name: Annotated[str, "Nama unit kerja"]
    topic: Annotated[str | None, "Topik komunitas"]
    since: Annotated[date, "Periode dari tanggal"]
    until: Annotated[date, "Periode sampai tanggal"]
    lines: Annotated[tuple[RecapLine, ...], "Baris rekapitulasi"]
    total: Annotated[float, "Jumlah JP seluruhnya"]
    unknown: Annotated[int, "Banyaknya kehadiran yang JP-nya tidak ditetapkan sumber mana pun"]
    signatures: Annotated[tuple[Signature, ...], "Tempat tanda tangan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Head):
    """An author's statement that shared material is their own work (SE 07/SE/KM/2023, Lampiran F.5.c)."""

    person: Annotated[Identity, "Pegawai yang membagikan bahan"]
    material: Annotated[str, "Judul bahan pembelajaran"]
    signatures: Annotated[tuple[Signature, ...], "Tempat tanda tangan"]


def community_proposal(
    known: Known, community: CommunityProposal, seen: Collection[str], day: date
) -> Proposal:
    """Make the proposal of a community; of its members those whom the reader sees (NIPs) are named."""
    people = [known.people[nip] for nip in community.members if nip in seen and nip in known.people]
    return Proposal(
        **head_of(known, community.unit, day, "Pengajuan Kegiatan Komunitas Belajar"),
        unit_name=named(known.units, community.unit),
        background=community.background,
        topic=community.topic,
        meetings=tuple(MEETINGS[one] for one in community.meetings),
        target=community.target,
        members=tuple(_member(known, place, one) for place, one in enumerate(people, 1)),
        others=len(community.members) - len(people),
        schedule=community.schedule,
        place=community.place,
        coordinator=named(known.people, community.coordinator) if community.coordinator else None,
        signatures=(Signature(role="Pimpinan unit kerja", name=community.signed_by or None, dated=True),),
    )


def community_recap(
    known: Known, community: CommunityProposal, rows: Sequence[RecapRow], since: date, until: date, day: date
) -> CommunityRecap:
    """Make the recapitulation of a community from ``since`` to ``until``, both included."""
    return CommunityRecap(
        **head_of(
            known, community.unit, day, "Rekapitulasi Pengembangan Kompetensi melalui Komunitas Belajar"
        ),
        unit_name=named(known.units, community.unit),
        topic=community.topic,
        since=since,
        until=until,
        lines=tuple(_line(place, row) for place, row in enumerate(rows, 1)),
        total=round(sum(row.total for row in rows), 2),
        unknown=sum(row.unknown for row in rows),
        signatures=(
            Signature(role="Mengetahui, JPT Pratama"),
            Signature(role="Pengelola Kepegawaian", dated=True),
        ),
    )


def statement_of_origin(known: Known, meeting: CommunityMeeting, author: Person, day: date) -> Statement:
    """Make the statement of an author whose material was shared at a meeting."""
    head = head_of(known, author.unit, day, "Surat Pernyataan")
    return Statement(
        **head,
        person=identity_of(known, author),
        material=meeting.title,
        signatures=(
            Signature(role="Mengetahui, Pejabat Eselon II", name=meeting.assured_by or None),
            signed_by("Pegawai", author, dated=True),
        ),
    )


def _member(known: Known, place: int, person: Person) -> Member:
    return Member(
        number=place,
        name=person.name,
        nip=person.nip,
        job=named(known.jobs, person.job),
        unit=named(known.units, person.unit),
    )


def _line(place: int, row: RecapRow) -> RecapLine:
    return RecapLine(
        number=place,
        name=row.name,
        nip=row.nip,
        grade=row.grade or None,
        knowledge=row.jp.get(Meeting.KNOWLEDGE, 0.0),
        experience=row.jp.get(Meeting.EXPERIENCE, 0.0),
        material=row.jp.get(Meeting.MATERIAL, 0.0),
        discussion=row.jp.get(Meeting.DISCUSSION, 0.0),
        total=row.total,
    )
