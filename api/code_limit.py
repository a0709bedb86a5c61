"""Slows down guessing of certificates' codes; counted in the database, so that all workers count together."""

from __future__ import annotations

import hashlib
import hmac

from limits import parse
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter


class CodeLimit:
    """Counts codes that no certificate has, by the address that asked; kept as keyed hashes."""

    def __init__(self, storage: Storage, limit: str, secret: bytes) -> None:
        self._limiter = FixedWindowRateLimiter(storage)
        self._limit = parse(limit)
        self._secret = secret

    def wait_seconds(self, address: str, now: float) -> int:
        """Return how long to wait before the next code; 0 when it may be asked now."""
        key = self._key(address)
        if self._limiter.test(self._limit, key):
            return 0
        return max(1, int(self._limiter.get_window_stats(self._limit, key).reset_time - now) + 1)

    def failed(self, address: str) -> None:
        """Count a code that no certificate has."""
        self._limiter.hit(self._limit, self._key(address))

    def _key(self, address: str) -> str:
        return hmac.new(self._secret, b"certificate:" + address.encode(), hashlib.sha256).hexdigest()
