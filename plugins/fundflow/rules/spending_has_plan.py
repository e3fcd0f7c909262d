"""Money that was spent is also planned: the line gives a plan for every money year that it spends.

Silent: 1. about amounts of zero; 2. where a plan of the line has already been found wrong; 3. in files without plans.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures
from fundflow.rules.file_view import PLAN, FileView, covers


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for entry in file.entries:
        plans = entry.of(*PLAN)
        for row in entry.of("disbursed"):
            planned = any(covers(row, plan) for plan in plans)
            if not planned and row.amount > 0 and file.sound(row) and file.complete(entry, *PLAN):
                years = f"{row.money_year_first}-{row.money_year_last}".replace(f"-{row.money_year_first}", "")
                yield RULE.finding(
                    f"Có giải ngân vốn năm {years} nhưng dòng này không ghi kế hoạch của vốn đó. Hãy điền kế hoạch "
                    "vốn.",
                    f"Money of {years} was spent but the line gives no plan for it. Fill in the plan.",
                    at=row, expected=f"kế hoạch {years} / a plan of {years}",
                )  # fmt: skip


RULE = Rule(
    id="spending_has_plan",
    severity=Severity.WARNING,
    sentence_vi="Vốn đã giải ngân phải có kế hoạch của năm vốn đó.",
    sentence_en="Money that was spent has a plan of its year.",
    compares="disbursed with the plans given on the line",
    source="Luật NSNN 83/2015/QH13 Điều 12",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=measures("disbursed", any_of=PLAN),
)
