"""``corpu notify`` with a real mail server on loopback: what it says, what it sends, how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.db import SqlUnitsOfWork, make_engine
from planner.notices import NoticeKind
from planner.usecases import tell
from tests.api.cli.conftest import Corpu
from tests.api.smtp_server import SmtpServer, smtp_server
from tests.small_agency import ANI, YEAR, SetClock, Sign, settle


class Installation:
    """The small agency in the data folder of the command; Ani has an address."""

    def __init__(self, database_url: str) -> None:
        self.engine = make_engine(database_url)
        self.open = SqlUnitsOfWork(self.engine)
        self.sign: Sign = settle(self.open(), SetClock())
        with self.open() as uow:
            ani = uow.accounts.get(self.sign.employee.account_id or 0)
            assert ani is not None
            uow.accounts.change(replace(ani, email="ani@example.go.id"))
            uow.commit()

    def tell(self, clock: SetClock, *years: int) -> None:
        with self.open() as uow:
            for year in years:
                params = {"journey": 1, "year": year}
                tell(uow, NoticeKind.JOURNEY_APPROVED, [ANI], params, str(year), clock)
            uow.commit()


@pytest.fixture
def installation(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    monkeypatch.setenv("CORPU_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("CORPU_PUBLIC_URL", "https://corpu.example.go.id")
    monkeypatch.setenv("CORPU_MAIL_FROM", "corpu@example.go.id")
    monkeypatch.delenv("CORPU_SMTP_URL", raising=False)
    found = Installation(sqlite_url)
    yield found
    found.engine.dispose()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmtpServer]:
    with smtp_server() as found:
        monkeypatch.setenv("CORPU_SMTP_URL", f"smtp://127.0.0.1:{found.port}")
        yield found


def now() -> SetClock:
    """The command's clock is the real one; what was written long ago is not sent."""
    return SetClock(datetime.now(UTC))


def test_without_a_server_nothing_is_sent_and_nothing_is_lost(
    corpu: Corpu, installation: Installation
) -> None:
    installation.tell(now(), YEAR)
    said = corpu("notify", "--json")
    assert (said.status, said.json()) == (0, {"reminders": {}, "mail": False, "sent": 0, "failed": 0})
    assert "CORPU_SMTP_URL is not set" in said.err
    with installation.open(write=False) as uow:
        assert uow.outbox.unread(installation.sign.employee.account_id or 0) == 1


def test_what_waits_is_sent_once(corpu: Corpu, installation: Installation, server: SmtpServer) -> None:
    installation.tell(now(), YEAR, YEAR + 1)
    assert corpu("notify", "--json").json()["sent"] == 1
    again = corpu("notify", "--json")
    assert (again.status, again.json()["sent"]) == (0, 0)
    (mail,) = server.mails
    text = mail.get_content()
    assert mail["Subject"] == "Corpu Planner: 2 notices for you"
    assert "Dear Ani," in text
    assert "- Your plan for 2027 was approved." in text
    assert "https://corpu.example.go.id/me/notices" in text


def test_a_mail_speaks_the_language_of_the_installation(
    corpu: Corpu, installation: Installation, server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORPU_LANGUAGE", "id")
    installation.tell(now(), YEAR)
    corpu("notify")
    assert "Yth. Ani," in server.mails[0].get_content()
    assert "Rencana Anda untuk 2027 telah disetujui." in server.mails[0].get_content()


def test_a_mail_holds_no_data_of_anybody_but_the_readers_name(
    corpu: Corpu, installation: Installation, server: SmtpServer
) -> None:
    installation.tell(now(), YEAR)
    with installation.open() as uow:
        params = {"activity": 770077, "solution": "S1"}
        tell(uow, NoticeKind.RESULT_RECORDED, [ANI], params, "77", now())
        uow.commit()
    corpu("notify")
    whole = f"{server.mails[0]['Subject']}\n{server.mails[0].get_content()}"
    for secret in (ANI, "S1", "Magang", "770077", "Analis", "A11", "Team"):
        assert secret not in whole


def test_a_server_that_is_down_is_told_and_tried_later(
    corpu: Corpu, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation.tell(now(), YEAR)
    with smtp_server() as gone:
        pass
    monkeypatch.setenv("CORPU_SMTP_URL", f"smtp://127.0.0.1:{gone.port}")
    said = corpu("notify", "--json")
    assert (said.status, said.json()["failed"]) == (1, 1)
    assert "The mail server cannot be used: Connection refused" in said.err
    assert corpu("notify", "--json").json()["failed"] == 0


def test_an_address_that_is_refused_is_told(
    corpu: Corpu, installation: Installation, server: SmtpServer
) -> None:
    server.refuses = {"ani@example.go.id"}
    installation.tell(now(), YEAR)
    said = corpu("notify")
    assert said.status == 1
    assert "1 mail was not taken" in said.err
    assert "ani@example.go.id" not in said.out + said.err


def test_an_answer_that_never_came_is_no_proof(
    corpu: Corpu, installation: Installation, server: SmtpServer
) -> None:
    """The server hung up after it was handed the mail: it is tried again, at least once being the promise."""
    server.breaks_off_after = 1
    installation.tell(now(), YEAR)
    assert corpu("notify").status == 1
    assert len(server.mails) == 1
