"""Why the gate stays shut."""

from __future__ import annotations

from collections.abc import Sequence

from planner.errors import Refusal
from planner.training.findings import Finding


class GateShut(Refusal):
    """The gate does not let the model serve; ``findings`` are all that stands against it."""

    msgid = "The gate does not let this model serve. {reasons}"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(reasons="; ".join(finding.name for finding in findings))
        self.findings = tuple(findings)
