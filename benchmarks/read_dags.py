"""Reads a DAG folder as Airflow's DAG processor does, and tells in JSON what that took and loaded.

python read_dags.py FOLDER
"""

import json
import sys
import time
from pathlib import Path

import airflow.sdk  # noqa: F401 - what every DAG needs is not counted
from airflow.dag_processing.dagbag import DagBag

before, started = set(sys.modules), time.perf_counter()
folder = Path(sys.argv[1])
bag = DagBag(folder, bundle_path=folder)
seconds = time.perf_counter() - started
modules = sorted({name.split(".")[0] for name in sys.modules.keys() - before})
assert not bag.import_errors, bag.import_errors
print(json.dumps({"seconds": seconds, "dags": len(bag.dags), "modules": modules}))  # noqa: T201
