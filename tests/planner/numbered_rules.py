"""The numbered rules that the program answers for: SE 07/SE/KM/2023 (R01 to R36) and the yearly plan (Q5 to Q9).

J01 to J18 and Q1 to Q4 are rules of counting lesson hours: their list stands in ``jp_scenario_files``.
"""

from __future__ import annotations

from collections.abc import Mapping

NUMBERED: Mapping[str, str] = {
    "R01": "models by consideration",
    "R02": "forms of model 70",
    "R03": "forms of model 20, run by the HR unit or the participant's",
    "R04": "forms of model 10",
    "R05": "no numeric share of the models",
    "R06": "electronic certificate and JP",
    "R07": "need validated by the unit head, area chosen by the employee",
    "R08": "requirements of a coach",
    "R09": "requirements of a mentor",
    "R10": "participant with a gap or talent potential",
    "R11": "who may be an intern",
    "R12": "duration of an internship",
    "R13": "basis of an internship",
    "R14": "host with relevant experience and an expert",
    "R15": "agreement with seven contents",
    "R16": "three days of briefing, three of orientation",
    "R17": "periodic assessment, reports, final test",
    "R18": "consequences of failing",
    "R19": "bundled or independent internship",
    "R20": "who may be exchanged",
    "R21": "duration of an exchange and its days",
    "R22": "four stages of benchmarking",
    "R23": "proposal and verification of a community",
    "R24": "sharing knowledge",
    "R25": "sharing experience",
    "R26": "sharing material",
    "R27": "discussing problems",
    "R28": "recapitulation of a community",
    "R29": "stages of self-learning",
    "R30": "meetings a month, and what comes before coaching",
    "R31": "eight weeks of coaching",
    "R32": "ten steps of coaching",
    "R33": "re-assessment within six months",
    "R34": "items of the questionnaires",
    "R35": "meetings in the own unit",
    "R36": "approval of another mentor",
    "Q5": "continuous development",
    "Q6": "inventory, implementation, one year, budget",
    "Q7": "two analyses of gaps",
    "Q8": "drafted by one, set by another",
    "Q9": "seven fields of every item",
}
"""Number: what the rule is about, in one line."""
