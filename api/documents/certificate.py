"""What a certificate says on paper, in the reader's language, with a code that a telephone's camera reads."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import segno

from api.documents.blocks import Head, head_of, named
from api.i18n import Translator
from api.worlds import Known
from planner.certificates import Certificate

_QUIET_ZONE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatePaper(Head):
    """An electronic certificate. Every text is in the language of the certificate."""

    language: Annotated[str, "Bahasa sertifikat: id atau en"]
    heading: Annotated[str, "Judul yang tercetak"]
    given_to: Annotated[str, "Kalimat sebelum nama"]
    name: Annotated[str, "Nama pegawai"]
    passed: Annotated[str, "Kalimat sebelum nama kegiatan"]
    activity: Annotated[str, "Nama kegiatan"]
    form: Annotated[str, "Bentuk kegiatan"]
    held: Annotated[str, "Waktu pelaksanaan"]
    hours: Annotated[str, "JP yang diperoleh"]
    issued: Annotated[str, "Tanggal penerbitan"]
    code_label: Annotated[str, "Keterangan kode"]
    code: Annotated[str, "Kode verifikasi"]
    confirmed: Annotated[str, "Cara memeriksa"]
    address: Annotated[str, "Alamat pemeriksaan"]
    picture: Annotated[str, "Kode QR dari alamat pemeriksaan, sebagai SVG"]
    picture_label: Annotated[str, "Keterangan kode QR bagi pembaca layar"]


def certificate_paper(
    known: Known, one: Certificate, issued: date, site: str, t: Translator
) -> CertificatePaper:
    """Make the paper of a certificate; ``issued`` is its day where the agency is, ``site`` our address."""
    address = f"{site}/certificates/{one.code}"
    heading = t("Electronic certificate")
    form = known.world.forms.get(one.form)
    return CertificatePaper(
        **head_of(known, "", issued, f"{heading}: {one.title}"),
        language=t.locale,
        heading=heading,
        given_to=t("is given to"),
        name=one.name,
        passed=t("who took part in and passed"),
        activity=one.title,
        form=t.name(form) if form else named({}, one.form),
        held=t("from {first} to {last}", first=t.date(one.starts, "long"), last=t.date(one.ends, "long")),
        hours=_hours(one, t),
        issued=t("Issued on {day}", day=t.date(issued, "long")),
        code_label=t("Verification code"),
        code=one.code,
        confirmed=t("Whether this certificate is genuine and still holds is told at this address:"),
        address=address,
        picture=_picture(address),
        picture_label=t("The address as a QR code"),
    )


def _hours(one: Certificate, t: Translator) -> str:
    if one.jp == 0:
        return t("No lesson hours (JP) have been counted for it.")
    return t("It counts for {jp} lesson hours (JP).", jp=t.number(one.jp, 2))


def _picture(address: str) -> str:
    made = io.BytesIO()
    segno.make_qr(address, error="m").save(made, kind="svg", border=_QUIET_ZONE, xmldecl=False)
    return made.getvalue().decode()
