"""The dated parameters of all three packages, read together."""

from __future__ import annotations

from pathlib import Path

import catalog
import competency_models
import planner
from catalog.form_fields import faults_of_forms
from catalog.forms import Forms
from competency_models.errors import InputError
from competency_models.parameters import Parameters, read_parameters
from planner.regulations.expected import faults_of_values

__all__ = ["standard_forms", "standard_parameters"]


def standard_parameters(*folders: Path) -> Parameters:
    """Read what the packages bring along, forms included, with the dated values of ``folders`` laid over it.

    Raises InputError naming file and line.
    """
    offered = catalog.regulations_folder()
    own = (competency_models.regulations_folder(), offered, offered / "forms", planner.regulations_folder())
    parameters, faults = read_parameters(*own, *folders)
    told = {(fault.file, fault.row) for fault in faults}
    more = (*faults_of_forms(parameters), *faults_of_values(parameters))
    # What is no number at all need not be told to be above 0 as well.
    faults += [fault for fault in more if (fault.file, fault.row) not in told]
    if faults:
        raise InputError(faults)
    return parameters


def standard_forms(*folders: Path) -> Forms:
    """Read the forms with the same folders laid over them; an agency keeps all its own values in one folder.

    Raises InputError naming file and line.
    """
    return Forms(standard_parameters(*folders))
