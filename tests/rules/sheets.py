"""Small tables, written as they look, read by the real normaliser and judged by the real rules.

    UBND HUYỆN HƯƠNG KHÊ                     a line of words stands in column A
    | TT | Nội dung   | Kế hoạch năm 2023 |  a line of bars is a row; 12 or 1.5 is a number, '12 is text
    == Sheet 2 ==                            begins the next sheet

The first line is row 1. `report`, `closing`, `decision` and `wide_decision` put title and header above the rows given.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent

from fundflow import rules
from fundflow.findings import Finding
from fundflow.forms import load_forms
from fundflow.normalise import normalise
from fundflow.reader.cells import Cell, Sheet, Workbook
from fundflow.records import Reading
from fundflow.reference import Reference

INCLUDE = Path(__file__).parents[2] / "include"
TODAY = date(2026, 11, 23)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

# Rows of a report begin at row 6; of a closing form at row 6; of a decision at row 6; of a wide decision at row 7.
REPORT_HEADER = (
    "| TT | Nội dung | Kế hoạch vốn năm 2023 | Năm trước chuyển sang: năm 2022 | Giải ngân vốn 2022 chuyển sang "
    "| Giải ngân vốn năm 2023 | Tỷ lệ (%) | Khó khăn, vướng mắc |"
)  # fmt: skip
CLOSING_HEADER = (
    "| STT | Nội dung | Tính chất nguồn kinh phí | Dự toán năm được chi: Tổng số | Dự toán năm trước chuyển sang "
    "| Dự toán giao đầu năm | Dự toán điều chỉnh (+/-) | Dự toán đã sử dụng | Dự toán bị hủy | Số dư dự toán "
    "| Số dư tạm ứng | Ghi chú |"
)  # fmt: skip
TITLE = "BÁO CÁO GIẢI NGÂN KINH PHÍ SỰ NGHIỆP CHƯƠNG TRÌNH MTQG GIẢM NGHÈO BỀN VỮNG NĂM 2023"
TITLE_OF_DECISION = "PHÂN BỔ KINH PHÍ SỰ NGHIỆP CHƯƠNG TRÌNH MTQG GIẢM NGHÈO BỀN VỮNG NĂM 2023"
DOCUMENT = "(Kèm theo Quyết định số 2726/QĐ-UBND ngày 30/12/2022 của UBND tỉnh)"
DECISION_HEADER = "| TT | Nội dung | Đơn vị thực hiện | Tổng số | NSTW | Ngân sách tỉnh | Ghi chú |"


HEARD: list[Finding] = []  # every finding that `findings` gave out: told.py reads the sentences in it


@cache
def knowledge() -> tuple[Reference, tuple]:
    return Reference.load(INCLUDE / "reference"), load_forms(INCLUDE / "forms")


def read(text: str, folder_unit: str | None = "42.444", file: str = "bao cao.xlsx") -> Reading:
    """The reading of a workbook written as text."""
    reference, forms = knowledge()
    reading = Reading(file=file, sha256="0" * 64, folder_unit=folder_unit)
    return normalise(Workbook("xlsx", _sheets(text)), reading, reference, forms)


def report(
    rows: str,
    title: str = TITLE,
    day: str = "(Số liệu đến ngày 30/9/2023)",
    unit_of_money: str = "triệu đồng",
    letterhead: str = "UBND HUYỆN HƯƠNG KHÊ",
    header: str = REPORT_HEADER,
    **reading,
) -> Reading:
    """A district's report: C plan 2023, D carried in 2022, E spent of 2022, F spent of 2023, G rate, H notes."""
    heading = f"{letterhead}\n{title}\n{day}\nĐơn vị tính: {unit_of_money}\n{header}\n"
    return read(heading + dedent(rows).strip(), **reading)


def closing(
    rows: str,
    years: str = "NĂM 2022 CHUYỂN SANG NĂM 2023",
    header: str = CLOSING_HEADER,
    **reading,
) -> Reading:
    """Form 04-SDKP in đồng: C nature, D total, E carried in, F given, G adjusted, H used, I cancelled, J balance,
    K advance, L notes.
    """
    heading = (
        "Ký hiệu: 04-SDKP/ĐVDT\nĐơn vị: UBND huyện Hương Khê\n"
        f"TÌNH HÌNH THỰC HIỆN DỰ TOÁN CỦA CÁC NHIỆM VỤ ĐƯỢC CHUYỂN NGUỒN SANG NĂM SAU {years}\n"
        f"Đơn vị tính: đồng\n{header}\n| | CHI THƯỜNG XUYÊN |\n| | Chương trình MTQG giảm nghèo bền vững |\n"
    )
    return read(heading + dedent(rows).strip(), **reading)


def decision(
    rows: str,
    title: str = TITLE_OF_DECISION,
    document: str = DOCUMENT,
    unit_of_money: str = "triệu đồng",
    header: str = DECISION_HEADER,
    **reading,
) -> Reading:
    """The annex of a decision. Columns: C unit, D total, E central, F province, G notes."""
    heading = f"Phụ lục\n{title}\n{document}\nĐơn vị tính: {unit_of_money}\n{header}\n"
    return read(heading + dedent(rows).strip(), **{"folder_unit": "42.UBND"} | reading)


def judged(reading: Reading, today: date = TODAY) -> Reading:
    """The reading after every rule has run."""
    rules.run(reading, knowledge()[0], today)
    return reading


def findings(rule: str, reading: Reading, today: date = TODAY) -> list[Finding]:
    """What one rule finds when all of them run."""
    judged(reading, today)
    told = [finding for finding in [*reading.findings, *reading.on_trial] if finding.rule == rule]
    HEARD.extend(told)
    return told


def found(rule: str, reading: Reading, today: date = TODAY) -> list[str | None]:
    """The cells at which a rule finds something when all rules run."""
    return [finding.cell for finding in findings(rule, reading, today)]


def applies(rule: str, reading: Reading, today: date = TODAY) -> bool:
    return rule not in judged(reading, today).not_applicable


def errors(reading: Reading, today: date = TODAY) -> list[tuple[str, str | None]]:
    """(rule, cell) of every error when all rules run."""
    judged(reading, today)
    HEARD.extend(reading.findings)
    return [(finding.rule, finding.cell) for finding in reading.findings if finding.stops]


def _sheets(text: str) -> list[Sheet]:
    parts = re.split(r"^== (.+) ==\n", dedent(text).strip("\n"), flags=re.MULTILINE)
    names, bodies = ["Biểu", *parts[1::2]], parts[0::2]
    return [_sheet(name, body) for name, body in zip(names, bodies, strict=True)]


def _sheet(name: str, body: str) -> Sheet:
    sheet = Sheet(name)
    for row, line in enumerate(body.rstrip("\n").split("\n"), start=1):
        line = line.strip()
        texts = [text.strip() for text in line.strip("|").split("|")] if line.startswith("|") else [line]
        cells = [_cell(row, column, text) for column, text in enumerate(texts, start=1) if text]
        if cells:
            sheet.rows[row] = cells
    return sheet


def _cell(row: int, column: int, text: str) -> Cell:
    kind = "number" if NUMBER.fullmatch(text) else "text"
    return Cell(row, column, kind, text.removeprefix("'"))
