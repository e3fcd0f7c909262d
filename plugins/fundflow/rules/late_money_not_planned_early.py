"""Money of nature 15 was added after 30/9: it is not in the column of what was given at the start of the year.

Silent: 1. on lines that give no source nature; 2. about amounts of zero.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures
from fundflow.rules.file_view import FileView
from fundflow.rules.natures import gives_natures, natures


def needs(file: FileView, reference: Reference):
    return gives_natures(file, reference) or measures("allocated", "adjusted")(file, reference)


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    late = {code for code, nature in natures(reference).items() if nature["after_30_9"] == "yes"}
    for row in file.reading.rows:
        if row.measure == "allocated" and row.source_nature in late and row.amount > 0:
            yield RULE.finding(
                f"Nguồn tính chất {row.source_nature} là kinh phí bổ sung sau 30/9 nên không thể là dự toán giao đầu "
                "năm. "
                "Hãy chuyển số này sang cột điều chỉnh hoặc sửa mã tính chất nguồn.",
                f"Source nature {row.source_nature} is money added after 30/9: it cannot be given at the start of "
                "the year. "
                "Move it to the adjustments or mend the code.",
                at=row, expected="0",
            )  # fmt: skip


RULE = Rule(
    id="late_money_not_planned_early",
    severity=Severity.WARNING,
    sentence_vi="Kinh phí bổ sung sau 30/9 (tính chất 15) không nằm ở cột dự toán giao đầu năm.",
    sentence_en="Money added after 30/9 (nature 15) is not in the column given at the start of the year.",
    compares="allocated with the line's source nature",
    source="CV 17304/BTC-KBNN 21/12/2017; NĐ 163/2016/NĐ-CP Điều 43",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=needs,
)
