"""Mail is handed to a real server on loopback: what arrives, over which protection, and how failures are told."""

from __future__ import annotations

import ast
import ssl
from pathlib import Path

import pytest
import trustme

import api
from api.mail import MailServer, SmtpNotifier, read_server
from planner.addresses import is_address
from planner.ports import Message, Rejected, Unreachable
from tests.api.smtp_server import smtp_server

ANI = Message(
    "ani@example.go.id", "Ani", "Corpu Planner: 1 pemberitahuan – untuk Anda", "Yth. Ani,\n\n.\nTitik.\n"
)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def served(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


@pytest.fixture(scope="module")
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def notifier(port: int, scheme: str = "smtp", **settings: object) -> SmtpNotifier:
    server = MailServer(scheme, "localhost", port)
    return SmtpNotifier(server, "corpu@example.go.id", timeout=5, **settings)  # type: ignore[arg-type]


def test_a_mail_arrives_as_it_was_written() -> None:
    with smtp_server() as server:
        notifier(server.port).send(ANI)
    (mail,) = server.mails
    assert server.envelopes == [("corpu@example.go.id", "ani@example.go.id")]
    assert (mail["Subject"], mail["To"]) == (ANI.subject, "ani@example.go.id")
    assert mail["From"] == "Corpu Planner <corpu@example.go.id>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@example.go.id>")
    assert mail.get_content().replace("\r\n", "\n").replace("..\n", ".\n") == ANI.text
    assert server.signed_in == []


@pytest.mark.parametrize("scheme", ["starttls", "smtps"])
def test_a_mail_travels_encrypted(scheme: str, served: ssl.SSLContext, trusting: ssl.SSLContext) -> None:
    kind = {"starttls": "starttls", "smtps": "tls"}[scheme]
    with smtp_server(**{kind: served}) as server:
        signed = MailServer(scheme, "localhost", server.port, "corpu", "rahasia")
        SmtpNotifier(signed, "corpu@example.go.id", 5, trusting).send(ANI)
    assert server.encrypted == [True]
    assert len(server.signed_in) == 1


@pytest.mark.parametrize("scheme", ["starttls", "smtps"])
def test_a_server_that_cannot_prove_who_it_is_gets_nothing(scheme: str, served: ssl.SSLContext) -> None:
    kind = {"starttls": "starttls", "smtps": "tls"}[scheme]
    with smtp_server(**{kind: served}) as server, pytest.raises(Unreachable):
        notifier(server.port, scheme).send(ANI)
    assert (server.mails, server.signed_in) == ([], [])


def test_who_asks_for_encryption_never_goes_on_without(trusting: ssl.SSLContext) -> None:
    with smtp_server() as server, pytest.raises(Unreachable):
        notifier(server.port, "starttls", trust=trusting).send(ANI)
    assert server.mails == []


def test_an_address_that_is_refused_concerns_this_mail_only() -> None:
    with smtp_server() as server:
        server.refuses = {"ani@example.go.id"}
        with pytest.raises(Rejected) as caught:
            notifier(server.port).send(ANI)
    assert str(caught.value) == "550"


def test_a_server_that_is_full_or_gone_takes_no_mail_at_all() -> None:
    with smtp_server() as server:
        server.full = True
        with pytest.raises(Unreachable, match="452"):
            notifier(server.port).send(ANI)
    with pytest.raises(Unreachable, match="refused"):
        notifier(server.port).send(ANI)


@pytest.mark.parametrize(
    "broken",
    [
        Message("ani@example.go.id\r\nBcc: all@example.go.id", "Ani", "x", "y"),
        Message("ani@example.go.id", "Ani", "x\r\nBcc: all@example.go.id", "y"),
        Message("ani@example.go.id, eka@example.go.id", "Ani", "x", "y"),
    ],
)
def test_nobody_slips_a_header_in(broken: Message) -> None:
    with smtp_server() as server, pytest.raises(Rejected):
        notifier(server.port).send(broken)
    assert server.envelopes == []


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.go.id", MailServer("smtp", "mail.example.go.id", 25)),
        ("smtp://u:p@localhost:2525", MailServer("smtp", "localhost", 2525, "u", "p")),
        ("starttls://corpu:p%40ss@m.go.id", MailServer("starttls", "m.go.id", 587, "corpu", "p@ss")),
        ("smtps://m.go.id:466/", MailServer("smtps", "m.go.id", 466)),
    ],
)
def test_the_address_of_a_server_is_read(url: str, server: MailServer) -> None:
    assert read_server(url) == server
    assert "p@ss" not in repr(read_server(url))


@pytest.mark.parametrize(
    "url", ["http://m.go.id", "smtp:", "smtp://m.go.id/x", "smtp://u:p@m.go.id", "smtp://m:x"]
)
def test_another_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError):
        read_server(url)


@pytest.mark.parametrize("text", ["ani@example.go.id", "a.b+c@x-1.id", "a@b.c.d.id"])
def test_addresses_of_mailboxes(text: str) -> None:
    assert is_address(text)


NO_ADDRESSES = [
    *("", "ani", "ani@", "@go.id", "ani@localhost", "a b@go.id", "ani@go.id ", "ani@go.id\n", "a@b@go.id"),
    *("Ani <a@go.id>", "a,b@go.id", "a..b@go.id", ".a@go.id", "ani@-go.id", "ani@go..id", "añi@go.id"),
    *(f"{'a' * 65}@go.id", f"a@{'b.' * 130}id"),
]


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_other_texts_are_none(text: str) -> None:
    assert not is_address(text)


def test_no_other_module_can_send_mail() -> None:
    """The import contract holds it too; this test names the module."""
    found = set()
    for package in ("competency_models", "catalog", "planner", "api"):
        for path in (Path(api.__file__).parent.parent / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                found |= {path.name for name in names if name.split(".")[0] in ("smtplib", "socket")}
    assert found == {"mail.py"}
