""".xls, .ods and .xlsb say the same cells as the .xlsx of the same table."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
import xlwt
from making import parts_of, relations_xml, zip_of
from xlsb_making import xlsb

OPEN_DOCUMENT = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"
 xmlns:svg="v" xmlns:calcext="c" xmlns:draw="d">
<office:font-face-decls><style:font-face style:name="F1" svg:font-family="'.VnTime'"/></office:font-face-decls>
<office:automatic-styles>
<style:style style:name="old" style:family="table-cell"><style:text-properties style:font-name="F1"/></style:style>
<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>%s</office:spreadsheet></office:body></office:document-content>"""


def ods(tables: str, **parts: str) -> bytes:
    return zip_of(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": OPEN_DOCUMENT % tables} | parts
    )


def table(rows: str, attributes: str = "") -> str:
    return f'<table:table table:name="A" {attributes}>{rows}</table:table>'


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


# A cell of an .ods, its attributes and what is in it -> (kind, text)
ODS_CELLS = {
    ('office:value-type="float" office:value="1234567.891"', ""): ("number", "1234567.891"),
    ('office:value-type="percentage" office:value="0.45"', "<text:p>45%</text:p>"): ("number", "0.45"),
    ('office:value-type="date" office:date-value="2023-09-30"', ""): ("date", "30/09/2023"),
    ('office:value-type="boolean" office:boolean-value="true"', ""): ("bool", "TRUE"),
    ('office:value-type="string"', '<text:p>1<text:s text:c="2"/>2</text:p><text:p>3</text:p>'): ("text", "1  2\n3"),
    ('office:value-type="string"', "<office:annotation><text:p>x</text:p></office:annotation><text:p>ô</text:p>"): (
        "text",
        "ô",
    ),
    ('office:value-type="string" table:style-name="old"', "<text:p>Céng hßa</text:p>"): ("text", "Cộng hòa"),
    ('office:value-type="string" calcext:value-type="error"', "<text:p>#REF!</text:p>"): ("error", "#REF!"),
    ('office:value-type="float" office:value="0" table:formula="of:=[.A1]/0"', "<text:p>#DIV/0!</text:p>"): (
        "error",
        "#DIV/0!",
    ),
    ('table:formula="of:=SUM([.Z1:.Z2];5)"', ""): ("number", "5"),
    ('table:formula="of:=[.A1]*2"', ""): ("formula", "=A1*2"),
}


@pytest.mark.parametrize(("written", "said"), ODS_CELLS.items(), ids=str)
def test_what_an_ods_cell_says(cells, written, said):
    attributes, inside = written
    cell = cells(ods(table(row(f"<table:table-cell {attributes}>{inside}</table:table-cell>"))))["A1"]
    assert (cell.kind, cell.text) == said


def test_ods_runs_of_equal_rows_and_cells(cells):
    five = '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="5"/>'
    blank = '<table:table-cell table:number-columns-repeated="3"/>'
    rows = row(blank + five) + row(blank, 'table:number-rows-repeated="1000000"')
    assert list(cells(ods(table(rows)))) == ["D1", "E1"]
    rows = row(blank, 'table:number-rows-repeated="4"') + row(five, 'table:number-rows-repeated="2"')
    assert list(cells(ods(table(rows)))) == ["A5", "B5", "A6", "B6"]


def test_ods_sheets_rows_columns_and_merges(read):
    five = (
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1" '
        'office:value-type="float" office:value="5"/>'
    )
    rows = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    rows += row(five, 'table:visibility="collapse"')
    book = read(ods(table(rows, 'table:style-name="gone"')))
    (sheet,) = book.sheets
    assert (sheet.visible, sheet.hidden_rows, sheet.hidden_columns, sheet.merged) == (False, {1}, {3}, [(1, 1, 1, 2)])


