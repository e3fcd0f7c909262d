"""Great Expectations by itself, as the pipeline runs it: seconds of its import and of one run on the files loaded last.

python -m benchmarks.expect FILES (the warehouse is that of the environment)
"""

import sys
import time
from pathlib import Path

from fundflow import expectations
from fundflow.settings import load_settings
from fundflow.warehouse import Warehouse

BATCH = 0
RESTAGED = Path(__file__).with_name("restaged_rows.sql").read_text(encoding="utf-8")

with Warehouse(load_settings()) as warehouse:
    warehouse.query(RESTAGED, files=int(sys.argv[1]))
    started = time.monotonic()
    failures = expectations.validate(warehouse.url, warehouse.settings.expectations, BATCH)
    print(time.monotonic() - started)  # noqa: T201
    assert not failures, failures
    warehouse.query("DELETE FROM staging.fund_row WHERE batch_id = %(batch)s", batch=BATCH)
