"""Long work outside any request: asked for in the database, carried out by one process, taken up again after a crash."""

from api.jobs.carrying import Runs
from api.jobs.run_jobs import RunJobs

__all__ = ["RunJobs", "Runs"]
