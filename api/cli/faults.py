"""What a command says of files that it cannot read; for commands that work on files alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from api.cli.output import words
from api.i18n import LOCALES, Translator, translator
from competency_models.errors import InputError


def words_of_installation() -> Translator:
    """Return the translator of ``CORPU_LANGUAGE``; wrong values are told by the settings' own check."""
    language = os.environ.get("CORPU_LANGUAGE", "id")
    return translator(language if language in LOCALES else "id")


@contextmanager
def faults_in_words() -> Iterator[None]:
    """Turn faults of files into a message on standard error and exit status 1."""
    try:
        yield
    except InputError as error:
        translate = words_of_installation()
        for fault in error.faults:
            words.print(fault.text(translate.gettext), markup=False)
        sys.exit(1)
    except OSError as error:
        words.print(f"{error.filename or ''}: {error.strerror or error}", markup=False)
        sys.exit(1)
