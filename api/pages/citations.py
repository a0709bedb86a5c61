"""Citations of law as a reader of the page's language writes them; the parameters hold them once, in English words."""

from __future__ import annotations

import re

from api.i18n import Translator

WORDS = ("annex", "as shares of hours", "design choice", "levels", "names of the models", "stages")
"""What is said in a citation besides names of regulations and their parts: message ids."""

_WORD = re.compile(rf"\b({'|'.join(WORDS)})\b(?=[:;, ]|$)")
_ARTICLE = re.compile(r"\bart\. (\d+)((?:\(\d+\)-?)*)")


def cite(reference: str, t: Translator) -> str:
    """Write a citation in the reader's language: ``art. 203(4)`` is ``pasal 203 ayat (4)`` in Bahasa Indonesia."""
    told = t(reference)
    if told != reference:
        return told

    def article(found: re.Match[str]) -> str:
        number, paragraphs = found.groups()
        if paragraphs:
            return t("art. {number}{paragraphs}", number=number, paragraphs=paragraphs)
        return t("art. {number}", number=number)

    return _ARTICLE.sub(article, _WORD.sub(lambda found: t(found[0]), reference))
