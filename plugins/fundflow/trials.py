"""A rule on trial: what it would have stopped of all the files in the archive, before it may stop anything.

The files that stand today are read again, each in a guarded child, and judged by the rule as it is now. The result is
kept in quality.rule_trial; on-trial findings of daily life are in quality.finding (on_trial).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fundflow import rules
from fundflow.exceptions import WrongUse
from fundflow.findings import Finding

if TYPE_CHECKING:
    from fundflow.rules.base import Rule
    from fundflow.settings import Settings
    from fundflow.warehouse import Warehouse

STANDING = """
SELECT sha256, folder_unit_code, (
    SELECT original_name FROM quality.receipt WHERE receipt.file_id = file.file_id ORDER BY receipt_id LIMIT 1
) AS original_name
FROM quality.file WHERE status IN ('accepted', 'unchanged', 'staged') ORDER BY file_id
"""


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    path: Path
    unit: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rule says of one file. `applicable` is False where it has nothing to say."""

    name: str
    applicable: bool
    findings: int
    allocated_vnd: Decimal
    disbursed_vnd: Decimal


@dataclass(frozen=True, slots=True)
class Trial:
    """What the rule says of all files, and in which it found something."""

    rule: Rule
    judged: tuple[Judged, ...]

    @property
    def stopped(self) -> tuple[Judged, ...]:
        return tuple(one for one in self.judged if one.findings)

    def summary(self) -> dict:
        return {
            "rule": self.rule.id,
            "rule_version": self.rule.version,
            "files_judged": len(self.judged),
            "files_not_applicable": sum(not one.applicable for one in self.judged),
            "files_stopped": len(self.stopped),
            "findings": sum(one.findings for one in self.judged),
            "allocated_vnd": sum((one.allocated_vnd for one in self.stopped), Decimal(0)),
            "disbursed_vnd": sum((one.disbursed_vnd for one in self.stopped), Decimal(0)),
        }


def standing_files(warehouse: Warehouse) -> list[ArchivedFile]:
    """Every file in the archive that stands today."""
    from fundflow.loading.archive import path_of

    archive = warehouse.settings.archive
    return [
        ArchivedFile(path_of(archive, file.sha256), file.folder_unit_code, file.original_name)
        for file in warehouse.query(STANDING)
    ]


def try_rule(
    settings: Settings, rule_id: str, files: Iterable[ArchivedFile], progress: Callable[[str, int, int], None]
) -> Trial:
    """Judges the files by one business rule. Raises WrongUse if there is no such rule."""
    from fundflow.reader.pool import read_in_children

    rule = next((rule for rule in rules.catalogue() if rule.id == rule_id), None)
    if rule is None:
        raise WrongUse(f"Không có luật nghiệp vụ “{rule_id}”. / No business rule “{rule_id}”: see fundflow rules list.")
    jobs, judged = list(files), []
    work = partial(_judge, rule_id=rule_id)
    outcomes = read_in_children(jobs, work, workers=settings.workers, path_of=lambda job: job.path)
    for done, (_, outcome) in enumerate(outcomes, start=1):
        progress("read", done, len(jobs))
        if not isinstance(outcome, Finding):
            judged.append(outcome)
    return Trial(rule, tuple(judged))


def record(warehouse: Warehouse, trial: Trial) -> None:
    """Keeps the trial's result."""
    summary = trial.summary()
    warehouse.copy_rows("quality.rule_trial", tuple(summary), [tuple(summary.values())])


def _judge(job: ArchivedFile, rule_id: str) -> Judged:
    """Runs in a child."""
    from fundflow.examine import examine

    reading = examine(job.path, job.unit, job.name)
    sums = {"allocated": Decimal(0), "disbursed": Decimal(0)}
    for row in reading.rows:
        if row.measure in sums:
            sums[row.measure] += row.amount
    found = sum(finding.rule == rule_id for finding in [*reading.findings, *reading.on_trial])
    return Judged(
        job.name or job.path.name, rule_id not in reading.not_applicable, found, sums["allocated"], sums["disbursed"]
    )
