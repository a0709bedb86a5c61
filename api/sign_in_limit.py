"""Slows down guessing of passwords; counted in the database, so that all workers count together."""

from __future__ import annotations

import hashlib
import hmac

from limits import RateLimitItem, parse
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

NAME_FACTOR = 10
ADDRESS_FACTOR = 20
"""A whole office may sit behind one address, so an address may fail more often than a name."""


class SignInLimit:
    """Counts failed sign-ins by name and address together, by name, and by address.

    Keys are kept as keyed hashes: neither names nor addresses stand in the storage.
    """

    def __init__(self, storage: Storage, limit: str, secret: bytes) -> None:
        self._limiter = FixedWindowRateLimiter(storage)
        self._limit = parse(limit)
        self._secret = secret

    def wait_seconds(self, username: str, address: str, now: float) -> int:
        """Return how long to wait before the next attempt; 0 when it may be made now."""
        waits = [
            self._limiter.get_window_stats(item, key).reset_time - now
            for item, key in self._counters(username, address)
            if not self._limiter.test(item, key)
        ]
        return max((int(wait) + 1 for wait in waits), default=0)

    def failed(self, username: str, address: str) -> None:
        """Count a failed attempt."""
        for item, key in self._counters(username, address):
            self._limiter.hit(item, key)

    def succeeded(self, username: str, address: str) -> None:
        """Forget the failures of this name from this address."""
        item, key = self._counters(username, address)[0]
        self._limiter.clear(item, key)

    def _counters(self, username: str, address: str) -> list[tuple[RateLimitItem, str]]:
        name, factors = username.casefold(), (1, NAME_FACTOR, ADDRESS_FACTOR)
        parts = (f"both\0{name}\0{address}", f"name\0{name}", f"address\0{address}")
        return [(self._times(factor), self._key(part)) for factor, part in zip(factors, parts, strict=True)]

    def _times(self, factor: int) -> RateLimitItem:
        limit = self._limit
        return type(limit)(limit.amount * factor, limit.multiples)

    def _key(self, part: str) -> str:
        return hmac.new(self._secret, b"sign-in:" + part.encode(), hashlib.sha256).hexdigest()
