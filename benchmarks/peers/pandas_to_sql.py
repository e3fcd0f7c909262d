"""What most offices would write: pandas reads every workbook with openpyxl, `to_sql` appends it. No check, no cell addresses.

python pandas_to_sql.py FOLDER URL
"""

import sys
from pathlib import Path

import pandas
from sqlalchemy import create_engine

folder, url = sys.argv[1:]
frames = []
for path in sorted(Path(folder).rglob("*.xlsx")):
    for sheet, frame in pandas.read_excel(path, sheet_name=None, header=None).items():
        frame.columns = [f"c{index}" for index in range(frame.shape[1])]
        frames.append(frame.assign(file=path.name, unit=path.parent.name, sheet=sheet))
table = pandas.concat(frames, ignore_index=True).astype(str)
table.to_sql("report_row", create_engine(url), if_exists="replace", index=False, chunksize=2_000, method="multi")
