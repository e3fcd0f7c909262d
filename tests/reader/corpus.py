"""Crafted files, most of them bad, each with what the reader must answer: a rule's id, or "read" and the warnings' ids.

`CORPUS` maps a name to (content, expected). Made anew for each run: nothing dangerous lies in the repository.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile

import xlwt
from making import MAIN, parts_of, relations_xml, sheet_xml, xlsx, zip_of
from xlsb_making import parts_of_xlsb, record, xlsb

GOOD_ROWS = "".join(
    f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>Dòng {n}</t></is></c><c r="B{n}"><v>{n * 1000}</v></c></row>'
    for n in range(1, 40)
)
GOOD = xlsx(GOOD_ROWS)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = "".join(
    [
        '<!DOCTYPE x [<!ENTITY a "ha">',
        *(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10)),
        "]>",
    ]
)
READ, DAMAGED, TRUNCATED, NAMES, BOMB = "read", "file.damaged", "file.truncated", "file.zip_names", "file.zip_bomb"
ENTITY, LARGE, ENCRYPTED, OTHER = "file.entity", "file.too_large", "file.encrypted", "file.not_a_spreadsheet"


def with_part(name: str, content: str | bytes) -> bytes:
    return zip_of(parts_of({"A": GOOD_ROWS}) | {name: content})


def without_part(name: str) -> bytes:
    parts = parts_of({"A": GOOD_ROWS})
    del parts[name]
    return zip_of(parts)


def with_sheet(part: str | bytes) -> bytes:
    return with_part("xl/worksheets/sheet1.xml", part)


def with_cell(cell: str, **parts: str) -> bytes:
    return xlsx(f'<row r="1">{cell}</row>', **parts)


def zip_with_entries(entries: list[tuple[str, bytes]]) -> bytes:
    """Entries may repeat names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of({"A": GOOD_ROWS}).items():
            archive.writestr(name, content)
        for name, content in entries:
            with warnings.catch_warnings(action="ignore"):  # zipfile warns of the second entry of a name
                archive.writestr(name, content)
    return buffer.getvalue()


def patched(content: bytes, old: bytes, new: bytes, count: int = -1) -> bytes:
    assert old in content
    return content.replace(old, new, count)


def lying_sizes(size: int) -> bytes:
    """The zip's directory gives another size for the sheet than it has."""
    content = bytearray(GOOD)
    name = b"xl/worksheets/sheet1.xml"
    place = content.rindex(name) - 46
    struct.pack_into("<I", content, place + 24, size)
    return bytes(content)


def flagged_encrypted() -> bytes:
    content = bytearray(GOOD)
    place = -1
    while (place := content.find(b"PK\x01\x02", place + 1)) >= 0:
        content[place + 8] |= 1
    return bytes(content)


def other_compression() -> bytes:
    return zip_of(parts_of({"A": GOOD_ROWS}), zipfile.ZIP_BZIP2)


