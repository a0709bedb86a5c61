"""Who may take part in a form of learning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from competency_models.parameters import Citation
from competency_models.people import Person, Status


@dataclass(frozen=True, slots=True)
class RuleHit:
    """Why a form is not open to a person: a message id with its fields, and where the rule stands.

    ``unknown`` says that the person's record does not tell; the form then stays shut until it does.
    """

    reason: str
    params: Mapping[str, object]
    citation: Citation
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The conditions of one form; an empty one does not bind. ``citations`` are keyed by condition."""

    statuses: tuple[str, ...] = ()
    pppk_scarce_skill_only: bool = False
    job_classes: tuple[str, ...] = ()
    high_potential_only: bool = False
    citations: Mapping[str, Citation] = field(default_factory=lambda: MappingProxyType({}))

    def hits(self, person: Person, job_class: str) -> Iterator[RuleHit]:
        """Yield every condition that the person does not meet."""
        if self.statuses and person.status not in self.statuses:
            reason = "This form is open to {statuses} only."
            yield self._hit("statuses", reason, statuses=", ".join(self.statuses))
        if self.pppk_scarce_skill_only and person.status is Status.PPPK and not person.scarce_skill:
            yield self._hit(
                "pppk_scarce_skill_only", "PPPK may take part only with a skill that is scarce among PNS."
            )
        if self.job_classes and job_class not in self.job_classes:
            reason = "This form is not open to the job class {job_class}."
            yield self._hit("job_classes", reason, job_class=job_class)
        if self.high_potential_only and not person.high_potential:
            yield self._potential(person)

    def _potential(self, person: Person) -> RuleHit:
        if person.performance is None or person.potential is None:
            reason = "This form is for high potentials; performance or potential is not recorded."
            return self._hit("high_potential_only", reason, unknown=True)
        return self._hit("high_potential_only", "This form is for high potentials (talent box 9).")

    def _hit(self, condition: str, reason: str, unknown: bool = False, **params: object) -> RuleHit:
        return RuleHit(reason, MappingProxyType(params), self.citations[condition], unknown)
