"""Great Expectations on a pandas frame per workbook, as its tutorials show it. No load.

python gx_on_pandas.py FOLDER
"""

import os
import sys
from pathlib import Path

os.environ["GX_ANALYTICS_ENABLED"] = "false"
import great_expectations as gx  # the variable must be set first
import pandas

context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = {"globally": False}
batch_definition = (
    context.data_sources.add_pandas("files").add_dataframe_asset("report").add_batch_definition_whole_dataframe("all")
)
suite = gx.ExpectationSuite(
    name="report",
    expectations=[
        gx.expectations.ExpectTableRowCountToBeBetween(min_value=1),
        *[gx.expectations.ExpectColumnToExist(column=f"c{index}") for index in range(11)],
        gx.expectations.ExpectColumnValuesToNotBeNull(column="c1", mostly=0.5),
    ],
)
for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    for frame in pandas.read_excel(path, sheet_name=None, header=None).values():
        frame.columns = [f"c{index}" for index in range(frame.shape[1])]
        batch_definition.get_batch({"dataframe": frame}).validate(suite)