def old_xls(cells: dict[tuple[int, int], object]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for (row, column), value in cells.items():
        sheet.write(row, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods_with(table: str, more: dict[str, str] | None = None) -> bytes:
    content = (
        f'<o xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="A">{table}</table:table></o>'
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zip_of({"mimetype": mimetype, "content.xml": content} | (more or {}))


def ods_repeat(rows: int, columns: int) -> bytes:
    return ods_with(
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="float" '
        f'office:value="5" table:number-columns-repeated="{columns}"/></table:table-row>'
    )


XLS = old_xls({(0, 0): "Xã", (1, 1): 5.5})
ZEROS = bytes(30_000_000)

CORPUS: dict[str, tuple[bytes, str]] = {
    # good files of every kind: the corpus must not be passed by refusing everything
    "good.xlsx": (GOOD, READ),
    "good.xls": (XLS, READ),
    "good.xlsb": (xlsb([("Xã", 5)]), READ),
    "good.ods": (ods_repeat(2, 2), READ),
    "good.csv": (b"a;b\n1;2\n", READ),
    "empty sheet.xlsx": (xlsx(""), READ),
    # not spreadsheets, whatever their names say
    "empty.xlsx": (b"", "file.empty"),
    "html.xls": (b"<html><body><table><tr><td>5</td></tr></table></body></html>", OTHER),
    "html with a mark.xls": (b"\xef\xbb\xbf  <!DOCTYPE html><html></html>", OTHER),
    "mht.xls": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", OTHER),
    "xml2003.xls": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', OTHER),
    "fods.ods": (b'<?xml version="1.0"?><office:document office:mimetype="application/x"/>', OTHER),
    "pdf.xlsx": (b"%PDF-1.7\n...", OTHER),
    "docx.xlsx": (zip_of({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), OTHER),
    "pptx.xlsx": (zip_of({"ppt/presentation.xml": "<a/>"}), OTHER),
    "odt.ods": (zip_of({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), OTHER),
    "zip of a workbook.xlsx": (zip_of({"bao cao.xlsx": GOOD}), OTHER),
    "empty zip.xlsx": (zip_of({}), OTHER),
    "rar.xlsx": (b"Rar!\x1a\x07\x01\x00" + bytes(50), OTHER),
    "7z.xlsx": (b"7z\xbc\xaf\x27\x1c" + bytes(50), OTHER),
    "gzip.xlsx": (b"\x1f\x8b\x08" + bytes(50), OTHER),
    "png.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(50), OTHER),
    "program.xlsx": (b"MZ" + bytes(200), OTHER),
    "rtf.xls": (b"{\\rtf1 abc}", OTHER),
    "noise.xlsx": (bytes(range(256)) * 20, OTHER),
    "zeros.xls": (bytes(5000), OTHER),
    # cut short
    **{f"cut at {share} percent.xlsx": (GOOD[: len(GOOD) * share // 100], TRUNCATED) for share in (5, 25, 50, 75, 95)},
    "cut before the last byte.xlsx": (GOOD[:-1], TRUNCATED),
    "only a local header.xlsx": (GOOD[:30], TRUNCATED),
    "cut.xls": (XLS[:1500], DAMAGED),
    "cut after its header.xls": (XLS[:520], DAMAGED),
    "only the magic.xls": (OLE, DAMAGED),
    "cut.xlsb": (
        zip_of(parts_of_xlsb([(1, 2)]) | {"xl/worksheets/sheet1.bin": record(0, bytes(17))[:-3]}),
        DAMAGED,
    ),
    # with a password
    "flag.xlsx": (flagged_encrypted(), ENCRYPTED),
    "password.ods": (ods_with("", {"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}), ENCRYPTED),
    # zip
    "bomb.xlsx": (with_sheet(b"<worksheet>" + ZEROS + b"</worksheet>"), BOMB),
    "bomb in a part nobody reads.xlsx": (with_part("docProps/thumbnail.jpeg", ZEROS), BOMB),
    "many parts.xlsx": (zip_with_entries([(f"docProps/{n}.xml", b"") for n in range(300)]), BOMB),
    "twice.xlsx": (zip_with_entries([("xl/worksheets/sheet1.xml", b"<x/>")]), NAMES),
    "twice but for case.xlsx": (zip_with_entries([("XL/Worksheets/Sheet1.xml", b"<x/>")]), NAMES),
    "points up.xlsx": (zip_with_entries([("../../etc/cron.d/x", b"x")]), NAMES),
    "points up with backslashes.xlsx": (zip_with_entries([("..\\..\\x", b"x")]), NAMES),
    "absolute.xlsx": (zip_with_entries([("/etc/passwd", b"x")]), NAMES),
    "drive.xlsx": (zip_with_entries([("C:/x", b"x")]), NAMES),
    "says it is smaller.xlsx": (lying_sizes(100), DAMAGED),
    "says it is larger.xlsx": (lying_sizes(50_000), DAMAGED),
    "says it is a bomb.xlsx": (lying_sizes(4_000_000_000), BOMB),
    "compression of its own.xlsx": (other_compression(), DAMAGED),
    "wrong sum.xlsx": (
        patched(zip_of(parts_of({"A": GOOD_ROWS}), zipfile.ZIP_STORED), b"<v>1000<", b"<v>9000<"),
        DAMAGED,
    ),
    "text before the zip.xlsx": (b"hello" + GOOD, OTHER),
    # XML
    "laughs.xlsx": (with_sheet(LAUGHS + sheet_xml("<row><c><v>&k;</v></c></row>")), ENTITY),
    "laughs in the strings.xlsx": (
        zip_of(parts_of({"A": GOOD_ROWS}, shared="<si/>") | {"xl/sharedStrings.xml": LAUGHS + "<sst/>"}),
        ENTITY,
    ),
    "doctype.xlsx": (with_sheet("<!DOCTYPE worksheet>" + sheet_xml(GOOD_ROWS)), ENTITY),
    "outside entity.xlsx": (with_sheet('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'), ENTITY),
    "doctype in utf-16.xlsx": (
        with_sheet(('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x>' + sheet_xml("")).encode("utf-16")),
        ENTITY,
    ),
    "doctype in the relationships.xlsx": (with_part("_rels/.rels", "<!DOCTYPE x><x/>"), ENTITY),
    "doctype in the styles.xlsx": (
        zip_of(parts_of({"A": GOOD_ROWS}, styles="<fonts/>") | {"xl/styles.xml": "<!DOCTYPE x><styleSheet/>"}),
        ENTITY,
    ),
    "doctype.ods": (
        zip_of({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": LAUGHS}),
        ENTITY,
    ),
    "unclosed.xlsx": (with_sheet(sheet_xml(GOOD_ROWS)[:-30]), DAMAGED),
    "not closed in order.xlsx": (with_sheet("<a><b></a></b>"), DAMAGED),
    "empty part.xlsx": (with_sheet(""), DAMAGED),
    "binary part.xlsx": (with_sheet(bytes(range(256))), DAMAGED),
    "unknown encoding.xlsx": (with_sheet('<?xml version="1.0" encoding="klingon"?><a/>'), DAMAGED),
    "bad utf-8.xlsx": (with_sheet(sheet_xml(GOOD_ROWS).encode().replace("ò".encode(), b"\xff")), DAMAGED),
    "unknown entity.xlsx": (with_cell("<c><v>&amount;</v></c>"), DAMAGED),
    "control character.xlsx": (with_cell("<c><v>&#0;</v></c>"), DAMAGED),
    "very deep.xlsx": (
        with_sheet(f'<worksheet xmlns="{MAIN}">' + "<a>" * 50_000 + "</a>" * 50_000 + "</worksheet>"),
        READ,
    ),
    # parts
    "no workbook.xlsx": (without_part("xl/workbook.xml"), DAMAGED),
    "no sheet part.xlsx": (without_part("xl/worksheets/sheet1.xml"), DAMAGED),
    "no relationships of the workbook.xlsx": (without_part("xl/_rels/workbook.xml.rels"), DAMAGED),
    "no relationships of the package.xlsx": (without_part("_rels/.rels"), READ),
    "no content types.xlsx": (without_part("[Content_Types].xml"), READ),
    "no sheets.xlsx": (xlsx({}), "file.no_sheets"),
    "relationship to nowhere.xlsx": (
        with_part("xl/_rels/workbook.xml.rels", relations_xml({"rId1": ("worksheet", "../../../../x")})),
        DAMAGED,
    ),
    "relationship to another machine.xlsx": (
        with_part(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="rId1" TargetMode="External" Target="http://x"/></Relationships>',
        ),
        DAMAGED,
    ),
    # cells
    "far.xlsx": (xlsx(GOOD_ROWS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "read file.far_cell"),
    "far to the right.xlsx": (with_cell('<c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c>'), "read file.far_cell"),
    "many far cells.xlsx": (
        xlsx("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 300))),
        LARGE,
    ),
    "far.xls": (old_xls({(0, 0): 1, (65535, 255): 7}), READ),
    "far.xlsb": (
        zip_of(
            parts_of_xlsb([(1, 2)])
            | {
                "xl/worksheets/sheet1.bin": record(0, struct.pack("<IIHBB", 1048575, 0, 300, 0, 0))
                + record(5, struct.pack("<IId", 16383, 0, 5.5))
            }
        ),
        "read file.far_cell",
    ),
    "beyond the last row.xlsx": (xlsx('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'), DAMAGED),
    "beyond the last column.xlsx": (with_cell('<c r="XFE1"><v>1</v></c>'), DAMAGED),
    "row zero.xlsx": (xlsx('<row r="0"><c><v>1</v></c></row>'), DAMAGED),
    "no address.xlsx": (with_cell('<c r="hello"><v>1</v></c>'), DAMAGED),
    "one cell twice.xlsx": (with_cell('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'), DAMAGED),
    "one row twice, one cell twice.xlsx": (xlsx('<row r="1"><c r="A1"><v>1</v></c></row>' * 2), DAMAGED),
    "string that is not there.xlsx": (with_cell('<c t="s"><v>7</v></c>', shared="<si><t>a</t></si>"), DAMAGED),
    "string number below zero.xlsx": (with_cell('<c t="s"><v>-1</v></c>', shared="<si><t>a</t></si>"), DAMAGED),
    "string number that is none.xlsx": (with_cell('<c t="s"><v>a</v></c>', shared="<si><t>a</t></si>"), DAMAGED),
    "number that is none.xlsx": (with_cell("<c><v>1e999999999</v></c>"), READ),
    "style that is not there.xlsx": (with_cell('<c s="99"><v>1</v></c>', styles="<cellXfs/>"), READ),
    "formula in a circle.xlsx": (with_cell('<c r="A1"><f>A1</f></c>'), READ),
    "formula of parentheses.xlsx": (with_cell(f'<c r="A1"><f>{"(" * 30_000}1{")" * 30_000}</f></c>'), READ),
    "formulas of everything.xlsx": (
        xlsx("".join(f'<row r="{n}"><c r="A{n}"><f>SUM(B1:XFD1048576)</f></c></row>' for n in range(1, 2000))),
        READ,
    ),
    "sheet names of all kinds.xlsx": (xlsx({"'": "", "../x": "", "=1+1": "", "\u202exslx": ""}), READ),
    # repeats
    "repeat.ods": (ods_repeat(1_048_576, 16_384), LARGE),
    "repeat in a row.ods": (ods_repeat(1, 2_000_000_000), LARGE),
    "repeat below zero.ods": (ods_repeat(-5, -5), READ),
    "blank repeat.ods": (
        ods_with('<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>'),
        READ,
    ),
    # macros, links
    "macros.xlsm": (with_part("xl/vbaProject.bin", OLE), "read file.macro"),
    "links.xlsx": (with_part("xl/externalLinks/externalLink1.xml", "<x/>"), "read file.external_link"),
    "connections.xlsx": (with_part("xl/connections.xml", "<x/>"), "read file.external_link"),
    # delimited
    "open quote.csv": (b'a,"b\nc,d\n', DAMAGED),
    "half a character.csv": (b"\xff\xfea\x00b", DAMAGED),
    "nothing but blanks.csv": (b" \n \n", READ),
    "one very long field.csv": (b"a," + b"x" * 200_000 + b"\n", DAMAGED),
}
