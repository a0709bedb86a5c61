"""Mail by SMTP: the only module of the program that calls another machine, and only where the settings name one."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from planner.ports import Message, Rejected, Unreachable

SCHEMES = {"smtp": 25, "starttls": 587, "smtps": 465}
"""How the server is spoken to, with the port where the address names none."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)


def read_server(url: str) -> MailServer:
    """Read ``smtp://host``, ``starttls://user:password@host:587`` or ``smtps://…``.

    Raises ValueError for another address, and for a password that would travel in the open.
    """
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("not the address of a mail server")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if user and parts.scheme == "smtp" and parts.hostname not in _LOOPBACK:
        raise ValueError("a password would be sent in the open")
    return MailServer(parts.scheme, parts.hostname, parts.port or SCHEMES[parts.scheme], user, password)


@dataclass(frozen=True, slots=True)
class SmtpNotifier:
    """Implements planner.ports.Notifier. One connection a message: a person has at most one a day."""

    server: MailServer
    sender: str
    timeout: float = 30
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def send(self, message: Message) -> None:
        """See the port."""
        mail = _mail(message, self.sender)
        with self._connection() as smtp:
            try:
                smtp.send_message(mail)
            except smtplib.SMTPRecipientsRefused as error:
                raise Rejected(_why(error)) from error
            except (smtplib.SMTPDataError, smtplib.SMTPNotSupportedError) as error:
                raise Rejected(_why(error)) from error

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        try:
            with self._open() as smtp:
                if self.server.scheme == "starttls":
                    smtp.starttls(context=self.trust)
                if self.server.user:
                    smtp.login(self.server.user, self.server.password)
                yield smtp
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable(_why(error)) from error

    def _open(self) -> smtplib.SMTP:
        host, port = self.server.host, self.server.port
        if self.server.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=self.timeout, context=self.trust)
        return smtplib.SMTP(host, port, timeout=self.timeout)


def _mail(message: Message, sender: str) -> EmailMessage:
    """Make the mail; the policy refuses a line break in any header."""
    mail = EmailMessage(policy=SMTP)
    try:
        mail["From"] = Address("Corpu Planner", addr_spec=sender)
        mail["To"] = Address(addr_spec=message.address)
        mail["Subject"] = message.subject
    except ValueError as error:
        raise Rejected("a header cannot be written") from error
    mail["Date"] = formatdate(localtime=False)
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    return mail


def _why(error: Exception) -> str:
    """Say what went wrong without anybody's address in it."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            return ", ".join(sorted({f"{code}" for code, _ in refused.values()}))
        case smtplib.SMTPResponseException(smtp_code=code):
            return f"{type(error).__name__} {code}"
        case OSError(strerror=str(text)) if text:
            return text
    return type(error).__name__
