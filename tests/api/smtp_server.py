"""A small real SMTP server on loopback: takes mail as mail servers do, over TLS too, or fails as they do."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from socketserver import StreamRequestHandler, ThreadingTCPServer


@dataclass
class SmtpServer:
    """What the server was handed, and how it shall behave. ``refuses`` holds addresses of no mailbox."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, str]] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    full: bool = False
    breaks_off_after: int | None = None


class _Conversation(StreamRequestHandler):
    def setup(self) -> None:
        if tls := self.server.tls:  # type: ignore[attr-defined]
            self.request = tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def handle(self) -> None:
        server: SmtpServer = self.server.told  # type: ignore[attr-defined]
        trust: ssl.SSLContext | None = self.server.starttls  # type: ignore[attr-defined]
        secure = isinstance(self.request, ssl.SSLSocket)
        sender = recipient = ""
        self._say("220 loopback")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            match verb:
                case "EHLO":
                    offers = ["loopback", "AUTH PLAIN", *(["STARTTLS"] if trust and not secure else [])]
                    for offer in offers[:-1]:
                        self._say(f"250-{offer}")
                    self._say(f"250 {offers[-1]}")
                case "STARTTLS" if trust is not None:
                    self._say("220 go on")
                    self.request = trust.wrap_socket(self.request, server_side=True)
                    super().setup()
                    secure = True
                case "AUTH":
                    server.signed_in.append(line)
                    self._say("235 welcome")
                case "MAIL":
                    sender = line.split("<")[1].split(">")[0]
                    self._say("452 full" if server.full else "250 ok")
                case "RCPT":
                    recipient = line.split("<")[1].split(">")[0]
                    self._say("550 no such mailbox" if recipient in server.refuses else "250 ok")
                case "DATA":
                    self._say("354 go on")
                    raw = b"".join(iter(self.rfile.readline, b".\r\n"))
                    server.envelopes.append((sender, recipient))
                    server.encrypted.append(secure)
                    server.mails.append(message_from_bytes(raw, policy=default))  # type: ignore[arg-type]
                    if server.breaks_off_after == len(server.mails):
                        return
                    self._say("250 taken")
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


class _Listener(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = True
    told: SmtpServer
    starttls: ssl.SSLContext | None = None
    tls: ssl.SSLContext | None = None

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet: a client that distrusts us hangs up."""


@contextmanager
def smtp_server(
    *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[SmtpServer]:
    """Serve on a free port of loopback while the block runs."""
    with _Listener(("127.0.0.1", 0), _Conversation) as listener:
        listener.told = SmtpServer(listener.server_address[1])  # type: ignore[misc]
        listener.starttls, listener.tls = starttls, tls
        thread = threading.Thread(target=listener.serve_forever, args=(0.02,))
        thread.start()
        yield listener.told
        listener.shutdown()
        thread.join()
