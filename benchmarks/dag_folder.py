"""G) Airflow reads the DAG folder again and again: what that costs above `import airflow.sdk`, and what it loads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from benchmarks.contest import Say
from benchmarks.stage import ROOT, Stage

TITLE = "The DAG folder read by Airflow"
READ = Path(__file__).parent / "read_dags.py"
HEAVY = {"pandas", "great_expectations", "openpyxl", "duckdb", "pyarrow", "python_calamine", "psycopg"}


def measure(stage: Stage, rounds: int, short: bool, say: Say) -> str:
    readings = [_read(stage.folder / "airflow") for _ in range(rounds)]
    heavy = sorted({name for reading in readings for name in HEAVY.intersection(reading["modules"])})
    seconds = [reading["seconds"] for reading in readings]
    say(f"  {median(seconds):.2f} s above airflow.sdk; heavy modules: {heavy or 'none'}")
    return (
        f"**{median(seconds):.2f} s** ({min(seconds):.2f}–{max(seconds):.2f}) above `import airflow.sdk` for "
        f"{readings[0]['dags']} DAGs, in a fresh process each. Heavy modules loaded by it: {', '.join(heavy) or 'none'}."
    )


def _read(home: Path) -> dict:
    variables = {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/unused.db",
    }
    command = [sys.executable, str(READ), str(ROOT / "dags")]
    answer = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, check=True)
    return json.loads(answer.stdout.splitlines()[-1])
