"""Passwords, session tokens, form tokens and the headers that every answer carries."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SESSION_COOKIE = "corpu_session"
CSRF_HEADER = "X-CSRF-Token"
CSRF_FIELD = "csrf_token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
MIN_PASSWORD = 10
"""Shortest password accepted; ASVS 5.0 6.2.1 asks for at least 8."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, with its own salt and the library's current cost."""
    return _HASHER.hash(password)


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_hex())


def verify_password(stored: str | None, password: str) -> bool:
    """Tell whether the password fits. Takes as long for an account that does not exist (``stored`` None)."""
    try:
        return _HASHER.verify(stored or _nobodys_hash(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def new_token() -> str:
    """Make a session token of 256 random bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what the database keeps of a session token; the token itself is only in the cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_token(secret: bytes, token: str) -> str:
    """Return the form token that belongs to a session token."""
    return hmac.new(secret, b"csrf:" + token.encode(), hashlib.sha256).hexdigest()


def opaque_id(secret: bytes, nip: str) -> str:
    """Return the id under which a person appears in addresses, so that no NIP stands in a URL or a log."""
    return hmac.new(secret, b"person:" + nip.encode(), hashlib.sha256).hexdigest()[:20]


def csrf_fits(secret: bytes, token: str, given: str) -> bool:
    """Tell, in constant time, whether a form token belongs to the session token."""
    return hmac.compare_digest(csrf_token(secret, token).encode(), given.encode())


def from_this_site(headers: Mapping[str, str], own_origins: frozenset[str]) -> bool:
    """Tell whether a browser sent the request from our own pages.

    Browsers send ``Sec-Fetch-Site`` (all since 2023) or at least ``Origin`` with every unsafe request. A
    request with neither is not a browser's, so no other site can forge it; it still needs the form token.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or origin in own_origins


def origin_of(url: str) -> str:
    """Return the scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


class SecurityHeaders:
    """Puts the security headers on every answer, errors included; strict transport security only over https.

    Answers are not to be cached, as they show personal data; static files say otherwise themselves.
    """

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._headers = dict(_HEADERS)
        if https:
            self._headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)  # an answer may only be stricter
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)
