"""What a command says when it cannot do what was asked: in the installation's language, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from api.cli.faults import faults_in_words, words_of_installation
from api.cli.output import words
from api.refusals import params_of
from api.settings import SettingsError
from planner.errors import Refusal


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turn the failures that a person can mend into a message on standard error and exit status 1."""
    try:
        with faults_in_words():
            yield
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