def test_xls(read):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Bảng")
    old_font, day = xlwt.easyxf("font: name .VnTime"), xlwt.easyxf(num_format_str="dd/mm/yyyy")
    sheet.write(0, 0, "Huyện Kỳ Anh")
    sheet.write(0, 1, 118168.25)
    sheet.write(0, 2, 0.1 + 0.2)
    sheet.write(0, 3, date(2023, 9, 30), day)
    sheet.write(0, 4, True)
    sheet.write(0, 5, "Céng hßa", old_font)
    sheet.write_rich_text(0, 6, [("ViÖt", old_font.font), (" Nam hòa", xlwt.easyxf("font: name Arial").font)])
    sheet.row(0).set_cell_error(7, "#REF!")
    sheet.write_merge(1, 2, 0, 1, 7)
    sheet.row(1).hidden = True
    book.add_sheet("Ẩn").visibility = 1
    buffer = io.BytesIO()
    book.save(buffer)
    read_book = read(buffer.getvalue(), "x.xls")
    first = read_book.sheets[0]
    assert [(cell.kind, cell.text) for cell in first.rows[1]] == [
        ("text", "Huyện Kỳ Anh"), ("number", "118168.25"), ("number", "0.3"), ("date", "30/09/2023"), ("bool", "TRUE"),
        ("text", "Cộng hòa"), ("text", "Việt Nam hòa"), ("error", "#REF!"),
    ]  # fmt: skip
    assert first.rows[1][5].original == "Céng hßa"
    assert (first.merged, first.hidden_rows, first.name) == ([(2, 1, 3, 2)], {2}, "Bảng")
    assert [sheet.visible for sheet in read_book.sheets] == [True, False]
    assert read_book.container == "xls"


XLS_SUMS = {
    "SUM(A1:A3)": "117", "A1+A2-A3": "123", "-(A1+2)-0.5": "-102.5", "SUM(A1,A3,10)": "107", "SUM(A1:A2)+B1": "120.25",
}  # fmt: skip


def test_sums_of_an_xls_that_were_never_computed(cells):
    """xlwt writes formulas without values, as other programs do."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Bảng")
    for row, number in enumerate((100, 20, -3)):
        sheet.write(row, 0, number)
    sheet.write(0, 1, 0.25)
    for row, formula in enumerate(XLS_SUMS):
        sheet.write(row, 3, xlwt.Formula(formula))
    sheet.write(0, 4, xlwt.Formula('IF(A1>0,"","x")'))
    sheet.write(1, 4, xlwt.Formula("D1+D2"))
    book.add_sheet("Sau").write(0, 3, xlwt.Formula("A1"))
    buffer = io.BytesIO()
    book.save(buffer)
    found = cells(buffer.getvalue())
    assert [found[f"D{row}"].text for row in range(1, 6)] == list(XLS_SUMS.values())
    assert (found["D1"].kind, found["D1"].formula, found["E2"].text) == ("number", "SUM(A1:A3)", "240")
    assert "E1" not in found  # an empty text is an empty text


def test_xlsb(read):
    book = read(xlsb([("Huyện Kỳ Anh", 118168.25, 5, 0.07, datetime(2023, 9, 30), True, "#REF!", None, "ô")]), "x.xlsb")
    assert [(cell.address, cell.kind, cell.text) for cell in book.sheets[0].rows[1]] == [
        ("A1", "text", "Huyện Kỳ Anh"), ("B1", "number", "118168.25"), ("C1", "number", "5"), ("D1", "number", "0.07"),
        ("E1", "date", "30/09/2023"), ("F1", "bool", "TRUE"), ("G1", "error", "#REF!"), ("I1", "text", "ô"),
    ]  # fmt: skip
    assert book.container == "xlsb"


@pytest.mark.parametrize("name", ["x.xlsx", "x.xls", "x.csv", "x", "x.pdf"])
def test_the_content_decides_not_the_name(read, name):
    parts = parts_of({"A": '<row r="1"><c r="A1"><v>5</v></c></row>'})
    assert read(zip_of(parts), name).container == "xlsx"
    assert read(b"a,b\n1,2\n", name).container == "csv"


def test_a_binary_workbook_under_other_names_is_known_by_its_main_part(read):
    from xlsb_making import parts_of_xlsb

    parts = {name.replace("xl/", "khac/"): content for name, content in parts_of_xlsb([(1, 2)]).items()}
    parts["_rels/.rels"] = relations_xml({"r": ("officeDocument", "khac/workbook.bin")})
    assert read(zip_of(parts)).container == "xlsb"
