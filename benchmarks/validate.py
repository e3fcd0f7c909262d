"""Validates the batch that lies in staging, as the pipeline does, and stores nothing.

python -m benchmarks.validate (the warehouse is that of the environment)
"""

from fundflow.loading.comparison import add_findings_of_the_batch
from fundflow.loading.staging import Examined
from fundflow.settings import load_settings
from fundflow.warehouse import Warehouse

BATCH = 1

with Warehouse(load_settings()) as warehouse:
    files = warehouse.query("SELECT DISTINCT file_id FROM staging.fund_row WHERE batch_id = %(batch)s", batch=BATCH)
    examined = [Examined(row.file_id, []) for row in files]
    add_findings_of_the_batch(warehouse, BATCH, examined, lambda *_: None)
    print(sum(len(one.findings) for one in examined), "findings")  # noqa: T201
