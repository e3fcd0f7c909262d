"""In a decision the province's own share stays below the central money: else the two columns are likely swapped.

Silent: 1. in tables that do not split the money by level, or where one of the shares is zero. Told at the header of
the local share.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView
from fundflow.rules.shares import needs_shares, shares


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for share in shares(file):
        if share.local > share.central > 0:
            yield RULE.finding(
                f"Vốn đối ứng địa phương {vnd(share.local)} đồng lớn hơn vốn trung ương {vnd(share.central)} đồng, "
                "nghi đảo cột. "
                "Hãy kiểm tra tiêu đề hai cột.",
                f"The local share {vnd(share.local)} exceeds the central money {vnd(share.central)}: probably "
                "swapped columns. "
                "Check both headers.",
                sheet=share.table.sheet, cell=share.local_header, expected=f"< {vnd(share.central)}",
                difference=share.local - share.central,
            )  # fmt: skip


RULE = Rule(
    id="counterpart_below_central",
    severity=Severity.WARNING,
    sentence_vi="Vốn đối ứng của địa phương nhỏ hơn vốn ngân sách trung ương.",
    sentence_en="The local share of a decision stays below its central money.",
    compares="sum of local columns with sum of central columns, per table",
    source="QĐ 02/2022/QĐ-TTg; QĐ 39/2021/QĐ-TTg (vốn đối ứng)",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=needs_shares,
)
