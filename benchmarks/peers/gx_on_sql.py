"""Great Expectations on a table of PostgreSQL as its tutorials show it: a suite of JSON, counts only.

python gx_on_sql.py SUITE URL
"""

import json
import os
import sys
from pathlib import Path

os.environ["GX_ANALYTICS_ENABLED"] = "false"
import great_expectations as gx  # the variable must be set first

suite_path, url = sys.argv[1:]
suite = json.loads(Path(suite_path).read_text(encoding="utf-8"))
context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = {"globally": False}
asset = context.data_sources.add_sql("warehouse", connection_string=url).add_table_asset(
    "rows", table_name="fund_row", schema_name="staging"
)
batch = asset.add_batch_definition_whole_table("all").get_batch()
result = batch.validate(
    gx.ExpectationSuite(name="rows", expectations=suite["expectations"]), result_format="BOOLEAN_ONLY"
)
broken = [one.expectation_config.type for one in result.results if not one.success]
assert not broken, broken
