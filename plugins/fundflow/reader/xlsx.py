"""A workbook of the Office Open XML kind (.xlsx, .xlsm) -> Workbook, read from its raw XML.

Why a reader of our own: it keeps error cells, formulas without values, stored digits and fonts, it survives far cells,
and it is ten times faster than openpyxl. Which part is what is told by the relationships, never by its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fundflow.findings import Finding
from fundflow.reader.cells import Sheet, Workbook
from fundflow.reader.computing import compute_pending
from fundflow.reader.guard import Limits, Package
from fundflow.reader.messages import finding
from fundflow.reader.relations import Relations, main_part
from fundflow.reader.xlsx_cells import XlsxBook
from fundflow.reader.xlsx_sheet import read_sheet
from fundflow.reader.xlsx_strings import read_shared_strings
from fundflow.reader.xlsx_styles import read_styles
from fundflow.reader.xmlparts import damaged, elements, true

EXTERNAL_REFERENCE = re.compile(r"\[\d+\]")


@dataclass(slots=True)
class Contents:
    """workbook.xml: (name, state, relation id) of each sheet, and the date system."""

    sheets: list[tuple[str, str, str]]
    epoch_1904: bool = False


def read_xlsx(package: Package, limits: Limits) -> Workbook:
    """All worksheets in their order; charts and dialogs are none."""
    main = main_part(package, "xl/workbook.xml")
    relations = Relations(package, main)
    contents = _contents(package, main)
    book = XlsxBook(limits, contents.epoch_1904)
    if part := relations.part_of_kind("sharedStrings"):
        book.strings = read_shared_strings(package.chunks(part), part)
    if part := relations.part_of_kind("styles"):
        book.styles = read_styles(package.read(part), part)
    sheets = []
    for name, state, relation_id in contents.sheets:
        if part := relations.worksheet(relation_id, name):
            sheet = read_sheet(name, package.chunks(part), part, book)
            sheet.visible = state not in ("hidden", "veryHidden")
            sheets.append(sheet)
    book.convert_legacy()
    compute_pending(book.pending, sheets)
    container = "xlsm" if has_macros(package) else "xlsx"
    return Workbook(container, sheets, [*package_warnings(package, sheets), *book.warnings])


def _contents(package: Package, part: str) -> Contents:
    contents = Contents([])

    def start(local: str, attributes: dict) -> None:
        if local == "sheet":
            relation_id = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            contents.sheets.append((attributes.get("name", ""), attributes.get("state", "visible"), relation_id))
        elif local == "workbookPr":
            contents.epoch_1904 = true(attributes.get("date1904"))
        elif "sheetId" in attributes:
            raise damaged(part, local)

    elements(package.read(part), part, start)
    return contents


def has_macros(package: Package) -> bool:
    return any(name.endswith("vbaproject.bin") for name in package.names())


def package_warnings(package: Package, sheets: list[Sheet]) -> list[Finding]:
    """What a person should know of the file besides its cells: macros, links to other files."""
    warnings = [finding("file.macro")] if has_macros(package) else []
    if any("externallinks/" in name or name.endswith("connections.xml") for name in package.names()):
        cells = _cells_with_external_reference(sheets)
        warnings.append(
            finding(
                "file.external_link",
                where_vi=f" (ví dụ ô {cells[0]})" if cells else "",
                where_en=f" (for example cell {cells[0]})" if cells else "",
            )
        )
    return warnings


def _cells_with_external_reference(sheets: list[Sheet]) -> list[str]:
    return [
        f"{sheet.name}!{cell.address}"
        for sheet in sheets
        for cells in sheet.rows.values()
        for cell in cells
        if cell.formula and EXTERNAL_REFERENCE.search(cell.formula)
    ]
