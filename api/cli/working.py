"""``corpu work``: carry out plans for everybody beside the server."""

from __future__ import annotations

import signal
import threading

from api.cli.installation import open_system
from api.cli.output import words
from api.middleware import log_to_standard_error
from api.settings import load_settings


def work() -> None:
    """Carry out plans for everybody that the pages ask for, until Ctrl-C; what is not done by then is taken up again."""
    system = open_system(load_settings())
    log_to_standard_error()
    ended = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: ended.set())
    system.jobs.take_up()
    words.print("Waiting for work.  (Ctrl-C ends)")
    ended.wait()
