"""The source nature (tính chất nguồn kinh phí) of a line is one of the codes in force.

Silent: 1. on lines that give none. One finding per code.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView
from fundflow.rules.natures import gives_natures, natures


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    known = natures(reference)
    seen = set()
    for row in file.reading.rows:
        code = row.source_nature
        if code is None or code in known or code in seen:
            continue
        seen.add(code)
        _, line = file.line_of(row)
        yield RULE.finding(
            f"Tính chất nguồn “{code}” không có trong danh mục ({', '.join(known)}). Hãy sửa mã ở dòng này.",
            f"“{code}” is no known source nature ({', '.join(known)}). Mend the code of this line.",
            sheet=row.sheet, cell=line.name_cell, value=code, expected=" | ".join(known),
        )  # fmt: skip


RULE = Rule(
    id="source_nature_known",
    severity=Severity.WARNING,
    sentence_vi="Mã tính chất nguồn kinh phí phải có trong danh mục.",
    sentence_en="The source nature of a line is a known code.",
    compares="the line's source nature with source_natures.csv",
    source="TT 324/2016/TT-BTC; mẫu 04-SDKP/ĐVDT cột 3",
    since="2026-11-23",
    stage=Stage.CELL,
    check=check,
    needs=gives_natures,
)
