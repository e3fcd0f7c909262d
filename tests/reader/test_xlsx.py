"""The raw XML of a sheet, and the cells that it says."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from making import MAIN, parts_of, relations_xml, sheet_xml, xlsx, zip_of

from fundflow.reader import UnreadableFile

STYLES = """
<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="#,##0\\ &quot;đồng&quot;"/>
<numFmt numFmtId="166" formatCode="[h]:mm"/><numFmt numFmtId="167" formatCode="#,##0.0,,"/></numFmts>
<fonts><font><name val="Arial"/></font></fonts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/></cellXfs>
"""
SHARED = """
<si><t>Huyện Kỳ Anh</t></si>
<si><r><t>Vốn </t></r><r><rPr><b/><rFont val="Arial"/></rPr><t xml:space="preserve">sự nghiệp</t></r></si>
<si><t>日本</t><rPh sb="0" eb="1"><t>にほん</t></rPh></si>
<si><t>một_x000A_hai</t></si>
<si><t>  </t></si>
"""

# One cell's XML -> (kind, text)
CELLS = {
    '<c r="A1"><v>12</v></c>': ("number", "12"),
    '<c r="A1" t="n"><v>-12.50</v></c>': ("number", "-12.5"),
    '<c r="A1"><v>0.30000000000000004</v></c>': ("number", "0.3"),
    '<c r="A1"><v>1.2E+7</v></c>': ("number", "12000000"),
    '<c r="A1"><v>2.5e-3</v></c>': ("number", "0.0025"),
    '<c r="A1"><v>9007199254740991</v></c>': ("number", "9007199254740991"),
    '<c r="A1"><v> 7 </v></c>': ("number", "7"),
    '<c r="A1"><v>-0</v></c>': ("number", "0"),
    '<c r="A1"><v>NaN</v></c>': ("text", "NaN"),
    '<c r="A1"><v>12 345</v></c>': ("text", "12 345"),
    '<c r="A1" s="3"><v>5</v></c>': ("number", "5"),
    '<c r="A1" s="1"><v>45199</v></c>': ("date", "30/09/2023"),
    '<c r="A1" s="2"><v>45199.5</v></c>': ("date", "30/09/2023 12:00"),
    '<c r="A1" s="2"><v>-5</v></c>': ("number", "-5"),
    '<c r="A1" s="4"><v>1.5</v></c>': ("text", "36:00"),
    '<c r="A1" t="d"><v>2023-09-30T00:00:00</v></c>': ("date", "30/09/2023"),
    '<c r="A1" t="d"><v>hôm qua</v></c>': ("text", "hôm qua"),
    '<c r="A1" t="s"><v>0</v></c>': ("text", "Huyện Kỳ Anh"),
    '<c r="A1" t="s"><v>1</v></c>': ("text", "Vốn sự nghiệp"),
    '<c r="A1" t="s"><v>2</v></c>': ("text", "日本"),
    '<c r="A1" t="s"><v>3</v></c>': ("text", "một\nhai"),
    '<c r="A1" t="inlineStr"><is><t>1.234,5</t></is></c>': ("text", "1.234,5"),
    '<c r="A1" t="inlineStr"><is><r><t>một</t></r><r><t> hai</t></r></is></c>': ("text", "một hai"),
    '<c r="A1" t="str"><f>A2&amp;""</f><v>0123</v></c>': ("text", "0123"),
    '<c r="A1" t="b"><v>1</v></c>': ("bool", "TRUE"),
    '<c r="A1" t="b"><v>0</v></c>': ("bool", "FALSE"),
    '<c r="A1" t="e"><f>B1/0</f><v>#DIV/0!</v></c>': ("error", "#DIV/0!"),
    '<c r="A1" t="e"><v>#REF!</v></c>': ("error", "#REF!"),
    '<c r="A1"><f>B1*C1</f><v>42</v></c>': ("number", "42"),
    '<c r="A1"><f>B1*C1</f></c>': ("formula", "=B1*C1"),
    '<c r="A1"><f>B1*C1</f><v></v></c>': ("formula", "=B1*C1"),
    '<c r="a1"><v>3</v></c>': ("number", "3"),
    '<c r="$A$1"><v>3</v></c>': ("number", "3"),
    "<c><v>3</v></c>": ("number", "3"),
    '<c r="A1"><v><![CDATA[3]]></v></c>': ("number", "3"),
    '<c r="A1"><!-- ba --><v>3</v></c>': ("number", "3"),
}

BLANK = [
    '<c r="A1"/>',
    '<c r="A1" s="1"/>',
    '<c r="A1" s="1"></c>',
    '<c r="A1"><v/></c>',
    '<c r="A1" t="s"><v>4</v></c>',
    '<c r="A1" t="inlineStr"><is><t>\u00a0 </t></is></c>',
    '<c r="A1" t="str"><f>""</f><v></v></c>',
]


@pytest.mark.parametrize(("xml", "said"), CELLS.items(), ids=str)
def test_what_a_cell_says(cells, xml, said):
    found = cells(xlsx(f'<row r="1">{xml}</row>', shared=SHARED, styles=STYLES))
    assert list(found) == ["A1"]
    assert (found["A1"].kind, found["A1"].text) == said


@pytest.mark.parametrize("xml", BLANK)
def test_a_cell_that_says_nothing_is_not_there(cells, xml):
    assert not cells(xlsx(f'<row r="1">{xml}</row>', shared=SHARED, styles=STYLES))


def test_a_number_is_exact_and_only_numbers_have_one(cells):
    found = cells(xlsx('<row r="1"><c r="A1"><v>0.1</v></c><c r="B1" t="str"><v>5</v></c></row>'))
    assert found["A1"].number == Decimal("0.1")
    assert found["B1"].number is None


def test_a_formula_keeps_its_text_beside_its_value(cells):
    assert cells(xlsx('<row r="1"><c r="A1"><f>B1*2</f><v>42</v></c></row>'))["A1"].formula == "B1*2"


def test_dates_of_both_systems(cells):
    rows = '<row r="1"><c r="A1" s="1"><v>43737</v></c></row>'
    assert cells(xlsx(rows, styles=STYLES, properties='<workbookPr date1904="1"/>'))["A1"].date == date(2023, 9, 30)
    rows = '<row r="1"><c r="A1" s="1"><v>59</v></c><c r="B1" s="1"><v>60</v></c><c r="C1" s="1"><v>61</v></c></row>'
    found = cells(xlsx(rows, styles=STYLES))
    assert (found["A1"].date, found["C1"].date) == (date(1900, 2, 28), date(1900, 3, 1))
    assert found["B1"].kind == "number"  # 29/02/1900 never was


def test_a_number_is_read_as_its_format_shows_it_and_that_is_told_once(read):
    """Stored in đồng, shown in million đồng, as the sheet's "triệu đồng" means it."""
    cells = '<c r="A1" s="5"><v>3000450000</v></c><c r="B1" s="5"><v>-1E5</v></c><c r="C1"><v>3000450000</v></c>'
    book = read(
        xlsx({"Biểu": f'<row r="1">{cells}</row>', "Khác": '<row r="1"><c r="A1"><v>1</v></c></row>'}, styles=STYLES)
    )

    assert [(cell.text, cell.original) for cell in book.sheets[0].rows[1]] == [
        ("3000.45", "3000450000"),
        ("-0.1", "-100000"),
        ("3000450000", None),
    ]
    assert [(f.rule, f.sheet, f.cell, f.value) for f in book.warnings] == [
        ("sheet.shown_scaled", "Biểu", "A1", "3000450000")
    ]


