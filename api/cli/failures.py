"""What a command says when it cannot do what was asked: in the installation's language, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from api.cli.output import words
from api.i18n import LOCALES, Translator, translator
from api.refusals import params_of
from api.settings import SettingsError
from competency_models.errors import InputError
from planner.errors import Refusal


def words_of_installation() -> Translator:
    """Return the translator of ``CORPU_LANGUAGE``; wrong values are told by the settings' own check."""
    language = os.environ.get("CORPU_LANGUAGE", "id")
    return translator(language if language in LOCALES else "id")


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turn the failures that a person can mend into a message on standard error and exit status 1."""
    try:
        yield
    except InputError as error:
        translate = words_of_installation()
        for fault in error.faults:
            words.print(fault.text(translate.gettext), markup=False)
        sys.exit(1)
    except SettingsError as error:
        words.print(str(error), markup=False)
        sys.exit(1)
    except Refusal as refusal:
        translate = words_of_installation()
        words.print(translate(refusal.msgid, **params_of(refusal, translate)), markup=False)
        sys.exit(1)
    except (OperationalError, DBAPIError) as error:
        words.print(
            words_of_installation()(
                "The database does not answer as it should: {problem} Check CORPU_DATABASE_URL and that the server runs.",
                problem=str(error.orig).strip(),
            ),
            markup=False,
        )
        sys.exit(1)
    except OSError as error:
        words.print(f"{error.filename or ''}: {error.strerror or error}", markup=False)
        sys.exit(1)
