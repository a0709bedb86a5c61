"""What every route answers to everybody: the specification of who may do what over HTTP.

The six words are the answers to somebody who is not signed in, an employee, their supervisor, their learning officer,
the CLO and the administrator. ``in`` means led to the sign-in page. Every request
is a right one; the plan asked about is the employee's own, in the state that ``journey`` names. A route without a
row fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from planner.replanning import Replanned
from tests.planner.kept_models import ranker
from tests.small_agency import ANI, BUDI

PEOPLE = ("anonymous", "employee", "supervisor", "officer", "clo", "administrator")

PUBLIC = "200 200 200 200 200 200"
SIGNED_IN = "401 200 200 200 200 200"
SCHEDULED = "401 403 200 200 200 200"
OFFICERS = "401 403 403 200 200 403"
OVERVIEW = "401 403 403 200 200 200"
ADMINISTRATOR = "401 403 403 403 403 200"
CLO = "401 403 403 403 200 403"
EXPORT = "401 403 403 403 200 200"
UNITS = "401 403 200 200 200 403"
OWN_OR_OFFICER = "401 200 403 200 200 403"

PAGE = "in 200 200 200 200 200"
PAGE_LISTS = "in 403 200 200 200 200"
PAGE_OFFICERS = "in 403 403 200 200 403"
PAGE_OVERVIEW = "in 403 403 200 200 200"
PAGE_ADMINISTRATOR = "in 403 403 403 403 200"
PAGE_CHIEF = "in 403 403 403 200 200"
DONE_BY_CLO = "in 403 403 403 303 403"
DONE_BY_OFFICERS = "in 403 403 303 303 403"
DONE_BY_OWNER_OR_OFFICER = "in 303 403 303 303 403"
PAGE_UNITS = "in 403 200 200 200 403"
DONE_BY_UNITS = "in 403 303 303 303 403"
DONE_BY_ADMINISTRATOR = "in 403 403 403 403 303"


@dataclass(frozen=True)
class Row:
    """One route: the answers, and what makes the request a right one."""

    answers: str
    journey: str = "drafted"
    community: str = "verified"
    query: Mapping[str, str] = field(default_factory=dict)
    json: Mapping[str, Any] | None = None
    form: Mapping[str, str] | None = None
    files: bool = False
    evidence: bool = False
    path: Mapping[str, str] = field(default_factory=dict)


MODEL = {"version": ranker().version}
CODE = "AAAAAA-AAAAAA-AAAAAA"
REASON = {"reason": "Jadwal bentrok."}
PASSWORD = "rahasia semua"
ACCOUNT = {"username": "baru", "password": "kata sandi panjang", "role": "clo"}

HAPPENED: Mapping[str, Any] = {
    "year": 2050,
    "happened": [{"kind": "budget", "unit": "A", "rupiah": 1_000_000_000}],
}
"""Of a year for which nothing is planned yet."""

ACTIVITY = {
    "form": "coaching",
    "title": "Coaching",
    "starts": "2027-01-02T09:00",
    "ends": "2027-01-02T11:00",
    "hours": 2,
}

PROPOSAL: Mapping[str, Any] = {
    "unit": "A1",
    "background": "Data berbeda.",
    "topic": "Data yang sama",
    "meetings": ["knowledge", "discussion"],
    "target": "Satu daftar.",
    "members": [ANI],
    "schedule": "Senin",
    "place": "Ruang rapat",
    "signed_by": "Budi",
}

PROPOSAL_FORM = {**PROPOSAL, "version": "1", "meetings": "knowledge", "members": f"{ANI} Ani"}

MEETING = {
    "kind": "knowledge",
    "title": "Mutu data",
    "starts": "2026-12-14T09:00",
    "ends": "2026-12-14T11:00",
}

GUIDE = {
    "kind": "coach",
    "name": "Yoga",
    "organisation": "Lembaga Coaching",
    "capacity": 4,
    "competencies": {"M.01": 4},
}

GUIDE_FORM = {
    "kind": "coach",
    "name": "Yoga",
    "organisation": "Lembaga Coaching",
    "capacity": "4",
    "active": "1",
}

ACTIVITY_FORM = {name: str(value) for name, value in ACTIVITY.items()}

JSON_ROUTES = {
    "GET /healthz": Row(PUBLIC),
    "GET /api/v1/openapi.json": Row(PUBLIC),
    "POST /api/v1/session": Row(PUBLIC, json={"username": "ani", "password": PASSWORD}),
    "GET /api/v1/session": Row(SIGNED_IN),
    "PUT /api/v1/session/password": Row(SIGNED_IN, json={"current": PASSWORD, "new": "kata sandi yang baru"}),
    "DELETE /api/v1/session": Row("401 204 204 204 204 204"),
    "GET /api/v1/people": Row(SCHEDULED),
    "GET /api/v1/people/{person_id}": Row(SIGNED_IN),
    "GET /api/v1/people/{person_id}/gaps": Row(SIGNED_IN),
    "GET /api/v1/people/{person_id}/upskilling-path": Row(SIGNED_IN),
    "GET /api/v1/people/{person_id}/journeys": Row(SIGNED_IN),
    "GET /api/v1/people/{person_id}/reads": Row("401 200 403 200 200 200"),
    "GET /api/v1/people/{person_id}/jp": Row(SIGNED_IN),
    "POST /api/v1/people/{person_id}/jp": Row("401 403 403 201 201 201", json=ACTIVITY),
    "POST /api/v1/people/{person_id}/jp/{entry_id}/correct": Row(
        "401 403 403 200 200 200", json={"reason": "Salah orang."}
    ),
    "GET /api/v1/certificates/{code}": Row(PUBLIC, path={"code": CODE}),
    "GET /api/v1/people/{person_id}/certificates": Row(SIGNED_IN),
    "GET /api/v1/units/{code}/jp": Row(OVERVIEW, path={"code": "A1"}),
    "GET /api/v1/journeys": Row(SCHEDULED),
    "POST /api/v1/journeys": Row(
        "401 201 201 201 201 403", journey="", json={"person_id": "{person_id}", "year": 2027}
    ),
    "GET /api/v1/journeys/{journey_id}": Row(SIGNED_IN),
    "GET /api/v1/journeys/{journey_id}/decisions": Row(SIGNED_IN),
    "POST /api/v1/journeys/{journey_id}/draft": Row(OFFICERS, journey="requested"),
    "POST /api/v1/journeys/{journey_id}/submit": Row(OFFICERS),
    "POST /api/v1/journeys/{journey_id}/return": Row(OFFICERS, journey="in_review", json=REASON),
    "POST /api/v1/journeys/{journey_id}/approve": Row(OFFICERS, journey="in_review"),
    "POST /api/v1/journeys/{journey_id}/approve-despite-rules": Row(CLO, journey="in_review", json=REASON),
    "POST /api/v1/journeys/{journey_id}/decline": Row(OFFICERS, journey="in_review", json=REASON),
    "POST /api/v1/journeys/{journey_id}/withdraw": Row(OWN_OR_OFFICER),
    "POST /api/v1/journeys/{journey_id}/activate": Row(OWN_OR_OFFICER, journey="approved"),
    "POST /api/v1/journeys/{journey_id}/complete": Row(OFFICERS, journey="active"),
    "POST /api/v1/journeys/{journey_id}/items": Row(
        OFFICERS, json={"solution": "S3", "starts": "2028-05-01"}
    ),
    "PATCH /api/v1/journeys/{journey_id}/items/{solution}": Row(OFFICERS, json={"starts": "2028-05-01"}),
    "DELETE /api/v1/journeys/{journey_id}/items/{solution}": Row(OFFICERS),
    "GET /api/v1/journeys/{journey_id}/items/{solution}/alternatives": Row(OFFICERS),
    # A word on one's own plan is one's own.
    "POST /api/v1/journeys/{journey_id}/items/{solution}/refusal": Row("401 200 403 403 403 403", json={}),
    "GET /api/v1/people/{person_id}/activities": Row(SIGNED_IN),
    "GET /api/v1/tasks": Row(SIGNED_IN),
    # Evidence of one's own learning is one's own to bring.
    "POST /api/v1/tasks/{task_id}/finish": Row("401 200 403 403 403 403"),
    "GET /api/v1/activities/{activity_id}": Row(SIGNED_IN),
    "GET /api/v1/activities/{activity_id}/checks": Row(SIGNED_IN),
    "PUT /api/v1/tasks/{task_id}/papers/{key}": Row(
        "401 200 403 403 403 403",
        path={"task_id": "{written}", "key": "schedule"},
        json={"rows": [{"topic": "Bab 1"}]},
    ),
    "POST /api/v1/tasks/{task_id}/files": Row(
        "401 201 403 403 403 403", path={"task_id": "{written}"}, evidence=True
    ),
    "GET /api/v1/tasks/{task_id}/files/{file_id}": Row(
        SIGNED_IN, path={"task_id": "{written}", "file_id": "{file}"}
    ),
    "DELETE /api/v1/tasks/{task_id}/files/{file_id}": Row(
        "401 200 403 403 403 403", path={"task_id": "{written}", "file_id": "{file}"}
    ),
    "GET /api/v1/activities/awaiting-result": Row(OFFICERS),
    "POST /api/v1/activities/{activity_id}/result": Row(OFFICERS, json={"result": "excuse"} | REASON),
    "GET /api/v1/guides": Row(OVERVIEW),
    "POST /api/v1/guides": Row("401 403 403 201 201 201", json=GUIDE),
    "PUT /api/v1/guides/{guide_id}": Row(OVERVIEW, json=GUIDE),
    # Only the guide themselves undertakes it.
    "POST /api/v1/guides/{guide_id}/undertake-confidentiality": Row("401 404 200 404 404 403"),
    "GET /api/v1/mentors": Row("401 200 200 200 200 403"),
    "GET /api/v1/matches": Row(OFFICERS),
    "GET /api/v1/matches/mine": Row("401 200 200 200 200 403"),
    "GET /api/v1/matches/proposal": Row(OFFICERS, query={"kind": "coach"}),
    "POST /api/v1/matches/offer": Row(
        "401 403 403 201 201 403",
        json={"kind": "coach", "pairs": [{"activity": "{waits}", "guide": "{coach}"}]},
    ),
    # For one's own activity only.
    "POST /api/v1/matches/ask": Row(
        "401 201 404 404 404 403", json={"activity": "{waits}", "guide": "{mentor}"}
    ),
    "POST /api/v1/matches/{match_id}/{answer}": Row("401 200 403 403 403 403", path={"answer": "refuse"}),
    "GET /api/v1/decisions": Row(OVERVIEW),
    "GET /api/v1/units": Row(SIGNED_IN),
    "GET /api/v1/competencies": Row(SIGNED_IN),
    "GET /api/v1/jobs": Row(SIGNED_IN),
    "GET /api/v1/jobs/{code}": Row(SIGNED_IN, path={"code": "J1"}),
    "GET /api/v1/forms": Row(SIGNED_IN),
    "GET /api/v1/solutions": Row(SIGNED_IN),
    "GET /api/v1/solutions/{code}": Row(SIGNED_IN, path={"code": "S1"}),
    "GET /api/v1/offerings": Row(SIGNED_IN),
    "GET /api/v1/rules": Row(SIGNED_IN),
    "GET /api/v1/gap-map": Row(OVERVIEW),
    "GET /api/v1/gap-map/people": Row(OVERVIEW, query={"group": "A1", "competency": "M.01"}),
    "GET /api/v1/demand": Row(OVERVIEW, query={"by": "unit"}),
    "GET /api/v1/demand/people": Row(OVERVIEW, query={"competency": "T.01", "level": "1"}),
    "GET /api/v1/yearly-plan": Row(EXPORT, query={"year": "2027"}),
    "GET /api/v1/needs-analysis": Row(EXPORT, query={"year": "2027", "unit": "A1"}),
    "GET /api/v1/models": Row(OVERVIEW),
    "POST /api/v1/models": Row("401 403 403 403 201 201"),
    "GET /api/v1/models/serving": Row(OVERVIEW),
    "GET /api/v1/models/drift": Row(OVERVIEW),
    "POST /api/v1/models/roll-back": Row(EXPORT, json=REASON),
    "GET /api/v1/models/{version}": Row(OVERVIEW, path=MODEL),
    "GET /api/v1/models/{version}/comparison": Row(EXPORT, path=MODEL),
    # It serves already, and the gate would not open for it on an agency with so few outcomes.
    "POST /api/v1/models/{version}/promote": Row("401 403 403 403 409 409", path=MODEL, json=REASON),
    "GET /api/v1/runs": Row(EXPORT),
    "POST /api/v1/runs": Row("401 403 403 403 202 403", json={"name": "Apa adanya", "year": 2027}),
    "GET /api/v1/runs/{run_id}": Row(EXPORT),
    # No plan is found yet.
    "GET /api/v1/runs/{run_id}/comparison": Row("401 403 403 403 409 409"),
    "GET /api/v1/runs/{run_id}/worth": Row("401 403 403 403 409 409"),
    "POST /api/v1/runs/{run_id}/cancel": Row(CLO),
    "POST /api/v1/replanning/look": Row(OFFICERS, json={"year": 2027}),
    # To say that something happened is the chief's.
    "POST /api/v1/replanning": Row("401 403 403 403 200 403", json={**HAPPENED, "hash": Replanned().hash}),
    "POST /api/v1/runs/{run_id}/adopt": Row("401 403 403 403 409 403"),
    "POST /api/v1/imports/preview": Row(ADMINISTRATOR, files=True),
    "POST /api/v1/imports": Row("401 403 403 403 403 201", files=True),
    "GET /api/v1/imports": Row(ADMINISTRATOR),
    "GET /api/v1/imports/template": Row(ADMINISTRATOR),
    "GET /api/v1/export": Row(EXPORT),
    "GET /api/v1/communities": Row(SIGNED_IN),
    "POST /api/v1/communities": Row("401 403 201 201 201 403", json=PROPOSAL),
    "GET /api/v1/communities/recap": Row(
        UNITS, query={"unit": "A1", "since": "2026-10-01", "until": "2026-12-31"}
    ),
    "GET /api/v1/communities/{community_id}": Row(SIGNED_IN),
    "PUT /api/v1/communities/{community_id}": Row(UNITS, community="proposed", json=PROPOSAL),
    "POST /api/v1/communities/{community_id}/verify": Row(OFFICERS, community="proposed"),
    "POST /api/v1/communities/{community_id}/return": Row(OFFICERS, community="proposed", json=REASON),
    "POST /api/v1/communities/{community_id}/close": Row(UNITS, json=REASON),
    "POST /api/v1/communities/{community_id}/members": Row(UNITS, json={"add": [BUDI]}),
    "GET /api/v1/communities/{community_id}/meetings": Row(SIGNED_IN),
    "POST /api/v1/communities/{community_id}/meetings": Row(
        UNITS.replace("200", "201"), json=MEETING | {"attendance": [{"nip": ANI}]}
    ),
    "PUT /api/v1/communities/{community_id}/meetings/{meeting_id}/attendance": Row(
        UNITS, json={"attendance": [{"nip": ANI}]} | REASON
    ),
    "GET /api/v1/communities/{community_id}/recap": Row(
        SIGNED_IN, query={"since": "2026-10-01", "until": "2026-12-31"}
    ),
    "POST /api/v1/communities/{community_id}/recap": Row(
        UNITS, json={"until": "2026-12-31", "signed_by": "Kepala"}
    ),
    "PUT /api/v1/session/email": Row("401 200 200 200 200 200", json={"email": "nama@instansi.go.id"}),
    "GET /api/v1/notices": Row("401 200 200 200 200 200"),
    "POST /api/v1/notices/read": Row("401 200 200 200 200 200"),
    # The notice is Ani's own.
    "POST /api/v1/notices/{notice_id}/read": Row("401 200 404 404 404 404"),
    "GET /api/v1/accounts": Row(ADMINISTRATOR),
    "POST /api/v1/accounts": Row("401 403 403 403 403 201", json=ACCOUNT),
    "PATCH /api/v1/accounts/{account_id}": Row(ADMINISTRATOR, json={"disabled": True}),
}

PAGE_ROUTES = {
    "GET /": Row("in 303 303 303 303 303"),
    "GET /sign-in": Row("200 303 303 303 303 303"),
    "POST /sign-in": Row("303 303 303 303 303 303", form={"username": "ani", "password": PASSWORD}),
    "POST /sign-out": Row("in in in in in in", form={}),
    "GET /password": Row(PAGE),
    "POST /password": Row(
        "in 303 303 303 303 303", form={"current": PASSWORD, "new": "kata sandi yang baru"}
    ),
    "POST /email": Row("in 303 303 303 303 303", form={"email": "nama@instansi.go.id"}),
    "GET /preferences/language/{language}": Row("303 303 303 303 303 303", path={"language": "en"}),
    "GET /preferences/theme/{theme}": Row("303 303 303 303 303 303", path={"theme": "dark"}),
    # The administrator is nobody in the agency's list of people: there is no plan of theirs to show.
    "GET /me": Row("in 200 200 200 200 404"),
    "GET /me/journeys": Row("in 200 200 200 200 404"),
    "GET /me/jp": Row("in 200 200 200 200 404"),
    "GET /certificates": Row(PUBLIC),
    "GET /certificates/{code}": Row(PUBLIC, path={"code": CODE}),
    "GET /me/certificates": Row("in 200 200 200 200 404"),
    "GET /people/{person_id}/certificates": Row(PAGE),
    "GET /activities/{activity_id}/certificate.pdf": Row(PAGE),
    "GET /activities/{activity_id}/result": Row(PAGE),
    "GET /me/reads": Row("in 200 200 200 200 404"),
    "GET /me/request": Row("in 200 200 200 200 403"),
    "POST /me/request": Row("in 303 303 303 303 403", journey="", form={"consideration": "gap"}),
    "GET /people/{person_id}": Row(PAGE),
    "GET /people/{person_id}/draft": Row(PAGE_OFFICERS),
    "POST /people/{person_id}/draft": Row(DONE_BY_OFFICERS, journey="", form={"consideration": "gap"}),
    "GET /people/{person_id}/jp": Row(PAGE),
    "POST /people/{person_id}/jp": Row("in 403 403 303 303 303", form=ACTIVITY_FORM),
    "POST /people/{person_id}/jp/{entry_id}/{action}": Row(
        "in 403 403 303 303 303", path={"action": "remove"}, form={"reason": "Salah orang."}
    ),
    "GET /jp": Row(PAGE_OVERVIEW),
    "GET /inbox": Row(PAGE_LISTS),
    "POST /inbox/decide": Row(PAGE_OFFICERS, journey="in_review", form={"move": "approve"}),
    "GET /people": Row(PAGE_LISTS),
    "GET /journeys/{journey_id}": Row(PAGE),
    "GET /journeys/{journey_id}/items/{solution}/swaps": Row(PAGE_OFFICERS),
    "POST /journeys/{journey_id}/items/{action}": Row(
        DONE_BY_OFFICERS, path={"action": "remove"}, form={"version": "1", "solution": "S1"}
    ),
    "POST /journeys/{journey_id}/refusals": Row(
        "in 303 403 403 403 403", form={"version": "1", "solution": "S1"}
    ),
    "POST /journeys/{journey_id}/draft": Row(DONE_BY_OFFICERS, journey="requested", form={"version": "1"}),
    "POST /journeys/{journey_id}/approve": Row(DONE_BY_OFFICERS, journey="in_review", form={"version": "1"}),
    "POST /journeys/{journey_id}/approve-despite-rules": Row(
        "in 403 403 403 303 403", journey="in_review", form={"version": "1"} | REASON
    ),
    "POST /journeys/{journey_id}/return": Row(
        DONE_BY_OFFICERS, journey="in_review", form={"version": "1"} | REASON
    ),
    "POST /journeys/{journey_id}/decline": Row(
        DONE_BY_OFFICERS, journey="in_review", form={"version": "1"} | REASON
    ),
    "POST /journeys/{journey_id}/submit": Row(DONE_BY_OFFICERS, form={"version": "1"}),
    "POST /journeys/{journey_id}/activate": Row(
        DONE_BY_OWNER_OR_OFFICER, journey="approved", form={"version": "1"}
    ),
    "POST /journeys/{journey_id}/complete": Row(DONE_BY_OFFICERS, journey="active", form={"version": "1"}),
    "POST /journeys/{journey_id}/withdraw": Row(DONE_BY_OWNER_OR_OFFICER, form={"version": "1"}),
    "GET /me/tasks": Row("in 200 200 200 200 404"),
    "GET /me/notices": Row(PAGE),
    "POST /me/notices/read": Row("in 303 303 303 303 303", form={}),
    "POST /me/notices/{notice_id}/read": Row("in 303 404 404 404 404", form={}),
    "GET /tasks": Row(PAGE_LISTS),
    # Who does not do the task is led to its activity.
    "GET /tasks/{task_id}": Row("in 200 303 303 303 303", path={"task_id": "{written}"}),
    "POST /tasks/{task_id}": Row(
        "in 303 403 403 403 403", path={"task_id": "{written}"}, form={"p.schedule.1.topic": "Bab 1"}
    ),
    "GET /tasks/{task_id}/files/{file_id}": Row(PAGE, path={"task_id": "{written}", "file_id": "{file}"}),
    "GET /activities/{activity_id}": Row(PAGE),
    "POST /tasks/{task_id}/finish": Row("in 303 403 403 403 403", form={"own": "1"}),
    "POST /activities/{activity_id}/result": Row(DONE_BY_OFFICERS, form={"result": "excuse"} | REASON),
    "GET /communities": Row(PAGE),
    "GET /communities/new": Row(PAGE_UNITS),
    "GET /communities/recap": Row(PAGE_UNITS),
    "POST /communities/new": Row(DONE_BY_UNITS, form=PROPOSAL_FORM),
    "GET /communities/{community_id}": Row(PAGE),
    "GET /communities/{community_id}/edit": Row(PAGE_UNITS, community="proposed"),
    "POST /communities/{community_id}/edit": Row(DONE_BY_UNITS, community="proposed", form=PROPOSAL_FORM),
    "POST /communities/{community_id}/verify": Row(
        DONE_BY_OFFICERS, community="proposed", form={"version": "1"}
    ),
    "POST /communities/{community_id}/return": Row(
        DONE_BY_OFFICERS, community="proposed", form={"version": "1"} | REASON
    ),
    "POST /communities/{community_id}/close": Row(DONE_BY_UNITS, form={"version": "1"} | REASON),
    "POST /communities/{community_id}/members": Row(DONE_BY_UNITS, form={"version": "1", "add": BUDI}),
    "POST /communities/{community_id}/recap": Row(
        DONE_BY_UNITS, form={"version": "1", "until": "2026-12-31", "signed_by": "Kepala"}
    ),
    "GET /communities/{community_id}/meetings/new": Row(PAGE_UNITS),
    "POST /communities/{community_id}/meetings/new": Row(
        DONE_BY_UNITS, form=MEETING | {"version": "1", "came": ANI}
    ),
    # The files of the agency list more than people: told beside the form, and nothing is stored.
    "POST /communities/{community_id}/meetings/list": Row("in 403 422 422 422 403", files=True),
    "GET /communities/{community_id}/meetings/{meeting_id}": Row(PAGE),
    "POST /communities/{community_id}/meetings/{meeting_id}": Row(
        DONE_BY_UNITS, form={"version": "1", "came": ANI} | REASON
    ),
    "GET /guides": Row(PAGE_OVERVIEW),
    "POST /guides": Row("in 403 403 303 303 303", form=GUIDE_FORM),
    "GET /guides/{guide_id}": Row(PAGE_OVERVIEW),
    "POST /guides/{guide_id}": Row("in 403 403 303 303 303", form=GUIDE_FORM | {"version": "1"}),
    "GET /matching": Row(PAGE_OFFICERS),
    "POST /matching/offer": Row(DONE_BY_OFFICERS, form={"kind": "coach", "pairs": "{waits}:{coach}"}),
    "POST /matching/{match_id}/take-back": Row(DONE_BY_OFFICERS, form={"kind": "coach", "version": "1"}),
    "GET /matches": Row("in 200 200 200 200 403"),
    "POST /matches/ask": Row("in 303 404 404 404 403", form={"activity": "{waits}", "guide": "{mentor}"}),
    "POST /matches/undertake/{guide_id}": Row("in 404 303 404 404 403"),
    "POST /matches/{match_id}/{answer}": Row(
        "in 303 403 403 403 403", path={"answer": "refuse"}, form={"version": "1"}
    ),
    "GET /catalogue": Row(PAGE),
    "GET /rules": Row(PAGE),
    "GET /gap-map": Row(PAGE_OVERVIEW),
    "GET /gap-map/people": Row(PAGE_OVERVIEW, query={"by": "unit", "group": "A1", "competency": "M.01"}),
    "GET /demand": Row(PAGE_OVERVIEW),
    "GET /demand/people": Row(PAGE_OVERVIEW, query={"competency": "T.01", "level": "1"}),
    "GET /yearly-plan": Row("in 403 403 403 200 200"),
    "GET /needs-analysis": Row("in 403 403 403 200 200", query={"unit": "A1"}),
    "GET /models": Row(PAGE_OVERVIEW),
    "POST /models/train": Row("in 403 403 403 303 303"),
    "POST /models/roll-back": Row("in 403 403 403 303 303", form=REASON | {"after": "1"}),
    "GET /models/drift": Row(PAGE_OVERVIEW),
    "GET /models/{version}": Row(PAGE_OVERVIEW, path=MODEL),
    "GET /models/{version}/compare": Row("in 403 403 403 200 200", path=MODEL),
    "POST /models/{version}/promote": Row("in 403 403 403 409 409", path=MODEL, form=REASON | {"after": "1"}),
    "GET /runs": Row(PAGE_CHIEF),
    "POST /runs": Row(DONE_BY_CLO, form={"name": "Apa adanya", "year": "2027"}),
    "GET /runs/new": Row("in 403 403 403 200 403"),
    # Nothing is found yet that could be compared.
    "GET /runs/compare": Row("in 403 403 403 404 404", query={"b": "1"}),
    "GET /runs/{run_id}": Row(PAGE_CHIEF),
    "GET /runs/{run_id}/left-out": Row("in 403 403 403 404 404"),
    "POST /runs/{run_id}/cancel": Row(DONE_BY_CLO, form={}),
    # It waits for its job still: only a finished one is adopted.
    "GET /replanning": Row(PAGE_OFFICERS),
    "POST /replanning": Row(
        "in 403 403 403 303 403",
        form={
            "year": "2050",
            "kind": "money",
            "unit": "A",
            "rupiah": "1.000.000.000",
            "hash": Replanned().hash,
        },
    ),
    "POST /runs/{run_id}/adopt": Row("in 403 403 403 409 403", form={}),
    "GET /import": Row(PAGE_ADMINISTRATOR),
    "GET /import/template": Row(PAGE_ADMINISTRATOR),
    # No file was checked under this token: the workbook of its faults is not there.
    "GET /import/faults/{token}": Row("in 403 403 403 403 404", path={"token": "0" * 32}),
    "POST /import/check": Row(PAGE_ADMINISTRATOR, files=True),
    # The token names a checked file that nobody has kept: told beside the form, and nothing is stored.
    "POST /import/store": Row("in 403 403 403 403 422", form={"token": "0" * 32}),
    "GET /accounts": Row(PAGE_ADMINISTRATOR),
    "POST /accounts": Row(DONE_BY_ADMINISTRATOR, form=ACCOUNT),
    "GET /accounts/{account_id}": Row(PAGE_ADMINISTRATOR),
    "POST /accounts/{account_id}": Row(DONE_BY_ADMINISTRATOR, form={"role": "clo"}),
    "POST /accounts/{account_id}/{action}": Row(DONE_BY_ADMINISTRATOR, path={"action": "block"}, form={}),
    "GET /decisions": Row(PAGE_OVERVIEW),
}

IN_MAY = {"since": "2027-05-01", "until": "2027-05-31"}
DOCUMENTS = {
    "/journeys/{journey_id}/letter.{format}": Row(SIGNED_IN, path={"format": "pdf"}),
    "/journeys/{journey_id}/calendar.ics": Row(SIGNED_IN),
    "/activities/{activity_id}/assignment.{format}": Row(SIGNED_IN, path={"format": "docx"}),
    "/tasks/{task_id}/papers/{key}.{format}": Row(
        SIGNED_IN, path={"task_id": "{written}", "key": "schedule", "format": "pdf"}
    ),
    "/communities/{community_id}/proposal.{format}": Row(SIGNED_IN, path={"format": "docx"}),
    "/communities/{community_id}/recap.{format}": Row(SIGNED_IN, path={"format": "pdf"}, query=IN_MAY),
    # Nobody shared material at this meeting.
    "/communities/{community_id}/meetings/{meeting_id}/statements/{person_id}.{format}": Row(
        "401 404 404 404 404 404", path={"format": "pdf"}
    ),
    "/units/{code}/monitoring.{format}": Row(SCHEDULED, path={"code": "A1", "format": "docx"}, query=IN_MAY),
    "/units/{code}/recap.{format}": Row(
        OVERVIEW, path={"code": "A1", "format": "pdf"}, query={"year": "2027", "quarter": "2"}
    ),
    "/yearly-plan.{format}": Row(EXPORT, path={"format": "pdf"}, query={"year": "2027"}),
    "/needs-analysis.{format}": Row(EXPORT, path={"format": "docx"}, query={"year": "2027", "unit": "A1"}),
}
"""Documents are fetched at the same addresses beside the pages and under ``/api/v1``."""

JSON_ROUTES |= {f"GET /api/v1{path}": row for path, row in DOCUMENTS.items()}
PAGE_ROUTES |= {
    f"GET {path}": replace(row, answers=row.answers.replace("401", "in")) for path, row in DOCUMENTS.items()
}

MOUNTS = {"/static"}
"""Served to everybody: our own style sheets, scripts, fonts and pictures."""

TABLE: Mapping[str, Row] = JSON_ROUTES | PAGE_ROUTES
