"""Papers filled in and evidence brought, so that a test can finish a task without caring what its stage asks for."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from catalog.activity_stages import Document, Field, FieldKind
from planner.access import Actor
from planner.activities import Task
from planner.ports import Clock, FileStore, KeptFile, OpenUnitOfWork
from planner.usecases import add_file, save_papers

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
"""The smallest thing that is a PDF by its content."""

Rows = tuple[Mapping[str, str], ...]


def sample_rows(document: Document, rows: int = 1) -> Rows:
    """Every field of a paper filled in; one row unless more are asked for."""
    return tuple(
        {one.key: _sample(one, number) for one in document.contents} for number in range(1, rows + 1)
    )


def _sample(one: Field, number: int) -> str:
    match one.kind:
        case FieldKind.DATE:
            return f"2027-02-{number:02}"
        case FieldKind.NUMBER:
            return str(number)
        case FieldKind.CHOICE | FieldKind.SCORE:
            return one.choices[-1].key
    return f"{one.name} {number}"


def fill(
    opened: OpenUnitOfWork, actor: Actor, task: Task, clock: Clock, files: FileStore | None = None
) -> None:
    """Fill in all papers of a task and bring a file where one is needed."""
    written = {document.key: sample_rows(document) for document in task.stage.documents if document.contents}
    if written:
        save_papers(opened(), actor, task.id, written, clock)
    if task.stage.evidence and not task.files:
        store = files or FilesInMemory()
        add_file(opened(), store, actor, task.id, "bukti.pdf", PDF, clock)


@dataclass
class FilesInMemory:
    """Implements planner.ports.FileStore for as long as a test runs; takes anything for a PDF."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def keep(self, content: bytes) -> KeptFile:
        """Keep a file."""
        digest = hashlib.sha256(content).hexdigest()
        name = f"{len(self.kept):032x}" + digest[:8]
        self.kept[name] = content
        return KeptFile("application/pdf", len(content), digest, name)

    def read(self, stored_as: str) -> bytes | None:
        """The content."""
        return self.kept.get(stored_as)

    def sweep(self, used: Collection[str], before: datetime) -> int:
        """Remove what is not used."""
        unused = self.kept.keys() - set(used)
        for name in unused:
            del self.kept[name]
        return len(unused)
