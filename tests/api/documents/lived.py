"""The documents of an activity that was lived, fetched by the employee and opened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from starlette.testclient import TestClient

from tests.api.documents.opened import text_of_docx, text_of_pdf


def papers_open(visitor: TestClient, activity: Mapping[str, Any], name: str) -> int:
    """Open the letters and every paper of an activity; each holds what was written into it. How many papers there are."""
    for path in (f"/journeys/{activity['journey']}/letter", f"/activities/{activity['id']}/assignment"):
        for form in ("docx", "pdf"):
            assert squeezed(name) in text_of(visitor, f"{path}.{form}"), path
    count = 0
    for task in activity["tasks"]:
        written = {paper["document"]: paper["rows"] for paper in task["papers"]}
        for document in (one for one in task["stage"]["documents"] if one["contents"]):
            form = "docx" if count % 4 == 0 else "pdf"
            text = text_of(visitor, f"/tasks/{task['id']}/papers/{document['key']}.{form}")
            texts = [field["key"] for field in document["contents"] if field["kind"] in ("text", "long")]
            told = [row[key] for row in written.get(document["key"], ()) for key in texts if key in row]
            missing = [one for one in (name, document["title"]["id"], *told) if squeezed(one) not in text]
            assert missing == [], f"{document['key']}.{form}"
            count += 1
    return count


def text_of(visitor: TestClient, path: str) -> str:
    """All text of a document, without its spaces."""
    answer = visitor.get(path)
    assert answer.status_code == 200, f"{path}: {answer.text[:300]}"
    return squeezed((text_of_pdf if path.endswith(".pdf") else text_of_docx)(answer.content))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text).casefold()
