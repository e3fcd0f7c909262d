"""A) A thousand monthly reports of 60 rows: first all of them, then again unchanged, then 50 of them corrected."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from operator import sub
from pathlib import Path
from statistics import median

from benchmarks import contest, peers
from benchmarks.contest import Say
from benchmarks.measuring import timed
from benchmarks.stage import FUNDFLOW, SEED, Stage
from benchmarks.workbooks.reports import Reports
from fundflow.periods import month_end

TITLE = "1,000 report workbooks of 60 rows"
FILES, FEW_FILES, CORRECTED = 1000, 20, 50


def measure(stage: Stage, rounds: int, short: bool, say: Say) -> str:
    reports = Reports(stage.reference, SEED)
    workload = stage.folder / "reports"
    paths = reports.write(workload, FEW_FILES if short else FILES)
    contestants = [peers.fundflow(stage, workload), *peers.peers(stage, workload, *peers.SCRIPTS)]
    table = contest.run(contestants, stage, rounds, say)
    return f"{table}\n\n{_again(stage, reports, workload, paths[-CORRECTED:], rounds, say)}"


def _again(stage: Stage, reports: Reports, workload: Path, corrected: list[Path], rounds: int, say: Say) -> str:
    """On one warehouse that has loaded the files before."""
    environment = stage.migrated() | {"FUNDFLOW_SETTLE_SECONDS": "0"}
    inbox = Path(environment["FUNDFLOW_HOME"]) / "inbox"
    shutil.copytree(workload, inbox)
    ingest: list[str | Path] = [FUNDFLOW, "ingest"]
    timed(ingest, environment, stage.server)
    unchanged = [timed(ingest, environment, stage.server).seconds for _ in range(rounds)]
    fixed, expected = [], []
    for number in range(1, rounds + 1):
        for path in corrected:
            reports.report(inbox / path.relative_to(workload), _unit(stage, path), _day(path), correction=number)
        fixed.append(timed(ingest, environment, stage.server).seconds)
        expected.append(_expectations_alone(environment, len(corrected)))
    rest = median(map(sub, fixed, expected))
    say(
        f"  unchanged {median(unchanged):.2f} s, {len(corrected)} corrected {median(fixed):.2f} s, {rest:.2f} s without GX"
    )
    return (
        f"The same files again, nothing changed: **{median(unchanged):.2f} s**, the start of the process included. "
        f"Then {len(corrected)} of them corrected: **{median(fixed):.2f} s**. One run of Great Expectations on these, its "
        f"import included, takes {median(expected):.2f} s by itself: the rest is **{rest:.2f} s**."
    )


def _expectations_alone(environment: Mapping[str, str], files: int) -> float:
    """Seconds of what the run before spent on Great Expectations, in a process of its own; the start of that left out."""
    command = [sys.executable, "-m", "benchmarks.expect", str(files)]
    return float(subprocess.check_output(command, env=os.environ | environment, text=True))


def _unit(stage: Stage, path: Path):
    return stage.reference.units[path.parent.name]


def _day(path: Path) -> date:
    return month_end(date.fromisoformat(path.stem[-7:] + "-01"))
