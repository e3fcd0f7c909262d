"""Only opening: openpyxl's read-only mode reads every cell of every workbook and throws it away.

python openpyxl_open.py FOLDER
"""

import sys
from pathlib import Path

import openpyxl

for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
