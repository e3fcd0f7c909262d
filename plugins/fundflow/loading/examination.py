"""Files -> examined files, in the guarded children of reader/pool.py. A child that dies is a finding, not a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from fundflow.findings import Finding
from fundflow.loading.staging import Examined, Job, examine_job

if TYPE_CHECKING:
    from fundflow.reader.pool import Pool
    from fundflow.settings import Settings

Progress = Callable[[str, int, int], None]  # the step, how much of it is done, how much there is


def children(settings: Settings) -> Pool:
    """The children that examine Jobs."""
    from fundflow.reader.pool import Pool

    return Pool(_examine, workers=settings.workers, path_of=lambda job: job.path, warm_up=_warm_up)


def examine_all(pool: Pool, jobs: Sequence[Job], progress: Progress) -> Iterator[Examined]:
    """One Examined per job, in their order. `pool`: of `children`."""
    for done, (job, outcome) in enumerate(pool.run(jobs), start=1):
        progress("read", done, len(jobs))
        yield Examined(job.file_id, [outcome]) if isinstance(outcome, Finding) else outcome


def _warm_up() -> None:
    """Runs in a child: the rooms that read and judge are imported there only."""
    from fundflow.examine import knowledge

    knowledge()


def _examine(job: Job) -> Examined:
    from fundflow.examine import examine

    return examine_job(job, examine)
