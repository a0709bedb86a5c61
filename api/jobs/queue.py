"""The queue of runs, kept by DBOS beside the database: what waits, what is under way, what the death of a process interrupted.

It holds the numbers of runs and nothing else, as JSON. DBOS calls nobody: neither its console nor its telemetry is set up.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, ClassVar

from dbos import DBOS, DBOSClient, DBOSConfig, Serializer
from dbos._serialization import DefaultSerializer

SCHEMA = "corpu_jobs"
"""Where DBOS keeps its tables on PostgreSQL; on SQLite it has a file of its own."""

QUEUE = "runs"
LIVES = 5
"""How often a run is taken up again after the process died under it."""

_APPLICATION = "corpu"
_WORKFLOW = "carry out a run"
_VERSION = "1"
_POLL_SECONDS = 0.5
_ENDED = frozenset({"SUCCESS", "ERROR", "CANCELLED"})
_GIVEN_UP = "MAX_RECOVERY_ATTEMPTS_EXCEEDED"


class JsonOnly(Serializer):
    """What DBOS stores, as JSON. Of an error its kind only: its text may hold people's data."""

    def serialize(self, data: Any) -> str:
        """Return the text that is stored."""
        return json.dumps(type(data).__name__ if isinstance(data, BaseException) else data)

    def deserialize(self, serialized_data: str) -> Any:
        """Return what the text says."""
        return json.loads(serialized_data)

    def name(self) -> str:
        """Return the name under which DBOS finds this again."""
        return "json"


def _refuse(*_: object) -> Any:
    raise ValueError("a job of the queue is not JSON and is not read")


# A row that says of itself that it is pickled would be unpickled, whatever serializer is set: who can write to the queue could
# run anything here. Its own reader is all that DBOS lets go through, so it is replaced.
setattr(DefaultSerializer, "deserialize", _refuse)  # noqa: B010 - mypy forbids the plain assignment


class Queue:
    """Puts runs into the queue and asks what became of them."""

    def __init__(self, address: str) -> None:
        DBOS.migrate(address, schema=SCHEMA)
        self._client = DBOSClient(
            system_database_url=address,
            dbos_system_schema=SCHEMA,
            serializer=JsonOnly(),
            application_name=_APPLICATION,
            system_database_pool_size=1,
        )

    def put(self, run: int) -> None:
        """Put a run into the queue, unless it waits there or is under way."""
        if self._state(run) in _ENDED:
            self._client.delete_workflow(_name(run))
        self._client.enqueue(
            {
                "workflow_name": _WORKFLOW,
                "queue_name": QUEUE,
                "workflow_id": _name(run),
                "app_version": _VERSION,
            },
            run,
        )

    def gave_up(self, run: int) -> bool:
        """Whether the process died under this run so often that it is not taken up any more."""
        return self._state(run) == _GIVEN_UP

    def close(self) -> None:
        """Let the connection go."""
        self._client.destroy()

    def _state(self, run: int) -> str | None:
        found = self._client.list_workflows(workflow_ids=[_name(run)], load_input=False, load_output=False)
        return found[0].status if found else None


class Worker:
    """Carries out the runs of the queue one after another, in threads of this process; there is one in a process.

    What was under way when the last one died is put back into the queue at once.
    """

    _only: ClassVar[Worker | None] = None

    def __init__(self, address: str, carry_out: Callable[[int], None]) -> None:
        if Worker._only is not None:
            raise RuntimeError("this process carries out runs already")
        Worker._only = self
        self._carry_out = carry_out
        self._under_way = 0
        DBOS(config=_config(address))
        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=1,
            global_concurrency=1,
            polling_interval_sec=_POLL_SECONDS,
            on_conflict="always_update",
        )

    def close(self, wait_seconds: int) -> None:
        """Take nothing up any more; wait so long for what is under way."""
        DBOS.destroy(workflow_completion_timeout_sec=wait_seconds if self._under_way else 0)
        Worker._only = None

    def _run(self, run: int) -> None:
        self._under_way += 1
        try:
            self._carry_out(run)
        finally:
            self._under_way -= 1


@DBOS.workflow(name=_WORKFLOW, max_recovery_attempts=LIVES)
def _carry(run: int) -> None:
    if Worker._only is None:
        raise RuntimeError("this process carries out no runs")
    Worker._only._run(run)


def _name(run: int) -> str:
    return f"run-{run}"


def _config(address: str) -> DBOSConfig:
    return {
        "name": _APPLICATION,
        "system_database_url": address,
        "dbos_system_schema": SCHEMA,
        "serializer": JsonOnly(),
        "executor_id": _APPLICATION,  # one at a time, see api.jobs.turn: the next is the last one come back
        "application_version": _VERSION,
        "enable_otlp": False,
        "use_listen_notify": False,
        "sys_db_pool_size": 3,
        "log_level": "WARNING",
    }
