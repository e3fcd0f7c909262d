"""A decision allocates money of its budget year: what an earlier year carried over was allocated before.

Loaded as allocated it would count twice, beside what the units report as carried in. Silent: 1. where the title names no
year before the budget year as the one that the money comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, source_kinds
from fundflow.rules.file_view import FileView
from fundflow.text import bare

CARRIED = re.compile(
    r"\bnam (20\d\d)(?: \w+){0,3} (?:chuyen sang|chuyen nguon|keo dai)\b"
    r"|\b(?:chuyen nguon|keo dai)(?: \w+){0,2} nam (20\d\d) sang\b"
)


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    year = file.reading.budget_year
    for table in file.reading.tables:
        said = CARRIED.search(bare(table.title))
        earlier = int(said[1] or said[2]) if said else None
        if year and earlier and earlier < year:
            yield RULE.finding(
                f"Phụ lục phân bổ vốn năm {earlier} chuyển sang, không phải vốn giao năm {year}: nếu nạp sẽ tính hai lần. "
                "Hãy báo cáo vốn này ở cột vốn năm trước chuyển sang của báo cáo giải ngân và ở mẫu 04-SDKP.",
                f"The annex distributes money carried over from {earlier}, not money of {year}: loaded, it would count "
                "twice. Report it as carried in, in the disbursement report and on form 04-SDKP.",
                sheet=table.sheet, cell=table.title_cell, value=str(earlier), expected=str(year),
            )  # fmt: skip


RULE = Rule(
    id="decision_of_new_money",
    severity=Severity.ERROR,
    sentence_vi="Quyết định phân bổ vốn của năm ngân sách, không phải vốn năm trước chuyển sang.",
    sentence_en="A decision allocates money of its budget year, not what an earlier year carried over.",
    compares="the title's years with the budget year",
    source="domain.md: năm vốn khác năm ngân sách; NĐ 163/2016/NĐ-CP Điều 43",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=source_kinds("decision"),
)
