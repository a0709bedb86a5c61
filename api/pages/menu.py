"""The menu: which pages a reader may open. The same capabilities guard the routes themselves."""

from __future__ import annotations

from dataclasses import dataclass

from planner.access import Actor, Capability, Role, may


@dataclass(frozen=True, slots=True)
class Link:
    """One entry; ``need`` None means that the reader must be in the agency's list of people."""

    href: str
    title: str
    icon: str
    need: Capability | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading."""

    title: str
    links: tuple[Link, ...]


GROUPS = (
    Group(
        "My learning",
        (
            Link("/me", "My gaps", "target"),
            Link("/me/journeys", "My plans", "route"),
            Link("/me/jp", "My lesson hours", "calendar-event"),
            Link("/me/certificates", "My certificates", "shield-lock"),
            Link("/me/tasks", "What must I do next", "circle-check"),
            Link("/matches", "Coaching and mentoring", "users", Capability.MATCH_ANSWER),
            Link("/me/notices", "Notices", "bell", Capability.NOTICE_READ),
            Link("/communities", "Learning communities", "users", Capability.COMMUNITY_VIEW),
            Link("/me/reads", "Who looked at my data", "user-search"),
        ),
    ),
    Group(
        "People",
        (
            Link("/inbox", "Inbox", "inbox", Capability.INBOX_VIEW),
            Link("/tasks", "Waiting for me", "clock", Capability.INBOX_VIEW),
            Link("/people", "People", "users", Capability.PEOPLE_LIST),
            Link("/replanning", "Replanning", "history", Capability.JOURNEY_EDIT),
            Link("/matching", "Matching", "replace", Capability.MATCH_PROPOSE),
            Link("/gap-map", "Gap map", "layout-grid", Capability.GAP_MAP_VIEW),
            Link("/demand", "Unmet needs", "help-circle", Capability.GAP_MAP_VIEW),
            Link("/jp", "Lesson hours", "calendar-event", Capability.JP_TOTALS),
        ),
    ),
    Group(
        "Organisation",
        (
            Link("/runs", "Organisation plan", "route", Capability.ORG_PLAN_VIEW),
            Link("/yearly-plan", "Yearly plan", "calendar-event", Capability.ORG_PLAN_VIEW),
        ),
    ),
    Group(
        "Agency",
        (
            Link("/catalogue", "Learning catalogue", "book-2", Capability.CATALOGUE_VIEW),
            Link("/rules", "Rules", "adjustments-horizontal", Capability.CATALOGUE_VIEW),
            Link("/models", "Prediction models", "target", Capability.MODEL_VIEW),
            Link("/guides", "Coaches and mentors", "user-search", Capability.GUIDE_MANAGE),
            Link("/import", "Import data", "file-upload", Capability.AGENCY_IMPORT),
            Link("/accounts", "Accounts", "shield-lock", Capability.ACCOUNT_MANAGE),
            Link("/decisions", "Decisions", "history", Capability.LOG_VIEW),
        ),
    ),
)


def menu(actor: Actor, path: str) -> tuple[Group, ...]:
    """List what the actor may open, marking where they are."""
    groups = (
        Group(group.title, tuple(_marked(link, path) for link in group.links if _open_to(actor, link)))
        for group in GROUPS
    )
    return tuple(group for group in groups if group.links)


def first_page(actor: Actor) -> str:
    """Say where the actor's work begins."""
    if actor.role in (Role.CLO, Role.ADMINISTRATOR):
        return "/gap-map"
    return "/inbox" if may(actor, Capability.JOURNEY_REVIEW) else "/me"


def _open_to(actor: Actor, link: Link) -> bool:
    return actor.nip is not None if link.need is None else may(actor, link.need)


def _marked(link: Link, path: str) -> Link:
    return Link(link.href, link.title, link.icon, link.need, current=path == link.href)
