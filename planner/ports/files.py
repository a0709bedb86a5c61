"""Where files brought as evidence are kept; what they are called and whose they are stands in the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it was kept: ``kind`` is its media type by its content, ``size`` is in bytes."""

    kind: str
    size: int
    sha256: str
    stored_as: str


class FileStore(Protocol):
    """Files under names of our own. What is kept is whole and never changed."""

    def keep(self, content: bytes) -> KeptFile:
        """Keep a file; it lasts only if a row of the database names it soon. Raises BadFile."""

    def read(self, stored_as: str) -> bytes | None:
        """The content of a file, None when it is gone."""

    def sweep(self, used: Collection[str], before: datetime) -> int:
        """Remove what nobody names and was kept before a moment; how many files that were."""