def test_rows_and_cells_without_addresses_follow_each_other(cells):
    rows = '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="7"/><row><c><v>4</v></c></row>'
    assert {place: cell.text for place, cell in cells(xlsx(rows)).items()} == {
        "A1": "1",
        "D1": "2",
        "E1": "3",
        "A8": "4",
    }


def test_a_cell_is_where_its_address_says(cells):
    rows = '<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c><c r="A2"><v>9</v></c></row>'
    rows += '<row r="2"><c r="B2"><v>2</v></c></row>'
    assert list(cells(xlsx(rows))) == ["A1", "C1", "A2", "B2"]


def test_rows_are_in_their_order_whatever_the_order_of_the_file(read):
    sheet = read(xlsx('<row r="5"><c r="A5"><v>5</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>')).sheets[0]
    assert list(sheet.rows) == [2, 5]


FIVE = sheet_xml('<row r="1"><c r="A1"><v>5</v></c></row>')


@pytest.mark.parametrize("part", [
    re.sub(r"<(/?)(?=\w)", r"<\1x:", FIVE).replace("xmlns=", "xmlns:x="),
    FIVE.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ('<?xml version="1.0" encoding="UTF-16"?>' + FIVE).encode("utf-16"),
    ('<?xml version="1.0" encoding="ISO-8859-1"?>' + FIVE).encode("latin-1"),
    FIVE.replace("><", ">\n  <"),
    FIVE.replace('"', "'"),
], ids=["prefixed", "strict", "utf-16", "latin-1", "indented", "apostrophes"])  # fmt: skip
def test_other_ways_of_writing_the_same_xml(cells, part):
    found = cells(zip_of(parts_of({"A": ""}) | {"xl/worksheets/sheet1.xml": part}))
    assert {place: cell.text for place, cell in found.items()} == {"A1": "5"}


