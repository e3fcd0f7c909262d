"""Declared corrections of a source: applied with a trace, loud once the source is mended."""

from __future__ import annotations

from datetime import date

import pytest

from fundflow import corrections
from fundflow.corrections import Correction
from fundflow.exceptions import SettingsError
from fundflow.reader.cells import Cell, Sheet, Workbook
from fundflow.records import Reading

DECLARED = """
file: {unit: "42.444", name: "BC giai ngan T9*"}
cells:
  - {sheet: "Sự nghiệp", cell: "F12", found: "28728", corrected: "28.728"}
reason: Gõ thiếu dấu thập phân, đơn vị đã xác nhận.
reported_to: Phòng Tài chính huyện Hương Khê
reported_on: 2023-10-12
"""


def workbook(text: str) -> Workbook:
    return Workbook("xlsx", [Sheet("Sự nghiệp", rows={12: [Cell(12, 6, "number", text)]})])


def reading(file: str = "in/42.444/BC giai ngan T9-2023.xlsx", unit: str = "42.444", sha256: str = "ab") -> Reading:
    return Reading(file=file, sha256=sha256, folder_unit=unit)


@pytest.fixture
def declared(tmp_path) -> tuple[Correction, ...]:
    (tmp_path / "one.yml").write_text(DECLARED, encoding="utf-8")
    return corrections.load(tmp_path)


def test_a_declared_error_is_mended_and_told(declared):
    book, read = workbook("28728"), reading()
    corrections.apply(book, read, declared)

    [cell] = book.sheets[0].rows[12]
    assert (cell.kind, cell.text) == ("number", "28.728")
    [trace] = read.findings
    assert (trace.rule, str(trace.severity)) == ("correction.applied", "info")
    assert (trace.sheet, trace.cell, trace.value) == ("Sự nghiệp", "F12", "28728")
    assert "12/10/2023" in trace.message and "Phòng Tài chính" in trace.message


@pytest.mark.parametrize("now_says", ["28.728", "99"])
def test_a_mended_source_is_refused_until_the_declaration_goes(declared, now_says):
    book, read = workbook(now_says), reading()
    corrections.apply(book, read, declared)

    [stale] = read.findings
    assert (stale.rule, stale.cell, stale.value, stale.stops) == ("correction.stale", "F12", now_says, True)
    assert "one.yml" in stale.message
    assert book.sheets[0].rows[12][0].text == now_says


def test_a_cell_that_is_gone_is_stale_too(declared):
    read = reading()
    corrections.apply(Workbook("xlsx", [Sheet("Sự nghiệp")]), read, declared)

    assert [finding.rule for finding in read.findings] == ["correction.stale"]


@pytest.mark.parametrize("other", [reading(file="BC giai ngan T6-2023.xlsx"), reading(unit="42.443")])
def test_other_files_are_left_alone(declared, other):
    book = workbook("28728")
    corrections.apply(book, other, declared)

    assert other.findings == []
    assert book.sheets[0].rows[12][0].text == "28728"


def test_a_file_may_be_named_by_its_bytes(tmp_path):
    text = DECLARED.replace('{unit: "42.444", name: "BC giai ngan T9*"}', '{sha256: "ab"}')
    (tmp_path / "one.yml").write_text(text, encoding="utf-8")
    read = reading(file="anything.xlsx", unit="42.1")
    corrections.apply(workbook("28728"), read, corrections.load(tmp_path))

    assert [finding.rule for finding in read.findings] == ["correction.applied"]


def test_the_declaration_is_read_as_written(declared):
    [one] = declared

    assert (one.found, one.corrected, one.reported_on) == ("28728", "28.728", date(2023, 10, 12))


@pytest.mark.parametrize(
    "fault",
    ["reason: x", "file: [", DECLARED.replace("unit:", "unti:"), DECLARED.replace("found:", "was:")],
)
def test_a_declaration_that_cannot_be_meant_is_named(tmp_path, fault):
    (tmp_path / "wrong.yml").write_text(fault, encoding="utf-8")

    with pytest.raises(SettingsError, match=r"wrong\.yml"):
        corrections.load(tmp_path)


def test_the_declarations_of_the_house_can_be_read():
    from fundflow.settings import Settings

    assert isinstance(corrections.load(Settings().corrections), tuple)


def test_a_correction_in_words_makes_a_text_of_any_cell(tmp_path):
    """A name that Excel took for a date, or that a formula fetched."""
    text = DECLARED.replace('"28.728"', '"Dự án 2"')
    (tmp_path / "one.yml").write_text(text, encoding="utf-8")
    cell = Cell(12, 6, "date", "28728", date=date(1978, 8, 26), formula="=A1")
    book = Workbook("xlsx", [Sheet("Sự nghiệp", rows={12: [cell]})])
    corrections.apply(book, reading(), corrections.load(tmp_path))

    assert book.sheets[0].rows[12] == [Cell(12, 6, "text", "Dự án 2")]


@pytest.mark.parametrize("number", ["28.728", "-5", "0"])
def test_a_correction_in_digits_makes_a_number_of_a_text(tmp_path, number):
    (tmp_path / "one.yml").write_text(DECLARED.replace('"28.728"', f'"{number}"'), encoding="utf-8")
    book = Workbook("xlsx", [Sheet("Sự nghiệp", rows={12: [Cell(12, 6, "text", "28728")]})])
    corrections.apply(book, reading(), corrections.load(tmp_path))

    assert book.sheets[0].rows[12] == [Cell(12, 6, "number", number)]


def test_the_trace_says_the_reason(declared):
    read = reading()
    corrections.apply(workbook("28728"), read, declared)

    assert "Gõ thiếu dấu thập phân, đơn vị đã xác nhận." in read.findings[0].message


def test_a_cell_that_is_gone_said_nothing(declared):
    read = reading()
    corrections.apply(Workbook("xlsx", [Sheet("Sự nghiệp")]), read, declared)

    assert (read.findings[0].sheet, read.findings[0].cell, read.findings[0].value) == ("Sự nghiệp", "F12", "")


def test_a_wrong_declaration_says_what_it_needs(tmp_path):
    (tmp_path / "wrong.yml").write_text("reason: x", encoding="utf-8")

    with pytest.raises(SettingsError, match="cells, file, reason, reported_on, reported_to"):
        corrections.load(tmp_path)


def test_a_wrong_cell_says_what_it_needs(tmp_path):
    (tmp_path / "wrong.yml").write_text(DECLARED.replace("found:", "was:"), encoding="utf-8")

    with pytest.raises(SettingsError, match="cell, corrected, found, sheet"):
        corrections.load(tmp_path)
