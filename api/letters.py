"""A mail's words: that something waits, and where to read it; nothing of anybody's data but their own name."""

from __future__ import annotations

from collections import Counter
from datetime import date

from api.i18n import Translator
from planner.notices import TEXTS, WrittenNotice
from planner.ports import Bundle, Message

LINES = 20
"""Sentences in one mail; the page has all."""


def sentence(notice: WrittenNotice, t: Translator) -> str:
    """Say what a notice tells, in the reader's language."""
    params: dict[str, object] = dict(notice.params)
    if "day" in params:
        params["day"] = t.date(date.fromisoformat(str(params["day"])))
    return t(TEXTS[notice.kind], **params)


def letter(bundle: Bundle, public_url: str, t: Translator) -> Message:
    """Write what one person is sent at once."""
    told = Counter(sentence(notice, t) for notice in bundle.notices)
    lines = [f"- {text}" + (f" (×{count})" if count > 1 else "") for text, count in told.items()]
    if len(lines) > LINES:
        more = len(lines) - LINES
        lines = [*lines[:LINES], t.plural("- and {n} more notice", "- and {n} more notices", more)]
    subject = t.plural(
        "Corpu Planner: {n} notice for you", "Corpu Planner: {n} notices for you", len(bundle.notices)
    )
    text = (
        t("Dear {name},", name=bundle.name),
        t("this waits for you in Corpu Planner:"),
        "\n".join(lines),
        t("Read it here after signing in: {link}", link=f"{public_url}/me/notices"),
        t(
            "This mail was written by a program. You change or remove your address here: {link}",
            link=f"{public_url}/password",
        ),
    )
    return Message(bundle.address, bundle.name, subject, "\n\n".join(text) + "\n")
