"""Title, sheet name and rows speak of the same capital type: a sheet “Đầu tư” holds no table of recurrent money.

Silent: 1. where the sheet's name names no capital type, or both.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView, capital_type_name


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for table in file.reading.tables:
        named = reference.capital_type_in(table.sheet)
        if named and table.capital_type and named != table.capital_type:
            said, meant = (capital_type_name(reference, code) for code in (table.capital_type, named))
            yield RULE.finding(
                f"Trang “{table.sheet}” là {meant.lower()} nhưng tiêu đề bảng là {said.lower()}. Hãy sửa tên "
                "trang hoặc tiêu đề.",
                f"Sheet “{table.sheet}” says {named} but its table's title says {table.capital_type}. Mend one of "
                "them.",
                sheet=table.sheet, cell=table.title_cell, value=said, expected=meant,
            )  # fmt: skip


RULE = Rule(
    id="capital_type_agrees",
    severity=Severity.WARNING,
    sentence_vi="Tên trang tính và tiêu đề bảng cùng một loại vốn.",
    sentence_en="A sheet's name and its table's title name the same capital type.",
    compares="capital types of sheet names and titles",
    source="mẫu biểu báo cáo",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
)
