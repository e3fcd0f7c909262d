"""The DAGs: exactly six, thin, light to read, explained in Vietnamese, and tried again only where that can help."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fundflow.house.running import DAGS, WAITING_FOR_PEOPLE

CHECKOUT = Path(__file__).resolve().parents[2]
FILES = sorted((CHECKOUT / "dags").glob("*.py"))
HEAVY = {"pandas", "great_expectations", "openpyxl", "duckdb", "pyarrow", "python_calamine", "psycopg"}
OURS = {"fundflow.warehouse", "fundflow.pipeline", "fundflow.expectations", "fundflow.reader", "fundflow.reports"}

READ = """
import json, sys
import airflow.sdk
from airflow.dag_processing.dagbag import DagBag
before = set(sys.modules)
bag = DagBag(sys.argv[1], bundle_path=sys.argv[1])

def told(dag):
    return {
        "name": dag.dag_display_name, "doc": dag.doc_md, "catchup": dag.catchup, "runs": dag.max_active_runs,
        "tags": sorted(dag.tags), "schedule": repr(dag.timetable),
        "tasks": {task.task_id: task_told(task) for task in dag.tasks},
    }

def task_told(task):
    return {"retries": task.retries, "policy": task.retry_policy.serialize(), "name": task.task_display_name,
            "outlets": [outlet.uri for outlet in task.outlets if isinstance(outlet, airflow.sdk.Asset)]}

print("ANSWER" + json.dumps({
    "dags": {dag_id: told(dag) for dag_id, dag in bag.dags.items()}, "errors": bag.import_errors,
    "modules": sorted({name for name in sys.modules if name not in before}),
}))
"""

INGEST = """
import sys
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk.execution_time.context import OutletEventAccessors
from fundflow import pipeline
from fundflow_airflow import assets, connections

connections.settings = lambda: None
pipeline.ingest = lambda settings: pipeline.Ingested([], decided=1, built=int(sys.argv[2]))
events = OutletEventAccessors()
DagBag(sys.argv[1]).dags["ingest_workbooks"].get_task("ingest").python_callable(outlet_events=events)
print(*[event.dest_asset_key.uri for event in events[assets.MAYBE_TABLES].asset_alias_events] or ["nothing"])
"""


def in_airflow(home: Path, script: str, *arguments: str) -> str:
    """What a script prints in a process of its own, to which Airflow belongs: its arguments are the DAG folder and these."""
    variables = {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT": "180",
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(CHECKOUT / "plugins"),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/unused.db",
    }
    command = [sys.executable, "-c", script, str(CHECKOUT / "dags"), *arguments]
    answer = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


@pytest.fixture(scope="module")
def read(tmp_path_factory) -> dict:
    """The DAG folder as Airflow reads it."""
    return json.loads(in_airflow(tmp_path_factory.mktemp("airflow"), READ).split("ANSWER")[1])


def test_the_set_is_exactly_the_six(read):
    """The five steps of the pipeline, and the one whose runs wait for people and may hold up none of them."""
    assert read["errors"] == {}
    assert set(read["dags"]) == DAGS == {path.stem for path in FILES}
    assert len(DAGS) == 6


def test_reading_them_loads_nothing_heavy(read):
    loaded = {name.split(".")[0] for name in read["modules"]} & HEAVY
    assert loaded == set()
    assert OURS & set(read["modules"]) == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_is_thin_and_its_docstring_is_its_page(path, read):
    assert len(path.read_text().splitlines()) <= 50
    told = read["dags"][path.stem]
    assert told["doc"].strip() == ast.get_docstring(ast.parse(path.read_text()), clean=False).strip()
    assert told["doc"].startswith("**")
    assert any(letter in told["name"] for letter in "ạảãáàậẩấầắằẳẵặẹẻẽéèệểếềịỉĩíìọỏõóòộổốồơớờợởụủũúùựửứừưỵỷỹýỳđ")


@pytest.mark.parametrize("dag_id", sorted(DAGS))
def test_one_run_at_a_time_and_no_catching_up(dag_id, read):
    assert read["dags"][dag_id]["runs"] == 1 or dag_id == WAITING_FOR_PEOPLE
    assert read["dags"][dag_id]["catchup"] is False
    assert "Asia/Ho_Chi_Minh" in read["dags"][dag_id]["schedule"]


@pytest.mark.parametrize("dag_id", sorted(DAGS))
def test_another_try_only_for_servers_disks_and_networks(dag_id, read):
    for task in read["dags"][dag_id]["tasks"].values():
        assert task["retries"] >= 2
        assert task["policy"]["default"] == "fail"
        [rule] = task["policy"]["rules"]
        assert "fundflow.exceptions.Infrastructure" in rule["exception"]
        assert task["name"]


def test_each_asset_is_made_by_one_task_and_waited_for(read):
    made = [
        (dag_id, uri)
        for dag_id, dag in read["dags"].items()
        for task in dag["tasks"].values()
        for uri in task["outlets"]
    ]
    assert made == [
        ("build_warehouse", "x-fundflow://warehouse/mart"),
        ("ingest_workbooks", "x-fundflow://warehouse/staging"),
    ] or sorted(made) == sorted(set(made))
    for dag_id, uri in (
        ("ingest_workbooks", "x-fundflow://inbox"),
        ("build_warehouse", "x-fundflow://warehouse/staging"),
        ("alert_slow_disbursement", "x-fundflow://warehouse/mart"),
        ("publish_reports", "x-fundflow://warehouse/mart"),
    ):
        assert uri in read["dags"][dag_id]["schedule"]


@pytest.mark.parametrize("built", [0, 3])
def test_an_ingest_that_built_earlier_files_wakes_who_waits_for_tables(built, tmp_path):
    told = in_airflow(tmp_path, INGEST, str(built))
    assert told.split()[-1] == ("x-fundflow://warehouse/mart" if built else "nothing")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_imports_at_the_top_are_airflow_and_the_seam(path):
    tops = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ImportFrom | ast.Import)]
    assert {node.module.split(".")[0] for node in tops} == {"airflow", "fundflow_airflow"}
    assert all(node.module == "airflow.sdk" for node in tops if node.module.startswith("airflow."))
