"""What a step of the pipeline did, as Airflow shows it: counts, or `skipped` when there was nothing to do.

A skipped task emits no asset event, so that nothing is woken for nothing.
"""

from __future__ import annotations


def done(**counts: int) -> dict[str, int]:
    """The counts, as the task's result. A count of failures is work, too."""
    from airflow.sdk.exceptions import AirflowSkipException

    if not any(counts.values()):
        raise AirflowSkipException("Không có gì mới. / Nothing new.")
    return counts
