"""A real PostgreSQL for tests: a temporary cluster on the loopback address, a fresh database for each test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from api.db import make_engine, upgrade

_NOBODY = 65534
_AS_ROOT = hasattr(os, "getuid") and os.getuid() == 0
_TEMPLATE = "corpu_template"


@dataclass(frozen=True)
class Cluster:
    """A running server; its template database is migrated already."""

    port: int
    _open: list[str]

    def url(self, database: str) -> str:
        return f"postgresql://corpu@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a migrated, empty database that lives as long as the block."""
        # Always the same name, so that an engine on it can serve test after test; a second one beside it has another.
        name = f"test_{os.getpid()}_{len(self._open)}"
        self._open.append(name)
        self.command(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
        try:
            yield self.url(name)
        finally:
            self.command(f"DROP DATABASE {name} WITH (FORCE)")
            self._open.remove(name)

    def command(self, statement: str) -> None:
        engine = create_engine(
            self.url("postgres").replace("postgresql:", "postgresql+psycopg:"),
            isolation_level="AUTOCOMMIT",
            poolclass=NullPool,
        )
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def missing() -> str:
    """Why no cluster can be made here; empty when one can."""
    if _program("initdb") is None or _program("pg_ctl") is None:
        return "PostgreSQL is not installed: initdb and pg_ctl are neither in PATH nor in /usr/lib/postgresql"
    if _AS_ROOT and shutil.which("setpriv") is None:
        return "PostgreSQL refuses to run as root, and setpriv, which would change the user, is missing"
    return ""


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Make, start and migrate a cluster; skip the tests that want it where that cannot be.

    With ``CORPU_TEST_REQUIRE_ALL=1`` they fail instead.
    """
    if why := missing():
        if os.environ.get("CORPU_TEST_REQUIRE_ALL") == "1":
            pytest.fail(why)
        pytest.skip(why)
    # A short path: the server's socket lies below it, and socket paths are limited to about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="corpu-pg-"))
    try:
        yield from _running(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _running(folder: Path) -> Iterator[Cluster]:
    if _AS_ROOT:
        os.chown(folder, _NOBODY, _NOBODY)
    data, port = folder / "data", _free_port()
    _run("initdb", "-D", data, "-U", "corpu", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off -c max_connections=60"
    _run("pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
    try:
        found = Cluster(port, [])
        found.command(f"CREATE DATABASE {_TEMPLATE}")
        engine = make_engine(found.url(_TEMPLATE))
        upgrade(engine)
        engine.dispose()
        yield found
    finally:
        _run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _program(name: str) -> Path | None:
    newest = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[-3].split(".")[0])
    )
    if newest:
        return newest[-1]
    found = shutil.which(name)
    return Path(found) if found else None


def _run(name: str, *arguments: object) -> None:
    command = [str(_program(name)), *map(str, arguments)]
    if _AS_ROOT:
        user = [f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"]
        command = ["setpriv", *user, "--", *command]
    # The server keeps its starter's standard output open, so there must be no pipe to wait for.
    with tempfile.TemporaryFile() as words:
        done = subprocess.run(
            command, stdout=words, stderr=words, stdin=subprocess.DEVNULL, cwd="/", check=False
        )
        if done.returncode:
            words.seek(0)
            raise RuntimeError(f"{name}: {words.read().decode(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
