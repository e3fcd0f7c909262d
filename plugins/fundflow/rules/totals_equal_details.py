"""Every printed total equals the sum of its details, down the rows and across the columns.

Silent:
1. where the total or one of its details has already been found wrong;
2. where the total is blank;
3. within the rounding of the sheet: numbers written in triệu with fewer than three decimals were rounded by their
   writer, and so many roundings may add up (totals_differ_by_rounding speaks).
4. down the rows of a table that holds a line nobody knows: it may belong to any of the totals.
One wrong cell breaks several totals, and limits of its line: the finding is put at the one cell whose correction mends
most of them; or at the blank cell that its row and its column miss the same amount in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.records import Amount, Place, Table
from fundflow.reference import Reference
from fundflow.rules.base import Reason, Rule, Stage
from fundflow.rules.file_view import Correction, FileView, in_sheet_unit
from fundflow.rules.left_blank import Blank, blanks
from fundflow.rules.sums import Sum, sums_off

MOST_PUZZLES = 300  # broken sums among which the one wrong cell is looked for; more are told one by one


def needs(file: FileView, reference: Reference) -> Reason:
    for table in file.reading.tables:
        if table.lines and (table.checks or any(line.kind in ("total", "subtotal") for line in table.lines)):
            return None
    return "the file prints no totals / tệp không có dòng, cột tổng"


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for table in file.reading.tables:
        broken = [entry for entry in sums_off(file, table) if not entry.holds(table)]
        while len(broken) > MOST_PUZZLES:
            entry = broken.pop()
            yield _finding(table, entry.total, entry.expected, entry)
        for left in blanks(table, broken):
            yield _of_blank(table, left)
            broken = [entry for entry in broken if entry not in left.explains]
        suspects = _suspects(broken) | {at for at, _ in file.blamed}
        while broken:
            amount, correction, explained = _culprit(broken, suspects, file.blamed)
            yield _finding(table, amount, amount.known + correction, explained[0])
            told = set(map(id, explained))
            broken = [entry for entry in broken if id(entry) not in told]


def _of_blank(table: Table, left: Blank) -> Finding:
    sums = ", ".join(entry.total.seen_from(left.sheet) for entry in left.explains[:2])
    return RULE.finding(
        f"Ô {left.cell} để trống, nhưng theo các tổng ở ô {sums} thì phải là {vnd(left.amount)} đồng. Hãy điền số vào ô.",
        f"{left.cell} is blank, but the totals in {sums} say that it is {vnd(left.amount)}. Fill it in.",
        sheet=left.sheet, cell=left.cell, expected=in_sheet_unit(left.amount, table), difference=left.amount,
    )  # fmt: skip


def _suspects(broken: list[Sum]) -> set[Place]:
    """The cells of several broken sums, and the broken totals: any other explains no more than its own total does."""
    times = Counter(amount.place for entry in broken for amount, _ in entry.corrections())
    return {place for place, number in times.items() if number > 1} | {entry.total.place for entry in broken}


def _culprit(broken: list[Sum], suspects: set[Place], blamed: Counter[Correction]) -> tuple[Amount, Decimal, list[Sum]]:
    """The cell whose one correction mends the most broken sums and limits; of equals, the total of the first."""
    mended: dict[tuple[Amount, Decimal], list[Sum]] = defaultdict(list)
    for entry in broken:
        for amount, correction in entry.corrections():
            if amount.place in suspects:
                mended[amount, correction].append(entry)
    amount, correction = max(mended, key=lambda c: len(mended[c]) + blamed[c[0].place, c[1]])
    return amount, correction, mended[amount, correction]


def _finding(table: Table, amount: Amount, correct: Decimal, entry: Sum) -> Finding:
    total = entry.total.seen_from(amount.sheet)
    return RULE.finding(
        f"Ô {amount.cell} không khớp: tổng ở ô {total} ghi {vnd(entry.total.value)} đồng nhưng cộng các "
        f"dòng, cột chi tiết được {vnd(entry.expected)} đồng, lệch {vnd(entry.difference)} đồng. Hãy sửa ô tổng hoặc ô "
        "chi tiết bị sai.",
        f"{amount.cell}: the total in {total} is {vnd(entry.total.value)} but its details add up to "
        f"{vnd(entry.expected)}. Mend the total or the wrong detail.",
        sheet=amount.sheet, cell=amount.cell, value=amount.raw, expected=in_sheet_unit(correct, table),
        difference=entry.difference,
    )  # fmt: skip


RULE = Rule(
    id="totals_equal_details",
    severity=Severity.ERROR,
    sentence_vi="Mỗi số tổng bằng cộng các số chi tiết của nó, theo dòng và theo cột.",
    sentence_en="Every printed total equals the sum of its details, down the rows and across the columns.",
    compares="each total row, subtotal row and total column with its details",
    source="Biểu mẫu: (3)=(4)+(5); mẫu 04-SDKP/ĐVDT: 5=6+7+8, 11=5-9-10 hoặc 5-9; TT 343/2016/TT-BTC biểu 44",
    since="2026-11-23",
    stage=Stage.TOTAL,
    check=check,
    needs=needs,
    version=4,
)
