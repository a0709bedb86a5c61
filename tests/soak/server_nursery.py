"""Starts servers quickly: a process that has imported everything forks one for each life, so that it may be killed often."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.api.live_server import ROOT, environment, wait_for

_NURSE = "from tests.soak.server_nursery import nurse; nurse()"


@dataclass
class Nursery:
    """Bears servers on one address, one at a time."""

    process: subprocess.Popen[str]
    address: str
    server: int = 0

    def start(self) -> None:
        """Start a server and wait until it answers."""
        self.server = int(self._ask("start"))
        wait_for(self.address)

    def kill(self) -> None:
        """``kill -9`` the server, and wait until it is gone."""
        os.kill(self.server, signal.SIGKILL)
        assert self._ask("bury") == str(self.server)
        self.server = 0

    def _ask(self, wish: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(wish + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@contextmanager
def nursery(database_url: str, data_dir: Path, port: int) -> Iterator[Nursery]:
    """A nursery; what still lives is killed in the end."""
    with (
        (data_dir / "server.log").open("w") as log,
        subprocess.Popen(
            [sys.executable, "-c", _NURSE],
            env=environment(database_url, data_dir, port),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        made = Nursery(process, f"http://127.0.0.1:{port}")
        try:
            yield made
        finally:
            if made.server:
                made.kill()
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=20)


def nurse() -> None:
    """Fork a server for every ``start``, and wait for its death at every ``bury``; ends with its input."""
    import uvicorn

    from api.app import create_app
    from api.middleware import log_to_standard_error
    from api.settings import load_settings

    log_to_standard_error()
    for line in sys.stdin:
        if line.strip() == "start":
            child = os.fork()
            if child == 0:
                sys.stdin.close()
                settings = load_settings()
                uvicorn.run(create_app(settings), port=settings.port, access_log=False, log_level="critical")
                os._exit(0)
            answer = child
        else:
            answer, _ = os.waitpid(child, 0)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
