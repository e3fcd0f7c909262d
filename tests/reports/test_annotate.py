"""The sender's own workbook comes back with its faults marked, and nothing else in it is changed."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from senders_workbooks import SHEET, fault, reading, rich_workbook

from fundflow.findings import Severity
from fundflow.reader import delimited, open_workbook
from fundflow.reader.cells import Workbook
from fundflow.reader.fault_list import NAME, TITLE
from fundflow.reports.annotate import annotate
from fundflow.reports.marking.marks import FILLS, NOTE_MARK

RED, YELLOW = FILLS[Severity.ERROR], FILLS[Severity.WARNING]
LOOKS = ("number_format", "font", "border", "alignment", "protection", "fill")


@pytest.fixture
def sent(tmp_path) -> Path:
    return rich_workbook(tmp_path / "BC T9.xlsx")


def content(path: Path) -> dict[tuple[str, str], tuple]:
    """Every cell of every sheet but our list: formula or value, note, and all of its look."""
    book = openpyxl.load_workbook(path, rich_text=True)
    return {
        (sheet.title, cell.coordinate): (
            str(cell.value), cell.comment and cell.comment.text, *(repr(getattr(cell, look)) for look in LOOKS),
        )
        for sheet in book
        if sheet["A1"].value != TITLE
        for row in sheet.iter_rows()
        for cell in row
    }  # fmt: skip


def frame(path: Path) -> dict:
    """What holds the cells: widths, heights, merges, hidden sheets, filters, names, print set-up."""
    book = openpyxl.load_workbook(path)
    sheets = [sheet for sheet in book if sheet["A1"].value != TITLE]
    return {
        "names": sorted(book.defined_names),
        "sheets": [
            (
                sheet.title, sheet.sheet_state,
                {key: (each.width, each.hidden) for key, each in sheet.column_dimensions.items()},
                {key: each.height for key, each in sheet.row_dimensions.items() if each.height},
                sorted(map(str, sheet.merged_cells.ranges)),
                sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows, sheet.print_area,
                len(sheet._charts), len(sheet.data_validations.dataValidation), len(sheet.conditional_formatting),
            )
            for sheet in sheets
        ],
    }  # fmt: skip


def differing(before: Path, after: Path) -> set[str]:
    old, new = content(before), content(after)
    return {cell for (_, cell) in old.keys() | new.keys() if old.get((SHEET, cell)) != new.get((SHEET, cell))}


def test_only_the_marked_cells_differ(sent, tmp_path):
    answer = annotate(sent, reading(fault("C8"), fault("D9", Severity.WARNING)), tmp_path / "out")
    assert differing(sent, answer) == {"C8", "D9"}
    assert frame(sent) == frame(answer)
    sheet = openpyxl.load_workbook(answer)[SHEET]
    assert (sheet["C8"].fill.fgColor.rgb, sheet["D9"].fill.fgColor.rgb) == (RED, YELLOW)
    assert sheet["D9"].value == "=C9*2"
    assert sheet["C8"].number_format == "#,##0" and sheet["C8"].border.left.style == "thin"


def test_parts_that_hold_no_mark_are_the_same_bytes(sent, tmp_path):
    answer = annotate(sent, reading(fault("C8")), tmp_path / "out")
    old, new = zipfile.ZipFile(sent), zipfile.ZipFile(answer)
    changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert not [name for name in changed if "chart" in name or "drawing1.xml" in name or "theme" in name]
    assert {name for name in changed if name.startswith("xl/worksheets/sheet")} == {"xl/worksheets/sheet2.xml"}


def test_a_note_says_what_is_wrong_what_is_there_and_what_was_expected(sent, tmp_path):
    sheet = openpyxl.load_workbook(annotate(sent, reading(fault("C8")), tmp_path / "out"))[SHEET]
    for words in (NOTE_MARK, "Hãy sửa lại", "5.000", "6.000"):
        assert words in sheet["C8"].comment.text


def test_the_senders_own_note_stays_before_ours(sent, tmp_path):
    sheet = openpyxl.load_workbook(annotate(sent, reading(fault("C6")), tmp_path / "out"))[SHEET]
    assert sheet["C6"].comment.text.startswith("Ghi chú của người gửi\n\n" + NOTE_MARK)
    assert sheet["C7"].comment.text == "Ghi chú khác"


def test_the_first_sheet_lists_every_fault_errors_first_with_links(sent, tmp_path):
    faults = [fault("D9", Severity.WARNING), fault("C8"), fault(None, sheet=None), fault("C99", sheet="Không có")]
    book = openpyxl.load_workbook(annotate(sent, reading(*faults), tmp_path / "out"))
    listed = book.worksheets[0]
    assert listed.title == NAME and book.active is listed
    rows = [[cell.value for cell in row] for row in listed.iter_rows(min_row=6, max_col=8)]
    assert [(row[1], row[2], row[3]) for row in rows] == [
        ("Lỗi", SHEET, "C8"), ("Lỗi", "(cả tệp)", None), ("Lỗi", "Không có", "C99"), ("Cảnh báo", SHEET, "D9"),
    ]  # fmt: skip
    assert rows[0][4:] == ["5.000", "6.000", faults[1].message, "total_equals_details"]
    assert listed["D6"].hyperlink.location == "'Vốn SN ''T9'' & <x>'!C8"
    assert [listed.cell(row, 4).hyperlink for row in (7, 8)] == [None, None]


def test_several_faults_of_one_cell_share_its_note_and_the_gravest_colours_it(sent, tmp_path):
    faults = reading(fault("C8", Severity.WARNING, message="Thứ hai."), fault("C8", message="Thứ nhất."))
    cell = openpyxl.load_workbook(annotate(sent, faults, tmp_path / "out"))[SHEET]["C8"]
    assert cell.fill.fgColor.rgb == RED
    assert cell.comment.text.index("Thứ nhất.") < cell.comment.text.index("Thứ hai.")


@pytest.mark.parametrize(
    ("cell", "marked"),
    [
        ("B40", "B40"), ("F7", "F7"), ("H13", "H13"), ("C1", "A1"), ("A4", "A3"), ("C8:D9", "C8"), ("$C$8", "C8"),
        ("XFD1048576", "XFD1048576"),
    ],
)  # fmt: skip
def test_a_cell_that_is_empty_or_covered_is_marked_where_a_person_sees_it(sent, tmp_path, cell, marked):
    answer = annotate(sent, reading(fault(cell)), tmp_path / "out")
    with zipfile.ZipFile(answer) as archive:
        assert f'ref="{marked}"'.encode() in archive.read("xl/comments1.xml")
        assert f'r="{marked}"'.encode() in archive.read("xl/worksheets/sheet2.xml")


def test_an_empty_cell_keeps_the_look_of_its_column_or_row(sent, tmp_path):
    sheet = openpyxl.load_workbook(annotate(sent, reading(fault("F7"), fault("H13")), tmp_path / "out"))[SHEET]
    assert sheet["F7"].number_format == "#,##0"
    assert sheet["H13"].font.bold


def test_a_second_round_takes_the_first_marks_away(sent, tmp_path):
    first = annotate(sent, reading(fault("C8"), fault("C6")), tmp_path / "1")
    second = annotate(first, reading(fault("D9")), tmp_path / "2")
    assert second.name == first.name
    assert openpyxl.load_workbook(second).sheetnames.count(NAME) == 1
    assert differing(sent, second) == {"D9"}
    assert openpyxl.load_workbook(second)[SHEET]["C6"].comment.text == "Ghi chú của người gửi"
    assert frame(sent) == frame(second)


def test_a_second_round_knows_its_marks_after_another_program_saved_the_file(sent, tmp_path):
    first = annotate(sent, reading(fault("C8"), fault("C6")), tmp_path / "1")
    book = openpyxl.load_workbook(first)
    book.save(first)
    second = annotate(first, reading(), tmp_path / "2")
    saved = openpyxl.load_workbook(second)
    assert saved.sheetnames == [NAME, "Ẩn", SHEET]
    assert saved[SHEET]["C8"].fill.fgColor.rgb == "FFFFFFCC", "the colour that the sender had given it"
    assert saved[SHEET]["C8"].comment is None


def test_a_mended_file_without_faults_carries_no_mark(sent, tmp_path):
    first = annotate(sent, reading(fault("C8")), tmp_path / "1")
    assert differing(sent, annotate(first, reading(), tmp_path / "2")) == set()


def test_a_sheet_of_the_sender_that_bears_our_name_stays(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = NAME
    book.active["A1"] = "Việc cần sửa của tôi"
    book.save(path)
    names = openpyxl.load_workbook(annotate(path, reading(fault("A1", sheet=NAME)), tmp_path / "out")).sheetnames
    assert names == [f"{NAME} (2)", NAME]


def test_text_of_the_file_is_text_in_the_list(sent, tmp_path):
    hostile = '=HYPERLINK("http://evil.example","x")</t></is></c><script>&\x00\x1b'
    answer = annotate(sent, reading(fault("C8", value=hostile, message=hostile)), tmp_path / "out")
    cell = openpyxl.load_workbook(answer).worksheets[0]["E6"]
    assert cell.data_type == "s" and cell.value.startswith("=HYPERLINK") and cell.quotePrefix


def test_macros_stay(sent, tmp_path):
    with_macros = tmp_path / "BC.xlsm"
    with zipfile.ZipFile(sent) as old, zipfile.ZipFile(with_macros, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"macro")
    answer = annotate(with_macros, reading(fault("C8")), tmp_path / "out")
    assert answer.suffix == ".xlsm"
    assert zipfile.ZipFile(answer).read("xl/vbaProject.bin") == b"macro"


@pytest.mark.parametrize("name", ["prefixed", "utf16", "no_addresses", "strict"])
def test_other_ways_of_writing_the_same_xml(tmp_path, name):
    plain = tmp_path / "plain.xlsx"
    book = openpyxl.Workbook()
    book.active.title = SHEET
    for row in range(1, 10):
        book.active.append([row, f"Dự án {row}", row * 5])
    book.save(plain)
    path = rewritten(plain, tmp_path / "BC.xlsx", name)
    answer = annotate(path, reading(fault("B5"), fault("A12"), fault("D2")), tmp_path / "out")
    text = zipfile.ZipFile(answer).read("xl/worksheets/sheet1.xml").decode()
    if name == "prefixed":
        assert text.count("<x:c ") == 27 + 2 and "<c " not in text
    if name in ("utf16", "no_addresses"):
        sheet = openpyxl.load_workbook(answer)[SHEET]
        red = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == RED]
        assert red == ["D2", "B5", "A12"]


def rewritten(source: Path, target: Path, how: str) -> Path:
    import re

    def change(name: str, data: bytes) -> bytes:
        if how == "strict":
            office, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
            data = data.replace(office + b"officeDocument/2006/relationships", strict + b"officeDocument/relationships")
            return data.replace(office + b"spreadsheetml/2006/main", strict + b"spreadsheetml/main")
        if name != "xl/worksheets/sheet1.xml":
            return data
        text = data.decode()
        if how == "prefixed":
            text = re.sub(r"<(/?)(?=\w)", r"<\1x:", text).replace("xmlns=", "xmlns:x=")
        if how == "no_addresses":
            text = re.sub(r'(<(?:c|row)\b[^>]*?) r="[^"]*"', r"\1", text)
        if how == "utf16":
            return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")
        return text.encode()

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


@pytest.mark.parametrize("broken", [b"", b"text", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_a_file_that_nobody_can_open_is_answered_with_the_list_alone(tmp_path, broken):
    path = tmp_path / "hỏng.xlsx"
    path.write_bytes(broken)
    listed = openpyxl.load_workbook(annotate(path, reading(fault(None, sheet=None)), tmp_path / "out")).worksheets[0]
    assert listed.title == NAME and listed["G6"].value.startswith("Số này không đúng")


def test_a_document_type_in_a_part_is_not_expanded(sent, tmp_path):
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(sent) as old, zipfile.ZipFile(bomb, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/workbook.xml":
                data = data.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook', 1)
            new.writestr(name, data)
    assert openpyxl.load_workbook(annotate(bomb, reading(fault("C8")), tmp_path / "out")).sheetnames[0] == NAME


@pytest.mark.parametrize("suffix", [".xls", ".csv", ".ods"])
def test_other_formats_come_back_as_xlsx_made_of_their_cells(tmp_path, suffix):
    path = tmp_path / f"Bao cao{suffix}"
    {".xls": write_xls, ".csv": write_csv, ".ods": write_ods}[suffix](path)
    sheet = delimited.SHEET if suffix == ".csv" else "Vốn"
    answer = annotate(path, reading(fault("C2", sheet=sheet)), tmp_path / "out")
    assert answer.name == "Bao cao (cần sửa).xlsx"
    book = openpyxl.load_workbook(answer)
    cells = [[str(cell.value) for cell in row] for row in book.worksheets[1].iter_rows()]
    assert cells == [["TT", "Nội dung", "Số tiền"], ["1", "=cmd|' /C calc'!A0", "1234.5"]]
    assert book.worksheets[1]["B2"].data_type == "s"
    assert book.worksheets[1]["C2"].fill.fgColor.rgb == RED


ROWS = [["TT", "Nội dung", "Số tiền"], [1, "=cmd|' /C calc'!A0", 1234.5]]


def write_xls(path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Vốn")
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    book.save(str(path))


def write_csv(path: Path) -> None:
    path.write_text("TT;Nội dung;Số tiền\n1;=cmd|' /C calc'!A0;1234.5\n", encoding="utf-8")


def write_ods(path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="Vốn")
    for values in ROWS:
        row = TableRow()
        for value in values:
            kind = {"valuetype": "string"} if isinstance(value, str) else {"valuetype": "float", "value": value}
            cell = TableCell(**kind)
            cell.addElement(P(text=str(value)))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(path))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_program_opens_the_answer_and_sees_the_same_values(sent, tmp_path):
    answer = annotate(sent, reading(fault("C8"), fault("C6"), fault("B40")), tmp_path / "out")
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "ods"]
    subprocess.run([*command, "--outdir", tmp_path, sent, answer], check=True, capture_output=True, timeout=120)
    before, after = (open_workbook(tmp_path / f"{path.stem}.ods") for path in (sent, answer))
    assert texts(after) == texts(before)


def texts(book) -> list[tuple[str, str, str]]:
    rows = [(sheet.name, cell) for sheet in book.sheets for row in sheet.rows.values() for cell in row]
    return [(name, cell.address, cell.text) for name, cell in rows]


def test_a_file_without_addresses_may_go_back_and_forth_too(tmp_path):
    plain = tmp_path / "plain.xlsx"
    book = openpyxl.Workbook()
    book.active.title = SHEET
    book.active.append([1, 2, 3])
    book.save(plain)
    first = annotate(rewritten(plain, tmp_path / "BC.xlsx", "no_addresses"), reading(fault("B1")), tmp_path / "1")
    second = annotate(first, reading(fault("C1")), tmp_path / "2")
    sheet = openpyxl.load_workbook(second)[SHEET]
    assert [cell.fill.fgColor.rgb == RED for cell in sheet[1]] == [False, False, True]


def test_every_broken_part_still_has_an_answer(sent, tmp_path, seeded, monkeypatch):
    """Parts cut, bent and left out at random: 60 files, each answered."""
    monkeypatch.setattr("fundflow.reports.annotate._read", lambda path: Workbook("xlsx", []))
    with zipfile.ZipFile(sent) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(60):
        broken, name = dict(parts), seeded.choice(sorted(parts))
        start = seeded.randrange(len(parts[name]))
        broken[name] = parts[name][:start] + parts[name][start + seeded.randrange(1, 40) :]
        if seeded.random() < 0.2:
            del broken[name]
        path = tmp_path / "broken.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            for part, content in broken.items():
                archive.writestr(part, content)
        answer = annotate(path, reading(fault("C8"), fault("C6")), tmp_path / "out")
        assert zipfile.ZipFile(answer).testzip() is None
