"""What people would use instead, each as its users write it: scripts of their own in an environment of their own."""

from __future__ import annotations

from pathlib import Path

from benchmarks.contest import Contestant
from benchmarks.stage import FUNDFLOW, ROOT, Stage

PYTHON = ROOT / ".venv-bench/bin/python"
PANDAS, DLT_OPENPYXL, DLT_CALAMINE, FLOOR, READ_ONLY, EXPECTATIONS = (
    "pandas + openpyxl + to_sql",
    "dlt merge (openpyxl)",
    "dlt merge (calamine)",
    "calamine + COPY, nothing checked (the floor)",
    "openpyxl read-only, only reading",
    "Great Expectations on pandas per file, no load",
)
SCRIPTS = {
    PANDAS: "pandas_to_sql",
    DLT_OPENPYXL: "dlt_merge",
    DLT_CALAMINE: "dlt_merge",
    FLOOR: "calamine_copy",
    READ_ONLY: "openpyxl_open",
    EXPECTATIONS: "gx_on_pandas",
}
WITHOUT_DATABASE = {READ_ONLY, EXPECTATIONS}


def fundflow(stage: Stage, workload: Path, root: Path = ROOT) -> Contestant:
    """Ourselves: a fresh warehouse each round."""
    return Contestant(
        "fundflow, inbox to tables, all rules", lambda: ([FUNDFLOW, "ingest", workload], stage.migrated(root))
    )


def peers(stage: Stage, workload: Path, *names: str) -> list[Contestant]:
    """The named ones, on the same workbooks, each with a fresh database each round."""
    return [_peer(stage, workload, name) for name in names]


def _peer(stage: Stage, workload: Path, name: str) -> Contestant:
    def prepare():
        url = [] if name in WITHOUT_DATABASE else [stage.fresh_database()]
        engine = ["calamine"] if name == DLT_CALAMINE else []
        return [PYTHON, Path(__file__).parent / f"{SCRIPTS[name]}.py", workload, *url, *engine], {}

    return Contestant(name, prepare, once=name == EXPECTATIONS)
