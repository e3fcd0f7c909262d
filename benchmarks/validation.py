"""V) Validation alone: our expectations and every check across files on a million staged rows, beside Great Expectations
on SQL that only counts.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import contest
from benchmarks.contest import Contestant, Say
from benchmarks.peers import PYTHON
from benchmarks.stage import ROOT, Stage
from fundflow.settings import load_settings
from fundflow.warehouse import Warehouse

TITLE = "Validation alone of 1,000,000 staged rows"
ROWS, FEW_ROWS = 1_000_000, 10_000
HERE = Path(__file__).parent


def measure(stage: Stage, rounds: int, short: bool, say: Say) -> str:
    environment = stage.migrated()
    url = environment["FUNDFLOW_WAREHOUSE_URL"]
    with Warehouse(load_settings(warehouse_url=url)) as warehouse:
        statement = (HERE / "staged_rows.sql").read_text(encoding="utf-8")
        warehouse.query(statement, rows=FEW_ROWS if short else ROWS)
        warehouse.query("ANALYZE staging.fund_row")
    ours = [sys.executable, "-m", "benchmarks.validate"]
    peer = [PYTHON, HERE / "peers/gx_on_sql.py", ROOT / "expectations/fund_row.json", url]
    contestants = [
        Contestant("fundflow: expectations and every check across files", lambda: (ours, environment)),
        Contestant("Great Expectations on SQL, the same expectations, counts only", lambda: (peer, {})),
    ]
    return contest.run(contestants, stage, rounds, say)
