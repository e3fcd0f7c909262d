"""Workbooks for the reader's tests, made from the XML that a test shows: no library between the test and the file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def zip_of(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def sheet_xml(rows: str, around: str = "") -> str:
    """A worksheet part; `around` comes after the rows (merged cells, ...)."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{around}</worksheet>'


def row_xml(*numbers: int, row: int = 1) -> str:
    """One row of numbers, from column A on."""
    cells = "".join(f'<c r="{chr(65 + place)}{row}"><v>{number}</v></c>' for place, number in enumerate(numbers))
    return f'<row r="{row}">{cells}</row>'


def relations_xml(targets: dict[str, tuple[str, str]]) -> str:
    """{id: (kind, target)}"""
    lines = "".join(
        f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{RELATIONS}">{lines}</Relationships>'


def _types_xml(names: list[str]) -> str:
    kinds = {"workbook": "sheet.main", "sheet": "worksheet", "sharedStrings": "sharedStrings", "styles": "styles"}
    lines = "".join(
        f'<Override PartName="{name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
        f'{kinds[name.rpartition("/")[2].rstrip("0123456789.xml")]}+xml"/>'
        for name in names
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{TYPES}">{rels}{lines}</Types>'


def parts_of(
    sheets: dict[str, str], shared: str = "", styles: str = "", properties: str = ""
) -> dict[str, str | bytes]:
    """The parts of a workbook with these sheets (name: rows, or a whole part); a name may carry a state: "A|hidden"."""
    targets = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)}
    listed = ""
    parts: dict[str, str | bytes] = {}
    for n, (name, content) in enumerate(sheets.items(), start=1):
        name, _, state = name.partition("|")
        listed += f'<sheet name="{name}" sheetId="{n}" state="{state or "visible"}" r:id="rId{n}"/>'
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            content if content.startswith("<?xml") or "<worksheet" in content else sheet_xml(content)
        )
    if shared:
        targets["rIdS"] = ("sharedStrings", "sharedStrings.xml")
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    if styles:
        targets["rIdT"] = ("styles", "styles.xml")
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    return {
        "[Content_Types].xml": _types_xml(["/xl/workbook.xml", *(f"/{name}" for name in parts)]),
        "_rels/.rels": relations_xml({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations_xml(targets),
    } | parts


def xlsx(sheets: dict[str, str] | str, **parts: str) -> bytes:
    """A workbook; a single text is the rows of its only sheet."""
    return zip_of(parts_of({"A": sheets} if isinstance(sheets, str) else sheets, **parts))


def written(folder: Path, content: bytes, name: str = "x.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
