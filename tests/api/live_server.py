"""A real server in a process of its own, for tests that speak HTTP to it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

ROOT = Path(__file__).parents[2]
_SERVE = "from api.cli import main; main()"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def environment(database_url: str, data_dir: Path, port: int) -> dict[str, str]:
    """The environment of a demo server; nothing of the caller's own settings comes through."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CORPU_")}
    return inherited | {
        "PYTHONPATH": str(ROOT),
        "CORPU_DATABASE_URL": database_url,
        "CORPU_DATA_DIR": str(data_dir),
        "CORPU_TODAY": "2027-01-04",
        "CORPU_DEMO": "1",
        "CORPU_PORT": str(port),
    }


@contextmanager
def live_server(database_url: str, data_dir: Path, calendar: Path | None = None) -> Iterator[str]:
    """The address of a running server; it ends with the block. It takes its day from ``calendar``, where there is one."""
    port = free_port()
    command = ["-c", _SERVE, "serve"] if calendar is None else ["-m", "tests.api.serve_by_calendar", calendar]
    with subprocess.Popen(
        [sys.executable, *command],
        env=environment(database_url, data_dir, port),
        cwd=data_dir,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield wait_for(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()
            process.communicate(timeout=20)


def wait_for(address: str, process: subprocess.Popen[str] | None = None, seconds: float = 60) -> str:
    """Wait until the server answers; its address."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            httpx2.get(f"{address}/healthz", timeout=5).raise_for_status()
        except httpx2.TransportError:
            if process is not None and process.poll() is not None:
                raise AssertionError(f"the server ended:\n{process.communicate()[0]}") from None
            time.sleep(0.02)
        else:
            return address
    raise AssertionError(f"no answer from {address} within {seconds} s")
