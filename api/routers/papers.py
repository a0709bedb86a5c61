"""One activity with its papers and files: read, filled in, brought and taken back, until the task is finished."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Header, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.activity_views import ActivityOut, OneActivityOut, activity_out, one_activity_out
from api.deps import RetryDep, SignedIn, SystemDep, etag, if_match, requires
from api.evidence_answer import file_answer
from api.once import Reply, once
from api.reach import activity_of, note_reads
from planner.access import Capability, sees
from planner.activities import Activity
from planner.ports import UnitOfWork
from planner.usecases import add_file, remove_file, save_papers

router = APIRouter(tags=["activities"])
Viewer = Annotated[SignedIn, requires(Capability.JOURNEY_VIEW)]
Doer = Annotated[SignedIn, requires(Capability.TASK_FINISH)]
Seen = Annotated[
    str | None, Header(alias="If-Match", description="The ETag of the activity; without it you overwrite.")
]


class PaperBody(BaseModel):
    """All rows of a paper, one unless it repeats: texts by the keys of the fields."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"rows": [{"meeting": "1", "date": "2027-03-01"}]}]}
    )
    rows: list[dict[str, str]] = Field(max_length=100)


@router.get("/activities/{activity_id}")
def get_activity(who: Viewer, activity_id: int, system: SystemDep, response: Response) -> OneActivityOut:
    """Return one activity with its tasks, papers and files. Who only plays a part in it learns name and unit."""
    with system.open(write=False) as uow:
        found, person, known = activity_of(system, uow, who.actor, activity_id)
    note_reads(system, who, [person.nip], "activity")
    response.headers["ETag"] = etag(found.version)
    person_id = known.id_of[person.nip] if sees(who.actor, person) else None
    return one_activity_out(found, person_id, person.name, known.units[person.unit].name)


@router.put("/tasks/{task_id}/papers/{key}", response_model=ActivityOut)
def put_paper(
    who: Doer, task_id: int, key: str, body: PaperBody, system: SystemDep, retry: RetryDep, seen: Seen = None
) -> Response:
    """Write a paper anew; what is missing may be added until the task is finished."""
    version = None if seen is None else if_match(seen)

    def work(uow: UnitOfWork) -> Reply:
        return _reply(save_papers(uow, who.actor, task_id, {key: body.rows}, system.clock, version))

    return once(system, who, retry, work)


@router.post("/tasks/{task_id}/files", response_model=ActivityOut, status_code=201)
def post_file(
    who: Doer,
    task_id: int,
    file: Annotated[UploadFile, File(description="PDF, PNG, JPEG, DOCX, XLSX or PPTX.")],
    system: SystemDep,
    retry: RetryDep,
) -> Response:
    """Bring a file as evidence of a task."""
    content = file.file.read()

    def work(uow: UnitOfWork) -> Reply:
        name = file.filename or ""
        return _reply(add_file(uow, system.files, who.actor, task_id, name, content, system.clock), 201)

    return once(system, who, retry, work)


@router.get("/tasks/{task_id}/files/{file_id}", response_class=Response)
def get_file(who: Viewer, task_id: int, file_id: int, system: SystemDep) -> Response:
    """Return a file as it was brought."""
    return file_answer(system, who, task_id, file_id)


@router.delete("/tasks/{task_id}/files/{file_id}", response_model=ActivityOut)
def delete_file(who: Doer, task_id: int, file_id: int, system: SystemDep, retry: RetryDep) -> Response:
    """Take a file back."""

    def work(uow: UnitOfWork) -> Reply:
        return _reply(remove_file(uow, who.actor, task_id, file_id, system.clock))

    return once(system, who, retry, work)


def _reply(found: Activity, status: int = 200) -> Reply:
    return Reply(activity_out(found), status, {"ETag": etag(found.version)})