@pytest.mark.parametrize(
    "target", ["/xl/ws/Trang%201.xml", "ws/Trang 1.xml", "./ws/../ws/trang 1.xml", "ws\\Trang 1.xml"]
)
def test_parts_are_found_where_the_relationships_say(cells, target):
    parts = parts_of({"A": ""}) | {"xl/_rels/workbook.xml.rels": relations_xml({"rId1": ("worksheet", target)})}
    parts["xl/ws/Trang 1.xml"] = sheet_xml('<row r="1"><c r="A1"><v>5</v></c></row>')
    assert cells(zip_of(parts))["A1"].text == "5"


def test_what_a_sheet_says_outside_its_cells(read):
    part = (
        f'<worksheet xmlns="{MAIN}"><cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A2:C4"/></mergeCells></worksheet>'
    )
    book = read(xlsx({"Thường": part, "Ẩn|hidden": "", "Rất ẩn|veryHidden": ""}))
    sheet = book.sheets[0]
    assert sheet.hidden_rows == {1}
    assert sheet.hidden_columns == {2, 3}
    assert sheet.merged == [(2, 1, 4, 3)]
    assert [(sheet.name, sheet.visible) for sheet in book.sheets] == [
        ("Thường", True),
        ("Ẩn", False),
        ("Rất ẩn", False),
    ]
    assert [(finding.rule, finding.cell) for finding in book.warnings] == [("sheet.hidden_rows", "A1")]


@pytest.mark.parametrize(("height", "hidden"), [("0", {1}), ("0.0", {1}), ("0.5", set()), ("15", set())])
def test_what_is_of_no_size_is_hidden(read, height, hidden):
    part = (
        f'<worksheet xmlns="{MAIN}"><cols><col min="2" max="3" width="{height}"/></cols><sheetData>'
        f'<row r="1" ht="{height}" customHeight="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    )
    sheet = read(xlsx({"A": part})).sheets[0]

    assert (sheet.hidden_rows, sheet.hidden_columns) == (hidden, {2, 3} if hidden else set())


def test_numbers_struck_through_are_told_once(read):
    fonts = '<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>'
    styles = f'{fonts}<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs>'
    cells = '<c r="A1" s="2"><v>1</v></c><c r="B1" s="1"><v>2</v></c><c r="C1" s="1"><v>3</v></c>'
    book = read(xlsx(f'<row r="1">{cells}</row>', styles=styles))

    assert [cell.text for cell in book.sheets[0].rows[1]] == ["1", "2", "3"]
    assert [(f.rule, f.cell) for f in book.warnings] == [("sheet.struck_numbers", "B1")]


def test_sheets_come_as_the_workbook_lists_them_and_charts_are_none(read):
    parts = parts_of({"Hai": "", "Biểu đồ": "", "Một": ""})
    targets = {
        "rId1": ("worksheet", "worksheets/sheet3.xml"),
        "rId2": ("chartsheet", "c.xml"),
        "rId3": ("worksheet", "worksheets/sheet1.xml"),
    }
    assert [s.name for s in read(zip_of(parts | {"xl/_rels/workbook.xml.rels": relations_xml(targets)})).sheets] == [
        "Hai",
        "Một",
    ]


def test_one_part_under_two_names_is_refused_and_not_counted_twice(read):
    parts = parts_of({"Vốn SN": "", "Bản sao": ""})
    same = {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("worksheet", "/xl/worksheets/Sheet1.xml")}
    with pytest.raises(UnreadableFile, match="Bản sao"):
        read(zip_of(parts | {"xl/_rels/workbook.xml.rels": relations_xml(same)}))


def test_a_far_cell_is_left_out_and_named(read):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    book = read(xlsx(rows))
    assert [cell.address for row in book.sheets[0].rows.values() for cell in row] == ["A1"]
    assert [(f.rule, f.cell, f.value) for f in book.warnings] == [("file.far_cell", "XFD1048576", "7")]


def test_styled_blank_rows_to_the_end_of_the_sheet_cost_nothing(read):
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(1, 50_000))
    assert not read(xlsx(rows)).sheets[0].rows


def test_macros_and_links_are_told(read):
    rows = '<row r="1"><c r="A1"><f>[1]Sheet1!B2+1</f><v>5</v></c></row>'
    parts = parts_of({"A": rows}) | {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": "<x/>"}
    book = read(zip_of(parts))
    assert book.container == "xlsm"
    assert {finding.rule for finding in book.warnings} == {"file.macro", "file.external_link"}
    assert "A!A1" in next(f.message for f in book.warnings if f.rule == "file.external_link")
