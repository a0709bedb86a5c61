"""The whole story over HTTP: an employee asks, an officer drafts, swaps one item and approves, the employee sees it.

Start the demo (``corpu demo``), then in another terminal::

    python docs/http_story.py http://127.0.0.1:8000

It needs ``httpx2`` (part of the ``test`` extra). Everything below is an ordinary use of the public API.
"""

from __future__ import annotations

import sys
from typing import Any

import httpx2

PASSWORD = "belajar-bersama"  # of every demo sign-in; worthless outside the demo
YEAR = 2027
OPEN_STATES = {"requested", "drafted", "in_review", "returned", "approved", "active"}


class Browser:
    """Somebody who is signed in: keeps the session cookie and sends the form token with every change."""

    def __init__(self, address: str, username: str) -> None:
        self.http = httpx2.Client(base_url=f"{address}/api/v1", headers={"Accept-Language": "en"}, timeout=60)
        self.me = (
            self.http.post("/session", json={"username": username, "password": PASSWORD})
            .raise_for_status()
            .json()
        )
        self.http.headers["X-CSRF-Token"] = self.me["csrf_token"]

    def get(self, path: str) -> httpx2.Response:
        """Read something; anything but success ends the story."""
        return self.http.get(path).raise_for_status()

    def post(self, path: str, version: str = "", **json: Any) -> httpx2.Response:
        """Send a change; ``version`` is the ETag of what one saw."""
        return self.http.post(path, json=json, headers={"If-Match": version} if version else {})


def tell(what: str, answer: httpx2.Response, expected: int) -> httpx2.Response:
    """Print one step, and stop if it went otherwise than told."""
    body = answer.json()
    state = body.get("state") or body.get("detail") or body.get("title")
    print(f"{answer.status_code}  {what}: {state}")
    if answer.status_code != expected:
        sys.exit(f"expected {expected}: {answer.text}")
    return answer


def story(address: str) -> None:
    """Play the story; ends the program with an error when a step does not go as told."""
    employee, officer, second = (Browser(address, name) for name in ("pegawai", "lo", "lo2"))

    # An employee has one open plan a year: the demo drafted one, which makes room here.
    mine = employee.get(f"/people/{employee.me['person_id']}/journeys").json()["items"]
    for old in [one for one in mine if one["year"] == YEAR and one["state"] in OPEN_STATES]:
        tell(
            "the employee withdraws the old plan",
            employee.post(f"/journeys/{old['id']}/withdraw", f'"{old["version"]}"'),
            200,
        )

    asked = tell(
        "the employee asks for a plan", employee.post("/journeys", year=YEAR, consideration="gap"), 201
    )
    journey = f"/journeys/{asked.json()['id']}"

    drafted = tell("the officer has it drafted", officer.post(f"{journey}/draft", asked.headers["ETag"]), 200)
    item, other = swap_for(drafted.json())
    change = {"solution": other["solution"], "starts": other["starts"], "offering": other["offering"]}
    swapped = tell(
        f"the officer takes {other['solution']} instead of {item['solution']}",
        officer.http.patch(
            f"{journey}/items/{item['solution']}", json=change, headers={"If-Match": drafted.headers["ETag"]}
        ),
        200,
    )
    broken = [check["title"] for check in swapped.json()["checks"] if check["verdict"] == "fail"]
    print(f"     rules checked again at once, broken: {broken or 'none'}")
    in_review = tell(
        "the officer hands it in", officer.post(f"{journey}/submit", swapped.headers["ETag"]), 200
    )

    seen_by_second = second.get(journey).headers["ETag"]
    tell("the employee tries to approve", employee.post(f"{journey}/approve", in_review.headers["ETag"]), 403)
    approved = tell(
        "the officer approves", officer.post(f"{journey}/approve", in_review.headers["ETag"]), 200
    )
    tell(
        "a second officer approves what they saw before",
        second.post(f"{journey}/approve", seen_by_second),
        412,
    )
    tell("an approval that names no version", second.post(f"{journey}/approve"), 428)

    tell("the employee starts the plan", employee.post(f"{journey}/activate", approved.headers["ETag"]), 200)
    shown = tell("the employee looks at it", employee.get(journey), 200).json()
    assert shown["state"] == "active"
    assert other["solution"] in {one["solution"] for one in shown["items"]}
    assert item["solution"] not in {one["solution"] for one in shown["items"]}
    for row in employee.get(f"{journey}/decisions").json()["items"]:
        print(
            f"     {row['at'][:19]}  {row['actor']:12} {row['move']:10} {row['from_state']} → {row['to_state']}"
        )


def swap_for(journey: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Choose the item that has the best alternative, and that alternative."""
    pairs = [(item, other) for item in journey["items"] for other in item["alternatives"]]
    return min(pairs, key=lambda pair: pair[1]["value_lost"])


if __name__ == "__main__":
    story(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
