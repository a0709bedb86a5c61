"""Holds proposals against the issue's hard rules and the regulations, from the agency's own tables and dates alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from competency_models.people import Assessment, Person, Status
from planner.agency import Agency
from planner.journey import Item, Proposal
from tests.checker import law

SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that one person's proposal breaks."""

    nip: str
    rule: str
    detail: str


class Checker:
    """Knows an agency's tables; ``faults`` holds proposals made on ``day`` for ``year`` against them."""

    def __init__(self, agency: Agency, day: date, year: int) -> None:
        self.agency = agency
        self.day = day
        self.year = year
        self.people = {person.nip: person for person in agency.people}
        self.jobs = {job.code: job for job in agency.jobs}
        self.solutions = {solution.code: solution for solution in agency.solutions}
        self.offerings = {offering.code: offering for offering in agency.offerings}
        self.lifts = defaultdict(list)
        for lift in agency.lifts:
            self.lifts[lift.solution].append(lift)
        self.evidence = defaultdict(list)
        for assessment in agency.assessments:
            self.evidence[assessment.nip].append(assessment)

    def faults(self, proposals: Sequence[Proposal]) -> list[Fault]:
        """Every broken rule of every proposal, and every batch given to more people than it has seats."""
        found = [
            Fault(proposal.nip, rule, detail)
            for proposal in proposals
            for rule, detail in self._person(proposal)
        ]
        return found + list(self._seats(proposals))

    def has_gap(self, person: Person, consideration: str) -> bool:
        """Say whether the person lacks a level that the job in question requires."""
        proven = self._proven(person.nip)
        return any(level > proven[code] for code, level in self._required(person, consideration).items())

    def _seats(self, proposals: Sequence[Proposal]) -> Iterator[Fault]:
        taken: Counter[str] = Counter()
        for proposal in proposals:
            for item in proposal.items:
                if item.offering is not None:
                    taken[item.offering] += 1
                    if taken[item.offering] > self.offerings[item.offering].seats:
                        yield Fault(proposal.nip, "seats", item.offering)

    def _person(self, proposal: Proposal) -> Iterator[tuple[str, str]]:
        person = self.people[proposal.nip]
        if not proposal.items:
            if not proposal.unplanned and self.has_gap(person, proposal.consideration):
                yield "silent", "no plan and no reason"
            return
        if proposal.unplanned:
            yield "contradiction", proposal.unplanned
        for item in proposal.items:
            yield from self._item(person, item, proposal)
        yield from self._sums(person, proposal)
        yield from self._calendar(proposal.items)
        yield from self._order(person, proposal.items)
        yield from self._closes(person, proposal)

    def _item(self, person: Person, item: Item, proposal: Proposal) -> Iterator[tuple[str, str]]:
        solution = self.solutions[item.solution]
        form = law.FORMS[solution.form]
        if (item.form, item.hours) != (solution.form, solution.hours):
            yield "catalogue", item.solution
        if not law.may_take(person, self.jobs[person.job].job_class, solution.form):
            yield "eligibility", item.solution
        allowed = form.models & law.MODELS[proposal.consideration]
        if item.bucket.value not in allowed or (solution.bucket or item.bucket) is not item.bucket:
            yield "consideration", f"{item.solution} in {item.bucket}"
        if not max(self.day, date(self.year, 1, 1)) <= item.starts <= item.ends <= date(self.year, 12, 31):
            yield "within_year", item.solution
        weeks = (item.ends - item.starts).days / 7
        if not form.weeks[0] - 1 <= weeks <= form.weeks[1]:
            yield "duration", item.solution
        if item.jp > _counted_jp(item, solution.sessions) + SLACK:
            yield "jp", f"{item.solution} {item.jp} of {_counted_jp(item, solution.sessions)}"
        yield from self._batch(item)

    def _batch(self, item: Item) -> Iterator[tuple[str, str]]:
        solution = self.solutions[item.solution]
        if item.offering is None:
            if solution.needs_offering:
                yield "offering", f"{item.solution} without a batch"
            if item.cost != solution.cost:
                yield "cost", item.solution
            if len(_weeks(item)) != solution.weeks:
                yield "duration", item.solution
            return
        offering = self.offerings[item.offering]
        if (offering.solution, offering.starts, offering.ends) != (item.solution, item.starts, item.ends):
            yield "offering", item.offering
        if item.cost != (solution.cost if offering.cost is None else offering.cost):
            yield "cost", item.offering

    def _sums(self, person: Person, proposal: Proposal) -> Iterator[tuple[str, str]]:
        items = proposal.items
        hours = sum(item.hours for item in items)
        jp = sum(item.jp for item in items)
        if hours > law.HOURS_MAX + SLACK:
            yield "hours_max", str(hours)
        if sum(item.cost for item in items) > law.BUDGET:
            yield "budget", str(sum(item.cost for item in items))
        if person.status is Status.PNS and jp < law.PNS_JP_MIN - SLACK:
            yield "jp_min", str(jp)
        exempt = self.jobs[person.job].job_class in law.PPPK_EXEMPT
        if person.status is Status.PPPK and not exempt and jp > law.PPPK_JP_MAX + SLACK:
            yield "jp_max", str(jp)
        for model, (low, high) in law.mix_bounds(proposal.consideration).items():
            share = sum(item.hours for item in items if item.bucket.value == model) / hours
            if not low - SLACK <= share <= high + SLACK:
                yield f"mix_{model}", f"{share:.3f}"
        twice = [code for code, count in Counter(item.solution for item in items).items() if count > 1]
        if twice:
            yield "one_batch", " ".join(twice)

    def _calendar(self, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
        busy: Counter[date] = Counter()
        sessions: defaultdict[tuple[str, int], float] = defaultdict(float)
        for item in items:
            weeks = _weeks(item)
            busy.update(weeks)
            for monday in weeks:
                month = monday.year * 12 + monday.month
                sessions[item.form, month] += self.solutions[item.solution].sessions / len(weeks)
        for monday, count in busy.items():
            if count > law.AT_ONCE:
                yield "at_once", f"{count} in the week of {monday}"
        for (form, _), count in sessions.items():
            cap = law.FORMS[form].month_max
            if cap is not None and count > cap + SLACK:
                yield "form_month_cap", f"{form} {count}"

    def _order(self, person: Person, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
        for item in items:
            before = sorted((other for other in items if other.ends < item.starts), key=lambda i: i.ends)
            reached = self._reached(person, before)
            for lift in self.lifts[item.solution]:
                if lift.from_level > reached[lift.competency]:
                    yield "level_order", f"{item.solution} {lift.competency} from {lift.from_level}"
            done = {other.solution for other in before} | self._completed(person)
            for prerequisite in self.agency.prerequisites:
                if prerequisite.solution == item.solution and prerequisite.requires not in done:
                    yield "prerequisite", f"{item.solution} before {prerequisite.requires}"

    def _reached(self, person: Person, before: Sequence[Item]) -> defaultdict[str, int]:
        """Levels proven, or brought by items that have ended and could be begun, in order."""
        reached = self._proven(person.nip)
        for item in before:
            for lift in self.lifts[item.solution]:
                if lift.from_level <= reached[lift.competency]:
                    reached[lift.competency] = max(reached[lift.competency], lift.to_level)
        return reached

    def _completed(self, person: Person) -> set[str]:
        return {
            past.solution
            for past in self.agency.participations
            if past.nip == person.nip and past.completed and past.ended < self.day
        }

    def _closes(self, person: Person, proposal: Proposal) -> Iterator[tuple[str, str]]:
        """What an item says it closes must be missing and within its lifts; a plan must close something."""
        proven = self._proven(person.nip)
        required = self._required(person, proposal.consideration)
        for item in proposal.items:
            for part in item.closes:
                missing = proven[part.competency] <= part.from_level < part.to_level
                lifted = any(
                    lift.competency == part.competency and lift.to_level >= part.to_level
                    for lift in self.lifts[item.solution]
                )
                if not missing or not lifted or part.to_level > required.get(part.competency, 0):
                    yield "closes", f"{item.solution} {part}"
        gap = self.has_gap(person, proposal.consideration)
        if gap and person.status is Status.PPPK and not any(item.closes for item in proposal.items):
            yield "closes", "nothing of the gap"

    def _required(self, person: Person, consideration: str) -> dict[str, int]:
        job = person.target_job if consideration == "career" else person.job
        return {line.competency: line.level for line in self.agency.standards if line.job == job}

    def _proven(self, nip: str) -> defaultdict[str, int]:
        proven: defaultdict[str, int] = defaultdict(int)
        best: dict[str, Assessment] = {}
        for assessment in sorted(self.evidence[nip], key=_most_convincing):
            if self._proves(assessment):
                best.setdefault(assessment.competency, assessment)
        proven.update({code: assessment.level for code, assessment in best.items()})
        return proven

    def _proves(self, assessment: Assessment) -> bool:
        ends = assessment.expires or _months_later(
            assessment.assessed_on, law.VALID_MONTHS[assessment.source.value]
        )
        self_told = assessment.source.value == "self" and not assessment.verified
        return assessment.assessed_on <= self.day < ends and not self_told


def _most_convincing(assessment: Assessment) -> tuple[int, int, float, int]:
    """Most trusted first, then the latest, the surest, and of two alike the more cautious."""
    trust = law.TRUST.index(assessment.source.value)
    return trust, -assessment.assessed_on.toordinal(), -assessment.confidence, assessment.level


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for cut in range(4):
        try:
            return date(year, month + 1, day.day - cut)
        except ValueError:
            continue
    raise AssertionError("a month has at least 28 days")


def _weeks(item: Item) -> list[date]:
    """Mondays of the weeks that an item touches."""
    monday = item.starts - timedelta(days=item.starts.weekday())
    weeks = []
    while monday <= item.ends:
        weeks.append(monday)
        monday += timedelta(days=7)
    return weeks


def _counted_jp(item: Item, sessions: int) -> float:
    """JP that regulation counts for an item on its dates, in the country."""
    form = law.FORMS[item.form]
    weeks = _weeks(item)
    counted = float(sessions)
    if form.month_max is not None:
        months = Counter((monday.year, monday.month) for monday in weeks)
        counted = sum(min(form.month_max, sessions * n / len(weeks)) for n in months.values())
    jp = form.activity + form.session * counted + form.hour * item.hours
    if form.day_max is not None:
        days = sessions if form.day_is_session else law.WORKING_DAYS * len(weeks)
        jp = min(jp, form.day_max * days)
    return jp
