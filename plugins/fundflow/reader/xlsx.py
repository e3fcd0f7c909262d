"""A workbook of the Office Open XML kind (.xlsx, .xlsm) -> Workbook, read from its raw XML.

Why a reader of our own: it keeps error cells, formulas without values, stored digits and fonts, it survives far cells,
and it is ten times faster than openpyxl. Which part is what is told by the relationships, never by its name.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

from fundflow.findings import Finding
from fundflow.reader.cells import Sheet, Workbook
from fundflow.reader.errors import refuse
from fundflow.reader.formulas import compute_pending
from fundflow.reader.guard import Limits, Package
from fundflow.reader.messages import finding
from fundflow.reader.xlsx_sheet import XlsxBook, read_sheet
from fundflow.reader.xlsx_strings import read_shared_strings
from fundflow.reader.xlsx_styles import Styles, read_styles
from fundflow.reader.xmlparts import elements, true

EXTERNAL_REFERENCE = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points to. `kind` is the last word of the relationship's type: worksheet, styles, ..."""

    kind: str
    target: str


@dataclass(slots=True)
class Contents:
    """workbook.xml: (name, state, relation id) of each sheet, and the date system."""

    sheets: list[tuple[str, str, str]]
    epoch_1904: bool = False


def read_xlsx(package: Package, limits: Limits) -> Workbook:
    """All worksheets in their order; charts and dialogs are none."""
    main = main_part(package, "xl/workbook.xml")
    relations = relations_of(package, main)
    contents = _contents(package, main)
    book = XlsxBook(limits, contents.epoch_1904)
    book.strings, book.styles = _strings(package, relations), _styles(package, relations)
    sheets = []
    for name, state, relation_id in contents.sheets:
        if not relation_id:  # an old module of macros
            continue
        relation = relations.get(relation_id)
        if relation is None:
            raise refuse("file.damaged", part=main, reason=f"sheet {name}")
        if relation.kind == "worksheet":
            sheet = read_sheet(name, package.chunks(relation.target), relation.target, book)
            sheet.visible = state not in ("hidden", "veryHidden")
            sheets.append(sheet)
    book.convert_legacy()
    compute_pending(book.pending, sheets)
    container = "xlsm" if has_macros(package) else "xlsx"
    return Workbook(container, sheets, [*package_warnings(package, sheets), *book.warnings])


def main_part(package: Package, usual: str) -> str:
    """The workbook's part, from the package's own relationships; by its usual name where they are missing."""
    for relation in relations_of(package, "").values():
        if relation.kind == "officeDocument":
            return relation.target
    return usual


def relations_of(package: Package, part: str) -> dict[str, Relation]:
    folder, name = posixpath.split(part)
    relations_part = posixpath.join(folder, "_rels", f"{name}.rels")
    relations: dict[str, Relation] = {}

    def start(local: str, attributes: dict) -> None:
        if local == "Relationship" and attributes.get("TargetMode") != "External":
            target = unquote(attributes.get("Target", "")).replace("\\", "/")
            place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            relations[attributes.get("Id", "")] = Relation(kind, place)

    if relations_part in package:
        elements(package.chunks(relations_part), relations_part, start)
    return relations


def _contents(package: Package, part: str) -> Contents:
    contents = Contents([])

    def start(local: str, attributes: dict) -> None:
        if local == "sheet":
            relation_id = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            contents.sheets.append((attributes.get("name", ""), attributes.get("state", "visible"), relation_id))
        elif local == "workbookPr":
            contents.epoch_1904 = true(attributes.get("date1904"))

    elements(package.chunks(part), part, start)
    return contents


def part_of_kind(package: Package, relations: dict[str, Relation], kind: str) -> str | None:
    return next((r.target for r in relations.values() if r.kind == kind and r.target in package), None)


def _strings(package: Package, relations: dict[str, Relation]) -> list:
    part = part_of_kind(package, relations, "sharedStrings")
    return read_shared_strings(package.chunks(part), part) if part else []


def _styles(package: Package, relations: dict[str, Relation]) -> Styles:
    part = part_of_kind(package, relations, "styles")
    return read_styles(package.chunks(part), part) if part else Styles()


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
