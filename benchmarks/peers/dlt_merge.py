"""dlt as its users write it: a resource that yields the rows of each workbook, merged by file, sheet and row.

python dlt_merge.py FOLDER URL [openpyxl|calamine]
"""

import sys
import tempfile
from pathlib import Path

import dlt
import pandas

folder, url, *engine = sys.argv[1:]
engine = engine[0] if engine else "openpyxl"
# dlt insists on a host and a password; the unix socket in the query is what libpq takes.
address = url.replace("+psycopg", "").replace("postgres@/", "postgres:unused@localhost/")


@dlt.resource(write_disposition="merge", primary_key=("file", "unit", "sheet", "row_number"))
def report_row():
    for path in sorted(Path(folder).rglob("*.xlsx")):
        for sheet, frame in pandas.read_excel(path, sheet_name=None, header=None, engine=engine).items():
            frame.columns = [f"c{index}" for index in range(frame.shape[1])]
            frame = frame.astype(str).assign(file=path.name, unit=path.parent.name, sheet=sheet)
            frame["row_number"] = range(1, len(frame) + 1)
            yield frame.to_dict("records")


with tempfile.TemporaryDirectory() as working:
    pipeline = dlt.pipeline(
        "reports",
        pipelines_dir=working,
        dataset_name="dlt_reports",
        destination=dlt.destinations.postgres(address),
    )
    pipeline.run(report_row())
