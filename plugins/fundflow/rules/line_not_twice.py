"""The same line does not stand twice: one component of one unit with the same amounts in another row counts double.

Silent: 1. about lines of zeros; 2. about lines with different amounts (line_not_split speaks); 3. about tables found
to be copies; 4. about lines of different source nature. Told at the second line's name; its figures count as found
wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView
from fundflow.rules.same_lines import same_amounts, same_lines


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for first, again in same_lines(file):
        if same_amounts(first, again):
            file.spoil_line(again.rows[0])
            yield RULE.finding(
                f"Dòng “{again.line.name}” lặp lại dòng {first.line.row} của trang “{first.line.sheet}” với cùng số tiền. Hãy xóa "
                "dòng thừa.",
                f"“{again.line.name}” repeats row {first.line.row} of sheet “{first.line.sheet}” with the same amounts. Delete the "
                "surplus line.",
                sheet=again.line.sheet, cell=again.line.name_cell, value=again.line.name, expected="một dòng / one line",
            )  # fmt: skip


RULE = Rule(
    id="line_not_twice",
    severity=Severity.ERROR,
    sentence_vi="Không có hai dòng trùng nhau (cùng dự án, đơn vị, loại vốn, số tiền).",
    sentence_en="The same line does not stand twice.",
    compares="lines of the same project, unit, capital type and source nature with each other",
    source="nguyên tắc một đồng chỉ tính một lần",
    since="2026-11-23",
    stage=Stage.CELL,
    check=check,
)
