"""Files -> examined files, in the guarded children of reader/pool.py. A child that dies is a finding, not a crash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from fundflow.findings import Finding
from fundflow.loading.staging import Examined, Job, examine_job

if TYPE_CHECKING:
    from fundflow.settings import Settings


def examine_all(settings: Settings, jobs: Sequence[Job], progress) -> Iterator[Examined]:
    """One Examined per job, as they are done."""
    from fundflow.examine import examine
    from fundflow.reader.pool import read_in_children

    work = partial(examine_job, examine=examine)
    for done, (job, outcome) in enumerate(
        read_in_children(jobs, work, workers=settings.workers, path_of=lambda job: job.path), start=1
    ):
        progress("read", done, len(jobs))
        yield Examined(job.file_id, [outcome]) if isinstance(outcome, Finding) else outcome
