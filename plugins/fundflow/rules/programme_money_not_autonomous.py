"""Money of a programme is not of a nature that units dispose of by themselves (tự chủ, cải cách tiền lương).

Silent: 1. on lines that give no source nature, or an unknown one; 2. about amounts of zero. One finding per line.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView
from fundflow.rules.natures import gives_natures, natures


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    forbidden = {code: nature for code, nature in natures(reference).items() if nature["for_programmes"] == "no"}
    for entry in file.entries:
        row = next((row for row in entry.rows if row.source_nature in forbidden and row.amount), None)
        if row is not None and row.source_nature is not None:
            _, line = file.line_of(row)
            yield RULE.finding(
                f"Dòng “{line.name}” mang tính chất nguồn {row.source_nature} "
                f"({forbidden[row.source_nature]['name_vi']}), "
                "không dùng cho vốn chương trình MTQG. Hãy sửa mã hoặc chuyển dòng sang mục khác.",
                f"“{line.name}” bears source nature {row.source_nature}, which programme money does not have. Mend the "
                "code or move the line.",
                sheet=row.sheet, cell=line.name_cell, value=row.source_nature, expected="12 | 15",
            )  # fmt: skip


RULE = Rule(
    id="programme_money_not_autonomous",
    severity=Severity.WARNING,
    sentence_vi="Vốn chương trình MTQG không mang tính chất nguồn tự chủ, cải cách tiền lương.",
    sentence_en="Programme money is not of an autonomous or wage-reform nature.",
    compares="source natures of lines of a programme with source_natures.csv column for_programmes",
    source="Mẫu 04-SDKP/ĐVDT mục 1a, 2; CV 17304/BTC-KBNN",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=gives_natures,
)
